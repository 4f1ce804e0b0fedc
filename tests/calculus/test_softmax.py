"""Softmax, log-sum-exp and cross-entropies: answers that say softmax(z), or name it."""

import pytest

from deriv.checking.check import check
from deriv.language.reading import read
from deriv.language.text import text
from tests.calculus.formulas import comes_to_its_end, derivation, symbols

WHERE = """x: vector(n); W: matrix(m, n); a: vector(m); y: vector(m); p: positive vector(m); t: scalar; v: vector(m);
    r: row vector(n)"""
JACOBIAN = "diag(softmax(x)) − softmax(x)softmax(x)ᵀ"
TABLE = [
    ("softmax(x)", "x", JACOBIAN),
    ("exp(x)/sum(exp(x))", "x", JACOBIAN),
    ("softmax(Wx)", "x", "(diag(softmax(Wx)) − softmax(Wx)softmax(Wx)ᵀ)W"),
    ("aᵀsoftmax(Wx)", "x", "Wᵀ(a ⊙ softmax(Wx) − (aᵀsoftmax(Wx)) softmax(Wx))"),
    ("log(softmax(x))", "x", "I − ones(n) softmax(x)ᵀ"),
    ("sum(softmax(x))", "x", "zeros(n)"),
    ("logsumexp(x)", "x", "softmax(x)"),
    ("‖softmax(v) − y‖²", "v", None),
    ("−yᵀlog(softmax(Wx))", "W", "((yᵀones(m)) softmax(Wx) − y)xᵀ"),
    ("logsumexp(Wx) − yᵀWx", "x", "Wᵀ(softmax(Wx) − y)"),
    ("−t log(sigmoid(yᵀv)) − (1 − t) log(1 − sigmoid(yᵀv))", "v", "(sigmoid(yᵀv) − t)y"),
    ("softplus(yᵀv) − t yᵀv", "v", "(sigmoid(yᵀv) − t)y"),
    ("softmax(v + t a)", "t", None),
    ("logsumexp(softmax(v))", "v", None),
]


@pytest.mark.parametrize(("formula", "wrt", "answer"), TABLE, ids=[row[0] for row in TABLE])
def test_the_derivative(formula, wrt, answer):
    d = derivation(formula, wrt, WHERE)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert comes_to_its_end(d)
    assert len(d.lines) <= 12
    if answer is not None:
        assert text(d.result) == text(read(answer, symbols(WHERE)))
