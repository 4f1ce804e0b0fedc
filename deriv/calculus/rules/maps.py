"""F(s + εt) = F(s) + ε t F′(s) + O(ε²), f(r + εd) = f(r) + ε ∇f(r)ᵀd + O(ε²), g(r + εd) = g(r) + ε J_g(r) d + O(ε²),

F(R + εD) = F(R) + ε dF(R)[D] + O(ε²). Their letters have dimensions that no declaration can name.
"""

from __future__ import annotations

from functools import cache

from ...language.build import times
from ...language.operators import TRACE, TRANSPOSE, letter
from ...language.operators.maps import UnknownMap, applied, unknown_map
from ...language.terms import Op, make
from .letters import s, t
from .near import Perturbation, near

r, d = letter("r", "n′", 1), letter("d", "n′", 1)
R, D = letter("R", "m′", "n′"), letter("D", "m′", "n′")


@cache
def rules_for(op: Op) -> tuple[Perturbation, ...]:
    if not isinstance(op, UnknownMap) or op.kind != "derivative":
        return ()
    slope = applied(unknown_map(op.stem, op.result, op.known, op.order + 1), s)
    axiom = f"the definition of the derivative of {op.name}"
    rules = [near(f"{op.name} of a scalar", applied(op, s), times(t, slope), {s: t}, axiom=axiom)]
    if op.order:
        return tuple(rules)
    if not op.result:
        gradient = applied(unknown_map(op.stem, op.result, op.known, 1, "gradient"), r)
        first = times(make(TRANSPOSE, gradient), d)
        rules.append(near(f"{op.name} of a vector", applied(op, r), first, {r: d}, axiom=axiom))
        of_matrix = applied(unknown_map(op.stem, op.result, op.known, 1, "gradient"), R)
        first = make(TRACE, times(make(TRANSPOSE, of_matrix), D))
        rules.append(near(f"{op.name} of a matrix", applied(op, R), first, {R: D}, axiom=axiom))
        return tuple(rules)
    if op.result[1] == 1:
        jacobian = applied(unknown_map(op.stem, op.result, op.known, 1, "jacobian"), r)
        rules.append(near(f"{op.name} of a vector", applied(op, r), times(jacobian, d), {r: d}, axiom=axiom))
    differential = applied(unknown_map(op.stem, op.result, op.known, 1, "differential"), R, D)
    rules.append(near(f"{op.name} of a matrix", applied(op, R), differential, {R: D}, axiom=axiom))
    return tuple(rules)
