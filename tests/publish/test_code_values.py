"""Generated code does what it says: functions against the evaluator, derivatives against central differences."""
from __future__ import annotations

import importlib.util

import numpy as np
import pytest

from deriv.language.reading import declare, read
from deriv.publish.code import Routine, arguments, module
from deriv.publish.code.targets import TARGETS
from tests.publish.code_points import argument, derivative, sizes_of, slope, value, values_of

INSTALLED = [t for t in TARGETS if importlib.util.find_spec(t)]  # JAX and PyTorch run where they are installed
SYMBOLS = {
    name: declare(name, spec)
    for spec, names in {
        "matrix(m, n)": ["X", "Y", "U"], "matrix(p, m)": ["A"], "matrix(n, q)": ["B"], "matrix(p, q)": ["C"],
        "matrix(n, n)": ["M", "N"], "invertible matrix(n, n)": ["K", "V"], "symmetric matrix(n, n)": ["S"],
        "positive definite matrix(n, n)": ["P"], "vector(m)": ["a", "y"], "vector(n)": ["b", "x", "z"],
        "row vector(n)": ["r"], "vector(p*q)": ["h"], "vector(m + 1)": ["g"],
        "scalar": ["c", "t"], "positive scalar": ["s", "λ"], "positive integer": ["k"],
    }.items()
    for name in names
}

