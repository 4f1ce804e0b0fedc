"""The entries of a linear map: how much entry ij of L(U) grows with U_kl."""

from __future__ import annotations

from collections.abc import Iterator

from ...language.build import divide, times
from ...language.dimensions import Dimension
from ...language.errors import Declined
from ...language.operators import (
    DIAG,
    DIAGVEC,
    ENTRY,
    HADAMARD,
    HADAMARD_DIVIDE,
    IDENTITY,
    ONES,
    PRODUCT,
    SIGMA,
    TIMES,
    TRANSPOSE,
    eye,
    number,
)
from ...language.terms import Term, make, substitute
from ...language.transposing import transposed
from ..lemmas.entries import ONE, at, over
from ..monomials import Monomial, monomial
from ..terms_of import depends
from .isolation import isolate

Place = tuple[Term, Term]  # row and column; 1 where there is but one


def slope(term: Term, here: Place, direction: Term, there: Place, fresh: Iterator[Term]) -> Term:
    """The coefficient of U_kl in entry ij of a term that holds U once; δ_ij is the entry of I."""
    m = monomial(term)
    carriers = [b for b, _ in m.powers if depends(b, direction)]
    if carriers:
        rest = Monomial(m.coefficient, tuple((b, k) for b, k in m.powers if b is not carriers[0]), None).term()
        return times(rest, entry(isolate(carriers[0], direction).gradient, *there), entry(m.core, *here))
    inside = _slope(m.core, here, direction, there, fresh)
    return times(Monomial(m.coefficient, m.powers, None).term(), inside)


def _slope(t: Term, here: Place, direction: Term, there: Place, fresh: Iterator[Term]) -> Term:
    def within(part: Term, i: Term, j: Term) -> Term:
        return slope(part, (i, j), direction, there, fresh)

    i, j = here
    if t is direction:
        return times(*(delta(a, b, n) for a, b, n in zip(here, there, t.shape, strict=False)))
    if t.op is TRANSPOSE:
        return within(t.args[0], j, i)
    if t.op is PRODUCT:
        return _of_product(t, here, direction, there, fresh)
    if t.op is HADAMARD:
        return times(*(within(a, i, j) if depends(a, direction) else entry(a, i, j) for a in t.args))
    if t.op is HADAMARD_DIVIDE and not depends(t.args[1], direction):
        return divide(within(t.args[0], i, j), entry(t.args[1], i, j))
    if t.op is DIAG:
        return times(delta(i, j, t.shape[0]), within(t.args[0], i, ONE))
    if t.op is DIAGVEC:
        return within(t.args[0], i, i)
    if t.op is SIGMA:
        return make(SIGMA, *t.args[:3], within(t.args[3], i, j))
    raise Declined(f"the entries of {t} are not known one by one")


def _of_product(t: Term, here: Place, direction: Term, there: Place, fresh: Iterator[Term]) -> Term:
    """Σ_r Σ_s A_ir (…U…)_rs B_sj"""
    k = next(k for k, f in enumerate(t.args) if depends(f, direction))
    before, part, after = t.args[:k], t.args[k], t.args[k + 1 :]
    (i, j), (rows, columns) = here, part.shape
    r = next(fresh) if before and rows != 1 else ONE if before else i
    s = next(fresh) if after and columns != 1 else ONE if after else j
    body = times(
        *([entry(make(PRODUCT, *before), i, r)] if before else []),
        slope(part, (r, s), direction, there, fresh),
        *([entry(make(PRODUCT, *after), s, j)] if after else []),
    )
    if before and rows != 1:
        body = summed(body, r, rows)
    return summed(body, s, columns) if after and columns != 1 else body


def summed(body: Term, index: Term, last: Dimension) -> Term:
    """Σ_r body, where a factor δ_rk leaves the body at r = k only."""
    factors = body.args if body.op is TIMES else (body,)
    for f in factors:
        if f.op is ENTRY and f.args[0].op is IDENTITY and index in f.args[1:]:
            other = f.args[2] if f.args[1] is index else f.args[1]
            rest = [g for g in factors if g is not f]
            return substitute(times(*rest) if rest else number(1), {index: other})
    return over(body, (index, last))


def entry(t: Term, i: Term, j: Term = ONE) -> Term:
    """An entry of a term without U, taken apart where that is shorter."""
    if t.is_scalar:
        return t
    m = monomial(t)
    if m.powers or m.coefficient != 1:
        return times(Monomial(m.coefficient, m.powers, None).term(), entry(m.core, i, j))
    if t.op is ONES:
        return number(1)
    if t.shape[0] == 1:
        return entry(transposed(t), j)
    if t.op is TRANSPOSE:
        return entry(t.args[0], j, i)
    if t.op is DIAG:
        return times(delta(i, j, t.shape[0]), entry(t.args[0], i))
    if t.op is HADAMARD:
        return times(*(entry(a, i, j) for a in t.args))
    for k in range(1, len(t.args) if t.op is PRODUCT else 0):
        if t.args[k].shape[0] == 1:  # abᵀ
            return times(entry(make(PRODUCT, *t.args[:k]), i), entry(make(PRODUCT, *t.args[k:]), ONE, j))
    return at(t, i) if t.is_vector else at(t, i, j)


def delta(i: Term, j: Term, n: Dimension) -> Term:
    """δ_ij, the entry of I"""
    return number(1) if i is j or n == 1 else make(ENTRY, eye(n), i, j)
