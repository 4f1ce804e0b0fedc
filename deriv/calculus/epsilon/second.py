"""The same to second order: t(X + εU) = t(X) + ε t₁ + ε² t₂ + O(ε³).

What a perturbation rule says to second order follows from what it says to first order: φ(K + εM) has the slope
L_K(M) at ε = 0, and the slope of that, with M held fixed, is twice the coefficient of ε².
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import ClassVar

from ...language.build import add, times
from ...language.errors import Declined
from ...language.facts import Fact, closed, strongest
from ...language.operators import MATRIX_POWER, NUMBER, PRODUCT, TRACE, number, zero
from ...language.terms import Term, make
from ..first_order import Expansion, vanishes
from ..matching import Binding, fill
from ..rules.near import Perturbation, SecondOrder, to_second
from ..simplify import grouped, simplified
from ..terms_of import depends_on_any
from .expansion import Expander

TWO, HALF = number(2), number("1/2")
KEPT_NEARBY = closed([Fact.PRINCIPAL, Fact.FULL_RANK, Fact.POSITIVE])
"""Facts that a small change in any direction leaves true."""
LONGEST = 8  # the power up to which X³ is written out as XXX


@cache
def second_order(rule: Perturbation) -> SecondOrder:
    """The rule to second order; raises Declined where its first-order term has no expansion itself."""
    if rule.quadratic is not None:
        return to_second(rule, rule.quadratic, ends=False)
    if fragile := next((k for k in rule.moved if not k.data[1] <= KEPT_NEARBY), None):
        what = " and ".join(f.value for f in strongest(fragile.data[1]))
        raise Declined(f"{rule.name}: the rule says nothing of second order, as X + εU need not be {what}")
    slopes = []
    for k, m in rule.moved.items():
        found = Expander(k, m, (m,)).expand(rule.first)
        if found is not None:
            slopes.append(found.first)
    total = simplified(times(HALF, add(*slopes))) if slopes else zero(*rule.base.shape)
    quadratic = simplified(grouped(total))
    ends = not rule.requires and not depends_on_any(quadratic, tuple(rule.moved))
    return to_second(rule, quadratic, ends)


class SecondOrderExpander(Expander):
    """Expands to second order."""

    order: ClassVar[int] = 2

    def _applied(
        self, rule: Perturbation, here: Binding, inner: Mapping[Term, Expansion]
    ) -> tuple[Perturbation, Binding, Expansion]:
        cited = second_order(rule)
        parts = [fill(cited.quadratic, here)]
        if not all(vanishes(e.second) for e in inner.values()):
            seconds = {m: inner[k].second for k, m in rule.moved.items()}
            parts.insert(0, fill(rule.first, Binding({**here.letters, **seconds}, here.dimensions)))
        exact = cited.ends and len(parts) == 1 and all(e.exact for e in inner.values())
        kept = [p for p in parts if not vanishes(p)]
        base = fill(rule.base, here)
        found = Expansion(base, fill(rule.first, here), exact, add(*kept) if kept else zero(*base.shape))
        seconds = {cited.seconds[k]: e.second for k, e in inner.items()}
        return cited, Binding({**here.letters, **seconds}, here.dimensions), found

    def _written_out(self, t: Term, rule: Perturbation) -> Term | None:
        if t.op is TRACE:
            inside = _product(t.args[0])
            return None if inside is None else make(TRACE, inside)
        return None if t.op is MATRIX_POWER and t.args[1] is TWO else _product(t)


def _product(t: Term) -> Term | None:
    """X³ as XXX"""
    if t.op is not MATRIX_POWER or t.args[1].op is not NUMBER:
        return None
    k = t.args[1].data
    if k > LONGEST:
        raise Declined(f"{t} to second order has more terms than a reader follows")
    return make(PRODUCT, *[t.args[0]] * int(k))
