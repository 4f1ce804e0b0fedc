"""How generated code reads: whole modules, single expressions, names, shape asserts, refusals."""
from __future__ import annotations

import os
import subprocess
import sys
import textwrap

import numpy as np
import pytest

from deriv.calculus.epsilon import derive
from deriv.language.dimensions import dimension
from deriv.language.errors import DerivError
from deriv.language.operators import MATRIX_POWER, PRODUCT, SCALE, SIGMA, VALUE, number, remainder, symbol
from deriv.language.operators.entrywise import SIN
from deriv.language.reading import declare, read
from deriv.language.terms import make
from deriv.publish.code import NoCode, Routine, arguments, code, module

WHERE = {
    "X": "matrix(m, n)", "Y": "matrix(m, n)", "A": "matrix(p, m)", "M": "matrix(n, n)", "N": "matrix(n, n)",
    "K": "invertible matrix(n, n)", "S": "symmetric matrix(n, n)", "a": "vector(m)", "x": "vector(n)", "y": "vector(n)",
    "c": "scalar", "t": "scalar", "λ": "scalar", "k": "positive integer",
}
SYMBOLS = {name: declare(name, spec) for name, spec in WHERE.items()}
t, k, M = (SYMBOLS[name] for name in "tkM")


def derived(formula, wrt, **where):
    symbols = {name: declare(name, spec) for name, spec in where.items()}
    return derive(read(formula, symbols), symbols[wrt])


def function(formula, target="numpy"):
    f = read(formula, SYMBOLS)
    return module([Routine("function", f, formula)], arguments(f), target)


def body(text: str) -> list[str]:
    """The lines of the last function, below its docstring, that are not about shapes."""
    after = text[text.rindex('"""') + 3 :].strip().split("\n")
    return [line.strip() for line in after if ".shape" not in line and "assert" not in line]


def derivative(text: str) -> list[str]:
    """The lines of derivative(…)."""
    return body(text.split("\n\n\ndef value_and_derivative(")[0])


def together(text: str) -> list[str] | None:
    """The lines of value_and_derivative(…), where there is one."""
    return body(text) if "\ndef value_and_derivative(" in text else None


def test_a_whole_module():
    d = derived("(aᵀWb − c)²", "W", W="matrix(m, n)", a="vector(m)", b="vector(n)", c="scalar")
    assert code(d, "numpy") == textwrap.dedent(f'''\
        import numpy as np


        def function(a, W, b, c):
            """f(W) = {d.function}

                a  vector (m,)
                W  matrix (m, n)
                b  vector (n,)
                c  scalar
            """
            m, n = W.shape
            assert a.shape == (m,), "a must have shape (m,)"
            assert b.shape == (n,), "b must have shape (n,)"
            assert np.ndim(c) == 0, "c must be a scalar"
            return (a @ W @ b - c) ** 2


        def derivative(a, W, b, c):
            """∂f/∂W = {d.answer}

                a  vector (m,)
                W  matrix (m, n)
                b  vector (n,)
                c  scalar
            """
            m, n = W.shape
            assert a.shape == (m,), "a must have shape (m,)"
            assert b.shape == (n,), "b must have shape (n,)"
            assert np.ndim(c) == 0, "c must be a scalar"
            return 2 * (a @ W @ b - c) * np.outer(a, b)


        def value_and_derivative(a, W, b, c):
            """f(W) and ∂f/∂W, with what they share computed once

                a  vector (m,)
                W  matrix (m, n)
                b  vector (n,)
                c  scalar
            """
            m, n = W.shape
            assert a.shape == (m,), "a must have shape (m,)"
            assert b.shape == (n,), "b must have shape (n,)"
            assert np.ndim(c) == 0, "c must be a scalar"
            r = a @ W @ b - c
            return r**2, 2 * r * np.outer(a, b)
        ''')


