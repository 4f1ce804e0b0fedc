"""Softmax near a vector, its logarithm, and log-sum-exp."""

from __future__ import annotations

from ...language.build import add, divide, negative, times
from ...language.operators import EPS, HADAMARD, HADAMARD_DIVIDE, SOFTMAX, TOTAL, TRANSPOSE, remainder
from ...language.operators.entrywise import EXP, LOG
from ...language.terms import make
from ..derivation import Chain
from ..rules.functions import of_entries, of_scalar
from ..rules.letters import d, r
from ..rules.scalars import QUOTIENT_TIMES
from ..rules.softmax import DEFINITION, SOFTMAX_NEAR
from ..rules.tactics import LINEAR
from ..simplify.laws import CANCEL_ENTRIES
from .proof import Situation, chain


def softmax(s: Situation) -> Chain:
    x, step, after = s[r], s[d], s.after(r)
    e, moved = make(EXP, x), make(HADAMARD, make(EXP, x), step)
    total, change = make(TOTAL, e), make(TOTAL, moved)
    near = add(e, times(EPS, moved), remainder(2, *x.shape))
    near_total = add(total, times(EPS, change), remainder(2))
    quotient = divide(add(moved, negative(times(divide(change, total), e))), total)
    spread = add(divide(e, total), times(EPS, quotient), remainder(2, *x.shape))
    return chain(
        s,
        (make(SOFTMAX, after), divide(make(EXP, after), make(TOTAL, make(EXP, after))), DEFINITION, DEFINITION_SAID),
        (make(EXP, after), near, of_entries(EXP), (make(TOTAL, near), near_total, LINEAR)),
        (divide(near, near_total), spread, QUOTIENT_TIMES),
        (spread, s.end, DEFINITION, DEFINITION_SAID),
    )


def log_softmax(s: Situation) -> Chain:
    x, step, after = s[r], s[d], s.after(r)
    p = make(SOFTMAX, x)
    change = add(make(HADAMARD, p, step), negative(times(times(make(TRANSPOSE, p), step), p)))
    near = add(p, times(EPS, change), remainder(2, *x.shape))
    spread = add(make(LOG, p), times(EPS, make(HADAMARD_DIVIDE, change, p)), remainder(2, *x.shape))
    return chain(
        s,
        (make(SOFTMAX, after), near, SOFTMAX_NEAR),
        (make(LOG, near), spread, of_entries(LOG)),
        (spread, s.end, CANCEL_ENTRIES, ("divide by ", p, " in every entry")),
    )


def log_sum_exp(s: Situation) -> Chain:
    x, step, after = s[r], s[d], s.after(r)
    e, moved = make(EXP, x), make(HADAMARD, make(EXP, x), step)
    total, change = make(TOTAL, e), make(TOTAL, moved)
    near = add(e, times(EPS, moved), remainder(2, *x.shape))
    near_total = add(total, times(EPS, change), remainder(2))
    spread = add(make(LOG, total), times(EPS, divide(change, total)), remainder(2))
    return chain(
        s,
        (make(EXP, after), near, of_entries(EXP), (make(TOTAL, near), near_total, LINEAR)),
        (make(LOG, near_total), spread, of_scalar(LOG)),
        (spread, s.end, DEFINITION, DEFINITION_SAID),
    )


DEFINITION_SAID = ("the definition of softmax",)
PROOFS = {"softmax": softmax, "log-softmax": log_softmax, "log-sum-exp": log_sum_exp}
