"""Norms and their squares near a vector or a matrix."""

from __future__ import annotations

from ...language.build import add, divide, power, times
from ...language.operators import EPS, FROBENIUS, NORM, TRACE, TRANSPOSE, number, remainder
from ...language.terms import make
from ..derivation import Chain
from ..first_order import Expansion, vanishes
from ..matching import fill
from ..rules.expansions import FROBENIUS_SQUARED, NORM_SQUARED, ROOT_OF_SQUARE, ROOT_SERIES
from ..rules.letters import D, R, d, r
from ..rules.norms import SQUARED_NORM
from ..rules.scalars import ROOT
from ..rules.tactics import MULTIPLY_OUT
from ..simplify.laws import TRACE_TWINS, TWINS
from .proof import Situation, chain

TWO, HALF, O2 = number(2), number("1/2"), remainder(2)


def squared_norm(s: Situation) -> Chain:
    x, step, after = s[r], s[d], s.after(r)
    both = add(times(make(TRANSPOSE, step), x), times(make(TRANSPOSE, x), step))
    inner = times(make(TRANSPOSE, x), x)
    return chain(
        s,
        (power(make(NORM, after), TWO), times(make(TRANSPOSE, after), after), NORM_SQUARED),
        (times(make(TRANSPOSE, after), after), add(inner, times(EPS, both), O2), MULTIPLY_OUT),
        (
            add(inner, times(EPS, both), O2),
            add(power(make(NORM, x), TWO), times(TWO, EPS, make(TRANSPOSE, x), step), O2),
            TWINS,
        ),
    )


def squared_frobenius(s: Situation) -> Chain:
    x, step, after = s[R], s[D], s.after(R)

    def pair(a, b):
        return make(TRACE, times(make(TRANSPOSE, a), b))

    both = add(pair(step, x), pair(x, step))
    return chain(
        s,
        (power(make(FROBENIUS, after), TWO), pair(after, after), FROBENIUS_SQUARED),
        (pair(after, after), add(pair(x, x), times(EPS, both), O2), MULTIPLY_OUT),
        (
            add(pair(x, x), times(EPS, both), O2),
            add(power(make(FROBENIUS, x), TWO), times(TWO, EPS, pair(x, step)), O2),
            TRACE_TWINS,
            (pair(D, R), " = ", pair(R, D)),
        ),
    )


def norm(s: Situation) -> Chain:
    x, step, after = s[r], s[d], s.after(r)
    inner = times(make(TRANSPOSE, x), step)
    square = add(power(make(NORM, x), TWO), times(TWO, EPS, inner), O2)
    return chain(
        s,
        (make(NORM, after), power(power(make(NORM, after), TWO), HALF), ROOT_OF_SQUARE),
        (power(make(NORM, after), TWO), square, SQUARED_NORM),
        (power(square, HALF), add(make(NORM, x), times(EPS, divide(inner, make(NORM, x))), O2), ROOT),
    )


def norm_to_second_order(s: Situation) -> Chain:
    x, step, further, after = s[r], s[d], s[s.rule.seconds[r]], s.after(r)
    rho, inner = make(NORM, x), times(make(TRANSPOSE, x), step)
    more = [] if vanishes(further) else [times(make(TRANSPOSE, x), further)]
    exact = not more and not s.tail(r)
    curved = [*(times(TWO, m) for m in more), times(make(TRANSPOSE, step), step)]
    square = Expansion(power(rho, TWO), times(TWO, inner), exact, add(*curved)).term
    bent = [*(divide(m, rho) for m in more), fill(s.rule.quadratic, s.binding)]
    return chain(
        s,
        (make(NORM, after), power(power(make(NORM, after), TWO), HALF), ROOT_OF_SQUARE),
        (power(make(NORM, after), TWO), square, MULTIPLY_OUT, ("multiply out, exactly" if exact else "multiply out",)),
        (power(square, HALF), Expansion(rho, divide(inner, rho), False, add(*bent)).term, ROOT_SERIES),
    )


PROOFS = {
    "squared-norm": squared_norm,
    "squared-frobenius": squared_frobenius,
    "norm": norm,
    "norm to second order": norm_to_second_order,
}
