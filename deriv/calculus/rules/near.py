"""Perturbation rules: φ(K + εM + O(ε²)) = φ(K) + ε L(M) + O(ε²), where L is linear in M."""
from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...language.build import add, times
from ...language.operators import EPS, remainder
from ...language.terms import Term, substitute
from ..first_order import Expansion
from ..rule import Rule, Words


@dataclass(frozen=True, eq=False)
class Perturbation(Rule):
    """A rule that says how one expression changes to first order when letters in it change."""

    base: Term = field(default=EPS)  # φ(K)
    first: Term = field(default=EPS)  # L(M), the coefficient of ε
    moved: Mapping[Term, Term] = field(default_factory=dict)  # K ↦ M; letters that are not moved stand for constants

    @property
    def reason(self) -> Words:
        """The statement without the remainder inside φ, which a reader takes for granted."""
        inside = substitute(self.base, {k: add(k, times(EPS, m)) for k, m in self.moved.items()})
        return self.because or (inside, " = ", self.rhs)


def near(name: str, base: Term, first: Term, moved: Mapping[Term, Term], *, because: Words = (), lemma: str = "", axiom: str = "",
         needs: Words = (), source: str = "") -> Perturbation:
    lhs = substitute(base, {k: add(k, times(EPS, m), remainder(2, *k.shape)) for k, m in moved.items()})
    rhs = Expansion(base, first, exact=False).term
    return Perturbation(name, lhs, rhs, because, lemma, axiom, needs, source, base, first, moved)
