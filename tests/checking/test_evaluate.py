"""What terms mean in numbers."""
import numpy as np
import pytest

from deriv.calculus.derivation import Definition
from deriv.checking.evaluate import Numerical, Point, evaluate
from deriv.checking.meaning import NoValue
from deriv.language.build import add, divide, negative, power, subtract, times
from deriv.language.dimensions import dimension
from deriv.language.facts import Fact
from deriv.language.operators import (
    DET,
    DIAG,
    DIAGVEC,
    ENTRY,
    EPS,
    FROBENIUS,
    HADAMARD,
    INNER,
    INVERSE,
    KRON,
    NORM,
    SIGMA,
    TOTAL,
    TRACE,
    TRANSPOSE,
    VALUE,
    VEC,
    constant,
    counted,
    eye,
    number,
    ones,
    remainder,
    symbol,
    zero,
)  # fmt: skip
from deriv.language.operators.entrywise import EXP, LOG, RELU, sympy_function
from deriv.language.terms import Notation, Op, make

A, B, C = symbol("A", "m", "n"), symbol("B", "m", "n"), symbol("C", "n", "m")
X, a, b, c = symbol("X", "n", "n"), symbol("a", "m", 1), symbol("b", "n", 1), symbol("c")
k, r, i = (symbol(x, facts=[Fact.INTEGER]) for x in "kri")
m, n = counted(dimension("m")), counted(dimension("n"))
SIZES = {"m": 3, "n": 4}
BATCH = 5
random = np.random.default_rng(0)
VALUES = {
    s: random.standard_normal((BATCH, *(SIZES.get(str(d), d) for d in s.shape))) for s in (A, B, C, X, a, b, c)
} | {k: np.array([3.0]), r: np.array([0.0])}
POINT = Point(VALUES, SIZES)
vA, vB, vC, vX, va, vb, vc = (VALUES[s] for s in (A, B, C, X, a, b, c))
T = lambda v: np.swapaxes(v, 1, 2)  # noqa: E731
each = lambda f, *arrays: np.array([f(*x) for x in zip(*arrays, strict=True)])  # noqa: E731

MEANINGS = [
    (add(A, B), vA + vB),
    (subtract(A, times(number(2), B)), vA - 2 * vB),
    (times(TRANSPOSE(a), A, b), each(lambda a, A, b: (a.T @ A @ b)[0, 0], va, vA, vb)),
    (times(a, TRANSPOSE(b)), va @ T(vb)),
    (times(c, A), vc[:, None, None] * vA),
    (divide(A, c), vA / vc[:, None, None]),
    (power(c, number(2)), vc**2),
    (power(X, number(-1)), np.linalg.inv(vX)),
    (power(X, k), vX @ vX @ vX),
    (make(TRACE, times(A, C)), each(lambda A, C: np.trace(A @ C), vA, vC)),
    (make(DET, X), each(np.linalg.det, vX)),
    (make(INNER, A, B), each(lambda A, B: np.vdot(A, B), vA, vB)),
    (make(INNER, c, c), vc * vc),
    (make(NORM, a), each(np.linalg.norm, va)),
    (make(FROBENIUS, A), each(np.linalg.norm, vA)),
    (make(HADAMARD, A, B), vA * vB),
    (make(EXP, A), np.exp(vA)),
    (make(RELU, c), np.maximum(vc, 0)),
    (make(DIAG, a), each(lambda a: np.diag(a[:, 0]), va)),
    (make(DIAGVEC, X), each(lambda X: np.diag(X)[:, None], vX)),
    (make(TOTAL, A), vA.sum(axis=(1, 2))),
    (make(VEC, A), each(lambda A: A.reshape(-1, 1, order="F"), vA)),
    (make(KRON, A, X), each(np.kron, vA, vX)),
    (make(sympy_function("erf"), constant("pi")), np.array([0.9999911238536323])),
    (add(times(A, C), eye("m")), vA @ vC + np.eye(3)),
    (add(A, times(number("1/2"), ones("m", "n")), zero("m", "n")), vA + 0.5),
    (times(n, c), 4 * vc),
    (make(ENTRY, A, number(2), number(4)), vA[:, 1, 3]),
    (make(ENTRY, a, number(3)), va[:, 2, 0]),
    (make(SIGMA, r, number(0), add(k, number(-1)), times(power(X, r), power(X, add(k, number(-1), negative(r))))),
     3 * vX @ vX),
    (make(SIGMA, i, number(1), m, make(SIGMA, r, number(1), n, make(ENTRY, A, i, r))), vA.sum(axis=(1, 2))),
    (make(SIGMA, i, number(1), number(0), A), np.zeros((1, 3, 4))),
]  # fmt: skip


@pytest.mark.parametrize(("term", "expected"), MEANINGS, ids=[f"{i}-{t.op.name}" for i, (t, _) in enumerate(MEANINGS)])
def test_value(term, expected):
    assert evaluate(term, POINT) == pytest.approx(expected, rel=1e-12, abs=1e-12)


