"""From a term to a SymPy expression of the same value; nothing is simplified on the way."""
from __future__ import annotations

from collections.abc import Callable

import sympy as sp
from sympy.matrices.expressions.diagonal import DiagMatrix, DiagonalOf
from sympy.matrices.expressions.matexpr import MatrixElement

from ...language import operators as o
from ...language.dimensions import Dim, Dimension
from ...language.errors import DerivError
from ...language.facts import Fact, facts
from ...language.names import ascii_name
from ...language.operators.entrywise import ScalarFunction
from ...language.terms import Op, Term, subterms

ASSUMED = {Fact.POSITIVE: "positive", Fact.NONNEGATIVE: "nonnegative", Fact.NONZERO: "nonzero", Fact.INTEGER: "integer"}
CONSTANTS = {"pi": sp.pi, "e": sp.E}


def to_sympy(term: Term) -> sp.Basic:
    """The SymPy expression with the term's value; a term that SymPy cannot hold is refused by name."""
    done: dict[Term, sp.Basic] = {}
    for t in subterms(term):
        done[t] = _converted(t, [done[a] for a in t.args])
    return done[term]


def _converted(t: Term, args: list[sp.Basic]) -> sp.Basic:
    if isinstance(t.op, ScalarFunction):
        return _function(t, *args)
    convert = CONVERTERS.get(t.op)
    if convert is None:
        raise DerivError(f"SymPy has no counterpart of {t.op.name}", "only scalars and matrix algebra go over")
    return convert(t, *args)


def dimension(d: Dimension) -> sp.Expr:
    """The dimension as an integer or a polynomial in positive integer Symbols."""
    if not isinstance(d, Dim):
        return sp.Integer(d)
    size = {n: sp.Symbol(ascii_name(n), integer=True, positive=True) for n in d.names}
    return sp.Add(*(sp.Mul(factor, *(size[n] for n in called)) for called, factor in d.monomials))


def _sizes(t: Term) -> tuple[sp.Expr, ...]:
    return tuple(dimension(d) for d in t.shape)


def _entry_of(product: sp.MatrixExpr) -> sp.Expr:
    """The only entry of a 1×1 matrix; SymPy's own indexing would write it as a sum."""
    return MatrixElement(product, sp.Integer(0), sp.Integer(0))


# ---- leaves and arithmetic ------------------------------------------------------------------------------------------
def _symbol(t: Term) -> sp.Basic:
    name = ascii_name(t.data[0])
    if t.shape:
        return sp.MatrixSymbol(name, *_sizes(t))
    return sp.Symbol(name, real=True, **{word: True for fact, word in ASSUMED.items() if fact in facts(t)})


def _number(t: Term) -> sp.Expr:
    return sp.Rational(t.data.numerator, t.data.denominator)


def _sum(t: Term, *args: sp.Basic) -> sp.Basic:
    return sp.Add(*args) if t.is_scalar else sp.MatAdd(*args)


def _scale(t: Term, c: sp.Expr, a: sp.MatrixExpr) -> sp.MatrixExpr:
    return sp.MatMul(c, *(a.args if isinstance(a, sp.MatMul) else (a,)))


def _product(t: Term, *args: sp.MatrixExpr) -> sp.Basic:
    return _entry_of(sp.MatMul(*args)) if t.is_scalar else sp.MatMul(*args)


def _divide(t: Term, a: sp.Basic, c: sp.Expr) -> sp.Basic:
    return a / c if t.is_scalar else _scale(t, 1 / c, a)


# ---- matrices -------------------------------------------------------------------------------------------------------
def _inner(t: Term, a: sp.Basic, b: sp.Basic) -> sp.Expr:
    shape = t.args[0].shape
    if not shape:
        return a * b
    if 1 in shape:
        return _entry_of(sp.MatMul(*((a, sp.Transpose(b)) if shape[0] == 1 else (sp.Transpose(a), b))))
    return sp.Trace(sp.MatMul(sp.Transpose(a), b))


def _norm(t: Term, a: sp.MatrixExpr) -> sp.Expr:
    return sp.sqrt(_inner(t, a, a))


def _total(t: Term, a: sp.MatrixExpr) -> sp.Expr:
    return _entry_of(sp.MatMul(sp.OneMatrix(1, a.rows), a, sp.OneMatrix(a.cols, 1)))


def _entry(t: Term, a: sp.MatrixExpr, *indices: sp.Expr) -> sp.Expr:
    i, j = indices if len(indices) == 2 else (*indices, sp.Integer(1))
    return MatrixElement(a, i - 1, j - 1)


def _sigma(t: Term, index: sp.Symbol, low: sp.Expr, high: sp.Expr, body: sp.Basic) -> sp.Expr:
    if not t.is_scalar:
        raise DerivError("SymPy cannot hold a sum of matrices over an index", "take its trace or an entry first")
    return sp.Sum(body, (index, low, high))


# ---- entry by entry -------------------------------------------------------------------------------------------------
def _function(t: Term, x: sp.Basic) -> sp.Basic:
    if t.is_scalar:
        return t.op.exact(sp, x)
    return x.applyfunc(sp.Lambda(ENTRY_VARIABLE, t.op.exact(sp, ENTRY_VARIABLE)))


ENTRY_VARIABLE = sp.Symbol("t", real=True)


def _hadamard_divide(t: Term, a: sp.MatrixExpr, b: sp.MatrixExpr) -> sp.MatrixExpr:
    return sp.HadamardProduct(a, sp.HadamardPower(b, -1))


CONVERTERS: dict[Op, Callable[..., sp.Basic]] = {
    o.SYMBOL: _symbol,
    o.NUMBER: _number,
    o.CONSTANT: lambda t: CONSTANTS[t.data],
    o.DIMENSION: lambda t: dimension(t.data),
    o.IDENTITY: lambda t: sp.Identity(dimension(t.shape[0])),
    o.ZERO: lambda t: sp.ZeroMatrix(*_sizes(t)),
    o.ONES: lambda t: sp.OneMatrix(*_sizes(t)),
    o.SUM: _sum,
    o.TIMES: lambda t, *args: sp.Mul(*args),
    o.SCALE: _scale,
    o.PRODUCT: _product,
    o.DIVIDE: _divide,
    o.POWER: lambda t, a, k: a**k,
    o.MATRIX_POWER: lambda t, a, k: sp.MatPow(a, k),
    o.TRANSPOSE: lambda t, a: sp.Transpose(a),
    o.INVERSE: lambda t, a: sp.Inverse(a),
    o.TRACE: lambda t, a: sp.Trace(a),
    o.DET: lambda t, a: sp.Determinant(a),
    o.INNER: _inner,
    o.NORM: _norm,
    o.FROBENIUS: _norm,
    o.HADAMARD: lambda t, *args: sp.HadamardProduct(*args),
    o.HADAMARD_DIVIDE: _hadamard_divide,
    o.HADAMARD_POWER: lambda t, a, k: sp.HadamardPower(a, k),
    o.DIAG: lambda t, a: DiagMatrix(a),
    o.DIAGVEC: lambda t, a: DiagonalOf(a),
    o.TOTAL: _total,
    o.KRON: lambda t, *args: sp.KroneckerProduct(*args),
    o.ENTRY: _entry,
    o.SIGMA: _sigma,
}
