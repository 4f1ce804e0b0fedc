"""One claim at points that are chosen here: what holds, what parts, what has no value."""
import numpy as np
import pytest

from deriv.checking.claims import Claim, Trial, judge
from deriv.checking.domain import Sample
from deriv.language import operators as o
from deriv.language.build import add, divide, negative, power, times
from deriv.language.operators.entrywise import ABS, LOG, SIN
from deriv.language.terms import make

s, t, x = o.symbol("s"), o.symbol("t"), o.symbol("x", "n", 1)
ONE, TWO = o.number(1), o.number(2)
O = o.remainder
e = lambda *parts: times(o.EPS, *parts)  # noqa: E731
st = add(s, e(t))


def verdict(before, after, at: float = 1.0, exact: bool = False):
    values = {s: np.array([at, 1.5 * at]), t: np.array([0.7, -0.4]), x: np.arange(6.0).reshape(2, 3, 1)}
    return judge(Claim(before, after, exact), [Trial(Sample(values, {"n": 3}, 2))])


HOLDS = {
    "exactly": (power(st, TWO), add(power(s, TWO), e(TWO, s, t), times(power(e(ONE), TWO), power(t, TWO)))),
    "to first order": (make(SIN, e(t)), add(e(t), O(2))),
    "to second order": (make(SIN, e(t)), add(e(t), O(3))),
    "weaker": (power(st, TWO), add(power(s, TWO), O(1))),
    "O(ε) O(ε)": (times(O(1), O(1)), O(2)),
    "O(ε²) over ε": (divide(O(2), o.EPS), O(1)),
    "difference quotient": (divide(add(power(st, TWO), negative(power(s, TWO))), o.EPS), add(times(TWO, s, t), O(1))),
    "nothing": (add(st, negative(st)), o.number(0)),
    "a remainder of nothing": (o.number(0), O(2)),
}
PARTS = {
    "order 0": (power(st, TWO), add(s, O(1))),
    "order 1": (power(st, TWO), add(power(s, TWO), e(s, t), O(2))),
    "order 2": (power(st, TWO), add(power(s, TWO), e(TWO, s, t), O(3))),
    "order 3": (make(SIN, e(t)), e(t)),
    "order 2: ": (add(s, O(2), negative(O(2))), s),
    "order 1: ": (add(s, O(1)), add(s, O(2))),
    "a vector of length n and a scalar": (x, s),
    "a row of length n and a vector of length n": (make(o.TRANSPOSE, x), x),
}


@pytest.mark.parametrize(("before", "after"), HOLDS.values(), ids=HOLDS)
def test_what_holds(before, after):
    assert verdict(before, after), verdict(before, after).why
    assert verdict(before, after).error < 1e-9


@pytest.mark.parametrize(("why", "sides"), PARTS.items(), ids=PARTS)
def test_what_does_not_hold(why, sides):
    assert verdict(*sides).ok is False
    assert why.strip(": ") in verdict(*sides).why


def test_a_failure_shows_the_values():
    assert "order 1 in ε: 1.4 against 0.7 (at n = 3)" in verdict(power(st, TWO), add(power(s, TWO), e(s, t), O(2))).why


def test_an_exact_claim_may_not_hide_behind_a_remainder():
    before, after = HOLDS["to first order"]
    assert verdict(before, after) and verdict(before, after, exact=True).ok is False


@pytest.mark.parametrize("at", [2, 1e-1, 1e-2, 1e-3])
def test_beside_a_pole_smaller_epsilons_tell(at):
    reciprocal = divide(ONE, st)
    right = add(divide(ONE, s), negative(e(divide(t, power(s, TWO)))), O(2))
    wrong = add(divide(ONE, s), negative(e(divide(t, s))), O(2))
    assert verdict(reciprocal, right, at)
    assert verdict(reciprocal, wrong, at).ok is False


@pytest.mark.parametrize(("before", "after"), [
    (make(LOG, times(st, st)), times(TWO, make(LOG, st))),
    (s, make(LOG, s)),
    (make(ABS, st), power(st, ONE)),
], ids=["a logarithm of a negative number", "the same without ε", "another branch"])  # fmt: skip
def test_what_is_not_real_does_not_hold(before, after):
    assert verdict(before, after, at=-1.0).ok is False


def test_what_has_no_value_is_not_checked():
    found = verdict(s, o.symbol("q"))
    assert found.ok is None
    assert found.why == "q has no value"
