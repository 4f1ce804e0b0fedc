"""Eigenvalues, eigenvectors, spectral and nuclear norm, pseudo-inverse and adjugate near a matrix."""

from __future__ import annotations

from ...language.build import add, divide, negative, subtract, times
from ...language.facts import Fact
from ...language.operators import (
    ADJUGATE,
    DET,
    EIG,
    EIGMAX,
    EIGMIN,
    EIGVECMAX,
    EIGVECMIN,
    INVERSE,
    LEFT_SINGULAR,
    NUCLEAR,
    PINV,
    POLAR,
    RIGHT_SINGULAR,
    SPECTRAL,
    TRACE,
    TRANSPOSE,
    eye,
    letter,
)
from ...language.terms import Op, Term, make
from .letters import D, K, L, M, R
from .near import Perturbation, near

S = letter("S", "n", "n", facts=[Fact.SYMMETRIC])
SINGULAR = letter("S", "n", "n", facts=[Fact.SINGULAR])
c = letter("c", "n", 1)
KATO = "Kato, Perturbation Theory for Linear Operators, chapter II"
MAGNUS = "Magnus (1985), On differentiating eigenvalues and eigenvectors"


def _t(a: Term) -> Term:
    return make(TRANSPOSE, a)


def _eigenvalue(value: Op, vector: Op, which: str, simple: Fact) -> tuple[Perturbation, Perturbation, Perturbation]:
    """Of a symmetric and of any matrix, and the eigenvector of a symmetric one."""
    v, w = make(vector, L), make(vector, _t(L))
    own = make(vector, S)
    apart = make(PINV, subtract(times(make(value, S), eye("n")), S))
    signed = make(vector, S, c)
    return (
        near(
            f"{which} eigenvalue of a symmetric matrix",
            make(value, S),
            times(_t(own), M, own),
            {S: M},
            axiom="vᵀ on the left of (S + εM)(v + εv₁) = (λ + ελ₁)(v + εv₁), with vᵀS = λvᵀ and vᵀv = 1",
            source=MAGNUS,
            requires=((S, simple),),
            quadratic=times(_t(own), M, apart, M, own),
        ),
        near(
            f"{which} eigenvalue",
            make(value, L),
            divide(times(_t(w), M, v), times(_t(w), v)),
            {L: M},
            axiom="wᵀ on the left of (L + εM)(v + εv₁) = (λ + ελ₁)(v + εv₁), with wᵀL = λwᵀ",
            source=KATO,
            requires=((L, simple),),
        ),
        near(
            f"eigenvector of the {which} eigenvalue",
            make(vector, S, c),
            times(apart, M, signed),
            {S: M},
            axiom="(λI − S)v₁ = (M − λ₁I)v with vᵀv₁ = 0, and (λI − S)⁺v = 0",
            source=MAGNUS,
            requires=((S, simple), (times(_t(c), own), Fact.NONZERO)),
        ),
    )


SPECTRAL_NORM = near(
    "spectral norm",
    make(SPECTRAL, R),
    times(_t(make(LEFT_SINGULAR, R)), D, make(RIGHT_SINGULAR, R)),
    {R: D},
    axiom="its square is the largest eigenvalue of RᵀR, whose eigenvector is v, and u = Rv/‖R‖",
    source=MAGNUS,
    requires=((R, Fact.ONE_LARGEST_SINGULAR),),
)
NUCLEAR_NORM = near(
    "nuclear norm",
    make(NUCLEAR, R),
    make(TRACE, times(_t(make(POLAR, R)), D)),
    {R: D},
    axiom="it is the trace of the root of RᵀR or RRᵀ, and the polar factor is R times the inverse of the root",
    source="Watson (1992), Characterization of the subdifferential of some matrix norms",
    requires=((R, Fact.FULL_RANK),),
)
plus, plus_t = make(PINV, R), _t(make(PINV, R))
PSEUDO_INVERSE = near(
    "pseudo-inverse",
    plus,
    add(
        negative(times(plus, D, plus)),
        times(plus, plus_t, _t(D), subtract(eye("m"), times(R, plus))),
        times(subtract(eye("n"), times(plus, R)), _t(D), plus_t, plus),
    ),
    {R: D},
    axiom="the four equations of Moore and Penrose, compared order by order",
    source="Golub and Pereyra (1973), The differentiation of pseudo-inverses",
    requires=((R, Fact.FULL_RANK),),
)
adjugate = make(ADJUGATE, K)
ADJUGATE_NEAR = near(
    "adjugate",
    adjugate,
    divide(subtract(times(make(TRACE, times(adjugate, M)), adjugate), times(adjugate, M, adjugate)), make(DET, K)),
    {K: M},
    axiom="adj K = |K|K⁻¹, by the rules for the determinant and the inverse",
    source="Magnus and Neudecker, Matrix Differential Calculus, section 8.6",
)
SINGULAR_DETERMINANT = near(
    "determinant of a singular matrix",
    make(DET, SINGULAR),
    make(TRACE, times(make(ADJUGATE, SINGULAR), M)),
    {SINGULAR: M},
    axiom="the expansion of the determinant by cofactors, which are the entries of the adjugate",
    source="Magnus and Neudecker, Matrix Differential Calculus, section 8.3",
)
_OF_SYMMETRIC = "it has one for a symmetric matrix, with a vector that fixes the sign, as in {}(S, c)"
NONE: dict[Op, str] = {
    ADJUGATE: "its entries are polynomials and have derivatives also at a singular matrix, but its rule "
    "divides by |X|; declare the matrix without singular to have them where it is invertible",
    INVERSE: "a singular matrix has no inverse",
    EIG: "sum(eig(X)), prod(eig(X)), eigmax(X) and eigmin(X) have one; other eigenvalues change places where they meet",
    EIGVECMAX: _OF_SYMMETRIC.format("eigvecmax"),
    EIGVECMIN: _OF_SYMMETRIC.format("eigvecmin"),
}
"""Why there is no rule."""

ALL = (
    SINGULAR_DETERMINANT,
    ADJUGATE_NEAR,
    PSEUDO_INVERSE,
    *_eigenvalue(EIGMAX, EIGVECMAX, "largest", Fact.SIMPLE_LARGEST),
    *_eigenvalue(EIGMIN, EIGVECMIN, "smallest", Fact.SIMPLE_SMALLEST),
    SPECTRAL_NORM,
    NUCLEAR_NORM,
)
