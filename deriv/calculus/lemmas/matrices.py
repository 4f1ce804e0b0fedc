"""Determinant, log-determinant, inverse and trace of a power near a matrix."""

from __future__ import annotations

from ...language.build import add, negative, power, times
from ...language.operators import DET, EPS, INVERSE, NUMBER, SIGMA, TRACE, eye, number, remainder
from ...language.operators.entrywise import LOG
from ...language.terms import Term, make
from ..derivation import Chain
from ..rules.expansions import (
    DETERMINANT_NEAR_ONE,
    DETERMINANT_PRODUCT,
    INVERSE_PRODUCT,
    LOG_NEAR_ONE,
    LOG_PRODUCT,
    NEUMANN,
    TAKE_OUT,
)
from ..rules.letters import K, L, M, whole
from ..rules.matrices import MATRIX_POWER_NEAR, index
from ..rules.pairing import CYCLIC
from ..rules.tactics import LINEAR, MULTIPLY_OUT
from ..simplify.laws import simple_sum
from .proof import Situation, chain

ONE, O2 = number(1), remainder(2)


def _near_identity(s: Situation) -> tuple[Term, Term]:
    """I + εK⁻¹M, and K⁻¹M."""
    k, m = s[K], s[M]
    inner = times(make(INVERSE, k), m)
    return add(eye(k.shape[0]), times(EPS, inner), *s.tail(K, *k.shape)), inner


def _take_out(s: Situation):
    near, _ = _near_identity(s)
    return s.after(K), times(s[K], near), TAKE_OUT, ("take ", s[K], " out; ", s[K], " is invertible")


def log_determinant(s: Situation) -> Chain:
    near, inner = _near_identity(s)
    k = s[K]
    first = add(ONE, times(EPS, make(TRACE, inner)), O2)
    return chain(
        s,
        _take_out(s),
        (make(DET, times(k, near)), times(make(DET, k), make(DET, near)), DETERMINANT_PRODUCT),
        (
            make(LOG, times(make(DET, k), make(DET, near))),
            add(make(LOG, make(DET, k)), make(LOG, make(DET, near))),
            LOG_PRODUCT,
        ),
        (make(DET, near), first, DETERMINANT_NEAR_ONE),
        (make(LOG, first), add(times(EPS, make(TRACE, inner)), O2), LOG_NEAR_ONE),
    )


def determinant(s: Situation) -> Chain:
    near, inner = _near_identity(s)
    k = s[K]
    first = add(ONE, times(EPS, make(TRACE, inner)), O2)
    return chain(
        s,
        _take_out(s),
        (make(DET, times(k, near)), times(make(DET, k), make(DET, near)), DETERMINANT_PRODUCT),
        (make(DET, near), first, DETERMINANT_NEAR_ONE),
        (times(make(DET, k), first), add(make(DET, k), times(EPS, make(DET, k), make(TRACE, inner)), O2), MULTIPLY_OUT),
    )


def inverse(s: Situation) -> Chain:
    near, inner = _near_identity(s)
    k = s[K]
    inv, square = make(INVERSE, k), remainder(2, *k.shape)
    series = add(eye(k.shape[0]), negative(times(EPS, inner)), square)
    return chain(
        s,
        _take_out(s),
        (make(INVERSE, times(k, near)), times(make(INVERSE, near), inv), INVERSE_PRODUCT),
        (make(INVERSE, near), series, NEUMANN),
        (times(series, inv), s.end, MULTIPLY_OUT),
    )


def trace_power(s: Situation) -> Chain:
    x, m, k = s[L], s[M], s[whole]
    last = simple_sum(k, number(-1)) if k.op is NUMBER else add(k, number(-1))
    places = times(power(x, index), m, power(x, add(last, times(number(-1), index))))
    square = remainder(2, *x.shape)

    def over(body: Term) -> Term:
        return make(SIGMA, index, number(0), last, body)

    spread = add(power(x, k), times(EPS, over(places)), square)
    gathered = make(TRACE, times(power(x, last), m))
    base = make(TRACE, power(x, k))
    return chain(
        s,
        (
            power(s.after(L), k),
            spread,
            MATRIX_POWER_NEAR,
            ("multiply out: ", m, " in each of the ", k, " places"),
            (make(TRACE, spread), add(base, times(EPS, over(make(TRACE, places))), O2), LINEAR),
        ),
        (
            over(make(TRACE, places)),
            over(gathered),
            CYCLIC,
            ("the trace is cyclic: all ", k, " terms are equal"),
            (over(gathered), times(k, gathered), MULTIPLY_OUT),
        ),
    )


PROOFS = {
    "log-determinant": log_determinant,
    "determinant": determinant,
    "inverse": inverse,
    "trace-power": trace_power,
}
