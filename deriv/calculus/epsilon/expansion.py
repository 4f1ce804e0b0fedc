"""t(X + εU) = t(X) + ε t₁ + O(ε²), innermost first; every move is a step."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ...language.build import add, power, times
from ...language.errors import Declined
from ...language.facts import facts
from ...language.operators import (
    DIAG,
    DIAGVEC,
    DIVIDE,
    HADAMARD,
    HADAMARD_DIVIDE,
    INNER,
    INVERSE,
    KRON,
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
    VEC,
    number,
    remainder,
    zero,
)
from ...language.terms import Term, make, size, substitute, with_args
from ..derivation import Step
from ..first_order import Expansion, epsilon_times, in_first_order, raw_product
from ..lemmas import proof
from ..lemmas.proof import Situation
from ..matching import Binding, fill, match
from ..replacing import replace_everywhere
from ..rule import Move
from ..rules import perturbations
from ..rules.matrices import NEGATIVE_POWER
from ..rules.near import ASSUMED, Perturbation
from ..rules.tactics import COLLECT, EXPANSION_ABOVE, LINEAR, MULTIPLY_OUT, NAME
from ..simplify import simplify
from ..simplify.laws import FRONT, POWERS
from ..terms_of import depends

BILINEAR = {PRODUCT, TIMES, SCALE, HADAMARD, KRON, INNER}
UNARY = {TRANSPOSE, TRACE, DIAG, DIAGVEC, TOTAL, VEC}


@dataclass
class Expander:
    """Expands terms around the variable and writes down the steps.

    `known` holds expansions that earlier lines have shown; they are cited, with their names in place of what they name.
    """

    variable: Term
    direction: Term
    directions: tuple[Term, ...]  # the direction and the changes that have a name: what marks a first-order term
    known: dict[Term, Expansion] = field(default_factory=dict)
    steps: list[Step] = field(default_factory=list)
    conditions: list[tuple[Term, object]] = field(default_factory=list)
    done: dict[Term, Expansion | None] = field(default_factory=dict)
    alias: dict[Term, Term] = field(default_factory=dict)  # names for terms that are being expanded

    def _constant(self, plain: Term) -> Expansion:
        """What turns out not to depend on the variable: plain + ε 0."""
        found = Expansion(plain, zero(*plain.shape), True)
        self.emit(plain, found.term, COLLECT)
        return found

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
            return Expansion(t, self.direction, True)
        if t in self.known:
            self.emit(self.moved(t), self.known[t].term, EXPANSION_ABOVE)
            return self.known[t]
        if t.op in (POWER, MATRIX_POWER) and t.args[1].op is NUMBER and t.args[1].data in (0, 1):
            plain = POWERS.rewrite(t)
            self.emit(self.moved(t), self.moved(plain), POWERS)
            return self.expand(plain) or self._constant(plain)
        if t.op is MATRIX_POWER and t.args[1].op is NUMBER and t.args[1].data < 0:
            positive = power(make(INVERSE, t.args[0]), number(-t.args[1].data))
            self.emit(self.moved(t), self.moved(positive), NEGATIVE_POWER)
            return self.expand(positive)
        for rule, binding in self.candidates(t):
            return self._by_rule(t, rule, binding)
        if t.op is SUM:
            return self._sum(t)
        if t.op in BILINEAR or t.op in UNARY or t.op in (DIVIDE, HADAMARD_DIVIDE):
            return self._linear_in_each(t)
        raise Declined(f"the engine has no perturbation rule for {t.op.name}, in {t}")

    def candidates(self, t: Term) -> Iterator[tuple[Perturbation, Binding]]:
        """The perturbation rules that fit: what moves in the rule depends on the variable here, the rest does not."""
        for rule in perturbations(t):
            for binding in match(rule.base, t):
                fits = all(depends(value, self.variable) == (x in rule.moved) for x, value in binding.letters.items())
                if fits and all(fact in ASSUMED and value.op is not NUMBER for value, fact in binding.missing()):
                    yield rule, binding

    def _by_rule(self, t: Term, rule: Perturbation, binding: Binding) -> Expansion:
        self.conditions.extend(binding.missing())
        self.conditions.extend(
            (x, fact) for x, fact in ((fill(x, binding), fact) for x, fact in rule.requires) if fact not in facts(x)
        )
        letters, before = dict(binding.letters), {}
        for x, m in rule.moved.items():
            inner = self.expand(binding[x])
            before[x] = inner.term
            letters[x], letters[m] = inner.base, inner.first
        here = Binding(letters, binding.dimensions)
        base, raw = fill(rule.base, here), fill(rule.first, here)
        start = fill(rule.base, Binding({**letters, **before}, binding.dimensions))
        after = add(base, raw_product(raw), remainder(2, *base.shape))
        self.steps.append(Step(start, after, rule, proof(rule, Situation(rule, here, before))))
        return self._tidied(base, raw, False, self.alias.get(t))

    def _tidied(self, base: Term, raw: Term, exact: bool, alias: Term | None = None) -> Expansion:
        """base + ε raw with raw simplified, and with the alias for the base if it has one."""
        if alias is not None:
            self.emit(base, alias, NAME)
            base, raw = alias, replace_everywhere(raw, base, alias)
        first, inner = simplify(raw)
        self.steps.extend(in_first_order(raw, inner, self.directions)[1])
        self.emit(raw_product(first), epsilon_times(first), FRONT)
        return Expansion(base, first, exact)

    def _combined(self, start: Term, base: Term, raw: Term, exact: bool, move: Move) -> Expansion:
        self.emit(start, Expansion(base, raw, exact).raw, move)
        return self._tidied(base, raw, exact)

    def _sum(self, t: Term) -> Expansion:
        inner = [self.expand(a) for a in t.args]
        moving = [e for e in inner if e is not None]
        start = add(*(a if e is None else e.term for a, e in zip(t.args, inner, strict=True)))
        base = add(*(a if e is None else e.base for a, e in zip(t.args, inner, strict=True)))
        return self._combined(start, base, add(*(e.first for e in moving)), all(e.exact for e in moving), COLLECT)

    def _linear_in_each(self, t: Term) -> Expansion:
        inner = [self.expand(a) for a in t.args]
        moving = [i for i, e in enumerate(inner) if e is not None]
        bases = [a if e is None else e.base for a, e in zip(t.args, inner, strict=True)]
        start = with_args(t, tuple(a if e is None else e.term for a, e in zip(t.args, inner, strict=True)))
        parts = [combine(t, [inner[i].first if j == i else b for j, b in enumerate(bases)]) for i in moving]
        exact = len(moving) == 1 and inner[moving[0]].exact
        return self._combined(
            start, with_args(t, tuple(bases)), add(*parts), exact, LINEAR if t.op in UNARY else MULTIPLY_OUT
        )


def combine(t: Term, args: list[Term]) -> Term:
    """The operator of t on other operands; scalars that arise inside a product of matrices go to the front."""
    return times(*args) if t.op in (PRODUCT, TIMES, SCALE) else make(t.op, *args)