# function, variable, its gradient, df/dt or Jacobian; the symbols are those above
ROWS = [
    ("(aᵀXb − c)²", "X", "2(aᵀXb − c) a bᵀ"),
    ("(aᵀXb − c)²", "c", "−2(aᵀXb − c)"),
    ("tr(A X B Cᵀ)", "X", "Aᵀ C Bᵀ"),
    ("tr(Xᵀ Y)", "X", "Y"),
    ("tr(Y Xᵀ)", "X", "Y"),
    ("tr(x bᵀ M)", "x", "Mᵀ b"),
    ("tr(z (bᵀ M) z bᵀ x zᵀ)", "x", "(zᵀ z) (bᵀ M z) b"),
    ("tr(3 M M)", "M", "6 Mᵀ"),
    ("tr(M^k)", "M", "k (Mᵀ)^(k−1)"),
    ("tr(K⁻¹ M)", "K", "−(K⁻¹ M K⁻¹)ᵀ"),
    ("tr(diag(x) M)", "x", "diagvec(M)"),
    ("tr(diag(x))", "x", "ones(n)"),
    ("tr(K⁻ᵀ Xᵀ X)", "X", "X (K⁻¹ + K⁻ᵀ)"),
    ("xᵀMx + bᵀx", "x", "(M + Mᵀ) x + b"),
    ("xᵀMx / xᵀx", "x", "((M + Mᵀ) x − 2 (xᵀMx / xᵀx) x) / xᵀx"),
    ("bᵀ K⁻¹ x", "K", "−K⁻ᵀ b xᵀ K⁻ᵀ"),
    ("bᵀ K⁻¹ M x", "x", "Mᵀ K⁻ᵀ b"),
    ("r K⁻¹ x", "x", "(r K⁻¹)ᵀ"),
    ("r M x", "r", "(M x)ᵀ"),
    ("log|K|", "K", "K⁻ᵀ"),
    ("|K|", "K", "|K| K⁻ᵀ"),
    ("log|P + s² I|", "P", "inv(P + s² I)"),
    ("log|P + s² I|", "s", "2 s tr(inv(P + s² I))"),
    ("log|XᵀX + λI| + ‖AX − C Bᵀ‖_F²", "X", "2X inv(XᵀX + λI) + 2Aᵀ(AX − C Bᵀ)"),
    ("‖AXB + C‖_F²", "X", "2Aᵀ(AXB + C)Bᵀ"),
    ("‖X‖_F", "X", "X / ‖X‖_F"),
    ("‖x − b‖", "x", "(x − b) / ‖x − b‖"),
    ("‖Xx − a‖_1", "x", "Xᵀ sign(Xx − a)"),
    ("‖x‖_∞ + ‖x‖_3", "x", "sign(x) ⊙ argmax(abs(x)) + (x ⊙ abs(x)) / ‖x‖_3²"),
    ("‖X‖_2", "X", "singleft(X) singright(X)ᵀ"),
    ("‖X‖_* + ‖X‖_2²", "X", "polar(X) + 2 ‖X‖_2 singleft(X) singright(X)ᵀ"),
    ("eigmax(P)", "P", "eigvecmax(P) eigvecmax(P)ᵀ"),
    ("eigmin(P) bᵀb", "P", "bᵀb eigvecmin(P) eigvecmin(P)ᵀ"),
    ("eigmax(K P K⁻¹)", "P", "Kᵀ eigvecmax(K⁻ᵀPKᵀ) eigvecmax(KPK⁻¹)ᵀ K⁻ᵀ / (eigvecmax(K⁻ᵀPKᵀ)ᵀ eigvecmax(KPK⁻¹))"),
    ("bᵀ eigvecmax(P, x)", "P", "pinv(eigmax(P) I − P) b eigvecmax(P, x)ᵀ"),
    ("tr(adj(K) M)", "K", "(tr(adj(K) M) adj(K)ᵀ − adj(K)ᵀ Mᵀ adj(K)ᵀ) / |K|"),
    ("|M|", "M", "adj(M)ᵀ"),
    ("max(X) min(x)", "X", "min(x) argmax(X)"),
    ("min(x) + prod(x)", "x", "argmin(x) + prod(x) (ones(n) ./ x)"),
    ("‖Xx − a‖²", "x", "2Xᵀ(Xx − a)"),
    ("log(sum(exp(x))) − bᵀx", "x", "exp(x) / sum(exp(x)) − b"),
    ("log(ones(m)ᵀ exp(X x)) − yᵀX x", "x", "Xᵀ (exp(X x) / (ones(m)ᵀ exp(X x)) − y)"),
    ("log(sum(exp(X)))", "X", "exp(X) / sum(exp(X))"),
    ("sum(log(ones(m) + exp(−y ⊙ Xx)))", "x", "−Xᵀ(y ⊙ sigmoid(−y ⊙ Xx))"),
    ("log(1 + exp(t))", "t", "exp(t) / (1 + exp(t))"),
    ("log(1 + exp(−t))", "t", "−1 / (1 + exp(t))"),
    ("softplus(t) + sigmoid(t)", "t", "sigmoid(t) + sigmoid(t)(1 − sigmoid(t))"),
    ("log(1 + t²)", "t", "2t / (1 + t²)"),
    ("½ ‖M tanh(Nx) − b‖²", "N", "((Mᵀ (M tanh(Nx) − b)) ⊙ (ones(n) − tanh(Nx) ⊙ tanh(Nx))) xᵀ"),
    ("ones(m)ᵀ X ones(n)", "X", "ones(m) ones(n)ᵀ"),
    ("ones(m)ᵀ X x", "x", "Xᵀ ones(m)"),
    ("aᵀ X ones(n)", "a", "X ones(n)"),
    ("sum(exp(X) ⊙ Y)", "X", "exp(X) ⊙ Y"),
    ("sum(X ./ Y)", "Y", "−X ./ (Y ⊙ Y)"),
    ("sum(X .^ 3)", "X", "3 X .^ 2"),
    ("sum(sqrt(X))", "X", "½ X .^ (−½)"),
    ("bᵀ diag(x) z", "x", "b ⊙ z"),
    ("tr(Xᵀ Y diag(x))", "x", "diagvec(Xᵀ Y)"),
    ("tr(M diag(x) N)", "x", "diagvec(N M)"),
    ("vec(X)ᵀ vec(Y)", "X", "Y"),
    ("hᵀ vec(C)", "h", "vec(C)"),
    ("gᵀ g", "g", "2g"),
    ("sin(t) + cos(2t) tan(t) + atan(t)", "t", "cos(t) − 2 sin(2t) tan(t) + cos(2t) / cos(t)² + 1/(1 + t²)"),
    ("sinh(t) cosh(t) tanh(t)", "t", "2 sinh(t) cosh(t)"),
    ("relu(t) + abs(t) + sign(t)", "t", "2"),
    ("s^c", "c", "log(s) s^c"),
    ("2^t", "t", "log(2) 2^t"),
    ("s^(1/3) + s^(−3/2) + √s", "s", "1/3 s^(−2/3) − 3/2 s^(−5/2) + 1/(2√s)"),
    ("e^(c t) + π t", "t", "c e^(c t) + π"),
    ("t^k", "t", "k t^(k − 1)"),
    ("asin(t/4) + acosh(2 + t)", "t", "1/√(16 − t²) + 1/√((2 + t)² − 1)"),
    ("K x", "x", "K"),
    ("tanh(M x)", "x", "diag(ones(n) − tanh(Mx) ⊙ tanh(Mx)) M"),
    ("x / sqrt(xᵀx)", "x", "I / sqrt(xᵀx) − x xᵀ / sqrt(xᵀx)³"),
    ("t K", "t", "K"),
    ("(t K)⁻¹", "t", "−t⁻² K⁻¹"),
    ("t x", "t", "x"),
    ("kron(x, b)ᵀ kron(z, b)", "x", "(bᵀ b) z"),
    ("sum(kron(x, M))", "x", "sum(M) ones(n)"),
    ("sum(kron(M, bᵀ))", "b", "sum(M) ones(n)"),
    ("‖kron(X, C) − kron(Y, C)‖_F²", "X", "2 inner2(C, kron(X, C) − kron(Y, C))"),
    ("‖kron(X, C) − kron(X, C)/2‖_F²", "C", "inner1(X, kron(X, C)) / 2"),
    ("hᵀ vec(A X B)", "X", "Aᵀ mat(h, p, q) Bᵀ"),
    ("hᵀ commutation(q, p) vec(Cᵀ)", "h", "commutation(q, p) vec(Cᵀ)"),
    ("n t xᵀx + tr(eye(n)) t", "t", "n xᵀx + n"),
]
# matrix functions of a matrix: the directional derivative
DIRECTED = [
    ("K⁻¹", "K", "V", "−K⁻¹ V K⁻¹"),
    ("K² M", "K", "V", "V K M + K V M"),
    ("X K⁻¹", "K", "V", "−X K⁻¹ V K⁻¹"),
    ("XᵀX", "X", "U", "UᵀX + XᵀU"),
    ("exp(X) ⊙ X", "X", "U", "exp(X) ⊙ (X + ones(m, n)) ⊙ U"),
]


