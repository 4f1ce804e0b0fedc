"""Bringing a first-order term to uᵀg or tr(UᵀG): split it into terms with one U each, and free U in each of them."""

from __future__ import annotations

from dataclasses import dataclass

from ...language.build import times
from ...language.errors import Declined
from ...language.operators import (
    IDENTITY,
    PRODUCT,
    SCALE,
    SIGMA,
    SUM,
    TIMES,
    TRACE,
    TRANSPOSE,
    eye,
    number,
    zero,
)
from ...language.terms import Term, make
from ..derivation import Step
from ..monomials import Monomial, monomial
from ..replacing import replace_everywhere
from ..rules import pairing as rule
from ..rules.letters import A, C, M, U, left, right, u
from ..rules.tactics import INTO_SUM, SCALARS_APART
from ..simplify import simplify
from ..simplify.laws import is_zero
from ..terms_of import depends, depends_on_any
from .using import instance, taken_off


@dataclass(frozen=True)
class Isolated:
    """term = factor · tr(UᵀG) (uᵀg for vectors), by the steps, one group a line."""

    term: Term
    pairing: Term  # tr(UᵀG) or uᵀg, with the scalar factor in front
    gradient: Term  # factor · G
    groups: tuple[tuple[Step, ...], ...]


# ---- splitting
def split(term: Term, directions: tuple[Term, ...]) -> tuple[Term, ...]:
    """The summands of a term that is linear in the directions, each with one direction in it, once."""
    if not depends_on_any(term, directions) or not term.args:
        return (term,)
    if term.op is SUM:
        return tuple(s for a in term.args for s in split(a, directions))
    at = [i for i, a in enumerate(term.args) if depends_on_any(a, directions)]
    if len(at) != 1:
        raise Declined(f"{term} is not linear in {' and '.join(map(str, directions))}")
    parts = split(term.args[at[0]], directions)
    if len(parts) == 1 and parts[0] is term.args[at[0]]:
        return (term,)
    build = times if term.op in (PRODUCT, TIMES, SCALE) else lambda *args: make(term.op, *args)
    return tuple(build(*(p if i == at[0] else a for i, a in enumerate(term.args))) for p in parts)


# ---- one summand
def isolate(term: Term, direction: Term) -> Isolated:
    """A scalar term with the direction in it once, brought to factor · tr(UᵀG) or factor · uᵀg."""
    groups: list[tuple[Step, ...]] = []
    here, tidy = simplify(term)
    pending = list(tidy)
    for _ in range(100):
        if is_zero(here):
            last = (tuple(pending),) if pending else ()
            return Isolated(term, here, zero(*direction.shape), (*groups, *last))
        m = monomial(here)
        carriers = [b for b, _ in m.powers if depends(b, direction)]
        if len(carriers) != 1:
            raise Declined(f"{term} is not linear in {direction}")
        carrier = carriers[0]
        g = freed(carrier, direction)
        if g is not None:
            rest = Monomial(m.coefficient, tuple((b, k) for b, k in m.powers if b is not carrier), None)
            if pending:
                groups.append(tuple(pending))
            gradient = (rest * monomial(g)).term()
            return Isolated(term, here, gradient, tuple(groups))
        step = advance(carrier, direction)
        new, more = simplify(step.after)
        steps = [step, *more] if step.before is not step.after else list(more)
        here = replace_everywhere(here, step.before, new)
        here, tidy = simplify(here)
        groups.append((*pending, *steps, *tidy))
        pending = []
    raise Declined(f"{direction} cannot be freed in {term}")


def freed(carrier: Term, direction: Term) -> Term | None:
    """G where the carrier is tr(UᵀG), uᵀg, or the scalar direction itself."""
    if carrier is direction:
        return number(1)
    if direction.is_vector:
        if carrier.op is PRODUCT and _is_transposed(carrier.args[0], direction):
            return make(PRODUCT, *carrier.args[1:])
        return None
    if carrier.op is TRACE:
        inside = _factors(carrier.args[0])
        if inside == (direction,):
            return eye(direction.shape[0])
        if _is_transposed(inside[0], direction) and not any(depends(f, direction) for f in inside[1:]):
            return make(PRODUCT, *inside[1:]) if len(inside) > 1 else eye(direction.shape[0])
    return None


def _is_transposed(t: Term, direction: Term) -> bool:
    return t.op is TRANSPOSE and t.args[0] is direction


def _factors(t: Term) -> tuple[Term, ...]:
    return t.args if t.op is PRODUCT else (t,)


def advance(carrier: Term, direction: Term) -> Step:
    """The next move that brings the direction nearer to the front of a trace or inner product."""
    if carrier.op is TRACE:
        return _in_trace(carrier, direction)
    if carrier.op is PRODUCT:
        return _in_product(carrier, direction)
    if carrier.op is SIGMA:
        return _in_sigma(carrier, direction)
    return taken_off(carrier, carrier, direction) or _declined(carrier, carrier, direction)


