"""Bringing the first-order term of a vector function to J u, or to J vec U."""

from __future__ import annotations

from ...language.build import times
from ...language.errors import Declined
from ...language.operators import DIAGVEC, PRODUCT, SIGMA, TRANSPOSE, VEC, eye, zero
from ...language.terms import Term, make
from ..derivation import Step
from ..monomials import Monomial, monomial
from ..replacing import replace_everywhere
from ..rules import jacobians as rule
from ..rules.kronecker import SANDWICHED_VECTOR, TIMES_VECTOR, TRACE_AS_VECS, outer, thin
from ..rules.letters import U, a, u
from ..rules.pairing import SCALAR_TRANSPOSE, row
from ..rules.tactics import INTO_SUM, SCALARS_APART
from ..simplify import simplify
from ..simplify.laws import is_zero
from ..terms_of import depends
from .isolation import Isolated, isolate
from .using import instance, taken_off


def multiplied(term: Term, direction: Term) -> Isolated:
    """term = J u, for a vector that is linear in u and holds it once; the gradient of the answer is J.

    Where the direction is a matrix U, term = J vec U.
    """
    column = direction if direction.is_vector else make(VEC, direction)
    groups: list[tuple[Step, ...]] = []
    here, tidy = simplify(term)
    pending = tuple(tidy)
    if is_zero(here):
        return Isolated(term, here, zero(*term.shape[:1], *column.shape[:1]), (pending,) if pending else ())
    for _ in range(100):
        m = monomial(here)
        factors = m.core.args if m.core.op is PRODUCT else (m.core,)
        if factors[-1] is column and not any(depends(f, direction) for f in factors[:-1]):
            front = make(PRODUCT, *factors[:-1]) if len(factors) > 1 else eye(column.shape[0])
            jacobian = (Monomial(m.coefficient, m.powers, None) * monomial(front)).term()
            return Isolated(term, here, jacobian, tuple(groups) + ((pending,) if pending else ()))
        carriers = [b for b, _ in m.powers if depends(b, direction)]
        steps = _free_scalar(m, carriers[0], direction) if carriers else (_advance(factors, direction, column),)
        before = here
        for s in steps:
            here = replace_everywhere(here, s.before, s.after)
        here, tidy = simplify(here)
        if here is before:
            break
        groups.append((*pending, *steps, *tidy))
        pending = ()
    raise Declined(f"{direction} cannot be freed in {term}")


def _free_scalar(m: Monomial, carrier: Term, direction: Term) -> tuple[Step, ...]:
    """(gᵀu) v = v gᵀ u."""
    if carrier.op is PRODUCT and carrier.args[-1] in (direction, make(VEC, direction)):
        column = carrier.args[-1]
        rest = Monomial(m.coefficient, tuple((b, k) for b, k in m.powers if b is not carrier), None)
        swapped = instance(rule.SCALAR_BEHIND, {row: make(PRODUCT, *carrier.args[:-1]), u: column, a: m.core})
        return (Step(m.term(), (rest * monomial(swapped.after)).term(), rule.SCALAR_BEHIND),)
    found = isolate(carrier, direction)
    freed = [s for g in found.groups for s in g]
    if direction.is_vector:
        flipped = times(make(TRANSPOSE, found.gradient), direction)
        return (*freed, Step(found.pairing, flipped, SCALAR_TRANSPOSE))
    flipped = times(make(TRANSPOSE, make(VEC, found.gradient)), make(VEC, direction))
    return (*freed, Step(found.pairing, flipped, TRACE_AS_VECS))


def _inside(t: Term, direction: Term) -> Step | None:
    """diagvec(M diag(u) N) = (M ⊙ Nᵀ)u: the direction stands in one factor of what diagvec is taken of."""
    inside = t.args[0]
    moving = [f for f in (inside.args if inside.op is PRODUCT else (inside,)) if depends(f, direction)]
    return taken_off(t, moving[0], direction) if len(moving) == 1 else None


def _advance(factors: tuple[Term, ...], direction: Term, column: Term) -> Step:
    i = next((i for i, f in enumerate(factors) if depends(f, direction)), None)
    if i is None:
        raise Declined(f"{direction} does not occur in {make(PRODUCT, *factors)}")
    cut = i if factors[i].shape[0] == 1 else next(j for j, f in enumerate(factors) if j >= i and f.shape[1] == 1) + 1
    if 0 < cut < len(factors):
        apart = times(make(PRODUCT, *factors[cut:]), make(PRODUCT, *factors[:cut]))
        return Step(make(PRODUCT, *factors), apart, SCALARS_APART)
    before, t, after = factors[:i], factors[i], factors[i + 1 :]
    run, part = make(PRODUCT, t, *after), t.args[0] if t.op is VEC else t
    if t.op is VEC and part.op is SIGMA:
        index, first, last, body = part.args
        inside = multiplied(make(VEC, body), direction).gradient
        return Step(t, make(PRODUCT, make(SIGMA, index, first, last, inside), column), INTO_SUM)
    if t.op is DIAGVEC and (step := _inside(t, direction)) is not None:
        return step
    if (step := taken_off(run, part, direction)) is not None:
        return step
    if before and after:
        ends = {outer: make(PRODUCT, *before), U: t, thin: make(PRODUCT, *after)}
        return instance(SANDWICHED_VECTOR, ends)
    if after:
        return instance(TIMES_VECTOR, {U: t, thin: make(PRODUCT, *after)})
    raise Declined(f"{direction} cannot be freed from {part.op.name}, in {make(PRODUCT, *factors)}")
