"""Terms are immutable, interned and shaped; what does not fit together cannot be made."""
import dataclasses
import gc
from fractions import Fraction

import pytest

from deriv.language import build
from deriv.language.errors import ShapeError
from deriv.language.operators import (
    DET,
    DIAG,
    DIAGVEC,
    DIVIDE,
    FROBENIUS,
    HADAMARD,
    INNER,
    INVERSE,
    KRON,
    MATRIX_POWER,
    NORM,
    POWER,
    PRODUCT,
    SCALE,
    SUM,
    TIMES,
    TOTAL,
    TRACE,
    TRANSPOSE,
    VEC,
    anything,
    eye,
    number,
    ones,
    remainder,
    symbol,
    zero,
)
from deriv.language.operators.entrywise import EXP, LOG
from deriv.language.terms import ANY, make, mentions, rebuild, size, substitute, subterms, with_args

A, B, W = symbol("A", "n", "n"), symbol("B", "n", "n"), symbol("W", "m", "n")
x, y, a = symbol("x", "n", 1), symbol("y", "n", 1), symbol("a", "m", 1)
c, s, k = symbol("c"), symbol("s"), symbol("k")


def test_equal_terms_are_one_object():
    assert make(SUM, A, B) is make(SUM, A, B)
    assert symbol("A", "n", "n") is A
    assert symbol("A", "n", "m") is not A
    assert number(1) is number(Fraction(2, 2)) is number("1")
    assert make(SUM, A, B) is not make(SUM, B, A)


def test_terms_cannot_be_changed():
    with pytest.raises(dataclasses.FrozenInstanceError):
        A.args = ()


def test_terms_that_nobody_holds_are_forgotten():
    from deriv.language.terms import _interned

    make(SUM, A, symbol("forgotten", "n", "n"))
    gc.collect()
    assert not any(t.data and t.data[0] == "forgotten" for t in list(_interned.values()) if isinstance(t.data, tuple))


def test_associative_operators_take_their_own_in():
    assert make(SUM, A, make(SUM, B, A)) is make(SUM, A, B, A)
    assert make(PRODUCT, make(PRODUCT, W, A), B) is make(PRODUCT, W, A, B)
    assert make(HADAMARD, make(HADAMARD, x, y), x) is make(HADAMARD, x, y, x)
    assert make(SUM, A) is A
    assert make(DIVIDE, make(DIVIDE, c, s), k).args[0] is make(DIVIDE, c, s)


SHAPES = [
    (make(SUM, A, B), ("n", "n")), (make(PRODUCT, W, A), ("m", "n")), (make(PRODUCT, W, x), ("m", "1")),
    (make(PRODUCT, make(TRANSPOSE, x), A, x), ()), (make(PRODUCT, x, make(TRANSPOSE, a)), ("n", "m")),
    (make(TRANSPOSE, W), ("n", "m")), (make(TRANSPOSE, x), ("1", "n")), (make(INVERSE, A), ("n", "n")),
    (make(TRACE, A), ()), (make(DET, A), ()), (make(INNER, W, W), ()), (make(NORM, x), ()), (make(FROBENIUS, W), ()),
    (make(SCALE, c, W), ("m", "n")), (make(TIMES, c, s), ()), (make(DIVIDE, W, c), ("m", "n")), (make(POWER, c, k), ()),
    (make(MATRIX_POWER, A, k), ("n", "n")), (make(HADAMARD, x, y), ("n", "1")), (make(EXP, W), ("m", "n")),
    (make(LOG, c), ()),
    (make(DIAG, x), ("n", "n")), (make(DIAGVEC, A), ("n", "1")), (make(TOTAL, W), ()), (make(VEC, W), ("mn", "1")),
    (make(KRON, W, A), ("mn", "nn")), (eye("n"), ("n", "n")), (zero("m", "n"), ("m", "n")), (zero(), ()),
    (ones("m"), ("m", "1")), (remainder(2, "m", "n"), ("m", "n")), (make(SUM, anything("p"), A), ("n", "n")),
]


@pytest.mark.parametrize(("term", "shape"), SHAPES, ids=[str(t) for t, _ in SHAPES])
def test_shapes(term, shape):
    assert tuple(map(str, term.shape)) == shape