def _declined(carrier: Term, part: Term, direction: Term):
    raise Declined(f"{direction} cannot be freed from {part.op.name}, in {carrier}")


def _place(factors: tuple[Term, ...], direction: Term) -> tuple[tuple[Term, ...], Term, tuple[Term, ...]]:
    i = next(i for i, f in enumerate(factors) if depends(f, direction))
    return factors[:i], factors[i], factors[i + 1 :]


def _product(factors: tuple[Term, ...]) -> Term:
    return make(PRODUCT, *factors)


def _in_product(carrier: Term, direction: Term) -> Step:
    """…U…, a product of matrices that is a scalar."""
    before, t, after = _place(carrier.args, direction)
    column, row_ = t.shape[1] == 1, t.shape[0] == 1
    if column and after:
        return Step(carrier, make(TIMES, _product((*before, t)), _product(after)), SCALARS_APART)
    if row_ and before:
        return Step(carrier, make(TIMES, _product(before), _product((t, *after))), SCALARS_APART)
    if row_:
        flipped = {rule.row: _product(carrier.args[:-1]), u: carrier.args[-1]}
        return instance(rule.SCALAR_TRANSPOSE, flipped)
    if t is direction:
        if column:
            return instance(rule.SCALAR_TRANSPOSE, {rule.row: _product(before), u: t})
        return instance(rule.BILINEAR, {left: _product(before), U: t, right: _product(after)})
    if _is_transposed(t, direction):
        ends = {
            rule.BILINEAR_TRANSPOSED.lhs.args[0]: _product(before),
            U: direction,
            rule.BILINEAR_TRANSPOSED.lhs.args[2]: _product(after),
        }
        return instance(rule.BILINEAR_TRANSPOSED, ends)
    if (step := taken_off(carrier, t, direction)) is not None:
        return step
    if not column:
        return instance(rule.OWN_TRACE, {left: _product(before), A: t, right: _product(after)})
    if t.op is SIGMA:
        return Step(carrier, _into(t, lambda body: make(PRODUCT, *before, body, *after)), INTO_SUM)
    return _declined(carrier, t, direction)


def _in_trace(carrier: Term, direction: Term) -> Step:
    """tr(…U…)."""
    inside = _factors(carrier.args[0])
    before, t, after = _place(inside, direction)
    if t.op is SUM or t.op is IDENTITY:
        raise Declined(f"{carrier} is not split")
    if t.shape[1] == 1 and after:
        return instance(rule.TRACE_OF_OUTER, {u: _product((*before, t)), rule.row: _product(after)})
    if t.shape[0] == 1 and before:
        return instance(rule.TRACE_OF_OUTER, {u: _product(before), rule.row: _product((t, *after))})
    if t is direction or t.op is TRANSPOSE and not _is_transposed(t, direction):
        return instance(rule.TRACE_TRANSPOSE, {M: carrier.args[0]})
    if _is_transposed(t, direction):
        return instance(rule.CYCLIC, {A: _product(before), C: _product((t, *after))})
    if t.op is SIGMA:
        return Step(carrier, _into(t, lambda body: make(TRACE, make(PRODUCT, *before, body, *after))), INTO_SUM)
    if (step := taken_off(carrier, t, direction)) is not None:
        return step
    if after:
        return instance(rule.CYCLIC, {A: _product((*before, t)), C: _product(after)})
    if not before and (step := taken_off(make(TRACE, make(PRODUCT, eye(t.shape[0]), t)), t, direction)) is not None:
        return Step(carrier, step.after, step.move) if step.before.op is TRACE else step
    return _declined(carrier, t, direction)


def _into(sigma: Term, change) -> Term:
    index, first, last, body = sigma.args
    return make(SIGMA, index, first, last, change(body))


def _in_sigma(carrier: Term, direction: Term) -> Step:
    """Σ s_r with a scalar body: free the direction in the body, then take tr(Uᵀ …) out of the sum."""
    body = carrier.args[3]
    found = isolate(body, direction)
    gradient = _into(carrier, lambda _: found.gradient)
    pairing = paired(direction, gradient)
    return Step(carrier, pairing, INTO_SUM)


def paired(direction: Term, gradient: Term) -> Term:
    """uᵀg or tr(UᵀG); g for a scalar direction."""
    if direction.is_scalar:
        return times(direction, gradient)
    inner = times(make(TRANSPOSE, direction), gradient)
    return inner if inner.is_scalar else _trace(inner)


def _trace(inner: Term) -> Term:
    return times(inner.args[0], make(TRACE, inner.args[1])) if inner.op is SCALE else make(TRACE, inner)
