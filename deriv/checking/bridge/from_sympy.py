"""From a SymPy expression to a term of the same value, for what terms can hold; the rest is refused by name."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from fractions import Fraction

import sympy as sp
from sympy.matrices.expressions.diagonal import DiagMatrix, DiagonalOf
from sympy.matrices.expressions.matexpr import MatrixElement

from ...language import build
from ...language import dimensions as d
from ...language import operators as o
from ...language.errors import DerivError
from ...language.names import canonical
from ...language.operators.entrywise import KNOWN
from ...language.terms import Term, make
from .to_sympy import ASSUMED, CONSTANTS, ENTRY_VARIABLE


def from_sympy(expression: sp.Basic, symbols: Mapping[str, Term] | None = None) -> Term:
    """The term with the expression's value.

    `symbols` are the terms to use for names, with the facts that SymPy cannot say of a matrix; a name that is not among
    them is a dimension where it is one of some matrix, else a symbol with SymPy's shape and assumptions. A 1×1 matrix
    is a scalar.
    """
    given = {canonical(name): t for name, t in (symbols or {}).items()}
    shaped = expression.atoms(sp.MatrixSymbol, sp.Identity, sp.ZeroMatrix, sp.OneMatrix)
    sizes = {canonical(s.name) for m in shaped for n in m.shape for s in n.free_symbols}
    return _Reader(given, sizes | {n for t in given.values() for s in t.shape for n in d.names(s)}).term(expression)


def dimension(n: sp.Expr) -> d.Dimension:
    """An integer, a name, or sums and products of them."""
    if n.is_Integer:
        return int(n)
    if n.is_Symbol:
        return d.dimension(canonical(n.name))
    if n.is_Add or n.is_Mul:
        first, *rest = map(dimension, n.args)
        for x in rest:
            first = first + x if n.is_Add else first * x
        return first
    raise DerivError(f"{n} is no dimension", "a dimension is made of names and integers by sums and products")


class _Reader:
    """The names that one expression is read with."""

    def __init__(self, symbols: Mapping[str, Term], sizes: set[str]):
        self.symbols, self.sizes = symbols, sizes

    def term(self, e: sp.Basic) -> Term:
        for kind, read in READERS.items():
            if isinstance(e, kind):
                return read(self, e)
        raise _refused(e)

    def terms(self, *expressions: sp.Basic) -> list[Term]:
        return [self.term(e) for e in expressions]

    # ---- leaves -----------------------------------------------------------------------------------------------------
    def symbol(self, e: sp.Symbol) -> Term:
        name = canonical(e.name)
        if name in self.symbols:
            return self._fitting(e, self.symbols[name], ())
        if name in self.sizes:
            return o.counted(d.dimension(name))
        if e.is_real is False:
            raise DerivError(f"{e} is not real", "every symbol stands for real numbers")
        return o.symbol(name, facts=[fact for fact, word in ASSUMED.items() if getattr(e, f"is_{word}")])

    def matrix_symbol(self, e: sp.MatrixSymbol) -> Term:
        name, shape = canonical(e.name), tuple(map(dimension, e.shape))
        if shape == (1, 1):
            raise DerivError(f"{e} is a 1×1 matrix", "use a Symbol for a scalar")
        return self._fitting(e, self.symbols[name], shape) if name in self.symbols else o.symbol(name, *shape)

    def _fitting(self, e: sp.Basic, given: Term, shape: d.Shape) -> Term:
        if given.shape != shape:
            raise DerivError(f"{e} is {d.describe(shape)} in SymPy, and declared as {d.describe(given.shape)}")
        return given

    def filled(self, e: sp.MatrixExpr) -> Term:
        m, n = map(dimension, e.shape)
        zero = isinstance(e, sp.ZeroMatrix)
        if (m, n) == (1, 1):
            return o.number(0 if zero else 1)
        if zero:
            return o.zero(m, n)
        return make(o.TRANSPOSE, o.ones(n)) if m == 1 else o.ones(m, n)

    # ---- arithmetic -------------------------------------------------------------------------------------------------
    def sum(self, e: sp.Add | sp.MatAdd) -> Term:
        return build.add(*self.terms(*(e.args if e.is_Matrix else e.as_ordered_terms())))

    def product(self, e: sp.Mul | sp.MatMul) -> Term:
        """Scalars in front, reciprocals as one denominator."""
        scalars, matrices = e.as_coeff_matrices() if e.is_MatMul else (e, [])
        above, below = sp.fraction(scalars, exact=True)
        factors = [] if above == 1 else [above] if not above.is_Mul else above.as_ordered_factors()
        whole = build.times(*self.terms(*factors, *matrices))
        return whole if below == 1 else build.divide(whole, self.term(below))

    def power(self, e: sp.Pow | sp.MatPow) -> Term:
        base, exponent = self.terms(e.base, e.exp)
        return self.inverse(e) if exponent is o.number(-1) else build.power(base, exponent)

    def inverse(self, e: sp.Pow | sp.Inverse) -> Term:
        """1/s of a scalar, X⁻¹ of a matrix."""
        inside = self.term(e.base)
        return build.divide(o.number(1), inside) if inside.is_scalar else make(o.INVERSE, inside)

    # ---- matrices ---------------------------------------------------------------------------------------------------
    def of_matrix(self, op: o.Op, e: sp.Basic) -> Term:
        """An operator of one matrix; that of a 1×1 matrix is the scalar itself."""
        inside = self.term(e.args[0])
        return inside if inside.is_scalar else make(op, inside)

    def hadamard(self, e: sp.HadamardProduct) -> Term:
        reciprocal = [isinstance(x, sp.HadamardPower) and x.exp == -1 for x in e.args]
        above = self.terms(*(x for x, r in zip(e.args, reciprocal, strict=True) if not r))
        below = self.terms(*(x.base for x, r in zip(e.args, reciprocal, strict=True) if r))
        shape = (above or below)[0].shape
        if not shape:
            return build.divide(build.times(*above), build.times(*below)) if below else build.times(*above)
        numerator = make(o.HADAMARD, *above) if above else o.ones(*shape)
        return make(o.HADAMARD_DIVIDE, numerator, make(o.HADAMARD, *below)) if below else numerator

    def hadamard_power(self, e: sp.HadamardPower) -> Term:
        base, exponent = self.terms(e.base, e.exp)
        return make(o.POWER if base.is_scalar else o.HADAMARD_POWER, base, exponent)

    def entry_by_entry(self, e: sp.Basic) -> Term:
        body = e.function(ENTRY_VARIABLE)
        for op in KNOWN.values():
            if op.exact(sp, ENTRY_VARIABLE) == body:
                return make(op, self.term(e.expr))
        if isinstance(body, sp.Function) and body.args == (ENTRY_VARIABLE,):
            return make(_function_named(body), self.term(e.expr))
        raise DerivError(f"no term for {body} entry by entry", "use a function of one variable that deriv knows")

    # ---- entries, sums, functions -----------------------------------------------------------------------------------
    def entry(self, e: MatrixElement) -> Term:
        whole = self.term(e.parent)
        if whole.is_scalar:
            return whole
        i, j = (self.term(k + 1) for k in e.indices)
        return make(o.ENTRY, whole, i) if whole.is_vector else make(o.ENTRY, whole, i, j)

    def indexed_sum(self, e: sp.Sum) -> Term:
        if len(e.limits) != 1 or len(e.limits[0]) != 3:
            raise _refused(e)
        index, low, high = e.limits[0]
        return make(o.SIGMA, *self.terms(index, low, high, e.function))

    def function(self, e: sp.Function) -> Term:
        return make(_function_named(e), self.term(e.args[0]))

    def maximum(self, e: sp.Max) -> Term:
        if len(e.args) == 2 and sp.S.Zero in e.args:
            (x,) = (a for a in e.args if a is not sp.S.Zero)
            return make(KNOWN["relu"], self.term(x))
        raise _refused(e)


SPELLED = {"Abs": "abs", "Heaviside": "step"}


def _function_named(e: sp.Function) -> o.Op:
    name = type(e).__name__
    op = KNOWN.get(SPELLED.get(name, name)) or o.sympy_function(name)
    if op is None or (len(e.args) != 1 and name not in SPELLED):
        raise _refused(e)
    return op


def _refused(e: sp.Basic) -> DerivError:
    return DerivError(f"no term for SymPy's {type(e).__name__} in {e}", "a term holds scalars and matrix algebra")


READERS: dict[type | tuple[type, ...], Callable[[_Reader, sp.Basic], Term]] = {
    sp.MatrixSymbol: _Reader.matrix_symbol,
    sp.Symbol: _Reader.symbol,
    sp.Rational: lambda r, e: o.number(Fraction(int(e.p), int(e.q))),
    (type(sp.pi), type(sp.E)): lambda r, e: o.constant(next(name for name, c in CONSTANTS.items() if c == e)),
    sp.Identity: lambda r, e: o.number(1) if e.shape == (1, 1) else o.eye(dimension(e.rows)),
    (sp.ZeroMatrix, sp.OneMatrix): _Reader.filled,
    (sp.Add, sp.MatAdd): _Reader.sum,
    (sp.Mul, sp.MatMul): _Reader.product,
    sp.Inverse: _Reader.inverse,
    (sp.Pow, sp.MatPow): _Reader.power,
    sp.Transpose: lambda r, e: r.of_matrix(o.TRANSPOSE, e),
    sp.Trace: lambda r, e: r.of_matrix(o.TRACE, e),
    sp.Determinant: lambda r, e: r.of_matrix(o.DET, e),
    DiagMatrix: lambda r, e: r.of_matrix(o.DIAG, e),
    DiagonalOf: lambda r, e: r.of_matrix(o.DIAGVEC, e),
    sp.HadamardProduct: _Reader.hadamard,
    sp.HadamardPower: _Reader.hadamard_power,
    type(sp.MatrixSymbol("A", 2, 2).applyfunc(sp.exp)): _Reader.entry_by_entry,
    sp.KroneckerProduct: lambda r, e: make(o.KRON, *r.terms(*e.args)),
    MatrixElement: _Reader.entry,
    sp.Sum: _Reader.indexed_sum,
    sp.Max: _Reader.maximum,
    sp.Function: _Reader.function,
}
