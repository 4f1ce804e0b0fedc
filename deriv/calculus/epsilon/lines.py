"""Grouping steps into lines: one idea a line, with the reason that a reader needs."""

from __future__ import annotations

from collections.abc import Iterable

from ...language.facts import Fact, facts
from ...language.operators import SYMBOL, symbol
from ...language.terms import Term, subterms
from ..derivation import BrokenChain, Chain, Line, Step
from ..first_order import Expansion
from ..replacing import replace_everywhere
from ..rule import Words
from ..rules.near import Perturbation
from ..rules.tactics import COLLECT, EXPANSION_ABOVE, JOIN, LINEAR, NAME, SPLIT
from ..simplify import LAWS
from ..simplify.laws import BY_FACTORS, FRONT, SUMMED, TRACE_TWINS, TRANSPOSES, TWINS

QUIET = {m.name for m in (COLLECT, EXPANSION_ABOVE, NAME, LINEAR, SPLIT, JOIN, *LAWS)} - {
    TWINS.name,
    TRACE_TWINS.name,
    SUMMED.name,
    *(m.name for m in BY_FACTORS),
}
"""Moves that need no word in the margin beside a louder one."""


def chain(purpose: str, subject: Term, start: Term, groups: Iterable[tuple[Words, tuple[Step, ...]]]) -> Chain:
    """The chain whose lines are these groups of steps; a step whose work an earlier one has done falls away."""
    here, lines, done = start, [], set()
    for because, steps in groups:
        kept = []
        for s in steps:
            new = replace_everywhere(here, s.before, s.after)
            if new is not here:
                kept.append(s)
                done.add((s.before, s.after))
                here = new
            elif not (s.before is s.after or (s.before, s.after) in done or holds(here, s.after)):
                raise BrokenChain(f"{s.move.name}: {s.before} is not in {here}")
        if kept:
            lines.append(Line(here, because, tuple(kept)))
    return Chain(purpose, subject, start, tuple(lines))


def rewritten(found: Expansion, done: Expansion, steps: Iterable[Step]) -> tuple[Step, ...]:
    """One expansion brought to another: ε set in front of all the rest, the steps, ε set where it is written."""
    return Step(found.term, found.raw, FRONT), *steps, Step(done.raw, done.term, FRONT)


def holds(term: Term, part: Term) -> bool:
    """Does the part stand in the term, by itself or as a run of neighbours?"""
    return replace_everywhere(term, part, symbol("·", *part.shape)) is not term


def first_rewritten(steps: Iterable[Step]) -> list[tuple[Words, tuple[Step, ...]]]:
    """One group for what is made simpler before it is expanded, if anything is."""
    steps = tuple(steps)
    return [(joined(s.move.reason for s in steps), steps)] if steps else []


def split_by_rules(steps: Iterable[Step]) -> list[tuple[Words, tuple[Step, ...]]]:
    """One group for what is multiplied out before the first rule, then one for each rule and its tidying."""
    groups: list[list[Step]] = [[]]
    last = None
    for s in steps:
        if isinstance(s.move, Perturbation) and s.move is not last:
            last = s.move
            if groups[-1]:
                groups.append([])
        groups[-1].append(s)
    return [(reason(g), tuple(g)) for g in groups if g]


def reason(steps: Iterable[Step]) -> Words:
    """The reasons of the steps, each once; quiet ones only where there is no other. What symmetry was used, is said."""
    steps = list(steps)
    moves = list(dict.fromkeys(s.move for s in steps))
    rules = [m for m in moves if isinstance(m, Perturbation)]
    loud = rules and [m for m in moves if m in rules or m in BY_FACTORS] or [m for m in moves if m.name not in QUIET]
    if not loud:
        loud = [m for m in moves if m is COLLECT or m is LINEAR][:1] or moves[:1]
    return joined([*(m.reason for m in loud), *((s, " is symmetric") for s in symmetric_symbols(steps))])


def symmetric_symbols(steps: Iterable[Step]) -> tuple[Term, ...]:
    """The symbols whose symmetry a transposition in the steps has used."""
    parts = [t for s in steps if s.move in (TRANSPOSES, TWINS, TRACE_TWINS) for t in subterms(s.before)]
    return tuple(dict.fromkeys(t for t in parts if t.op is SYMBOL and t.is_square and Fact.SYMMETRIC in facts(t)))


def joined(reasons: Iterable[Words]) -> Words:
    out: list = []
    for words in dict.fromkeys(reasons):
        out += ([", "] if out else []) + list(words)
    return tuple(out)
