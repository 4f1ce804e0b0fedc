"""Bringing the first-order term of a vector function to J u."""

from __future__ import annotations

from ...language.build import times
from ...language.errors import Declined
from ...language.operators import PRODUCT, TRANSPOSE, eye, zero
from ...language.terms import Term, make
from ..derivation import Step
from ..monomials import Monomial, monomial
from ..replacing import replace_everywhere
from ..rules import jacobians as rule
from ..rules.letters import a, u
from ..rules.pairing import SCALAR_TRANSPOSE, row
from ..rules.tactics import SCALARS_APART
from ..simplify import simplify
from ..simplify.laws import is_zero
from ..terms_of import depends
from .isolation import Isolated, isolate
from .using import instance, taken_off


def multiplied(term: Term, direction: Term) -> Isolated:
    """term = J u, for a vector that is linear in u and holds it once; the gradient of the answer is J."""
    groups: list[tuple[Step, ...]] = []
    here, tidy = simplify(term)
    pending = tuple(tidy)
    if is_zero(here):
        return Isolated(term, here, zero(*term.shape[:1], *direction.shape[:1]), (pending,) if pending else ())
    for _ in range(100):
        m = monomial(here)
        factors = m.core.args if m.core.op is PRODUCT else (m.core,)
        if factors[-1] is direction and not any(depends(f, direction) for f in factors[:-1]):
            front = make(PRODUCT, *factors[:-1]) if len(factors) > 1 else eye(direction.shape[0])
            jacobian = (Monomial(m.coefficient, m.powers, None) * monomial(front)).term()
            return Isolated(term, here, jacobian, tuple(groups) + ((pending,) if pending else ()))
        carriers = [b for b, _ in m.powers if depends(b, direction)]
        steps = _free_scalar(m, carriers[0], direction) if carriers else (_advance(factors, direction),)
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
    if carrier.op is PRODUCT and carrier.args[-1] is direction:
        rest = Monomial(m.coefficient, tuple((b, k) for b, k in m.powers if b is not carrier), None)
        swapped = instance(rule.SCALAR_BEHIND, {row: make(PRODUCT, *carrier.args[:-1]), u: direction, a: m.core})
        return (Step(m.term(), (rest * monomial(swapped.after)).term(), rule.SCALAR_BEHIND),)
    found = isolate(carrier, direction)
    flipped = times(make(TRANSPOSE, found.gradient), direction)
    return (*(s for g in found.groups for s in g), Step(found.pairing, flipped, SCALAR_TRANSPOSE))


def _advance(factors: tuple[Term, ...], direction: Term) -> Step:
    i = next(i for i, f in enumerate(factors) if depends(f, direction))
    cut = i if factors[i].shape[0] == 1 else next(j for j, f in enumerate(factors) if j >= i and f.shape[1] == 1) + 1
    if 0 < cut < len(factors):
        apart = times(make(PRODUCT, *factors[cut:]), make(PRODUCT, *factors[:cut]))
        return Step(make(PRODUCT, *factors), apart, SCALARS_APART)
    step = taken_off(make(PRODUCT, *factors[i:]), factors[i], direction)
    if step is None:
        raise Declined(f"{direction} cannot be freed from {factors[i].op.name}, in {make(PRODUCT, *factors)}")
    return step
