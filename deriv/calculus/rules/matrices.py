"""Inverse, determinant and powers of a matrix near a point."""

from ...language.build import add, negative, power, times
from ...language.facts import Fact
from ...language.operators import DET, INVERSE, MATRIX_POWER, SIGMA, TRACE, number, symbol
from ...language.operators.entrywise import LOG
from ...language.terms import make
from ..rule import Rule
from .letters import K, L, M, whole
from .near import Perturbation, near

inv = make(INVERSE, K)
index = symbol("r", facts=[Fact.INTEGER, Fact.NONNEGATIVE])
last = add(whole, number(-1))

INVERSE_NEAR = near("inverse", inv, negative(times(inv, M, inv)), {K: M}, lemma="inverse")
DETERMINANT = near(
    "determinant", make(DET, K), times(make(DET, K), make(TRACE, times(inv, M))), {K: M}, lemma="determinant"
)
LOG_DETERMINANT = near(
    "log-determinant",
    make(LOG, make(DET, K)),
    make(TRACE, times(inv, M)),
    {K: M},
    lemma="log-determinant",
    requires=((make(DET, K), Fact.POSITIVE),),
)


def _small_power(k: int) -> Perturbation:
    """(L + εM)³ = L³ + ε(ML² + LML + L²M) + O(ε²)"""
    before = [[], [L], *([power(L, number(i))] for i in range(2, k))]
    return near(
        {2: "square of a matrix", 3: "cube of a matrix"}.get(k, f"power {k} of a matrix"),
        make(MATRIX_POWER, L, number(k)),
        add(*(times(*before[i], M, *before[k - 1 - i]) for i in range(k))),
        {L: M},
        axiom="multiply out; the factors do not commute",
    )


SMALL_POWERS = tuple(map(_small_power, range(2, 5)))
MATRIX_POWER_NEAR = near(
    "power of a matrix",
    power(L, whole),
    make(SIGMA, index, number(0), last, times(power(L, index), M, power(L, add(last, times(number(-1), index))))),
    {L: M},
    because=("multiply out: the change stands in the place of each factor in turn",),
    axiom="multiply out; one factor of each product changes",
)
TRACE_POWER = near(
    "trace of a power",
    make(TRACE, power(L, whole)),
    times(whole, make(TRACE, times(power(L, last), M))),
    {L: M},
    lemma="trace-power",
)
NEGATIVE_POWER = Rule(
    "negative power of a matrix",
    power(K, times(number(-1), whole)),
    power(inv, whole),
    axiom="the definition of a negative power",
)
ALL = (LOG_DETERMINANT, INVERSE_NEAR, DETERMINANT, *SMALL_POWERS, TRACE_POWER, MATRIX_POWER_NEAR)