# formula, what NumPy code returns for it
EXPRESSIONS = [
    ("aᵀXx", "a @ X @ x"),
    ("−aᵀXx", "-(a @ X @ x)"),
    ("c − aᵀXx", "c - a @ X @ x"),
    ("λ Xᵀa", "lambda_ * (X.T @ a)"),
    ("A X x", "A @ (X @ x)"),
    ("A X M", "A @ X @ M"),
    ("X K⁻¹ x", "X @ np.linalg.solve(K, x)"),
    ("X K⁻¹", "np.linalg.solve(K.T, X.T).T"),
    ("X inv(S)", "np.linalg.solve(S, X.T).T"),
    ("K⁻¹", "np.linalg.inv(K)"),
    ("K⁻ᵀ", "np.linalg.inv(K).T"),
    ("K⁻¹ M K⁻ᵀ", "np.linalg.solve(K, np.linalg.solve(K, M.T).T)"),
    ("a xᵀ", "np.outer(a, x)"),
    ("a (xᵀy) xᵀ", "(x @ y) * np.outer(a, x)"),
    ("tr(M)", "np.trace(M)"),
    ("tr(M N)", "np.sum(M * N.T)"),
    ("tr(K⁻¹ S)", "np.trace(np.linalg.solve(K, S))"),
    ("tr(A X Yᵀ Aᵀ)", "np.sum((A @ X @ Y.T) * A)"),
    ("tr(M diag(x) N)", "np.sum(M * x * N.T)"),
    ("X K⁻ᵀ K⁻¹", "np.linalg.solve(K.T, np.linalg.solve(K, X.T)).T"),
    ("K⁻² x", "np.linalg.solve(K, np.linalg.solve(K, x))"),
    ("K⁻¹ S", "np.linalg.solve(K, S)"),
    ("S K⁻¹", "np.linalg.solve(K.T, S).T"),
    ("(S M)ᵀ", "(S @ M).T"),
    ("(Mᵀ S)ᵀ", "S @ M"),
    ("tr(Xᵀ Y)", "np.sum(X * Y)"),
    ("tr(Xᵀ X)", "np.sum(X**2)"),
    ("tr(K⁻¹ M)", "np.trace(np.linalg.solve(K, M))"),
    ("tr(eye(n)) + xᵀx", "n + x @ x"),
    ("⟨X, Y⟩", "np.sum(X * Y)"),
    ("⟨x, y⟩", "x @ y"),
    ("‖X‖_F²", "np.sum(X**2)"),
    ("‖x − y‖", "np.linalg.norm(x - y)"),
    ("‖x‖²", "x @ x"),
    ("sum(x ⊙ y)", "x @ y"),
    ("log|K|", "np.linalg.slogdet(K)[1]"),
    ("|K|", "np.linalg.det(K)"),
    ("M + c I", "M + c * np.eye(n)"),
    ("x + c ones(n)", "x + c"),
    ("x ⊙ y ⊙ x", "x**2 * y"),
    ("x ./ y", "x / y"),
    ("x .^ 2", "x**2"),
    ("sqrt(t² + 1)", "np.sqrt(t**2 + 1)"),
    ("t^(−2)", "1 / t**2"),
    ("½ t", "0.5 * t"),
    ("t/3", "t / 3"),
    ("t^(1/3)", "t ** (1 / 3)"),
    ("(2t)^k", "(2 * t) ** k"),
    ("2^(−t)", "2 ** -t"),
    ("log(1 + exp(t))", "np.logaddexp(0, t)"),
    ("log(1 + t)", "np.log1p(t)"),
    ("1/(1 + exp(−t))", "sigmoid(t)"),
    ("log(sum(exp(x)))", "logsumexp(x)"),
    ("exp(x)/sum(exp(x))", "np.exp(x - logsumexp(x))"),
    ("diag(x) y", "x * y"),
    ("diag(x) M", "x[:, None] * M"),
    ("M diag(x)", "M * x"),
    ("diagvec(Xᵀ Y)", "np.sum(X * Y, axis=0)"),
    ("diagvec(M N)", "np.sum(M * N.T, axis=1)"),
    ("diagvec(M + N)", "np.diag(M + N)"),
    ("a ones(n)ᵀ ⊙ X", "a[:, None] * X"),
    ("X + ones(m) xᵀ", "X + x"),
    ("x ones(n)ᵀ", "np.outer(x, np.ones(n))"),
    ("log(exp(X) ones(n))", "logsumexp(X, axis=1)"),
    ("kron(M, N) vec(S)", "(N @ S @ M.T).T.reshape(-1)"),
    ("kron(K⁻¹, N) vec(S)", "np.linalg.solve(K, (N @ S).T).reshape(-1)"),
    ("ones(m)ᵀ X", "np.sum(X, axis=0)"),
    ("ones(m)ᵀ X ones(n)", "np.sum(X)"),
    ("vec(X)", "X.T.reshape(-1)"),
    ("kron(x, M)", "np.kron(x[:, None], M)"),
    ("M^k", "np.linalg.matrix_power(M, k)"),
    ("π t + t²", "np.pi * t + t**2"),
]


