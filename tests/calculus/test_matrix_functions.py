"""expm, logm, sqrtm, sinm, cosm: derived in a textbook's form; deriv.derive raises where a check fails."""

import pytest

import deriv
from deriv.language.text import text

WHERE = {
    "X": "matrix(n, n)", "A": "matrix(n, n)", "B": "matrix(n, n)", "K": "invertible matrix(n, n)",
    "S": "positive definite matrix(n, n)", "W": "matrix(m, n)", "V": "matrix(n, m)", "a": "vector(n)",
    "b": "vector(n)", "x": "vector(n)", "t": "scalar", "p": "positive scalar",
    "R": "real simple eigenvalues matrix(n, n)", "P": "no nonpositive eigenvalues matrix(n, n)",
}  # fmt: skip
ON_THE_AXIS = "X has no eigenvalue in (−∞, 0]"

TABLE = [
    # under a trace
    ("tr(expm(X))", "X", "expm(X)ᵀ", ""),
    ("tr(logm(X))", "X", "X⁻ᵀ", ON_THE_AXIS),
    ("tr(logm(R))", "R", "R⁻ᵀ", "R has no eigenvalue in (−∞, 0]"),
    ("tr(logm(P))", "P", "P⁻ᵀ", ""),
    ("tr(sqrtm(X))", "X", "½ sqrtm(X)⁻ᵀ", ON_THE_AXIS),
    ("tr(sqrtm(S))", "S", "½ sqrtm(S)⁻¹", ""),
    ("tr(sinm(X))", "X", "cosm(X)ᵀ", ""),
    ("tr(cosm(X))", "X", "−sinm(X)ᵀ", ""),
    ("logdet(expm(X))", "X", "eye(n)", ""),
    # where the direction commutes with the matrix
    ("tr(X logm(X))", "X", "logm(X)ᵀ + I", ON_THE_AXIS),
    ("tr(S logm(S))", "S", "logm(S) + I", ""),
    ("tr(X sqrtm(X))", "X", "sqrtm(X)ᵀ + ½Xᵀ sqrtm(X)⁻ᵀ", ON_THE_AXIS),
    ("tr(sqrtm(X) sqrtm(X))", "X", "eye(n)", ON_THE_AXIS),
    ("tr(X expm(X))", "X", "expm(X)ᵀ + Xᵀ expm(X)ᵀ", ""),
    ("tr(expm(X) expm(X))", "X", "2 expm(X)ᵀ expm(X)ᵀ", ""),
    ("tr(expm(X) expm(-X))", "X", "zeros(n, n)", ""),
    ("tr(W'*W*logm(W'*W))", "W", "2(W logm(WᵀW) + W)", "WᵀW has no eigenvalue in (−∞, 0]"),
    ("tr(expm(AXB))", "X", "Aᵀ expm(AXB)ᵀBᵀ", ""),
    # of multiples of one matrix, everything commutes
    ("expm(tA)", "t", "A expm(tA)", ""),
    ("expm(-2tA)", "t", "−2A expm(−2tA)", ""),
    ("expm(tA)b", "t", "A expm(tA) b", ""),
    ("inv(expm(tA))", "t", "−A expm(−tA)", ""),
    ("sinm(tA)", "t", "A cosm(tA)", ""),
    ("cosm(tA)", "t", "−A sinm(tA)", ""),
    ("logm(pS)", "p", "eye(n)/p", ""),
    ("sqrtm(pS)", "p", "sqrtm(pS)/(2p)", ""),
    ("det(expm(tA)*K)", "t", "tr(A) |K| exp(t tr(A))", ""),
    # by the Fréchet derivative and its adjoint
    ("expm(X)", "X", "L_expm(X, U)", ""),
    ("logm(X)", "X", "L_logm(X, U)", ON_THE_AXIS),
    ("a'*expm(X)*b", "X", "L_expm(Xᵀ, abᵀ)", ""),
    ("tr(W expm(X) V)", "X", "L_expm(X, VW)ᵀ", ""),
    ("tr(L_expm(A, X)B)", "X", "L_expm(A, B)ᵀ", ""),
    ("normF(sqrtm(S) - A)^2", "S", "2 L_sqrtm(S, sqrtm(S) − A)", ""),
    ("tr(expm(AX)*sinm(X))", "X", "AᵀL_expm(AX, sinm(X))ᵀ + L_sinm(X, expm(AX))ᵀ", ""),
    ("det(expm(X))", "X", "exp(tr(X)) eye(n)", ""),
]


@pytest.mark.parametrize(("function", "wrt", "answer", "conditions"), TABLE, ids=[row[0] for row in TABLE])
def test_textbook_forms(function, wrt, answer, conditions):
    d = deriv.derive(function, wrt=wrt, where=WHERE)
    assert text(d.derivation.answer) == answer
    assert " and ".join("".join(map(str, words)) for words in d.derivation.assumptions) == conditions
    assert len(d.lines) <= 12
    assert d.verdict.ok


COMPOSED = [
    ("log(det(expm(X) + B))", "X"), ("x'*expm(x*x')*x", "x"), ("tr(A*sqrtm(V*W + S)*A)", "W"),
    ("normF(logm(S + X'*X))", "X"), ("exp(a'*cosm(X)*b)/tr(expm(X))", "X"), ("tr(inv(expm(X) + S)*A)", "X"),
    ("sum(expm(X*A) .* B)", "X"), ("diagvec(expm(tA))", "t"), ("sin(tr(sinm(X)*cosm(X)))", "X"),
    ("tr(expm(diag(x))*A)", "x"), ("tr(A*expm(t*X)*B)", "X"), ("expm(tA + B)", "t"), ("logm(expm(X))", "X"),
]  # fmt: skip


@pytest.mark.parametrize(("function", "wrt"), COMPOSED, ids=[row[0] for row in COMPOSED])
def test_compositions(function, wrt):
    assert deriv.derive(function, wrt=wrt, where=WHERE).verdict.ok