# ---- names and functions ---------------------------------------------------------------------------------------------
K, P = symbol("K", "n", "n"), symbol("P", "n", "n")
f, g = symbol("f"), symbol("g", "n", "n")
NAMES = (
    Definition(K, times(TRANSPOSE(X), X)),
    Definition(P, add(K, eye("n"))),
    Definition(f, make(TRACE, times(K, X)), "function", (X,)),
    Definition(g, times(X, X), "function", (X,)),
)
vK = T(vX) @ vX


@pytest.mark.parametrize(("term", "expected"), [
    (make(TRACE, P), each(np.trace, vK + np.eye(4))),
    (make(VALUE, f, X), each(np.trace, vK @ vX)),
    (make(VALUE, f, times(number(2), X)), each(np.trace, 8 * vK @ vX)),
    (make(VALUE, g, make(VALUE, g, X)), vX @ vX @ vX @ vX),
    (make(VALUE, g, add(X, K)), (vX + vK) @ (vX + vK)),
    (f, each(np.trace, vK @ vX)),
], ids=["name of a name", "function", "names move", "function of a function", "sum", "function alone"])  # fmt: skip
def test_names_and_functions(term, expected):
    assert evaluate(term, Point(VALUES, SIZES, NAMES)) == pytest.approx(expected, rel=1e-11)


@pytest.mark.parametrize(("words", "term", "names"), [
    ("q has no value", symbol("q"), ()),
    ("K is defined by itself", K, (Definition(K, add(K, X)),)),
    ("nested too deeply", make(VALUE, f, X), (Definition(f, add(make(VALUE, f, X), c), "function", (X,)),)),
    ("h is not defined as a function of 1", make(VALUE, symbol("h"), X), ()),
    ("no entry 4, 1", make(ENTRY, A, number(4), number(1)), ()),
    ("not one whole number", make(SIGMA, i, number(1), c, A), ()),
    ("too long", make(SIGMA, i, number(1), number(10**7), A), ()),
    ("Singular", make(INVERSE, zero("n", "n")), ()),
    ("meaningless has no numerical meaning", make(Op("meaningless", lambda s: s, Notation("call")), X), ()),
    ("ε has no value", remainder(2), ()),
])  # fmt: skip
def test_no_value_says_why(words, term, names):
    with pytest.raises(NoValue, match=words):
        evaluate(term, Point(VALUES, SIZES, names))


# ---- remainders ------------------------------------------------------------------------------------------------------
EPSILONS = np.array([0.5, -0.25, 0.1j])
NEAR = Point({EPS: np.tile(EPSILONS, 2), A: np.repeat(vA[:2], 3, axis=0)}, SIZES, nodes=3)


def test_a_remainder_is_a_power_of_epsilon_times_something_that_does_not_move():
    value = evaluate(remainder(3, "m", "n"), NEAR).reshape(2, 3, 3, 4) / EPSILONS[None, :, None, None] ** 3
    assert value == pytest.approx(value[:, :1].repeat(3, axis=1))
    assert np.abs(value[0] - value[1]).max() > 0.1


@pytest.mark.parametrize("term", [
    subtract(remainder(2), remainder(2)),
    subtract(make(EXP, add(number(1), remainder(2))), make(EXP, add(number(1), remainder(2)))),
    make(SIGMA, i, number(1), number(2), times(power(number(-1), i), remainder(1))),
], ids=["difference", "inside", "in a sum"])  # fmt: skip
def test_each_occurrence_of_a_remainder_is_another_quantity(term):
    assert np.abs(evaluate(term, NEAR)).min() > 1e-4


def test_a_name_with_a_remainder_is_one_quantity():
    p = symbol("p")
    named = Point(NEAR.values, SIZES, (Definition(p, add(number(1), remainder(1))),), nodes=3)
    assert evaluate(subtract(p, p), named) == pytest.approx(0)


def test_the_same_point_gives_the_same_values():
    assert np.array_equal(evaluate(remainder(2, "m", "n"), NEAR), evaluate(remainder(2, "m", "n"), NEAR))


# ---- size of the work ------------------------------------------------------------------------------------------------
def test_a_shared_part_is_computed_once():
    calls = []
    counting = Op("counting", lambda s, t: (), Notation("call"), value=lambda np, x, y: calls.append(1) or (x + y) / 2)
    term = c
    for _ in range(60):
        term = make(counting, term, term)
    assert evaluate(term, POINT) == pytest.approx(vc)
    assert len(calls) == 60
    value = Numerical(POINT)
    assert value(negative(term)) is not value(term)
    assert len(calls) == 120


def test_depth_is_no_limit():
    term = A
    for _ in range(20_001):
        term = make(TRANSPOSE, term)
    assert evaluate(term, POINT) == pytest.approx(T(vA))
    deep = c
    for _ in range(5_000):
        deep = add(make(LOG, make(EXP, deep)), remainder(2))
    point = Point({c: vc[:2].repeat(3), EPS: np.zeros(6)}, nodes=3)
    assert evaluate(deep, point) == pytest.approx(vc[:2].repeat(3))