@pytest.mark.parametrize(("formula", "expected"), EXPRESSIONS)
def test_expressions(formula, expected):
    assert body(function(formula)) == [f"return {expected}"]


# formula, the lines of its body: what stands twice is computed once
SHARED = [
    ("tanh(Mx)ᵀ N tanh(Mx)", ["v = np.tanh(M @ x)", "return v @ N @ v"]),
    ("exp(x)ᵀ exp(x)", ["exp_x = np.exp(x)", "return exp_x @ exp_x"]),
    ("(Xx − a)ᵀ(Xx − a)", ["r = X @ x - a", "return r @ r"]),
    ("sum(Mx) + (Mx)ᵀ y", ["Mx = M @ x", "return np.sum(Mx) + Mx @ y"]),
    ("K⁻¹ ⊙ K⁻¹ + K⁻¹", ["K_inv = np.linalg.inv(K)", "return K_inv**2 + K_inv"]),
    ("2t + 2t", ["return 2 * t + 2 * t"]),
    ("sin(c²) + cos(c²)", ["c_squared = c**2", "return np.sin(c_squared) + np.cos(c_squared)"]),
    ("sum(exp(−a ⊙ Xx)) + sum(sin(−a ⊙ Xx))",
     ["v = a * (X @ x)", "return np.sum(np.exp(-v)) + np.sum(np.sin(-v))"]),
    ("XᵀX + exp(XᵀX)", ["XtX = X.T @ X", "return XtX + np.exp(XtX)"]),
    ("S⁻¹ − S⁻¹ M S⁻¹", ["S_inv = np.linalg.inv(S)", "return S_inv - S_inv @ M @ S_inv"]),
    ("K⁻¹ + x (K⁻¹ x)ᵀ", ["return np.linalg.inv(K) + np.outer(x, np.linalg.solve(K, x))"]),
    ("xᵀ S x (S x)", ["Sx = S @ x", "return (x @ Sx) * Sx"]),
]


@pytest.mark.parametrize(("formula", "expected"), SHARED)
def test_repeated_parts_are_computed_once(formula, expected):
    assert body(function(formula)) == expected


def test_the_names_of_the_answer_are_the_names_of_the_code():
    shapes = {"X": "matrix(p, n)", "A": "matrix(q, p)", "B": "matrix(q, n)", "λ": "positive scalar"}
    d = derived("log|XᵀX + λI| + ‖AX − B‖_F²", "X", **shapes)
    assert [w.symbol.data[0] for w in d.where] == ["K"]
    assert derivative(code(d))[-2:] == [
        "K = X.T @ X + lambda_ * np.eye(n)",
        "return 2 * (np.linalg.solve(K, X.T).T + A.T @ (A @ X - B))",
    ]


def test_a_differential_takes_its_direction():
    text = code(derived("X⁻¹", "X", X="invertible matrix(n, n)"))
    assert "def derivative(X, U):" in text
    assert '"""df(X)[U] = −X⁻¹UX⁻¹' in text
    assert derivative(text)[-1] == "return -np.linalg.solve(X, np.linalg.solve(X.T, U.T).T)"
    assert together(text) == ["f = np.linalg.inv(X)", "return f, -(f @ U @ f)"]


