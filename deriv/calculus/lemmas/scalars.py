"""Quotients, reciprocals and powers of a constant."""

from __future__ import annotations

from ...language.build import add, divide, negative, times
from ...language.operators import DIVIDE, EPS, POWER, number, remainder
from ...language.operators.entrywise import EXP, LOG
from ...language.terms import make
from ..derivation import Chain
from ..rules.expansions import EXP_OF_LOG, EXP_POWER, FACTOR_OUT, GEOMETRIC
from ..rules.functions import of_scalar
from ..rules.letters import base, c, nonzero, p, q1, s, t
from ..rules.tactics import MULTIPLY_OUT
from .proof import Situation, chain, product

ONE, O2 = number(1), remainder(2)


def reciprocal(at: Situation) -> Chain:
    return _over(at, at[c], at[nonzero], at[t])


def quotient(at: Situation) -> Chain:
    return _over(at, at.after(p), at[nonzero], at[q1])


def _over(at: Situation, top, q, change) -> Chain:
    near = add(ONE, times(EPS, divide(change, q)), *at.tail(nonzero))
    series = add(ONE, negative(times(EPS, divide(change, q))), O2)
    return chain(
        at,
        (at.start, times(divide(top, q), divide(ONE, near)), FACTOR_OUT, ("take ", q, " out of the denominator")),
        (make(DIVIDE, ONE, near), series, GEOMETRIC),
        (times(divide(top, q), series), at.end, MULTIPLY_OUT),
    )


def power_of_a_constant(at: Situation) -> Chain:
    a, x, change, after = at[base], at[s], at[t], at.after(s)
    log = make(LOG, a)
    spread = add(times(log, x), times(EPS, product(log, change)), *at.tail(s))
    value = make(EXP, times(log, x))
    exponential = of_scalar(EXP)
    return chain(
        at,
        (at.start, make(POWER, make(EXP, log), after), EXP_OF_LOG, (a, " = ", make(EXP, log))),
        (make(POWER, make(EXP, log), after), make(EXP, times(log, after)), EXP_POWER),
        (times(log, after), spread, MULTIPLY_OUT),
        (make(EXP, spread), add(value, times(EPS, product(value, log, change)), O2), exponential),
        (value, make(POWER, a, x), EXP_POWER, (make(EXP, times(log, x)), " = ", make(POWER, a, x))),
    )


PROOFS = {"reciprocal": reciprocal, "quotient": quotient, "power-of-a-constant": power_of_a_constant}
