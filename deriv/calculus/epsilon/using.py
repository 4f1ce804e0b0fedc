"""Using a rule on a term: with terms given for its letters, or where it takes an operator off the direction."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from ...language.operators import HADAMARD
from ...language.terms import Term, make, size, substitute
from ..derivation import Step
from ..lemmas import proof
from ..lemmas.proof import Situation
from ..matching import Binding, fill, match, unify
from ..rule import Rule
from ..rules import adjoints
from ..rules.pairing import HADAMARD_COMMUTES
from ..terms_of import depends


def instance(rule: Rule, letters: Mapping[Term, Term]) -> Step:
    """The rule with these terms for its letters."""
    dims: Mapping = {}
    for x, value in letters.items():
        found = unify(x.shape, value.shape, dims)
        assert found is not None, f"{rule.name}: {value} does not have the shape of {x}"
        dims = found
    return _step(rule, Binding(letters, dims))


def _step(rule: Rule, binding: Binding) -> Step:
    whole = proof(rule, Situation(rule, binding, {}))
    return Step(fill(rule.lhs, binding), fill(rule.rhs, binding), rule, whole)


def taken_off(carrier: Term, part: Term, direction: Term) -> Step | None:
    """The operator of the part, which holds the direction, taken off it by a rule that frees it in the carrier."""
    if (swapped := direction_last(part, direction)) is not None:
        turned = substitute(carrier, {part: swapped})
        return Step(part, swapped, HADAMARD_COMMUTES) if taken_off(turned, swapped, direction) else None
    for rule in adjoints(carrier, part):
        fitting = [(size(freed), b) for b in match(rule.lhs, carrier) for freed in _freed(rule.frees, b, direction)]
        if fitting:
            return _step(rule, min(fitting, key=lambda f: f[0])[1])
    return None


def _freed(frees: tuple[Term, ...], binding: Binding, direction: Term) -> Iterator[Term]:
    """What the rule frees, where the direction stands in one of its letters that may hold it and in no other."""
    moving = [x for x, value in binding.letters.items() if depends(value, direction)]
    if len(moving) == 1 and moving[0] in frees and not binding.missing():
        yield binding[moving[0]]


def direction_last(t: Term, direction: Term) -> Term | None:
    """The Hadamard product with the factor that holds the direction last; None where it is last already."""
    if t.op is not HADAMARD or depends(t.args[-1], direction):
        return None
    moving = [a for a in t.args if depends(a, direction)]
    return make(HADAMARD, *(a for a in t.args if a not in moving), *moving)
