"""base + ε first + ε² second + O(ε³): how the expansion of a term is written, to first or to second order."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from ..language.build import add, power, times
from ..language.operators import EPS, NUMBER, SCALE, TIMES, ZERO, number, remainder
from ..language.terms import Term, make
from .derivation import Step
from .replacing import replace_everywhere
from .terms_of import depends_on_any


def epsilon_to(order: int) -> Term:
    """ε, ε²"""
    return EPS if order == 1 else power(EPS, number(order))


def epsilon_times(coefficient: Term, order: int = 1) -> Term:
    """ε·t₁ or ε²·t₂ as it is written: a whole number, or ½ of ε², in front of ε, everything else behind it."""
    eps = epsilon_to(order)
    if coefficient.op is NUMBER:
        return eps if coefficient.data == 1 else times(coefficient, eps)
    front, rest = leading_number(coefficient)
    if front.denominator != 1 and order == 1:
        return times(eps, coefficient)
    return times(eps, coefficient) if front == 1 else times(number(front), eps, rest)


def leading_number(t: Term) -> tuple:
    """The number that a product begins with, and the rest."""
    if t.op is SCALE and t.args[0].op is NUMBER:
        return t.args[0].data, t.args[1]
    if t.op is SCALE and t.args[0].op is TIMES and t.args[0].args[0].op is NUMBER:
        return t.args[0].args[0].data, make(SCALE, make(TIMES, *t.args[0].args[1:]), t.args[1])
    if t.op is TIMES and t.args[0].op is NUMBER:
        return t.args[0].data, make(TIMES, *t.args[1:])
    return number(1).data, t


def raw_product(coefficient: Term, order: int = 1) -> Term:
    """ε·t₁ or ε²·t₂ with the power of ε in front of everything, as a move leaves it."""
    if coefficient.op is NUMBER and coefficient.data == 1:
        return epsilon_to(order)
    return make(TIMES if coefficient.is_scalar else SCALE, epsilon_to(order), coefficient)


def vanishes(coefficient: Term) -> bool:
    return coefficient.op is ZERO or (coefficient.op is NUMBER and not coefficient.data)


@dataclass(frozen=True)
class Expansion:
    """base + ε first, with ε² second where that is kept, and the remainder unless it is exact."""

    base: Term
    first: Term
    exact: bool
    second: Term | None = None  # None: what holds ε² is in the remainder

    @property
    def order(self) -> int:
        return 1 if self.second is None else 2

    @property
    def coefficients(self) -> tuple[Term, ...]:
        return (self.first,) if self.second is None else (self.first, self.second)

    @property
    def degree(self) -> int:
        """The highest power of ε that is written."""
        return max((k for k, c in enumerate(self.coefficients, 1) if not vanishes(c)), default=0)

    @property
    def term(self) -> Term:
        """As it is written."""
        return self._with(epsilon_times)

    @property
    def raw(self) -> Term:
        """As a move leaves it."""
        return self._with(raw_product)

    def _with(self, product) -> Term:
        written = (product(c, k) for k, c in enumerate(self.coefficients, 1) if k == 1 or not vanishes(c))
        rest = () if self.exact else (remainder(self.order + 1, *self.base.shape),)
        return add(self.base, *written, *rest)

    def with_coefficient(self, order: int, coefficient: Term) -> Expansion:
        return replace(self, first=coefficient) if order == 1 else replace(self, second=coefficient)

    def rewritten(
        self, order: int, steps: Iterable[Step], directions: tuple[Term, ...] | None = None
    ) -> tuple[Expansion, tuple[Step, ...]]:
        """The expansion that steps inside one coefficient make, and the same steps so that they leave the rest alone.

        A step on a part that stands elsewhere too is made a step on the whole coefficient. Where the expansion is to
        stand in a longer line, so is a step on a part without one of the `directions` in it.
        """
        here, out = self, []
        for s in steps:
            coefficient = here.coefficients[order - 1]
            new = replace_everywhere(coefficient, s.before, s.after)
            if new is coefficient:
                continue
            done = here.with_coefficient(order, new)
            own = directions is None or depends_on_any(s.before, directions)
            own = own and replace_everywhere(here.raw, s.before, s.after) is done.raw
            out.append(s if own else Step(raw_product(coefficient, order), raw_product(new, order), s.move))
            here = done
        return here, tuple(out)
