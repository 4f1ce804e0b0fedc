"""Taylor coefficients in ε from values at a few ε, with no derivative taken.

On a circle |ε| = ρ around 0 the discrete Fourier transform of an analytic function gives its coefficients to nearly
full precision; a function whose implementation is not analytic is taken at real ε, where a polynomial through the
values gives them. Coefficients are kept as ε^j c_j at |ε| = ρ: all in the unit of the function's value, so that their
rounding errors are alike.
"""
from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

CIRCLE, SEGMENT = 12, 8  # coefficients computed; the highest tell whether the radius is small enough
ORDERS = 5  # coefficients compared
FALLING = 1e-11  # of the highest coefficients, against the function's size, where the radius is small enough
FLOOR = 1e-5  # of a function's size: smaller coefficients count as if they were as large; rounding errors are less
NOTHING = 1e-2  # a smaller function counts as if it were as large: where it is 0, rounding errors are all there is

undefined_allowed = np.errstate(over="ignore", invalid="ignore")
"""For values that are tried: where a function overflows or is not defined, inf and nan say so without a warning."""


@dataclass(frozen=True, eq=False)
class Nodes:
    """Values of ε, and the weights that turn the values there into ρ^j c_j."""

    epsilons: np.ndarray
    weights: np.ndarray
    radius: float
    how: str


@lru_cache
def circle(radius: float) -> Nodes:
    """The upper half of a circle; a function that is real on the real line has conjugate values on the other half."""
    angles = np.pi * (2 * np.arange(CIRCLE // 2) + 1) / CIRCLE
    weights = np.exp(-1j * np.outer(np.arange(CIRCLE), angles)) / (CIRCLE // 2)
    return Nodes(radius * np.exp(1j * angles), weights, radius, "Taylor coefficients on a circle")


@lru_cache
def segment(radius: float) -> Nodes:
    """Chebyshev points on the real segment [−ρ, ρ]."""
    at = np.cos(np.pi * (2 * np.arange(SEGMENT) + 1) / (2 * SEGMENT))
    weights = np.linalg.inv(np.vander(at, increasing=True))
    return Nodes(radius * at, weights, radius, "Taylor coefficients on a real segment")


@dataclass(frozen=True, eq=False)
class Taylor:
    """ρ^j c_j of a function at each point (points, orders, entries), and a bound on its values there (points,)."""

    coefficients: np.ndarray
    scale: np.ndarray
    radius: float

    @cached_property
    @undefined_allowed
    def tail(self) -> np.ndarray:
        """The size of the highest coefficients at each point: small where the function is analytic well beyond ρ."""
        return np.abs(self.coefficients[:, -2:]).max(axis=(1, 2)) / self.scale

    @cached_property
    @undefined_allowed
    def size(self) -> np.ndarray:
        """What a difference of coefficients is measured by: (points, orders)."""
        return np.abs(self.coefficients).max(axis=2) + FLOOR * self.scale[:, None]

    def at(self, points: slice) -> Taylor:
        return Taylor(self.coefficients[points], self.scale[points], self.radius)

    @undefined_allowed
    def value(self, epsilon: float) -> np.ndarray:
        """The value of the power series at a real ε: (points, entries)."""
        powers = (epsilon / self.radius) ** np.arange(self.coefficients.shape[1])
        return np.einsum("j,pje->pe", powers, self.coefficients)

    @cached_property
    def worst_tail(self) -> float:
        return float(self.tail.max()) if np.isfinite(self.tail).all() else np.inf


@undefined_allowed
def expand(values: np.ndarray, points: int, nodes: Nodes) -> Taylor:
    """The coefficients of a function from its values (points · nodes, …); a batch of 1 holds at every point."""
    k = len(nodes.epsilons)
    if len(values) == 1:
        values = np.repeat(values, points * k, axis=0)
    values = values.reshape(points, k, -1)
    return Taylor((nodes.weights @ values).real, np.abs(values).max(axis=(1, 2)) + NOTHING, nodes.radius)


@undefined_allowed
def difference(a: Taylor, b: Taylor) -> np.ndarray:
    """How far apart the coefficients are, relative to their size: (points, orders)."""
    apart = np.abs(a.coefficients - b.coefficients).max(axis=2)
    relative = apart / np.maximum(a.size, b.size)
    return np.where(np.isfinite(relative), relative, np.inf)
