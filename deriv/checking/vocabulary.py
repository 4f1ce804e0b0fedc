"""What needs a value before terms have one, and the sizes and whole numbers to try."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np

from ..calculus.derivation import Definition
from ..language.dimensions import Shape, names
from ..language.facts import Fact, facts
from ..language.operators import DIMENSION, ENTRY, EPS, LETTER, SIGMA, SYMBOL, VALUE
from ..language.terms import Term
from .evaluate import Point, evaluate_all
from .meaning import NoValue

SIZES = (3, 4, 2, 5, 6, 7, 8, 9)


@dataclass(frozen=True)
class Vocabulary:
    """What needs a value before terms have one."""

    symbols: tuple[Term, ...]  # letters too, in the order in which they are met
    dimensions: tuple[str, ...]  # in alphabetical order
    shapes: tuple[Shape, ...]
    entries: frozenset[Term]  # indices of entries
    sums: Mapping[Term, Term]  # the index of a sum ↦ the sum


def vocabulary(terms: Iterable[Term], definitions: Iterable[Definition] = ()) -> Vocabulary:
    met: dict[Term, None] = {}
    todo = [*terms, *(d.body for d in definitions)][::-1]
    while todo:
        t = todo.pop()
        if t not in met:
            met[t] = None
            todo.extend(reversed(t.args))
    without = {EPS, *(d.symbol for d in definitions), *(t.args[0] for t in met if t.op is VALUE)}
    shapes = tuple(dict.fromkeys(t.shape for t in met))
    dimensions = {d for s in (*shapes, *((t.data,) for t in met if t.op is DIMENSION)) for d in s}
    return Vocabulary(
        tuple(t for t in met if t.op in (SYMBOL, LETTER) and t not in without),
        tuple(sorted({n for d in dimensions for n in names(d)})),
        shapes,
        frozenset(i for t in met if t.op is ENTRY for i in t.args[1:]),
        {t.args[0]: t for t in met if t.op is SIGMA},
    )


def distinct_sizes(dimensions: tuple[str, ...], turn: int) -> dict[str, int]:
    """Sizes of which no two are equal and none is 1; another `turn` gives other sizes."""
    pool = (*SIZES, *range(len(SIZES) + 2, len(dimensions) + 2))[: max(len(dimensions) + 1, 3)]
    return {n: pool[(i + turn) % len(pool)] for i, n in enumerate(dimensions)}


def assignments(dimensions: tuple[str, ...]) -> tuple[dict[str, int], ...]:
    """Sizes to try, in turn, until there are points at two of them: XᵀX has an inverse only where X is not wide.

    After two that are as they come, the sizes fall, and then rise, in the order of the names.
    """
    found = [distinct_sizes(dimensions, turn) for turn in (0, 1)]
    for falling in (True, False):
        ordered = (dict(zip(dimensions, sorted(s.values(), reverse=falling), strict=True)) for s in found[:2])
        found += [s for s in ordered if s not in found]
    return tuple(found)


def whole_numbers(words: Vocabulary, sizes: Mapping[str, int], turn: int = 0) -> dict[Term, np.ndarray]:
    """Values for the whole-number scalars: one each, as exponents and limits must not vary over a batch.

    The index of a sum, where it stands alone, is inside the limits of its sum; the index of an entry is 1 or 2.
    """
    found: dict[Term, np.ndarray] = {}
    for i, s in enumerate(s for s in words.symbols if s.is_scalar and Fact.INTEGER in facts(s)):
        known = facts(s)
        choices = (3, 2, 4) if Fact.POSITIVE in known else (2, 1, 3) if Fact.NONNEGATIVE in known else (3, -2, 2)
        if s in words.entries:
            choices = (1, 2, 1)
        found[s] = np.array([float(choices[(i + turn) % 3])])
    for index, t in words.sums.items():
        try:
            first, last = evaluate_all(t.args[1:3], Point(found, sizes))
        except NoValue:
            continue
        found[index] = np.minimum(first + turn, last)
    return found
