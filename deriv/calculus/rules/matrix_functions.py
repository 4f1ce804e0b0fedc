"""Functions of a matrix near a point: the Fréchet derivative, and the cases in which f′ itself is enough."""

from __future__ import annotations

from ...language.build import divide, times
from ...language.facts import Fact
from ...language.operators import FRECHET, LOGM, SQRTM, TRACE, eye, number
from ...language.terms import Op, Term, make
from ..rule import Words
from ..simplify.laws.commuting import SLOPES
from .adjoint import Adjoint
from .letters import L, M, N, s, t
from .near import Perturbation, condition, near

SOURCE = "Higham, Functions of Matrices (2008), chapter 3"

OF_MULTIPLES: dict[Op, Term] = {
    LOGM: times(divide(t, s), eye("n")),
    SQRTM: times(divide(t, times(number(2), s)), make(SQRTM, times(s, L))),
}
"""L f′(sL) t where it is simpler than that."""

PRINCIPAL_ONLY = {LOGM, SQRTM}


def _requires(f: Op, at: Term) -> tuple[tuple[Term, Fact], ...]:
    return ((at, Fact.PRINCIPAL),) if f in PRINCIPAL_ONLY else ()


def _needs(f: Op, at: Term) -> Words:
    return tuple(w for term, fact in _requires(f, at) for w in condition(term, fact))


def _general(f: Op) -> Perturbation:
    return near(
        f"{f} near a matrix",
        make(f, L),
        make(FRECHET[f], L, M),
        {L: M},
        axiom="the definition of the Fréchet derivative",
        source=SOURCE,
        requires=_requires(f, L),
    )


def _trace(f: Op) -> Perturbation:
    return near(
        f"trace of {f}",
        make(TRACE, make(f, L)),
        make(TRACE, times(SLOPES[f](L), M)),
        {L: M},
        axiom="under the trace, the factors of every term of a power series change places in turn",
        source=SOURCE,
        requires=_requires(f, L),
    )


def _multiple(f: Op) -> Perturbation:
    return near(
        f"{f} of a multiple of a matrix",
        make(f, times(s, L)),
        OF_MULTIPLES.get(f) or times(t, L, SLOPES[f](times(s, L))),
        {s: t},
        axiom="the multiples of one matrix commute, so f acts on them as on numbers",
        source=SOURCE,
        requires=_requires(f, times(s, L)),
    )


def _adjoint(f: Op) -> Adjoint:
    derivative = FRECHET[f]
    return Adjoint(
        f"adjoint of the {derivative}",
        make(TRACE, times(N, make(derivative, L, M))),
        make(TRACE, times(make(derivative, L, N), M)),
        axiom="each term of a power series has its factors on both sides of the direction; the trace is cyclic",
        source=SOURCE,
        needs=_needs(f, L),
        frees=(M,),
    )


def _trace_of_derivative(f: Op) -> Adjoint:
    derivative = FRECHET[f]
    return Adjoint(
        f"trace of the {derivative}",
        make(TRACE, make(derivative, L, M)),
        make(TRACE, times(SLOPES[f](L), M)),
        axiom="under the trace, the factors of every term of a power series change places in turn",
        source=SOURCE,
        needs=_needs(f, L),
        frees=(M,),
    )


NEAR = tuple(rule(f) for f in FRECHET for rule in (_trace, _multiple, _general))
ADJOINTS = tuple(rule(f) for f in FRECHET for rule in (_adjoint, _trace_of_derivative))
