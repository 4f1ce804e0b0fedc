"""The exact meaning of operators is their numerical meaning; proofs say how they were made."""
import numpy as np
import pytest
import sympy as sp

from deriv.calculus.rule import Rule
from deriv.checking.entries import rational, symbol, value
from deriv.checking.evaluate import Point, evaluate
from deriv.checking.exact import Exact, prove
from deriv.checking.sampling import honours
from deriv.language import operators as o
from deriv.language.build import add, divide, negative, power, times
from deriv.language.dimensions import dimension
from deriv.language.facts import Fact as F
from deriv.language.facts import facts
from deriv.language.operators.entrywise import KNOWN
from deriv.language.terms import Notation, Op, make

P = o.letter("P", "m", "n", facts=[F.POSITIVE])
A, B, C = o.letter("A", "m", "n"), o.letter("B", "m", "n"), o.letter("C", "n", "m")
G, H = o.letter("G", "m", "m", facts=[F.PRINCIPAL]), o.letter("H", "m", "m")
Z = o.letter("Z", "m", "m", facts=[F.SYMMETRIC])
M, x, y = o.letter("M", "n", "n"), o.letter("x", "m", 1), o.letter("y", "n", 1)
s, t = o.letter("s", facts=[F.POSITIVE]), o.letter("t")
k, r = o.letter("k", facts=[F.INTEGER, F.POSITIVE]), o.letter("r", facts=[F.INTEGER])
SIZES = {"m": 2, "n": 3}
ONE, TWO = o.number(1), o.number(2)

TERMS = [
    add(A, B), times(s, A), times(A, C), times(x, make(o.TRANSPOSE, y)), divide(A, s), power(s, o.number("1/2")),
    power(M, TWO), power(M, k), negative(A), make(o.TRANSPOSE, A), make(o.INVERSE, M), make(o.TRACE, M), make(o.DET, M),
    make(o.INNER, A, B), make(o.INNER, s, s), make(o.NORM, x), make(o.FROBENIUS, A), make(o.HADAMARD, A, B, A),
    make(o.HADAMARD_DIVIDE, A, B), make(o.HADAMARD_POWER, A, o.number(3)), make(o.DIAG, x), make(o.DIAGVEC, M),
    make(o.TOTAL, A), make(o.VEC, A), make(o.KRON, A, M), times(o.eye("m"), A), times(s, o.constant("pi")),
    add(o.ones("m", "n"), o.zero("m", "n"), A), times(o.constant("e"), o.counted(dimension("n")), s),
    *(make(f, G) for f in (o.EIG, o.EIGMAX, o.EIGMIN, o.PINV, o.ADJUGATE, o.NUCLEAR, o.SPECTRAL, o.POLAR)),
    *(make(f, Z, x) for f in (o.EIGVECMAX, o.EIGVECMIN)), make(o.PINV, A), make(o.PINV, C), make(o.ADJUGATE, M),
    times(make(o.LEFT_SINGULAR, H), make(o.TRANSPOSE, make(o.RIGHT_SINGULAR, H))),
    *(make(f, G) for f in o.FRECHET), *(make(f, G, H) for f in o.FRECHET.values()),
    make(o.ENTRY, A, TWO, o.number(3)), make(o.ENTRY, x, TWO), make(o.SIGMA, r, ONE, k, power(M, r)),
    make(o.MAT, make(o.VEC, A), o.counted(dimension("n")), o.counted(dimension("m"))),
    make(o.COMMUTATION, TWO, o.number(3)),
    make(o.INNER_FIRST, A, make(o.KRON, B, M)), make(o.INNER_SECOND, M, make(o.KRON, B, M)),
    make(o.SIGMA, r, ONE, o.number(0), A), make(o.sympy_function("erf"), s),
    *(make(op, x) for op in (o.NORM1, o.NORMINF, o.MAX, o.MIN, o.ARGMAX, o.ARGMIN, o.PROD)), make(o.NORMP, x, s),
    make(o.SOFTMAX, x),
    *(make(phi, a) for phi in KNOWN.values() for a in (s, P)),
]  # fmt: skip


