"""Matching a pattern with letters against a term, and filling a pattern with what the letters stand for.

First-order and aware of shapes: a letter matches a term of its shape, and dimension letters are bound on the way.
In sums and products a letter may stand for a run of neighbours.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ..language.dimensions import Dim, Dimension, Shape, at, names
from ..language.facts import Fact, closed, facts
from ..language.operators import DIMENSION, LETTER, NUMBER, TRACE, counted
from ..language.terms import ANY, Term, leaf, make


@dataclass(frozen=True)
class Binding:
    """What the letters and the dimension letters of a pattern stand for."""

    letters: Mapping[Term, Term] = field(default_factory=dict)
    dimensions: Mapping[str, Dimension] = field(default_factory=dict)

    def __getitem__(self, letter: Term) -> Term:
        return self.letters[letter]

    def missing(self) -> tuple[tuple[Term, Fact], ...]:
        """Facts that a letter asks for and its term is not known to have: conditions of this use of the rule.

        What follows from another missing fact is not asked for again.
        """
        out = []
        for x, t in self.letters.items():
            lacking = x.data[1] - facts(t)
            implied = {g for f in lacking for g in closed([f]) if g is not f}
            out += [(t, f) for f in sorted(lacking - implied, key=lambda f: f.value)]
        return tuple(out)


def match(pattern: Term, term: Term, binding: Binding = Binding()) -> Iterator[Binding]:
    """Every way in which the pattern is the term."""
    if pattern.op is LETTER:
        known = binding.letters.get(pattern)
        if known is not None:
            if known is term:
                yield binding
        elif (dims := unify(pattern.shape, term.shape, binding.dimensions)) is not None:
            yield Binding({**binding.letters, pattern: term}, dims)
    elif pattern.op is DIMENSION and term.op in (DIMENSION, NUMBER):
        given = term.data if term.op is DIMENSION else int(term.data)
        if (dims := unify((pattern.data,), (given,), binding.dimensions)) is not None:
            yield Binding(binding.letters, dims)
    elif pattern.op is term.op and pattern.data == term.data:
        dims = unify(pattern.shape, term.shape, binding.dimensions)
        if dims is not None:
            yield from _match_all(pattern, pattern.args, term.args, Binding(binding.letters, dims))


def _match_all(pattern: Term, patterns, terms, binding: Binding) -> Iterator[Binding]:
    if not patterns or not terms:
        if not patterns and not terms:
            yield binding
        return
    longest = len(terms) - len(patterns) + 1 if pattern.op.flat else min(1, len(terms))
    for k in range(1 if len(patterns) > 1 else len(terms), longest + 1):
        first = make(pattern.op, *terms[:k]) if k > 1 else terms[0]
        for found in match(patterns[0], first, binding):
            yield from _match_all(pattern, patterns[1:], terms[k:], found)


def unify(shape: Shape, actual: Shape, known: Mapping[str, Dimension]) -> Mapping[str, Dimension] | None:
    """The dimension letters that make the shape the actual one.

    A product such as mn is not compared before m and n are known; what stands around it fits together, and sees to it.
    """
    if shape == ANY:
        return known
    if len(shape) != len(actual):
        return None
    found = dict(known)
    for wanted, given in zip(shape, actual, strict=False):
        name = wanted.name if isinstance(wanted, Dim) else None
        if name is not None:
            if found.setdefault(name, given) != given:
                return None
        elif isinstance(wanted, int):
            if wanted != given:
                return None
        elif names(wanted) <= found.keys() and at(wanted, found) != given:
            return None
    return found


def fill(pattern: Term, binding: Binding) -> Term:
    """The pattern with its letters replaced by what they stand for."""
    if pattern.op is LETTER:
        return binding.letters.get(pattern, pattern)
    if not pattern.args:
        if pattern.op is DIMENSION:
            return counted(at(pattern.data, binding.dimensions))
        shape = tuple(at(d, binding.dimensions) for d in pattern.shape)
        return pattern if shape == pattern.shape else leaf(pattern.op, pattern.data, *shape)
    args = [fill(a, binding) for a in pattern.args]
    if pattern.op is TRACE and args[0].is_scalar:  # of a product that is a 1×1 matrix here
        return args[0]
    return make(pattern.op, *args)
