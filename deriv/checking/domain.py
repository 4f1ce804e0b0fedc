"""Points at which a function is defined: finite, real, and analytic well beyond the ε that the check takes.

No operator says here where it is defined. Its values do: the logarithm of a negative number is not a real number, and
next to a pole or a kink the Taylor coefficients do not fall.
"""
from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from ..calculus.derivation import Definition
from ..language.facts import facts
from ..language.operators import EPS
from ..language.terms import Term
from .evaluate import Numerical, Point
from .meaning import NoValue
from .sampling import MANNERS, Vocabulary, draw, honours, whole_numbers
from .taylor import Nodes, circle, expand, segment

RADII = (0.01, 0.0025, 0.0006)
CANDIDATES = (12, 96)
LARGEST = 1e6  # of the values at a point
FALLING = 1e-9  # of the highest Taylor coefficients


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

    @property
    def nodes(self) -> Nodes:
        return self.shape(self.radius)

    def point(self, copies: int = 1, seed: int = 0) -> Point:
        """Each point `copies` times, with remainders of its own, at every ε."""
        k = len(self.nodes.epsilons)
        values = {s: v if len(v) == 1 else np.repeat(v, copies * k, axis=0) for s, v in self.values.items()}
        values[EPS] = np.tile(self.nodes.epsilons, self.points * copies)
        return Point(values, self.sizes, self.definitions, k, seed)

    def kept(self, which: np.ndarray) -> Sample:
        """The points of which `which` is true."""
        values = {s: v if len(v) == 1 else v[which] for s, v in self.values.items()}
        return replace(self, points=int(which.sum()), values=values)

    def first(self, count: int) -> Sample:
        return self.kept(np.arange(self.points) < count)


def find_points(function: Sequence[Term], words: Vocabulary, sizes: Mapping[str, int],
                definitions: tuple[Definition, ...] = (), turn: int = 0, points: int = 2) -> Sample:
    """Random values at which the terms of `function`, which hold ε, and their subterms are defined; raises NoPoint."""
    why = "no value has all the declared properties"
    for count in CANDIDATES:
        pools = []
        for manner in MANNERS:
            try:
                drawn = _drawn(words, sizes, count, turn, manner)
                pool = _defined(replace(drawn, definitions=definitions), function)
            except NoValue as e:
                why = str(e)
                continue
            if pool.points >= points:
                pools.append(pool)
                if found := _smooth(pool, function, points):
                    return found
            else:
                why = "no point found where the function is defined"
        for pool in pools:
            if found := _smooth(replace(pool, shape=segment), function, points):
                return found
            why = "no point found that is far enough from poles and kinks"
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


def _defined(sample: Sample, function: Sequence[Term]) -> Sample:
    """The points at which all values are finite and real for a small real ε."""
    smallest = np.array([RADII[-1]])
    value = Numerical(Point({**sample.values, EPS: smallest}, sample.sizes, sample.definitions))
    fit = np.ones(sample.points, bool)
    for v in _values(value, function):
        flat = v.reshape(len(v), -1)
        fit &= (np.isfinite(flat) & (np.abs(flat) < LARGEST) & (np.abs(flat.imag) < 1e-9)).all(axis=1)
    return sample.kept(fit)


def _smooth(sample: Sample, function: Sequence[Term], points: int) -> Sample | None:
    """The first few points at which all values are analytic beyond one of the radii."""
    for radius in RADII:
        near = replace(sample, radius=radius)
        value = Numerical(near.point())
        fit = np.ones(sample.points, bool)
        for v in _values(value, function):
            fit &= expand(v, sample.points, near.nodes).tail < FALLING
        if fit.sum() >= points:
            return near.kept(fit).first(points)
    return None


def _values(value: Numerical, function: Sequence[Term]) -> list[np.ndarray]:
    """The values of the terms and of their subterms that move with ε."""
    roots = [value(t) for t in function]
    moving = [t for f in function for t in value.depending(f, {EPS})]
    return roots + [value.known[t] for t in dict.fromkeys(moving) if t in value.known]
