"""Terms as SymPy expressions and back: the same value, and the same term where SymPy leaves it as it is."""
from __future__ import annotations

import numpy as np
import pytest
import sympy as sp
from sympy.matrices.expressions.diagonal import DiagonalOf

from deriv.checking.bridge import from_sympy, to_sympy
from deriv.checking.evaluate import Point, evaluate
from deriv.language.dimensions import size
from deriv.language.errors import DerivError
from deriv.language.facts import Fact, facts
from deriv.language.operators import SIGMA, VALUE, letter, number, remainder, symbol
from deriv.language.reading import declare, read
from deriv.language.terms import Term, make

WHERE = {
    "X": "matrix(m, n)", "Y": "matrix(m, n)", "A": "matrix(p, m)", "M": "matrix(n, n)", "K": "invertible matrix(n, n)",
    "P": "positive definite matrix(n, n)", "a": "vector(m)", "x": "vector(n)", "y": "vector(n)",
    "c": "scalar", "t": "positive scalar", "λ": "scalar", "k": "positive integer", "x_1": "scalar",
}
SYMBOLS = {name: declare(name, spec) for name, spec in WHERE.items()}
SIZES = {"m": 2, "n": 3, "p": 4}

# those whose SymPy form comes back as the identical term
KEPT = [
    "X", "aᵀXx", "2(aᵀXx)aᵀ", "XᵀX", "A X M", "λ M⁻¹ x", "M²", "M^k", "K⁻ᵀ x", "(M K)⁻¹", "X/t", "t X",
    "tr(M)", "log|K|", "|K| K⁻ᵀ", "log|XᵀX + λ I|", "M + c I", "x + ones(n)", "zeros(n) + x",
    "x ⊙ y", "X ⊙ Y ⊙ X", "X ./ Y", "X .^ 2", "tanh(M x)", "exp(X)", "sigmoid(X)", "softplus(x)", "relu(x)", "erf(x)",
    "diag(x) M", "diagvec(M)", "kron(X, A)", "xᵀMx / xᵀx", "t^k", "1/t", "x_1", "exp(−t)", "sin(t)", "abs(c)", "π",
    "relu(c)", "erf(c)", "2^t",
]
# those that come back as another term of the same value
REWRITTEN = [
    "(aᵀXx − c)²", "‖x − y‖", "‖X‖_F²", "⟨X, Y⟩", "⟨x, y⟩", "sum(X)", "sigmoid(t)", "softplus(t)", "sqrt(t)",
    "c − t + c", "tr(M)tr(K)", "tr(M²)/(1 + t)", "t c t", "n t", "tr(eye(n))", "x ./ (x ⊙ x)",
]


def values_of() -> dict[Term, np.ndarray]:
    random = np.random.default_rng(5)
    values = {}
    for s in SYMBOLS.values():
        shape = [size(d, SIZES) for d in s.shape]
        x = 0.2 * random.standard_normal(shape)
        value = np.eye(*shape) + x if s.is_square else 0.3 + np.abs(x)
        values[s] = np.array([2.0]) if Fact.INTEGER in facts(s) else np.array([value])
    return values


def value_of(expression: sp.Basic, values) -> np.ndarray:
    """The value by SymPy's own means: numbers and explicit matrices put in for the symbols."""
    sizes = {sp.Symbol(n, integer=True, positive=True): size for n, size in SIZES.items()}
    scalars, matrices = {}, {}
    for t, v in values.items():
        s = to_sympy(t).subs(sizes)
        if t.is_scalar:
            scalars[s] = sp.Integer(int(v[0])) if Fact.INTEGER in facts(t) else sp.Float(float(v[0]))
        else:
            matrices[s] = sp.ImmutableMatrix(v[0])
    explicit = expression.subs(sizes).subs(scalars).replace(sp.Identity, sp.eye).subs(matrices)
    found = explicit.replace(DiagonalOf, lambda a: sp.Matrix(a.diagonal()).T).doit()
    return np.array(found.tolist() if isinstance(found, sp.MatrixBase) else found, dtype=float)


