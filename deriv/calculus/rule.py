"""Rules and tactics: the theorems and the goal-directed moves that derivations are made of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from ..language.dimensions import names
from ..language.operators import LETTER, REMAINDER
from ..language.terms import ANY, Term, subterms


@dataclass(frozen=True)
class Formula:
    """A formula that is no term, such as log(1 + t) = t + O(t²), in both ways of writing it."""

    text: str
    tex: str

    def __str__(self) -> str:
        return self.text


Words = tuple[str | Term | Formula, ...]
"""A sentence: words with terms and formulas between them; the writers typeset these."""


class NotATheorem(ValueError):
    """The rule cannot hold as stated."""


@dataclass(frozen=True, eq=False)
class Rule:
    """lhs = rhs, whatever the letters stand for, if it fits their shapes and facts.

    A remainder O(ε^k) inside a left-hand sum is optional in a match: zero is O(ε^k) too.
    """

    name: str  # anchor on the site, label in print, id of the test
    lhs: Term
    rhs: Term
    because: Words = ()  # for the margin; empty: the statement itself is the reason
    lemma: str = ""  # the name of the proof in calculus/lemmas, or the recipe, that derives it
    axiom: str = ""  # why it needs no proof here: a definition, or a fact of arithmetic
    needs: Words = ()  # conditions beyond the letters' facts, for the reader
    source: str = ""

    def __post_init__(self):
        if unbound := letters(self.rhs) - letters(self.lhs):
            raise NotATheorem(f"{self.name}: {', '.join(sorted(t.data[0] for t in unbound))} only on the right")
        if self.lhs.shape != self.rhs.shape and ANY not in (self.lhs.shape, self.rhs.shape):
            raise NotATheorem(f"{self.name}: the sides have shapes {self.lhs.shape} and {self.rhs.shape}")
        if unbound := dimension_letters(self.rhs) - dimension_letters(self.lhs):
            raise NotATheorem(f"{self.name}: the dimensions {', '.join(sorted(unbound))} are only on the right")

    @property
    def order(self) -> int | None:
        """k where the rule holds up to O(ε^k); None where it holds exactly."""
        return max((t.data for t in subterms(self.rhs) if t.op is REMAINDER), default=None)

    @property
    def statement(self) -> Words:
        return self.lhs, " = ", self.rhs

    @property
    def reason(self) -> Words:
        return self.because or self.statement


@dataclass(frozen=True, eq=False)
class Tactic:
    """A move that no single pattern states, such as multiplying out or bringing U to the front of a trace.

    `examples` are equations lhs = rhs that show it; they are tested and printed like a rule's statement, and the
    first of them is the reason where there are no words.
    """

    name: str
    because: Words
    rewrite: Callable[..., object] | None = None
    examples: tuple[tuple[Term, Term], ...] = ()
    lemma: str = ""
    axiom: str = ""
    source: str = ""
    needs: Words = field(default=())

    @property
    def reason(self) -> Words:
        return self.because or (self.examples[0][0], " = ", self.examples[0][1])


Move = Rule | Tactic


def letters(term: Term) -> frozenset[Term]:
    return frozenset(t for t in subterms(term) if t.op is LETTER)


def dimension_letters(term: Term) -> frozenset[str]:
    found: set[str] = set()
    for t in subterms(term):
        if t.shape != ANY:
            for d in t.shape:
                found |= names(d)
    return frozenset(found)
