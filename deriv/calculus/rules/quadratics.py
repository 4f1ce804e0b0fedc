"""Quadratic forms: what is quadratic in u brought to uᵀAu, and A made symmetric."""

from ...language.build import add, power, times
from ...language.operators import TRANSPOSE, number
from ...language.terms import make
from ..rule import Rule
from .letters import M, b, u, z

T = lambda m: make(TRANSPOSE, m)  # noqa: E731
HALF = number("1/2")

SQUARE_AS_FORM = Rule(
    "square as a quadratic form",
    power(times(T(u), b), number(2)),
    times(T(u), b, T(b), u),
    because=(power(times(T(u), b), number(2)), " = ", times(T(u), b, T(b), u)),
    axiom="a scalar equals its transpose",
)
PRODUCT_AS_FORM = Rule(
    "product as a quadratic form",
    times(times(T(u), b), times(T(u), z)),
    times(T(u), b, T(z), u),
    because=(times(times(T(u), b), times(T(u), z)), " = ", times(T(u), b, T(z), u)),
    axiom="a scalar equals its transpose",
)
SYMMETRIC_PART = Rule(
    "symmetric part of a quadratic form",
    times(T(u), M, u),
    times(HALF, T(u), add(M, T(M)), u),
    because=(times(T(u), M, u), " = ", times(HALF, T(u), add(M, T(M)), u)),
    axiom="a scalar equals its transpose",
)
ALL = (SQUARE_AS_FORM, PRODUCT_AS_FORM, SYMMETRIC_PART)
