"""Points are found where a function is defined, without being told where that is."""
import numpy as np
import pytest

import deriv
from deriv.checking.domain import NoPoint, find_points
from deriv.checking.evaluate import evaluate
from deriv.checking.vocabulary import assignments, vocabulary
from deriv.language import operators as o
from deriv.language.build import add, divide, negative, power, subtract, times
from deriv.language.facts import Fact as F
from deriv.language.operators.entrywise import ABS, EXP, LOG, RELU, SIGN, TAN
from deriv.language.terms import Notation, Op, make

A, D, X, U = o.symbol("A", "m", "n"), o.symbol("D", "m", "n"), o.symbol("X", "n", "n"), o.symbol("U", "n", "n")
x, u = o.symbol("x", "n", 1), o.symbol("u", "n", 1)
s, t = o.symbol("s"), o.symbol("t")
AD, XU, xu, st = (add(a, times(o.EPS, b)) for a, b in ((A, D), (X, U), (x, u), (s, t)))
T, det, log, total, inv = (lambda a, op=op: make(op, a) for op in (o.TRANSPOSE, o.DET, LOG, o.TOTAL, o.INVERSE))
f = lambda name, a: make(o.sympy_function(name), a)  # noqa: E731
ONE, HALF = o.number(1), o.number("1/2")
SPECTRAL = Op("largest singular value", lambda s: (), Notation("call"),
              value=lambda np, a: np.linalg.svd(a, compute_uv=False)[:, 0])  # fmt: skip

DEFINED = {
    "everywhere": times(T(x), X, xu),
    "log |X|": log(det(XU)),
    "log of log": log(log(det(XU))),
    "log of every entry": total(log(AD)),
    "root of a quadratic form": power(times(T(xu), X, xu), HALF),
    "inverse": inv(XU),
    "1 − s², s small": log(subtract(ONE, power(st, o.number(2)))),
    "atanh of every entry": total(f("atanh", xu)),
    "acosh": f("acosh", st),
    "kinks": total(make(RELU, times(A, xu))),
    "kinks of kinks": make(ABS, subtract(make(ABS, st), ONE)),
    "poles": make(TAN, divide(ONE, st)),
    "steep": make(EXP, make(EXP, st)),
    "zero": times(T(xu), o.symbol("S", "n", "n", facts=[F.SKEW]), x, o.number(0)),
    "not analytic as written": make(SPECTRAL, XU),
}


@pytest.mark.parametrize("function", DEFINED.values(), ids=DEFINED)
def test_points_are_found(function):
    words = vocabulary([function])
    for turn, sizes in enumerate(assignments(words.dimensions)):
        sample = find_points([function], words, sizes, turn=turn)
        value = evaluate(function, sample.point())
        assert sample.points == 2
        assert np.isfinite(value).all()
        assert all(np.ptp(v) > 0 for symbol, v in sample.values.items() if symbol.is_scalar)


def test_a_function_that_is_not_analytic_as_written_is_taken_on_the_real_line():
    words = vocabulary([make(SPECTRAL, XU)])
    assert "segment" in find_points([make(SPECTRAL, XU)], words, {"n": 3}).nodes.how
    assert "circle" in find_points([det(XU)], words, {"n": 3}).nodes.how


UNDEFINED = {
    "log of minus a square": (log(negative(power(st, o.number(2)))), "where the function is defined"),
    "inverse of a singular matrix": (inv(times(xu, T(xu))), "poles and kinks|Singular|is defined"),
    "at a kink": (make(ABS, times(o.EPS, t)), "poles and kinks"),
    "at a jump": (make(SIGN, subtract(st, s)), "poles and kinks"),
    "contradictory properties": (det(add(o.symbol("S", 3, 3, facts=[F.SKEW, F.INVERTIBLE]), times(o.EPS, o.eye(3)))),
                                 "declared properties"),
    "too large": (make(o.TRACE, o.symbol("L", 2000, 2000)), "a 2000×2000 matrix is too large to try; name"),
}  # fmt: skip


@pytest.mark.parametrize(("function", "words"), UNDEFINED.values(), ids=UNDEFINED)
def test_where_there_is_no_point_the_reason_is_said(function, words):
    vocabulary_ = vocabulary([function])
    with pytest.raises(NoPoint, match=words):
        find_points([function], vocabulary_, assignments(vocabulary_.dimensions)[0])


@pytest.mark.parametrize("length", [3, 10, 40])
def test_values_stay_of_a_size_at_which_errors_show(length):
    factors = [o.symbol(f"A{i}", "n", "n") for i in range(length)]
    function = make(o.TRACE, times(*factors, XU))
    sample = find_points([function], vocabulary([function]), {"n": 4})
    assert (np.abs(evaluate(function, sample.point())) > 1e-3).all()
    assert (np.abs(evaluate(function, sample.point())) < 1e4).all()


def test_points_honour_facts():
    S = o.symbol("S", "n", "n", facts=[F.DEFINITE])
    sample = find_points([log(det(add(S, times(o.EPS, U))))], vocabulary([add(S, U)]), {"n": 4})
    assert (np.linalg.eigvalsh(sample.values[S]) > 0).all()


def test_the_same_question_has_the_same_answer():
    one, other = (find_points([log(det(XU))], vocabulary([XU]), {"n": 3}) for _ in range(2))
    assert all(np.array_equal(one.values[v], other.values[v]) for v in (X, U))


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize(("formula", "wrt", "declared"), [
    ("log|X'X|", "X", "matrix(m, n)"),  # singular where m < n
    ("log|A diag(x) A'|", "x", "vector(n)"),
    ("s^1000000", "s", "scalar"),
])
def test_trying_values_where_a_function_has_none_warns_of_nothing(formula, wrt, declared):
    assert deriv.derive(formula, wrt=wrt, where={"A": "matrix(m, n)", wrt: declared}).verdict.ok
