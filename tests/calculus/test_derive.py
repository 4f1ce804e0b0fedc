"""Functions and their derivatives in a textbook's form; each derivation passes its check."""

import pytest

from deriv.checking.check import check
from deriv.language.errors import Declined, DerivError
from deriv.language.reading import read
from deriv.language.text import text
from tests.calculus.formulas import comes_to_its_end, derivation, said, symbols

# formula, variable, symbols, the answer as a textbook prints it (the numbers of lines are held below)
TABLE = [
    ("aᵀx", "x", "a: vector(n); x: vector(n)", "a"),
    ("xᵀa", "x", "a: vector(n); x: vector(n)", "a"),
    ("xᵀx", "x", "x: vector(n)", "2x"),
    ("xᵀBx", "x", "B: matrix(n, n); x: vector(n)", "(B + Bᵀ)x"),
    ("xᵀSx", "x", "S: symmetric matrix(n, n); x: vector(n)", "2Sx"),
    ("xᵀMx + aᵀx", "x", "M: matrix(n, n); a: vector(n); x: vector(n)", "(M + Mᵀ)x + a"),
    ("‖x‖", "x", "x: vector(n)", "x/‖x‖"),
    ("‖x − a‖", "x", "x: vector(n); a: vector(n)", "(x − a)/‖x − a‖"),
    ("‖Ax − b‖²", "x", "A: matrix(m, n); x: vector(n); b: vector(m)", "2Aᵀ(Ax − b)"),
    ("½‖Ax − b‖² + ½λ‖x‖²", "x", "A: matrix(m, n); x: vector(n); b: vector(m); λ: scalar", "Aᵀ(Ax − b) + λx"),
    (
        "(x − As)ᵀW(x − As)",
        "s",
        "x: vector(m); A: matrix(m, n); s: vector(n); W: symmetric matrix(m, m)",
        "−2AᵀW(x − As)",
    ),
    ("1/(xᵀx)", "x", "x: vector(n)", "−2x/(xᵀx)²"),
    ("e^(aᵀx)", "x", "a: vector(n); x: vector(n)", "exp(aᵀx)a"),
    ("log(1 + e^(−y wᵀx))", "w", "w: vector(n); x: vector(n); y: scalar", None),
    ("sum(log(ones(n) + exp(x)))", "x", "x: vector(n)", None),
    ("tr X", "X", "X: matrix(n, n)", "eye(n)"),
    ("tr(AX)", "X", "A: matrix(n, m); X: matrix(m, n)", "Aᵀ"),
    ("tr(XᵀX)", "X", "X: matrix(m, n)", "2X"),
    ("tr(XᵀAX)", "X", "A: matrix(m, m); X: matrix(m, n)", "(A + Aᵀ)X"),
    ("tr(AXBXᵀ)", "X", "A: matrix(m, m); X: matrix(m, n); B: matrix(n, n)", "AᵀXBᵀ + AXB"),
    ("tr X²", "X", "X: matrix(n, n)", "2Xᵀ"),
    ("tr X + tr X²", "X", "X: matrix(n, n)", "I + 2Xᵀ"),
    ("tr(X³)", "X", "X: matrix(n, n)", "3(Xᵀ)²"),
    ("tr((AX)(AX)(AX))", "X", "A: matrix(n, m); X: matrix(m, n)", "3AᵀXᵀAᵀXᵀAᵀ"),
    ("tr(AX⁻¹B)", "X", "A: matrix(n, n); X: invertible matrix(n, n); B: matrix(n, n)", "−X⁻ᵀAᵀBᵀX⁻ᵀ"),
    ("aᵀX⁻¹b", "X", "X: invertible matrix(n, n); a: vector(n); b: vector(n)", "−X⁻ᵀabᵀX⁻ᵀ"),
    ("|X|", "X", "X: invertible matrix(n, n)", "|X|X⁻ᵀ"),
    ("|X|²", "X", "X: invertible matrix(n, n)", "2|X|²X⁻ᵀ"),
    ("tr(X)|X|", "X", "X: invertible matrix(n, n)", "|X|(I + tr(X) X⁻ᵀ)"),
    ("log|X|", "X", "X: invertible matrix(n, n)", "X⁻ᵀ"),
    ("log|S|", "S", "S: symmetric positive definite matrix(n, n)", "S⁻¹"),
    ("‖X‖_F", "X", "X: matrix(m, n)", "X/‖X‖_F"),
    ("‖AXB + C‖²_F", "X", "A: matrix(p, m); X: matrix(m, n); B: matrix(n, q); C: matrix(p, q)", "2Aᵀ(AXB + C)Bᵀ"),
    ("⟨A, X ⊙ X⟩", "X", "A: matrix(m, n); X: matrix(m, n)", "2(A ⊙ X)"),
    ("⟨a, x⟩", "x", "a: vector(n); x: vector(n)", "a"),
    ("⟨a, Xb⟩²", "X", "a: vector(m); X: matrix(m, n); b: vector(n)", "2⟨a, Xb⟩abᵀ"),
    ("sum(X)", "X", "X: matrix(m, n)", "ones(m, n)"),
    ("aᵀdiag(x)b", "x", "a: vector(n); x: vector(n); b: vector(n)", "a ⊙ b"),
    ("aᵀdiagvec(X)", "X", "a: vector(n); X: matrix(n, n)", "diag(a)"),
    ("tr(diag(x)M)", "x", "x: vector(n); M: matrix(n, n)", "diagvec(M)"),
    ("aᵀexp(Xb)", "X", "a: vector(m); X: matrix(m, n); b: vector(n)", "(a ⊙ exp(Xb))bᵀ"),
    ("sum(tanh(X))", "X", "X: matrix(m, n)", None),
    ("x²", "x", "x: scalar", "2x"),
    ("e^(cos(x²))", "x", "x: scalar", "−2x sin(x²) exp(cos(x²))"),
    ("erf(x)", "x", "x: scalar", None),
    ("x^x", "x", "x: positive scalar", None),
    ("sqrt(1 + x²)", "x", "x: scalar", "x/sqrt(1 + x²)"),
    ("log|K + s²I|", "s", "K: symmetric matrix(n, n); s: scalar", "2s tr((K + s²I)⁻¹)"),
    ("sX + s²Y", "s", "s: scalar; X: matrix(m, n); Y: matrix(m, n)", "X + 2sY"),
    ("Ax", "x", "A: matrix(m, n); x: vector(n)", "A"),
    ("x ⊙ x", "x", "x: vector(n)", "2 diag(x)"),
    ("softmax(x)", "x", "x: vector(n)", None),
    ("ones(m)ᵀsoftplus(Xw) − yᵀXw", "w", "X: matrix(m, n); w: vector(n); y: vector(m)", "Xᵀ(sigmoid(Xw) − y)"),
    (
        "−y log(sigmoid(wᵀx)) − (1 − y) log(1 − sigmoid(wᵀx))",
        "w",
        "w: vector(n); x: vector(n); y: scalar",
        "(sigmoid(wᵀx) − y)x",
    ),
    (
        "−yᵀlog(sigmoid(Xw)) − (ones(m) − y)ᵀlog(ones(m) − sigmoid(Xw))",
        "w",
        "X: matrix(m, n); w: vector(n); y: vector(m)",
        "Xᵀ(sigmoid(Xw) − y)",
    ),
    ("‖X‖_F² ‖X‖_F", "X", "X: matrix(m, n)", "3‖X‖_F X"),
    ("(λ/2)‖x‖²", "x", "x: vector(n); λ: scalar", "λx"),
    ("sum(X ⊙ X)", "X", "X: matrix(m, n)", "2X"),
    ("x/(x + 1)", "x", "x: scalar", "1/(x + 1)²"),
    ("‖XᵀX − I‖_F²", "X", "X: matrix(m, n)", "4X(XᵀX − I)"),
    ("|AXB|", "X", "A: matrix(p, m); X: matrix(m, n); B: matrix(n, p)", "|AXB| Aᵀ(AXB)⁻ᵀBᵀ"),
    ("tr(XᵀX)²", "X", "X: matrix(m, n)", "4 tr(XᵀX) X"),
    ("tr(X⁰) + tr(X¹)", "X", "X: matrix(n, n)", "eye(n)"),
    ("tr(X⁻²)", "X", "X: invertible matrix(n, n)", None),
    ("sum(sqrt(w ⊙ w + ones(n)))", "w", "w: vector(n)", "w ⊙ (w ⊙ w + ones(n)) .^ (−1/2)"),
    ("aᵀX^k b", "X", "X: matrix(n, n); a: vector(n); b: vector(n); k: positive integer", None),
]