def modules(function, variable, result, direction=None, target="numpy"):
    """The terms of a row, and its module as a name space."""
    f, g = read(function, SYMBOLS), read(result, SYMBOLS)
    u = SYMBOLS[direction] if direction else None
    text = module([Routine("function", f, function), Routine("derivative", g, result, u)], arguments(f), target)
    space: dict = {}
    exec(compile(text, "generated", "exec"), space)
    return f, SYMBOLS[variable], space


def in_library(target: str, x):
    """An argument in the library's own arrays, in double precision."""
    if target == "numpy" or not isinstance(x, np.ndarray):
        return x
    if target == "torch":
        return importlib.import_module("torch").as_tensor(x)
    jax = importlib.import_module("jax")
    jax.config.update("jax_enable_x64", True)
    return jax.numpy.asarray(x)


def agree(found, expected: np.ndarray, tolerance: float):
    found = np.asarray(found, dtype=float)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance)


@pytest.mark.parametrize("target", INSTALLED)
@pytest.mark.parametrize(("function", "variable", "result"), ROWS)
def test_function_and_derivative(function, variable, result, target):
    f, v, space = modules(function, variable, result, target=target)
    symbols, sizes = arguments(f), sizes_of([f])
    values = values_of(symbols, sizes)
    given = [in_library(target, argument(s, values[s])) for s in symbols]
    agree(space["function"](*given), value(f, values, sizes), 1e-9)
    agree(space["derivative"](*given), derivative(f, v, values, sizes), 2e-6)


@pytest.mark.parametrize("target", INSTALLED)
@pytest.mark.parametrize(("function", "variable", "direction", "result"), DIRECTED)
def test_directional_derivative(function, variable, direction, result, target):
    f, v, space = modules(function, variable, result, direction, target)
    symbols, sizes = arguments(f), sizes_of([f])
    values = values_of(symbols, sizes)
    u = np.random.default_rng(3).standard_normal(values[v].shape)
    given = [in_library(target, argument(s, values[s])) for s in symbols]
    agree(space["derivative"](*given, in_library(target, u[0])), slope(f, v, values, sizes, u)[0], 2e-6)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("row", ROWS, ids=lambda r: r[0])
def test_every_target_is_python(row, target):
    f, g = read(row[0], SYMBOLS), read(row[2], SYMBOLS)
    routines = [Routine("function", f, ""), Routine("derivative", g, "")]
    compile(module(routines, arguments(f), target), "generated", "exec")
