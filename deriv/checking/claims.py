"""Claims: that two terms are the same function of ε, up to the remainders in the second."""
from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property

import numpy as np

from ..calculus.derivation import Definition
from ..language.dimensions import describe
from ..language.terms import Term
from .domain import Conditions, NoPoint, Sample, find_points
from .evaluate import Numerical
from .meaning import NoValue
from .taylor import FALLING, ORDERS, Taylor, difference, expand
from .verdict import Verdict
from .vocabulary import Vocabulary

LIMIT = 1e-6  # relative difference of two coefficients that count as equal; rounding leaves about 1e-10
NEAREST = 1e-5  # ε tried
ROUGH = 1e-8  # of the highest coefficients, where rounding keeps them from falling further
FREE = LIMIT / 1000  # what remainders change by this much they leave open; two of them may come close by chance
COPIES = 2  # remainders tried at each point


@dataclass(frozen=True)
class Claim:
    """before = after. An O(ε^k) in `after` may stand for anything; one in `before` must be covered by it.

    `exact` claims may not hide behind a remainder.
    """

    before: Term
    after: Term
    exact: bool = False


class Trial:
    """Taylor coefficients of terms around the points of a sample; what terms share is computed once."""

    def __init__(self, sample: Sample):
        self.sample = sample
        self.taylor = cache(self._taylor)
        self.order = cache(self._order)
        self._value = Numerical(sample.point(COPIES))

    def _taylor(self, term: Term) -> Taylor:
        return expand(self._value(term), self.sample.points * COPIES, self.sample.nodes)

    def _order(self, term: Term) -> int:
        """The lowest order in ε at which the remainders in a term make a difference."""
        all_copies = self.taylor(term)
        one, other = (all_copies.at(slice(i, None, COPIES)) for i in range(COPIES))
        if np.array_equal(one.coefficients, other.coefficients, equal_nan=True):
            return ORDERS
        free = (difference(one, other)[:, :ORDERS] > FREE).any(axis=0)
        return int(np.argmax(free)) if free.any() else ORDERS

    @cached_property
    def closer(self) -> Trial | None:
        """The same points with ε nearer to 0: beside a pole the coefficients fall at last, beside a jump never."""
        radius = self.sample.radius / 4
        return Trial(replace(self.sample, radius=radius)) if radius > NEAREST else None


def trials_where(function: Sequence[Term], words: Vocabulary, assignments: Iterable[Mapping[str, int]],
                 definitions: tuple[Definition, ...] = (), enough: int = 2,
                 conditions: Conditions = ()) -> tuple[Trial, ...]:
    """Trials at points where the terms of `function` are defined, for the first assignments of sizes with such points.

    The terms of `conditions` have their facts there. Raises NoPoint where there are none.
    """
    trials, without = [], None
    for turn, sizes in enumerate(assignments):
        if len(trials) == enough:
            break
        try:
            trials.append(Trial(find_points(function, words, sizes, definitions, turn, conditions=conditions)))
        except NoPoint as e:
            without = e
    if not trials and without:
        raise without
    return tuple(trials)


def judge(claim: Claim, trials: Sequence[Trial]) -> Verdict:
    """Whether the claim holds at every point tried; None where a side has no value."""
    if claim.before.shape != claim.after.shape:
        shapes = f"{describe(claim.before.shape)} and {describe(claim.after.shape)}"
        return Verdict(False, math.inf, how="shapes", why=f"the sides are {shapes}")
    try:
        verdicts = [_at(claim, t) for t in trials]
    except NoValue as e:
        return Verdict(None, why=str(e))
    first = next((v for v in verdicts if v.ok is False), verdicts[0])
    sizes = tuple(pair for t in trials for pair in t.sample.sizes.items())
    points = sum(t.sample.points for t in trials)
    return replace(first, error=max(v.error for v in verdicts), sizes=sizes, trials=points)


def _at(claim: Claim, trial: Trial) -> Verdict:
    a, b = trial.taylor(claim.before), trial.taylor(claim.after)
    while (unclear := max(a.worst_tail, b.worst_tail) > FALLING) and trial.closer:
        trial = trial.closer
        a, b = trial.taylor(claim.before), trial.taylor(claim.after)
    apart = difference(a, b)[:, : ORDERS if claim.exact else trial.order(claim.after)]
    how, error = trial.sample.nodes.how, float(apart.max(initial=0))
    if error > LIMIT:
        return Verdict(False, error, how=how, why=_parted(a, b, apart, trial))
    if unclear and max(a.worst_tail, b.worst_tail) > ROUGH:
        why = f"a side is not a power series in ε, or not real, where the function is{_where(trial)}"
        return Verdict(False, error, how=how, why=why)
    return Verdict(True, error, how=how)


def _parted(a: Taylor, b: Taylor, apart: np.ndarray, trial: Trial) -> str:
    for side, name in ((a, "left"), (b, "right")):
        if not np.isfinite(side.coefficients).all():
            return f"the {name} side has no value where the function has one{_where(trial)}"
    order = int(np.argmax((apart > LIMIT).any(axis=0)))
    point = int(np.argmax(apart[:, order]))
    gaps = np.abs(a.coefficients[point, order] - b.coefficients[point, order])
    entry = int(np.argmax(np.where(np.isfinite(gaps), gaps, np.inf)))
    left, right = (t.coefficients[point, order, entry] / t.radius**order for t in (a, b))
    return f"the sides part at order {order} in ε: {left:.6g} against {right:.6g}{_where(trial)}"


def _where(trial: Trial) -> str:
    sizes = ", ".join(f"{n} = {k}" for n, k in trial.sample.sizes.items())
    return f" (at {sizes})" if sizes else ""
