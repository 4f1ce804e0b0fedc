"""Directions that keep a structure: only the part of G in the structure counts; and the adjoints of such parts."""

from __future__ import annotations

from ...language.build import times
from ...language.facts import Fact
from ...language.operators import DIAGMEANS, DIAGSUMS, SCALE, TRACE, TRANSPOSE, TRIL, TRIU, letter
from ...language.structures import STRUCTURES
from ...language.terms import Op, Term, make
from ..rule import Rule
from .adjoint import Adjoint
from .letters import M, N

G = letter("G", "n", "n")
COUNTS: dict[str, tuple[str, str]] = {
    "symmetric": ("only the symmetric part counts", "the factors of G_ij and G_ji are equal"),
    "diagonal": ("only the diagonal counts", "all other factors are 0"),
    "lower triangular": ("only the lower triangle counts", "all other factors are 0"),
    "upper triangular": ("only the upper triangle counts", "all other factors are 0"),
    "skew": ("only the skew part counts", "the factors of G_ij and G_ji are opposite"),
    "toeplitz": ("only the means along diagonals count", "the factors along a diagonal are equal"),
    "symmetric toeplitz": (
        "only the means along the diagonals of the symmetric part count",
        "the factors along a diagonal and its mirror image are equal",
    ),
}
"""What of G counts in tr(UᵀG) = Σ U_ij G_ij, and why."""


def _paired(direction: Term, g: Term) -> Term:
    inner = times(make(TRANSPOSE, direction), g)
    return times(inner.args[0], make(TRACE, inner.args[1])) if inner.op is SCALE else make(TRACE, inner)


def _part_counts(name: str) -> Rule:
    space = STRUCTURES[name]
    u = letter("U", "n", "n", facts=space.facts)
    what, why = COUNTS[name]
    return Rule(
        f"{name} directions",
        _paired(u, G),
        _paired(u, space.part(G)),
        because=(f"for {space.adjective} ", u, f" {what}"),
        axiom=f"in the sum over all U_ij G_ij {why}",
    )


PART_COUNTS: dict[str, Rule] = {name: _part_counts(name) for name in STRUCTURES}

_u = letter("U", "n", "n", facts=[Fact.SYMMETRIC])
SYMMETRIC_UNDER_TRACE = Rule(
    "symmetric direction under a trace",
    make(TRACE, times(G, _u)),
    _paired(_u, G),
    because=(_u, " = ", make(TRANSPOSE, _u), ", the trace is cyclic"),
    axiom="tr AB = tr BA",
)


def _self_adjoint(op: Op) -> Adjoint:
    return Adjoint(
        f"{op.name} under a trace",
        make(TRACE, times(M, make(op, N))),
        make(TRACE, times(make(TRANSPOSE, make(op, make(TRANSPOSE, M))), N)),
        because=(
            make(TRACE, times(make(TRANSPOSE, M), make(op, N))),
            " = ",
            make(TRACE, times(make(TRANSPOSE, make(op, M)), N)),
        ),
        axiom="entry by entry",
        frees=(N,),
    )


ALL = (*PART_COUNTS.values(), SYMMETRIC_UNDER_TRACE, *map(_self_adjoint, (TRIL, TRIU, DIAGSUMS, DIAGMEANS)))