@pytest.mark.parametrize("term", TERMS, ids=[f"{i}-{t.op.name}" for i, t in enumerate(TERMS)])
def test_the_exact_and_the_numerical_meaning_agree(term):
    names = (A, B, C, M, P, x, y, s, G, H, Z)
    letters = {t: value(t, SIZES, rational(i)) for i, t in enumerate(names, 2)} | {k: sp.Integer(3)}
    numbers = {t: np.array(v, float).reshape((1, *(v.shape if t.shape else ()))) for t, v in letters.items()}
    exact = Exact(letters, SIZES, float("inf")).of(term)
    expected = np.array(sp.sympify(exact).evalf(30), float)
    assert evaluate(term, Point(numbers, SIZES))[0] == pytest.approx(expected, rel=1e-12)


@pytest.mark.parametrize("declared", [(f,) for f in F if f is not F.INTEGER] + [
    (F.DIAGONAL, F.DEFINITE), (F.DIAGONAL, F.ORTHOGONAL), (F.SYMMETRIC, F.ORTHOGONAL), (F.SYMMETRIC, F.SINGULAR),
    (F.SEMIDEFINITE, F.SINGULAR), (F.UPPER, F.SINGULAR), (F.DIAGONAL, F.SINGULAR),
    (F.TOEPLITZ, F.SYMMETRIC), (F.TOEPLITZ, F.SKEW), (F.TOEPLITZ, F.DEFINITE), (F.TOEPLITZ, F.LOWER),
    (F.POSITIVE_DETERMINANT, F.DIAGONAL), (F.POSITIVE_DETERMINANT, F.SYMMETRIC), (F.POSITIVE_DETERMINANT, F.UPPER),
], ids=lambda d: " ".join(f.value for f in d))  # fmt: skip
@pytest.mark.parametrize("size", [2, 3])
def test_exact_letters_honour_their_facts(declared, size):
    letter = o.letter("S", "n", "n", facts=declared)
    values = [value(letter, {"n": size}, rational(seed)) for seed in range(2, 6)]
    assert honours(np.array([np.array(v, float) for v in values]), facts(letter)).all()
    free = value(letter, {"n": size}, symbol).free_symbols
    assert len(free) >= 1 or facts(letter) & {F.DIAGONAL, F.SINGLE_ENTRY}


K = o.letter("K", "n", "n", facts=[F.INVERTIBLE])
square, minus_one = power(s, TWO), o.number(-1)
HOW = {
    "exact, symbolic, 2×2": Rule("inverse", times(K, make(o.INVERSE, K)), o.eye("n")),
    "exact, symbolic": Rule("difference of squares", times(add(s, ONE), add(s, minus_one)), add(square, minus_one)),
    "exact, symbolic, 2×2, k = 3": Rule("power", times(M, power(M, k)), power(M, add(k, ONE))),
    "exact at rational points": Rule("relu", make(KNOWN["relu"], t), times(t, make(KNOWN["step"], t))),
}


@pytest.mark.parametrize(("how", "rule"), HOW.items(), ids=HOW)
def test_a_proof_says_how_it_was_made(how, rule):
    verdict = prove(rule)
    assert verdict, verdict.why
    assert verdict.how == how


def test_a_larger_size_refutes_what_holds_at_2_by_2():
    trace, det = make(o.TRACE, M), make(o.DET, M)
    cayley = Rule("Cayley–Hamilton", power(M, TWO), add(times(trace, M), negative(times(det, o.eye("n")))))
    assert prove(cayley, 2).ok is True
    assert prove(cayley, 3).ok is False


def test_what_cannot_be_decided_is_not_called_proved():
    odd = Op("odd", lambda shape: shape, Notation("call"), value=lambda np, a: a)
    verdict = prove(Rule("odd", make(odd, s), s))
    assert verdict.ok is None
    assert verdict.why == "odd has no exact meaning"
