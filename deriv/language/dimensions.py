"""Dimensions: integers, names, and sums and products of them (m·n for vec X, p + 1, ...)."""
from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache


@dataclass(frozen=True, slots=True)
class Dim:
    """A polynomial in dimension names with integer coefficients, in canonical order; a constant is a plain int."""

    monomials: tuple[tuple[tuple[str, ...], int], ...]

    def __add__(self, other: Dimension) -> Dimension:
        return _collect((*self.monomials, *_monomials(other)))

    def __mul__(self, other: Dimension) -> Dimension:
        return _collect((tuple(sorted(a + b)), c * d) for a, c in self.monomials for b, d in _monomials(other))

    __radd__, __rmul__ = __add__, __mul__

    @property
    def name(self) -> str | None:
        """The name, where the dimension is one name and nothing else."""
        (names, factor), *more = self.monomials
        return names[0] if not more and factor == 1 and len(names) == 1 else None

    @property
    def names(self) -> frozenset[str]:
        return frozenset(n for names, _ in self.monomials for n in names)

    def at(self, sizes: Mapping[str, int]) -> int:
        total = 0
        for names, factor in self.monomials:
            for n in names:
                factor *= sizes[n]
            total += factor
        return total

    def __str__(self) -> str:
        parts = ["".join(names) if c == 1 and names else "".join([str(c), *names]) for names, c in self.monomials]
        return " + ".join(parts).replace("+ -", "- ")


Dimension = int | Dim
Shape = tuple[Dimension, ...]


def _monomials(d: Dimension):
    return d.monomials if isinstance(d, Dim) else (((), d),)


def _collect(monomials) -> Dimension:
    total: dict[tuple[str, ...], int] = {}
    for names, factor in monomials:
        total[names] = total.get(names, 0) + factor
    kept = sorted((m for m in total.items() if m[1]), key=lambda m: (-len(m[0]), m[0]))
    if not kept:
        return 0
    if len(kept) == 1 and not kept[0][0]:
        return kept[0][1]
    return Dim(tuple(kept))


def divided(d: Dimension, by: Dimension) -> Dimension | None:
    """The d/by that is a dimension again: mn/m = n; None where there is none."""
    (first, factor), *_ = _monomials(by)
    rest, quotient = d, 0
    while rest != 0:
        (names, c), *_ = _monomials(rest)
        over = _without(names, first)
        if over is None or c % factor:
            return None
        part = Dim(((over, c // factor),)) if over else c // factor
        rest, quotient = rest + -1 * (part * by), quotient + part
    return quotient


def _without(names: tuple[str, ...], some: tuple[str, ...]) -> tuple[str, ...] | None:
    left = list(names)
    for n in some:
        if n not in left:
            return None
        left.remove(n)
    return tuple(left)


def dimension(d: str | Dimension) -> Dimension:
    """An int or Dim as it is; a string is one name."""
    return _named(d) if isinstance(d, str) else d


@cache
def _named(name: str) -> Dim:
    """One object for one name: comparing it with itself is quick."""
    return Dim((((name,), 1),))


def size(d: Dimension, sizes: Mapping[str, int]) -> int:
    return d if isinstance(d, int) else d.at(sizes)


def at(d: Dimension, known: Mapping[str, Dimension]) -> Dimension:
    """The dimension with others in place of some of its names."""
    if isinstance(d, int) or known.keys().isdisjoint(d.names):
        return d
    if d.name is not None:
        return known[d.name]
    total: Dimension = 0
    for factors, c in d.monomials:
        for n in factors:
            c = c * known.get(n, dimension(n))
        total = total + c
    return total


def names(d: Dimension) -> frozenset[str]:
    return frozenset() if isinstance(d, int) else d.names


def at_least(a: Dimension, b: Dimension) -> bool:
    """Whether a ≥ b can be told whatever the sizes are, which are at least 1: m + n ≥ n, 2n ≥ 2."""
    found = dict(_monomials(a))
    if isinstance(b, int):
        return sum(found.values()) >= b
    return all(found.get(names, 0) >= factor for names, factor in b.monomials)


def describe(shape: Shape) -> str:
    """How a shape is called in a message."""
    match shape:
        case ():
            return "a scalar"
        case (m, 1):
            return f"a vector of length {m}"
        case (1, n):
            return f"a row of length {n}"
        case (m, n):
            return f"{_article(m)} {m}×{n} matrix"
        case _:
            return "of any shape"


_VOWEL = re.compile("[aefhilmnorsxAEFHILMNORSXαεηιοω]|[aeioAEIO].+|8[0-9]*|1[18](?:[0-9]{3})*")


def _article(d: Dimension) -> str:
    """a or an, as what follows is read aloud: an m×n matrix, an 8×3 matrix, a k×n matrix, a 2n×n matrix."""
    names, factor = _monomials(d)[0]
    return "an" if _VOWEL.fullmatch(names[0] if names and factor == 1 else str(factor)) else "a"
