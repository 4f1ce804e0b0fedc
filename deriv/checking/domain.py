"""Points at which a function is defined: finite, real, and analytic well beyond the ε that the check takes.

No operator says here where it is defined. Its values do: the logarithm of a negative number is not a real number, and
next to a pole or a kink the Taylor coefficients do not fall.
"""
from __future__ import annotations

import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..calculus.derivation import Definition
from ..calculus.rules.near import condition
from ..language.dimensions import describe, size
from ..language.facts import Fact, facts
from ..language.operators import EPS
from ..language.terms import Term
from .evaluate import Numerical, Point
from .meaning import NoValue
from .sampling import MANNERS, draw, honours
from .taylor import FALLING, Nodes, circle, expand, segment, undefined_allowed
from .vocabulary import Vocabulary, whole_numbers

RADII = (0.02, 0.005, 0.00125)
ROUNDS = ((12, 1e-2, 1e3), (96, 1e-2, 1e3), (96, 0.0, 1e6))
"""How many candidates to draw, and the least and the largest size that a subterm may have there.

A part that is far smaller than the rest could be wrong without being seen; a part that is 0 is as it is.
"""
AT, BESIDE = 1e-14, RADII[-1]  # real ε: at the point (and not 0, as a term may divide by ε), and beside it
REMAINDERS = 1e-4  # on the circle: too small to leave the domain, far larger than rounding errors
ZERO = 1e-13
TAME = 10.0  # values up to which a point is as good as any
ENTRIES = 10_000  # of a matrix


Conditions = Sequence[tuple[Term, Fact]]


class NoPoint(Exception):
    """No point was found at which to try; says why."""


@dataclass(frozen=True, eq=False)
class Sample:
    """Values of the symbols at a few points, and the ε to take around them."""

    values: Mapping[Term, np.ndarray]
    sizes: Mapping[str, int]
    points: int
    definitions: tuple[Definition, ...] = ()
    shape: Callable[[float], Nodes] = circle
    radius: float = RADII[0]
    measure: float = RADII[0]  # of ε in remainders, which shrink where ε comes nearer to 0

    @property
    def nodes(self) -> Nodes:
        return self.shape(self.radius)

    def point(self, copies: int = 1) -> Point:
        """Each point `copies` times, with remainders of its own, at every ε."""
        k = len(self.nodes.epsilons)
        values = {s: v if len(v) == 1 else np.repeat(v, copies * k, axis=0) for s, v in self.values.items()}
        values[EPS] = np.tile(self.nodes.epsilons, self.points * copies)
        return Point(values, self.sizes, self.definitions, k, self.measure, REMAINDERS)

    def kept(self, which: np.ndarray) -> Sample:
        """The points of which `which` is true."""
        values = {s: v if len(v) == 1 else v[which] for s, v in self.values.items()}
        return replace(self, points=int(which.sum()), values=values)

    def at_least(self, points: int, what: str) -> Sample:
        if self.points < points:
            raise NoPoint(f"no point found {what}")
        return self


def find_points(function: Sequence[Term], words: Vocabulary, sizes: Mapping[str, int],
                definitions: tuple[Definition, ...] = (), turn: int = 0, points: int = 2,
                conditions: Conditions = ()) -> Sample:
    """Random values at which the terms of `function`, which hold ε, and their subterms are defined; raises NoPoint.

    The terms of `conditions` have their facts there.
    """
    if large := next((s for s in words.shapes if math.prod(size(d, sizes) for d in s) > ENTRIES), None):
        raise NoPoint(f"{describe(large)} is too large to try; name its dimensions, as in matrix(m, n)")
    why = ""
    for count, least, largest in ROUNDS:
        pools = []
        for manner in MANNERS:
            try:
                pool = _drawn(words, sizes, count, turn, manner).at_least(points, "with all the declared properties")
                pool = _defined(replace(pool, definitions=definitions), function, least, largest)
                pool = pool.at_least(points, "where the function is defined")
                pools.append(_fulfilling(pool, conditions).at_least(points, _said(conditions)))
                return _smooth(pools[-1], function, points)
            except (NoPoint, NoValue) as e:
                why = str(e)
        for pool in pools:
            try:
                return _smooth(replace(pool, shape=segment), function, points)
            except (NoPoint, NoValue) as e:
                why = str(e)
    raise NoPoint(why)


