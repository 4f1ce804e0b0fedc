"""Sums: like terms are counted together."""

from __future__ import annotations

from ....language.build import add, times
from ....language.operators import DIAG, HADAMARD, TRACE, TRANSPOSE, number, zero
from ....language.terms import Term, make
from ...monomials import Monomial, monomial
from ...rule import Tactic
from ..canonical import canonical, commuted
from .letters import A, C, M, d, s, t, x


def _like(term: Term, form=commuted) -> Term | None:
    found: dict[tuple, list] = {}
    for part in term.args:
        m = monomial(part)
        if not m.coefficient:
            continue
        kind = (frozenset((form(b), e) for b, e in m.powers), m.core and commuted(m.core))
        if kind in found:
            found[kind][0] += m.coefficient
        else:
            found[kind] = [m.coefficient, m]
    if len(found) == len(term.args):
        return None
    kept = [Monomial(c, m.powers, m.core).term() for c, m in found.values() if c]
    return add(*kept) if kept else zero(*term.shape)


LIKE = Tactic(
    "collect like terms",
    ("collect like terms",),
    _like,
    (
        (add(A, A), times(number(2), A)),
        (add(make(HADAMARD, A, C), make(HADAMARD, C, A)), times(number(2), make(HADAMARD, A, C))),
        (add(s, t, times(number(-1), s)), t),
    ),
    axiom="a vector space: cA + dA = (c + d)A",
)


TWINS = Tactic(
    "like terms up to transposition",
    ("a scalar equals its transpose",),
    lambda term: _like(term, lambda b: commuted(b) if b.op is TRACE else canonical(commuted(b))),
    ((add(times(make(TRANSPOSE, x), d), times(make(TRANSPOSE, d), x)), times(number(2), make(TRANSPOSE, x), d)),),
    axiom="the rule for a scalar transpose",
)
TRACE_TWINS = Tactic(
    "like traces",
    (
        make(TRACE, M),
        " = ",
        make(TRACE, make(TRANSPOSE, M)),
        " and the trace is cyclic",
    ),
    lambda term: _like(term, lambda b: canonical(commuted(b))),
    (
        (
            add(make(TRACE, times(make(TRANSPOSE, A), C)), make(TRACE, times(make(TRANSPOSE, C), A))),
            times(number(2), make(TRACE, times(make(TRANSPOSE, A), C))),
        ),
    ),
    axiom="the rules for the trace of a transpose and for the cyclic trace",
)


def _one_diagonal(term: Term) -> Term | None:
    """diag(a) + 2 diag(b) = diag(a + 2b)"""
    parts = {p: monomial(p) for p in term.args}
    diagonals = {p: m for p, m in parts.items() if m.core is not None and m.core.op is DIAG}
    if len(diagonals) < 2:
        return None
    inside = (Monomial(m.coefficient, m.powers, m.core.args[0]).term() for m in diagonals.values())
    one, first = make(DIAG, add(*inside)), next(iter(diagonals))
    return add(*(one if p is first else p for p in term.args if p is first or p not in diagonals))


ONE_DIAGONAL = Tactic(
    "sum of diagonal matrices",
    (),
    _one_diagonal,
    ((add(make(DIAG, d), times(s, make(DIAG, x))), make(DIAG, add(d, times(s, x)))),),
    axiom="entry by entry",
)
