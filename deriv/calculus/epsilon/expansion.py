"""t(X + εU) = t(X) + ε t₁ + O(ε²), or to second order, innermost first; every move is a step."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

from ...language.build import add, negative, power, times
from ...language.errors import Declined
from ...language.facts import Fact, facts, has, never
from ...language.operators import (
    DIAG,
    DIAGMEANS,
    DIAGSUMS,
    DIAGVEC,
    DIVIDE,
    FRECHET,
    HADAMARD,
    HADAMARD_DIVIDE,
    INNER,
    INNER_FIRST,
    INNER_SECOND,
    INVERSE,
    KRON,
    MAT,
    MATRIX_POWER,
    NUMBER,
    POWER,
    PRODUCT,
    SCALE,
    SUM,
    TIMES,
    TOTAL,
    TRACE,
    TRANSPOSE,
    TRIL,
    TRIU,
    VEC,
    zero,
)
from ...language.terms import Term, make, size, substitute, with_args
from ..derivation import Step
from ..first_order import Expansion, epsilon_times, raw_product, vanishes
from ..lemmas import proof
from ..lemmas.proof import Situation
from ..matching import Binding, fill, match
from ..replacing import replace_everywhere
from ..rule import Move, Tactic
from ..rules import perturbations, why_none
from ..rules.matrices import NEGATIVE_POWER
from ..rules.near import ASSUMED, Perturbation
from ..rules.tactics import COLLECT, EXPANSION_ABOVE, LINEAR, MULTIPLY_OUT, NAME, WRITE_OUT
from ..simplify import simplify
from ..simplify.laws import BEFORE, FRONT, POWERS
from ..terms_of import depends

BILINEAR = {PRODUCT, TIMES, SCALE, HADAMARD, KRON, INNER, INNER_FIRST, INNER_SECOND}
UNARY = {TRANSPOSE, TRACE, DIAG, DIAGVEC, TOTAL, VEC, MAT, TRIL, TRIU, DIAGSUMS, DIAGMEANS}


@dataclass
class Expander:
    """Expands terms around the variable and writes down the steps.

    `known` holds expansions that earlier lines have shown; they are cited, with their names in place of what they name.
    """

    order: ClassVar[int] = 1

    variable: Term
    direction: Term
    directions: tuple[Term, ...]  # the direction and the changes that have a name: what marks a first-order term
    known: dict[Term, Expansion] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    rewritten: list[Step] = field(default_factory=list)  # what is made simpler before anything is expanded
    conditions: list[tuple[Term, object]] = field(default_factory=list)
    done: dict[Term, Expansion | None] = field(default_factory=dict)
    alias: dict[Term, Term] = field(default_factory=dict)  # names for terms that are being expanded

    def _constant(self, plain: Term) -> Expansion:
        """What turns out not to depend on the variable: plain + ε 0."""
        found = self._affine(plain, zero(*plain.shape))
        self.emit(plain, found.term, COLLECT)
        return found

    def _affine(self, base: Term, first: Term) -> Expansion:
        return Expansion(base, first, True, zero(*base.shape) if self.order == 2 else None)

    @property
    def cited(self) -> tuple[Step, ...]:
        """The uses of earlier lines, the longest first, as one may stand inside another."""
        cited = (s for s in self.steps if s.move is EXPANSION_ABOVE)
        return tuple(sorted(cited, key=lambda s: -size(s.before)))

    @property
    def own(self) -> tuple[Step, ...]:
        return tuple(s for s in self.steps if s.move is not EXPANSION_ABOVE)

    def moved(self, term: Term) -> Term:
        """The term with X + εU for X, nothing expanded."""
        return substitute(term, {self.variable: add(self.variable, epsilon_times(self.direction))})

    def expand(self, term: Term) -> Expansion | None:
        """None where the term does not depend on the variable."""
        if term not in self.done:
            self.done[term] = self._expand(term)
        return self.done[term]

    def emit(self, before: Term, after: Term, move: Move) -> None:
        if before is not after:
            self.steps.append(Step(before, after, move))

    def _expand(self, t: Term) -> Expansion | None:
        if not depends(t, self.variable):
            return None
        if t is self.variable:
            return self._affine(t, self.direction)
        if t in self.known:
            self.emit(self.moved(t), self.known[t].term, EXPANSION_ABOVE)
            return self.known[t]
        if t.op in (POWER, MATRIX_POWER) and t.args[1].op is NUMBER and t.args[1].data in (0, 1):
            plain = POWERS.rewrite(t)
            self._rewrite(t, plain, POWERS)
            return self.expand(plain) or self._constant(plain)
        if (positive := _power_of_inverse(t)) is not None:
            self._rewrite(t, positive, NEGATIVE_POWER)
            return self.expand(positive)
        if (law := self.simpler(t)) is not None:
            self._rewrite(t, simpler := law.rewrite(t), law)
            return self.expand(simpler)
        for rule, binding in self.candidates(t):
            if (written_out := self._written_out(t, rule)) is not None:
                self._rewrite(t, written_out, WRITE_OUT)
                return self.expand(written_out)
            return self._by_rule(t, rule, binding)
        if t.op is SUM:
            return self._sum(t)
        if t.op in FRECHET.values() and not depends(t.args[0], self.variable):
            return self._linear_in_each(t)
        if t.op in BILINEAR or t.op in UNARY or t.op in (DIVIDE, HADAMARD_DIVIDE):
            return self._linear_in_each(t)
        raise Declined(f"the engine has no perturbation rule for {t.op.name}, in {t}", why_none(t.op))

    def _rewrite(self, t: Term, other: Term, move: Move) -> None:
        """Before anything is expanded, t is written as another term."""
        self.rewritten.append(Step(self.moved(t), self.moved(other), move))

    def _written_out(self, t: Term, rule: Perturbation) -> Term | None:
        """X³ as XXX, where the rule says nothing of the order asked for."""
        return None

    def simpler(self, t: Term) -> Tactic | None:
        """A law by which the term is rewritten before it is expanded."""
        return next((law for law in BEFORE.get(t.op, ()) if law.rewrite(t) is not None), None)

    def candidates(self, t: Term) -> Iterator[tuple[Perturbation, Binding]]:
        """The perturbation rules that fit: what moves in the rule depends on the variable here, the rest does not."""
        for rule in perturbations(t):
            for binding in match(rule.base, t):
                fits = all(depends(value, self.variable) == (x in rule.moved) for x, value in binding.letters.items())
                if fits and all(_may_be_assumed(value, fact) for value, fact in binding.missing()):
                    yield rule, binding

    def _by_rule(self, t: Term, rule: Perturbation, binding: Binding) -> Expansion:
        self.conditions.extend(binding.missing())
        self.conditions.extend(
            (x, fact) for x, fact in ((fill(x, binding), fact) for x, fact in rule.requires) if fact not in facts(x)
        )
        letters, inner = dict(binding.letters), {x: self.expand(binding[x]) for x in rule.moved}
        for x, m in rule.moved.items():
            letters[x], letters[m] = inner[x].base, inner[x].first
        here, before = Binding(letters, binding.dimensions), {x: e.term for x, e in inner.items()}
        start = fill(rule.base, Binding({**letters, **before}, binding.dimensions))
        cited, here, after = self._applied(rule, here, inner)
        self.steps.append(Step(start, after.raw, cited, proof(cited, Situation(cited, here, before))))
        return self._tidied(after, self.alias.get(t))

    def _applied(
        self, rule: Perturbation, here: Binding, inner: Mapping[Term, Expansion]
    ) -> tuple[Perturbation, Binding, Expansion]:
        """The rule cited, what its letters stand for, what it makes of that; `inner`: how what moves expands."""
        return rule, here, Expansion(fill(rule.base, here), fill(rule.first, here), False)

    def _tidied(self, raw: Expansion, alias: Term | None = None) -> Expansion:
        """The expansion with its coefficients simplified, and with the alias for the base if it has one."""
        if alias is not None:
            self.emit(raw.base, alias, NAME)
            kept = (replace_everywhere(c, raw.base, alias) for c in raw.coefficients)
            raw = Expansion(alias, next(kept), raw.exact, next(kept, None))
        for order, coefficient in enumerate(raw.coefficients, 1):
            plain, steps = simplify(coefficient)
            raw, steps = raw.rewritten(order, steps, self.directions)
            self.steps.extend(steps)
            self.emit(raw_product(raw.coefficients[order - 1], order), raw_product(plain, order), FRONT)
            raw = raw.with_coefficient(order, plain)
            if order > 1 and vanishes(plain) and plain is not coefficient:
                self.emit(add(raw_product(raw.first), raw_product(plain, order)), raw_product(raw.first), COLLECT)
        for order, coefficient in enumerate(raw.coefficients, 1):
            if order == 1 or not vanishes(coefficient):
                self.emit(raw_product(coefficient, order), epsilon_times(coefficient, order), FRONT)
        return raw

    def _combined(self, start: Term, found: Expansion, move: Move) -> Expansion:
        self.emit(start, found.raw, move)
        return self._tidied(found)

    def _sum(self, t: Term) -> Expansion:
        inner = [self.expand(a) for a in t.args]
        moving = [e for e in inner if e is not None]
        start = add(*(a if e is None else e.term for a, e in zip(t.args, inner, strict=True)))
        base = add(*(a if e is None else e.base for a, e in zip(t.args, inner, strict=True)))
        sums = [_without_zeros(parts, t) for parts in zip(*(e.coefficients for e in moving), strict=True)]
        return self._combined(start, _expansion(base, sums, all(e.exact for e in moving)), COLLECT)

    def _linear_in_each(self, t: Term) -> Expansion:
        inner = [self.expand(a) for a in t.args]
        moving = [i for i, e in enumerate(inner) if e is not None]
        bases = [a if e is None else e.base for a, e in zip(t.args, inner, strict=True)]
        start = with_args(t, tuple(a if e is None else e.term for a, e in zip(t.args, inner, strict=True)))
        coefficients = []
        for order in range(1, self.order + 1):
            parts = []
            for degrees in _degrees(order, len(moving)):
                factors = list(bases)
                for i, k in zip(moving, degrees, strict=True):
                    factors[i] = inner[i].coefficients[k - 1] if k else bases[i]
                if not any(vanishes(f) for f in factors):
                    parts.append(combine(t, factors))
            coefficients.append(_without_zeros(parts, t))
        exact = all(inner[i].exact for i in moving) and sum(inner[i].degree for i in moving) <= self.order
        found = _expansion(with_args(t, tuple(bases)), coefficients, exact)
        return self._combined(start, found, LINEAR if t.op in UNARY else MULTIPLY_OUT)


def _may_be_assumed(value: Term, fact: Fact) -> bool:
    """Not where the value itself speaks against it: neither 2 nor −k is a whole number that could be > 0."""
    turned = has(value, Fact.INTEGER) and has(_turned(value), Fact.POSITIVE)
    return fact in ASSUMED and value.op is not NUMBER and not never(value, fact) and not turned


def _turned(value: Term) -> Term:
    """k + 1 for −k − 1."""
    return add(*map(negative, value.args)) if value.op is SUM else negative(value)


def _power_of_inverse(t: Term) -> Term | None:
    """(X⁻¹)^k for X^(−k) where k is positive."""
    if t.op is not MATRIX_POWER:
        return None
    k = _turned(t.args[1])
    known = k.data > 0 if k.op is NUMBER else has(k, Fact.POSITIVE)
    return power(make(INVERSE, t.args[0]), k) if known else None


def _expansion(base: Term, coefficients: list[Term], exact: bool) -> Expansion:
    first, *more = coefficients
    return Expansion(base, first, exact, *more)


def _without_zeros(parts: Iterable[Term], t: Term) -> Term:
    """The sum of those parts that are not 0."""
    kept = [p for p in parts if not vanishes(p)]
    return add(*kept) if kept else zero(*t.shape)


def _degrees(total: int, parts: int) -> Iterator[tuple[int, ...]]:
    """The ways to share a power of ε among factors, the first factor's share the largest first."""
    if parts == 1:
        yield (total,)
        return
    for k in range(total, -1, -1):
        yield from ((k, *rest) for rest in _degrees(total - k, parts - 1))


def combine(t: Term, args: list[Term]) -> Term:
    """The operator of t on other operands; scalars that arise inside a product of matrices go to the front."""
    return times(*args) if t.op in (PRODUCT, TIMES, SCALE) else make(t.op, *args)
