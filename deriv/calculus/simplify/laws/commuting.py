"""L_f(A, B) = f′(A) B where A and B commute; neighbouring exponentials that cancel."""

from __future__ import annotations

from collections.abc import Callable

from ....language.build import divide, negative, times
from ....language.operators import (
    COSM,
    DIVIDE,
    EXPM,
    FRECHET,
    IDENTITY,
    INVERSE,
    LOGM,
    MATRIX_POWER,
    PRODUCT,
    SCALE,
    SINM,
    SQRTM,
    SUM,
    eye,
    number,
)
from ....language.terms import Op, Term, make, subterms
from ...rule import Tactic
from .functions import P
from .letters import M, N

SLOPES: dict[Op, Callable[[Term], Term]] = {
    EXPM: lambda x: make(EXPM, x),
    LOGM: lambda x: make(INVERSE, x),
    SQRTM: lambda x: divide(make(INVERSE, make(SQRTM, x)), number(2)),
    SINM: lambda x: make(COSM, x),
    COSM: lambda x: negative(make(SINM, x)),
}
"""f′ of each function of a matrix."""

BY_DERIVATIVE = {FRECHET[f]: f for f in FRECHET}
KEEPING = {*FRECHET, INVERSE, MATRIX_POWER}
"""Functions of one matrix, whatever scalars stand beside it: their values commute with whatever it commutes with."""


def _made_of(term: Term, g: Term) -> bool:
    """Whether the term is g put through functions of a matrix, products, sums and multiples."""
    if term is g or term.op is IDENTITY:
        return True
    if term.op is SUM:
        return all(_made_of(a, g) for a in term.args)
    if term.op is SCALE:
        return _made_of(term.args[1], g)
    if term.op is DIVIDE or term.op in KEEPING:
        return _made_of(term.args[0], g)
    return term.op is PRODUCT and _product_made_of(term.args, g)


def _product_made_of(factors: tuple[Term, ...], g: Term) -> bool:
    """Factor by factor; where g is a product, its factors stand there in a row."""
    if not factors:
        return True
    run = g.args if g.op is PRODUCT else ()
    if run and factors[: len(run)] == run:
        return _product_made_of(factors[len(run) :], g)
    return factors[0].shape == g.shape and _made_of(factors[0], g) and _product_made_of(factors[1:], g)


def commute(a: Term, b: Term) -> bool:
    """Whether both are seen to be made of one matrix."""
    parts = dict.fromkeys((a, *(t for t in subterms(a) if t.shape == a.shape)))
    return any(_made_of(a, g) and _made_of(b, g) for g in parts)


def _slope(term: Term) -> Term | None:
    (at, direction), f = term.args, BY_DERIVATIVE[term.op]
    if direction.op is IDENTITY:
        return SLOPES[f](at)
    if f is LOGM and direction is at:
        return eye(at.shape[0])
    return times(SLOPES[f](at), direction) if commute(at, direction) else None


FRECHET_COMMUTING = Tactic(
    "Fréchet derivative in a direction that commutes",
    ("L_f(A, B) = f′(A)B where A and B commute, as functions of one matrix do",),
    _slope,
    (
        *((make(d, P, P), eye("n") if f is LOGM else times(SLOPES[f](P), P)) for f, d in FRECHET.items()),
        *((make(d, P, eye("n")), SLOPES[f](P)) for f, d in FRECHET.items()),
        (make(FRECHET[EXPM], M, times(M, M)), times(make(EXPM, M), M, M)),
    ),
    axiom="where A and B commute, (A + εB)^k = A^k + εkA^(k−1)B + O(ε²), in every term of a power series",
    source="Higham, Functions of Matrices (2008), chapter 3",
)


def _cancelled(term: Term) -> Term | None:
    f = term.args
    for i in range(len(f) - 1):
        if f[i].op is EXPM and f[i + 1].op is EXPM and negative(f[i].args[0]) is f[i + 1].args[0]:
            rest = (*f[:i], *f[i + 2 :])
            return make(PRODUCT, *rest) if rest else eye(term.shape[0])
    return None


EXPONENTIALS_CANCEL = Tactic(
    "neighbouring exponentials",
    (make(PRODUCT, make(EXPM, M), make(EXPM, negative(M))), " = ", eye("n")),
    _cancelled,
    (
        (make(PRODUCT, make(EXPM, M), make(EXPM, negative(M))), eye("n")),
        (make(PRODUCT, make(EXPM, negative(M)), make(EXPM, M), N), N),
    ),
    axiom="the inverse of the exponential of M is the exponential of −M",
    source="Higham, Functions of Matrices (2008), section 10.1",
)
