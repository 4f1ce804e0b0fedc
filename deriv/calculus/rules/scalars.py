"""Powers and quotients of scalars near a point."""

from ...language.build import add, divide, negative, power, times
from ...language.facts import Fact
from ...language.operators import DIVIDE, letter, number
from ...language.operators.entrywise import LOG
from ...language.terms import make
from .letters import A, D, base, c, integer, k, nonzero, p, p1, positive, q1, s, t, whole
from .near import near

ONE, TWO = number(1), number(2)

SQUARE = near("square", power(s, TWO), times(TWO, s, t), {s: t}, axiom="multiply out (s + εt)²")
ROOT = near(
    "square root",
    power(positive, number("1/2")),
    divide(t, times(TWO, power(positive, number("1/2")))),
    {positive: t},
    lemma="square-root",
    axiom="√(s + εt)² = s + εt, compared order by order",
)
WHOLE_POWER = near(
    "whole power",
    power(s, whole),
    times(whole, power(s, add(whole, number(-1))), t),
    {s: t},
    axiom="the binomial theorem",
)
INTEGER_POWER = near(
    "negative power",
    power(nonzero, integer),
    times(integer, power(nonzero, add(integer, number(-1))), t),
    {nonzero: t},
    axiom="the geometric series and the binomial theorem",
)
POWER_RULE = near(
    "power",
    power(positive, k),
    times(k, power(positive, add(k, number(-1))), t),
    {positive: t},
    axiom="sᵏ = e^(k log s)",
)
EXPONENT = near(
    "power of a constant",
    power(base, s),
    times(make(LOG, base), power(base, s), t),
    {s: t},
    lemma="power-of-a-constant",
)
BASE, MOVED_BASE = letter("b", facts=[Fact.POSITIVE]), letter("b₁")
POWER_OF_BOTH = near(
    "power, base and exponent",
    power(BASE, s),
    add(times(s, power(BASE, add(s, number(-1))), MOVED_BASE), times(make(LOG, BASE), power(BASE, s), t)),
    {BASE: MOVED_BASE, s: t},
    axiom="bˢ = e^(s log b)",
)
RECIPROCAL = near(
    "reciprocal",
    make(DIVIDE, c, nonzero),
    negative(divide(times(c, t), power(nonzero, TWO))),
    {nonzero: t},
    lemma="reciprocal",
    axiom="1/(1 + εt) = 1 − εt + O(ε²), the geometric series",
)
QUOTIENT = near(
    "quotient",
    make(DIVIDE, p, nonzero),
    divide(add(p1, negative(times(divide(p, nonzero), q1))), nonzero),
    {p: p1, nonzero: q1},
    lemma="quotient",
    axiom="the geometric series",
    quadratic=negative(times(divide(q1, nonzero), divide(add(p1, negative(times(divide(p, nonzero), q1))), nonzero))),
)
RECIPROCAL_TIMES = near(
    "matrix over a scalar",
    make(DIVIDE, A, nonzero),
    negative(times(divide(t, power(nonzero, TWO)), A)),
    {nonzero: t},
    axiom="the geometric series",
)
QUOTIENT_TIMES = near(
    "quotient of a matrix and a scalar",
    make(DIVIDE, A, nonzero),
    divide(add(D, negative(times(divide(q1, nonzero), A))), nonzero),
    {A: D, nonzero: q1},
    axiom="the geometric series",
)
ALL = (
    SQUARE,
    ROOT,
    WHOLE_POWER,
    INTEGER_POWER,
    POWER_RULE,
    EXPONENT,
    POWER_OF_BOTH,
    RECIPROCAL,
    QUOTIENT,
    RECIPROCAL_TIMES,
    QUOTIENT_TIMES,
)
