"""F(s + εt) = F(s) + ε t F′(s) + O(ε²), f(r + εd) = f(r) + ε ∇f(r)ᵀd + O(ε²), g(r + εd) = g(r) + ε J_g(r) d + O(ε²)."""

from __future__ import annotations

from functools import cache

from ...language.build import times
from ...language.operators import TRANSPOSE
from ...language.operators.maps import UnknownMap, applied, unknown_map
from ...language.terms import Op, make
from .letters import d, r, s, t
from .near import Perturbation, near


@cache
def rules_for(op: Op) -> tuple[Perturbation, ...]:
    if not isinstance(op, UnknownMap) or op.kind != "derivative":
        return ()
    slope = applied(unknown_map(op.stem, op.result, op.known, op.order + 1), s)
    axiom = f"the definition of the derivative of {op.name}"
    rules = [near(f"{op.name} of a scalar", applied(op, s), times(t, slope), {s: t}, axiom=axiom)]
    if not op.result and not op.order:
        gradient = applied(unknown_map(op.stem, op.result, op.known, 1, "gradient"), r)
        first = times(make(TRANSPOSE, gradient), d)
        rules.append(near(f"{op.name} of a vector", applied(op, r), first, {r: d}, axiom=axiom))
    if len(op.result) == 2 and op.result[1] == 1 and not op.order:
        jacobian = applied(unknown_map(op.stem, op.result, op.known, 1, "jacobian"), r)
        rules.append(near(f"{op.name} of a vector", applied(op, r), times(jacobian, d), {r: d}, axiom=axiom))
    return tuple(rules)