def _drawn(words: Vocabulary, sizes: Mapping[str, int], count: int, turn: int, manner: str) -> Sample:
    """Values for all symbols, with all their declared properties."""
    random = np.random.default_rng([count, turn])
    values = whole_numbers(words, sizes, turn)
    fit = np.ones(count, bool)
    for s in words.symbols:
        if s not in values:
            values[s] = draw(s, sizes, count, random, manner)
            fit &= honours(values[s], facts(s))
    return Sample(values, sizes, count).kept(fit)


@undefined_allowed
def _defined(sample: Sample, function: Sequence[Term], least: float, largest: float) -> Sample:
    """The points at which all values are real and of a good size."""
    fit = np.ones(sample.points, bool)
    for v in _values(_real(sample, AT), function):
        flat = v.reshape(len(v), -1)
        height = np.abs(flat).max(axis=1)  # not a number where an entry is none
        fit &= (height < largest) & ((height > least) | (height < ZERO))
        fit &= (np.abs(flat.imag) < 1e-9).all(axis=1)
    return sample.kept(fit)


def _fulfilling(sample: Sample, conditions: Conditions) -> Sample:
    """The points at which the terms have these facts."""
    value = _real(sample, AT)
    fit = np.ones(sample.points, bool)
    for term, fact in conditions:
        fit &= honours(value(term).real, [fact])
    return sample.kept(fit)


def _said(conditions: Conditions) -> str:
    return "where " + " and ".join("".join(map(str, condition(*c))) for c in conditions)


@undefined_allowed
def _smooth(sample: Sample, function: Sequence[Term], points: int) -> Sample:
    """A few points at which all values are power series in ε beyond one of the radii.

    The first without large values are taken, or those with the least: what cancels among large values leaves large
    rounding errors.
    """
    for radius in RADII:
        near = replace(sample, radius=radius, measure=radius)
        fit, height = np.ones(sample.points, bool), np.full(sample.points, TAME)
        around, beside = (_values(v, function) for v in (Numerical(near.point()), _real(near, BESIDE)))
        for a, b in zip(around, beside, strict=True):
            series = expand(a, sample.points, near.nodes)
            astray = np.abs(series.value(BESIDE) - b.reshape(len(b), -1).real).max(axis=1)
            fit &= (series.tail < FALLING) & (astray < 1e-9 * series.scale) & _of_a_size(b)
            height = np.maximum(height, series.scale)
        if fit.sum() >= points:
            tamest = np.argsort(np.where(fit, height, np.inf), kind="stable")[:points]
            return near.kept(np.isin(np.arange(sample.points), tamest))
    raise NoPoint("no point found that is far enough from poles and kinks")


def _of_a_size(values: np.ndarray) -> np.ndarray:
    """Where the values are not next to nothing: e^(−70) + O(ε²) is not positive. Rounding errors are so everywhere."""
    height = np.abs(values).reshape(len(values), -1).max(axis=1)
    return (height > ZERO) | (height == 0) | (height < ZERO).all()


def _real(sample: Sample, epsilon: float) -> Numerical:
    """Values at the points of a sample for one real ε; remainders are what they are around the points."""
    values = {**sample.values, EPS: np.full(sample.points, epsilon)}
    return Numerical(Point(values, sample.sizes, sample.definitions, 1, sample.measure, REMAINDERS))


def _values(value: Numerical, function: Sequence[Term]) -> list[np.ndarray]:
    """The values of the terms and of their subterms that move with ε."""
    roots = [value(t) for t in function]
    moving = [t for f in function for t in value.depending(f, {EPS})]
    return roots + [value.known[t] for t in dict.fromkeys(moving) if t in value.known]
