"""The functions that a formula may name: the operators' own, and short forms such as logdet and eye."""
from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from .. import operators as ops
from ..dimensions import Dimension, describe
from ..errors import ShapeError
from ..operators.entrywise import ABS, EXP, LOG
from ..operators.maps import applied, unknown_map
from ..operators.unknown import unknown
from ..terms import Op, Term, make
from .parts import Unsized


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    build: Callable[..., Term | Unsized]
    least: int = 1
    most: int | None = 1
    takes_product: bool = False  # without brackets it takes the product that follows: tr AB is tr(AB)
    derivative: Callable[[], Function] | None = None  # of an unknown function: f′


def unknown_function(name: str, order: int = 0) -> Function:
    """f, f′, f″ of a declared function."""
    op = unknown(name, order)
    return Function(op.notation.text, op, derivative=lambda: unknown_function(name, order + 1))


def declared_function(declared: Term, symbols: Mapping[str, Term]) -> Function:
    """What a formula may do with a declared function: apply it, or a derivative of it, to an argument that fits."""
    name, known, of = declared.data
    if not of:
        return unknown_function(name)

    def at(order: int) -> Function:
        op = unknown_map(name, declared.shape, known, order)

        def build(a: Term) -> Term:
            wanted = symbols[of].shape if of in symbols else None
            kind = "scalar" if a.is_scalar else "vector" if a.is_vector else "matrix"
            fits = a.shape == wanted if wanted is not None else kind == of
            if not fits:
                expected = describe(wanted) if wanted is not None else f"a {of}"
                raise ShapeError(f"{name} is a function of {expected}, not of {describe(a.shape)}")
            if order and not a.is_scalar:
                raise ShapeError(f"{op.name} is for a function of a scalar")
            return applied(op, a)

        return Function(op.notation.text, build, derivative=lambda: at(order + 1))

    return at(0)


EULER = ops.constant("e")  # a power of it is the exponential function


def root(a: Term, degree: int = 2) -> Term:
    """√a, of a vector or a matrix entry by entry."""
    k = ops.number(Fraction(1, degree))
    return make(EXP, k) if a is EULER else make(ops.POWER if a.is_scalar else ops.HADAMARD_POWER, a, k)


def _logsumexp(a: Term) -> Term:
    return make(LOG, make(ops.TOTAL, make(EXP, _vector(a))))


def _softmax(a: Term) -> Term:
    return make(ops.TRANSPOSE, make(ops.SOFTMAX, make(ops.TRANSPOSE, a))) if a.is_row else make(ops.SOFTMAX, a)


def _vector(a: Term) -> Term:
    """Of a matrix, people mean it row by row, or column by column, or as a whole."""
    if 1 not in a.shape:
        hint = "write exp(X)/sum(exp(X)) for all entries"
        raise ShapeError(f"a vector is needed here, not {describe(a.shape)}", hint)
    return a


def _of_size(make: Callable[..., Term], *sizes: Term) -> Term:
    found = tuple(map(as_dimension, sizes))
    if set(found) == {1}:
        raise ShapeError("a matrix of one entry is a scalar here", "leave it out, or write a number")
    return make(*found)


def _eye(size: Term) -> Term:
    return _of_size(ops.eye, size)


def _ones(*sizes: Term) -> Term:
    return _of_size(ops.ones, *sizes)


def _zeros(*sizes: Term) -> Term:
    return _of_size(lambda m, n=1: ops.zero(m, n), *sizes)


def as_dimension(t: Term) -> Dimension:
    """The dimension that a term such as n, 3 or 2n + 1 names."""
    if t.op is ops.DIMENSION:
        return t.data
    if t.op is ops.NUMBER and t.data.denominator == 1 and t.data > 0:
        return int(t.data)
    if t.op is ops.SUM or t.op is ops.TIMES:
        total, *rest = map(as_dimension, t.args)
        for d in rest:
            total = total + d if t.op is ops.SUM else total * d
        return total
    hint = "sizes are numbers, the sizes of declared symbols, and their sums and products"
    raise ShapeError("a size is needed here", hint)


def _trace(a: Term) -> Term:
    """tr A; a scalar is its own trace."""
    return a if a.is_scalar else make(ops.TRACE, a)


def _remainder(t: Term) -> Unsized:
    """O(ε^k)"""
    base, k = t.args if t.op is ops.POWER else (t, ops.number(1))
    if base is not ops.EPS or k.op is not ops.NUMBER or k.data.denominator != 1 or k.data < 1:
        raise ShapeError("a remainder is O(ε), O(ε²), …")
    return Unsized(lambda shape: ops.remainder(int(k.data), *shape))


def _normp(a: Term, p: Term) -> Term:
    """The p-norm; the 1-norm and the Euclidean norm where p is 1 or 2."""
    known = {1: "norm1", 2: "norm2"}.get(p.data) if p.op is ops.NUMBER else None
    return FUNCTIONS[known].build(a) if known else make(ops.NORMP, a, p)


def _norm2(a: Term) -> Term:
    """The Euclidean norm of a vector, the spectral norm of a matrix."""
    return make(ops.NORM if a.is_scalar or 1 in a.shape else ops.SPECTRAL, a)


def _column_sums(norm: Op, transposed: bool) -> Callable[[Term], Term]:
    """The largest sum of |x_ij| along a column, or along a row."""

    def build(a: Term) -> Term:
        if a.is_scalar or 1 in a.shape:
            return make(norm, a)
        sizes = make(ops.TRANSPOSE, make(ABS, a)) if transposed else make(ABS, a)
        return make(ops.MAX, make(ops.PRODUCT, sizes, ops.ones(sizes.shape[1])))

    return build


_ARITY: dict[Op, tuple[int, int | None]] = {
    ops.HADAMARD: (2, None), ops.KRON: (2, None), ops.MAT: (3, 3), ops.COMMUTATION: (2, 2),
    **dict.fromkeys((ops.INNER, ops.INNER_FIRST, ops.INNER_SECOND, *ops.FRECHET.values()), (2, 2)),
    **dict.fromkeys((ops.EIGVECMAX, ops.EIGVECMIN), (1, 2)),
}
_BUILT = {ops.TRACE: _trace}
_SHORT = (
    Function("sqrt", root), Function("logdet", lambda a: make(LOG, make(ops.DET, a)), takes_product=True),
    Function("logsumexp", _logsumexp), Function("softmax", _softmax),
    Function("normp", _normp, 2, 2), Function("norm2", _norm2),
    Function("norm1", _column_sums(ops.NORM1, True)), Function("norminf", _column_sums(ops.NORMINF, False)),
    Function("eye", _eye), Function("ones", _ones, 1, 2), Function("zeros", _zeros, 1, 2),
)

FUNCTIONS: dict[str, Function] = {
    name: Function(name, _BUILT.get(op, op), *_ARITY.get(op, (1, 1)), op in (ops.TRACE, ops.DET, ops.VEC))
    for name, op in ops.BY_NAME.items()
} | {f.name: f for f in _SHORT}
OF_TWO = {
    "max": "max(x) is the largest entry of x; the larger of 0 and s is relu(s)",
    "min": "min(x) is the smallest entry of x; the smaller of 0 and s is −relu(−s)",
}
"""What to write where people give a function of one argument two."""

NORMS = {"1": "norm1", "2": "norm2", "": "norm2", "*": "nucnorm"} | {
    index: name
    for name, indices in {"normF": ("F", "Fro", "fro"), "norminf": ("∞", r"\infty", "inf", "infty")}.items()
    for index in indices
}
"""What the index of ‖x‖ means."""
REMAINDER = Function("O", _remainder)
