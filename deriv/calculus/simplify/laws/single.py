"""One operand: transposes pushed inside, the inverse of an inverse, traces and determinants of simple matrices."""

from __future__ import annotations

from fractions import Fraction

from ....language.build import add, negative, power, times
from ....language.facts import Fact, has
from ....language.operators import (
    DET,
    DIAG,
    DIAGMEANS,
    DIAGVEC,
    DIVIDE,
    IDENTITY,
    INVERSE,
    MATRIX_POWER,
    ONES,
    POWER,
    PRODUCT,
    SCALE,
    TOTAL,
    TRACE,
    TRANSPOSE,
    TRIL,
    TRIU,
    ZERO,
    counted,
    eye,
    letter,
    number,
)
from ....language.operators.leaves import ones
from ....language.terms import Term, make
from ....language.transposing import transposed
from ...monomials import Monomial, monomial
from ...rule import Tactic
from .letters import A, B, C, K, M, S, d, s
from .scalars import product_of

SKEW = letter("W", "n", "n", facts=[Fact.SKEW])


def _inside(term: Term) -> Term | None:
    if term.is_square and has(term.args[0], Fact.SKEW):
        return negative(term.args[0])
    new = transposed(term.args[0])
    return None if new is term else new


TRANSPOSES = Tactic(
    "transposes inside",
    (),
    _inside,
    (
        (make(TRANSPOSE, make(PRODUCT, A, B)), make(PRODUCT, make(TRANSPOSE, B), make(TRANSPOSE, A))),
        (make(TRANSPOSE, S), S),
        (make(TRANSPOSE, SKEW), negative(SKEW)),
        (make(TRANSPOSE, add(A, C)), add(make(TRANSPOSE, A), make(TRANSPOSE, C))),
        (make(TRANSPOSE, make(INVERSE, K)), make(INVERSE, make(TRANSPOSE, K))),
        (make(TRANSPOSE, make(TRIL, make(TRANSPOSE, M))), make(TRIU, M)),
        (make(TRANSPOSE, make(DIAGMEANS, make(TRANSPOSE, M))), make(DIAGMEANS, M)),
    ),
    axiom="entry by entry, (AB)ᵀ_ij = Σ_k A_jk B_ki",
)


def _inverse(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is INVERSE:
        return b.args[0]
    if b.op is TRANSPOSE:
        return transposed(make(INVERSE, b.args[0]))
    if b.op is IDENTITY:
        return b
    if b.op is PRODUCT and all(f.is_square for f in b.args):  # it has no inverse where one of them has none
        return make(PRODUCT, *(make(INVERSE, f) for f in reversed(b.args)))
    if b.op is SCALE:
        return make(DIVIDE, make(INVERSE, b.args[1]), b.args[0])
    if b.op is MATRIX_POWER:
        return power(b.args[0], product_of(number(-1), b.args[1]))
    if has(b, Fact.ORTHOGONAL):
        return transposed(b)
    return None


INVERSES = Tactic(
    "inverse of an inverse",
    (),
    _inverse,
    (
        (make(INVERSE, make(INVERSE, K)), K),
        (
            make(INVERSE, make(SCALE, letter("c", facts=[Fact.NONZERO]), K)),
            make(DIVIDE, make(INVERSE, K), letter("c", facts=[Fact.NONZERO])),
        ),
        (make(INVERSE, make(MATRIX_POWER, K, number(3))), make(MATRIX_POWER, K, number(-3))),
    ),
    axiom="the inverse is unique",
)


def _trace(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is TRANSPOSE:
        return make(TRACE, b.args[0])
    if b.op is IDENTITY:
        return counted(b.shape[0])
    if b.op is ZERO:
        return number(0)
    m = monomial(b)
    if m.core is not None and (m.coefficient != 1 or m.powers):
        return (Monomial(m.coefficient, m.powers, None) * monomial(make(TRACE, m.core))).term()
    return None


TRACES = Tactic(
    "trace of a simple matrix",
    (),
    _trace,
    (
        (make(TRACE, make(SCALE, s, M)), times(s, make(TRACE, M))),
        (make(TRACE, eye("n")), counted(M.shape[0])),
        (make(TRACE, make(TRANSPOSE, M)), make(TRACE, M)),
    ),
    axiom="the trace is the sum of the diagonal entries",
)


def _linear(term: Term) -> Term | None:
    """A scalar factor comes out of diag, diagvec, sum, an inner product; sizes stay."""
    parts = {b: monomial(b) for b in term.args if not b.is_scalar}
    if all(m.coefficient == 1 and not m.powers for m in parts.values()):
        return None
    out = Monomial(Fraction(1), (), None)
    for b in term.args:
        if b in parts:
            out = out * Monomial(parts[b].coefficient, parts[b].powers, None)
    return (out * monomial(make(term.op, *(parts[b].core if b in parts else b for b in term.args)))).term()


LINEAR = Tactic(
    "a factor comes out",
    (),
    _linear,
    (
        (make(DIAG, make(SCALE, s, d)), make(SCALE, s, make(DIAG, d))),
        (make(TOTAL, make(SCALE, s, A)), times(s, make(TOTAL, A))),
    ),
    axiom="linear, entry by entry",
)


def _determinant(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is TRANSPOSE:
        return make(DET, b.args[0])
    if b.op is INVERSE:
        return make(DIVIDE, number(1), make(DET, b.args[0]))
    if b.op is MATRIX_POWER:
        return make(POWER, make(DET, b.args[0]), b.args[1])
    return number(1) if b.op is IDENTITY else None


DETERMINANTS = Tactic(
    "determinant of a simple matrix",
    (),
    _determinant,
    (
        (make(DET, make(TRANSPOSE, M)), make(DET, M)),
        (make(DET, make(INVERSE, K)), make(DIVIDE, number(1), make(DET, K))),
        (make(DET, make(MATRIX_POWER, M, number(3))), make(POWER, make(DET, M), number(3))),
    ),
    axiom="facts of determinants",
)


def _diagonals(term: Term) -> Term | None:
    b = term.args[0]
    if term.op is DIAGVEC and b.op is DIAG:
        return b.args[0]
    if term.op is DIAGVEC and b.op is IDENTITY:
        return ones(b.shape[0])
    if term.op is DIAG and b.op is ONES:
        return eye(b.shape[0])
    return None


DIAGONALS = Tactic(
    "diagonal of a diagonal matrix",
    (),
    _diagonals,
    ((make(DIAGVEC, make(DIAG, d)), d), (make(DIAGVEC, eye("n")), ones("n"))),
    axiom="entry by entry",
)


def _total(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is TRANSPOSE:
        return make(TOTAL, b.args[0])
    return None


TOTALS = Tactic(
    "sum of a transpose",
    (),
    _total,
    ((make(TOTAL, make(TRANSPOSE, A)), make(TOTAL, A)),),
    axiom="the same entries in another order",
)
