"""Norms other than the Euclidean one, maxima, minima and products of entries, kinks: answers and conditions."""

import pytest

from deriv.checking.check import check
from deriv.language.reading import read
from deriv.language.text import text
from tests.calculus.formulas import comes_to_its_end, derivation, said, symbols

WHERE = "x: vector(n); A: matrix(m, n); b: vector(m); X: matrix(m, n); p: scalar; λ: positive scalar; y: vector(m)"
# formula, variable, the answer, the conditions
TABLE = [
    ("‖x‖_1", "x", "sign(x)", ["x has no entry 0"]),
    ("‖Ax − b‖_1", "x", "Aᵀ sign(Ax − b)", ["Ax − b has no entry 0"]),
    ("normp(x, 3)", "x", "(abs(x) ⊙ x)/‖x‖_3²", ["x has no entry 0"]),
    ("normp(x, 2)", "x", "x/‖x‖", ["x ≠ 0"]),
    ("‖x‖_p", "x", "(abs(x).^(p − 2) ⊙ x)/‖x‖_p^(p − 1)", ["p > 0", "x has no entry 0"]),
    ("‖x‖_∞", "x", "sign(x) ⊙ argmax(abs(x))", ["abs(x) has one largest entry"]),
    ("max(Ax)", "x", "Aᵀ argmax(Ax)", ["Ax has one largest entry"]),
    ("min(X)", "X", "argmin(X)", ["X has one smallest entry"]),
    ("max(X)²", "X", "2max(X) argmax(X)", ["X has one largest entry"]),
    ("prod(x)", "x", "prod(x) (ones(n) ⊘ x)", ["x has no entry 0"]),
    ("log(prod(exp(x)))", "x", "ones(n)", None),
    ("prod(X)", "X", "prod(X) (ones(m, n) ⊘ X)", ["X has no entry 0"]),
    ("sum(abs(x))", "x", "sign(x)", ["x has no entry 0"]),
    ("sum(relu(Ax))", "x", "Aᵀstep(Ax)", ["Ax has no entry 0"]),
    ("|p|", "p", "sign(p)", ["p ≠ 0"]),
    ("relu(1 − p)", "p", "−step(1 − p)", ["1 − p ≠ 0"]),
    ("sign(p) p²", "p", "2|p|", ["p ≠ 0"]),
    ("½‖Ax − b‖² + λ‖x‖_1", "x", "Aᵀ(Ax − b) + λ sign(x)", ["x has no entry 0"]),
]


@pytest.mark.parametrize(("formula", "wrt", "answer", "conditions"), TABLE, ids=[r[0] for r in TABLE])
def test_the_derivative(formula, wrt, answer, conditions):
    d = derivation(formula, wrt, WHERE)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert comes_to_its_end(d)
    assert text(d.result) == text(read(answer, symbols(WHERE)))
    if conditions is not None:
        assert [said(a) for a in d.assumptions] == conditions
