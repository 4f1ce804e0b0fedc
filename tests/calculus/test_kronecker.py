"""vec and Kronecker products: gradients and Jacobians in simplest form, each passing its check."""

import pytest

from deriv.checking.check import check
from deriv.language.reading import read
from deriv.language.text import text
from tests.calculus.formulas import comes_to_its_end, derivation, symbols

WHERE = (
    "A: matrix(m, n); B: matrix(p, q); C: matrix(n*q, m*p); S: matrix(n, n); X: matrix(m, n); Y: matrix(p, q); "
    "T: matrix(m*p, n*q); a: vector(m); b: vector(n); w: vector(p); x: vector(n); c: vector(m*n); d: vector(m*p); "
    "e: vector(n*n); g: vector(n*q); z: vector(n*q); s: scalar"
)
# formula, variable, the answer as a textbook prints it
GRADIENTS = [
    ("cᵀvec(X)", "X", "mat(c, m, n)"),
    ("vec(A)ᵀvec(X)", "X", "A"),
    ("ones(m*n)ᵀvec(X)", "X", "ones(m, n)"),
    ("‖vec(X) − c‖²", "X", "2(X − mat(c, m, n))"),
    ("‖vec(X)‖", "X", "X/‖vec(X)‖"),
    ("vec(X)ᵀkron(S, eye(m))vec(X)", "X", "X(S + Sᵀ)"),
    ("‖mat(c, m, n)S‖²_F", "c", "2 vec(mat(c, m, n)SSᵀ)"),
    ("eᵀvec(xxᵀ)", "x", "(mat(e, n, n) + mat(e, n, n)ᵀ)x"),
    ("tr(kron(S, BᵀB))", "S", "tr(BᵀB) eye(n)"),
    ("tr(C kron(X, B))", "X", "inner2(B, Cᵀ)"),
    ("tr(C kron(A, Y))", "Y", "inner1(A, Cᵀ)"),
    ("‖kron(X, B)‖²_F", "X", "2 tr(BᵀB)X"),
    ("‖kron(X, B) − T‖²_F", "X", "2 inner2(B, kron(X, B) − T)"),
    ("‖kron(A, Y) − T‖²_F", "Y", "2 inner1(A, kron(A, Y) − T)"),
    ("sum(kron(X, B))", "X", "sum(B) ones(m, n)"),
    ("sum(exp(kron(X, B)))", "X", None),
    ("det(kron(S, B Bᵀ))", "S", None),
    ("logdet(kron(S, S))", "S", "2n S⁻ᵀ"),
    ("tr(kron(X, eye(p))kron(Xᵀ, eye(p)))", "X", "2p X"),
    ("tr(commutation(m, n)kron(X, Xᵀ))", "X", None),
    ("dᵀkron(X, Y)z", "X", "inner2(Y, dzᵀ)"),
    ("dᵀkron(a, w)", "a", "mat(d, p, m)ᵀw"),
    ("dᵀkron(a, w)", "w", "mat(d, p, m)a"),
    ("‖kron(x, x)‖²", "x", "4xᵀx x"),
    ("sum(inner1(X, T))", "X", None),
    ("sum(inner2(B, T ⊙ T))", "T", None),
    ("tr(kron(diag(x), S)ᵀkron(S, S))", "x", "tr(SᵀS)diagvec(S)"),
]


@pytest.mark.parametrize(("formula", "wrt", "answer"), GRADIENTS, ids=[row[0] for row in GRADIENTS])
def test_the_gradient(formula, wrt, answer):
    d = derivation(formula, wrt, WHERE)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert d.kind == "gradient"
    assert comes_to_its_end(d)
    if answer is not None:
        assert text(d.result) == text(read(answer, symbols(WHERE)))


JACOBIANS = [
    ("kron(a, w)", "a", "kron(eye(m), w)"),
    ("kron(a, w)", "w", "kron(a, eye(p))"),
    ("vec(a xᵀS)", "x", "kron(Sᵀ, a)"),
    ("a xᵀb", "x", "abᵀ"),
    ("A x xᵀb", "x", None),
    ("vec(diag(x)S)", "x", None),
    ("kron(A, diag(w)B)g", "w", None),
    ("diagvec(x bᵀ)", "x", None),
    ("exp(vec(a xᵀ))", "x", "diag(exp(kron(x, a)))kron(eye(n), a)"),
]


@pytest.mark.parametrize(("formula", "wrt", "answer"), JACOBIANS, ids=[f"{row[0]} by {row[1]}" for row in JACOBIANS])
def test_the_jacobian(formula, wrt, answer):
    d = derivation(formula, wrt, WHERE)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert d.kind == "jacobian"
    assert comes_to_its_end(d)
    if answer is not None:
        assert text(d.result) == text(read(answer, symbols(WHERE)))
