"""The theorems: one file a family. Adding a rule is adding one definition to a family's ALL."""

from ...language.terms import Op, Term
from ..rule import Move
from ..simplify import FACTOR, LAWS
from . import (
    expansions,
    extremes,
    functions,
    jacobians,
    kronecker,
    maps,
    matrices,
    matrix_functions,
    norms,
    pairing,
    quadratics,
    scalars,
    softmax,
    spectral,
    structures,
    tactics,
)
from .adjoint import Adjoint
from .near import Perturbation

NEAR: tuple[Perturbation, ...] = (
    *spectral.ALL,
    *matrices.ALL,
    *matrix_functions.NEAR,
    *norms.ALL,
    *extremes.ALL,
    *softmax.NEAR,
    *scalars.ALL,
    *functions.ENTRYWISE,
)


def perturbations(term: Term) -> tuple[Perturbation, ...]:
    """The perturbation rules for what stands at the top of a term, the most specific first."""
    return (*_BY_OP.get(term.op, ()), *functions.rules_for(term.op, term.is_scalar), *maps.rules_for(term.op))


def why_none(op: Op) -> str:
    """Why there is no perturbation rule for the operator, or not for every use of it; empty where that is plain."""
    return spectral.NONE.get(op, "")


_BY_OP: dict[Op, tuple[Perturbation, ...]] = {
    op: tuple(r for r in NEAR if r.base.op is op) for op in dict.fromkeys(r.base.op for r in NEAR)
}

_ADJOINTS: tuple[Adjoint, ...] = tuple(
    r
    for r in (*pairing.ALL, *matrix_functions.ADJOINTS, *jacobians.ALL, *kronecker.ALL, *structures.ALL)
    if isinstance(r, Adjoint)
)
_AROUND: dict[tuple[Op, Op], tuple[Adjoint, ...]] = {
    around: tuple(r for r in _ADJOINTS if around in r.around) for around in {a for r in _ADJOINTS for a in r.around}
}


def adjoints(carrier: Term, part: Term) -> tuple[Adjoint, ...]:
    """The rules that take the operator of the part, which holds the direction, off it inside the carrier."""
    return _AROUND.get((carrier.op, part.op), ())


ALL: tuple[Move, ...] = (
    *NEAR,
    *functions.NAMED,
    matrices.NEGATIVE_POWER,
    *expansions.ALL,
    *pairing.ALL,
    *matrix_functions.ADJOINTS,
    *softmax.ALL,
    *jacobians.ALL,
    *quadratics.ALL,
    *structures.ALL,
    *kronecker.ALL,
    *tactics.ALL,
    *LAWS,
    FACTOR,
)
