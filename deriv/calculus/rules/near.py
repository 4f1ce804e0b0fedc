"""Perturbation rules: φ(K + εM + O(ε²)) = φ(K) + ε L(M) + O(ε²), where L is linear in M."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from ...language.build import add, times
from ...language.facts import Fact
from ...language.operators import EPS, FROBENIUS, NORM, letter, remainder
from ...language.terms import Term, substitute
from ..first_order import Expansion
from ..rule import Rule, Words

SAID = {
    Fact.INVERTIBLE: " is invertible",
    Fact.FULL_RANK: " has full rank",
    Fact.SIMPLE_LARGEST: " has a simple largest eigenvalue",
    Fact.SIMPLE_SMALLEST: " has a simple smallest eigenvalue",
    Fact.ONE_LARGEST_SINGULAR: " has one largest singular value",
    Fact.PRINCIPAL: " has no eigenvalue in (−∞, 0]",
    Fact.POSITIVE: " > 0",
    Fact.NONZERO: " ≠ 0",
}
SAID_OF_ENTRIES = {
    Fact.POSITIVE: " has only positive entries",
    Fact.NONZERO: " has no entry 0",
    Fact.ONE_LARGEST: " has one largest entry",
    Fact.ONE_SMALLEST: " has one smallest entry",
}
ASSUMED = frozenset({*SAID, *SAID_OF_ENTRIES})
"""Facts that a derivation may take as a condition, which its page then states."""


def condition(term: Term, fact: Fact) -> Words:
    """The condition as a reader is told it."""
    if term.op in (NORM, FROBENIUS) and fact is Fact.NONZERO:
        return term.args[0], " ≠ 0"
    return term, (SAID if term.is_scalar or fact not in SAID_OF_ENTRIES else SAID_OF_ENTRIES)[fact]


@dataclass(frozen=True, eq=False)
class Perturbation(Rule):
    """A rule that says how one expression changes to first order when letters in it change."""

    base: Term = field(default=EPS)  # φ(K)
    first: Term = field(default=EPS)  # L(M), the coefficient of ε
    moved: Mapping[Term, Term] = field(default_factory=dict)  # K ↦ M; letters that are not moved stand for constants

    requires: tuple[
        tuple[Term, Fact], ...
    ] = ()  # what must hold of terms in the letters, beyond the letters' own facts
    quadratic: Term | None = None  # the coefficient of ε² when K moves by εM, where it has a better form than by itself

    @property
    def inside(self) -> Mapping[Term, Term]:
        """K ↦ K + εM + O(ε²)"""
        return {k: Expansion(k, m, False).term for k, m in self.moved.items()}

    @property
    def reason(self) -> Words:
        """The statement without the remainder inside φ, which a reader takes for granted."""
        return self.because or (self._moved, " = ", self.rhs)

    @property
    def _moved(self) -> Term:
        """φ(K + εM)"""
        return substitute(self.base, {k: add(k, times(EPS, m)) for k, m in self.moved.items()})


@dataclass(frozen=True, eq=False)
class SecondOrder(Perturbation):
    """φ(K + εM + ε²N + O(ε³)) = φ(K) + ε L(M) + ε² (L(N) + Q(M)) + O(ε³): a perturbation rule to second order."""

    seconds: Mapping[Term, Term] = field(default_factory=dict)  # K ↦ N
    ends: bool = False  # with no N, nothing follows Q: no remainder

    @property
    def inside(self) -> Mapping[Term, Term]:
        return {k: Expansion(k, m, False, self.seconds[k]).term for k, m in self.moved.items()}

    @property
    def reason(self) -> Words:
        """The statement without ε² and the remainder inside φ."""
        return self._moved, " = ", Expansion(self.base, self.first, self.ends, self.quadratic).term


def to_second(rule: Perturbation, quadratic: Term, ends: bool) -> SecondOrder:
    """The rule with Q beside it."""
    seconds = {k: letter(f"{m.data[0]}′", *m.shape) for k, m in rule.moved.items()}
    inside = {k: Expansion(k, m, False, seconds[k]).term for k, m in rule.moved.items()}
    linear = substitute(rule.first, {m: seconds[k] for k, m in rule.moved.items()})
    return SecondOrder(
        f"{rule.name} to second order",
        substitute(rule.base, inside),
        Expansion(rule.base, rule.first, False, add(linear, quadratic)).term,
        lemma=f"{rule.lemma} to second order" if rule.lemma else "",
        axiom="the rule of first order, applied to its own first-order term",
        needs=rule.needs,
        base=rule.base,
        first=rule.first,
        moved=rule.moved,
        requires=rule.requires,
        quadratic=quadratic,
        seconds=seconds,
        ends=ends,
    )


def near(
    name: str,
    base: Term,
    first: Term,
    moved: Mapping[Term, Term],
    *,
    because: Words = (),
    lemma: str = "",
    axiom: str = "",
    requires: tuple[tuple[Term, Fact], ...] = (),
    source: str = "",
    quadratic: Term | None = None,
) -> Perturbation:
    lhs = substitute(base, {k: add(k, times(EPS, m), remainder(2, *k.shape)) for k, m in moved.items()})
    rhs = Expansion(base, first, exact=False).term
    needs = tuple(w for term, fact in requires for w in condition(term, fact))
    return Perturbation(name, lhs, rhs, because, lemma, axiom, needs, source, base, first, moved, requires, quadratic)
