"""base + ε first + O(ε²): how a first-order expansion is written."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language.build import add, times
from ..language.operators import EPS, NUMBER, SCALE, TIMES, number, remainder
from ..language.terms import Term, make
from .derivation import Step
from .replacing import replace_everywhere
from .terms_of import depends_on_any


def epsilon_times(first: Term) -> Term:
    """ε·t₁ as it is written: a whole number in front of ε, everything else behind it."""
    if first.op is NUMBER:
        return EPS if first.data == 1 else times(first, EPS)
    coefficient, rest = leading_number(first)
    return times(EPS, first) if coefficient == 1 else times(number(coefficient), EPS, rest)


def leading_number(t: Term) -> tuple:
    """The whole number that a product begins with, and the rest."""
    if t.op is SCALE and t.args[0].op is NUMBER:
        c, rest = t.args
    elif t.op is SCALE and t.args[0].op is TIMES and t.args[0].args[0].op is NUMBER:
        c, rest = t.args[0].args[0], make(SCALE, make(TIMES, *t.args[0].args[1:]), t.args[1])
    elif t.op is TIMES and t.args[0].op is NUMBER:
        c, rest = t.args[0], make(TIMES, *t.args[1:])
    else:
        return 1, t
    return (c.data, rest) if c.data.denominator == 1 else (1, t)


def raw_product(first: Term) -> Term:
    """ε·t₁ with ε in front of everything, as a move leaves it."""
    if first.op is NUMBER and first.data == 1:
        return EPS
    return make(TIMES if first.is_scalar else SCALE, EPS, first)


def in_first_order(first: Term, steps: Iterable[Step], directions: tuple[Term, ...]) -> tuple[Term, tuple[Step, ...]]:
    """Steps inside the first-order term that leave alone what stands beside it; and what they make of it.

    A step on a part that holds a direction can be meant nowhere else. Any other is made a step on ε times all of it.
    """
    out = []
    for s in steps:
        new = replace_everywhere(first, s.before, s.after)
        if new is not first:
            own = depends_on_any(s.before, directions)
            out.append(s if own else Step(raw_product(first), raw_product(new), s.move))
            first = new
    return first, tuple(out)


@dataclass(frozen=True)
class Expansion:
    """base + ε first, and O(ε²) unless it is exact."""

    base: Term
    first: Term
    exact: bool

    @property
    def term(self) -> Term:
        """As it is written."""
        return self._with(epsilon_times(self.first))

    @property
    def raw(self) -> Term:
        """As a move leaves it."""
        return self._with(raw_product(self.first))

    def _with(self, product: Term) -> Term:
        return add(self.base, product, *([] if self.exact else [remainder(2, *self.base.shape)]))
