"""Functions for which SymPy 1.14 gives 0, or drops a term or a denominator; here with their right answers."""

import pytest

from deriv.checking.check import check
from deriv.checking.equality import agree
from deriv.language.reading import read
from deriv.language.terms import size
from tests.calculus.formulas import derivation, symbols

WHERE = """X: invertible matrix(n, n); A: matrix(n, n); S: symmetric matrix(n, n); W: matrix(m, n); a: vector(m);
    b: vector(n); c: scalar; x: vector(n); w: vector(n); Y: matrix(m, n); y: vector(m); t: scalar"""
TABLE = [
    ("log|X|", "X", "X⁻ᵀ"),
    ("tr X + tr X²", "X", "I + 2Xᵀ"),
    ("e^(tr(AX))", "X", "exp(tr(AX)) Aᵀ"),
    ("log(sum(exp(x)))", "x", "softmax(x)"),
    ("logsumexp(Wx)", "x", "Wᵀsoftmax(Wx)"),
    ("logsumexp(Yw) − yᵀYw", "w", "Yᵀ(softmax(Yw) − y)"),
    ("log(1 + e^(−t wᵀx))", "w", "−t sigmoid(−t wᵀx) x"),
    ("sum(softplus(Yw)) − yᵀYw", "w", "Yᵀ(sigmoid(Yw) − y)"),
    ("(aᵀWb − c)²", "W", "2(aᵀWb − c)abᵀ"),
    ("tr((aᵀWb − c)(bᵀWᵀa − c)I_n)/n", "W", "2(aᵀWb − c)abᵀ"),
    ("xᵀAx/xᵀx", "x", "((A + Aᵀ)x − 2(xᵀAx/xᵀx)x)/xᵀx"),
    ("xᵀSx/xᵀx", "x", "2(Sx − (xᵀSx/xᵀx)x)/xᵀx"),
    ("tr(X)|X|", "X", "|X|(I + tr(X) X⁻ᵀ)"),
]


@pytest.mark.parametrize(("formula", "wrt", "answer"), TABLE, ids=[row[0] for row in TABLE])
def test_the_derivative(formula, wrt, answer):
    known = symbols(WHERE)
    d = derivation(formula, wrt, WHERE)
    assert check(d).verdict.ok is True, check(d).verdict.why
    wanted = read(answer, known)
    assert agree(d.result, wanted, d.function).ok is True
    assert size(d.result) <= 1.5 * size(wanted)
