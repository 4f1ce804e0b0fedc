"""The value of a term in NumPy arrays, at many points at once: scalars (B,), matrices (B, m, n), columns (B, n, 1)."""
from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import numpy as np

from ..calculus.derivation import Definition
from ..language.dimensions import size
from ..language.operators import CONSTANT, DIMENSION, EPS, IDENTITY, NUMBER, ONES, ZERO
from ..language.terms import Op, Term
from .meaning import Meaning, NoValue

CONSTANTS = {"pi": math.pi, "e": math.e}


@dataclass(frozen=True, eq=False)
class Point:
    """B points: the values of symbols and letters, the sizes of dimension names, and what names abbreviate.

    The batch is `nodes` values of ε for the first point, then for the second, and so on; a remainder O(ε^k) is
    (ε/radius)^k times an array that is random, of the size `remainders`, and the same along ε. Arrays whose batch is 1
    hold at every point.
    """

    values: Mapping[Term, np.ndarray]
    sizes: Mapping[str, int] = field(default_factory=dict)
    definitions: tuple[Definition, ...] = ()
    nodes: int = 1
    radius: float = 1.0
    remainders: float = 1.0


def evaluate(term: Term, point: Point) -> np.ndarray:
    return Numerical(point)(term)


def evaluate_all(terms: Iterable[Term], point: Point) -> list[np.ndarray]:
    """The values of many terms; what they share is computed once."""
    value = Numerical(point)
    return [value(t) for t in terms]


class Numerical(Meaning):
    """The meaning of terms in NumPy."""

    def __init__(self, point: Point):
        super().__init__(point.values, point.definitions)
        self.sizes, self.point = point.sizes, point
        self.random = np.random.default_rng(0)

    def __call__(self, term: Term) -> np.ndarray:
        try:
            with np.errstate(all="ignore"):
                return self.of(term)
        except (ArithmeticError, ValueError) as e:  # singular matrices, powers that are not whole
            raise NoValue(f"{term} has no value: {e}") from e

    def leaf(self, t: Term) -> np.ndarray:
        shape = tuple(size(d, self.sizes) for d in t.shape)
        if t.op is NUMBER:
            return np.array([float(t.data)])
        if t.op is CONSTANT:
            return np.array([CONSTANTS[t.data]])
        if t.op is DIMENSION:
            return np.array([float(size(t.data, self.sizes))])
        if t.op is IDENTITY:
            return np.eye(*shape)[None]
        if t.op is ZERO:
            return np.zeros((1, *shape))
        if t.op is ONES:
            return np.ones((1, *shape))
        raise NoValue(f"{t} has no value")

    def remainder(self, t: Term) -> np.ndarray:
        if EPS not in self.values:
            raise NoValue("ε has no value")
        eps = self.values[EPS]
        shape = tuple(size(d, self.sizes) for d in t.shape)
        nodes, powers = self.point.nodes, (eps / self.point.radius) ** t.data
        factors = self.point.remainders * self.random.standard_normal((len(eps) // nodes, *shape))
        return powers.reshape(-1, *(1 for _ in shape)) * np.repeat(factors, nodes, axis=0)

    def apply(self, op: Op, args: list) -> np.ndarray:
        if op.value is None:
            raise NoValue(f"{op} has no numerical meaning")
        return op.value(np, *args)

    def entry(self, a: np.ndarray, indices: list[int]) -> np.ndarray:
        i, j = indices if len(indices) == 2 else (*indices, 1)
        if not (1 <= i <= a.shape[-2] and 1 <= j <= a.shape[-1]):
            raise NoValue(f"there is no entry {i}, {j} in a {a.shape[-2]}×{a.shape[-1]} matrix")
        return a[:, i - 1, j - 1]

    def index(self, i: int) -> np.ndarray:
        return np.array([float(i)])

    def whole(self, value: np.ndarray) -> int:
        number = round(float(value.real[0]))
        if np.abs(value - number).max() > 1e-9:
            raise NoValue("an index or a limit of a sum is not one whole number")
        return number
