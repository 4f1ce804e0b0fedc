"""Identities of traces and inner products, proved by writing both sides out in entries."""

from __future__ import annotations

from collections.abc import Callable

from ...language.build import times
from ...language.dimensions import Dimension
from ...language.facts import Fact
from ...language.operators import ENTRY, HADAMARD, SIGMA, TRANSPOSE, counted, number, symbol
from ...language.terms import Term, make
from ...language.transposing import transposed
from ..derivation import Chain, Line, Step
from ..rule import Tactic
from ..rules import pairing
from ..rules.letters import A, B, C, M, N, U, d, left, r, right, u, v
from ..simplify import simplified
from .proof import Situation

ONE = number(1)
INDICES = tuple(symbol(n, facts=[Fact.INTEGER, Fact.POSITIVE]) for n in "ijkl")
OUT = Tactic("written in entries", ("in entries",), axiom="the definitions of product, trace and transpose")
BACK = Tactic(
    "read back from entries",
    ("the same sum, read as a trace or product",),
    axiom="the definitions of product, trace and transpose",
)


def over(body: Term, *ranges: tuple[Term, Dimension]) -> Term:
    """Σ_i Σ_j body."""
    for index, last in reversed(ranges):
        body = make(SIGMA, index, ONE, counted(last), body)
    return body


def at(x: Term, *indices: Term) -> Term:
    """An entry; the transpose and the diagonal matrix know theirs."""
    if x.op is TRANSPOSE:
        return at(x.args[0], *(indices[::-1] if len(indices) == 2 else (ONE, *indices)))
    if x.op is HADAMARD:
        return times(*(at(a, *indices) for a in x.args))
    if x.is_vector and len(indices) == 2:
        indices = indices[:1]
    return make(ENTRY, x, *indices)


i, j, *_ = INDICES


def _bilinear(s: Situation) -> Term:
    a, x, b = transposed(s[left]), s[U], s[right]
    return over(times(at(a, i), at(x, i, j), at(b, j)), (i, x.shape[0]), (j, x.shape[1]))


def _scalar_transpose(s: Situation) -> Term:
    a, b = transposed(s[pairing.row]), s[u]
    return over(times(at(a, i), at(b, i)), (i, b.shape[0]))


def _trace(s: Situation) -> Term:
    return over(at(s[M], i, i), (i, s[M].shape[0]))


def _commutes(s: Situation) -> Term:
    a, c = s[A], s[C]
    return over(times(at(a, i, j), at(c, j, i)), (i, a.shape[0]), (j, a.shape[1]))


def _inner(s: Situation) -> Term:
    a, b = s[A], s[B]
    return over(times(at(a, i, j), at(b, i, j)), (i, a.shape[0]), (j, a.shape[1]))


def _hadamard_row(s: Situation) -> Term:
    a, b, c = transposed(s[pairing.row]), s[r], s[d]
    return over(times(at(a, i), at(b, i), at(c, i)), (i, c.shape[0]))


def _hadamard_trace(s: Situation) -> Term:
    c, b, x = s[C], s[B], s[U]
    return over(times(at(c, j, i), at(b, i, j), at(x, i, j)), (i, x.shape[0]), (j, x.shape[1]))


def _diag_trace(s: Situation) -> Term:
    return over(times(at(s[M], i, i), at(s[u], i)), (i, s[u].shape[0]))


def _diag_form(s: Situation) -> Term:
    return over(times(at(transposed(s[pairing.row]), i), at(s[u], i), at(s[v], i)), (i, s[u].shape[0]))


def _diagvec_row(s: Situation) -> Term:
    return over(times(at(transposed(s[pairing.row]), i), at(s[N], i, i)), (i, s[N].shape[0]))


SUMS: dict[str, Callable[[Situation], Term]] = {
    "bilinear-as-trace": _bilinear,
    "scalar-transpose": _scalar_transpose,
    "trace-transpose": _trace,
    "trace-commutes": _commutes,
    "outer": _scalar_transpose,
    "frobenius-inner-product": _inner,
    "hadamard-vector": _hadamard_row,
    "hadamard-trace": _hadamard_trace,
    "diag-trace": _diag_trace,
    "diag-form": _diag_form,
    "diagvec-row": _diagvec_row,
}
"""The sum over entries that both sides of a rule are, by the name of the lemma."""


def by_entries(write: Callable[[Situation], Term]) -> Callable[[Situation], Chain]:
    def prove(s: Situation) -> Chain:
        middle = write(s)
        lines = (
            Line(middle, OUT.reason, (Step(s.start, middle, OUT),)),
            Line(simplified(s.end), BACK.reason, (Step(middle, simplified(s.end), BACK),)),
        )
        return Chain("lemma", s.start, s.start, lines)

    return prove


PROOFS = {name: by_entries(write) for name, write in SUMS.items()}
