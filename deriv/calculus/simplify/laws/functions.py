"""Functions of a matrix: determinant and inverse of e^A, a root squared; the Fréchet derivative is linear."""

from __future__ import annotations

from ....language.build import negative, scaled, times
from ....language.facts import Fact
from ....language.operators import (
    DET,
    EXPM,
    FRECHET,
    INVERSE,
    MATRIX_POWER,
    NUMBER,
    PRODUCT,
    SQRTM,
    TRACE,
    ZERO,
    letter,
    number,
    zero,
)
from ....language.operators.entrywise import EXP, LOG
from ....language.operators.maps import applied, unknown_map
from ....language.terms import Term, make
from ...monomials import Monomial, monomial
from ...rule import Tactic
from .letters import K, M, N, s

P = letter("P", "n", "n", facts=[Fact.PRINCIPAL])


def _determinant(term: Term) -> Term | None:
    b = term.args[0]
    factors = b.args if b.op is PRODUCT else (b,)
    if not any(f.op is EXPM for f in factors):
        return None
    rest = [f for f in factors if f.op is not EXPM]
    exponentials = [make(EXP, make(TRACE, f.args[0])) for f in factors if f.op is EXPM]
    return times(*exponentials, *([make(DET, make(PRODUCT, *rest))] if rest else []))


DETERMINANT_OF_EXPM = Tactic(
    "determinant of expm",
    (make(DET, make(EXPM, M)), " = ", make(EXP, make(TRACE, M))),
    _determinant,
    (
        (make(DET, make(EXPM, M)), make(EXP, make(TRACE, M))),
        (make(DET, times(make(EXPM, M), N)), times(make(EXP, make(TRACE, M)), make(DET, N))),
    ),
    axiom="the determinant is the product of the eigenvalues, which are e^λ for the eigenvalues λ of the exponent",
    source="Higham, Functions of Matrices (2008), section 10.1",
)


def _log_determinant(term: Term) -> Term | None:
    b = term.args[0]
    return make(TRACE, b.args[0].args[0]) if b.op is DET and b.args[0].op is EXPM else None


LOG_DETERMINANT_OF_EXPM = Tactic(
    "log-determinant of expm",
    (),
    _log_determinant,
    ((make(LOG, make(DET, make(EXPM, M))), make(TRACE, M)),),
    axiom="the determinant of expm is the exponential of the trace",
    source="Higham, Functions of Matrices (2008), section 10.1",
)


def _inverse(term: Term) -> Term | None:
    b = term.args[0]
    return make(EXPM, negative(b.args[0])) if b.op is EXPM else None


INVERSE_OF_EXPM = Tactic(
    "inverse of expm",
    (make(INVERSE, make(EXPM, M)), " = ", make(EXPM, negative(M))),
    _inverse,
    ((make(INVERSE, make(EXPM, M)), make(EXPM, negative(M))),),
    axiom="M and −M commute, so the product of their exponentials is the exponential of their sum",
    source="Higham, Functions of Matrices (2008), section 10.1",
)


def _square(term: Term) -> Term | None:
    b, k = term.args
    return b.args[0] if b.op is SQRTM and k.op is NUMBER and k.data == 2 else None


ROOT_SQUARED = Tactic(
    "square of sqrtm",
    (),
    _square,
    ((make(MATRIX_POWER, make(SQRTM, P), number(2)), P),),
    axiom="the definition of the square root of a matrix",
)


def _linear(term: Term) -> Term | None:
    """L_f(A, cE) = c L_f(A, E)."""
    at, direction = term.args
    if direction.op is ZERO:
        return zero(*term.shape)
    m = monomial(direction)
    if m.core is None or (m.coefficient == 1 and not m.powers):
        return None
    return scaled(Monomial(m.coefficient, m.powers, None).term(), make(term.op, at, m.core))


FRECHET_LINEAR = Tactic(
    "a factor comes out of a Fréchet derivative",
    (),
    _linear,
    tuple((make(f, P, times(s, K)), times(s, make(f, P, K))) for f in FRECHET.values()),
    axiom="the Fréchet derivative is linear in its direction",
)
ANY_DIFFERENTIAL = unknown_map("F", M.shape, frozenset(), 1, "differential")
DIFFERENTIAL_OF_NOTHING = Tactic(
    "dF(X)[0] = 0",
    (),
    lambda term: zero(*term.shape) if term.args[1].op is ZERO else None,
    ((applied(ANY_DIFFERENTIAL, M, zero(*M.shape)), zero(*M.shape)),),
    axiom="the differential is linear in its direction",
)