@pytest.mark.parametrize(("formula", "wrt", "where", "answer"), TABLE, ids=[row[0] for row in TABLE])
def test_the_derivative(formula, wrt, where, answer):
    d = derivation(formula, wrt, where)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert len(d.lines) <= 12
    assert comes_to_its_end(d)
    if answer is not None:
        assert text(d.result) == text(read(answer, symbols(where)))


SILENTLY_ZERO_ELSEWHERE = ["log|X|", "tr X + tr X²", "e^(tr(AX))", "tr(X)|X|"]


@pytest.mark.parametrize("formula", SILENTLY_ZERO_ELSEWHERE)
def test_what_other_systems_answer_with_zero(formula):
    d = derivation(formula, "X", "X: invertible matrix(n, n); A: matrix(n, n)")
    assert text(d.result) not in ("0", "𝟎")
    assert check(d).verdict.ok is True


DECLINED = [
    ("aᵀinner1(X, A)", "X", "A: matrix(m*p, n); X: matrix(m, n); a: vector(p)", "inner product over the first factor"),
]


@pytest.mark.parametrize(("formula", "wrt", "where", "operator"), DECLINED)
def test_a_refusal_names_the_operator(formula, wrt, where, operator):
    with pytest.raises(Declined, match=operator):
        derivation(formula, wrt, where)


def test_a_function_that_does_not_depend_on_the_variable():
    with pytest.raises(DerivError, match="does not occur"):
        derivation("aᵀa", "x", "a: vector(n); x: vector(n)")


CONDITIONS = [
    ("log|X|", "X", "X: invertible matrix(n, n)", ["|X| > 0"]),
    ("log|P|", "P", "P: positive definite matrix(n, n)", []),
    ("‖x‖", "x", "x: vector(n)", ["x ≠ 0"]),
    ("aᵀX⁻¹a", "X", "X: matrix(n, n); a: vector(n)", ["X is invertible"]),
    ("x^p", "x", "x: scalar; p: scalar", ["x > 0"]),
    ("x^(−3)", "x", "x: scalar", ["x ≠ 0"]),
    ("x³", "x", "x: scalar", []),
    ("sum(log(Wx))", "x", "W: matrix(m, n); x: vector(n)", ["Wx has only positive entries"]),
    ("sum(relu(Wx))", "W", "W: matrix(m, n); x: vector(n)", ["Wx has no entry 0"]),
]


@pytest.mark.parametrize(("formula", "wrt", "where", "conditions"), CONDITIONS, ids=[row[0] for row in CONDITIONS])
def test_conditions_are_stated_where_they_are_needed(formula, wrt, where, conditions):
    assert [said(a) for a in derivation(formula, wrt, where).assumptions] == conditions
