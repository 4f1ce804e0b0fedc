"""Eigenvalues, singular values, pseudo-inverse, adjugate: in a textbook's form, with the conditions that are needed."""

import pytest

import deriv
from deriv.language.errors import Declined
from deriv.language.text import text

WHERE = {
    "X": "matrix(n, n)", "A": "matrix(n, n)", "B": "matrix(n, n)", "K": "invertible matrix(n, n)",
    "Z": "singular matrix(n, n)", "P": "positive definite matrix(n, n)", "S": "symmetric matrix(n, n)",
    "W": "matrix(m, n)", "V": "matrix(n, m)", "T": "full rank matrix(m, n)", "a": "vector(n)", "c": "vector(n)",
    "t": "scalar", "R": "real simple eigenvalues matrix(n, n)", "v": "unit vector(n)",
    "k": "positive integer",
}  # fmt: skip

TABLE = [
    ("det(Z)", "Z", "adj(Z)ᵀ", ""),
    ("det(AZ)", "Z", "Aᵀ adj(AZ)ᵀ", ""),
    ("det(2Z')", "Z", "2 adj(2Zᵀ)", ""),
    ("tr(pinv(T)T)", "T", "zeros(m, n)", ""),
    ("tr(X^-k)", "X", "−k(Xᵀ)^(−(k+1))", "X is invertible"),
    ("tr(K^(-k-1))", "K", "−(k + 1)(Kᵀ)^(−(k+2))", ""),
    ("X^-k", "X", "Σ_{r=0}^{k−1} (−X^(−(r+1))UX^(r−k))", "X is invertible"),
    ("X^3", "X", "UX² + XUX + X²U", ""),
    ("tr(X*X*X*X)", "X", "4(Xᵀ)³", ""),
    ("tr(A*X^3)", "X", "Aᵀ(Xᵀ)² + XᵀAᵀXᵀ + (Xᵀ)²Aᵀ", ""),
    ("tr(adj(X)B)", "X", "(tr(adj(X) B) adj(X)ᵀ − adj(X)ᵀBᵀ adj(X)ᵀ)/|X|", "X is invertible"),
    ("sum(eig(X))", "X", "eye(n)", ""),
    ("prod(eig(K))", "K", "|K|K⁻ᵀ", ""),
    ("eigmax(P)", "P", "eigvecmax(P) eigvecmax(P)ᵀ", "P has a simple largest eigenvalue"),
    ("eigmin(S)", "S", "eigvecmin(S) eigvecmin(S)ᵀ", "S has a simple smallest eigenvalue"),
    ("eigmax(R)", "R", "eigvecmax(Rᵀ) eigvecmax(R)ᵀ/(eigvecmax(Rᵀ)ᵀ eigvecmax(R))", ""),
    ("eigmax(W'W)", "W", "2W eigvecmax(WᵀW) eigvecmax(WᵀW)ᵀ", "WᵀW has a simple largest eigenvalue"),
    ("eigmax(A + tr(X)*I)", "X", "eye(n)", "A + tr(X) I has a simple largest eigenvalue"),
    ("eigvecmax(S, c)", "S", "pinv(eigmax(S) I − S) U eigvecmax(S, c)",
     "S has a simple largest eigenvalue and cᵀ eigvecmax(S) ≠ 0"),
    ("norm2(W)", "W", "singleft(W) singright(W)ᵀ", "W has one largest singular value"),
    ("nucnorm(T)", "T", "polar(T)", ""),
    ("nucnorm(AX - B)", "X", "Aᵀ polar(AX − B)", "AX − B has full rank"),
    ("pinv(K)", "K", "−K⁻¹UK⁻¹", ""),
    ("log(det(pinv(T)'*pinv(T)))", "T", "−2(TTᵀ)⁻¹T", "|TTᵀ| > 0"),
    ("norm1(W)", "W", "ones(m) argmax(abs(W)ᵀ𝟏)ᵀ ⊙ sign(W)", "W has no entry 0 and abs(W)ᵀ𝟏 has one largest entry"),
    ("norminf(W)", "W", "argmax(abs(W) 𝟏) ones(n)ᵀ ⊙ sign(W)", "W has no entry 0 and abs(W) 𝟏 has one largest entry"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "wrt", "answer", "conditions"), TABLE, ids=[row[0] for row in TABLE])
def test_textbook_forms(function, wrt, answer, conditions):
    d = deriv.derive(function, wrt=wrt, where=WHERE)
    assert text(d.derivation.answer) == answer
    assert " and ".join("".join(map(str, words)) for words in d.derivation.assumptions) == conditions
    assert len(d.lines) <= 12
    assert d.verdict.ok


COMPOSED = [
    ("tr(pinv(W)W*B)", "W"), ("normF(pinv(T) - V)^2", "T"), ("pinv(tW)a'*a", "t"), ("eigmax(P)/eigmin(P)", "P"),
    ("eigmax(tA + B)", "t"), ("a'*eigvecmin(S, c)", "S"), ("norm2(W)*nucnorm(W)", "W"), ("norm2(AX)^2", "X"),
    ("log(nucnorm(W) + eigmax(W'W))", "W"), ("det(adj(K))", "K"), ("tr(adj(XA))", "X"), ("v'*A*v/(v'*v)", "v"),
    ("exp(eigmin(X*X' + P))", "X"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "wrt"), COMPOSED, ids=[row[0] for row in COMPOSED])
def test_compositions(function, wrt):
    assert deriv.derive(function, wrt=wrt, where=WHERE).verdict.ok


@pytest.mark.parametrize(("function", "wrt", "why"), [
    ("max(eig(X))", "X", "eigmax(X) and eigmin(X) have one"), ("eigvecmax(S)", "S", "as in eigvecmax(S, c)"),
    ("eigvecmin(X, c)", "X", "for a symmetric matrix"), ("tr(polar(X))", "X", "polar factor"),
    ("singright(W)", "W", "first right singular vector"), ("adj(Z)", "Z", "its rule divides by"),
    ("tr(adj(Z)A)", "Z", "polynomials"), ("tr(inv(AZ))", "Z", "a singular matrix has no inverse"),
])  # fmt: skip
def test_what_has_no_rule_is_refused_by_name(function, wrt, why):
    with pytest.raises(Declined, match="no perturbation rule") as caught:
        deriv.derive(function, wrt=wrt, where=WHERE)
    assert why in str(caught.value)