# formula, variable, how the derivative's docstring begins, what it returns
KINDS = [
    ("xᵀy", "x", "∂f/∂x = ", "return y"),
    ("t²", "t", "df/dt = ", "return 2 * t"),
    ("t x", "t", "df/dt = ", "return x"),
    ("Mx", "x", "∂f/∂x = ", "return M"),
    ("Xᵀ", "X", "df(X)[U] = ", "return U.T"),
]


@pytest.mark.parametrize(("formula", "variable", "opening", "last"), KINDS)
def test_every_kind_of_derivative(formula, variable, opening, last):
    text = code(derive(read(formula, SYMBOLS), SYMBOLS[variable]))
    assert f'"""{opening}' in text
    assert body(text)[-1] == last


# formula, variable, what value_and_derivative returns after what it computes once; None where nothing is shared
TOGETHER = [
    ("xᵀMx", "x", None),
    ("tr(XᵀY)", "X", None),
    ("t²", "t", None),
    ("xᵀSx", "x", ["Sx = S @ x", "return x @ Sx, 2 * Sx"]),
    ("‖Xx − a‖²", "x", ["r = X @ x - a", "return r @ r, 2 * (X.T @ r)"]),
    ("‖X‖_F", "X", ["f = np.linalg.norm(X)", "return f, X / f"]),
    ("log|S|", "S", None),
    ("|K|", "K", ["f = np.linalg.det(K)", "return f, f * np.linalg.inv(K).T"]),
    ("log(sum(exp(x)))", "x", ["f = logsumexp(x)", "return f, np.exp(x - f)"]),
    ("yᵀ K⁻¹ x", "K",
     ["K_inv_x = np.linalg.solve(K, x)", "return y @ K_inv_x, -np.outer(np.linalg.solve(K.T, y), K_inv_x)"]),
    ("xᵀSx / xᵀx", "x", ["Sx = S @ x", "q = x @ x", "f = (x @ Sx) / q", "return f, 2 * (Sx - f * x) / q"]),
]


@pytest.mark.parametrize(("formula", "variable", "expected"), TOGETHER)
def test_value_and_derivative_share_their_work(formula, variable, expected):
    assert together(code(derive(read(formula, SYMBOLS), SYMBOLS[variable]))) == expected


def test_conditions_stand_in_the_docstring():
    d = derived("xᵀAx / xᵀx", "x", x="vector(n)", A="matrix(n, n)")
    assert len(d.assumptions) == 1
    text = code(d)
    assert text.count("\n    Assumes xᵀx ≠ 0\n") == text.count("def ") == 3


def test_a_sum_over_an_index_is_a_loop():
    d = derived("X^k", "X", X="matrix(n, n)", k="positive integer")
    assert body(code(d)) == [
        "powers = [np.eye(n)]",
        "for _ in range(k - 1):",
        "powers.append(powers[-1] @ X)",
        "return sum(powers[r] @ U @ powers[k - 1 - r] for r in range(k))",
    ]


def test_what_speaks_of_an_index_stays_inside_its_sum():
    index, power = symbol("r", facts=k.data[1]), make(MATRIX_POWER, M, symbol("r", facts=k.data[1]))
    f = make(SIGMA, index, number(1), k, make(PRODUCT, power, M, power))
    text = module([Routine("function", f, "")], (M, k))
    assert body(text)[-1] == "return sum(powers[r] @ M @ powers[r] for r in range(1, k + 1))"


def test_powers_of_what_speaks_of_the_index_are_not_listed():
    index = symbol("r", facts=k.data[1])
    f = make(SIGMA, index, number(1), k, make(MATRIX_POWER, make(SCALE, index, M), index))
    assert body(module([Routine("function", f, "")], (M, k))) == [
        "return sum(np.linalg.matrix_power(r * M, r) for r in range(1, k + 1))",
    ]


# ---- names ----------------------------------------------------------------------------------------------------------
NAMES = [
    ("λ", "lambda_"), ("θ", "theta"), ("Σ", "Sigma"), ("x1", "x1"), ("W_in", "W_in"),
    ("np", "np_"), ("sum", "sum_"), ("function", "function_"),
]


