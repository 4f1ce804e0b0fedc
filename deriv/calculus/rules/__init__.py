"""The theorems: one file a family. Adding a rule is adding one definition to a family's ALL."""

from ...language.terms import Op, Term
from ..rule import Move
from ..simplify import FACTOR, LAWS
from . import expansions, functions, jacobians, matrices, norms, pairing, scalars, tactics
from .near import Perturbation

NEAR: tuple[Perturbation, ...] = (*matrices.ALL, *norms.ALL, *scalars.ALL, *functions.ENTRYWISE)


def perturbations(term: Term) -> tuple[Perturbation, ...]:
    """The perturbation rules for what stands at the top of a term, the most specific first."""
    return (*_BY_OP.get(term.op, ()), *functions.rules_for(term.op, term.is_scalar))


_BY_OP: dict[Op, tuple[Perturbation, ...]] = {
    op: tuple(r for r in NEAR if r.base.op is op) for op in dict.fromkeys(r.base.op for r in NEAR)
}

ALL: tuple[Move, ...] = (
    *NEAR,
    *functions.NAMED,
    matrices.NEGATIVE_POWER,
    *expansions.ALL,
    *pairing.ALL,
    *jacobians.ALL,
    *tactics.ALL,
    *LAWS,
    FACTOR,
)