MISFITS = [
    (lambda: make(SUM, A, W), "cannot add an n×n matrix and an m×n matrix"),
    (lambda: make(SUM, x, c), "cannot add a vector of length n and a scalar"),
    (lambda: make(PRODUCT, W, W), "n columns against m rows"),
    (lambda: make(PRODUCT, c, W), "a matrix is needed here, not a scalar"),
    (lambda: make(TIMES, c, x), "a scalar is needed here, not a vector of length n"),
    (lambda: make(SCALE, x, W), "a scalar is needed here"),
    (lambda: make(DIVIDE, c, x), "cannot divide by a vector"),
    (lambda: make(POWER, x, k), "a scalar is needed here"),
    (lambda: make(MATRIX_POWER, W, k), "needs a square matrix"),
    (lambda: make(TRACE, W), "a square matrix is needed here"),
    (lambda: make(DET, x), "a square matrix is needed here"),
    (lambda: make(INVERSE, W), "a square matrix is needed here"),
    (lambda: make(TRANSPOSE, c), "a matrix is needed here"),
    (lambda: make(INNER, W, A), "equal shapes"),
    (lambda: make(NORM, W), "needs a vector"),
    (lambda: make(FROBENIUS, c), "a matrix is needed here"),
    (lambda: make(HADAMARD, W, A), "equal shapes"),
    (lambda: make(HADAMARD, c, c), "needs vectors or matrices"),
    (lambda: make(DIAG, W), "diag needs a vector"),
    (lambda: make(DIAGVEC, W), "diagvec needs a square matrix"),
    (lambda: make(TOTAL, c), "sum needs a vector or a matrix"),
]


@pytest.mark.parametrize(("term", "message"), MISFITS, ids=[m for _, m in MISFITS])
def test_misfits(term, message):
    with pytest.raises(ShapeError) as caught:
        term()
    assert message in caught.value.message


BUILT = [
    (build.times(W, c, A), make(SCALE, c, make(PRODUCT, W, A))),
    (build.times(c, make(SCALE, s, x)), make(SCALE, make(TIMES, c, s), x)),
    (build.times(c, make(PRODUCT, make(TRANSPOSE, x), y)), make(TIMES, c, make(PRODUCT, make(TRANSPOSE, x), y))),
    (build.times(), number(1)),
    (build.negative(x), make(SCALE, number(-1), x)),
    (build.negative(build.negative(x)), x),
    (build.negative(make(TIMES, number(2), c)), make(TIMES, number(-2), c)),
    (build.negative(number(3)), number(-3)),
    (build.subtract(c, s), make(SUM, c, make(TIMES, number(-1), s))),
    (build.divide(number(1), number(2)), number(Fraction(1, 2))),
    (build.divide(c, number(2)), make(DIVIDE, c, number(2))),
    (build.power(A, number(-1)), make(INVERSE, A)),
    (build.power(A, k), make(MATRIX_POWER, A, k)),
    (build.power(c, number(-1)), make(POWER, c, number(-1))),
]


@pytest.mark.parametrize(("term", "expected"), BUILT, ids=[str(e) for _, e in BUILT])
def test_building(term, expected):
    assert term is expected


def test_subterms_come_once_and_operands_first():
    t = make(SUM, make(PRODUCT, A, B), A)
    assert list(subterms(t)) == [A, B, make(PRODUCT, A, B), t]
    assert mentions(t, B) and not mentions(t, W)


def test_substituting():
    t = make(PRODUCT, W, make(SUM, A, B), x)
    assert substitute(t, {A: B}) is make(PRODUCT, W, make(SUM, B, B), x)
    assert substitute(t, {make(SUM, A, B): A, A: B}) is make(PRODUCT, W, A, x)
    assert substitute(t, {}) is t
    assert rebuild(t, lambda u: y if u is x else None) is make(PRODUCT, W, make(SUM, A, B), y)
    assert with_args(t, t.args) is t


def test_depth_costs_no_stack():
    t = c
    for _ in range(5_000):
        t = make(EXP, t)
    assert sum(1 for _ in subterms(t)) == 5_001
    assert substitute(t, {c: s}).op is EXP
    assert size(t) == 5_001


def test_letters_of_any_shape_fit_everywhere():
    p = anything("p")
    assert p.shape == ANY
    assert make(SUM, p, x).shape == x.shape
    assert make(SCALE, c, p).shape == ANY