@pytest.mark.parametrize(("name", "expected"), NAMES)
def test_argument_names(name, expected):
    s = symbol(name)
    text = module([Routine("function", SIN(s), "")], (s,))
    assert f"def function({expected}):" in text
    assert body(text) == [f"return np.sin({expected})"]
    assert (f"({name} in the formula)" in text) == (name != expected)


def test_names_do_not_collide():
    """A size and an argument that both want the name n."""
    n, x = symbol("n"), symbol("x", "n", 1)
    text = module([Routine("function", SIN(n), "")], (n, x))
    assert "(n2,) = x.shape" in text


# ---- shapes ---------------------------------------------------------------------------------------------------------
n, m, p = (dimension(d) for d in "nmp")
PREAMBLES = [
    ([("x", n, 1)], ["(n,) = x.shape"]),
    ([("r", 1, n)], ["(n,) = r.shape"]),
    ([("x", 3, 1)], ['assert x.shape == (3,), "x must have shape (3,)"']),
    ([("X", m, n), ("x", n, 1)], ["m, n = X.shape", 'assert x.shape == (n,), "x must have shape (n,)"']),
    ([("x", n, 1), ("X", m, n)], ["m, n = X.shape", 'assert x.shape == (n,), "x must have shape (n,)"']),
    ([("M", n, n)], ["n = M.shape[0]", 'assert M.shape == (n, n), "M must have shape (n, n)"']),
    ([("x", n + 1, 1)], ["n = x.shape[0] - 1", 'assert x.shape == (n + 1,), "x must have shape (n + 1,)"']),
    ([("y", m, 1), ("x", m * n, 1)],
     ["(m,) = y.shape", "n = x.shape[0] // m", 'assert x.shape == (m * n,), "x must have shape (m * n,)"']),
    ([("y", m, 1), ("x", m * n + p, 1)], ["(m,) = y.shape", 'assert x.ndim == 1, "x must be 1-D"']),
    ([("x", n * n, 1)], ['assert x.ndim == 1, "x must be 1-D"']),
]


@pytest.mark.parametrize(("shapes", "expected"), PREAMBLES)
def test_preambles(shapes, expected):
    symbols = tuple(symbol(name, *shape) for name, *shape in shapes)
    text = module([Routine("function", number(1), "")], symbols)
    lines = text[text.rindex('"""') + 3 :].strip().split("\n")
    assert [line.strip() for line in lines] == [*expected, "return 1.0"]


# formula, arguments that do not fit, what is said
MISFITS = [
    ("aᵀXx", {"a": np.ones(2), "X": np.ones((2, 3)), "x": np.ones(4)}, r"x must have shape \(n,\)"),
    ("aᵀXx", {"a": np.ones((2, 1)), "X": np.ones((2, 3)), "x": np.ones(3)}, r"a must have shape \(m,\)"),
    ("tr(M)", {"M": np.ones((2, 3))}, r"M must have shape \(n, n\)"),
    ("c x", {"c": np.ones(3), "x": np.ones(3)}, "c must be a scalar"),
]


@pytest.mark.parametrize(("formula", "given", "message"), MISFITS)
def test_misfits_are_caught(formula, given, message):
    space: dict = {}
    exec(function(formula), space)
    with pytest.raises(AssertionError, match=message):
        space["function"](**given)


# ---- numerics -------------------------------------------------------------------------------------------------------
EXTREMES = [
    ("log(1 + exp(t))", {"t": 1000.0}, 1000.0),
    ("1/(1 + exp(−t))", {"t": -1000.0}, 0.0),
    ("exp(t)/(1 + exp(t))", {"t": 1000.0}, 1.0),
    ("log(sum(exp(x)))", {"x": np.array([1000.0, 1000.0])}, 1000 + np.log(2)),
    ("exp(x)/sum(exp(x))", {"x": np.array([1000.0, 0.0])}, [1.0, 0.0]),
    ("log|K|", {"K": 1e-10 * np.eye(40)}, 40 * np.log(1e-10)),
    ("log(1 + t)", {"t": 1e-20}, 1e-20),
    ("exp(t)/(1 + exp(t))²", {"t": 1000.0}, 0.0),
    ("log(exp(X) ones(n))", {"X": np.array([[1000.0, 1000.0], [0.0, -1000.0]])}, [1000 + np.log(2), 0.0]),
    ("exp(X) ./ (exp(X) ones(n) ones(n)ᵀ)", {"X": np.array([[1000.0, 0.0], [0.0, -1000.0]])}, np.eye(2)[[0, 0]]),
]


