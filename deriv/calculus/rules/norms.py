"""Norms and their squares near a point."""

from ...language.build import divide, power, subtract, times
from ...language.facts import Fact
from ...language.operators import FROBENIUS, NORM, TRACE, TRANSPOSE, number
from ...language.terms import Term, make
from .letters import D, R, d, r
from .near import near

TWO = number(2)


def _curved(square: Term, slope: Term, norm: Term) -> Term:
    """½(dᵀd/‖r‖ − (rᵀd)²/‖r‖³)"""
    return times(number("1/2"), subtract(divide(square, norm), divide(power(slope, TWO), power(norm, number(3)))))


SQUARED_NORM = near(
    "squared norm", power(make(NORM, r), TWO), times(TWO, make(TRANSPOSE, r), d), {r: d}, lemma="squared-norm"
)
SQUARED_FROBENIUS = near(
    "squared Frobenius norm",
    power(make(FROBENIUS, R), TWO),
    times(TWO, make(TRACE, times(make(TRANSPOSE, R), D))),
    {R: D},
    lemma="squared-frobenius",
)
NORM_NEAR = near(
    "Euclidean norm",
    make(NORM, r),
    divide(times(make(TRANSPOSE, r), d), make(NORM, r)),
    {r: d},
    lemma="norm",
    quadratic=_curved(times(make(TRANSPOSE, d), d), times(make(TRANSPOSE, r), d), make(NORM, r)),
    requires=((make(NORM, r), Fact.NONZERO),),
)
FROBENIUS_NEAR = near(
    "Frobenius norm",
    make(FROBENIUS, R),
    divide(make(TRACE, times(make(TRANSPOSE, R), D)), make(FROBENIUS, R)),
    {R: D},
    axiom="‖R‖ = √‖R‖²",
    quadratic=_curved(
        make(TRACE, times(make(TRANSPOSE, D), D)), make(TRACE, times(make(TRANSPOSE, R), D)), make(FROBENIUS, R)
    ),
    requires=((make(FROBENIUS, R), Fact.NONZERO),),
)
ALL = (SQUARED_NORM, SQUARED_FROBENIUS, NORM_NEAR, FROBENIUS_NEAR)