@pytest.mark.parametrize("formula", [*KEPT, *REWRITTEN])
def test_sympy_sees_the_same_value(formula):
    term = read(formula, SYMBOLS)
    values = values_of()
    expected = evaluate(term, Point(values, SIZES))[0]
    np.testing.assert_allclose(value_of(to_sympy(term), values), expected, rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize("formula", KEPT)
def test_there_and_back(formula):
    term = read(formula, SYMBOLS)
    assert from_sympy(to_sympy(term), SYMBOLS) is term


@pytest.mark.parametrize("formula", [*KEPT, *REWRITTEN])
def test_what_comes_back_has_the_same_value(formula):
    term = read(formula, SYMBOLS)
    back = from_sympy(to_sympy(term), SYMBOLS)
    values = values_of()
    found, expected = (evaluate(t, Point(values, SIZES)) for t in (back, term))
    assert back.shape == term.shape
    np.testing.assert_allclose(np.broadcast_to(found, expected.shape), expected, rtol=1e-9, atol=1e-9)


n, m = sp.symbols("n m", integer=True, positive=True)
X, M = sp.MatrixSymbol("X", m, n), sp.MatrixSymbol("M", n, n)
x, y = sp.MatrixSymbol("x", n, 1), sp.MatrixSymbol("y", n, 1)
s, i = sp.Symbol("s"), sp.Symbol("i", integer=True)

# SymPy as its users write it, and the formula that it says
WRITTEN = [
    (x.T * M * x + y.T * x, "yᵀx + xᵀMx"),
    ((x.T * M * x).inverse(), "1/(xᵀMx)"),
    (sp.Transpose(x.T * y), "xᵀy"),
    (sp.Trace(x.T * y), "xᵀy"),
    (x * y.T * x, "x yᵀx"),
    (sp.HadamardProduct(x.T * y, x.T * x), "(xᵀy)(xᵀx)"),
    (sp.Trace(M) / (2 * sp.Trace(M * M)), "tr(M)/(2tr(M²))"),
    (M**-1 * x, "M⁻¹x"),
    (sp.sqrt(sp.Trace(X.T * X)), "(tr(XᵀX))^(1/2)"),
    (X.applyfunc(sp.sin), "sin(X)"),
    (sp.Symbol("lambda") * M, "λ M"),
    (sp.Determinant(M), "|M|"),
    (sp.OneMatrix(1, n) * x, "ones(n)ᵀx"),
    (sp.Sum(x[i, 0] * y[i, 0], (i, 0, n - 1)), None),
]


@pytest.mark.parametrize(("expression", "formula"), WRITTEN, ids=lambda e: str(e))
def test_what_sympy_users_write(expression, formula):
    found = from_sympy(expression, SYMBOLS)
    if formula:
        assert found is read(formula, SYMBOLS)
    values = values_of()
    expected = value_of(to_sympy(found), values)
    np.testing.assert_allclose(evaluate(found, Point(values, SIZES))[0], expected, rtol=1e-9)


def test_names_without_a_term_become_symbols():
    assert from_sympy(sp.MatrixSymbol("Q", 3, n)) is symbol("Q", 3, "n")
    assert from_sympy(sp.Symbol("q", positive=True)) is symbol("q", facts=[Fact.POSITIVE])
    assert from_sympy(sp.Symbol("q")) is symbol("q")


def test_a_dimension_among_the_numbers_stays_a_dimension():
    assert from_sympy(n * sp.Trace(M)) is read("n tr(M)", {"M": symbol("M", "n", "n")})


i_, k_ = symbol("i", facts=[Fact.INTEGER]), SYMBOLS["k"]
REFUSED_TERMS = [
    (read("vec(X)", SYMBOLS), "vec"),
    (remainder(2), "remainder"),
    (letter("K", "n", "n"), "letter"),
    (make(VALUE, symbol("f"), SYMBOLS["t"]), "value"),
    (make(SIGMA, i_, number(0), k_, SYMBOLS["X"]), "sum of matrices"),
]


@pytest.mark.parametrize(("term", "named"), REFUSED_TERMS, ids=[named for _, named in REFUSED_TERMS])
def test_terms_that_sympy_cannot_hold(term, named):
    with pytest.raises(DerivError, match=named):
        to_sympy(term)


REFUSED_EXPRESSIONS = [
    (sp.Derivative(sp.sin(s), s), "Derivative"),
    (sp.Integral(sp.sin(s), s), "Integral"),
    (sp.Matrix([[1, 2]]), "ImmutableDenseMatrix|MutableDenseMatrix"),
    (sp.I * s, "ImaginaryUnit"),
    (sp.Float(0.1), "Float"),
    (sp.Adjoint(M), "Adjoint"),
    (sp.atan2(s, 2), "atan2"),
    (sp.Max(s, 1), "Max"),
    (sp.Function("f")(s), "f"),
    (sp.Piecewise((s, s > 0), (0, True)), "Piecewise"),
    (sp.Symbol("j", imaginary=True), "not real"),
    (sp.MatrixSymbol("z", 1, 1), "1×1"),
    (sp.MatrixSymbol("q", n**2 / 2, 1), "no dimension"),
    (X.applyfunc(sp.Lambda(s, s**2 + sp.sin(s))), "entry by entry"),
    (sp.MatrixSymbol("X", n, n), "declared as"),
    (sp.oo, "Infinity"),
]


@pytest.mark.parametrize(("expression", "named"), REFUSED_EXPRESSIONS, ids=[named for _, named in REFUSED_EXPRESSIONS])
def test_expressions_that_terms_cannot_hold(expression, named):
    with pytest.raises(DerivError, match=named):
        from_sympy(expression, SYMBOLS)
