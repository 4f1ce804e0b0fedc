"""The functions that a formula may name: the operators' own, and short forms such as logdet and eye."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from ..dimensions import Dimension
from ..errors import ShapeError
from ..operators import (
    BY_NAME, DET, DIMENSION, DIVIDE, EPS, HADAMARD, HADAMARD_POWER, INNER, KRON, NUMBER, POWER, SUM, TIMES, TOTAL, TRACE, VEC,
    eye, number, ones, remainder, zero,
)
from ..operators.entrywise import EXP, LOG
from ..terms import Op, Term, make
from .parts import Unsized


@dataclass(frozen=True, slots=True)
class Function:
    name: str
    build: Callable[..., Term | Unsized]
    least: int = 1
    most: int | None = 1
    takes_product: bool = False  # without brackets it takes the product that follows: tr AB is tr(AB)


def _sqrt(a: Term) -> Term:
    return make(POWER if a.is_scalar else HADAMARD_POWER, a, number(Fraction(1, 2)))


def _softmax(a: Term) -> Term:
    return make(DIVIDE, make(EXP, a), make(TOTAL, make(EXP, a)))


def as_dimension(t: Term) -> Dimension:
    """The dimension that a term such as n, 3 or 2n + 1 names."""
    if t.op is DIMENSION:
        return t.data
    if t.op is NUMBER and t.data.denominator == 1 and t.data > 0:
        return int(t.data)
    if t.op is SUM or t.op is TIMES:
        total, *rest = (as_dimension(a) for a in t.args)
        for d in rest:
            total = total + d if t.op is SUM else total * d
        return total
    raise ShapeError("a size is needed here", "sizes are numbers, the dimensions of declared symbols, and their sums and products")


def _ones(*sizes: Term) -> Term:
    return ones(*(as_dimension(s) for s in sizes))


def _zeros(*sizes: Term) -> Term:
    m, n = (*(as_dimension(s) for s in sizes), 1)[:2]
    return zero(m, n)


def _remainder(t: Term) -> Unsized:
    """O(ε^k)."""
    if t is EPS:
        return Unsized(lambda shape: remainder(1, *shape))
    if t.op is POWER and t.args[0] is EPS and t.args[1].op is NUMBER and t.args[1].data.denominator == 1 and t.args[1].data > 0:
        order = int(t.args[1].data)
        return Unsized(lambda shape: remainder(order, *shape))
    raise ShapeError("a remainder is O(ε), O(ε²), …")


_ARITY: dict[Op, tuple[int, int | None]] = {INNER: (2, 2), HADAMARD: (2, None), KRON: (2, None)}
_TAKES_PRODUCT = (TRACE, DET, VEC)

FUNCTIONS: dict[str, Function] = {
    name: Function(name, op, *_ARITY.get(op, (1, 1)), op in _TAKES_PRODUCT) for name, op in BY_NAME.items()
} | {
    f.name: f
    for f in (
        Function("sqrt", _sqrt),
        Function("logdet", lambda a: make(LOG, make(DET, a)), takes_product=True),
        Function("logsumexp", lambda a: make(LOG, make(TOTAL, make(EXP, a)))),
        Function("softmax", _softmax),
        Function("eye", lambda n: eye(as_dimension(n))),
        Function("ones", _ones, 1, 2),
        Function("zeros", _zeros, 1, 2),
    )
}
REMAINDER_FUNCTION = Function("O", _remainder)

LATER = {
    "expm": "the matrix exponential", "logm": "the matrix logarithm", "sqrtm": "the matrix square root", "sinm": "the matrix sine",
    "cosm": "the matrix cosine", "norm1": "the 1-norm", "norminf": "the maximum norm", "normp": "the p-norm",
    "nucnorm": "the nuclear norm", "eig": "the vector of eigenvalues", "eigmax": "the largest eigenvalue",
    "eigmin": "the smallest eigenvalue", "pinv": "the pseudo-inverse", "adj": "the adjugate", "prod": "the product of the entries",
    "max": "the maximum", "min": "the minimum",
}
"""Functions that a formula may well mean, and that have no derivation yet."""


def of_scalar(op: Op) -> Function:
    """A function of one variable that SymPy knows."""
    return Function(op.name, op)