@pytest.mark.parametrize(("formula", "given", "expected"), EXTREMES)
@pytest.mark.filterwarnings("error")
def test_no_overflow_and_no_cancellation(formula, given, expected):
    space: dict = {}
    exec(function(formula), space)
    np.testing.assert_allclose(space["function"](**given), expected, rtol=1e-12)


def test_deep_nesting_stays_readable_for_python():
    t = f = symbol("t")
    for _ in range(400):
        f = SIN(f)
    space: dict = {}
    exec(module([Routine("function", f, "")], (t,)), space)
    expected = 1.0
    for _ in range(400):
        expected = np.sin(expected)
    assert space["function"](1.0) == expected


# ---- refusals -------------------------------------------------------------------------------------------------------
REFUSALS = [
    (lambda: function("erf(t)"), "NumPy has no erf"),
    (lambda: function("gamma(t)", "torch"), "PyTorch has no gamma"),
    (lambda: function("t", "matlab"), "no code for matlab"),
    (lambda: function("n t"), "the size n cannot be told from the arguments"),
    (lambda: module([Routine("f", make(MATRIX_POWER, M, t), "")], (M, t)), "matrix power that may not be whole"),
    (lambda: module([Routine("f", remainder(2), "")], (t,)), "remainder has no code"),
    (lambda: module([Routine("f", make(VALUE, symbol("f"), t), "")], (t,)), "value has no code"),
    (lambda: module([Routine("f", SIN(t), "")], (k,)), "t is not an argument"),
]


@pytest.mark.parametrize(("attempt", "message"), REFUSALS, ids=[message for _, message in REFUSALS])
def test_refusals_name_what_is_missing(attempt, message):
    with pytest.raises(DerivError, match=message):
        attempt()
    assert issubclass(NoCode, DerivError)


@pytest.mark.parametrize("target", ["jax", "torch"])
def test_a_target_that_knows_the_operator(target):
    compile(function("erf(t) + digamma(t)", target), "generated", "exec")


# ---- the whole ------------------------------------------------------------------------------------------------------
def run(program: str, seed: str) -> str:
    environment = {**os.environ, "PYTHONHASHSEED": seed}
    command = [sys.executable, "-c", program]
    return subprocess.run(command, capture_output=True, text=True, check=True, env=environment).stdout


def test_the_text_is_the_same_every_time():
    program = (
        "from deriv.language.reading import declare, read; from deriv.publish.code import *\n"
        "s = {n: declare(n, 'matrix(n, n)') for n in 'ABC'}\n"
        "f = read('log|A*B + C| + tr(A*B*inv(A*B + C)) + sum(exp(A*B))', s)\n"
        "print(module([Routine('function', f, '')], arguments(f)))"
    )
    assert run(program, "1") == run(program, "2")


def test_writing_code_needs_neither_numpy_nor_sympy():
    program = "import sys, deriv.publish.code; print([m for m in ('numpy', 'sympy', 'lark') if m in sys.modules])"
    assert run(program, "0").strip() == "[]"


@pytest.mark.parametrize("constant", ["0.4", "2/7", "(-3)", "1.5", "10^6", "√2", "π"])
def test_names_made_of_constants_are_names(constant):
    formula = f"exp({constant}) exp(exp({constant})*a'x + ({constant})^2 log(({constant})^2))"
    compile(code(derived(formula, "x", a="vector(n)", x="vector(n)")), "generated", "exec")


def test_an_index_shadows_nothing():
    """The index of a sum and an argument of the same name are told apart."""
    r, index = symbol("r"), symbol("r", facts=k.data[1])
    f = make(SIGMA, index, number(0), k, SIN(index))
    text = module([Routine("function", f, "")], (r, k))
    assert "return sum(np.sin(r_) for r_ in range(k + 1))" in text
