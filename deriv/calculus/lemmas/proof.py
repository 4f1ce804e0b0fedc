"""What a proof is written with: the terms for the rule's letters, and lines given one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ...language.build import times
from ...language.operators import NUMBER, REMAINDER, number, remainder
from ...language.terms import Term
from ..derivation import Chain, Line, Step
from ..matching import Binding, fill
from ..replacing import replace_everywhere
from ..rule import Rule, Tactic, Words
from ..rules.near import Perturbation


@dataclass(frozen=True)
class Situation:
    """A use of a rule: K stands for this, M for that; `moved` holds K + εM, with its remainder if it has one."""

    rule: Rule
    binding: Binding
    moved: Mapping[Term, Term]

    def __getitem__(self, letter: Term) -> Term:
        return self.binding.letters.get(letter, letter)

    def after(self, letter: Term) -> Term:
        """K + εM + O(ε²), or K + εM where that is exact."""
        return self.moved[letter] if letter in self.moved else fill(self.rule.inside[letter], self.binding)

    def tail(self, letter: Term, *shape) -> tuple[Term, ...]:
        """O(ε²) of a shape where K + εM has a remainder, else nothing."""
        return (remainder(2, *shape),) if any(t.op is REMAINDER for t in self.after(letter).args) else ()

    @property
    def start(self) -> Term:
        if not isinstance(self.rule, Perturbation):
            return fill(self.rule.lhs, self.binding)
        moved = {x: self.after(x) for x in self.rule.moved}
        return fill(self.rule.base, Binding({**self.binding.letters, **moved}, self.binding.dimensions))

    @property
    def end(self) -> Term:
        return fill(self.rule.rhs, self.binding)


def product(*factors: Term) -> Term:
    """The product without factors 1, which a change of a scalar variable by ε brings in."""
    kept = [f for f in factors if not (f.op is NUMBER and f.data == 1)]
    return times(*kept) if kept else number(1)


def chain(situation: Situation, *lines: tuple) -> Chain:
    """Lines (what is rewritten, what it becomes, by which move[, in which words][, further steps as triples])."""
    here, out = situation.start, []
    for before, after, move, *more in lines:
        words: Words = move.reason
        if more and not isinstance(more[0][-1], (Rule, Tactic)):
            words, *more = more
        steps = tuple(Step(*s) for s in ((before, after, move), *more))
        for s in steps:
            here = replace_everywhere(here, s.before, s.after)
        out.append(Line(here, words, steps))
    return Chain("lemma", situation.start, situation.start, tuple(out))
