"""A formula that cannot be read: what, where, what to do. Never a traceback, never a guess."""
import time

import pytest

from deriv.language.errors import DerivError, FormulaError
from deriv.language.reading import read
from deriv.language.tex import tex
from deriv.language.text import ascii, text
from tests.language.symbols import declared

SYMBOLS = declared(
    "A B X: matrix(n, n)", "W: matrix(m, n)", "a: vector(m)", "b x y: vector(n)", "c s t: scalar", "lambda: scalar",
    "k: positive integer", "Beta: matrix(n, n)",
)
WRONG = [  # the formula, what is underlined, a part of the message, a part of the hint
    # nothing there
    ("", "", "the formula is empty", "such as"),
    ("   ", "", "the formula is empty", ""),
    # unknown symbols
    ("aᵀQb", "Q", "Q is not declared", "declare it in where, such as Q: matrix(m, n)"),
    ("q + 1", "q", "q is not declared", "q: scalar or q: vector(n)"),
    ("w + c", "w", "w is not declared", "did you mean W?"),
    ("beta x", "beta", "beta is not declared", "did you mean"),
    ("lamda x", "lamda", "lamda is not declared", "did you mean lambda?"),
    (r"\mu x", r"\mu", "mu is not declared", "mu: scalar"),
    ("trX", "trX", "trX is not declared", "write tr(X)"),
    ("logdetX + 1", "logdetX", "not declared", "write logdet(X)"),
    ("lgo(s)", "lgo", "lgo is not a function that deriv knows", "did you mean log?"),
    ("2 foo(x)", "foo", "foo is not a function that deriv knows", "declare foo: function"),
    ("LOG(s)", "LOG", "LOG is not a function that deriv knows", "did you mean log?"),
    (r"\operatorname{foo}(x)", r"\operatorname{foo}", "foo is not a function", ""),
    ("lamda(s + t)", "lamda", "lamda is not declared", "did you mean lambda?"),
    ("xQ(A + B)", "Q", "Q is not declared", ""),
    ("W1(A + B)", "W1", "W1 is not declared", ""),
    ("x2", "x2", "x2 is not declared", ""),
    ("f(x)", "f", "f is not declared", "f: scalar or f: vector(n), or f: function"),
    ("ones(p)", "p", "p is not declared", ""),
    (r"\hat{x}", r"\hat", r"\hat is not known here", r"\frac"),
    (r"\textA", r"\textA", r"\textA is not known here", r"\frac"),
    # not yet
    ("eigvecmax(A, a)", "eigvecmax", "fixes the sign must be a vector of length n", ""),
    ("A⁺", "⁺", "the pseudo-inverse", ""),
    ("‖x‖_q", "‖x‖", "index q", "‖x‖_∞, ‖X‖_F are"),
    ("normp(x, y)", "normp", "must be a scalar", ""),
    ("max(c)", "max", "a vector or a matrix is needed", ""),
    ("A^{1/2}", "A^{1/2}", "not whole", "sqrtm(X) is the root of a matrix, X.^(1/2) is entry by entry"),
    ("A^{1/3}", "A^{1/3}", "not whole", "X.^k is entry by entry"),
    # shapes: the error stands at the sign
    ("L_expm(A)", "L_expm(A)", "takes 2 arguments", ""),
    ("expm(x)", "expm", "needs a square matrix, not a vector", ""),
    ("A + W", "+", "cannot add an n×n matrix and an m×n matrix", ""),
    ("x + y − a", "−", "cannot add", ""),
    ("x + 1", "+", "cannot add a vector of length n and a scalar", "ones(n)"),
    ("X'X + λ", "+", "cannot add", "eye(n)"),
    ("1 + A", "+", "cannot add", "eye(n)"),
    ("W*A*W", "*", "cannot multiply", "transpose the"),
    ("A * W", "*", "n columns against m rows", ""),
    ("aWb", "aW", "cannot multiply a vector of length m by an m×n matrix", "transpose the first factor?"),
    ("A W x", "A W", "n columns against m rows", ""),
    ("x y", "x y", "cannot multiply", "transpose the first factor?"),
    ("x*y", "*", "cannot multiply", ""),
    ("x @ y", "@", "cannot multiply", "transpose the first factor?"),
    ("s.T", "s.T", "a scalar needs no transpose", ""),
    ("x ⊙ a", "⊙", "equal shapes", ""),
    ("s .* x", ".*", "entry by entry needs vectors or matrices", ""),
    ("x/y", "/", "cannot divide by a vector of length n", "./"),
    ("s / A", "/", "cannot divide by an n×n matrix", "inv(X)"),
    (r"\frac{s}{A}", r"\frac", "cannot divide", "inv(X)"),
    ("tr(W)", "tr", "a square matrix is needed here, not an m×n matrix", ""),
    ("log det W", "det", "square", ""),
    ("inv(W)", "inv", "square", ""),
    ("W^-1", "W^-1", "a power needs a square matrix", ""),
    ("W⁻ᵀ", "W", "square", ""),
    ("|W|", "|W|", "determinant of a square matrix", ""),
    ("|x|", "|x|", "not of a vector", "‖x‖"),
    ("‖A‖", "‖A‖", "one of several norms", "‖X‖_F"),
    ("‖s‖", "‖s‖", "not a scalar", "|x|"),
    ("norm2(c)", "norm2", "the Euclidean norm needs a vector", "normF"),
    ("⟨a, x⟩", ",", "equal shapes", ""),
    ("diag(A)", "diag", "diag needs a vector", "diagvec"),
    ("sum(s)", "sum", "needs a vector or a matrix", ""),
    ("s'", "s'", "a scalar needs no transpose", ""),
    ("(xᵀy)ᵀ", "(xᵀy)ᵀ", "a scalar needs no transpose", ""),
    ("x²", "x²", "a power needs a square matrix", "x.^2"),
    ("A^x", "x", "an exponent is a scalar", ""),
    ("A^s", "A^s", "must be a whole number", "positive integer"),
    ("e^A", "e^A", "the matrix exponential", "exp(X)"),
    ("I + x", "I", "I is square", "ones(n)"),
    ("tr(I)", "(I)", "the size of this cannot be told", "eye(n)"),
    ("λI", "λI", "the size of this cannot be told", "eye(n)"),
    ("I ⊗ A", "I", "the size of this cannot be told", ""),
    ("𝟏ᵀ𝟏", "𝟏ᵀ𝟏", "cannot be told", ""),
    ("ones(s)", "ones", "a size is needed here", ""),
    ("softmax(A)", "softmax", "a vector is needed here, not an n×n matrix", "sum(exp(X))"),
    ("ones(1)", "ones", "one entry is a scalar", ""),
    ("I xᵀ", "I xᵀ", "one entry is a scalar", ""),
    ("A + 𝟏", "𝟏", "an n×n matrix is needed here", "ones(m, n)"),
    ("xᵀ + 𝟏", "𝟏", "a row of length n is needed here", "𝟏ᵀ for a row"),
    ("c + 𝟏", "𝟏", "where a scalar is needed", "write the number"),
    ("x𝟏", "x𝟏", "one entry is a scalar", ""),
    ("𝟏_pᵀx", "𝟏_p", "p is not the size of a declared symbol", ""),
    # brackets: the error stands where it was opened
    ("(A + B", "(", "this ( is never closed", "add the )"),
    ("tr(A", "(", "never closed", ""),
    ("A + B)", ")", "this ) closes nothing", ""),
    ("(A + B]", "(", "never closed", "add the )"),
    ("((A)", "(", "never closed", ""),
    ("|A", "|", "this | is never closed", ""),
    ("‖x", "‖", "never closed", "‖"),
    ("A|", "|", "never closed", ""),
    ("(|A)", "|", "never closed", ""),
    (r"\lvert A", r"\lvert", "never closed", r"\rvert"),
    (r"s\left(t", r"\left(", "never closed", "add the )"),
    ("⟨x, y", "⟨", "never closed", "⟩"),
    ("||s| − t|", "||", "never closed", "write | |"),
    ("x > y", ">", "closes nothing", ""),
    # something missing
    ("A +", "+", "something is missing after +", ""),
    ("* A", "*", "* has nothing on its left", ""),
    ("A * * B", "* *", "missing between * and *", ""),
    ("A + + B", "+ +", "missing between + and +", ""),
    ("()", ")", "something is missing before )", ""),
    ("tr()", ")", "something is missing before )", ""),
    ("A^", "^", "something is missing after ^", ""),
    ("'", "'", "' has nothing on its left", ""),
    ("tr", "tr", "tr of what?", "tr(…)"),
    ("tr + 1", "tr", "tr of what?", ""),
    ("⟨x y⟩", "⟩", "missing before ⟩", ""),
    ("sin' s", "'", "sin needs its argument first", "sin(…)'"),
    # powers between a function and its argument
    ("sin^2", "sin^2", "sin of what?", "sin(…)"),
    ("sin^-1 s", "sin^-1", "could be the inverse function or the reciprocal", "write asin(…) or 1/sin(…)"),
    ("log⁻¹(s)", "log⁻¹", "could be the inverse function or the reciprocal", "write 1/log(…)"),
    ("sin^k s", "sin^k", "only a whole power", "sin(…)^2"),
    ("sin^{-2} s", "sin^{-2}", "only a whole power", ""),
    ("sin.^2 s", "sin.^2", "only a whole power", ""),
    ("sin²(x)", "sin²", "is for scalars, not a vector of length n", "sin(…).^2 for entry by entry"),
    ("sin² s t", "sin² s t", "how far sin reaches", ""),
    # arguments
    ("tr(A, B)", "tr(A, B)", "tr takes 1 argument, not 2", ""),
    ("max(0, x'b)", "max(0, x'b)", "max takes 1 argument, not 2", "the larger of 0 and s is relu(s)"),
    ("min(c, s)", "min(c, s)", "min takes 1 argument, not 2", "relu"),
    ("kron(A)", "kron(A)", "at least 2 arguments", ""),
    ("ones(n, n, n)", "ones(n, n, n)", "takes 1 or 2 arguments, not 3", ""),
    ("s, t", ",", "a comma has no meaning here", "with a point"),
    ("(s, t)", "(s, t)", "a comma has no meaning here", ""),
    # entries
    ("x[1]^2", "x[1]", "entries are not written x[1]", "an entry is e'*x, with e: coordinate vector(n)"),
    ("x(1)", "x(1)", "entries are not written x(1)", "e'*x"),
    ("2 W[1, 2]", "W[1, 2]", "entries are not written W[1, 2]",
     "an entry is d'*W*e, with d: coordinate vector(m) and e: coordinate vector(n)"),
    ("W(i, j)", "W(i, j)", "entries are not written W(i, j)", ""),
    ("x[i]", "x[i]", "entries are not written x[i]", ""),
    ("x[0:2]", "x[0:2]", "entries are not written x[0:2]", ""),
    ("tr(A)[1]", ")[1]", "entries are not written", ""),
    ("(A x)[1]", ")[1]", "entries are not written", "e'*x"),
    ("x'[1]", "'[1]", "entries are not written", "e'*x"),
    # two readings
    ("s/2t", "/2t", "how far the denominator reaches", "brackets"),
    ("s/t c", "/t c", "how far the denominator reaches", ""),
    ("1/2x", "/2x", "how far the denominator reaches", ""),
    ("c/2n x'x", "/2n x'x", "how far the denominator reaches", ""),
    ("c/n x", "/n x", "how far the denominator reaches", ""),
    ("log s t", "log s t", "how far log reaches", "log(…)"),
    ("tr (A) B", "tr (A) B", "how far tr reaches", ""),
    ("det A s", "det A s", "how far det reaches", ""),
    ("tr A / 2", "tr A /", "belongs to the argument", "in brackets"),
    ("log s * t", "log s *", "belongs to the argument", ""),
    ("A .* B*X", ".* B*", "which comes first", "brackets"),
    ("A @ (B * X)", "*", "beside @, it is not clear which product * is", ".* entry by entry"),
    ("A**2 @ B", "A**2", "beside @, it is not clear which power ** is", ".^ for entry by entry"),
    ("s @ A", "@", "@ is for vectors and matrices", "write * for numbers"),
    (r"\sqrt[0]{s}", r"\sqrt[0]", "the degree of a root", ""),
    (r"\sqrt[k]{s}", r"\sqrt[k]", "the degree of a root", "x^(1/k)"),
    ("√s²", "√s", "what is under the root", "√(…)"),
    ("s^kt", "kt", "where this exponent ends", "brackets"),
    ("e^2s", "2s", "where this exponent ends", ""),
    ("e^xᵀy", "xᵀ", "where this exponent ends", ""),
    ("s^t^2", "t^", "a power of a power needs brackets", ""),
    ("s^1/2", "1/", "where this exponent ends", "^(1/2)"),
    ("A × B", "×", "× is for numbers", ""),
    # what no formula has
    ("s = t", "=", "= cannot be read here", "the function alone"),
    ("A.t", ".", ". cannot be read here", "X'"),
    ("é", "é", "é cannot be read here", "Latin or Greek"),
    ("s; t", ";", "; cannot be read here", ""),
    ("s\u202et", "\u202e", "U+202E", ""),
    ("x_ 1", "_", "directly after a name", ""),
    ("1/0", "/0", "division by zero", ""),
    ("1e99 s", "1e99", "too large or too small", ""),
    ("1" * 50, "1" * 50, "too many digits", ""),
    ("n n", None, None, None),
]


@pytest.mark.parametrize(("formula", "underlined", "message", "hint"), WRONG, ids=[w[0][:30] for w in WRONG])
def test_refused(formula, underlined, message, hint):
    if message is None:
        assert read(formula, SYMBOLS).is_scalar  # sizes are numbers: the table's own control
        return
    with pytest.raises(FormulaError) as caught:
        read(formula, SYMBOLS)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert error.text == formula
    assert formula[error.start : error.end] == underlined


def test_the_line_and_a_caret_are_shown():
    with pytest.raises(FormulaError) as caught:
        read("tr(A) +\n  x + 1", SYMBOLS)
    assert str(caught.value).splitlines() == [
        "cannot add a scalar and a vector of length n", "  tr(A) +", "        ^",
        "  to add a number to each entry, multiply it by ones(n)",
    ]


def test_names_that_are_also_sizes():
    symbols = declared("x: vector(n)", "n: positive integer")
    with pytest.raises(FormulaError, match="declared as a symbol and used as a size") as caught:
        read("x'x/n", symbols)
    assert caught.value.start == 4


def test_the_transpose_when_T_is_declared():
    symbols = declared("X: matrix(n, n)", "T: scalar", "Tmax: scalar", "x: scalar")
    with pytest.raises(FormulaError, match="the transpose or a power"):
        read("X^T", symbols)
    assert read("x^Tmax", symbols).is_scalar


HOSTILE = [
    "(" * 100_000 + "A" + ")" * 100_000, "(" * 9_000, "|" * 9_000, "‖" * 9_000, "[" * 3_000 + "{" * 3_000,
    "(" * 300 + "A" + ")" * 300, "((((" * 500 + "‖" * 500, "log(" * 150 + "s" + ")" * 150, "sin " * 2_000 + "s",
    "√" * 5_000 + "s", "A" + "'" * 9_000, "s" + "/t" * 4_000, "s" + ".^2" * 2_000, "s^" * 4_000 + "s",
    "-" * 9_000 + "s", r"\frac{" * 1_000, "⁻" * 5_000, "e" * 5_000, "_" * 5_000, "\\" * 5_000, "x" + "ᵀ" * 5_000,
    "\0" * 100, "s + " * 2_000, "tr" * 4_000, "9" * 9_999, "1e" + "9" * 50, "\u202e" * 50,
]


@pytest.mark.parametrize("formula", HOSTILE, ids=range(len(HOSTILE)))
def test_hostile_formulas_give_one_error_at_once(formula):
    start = time.perf_counter()
    with pytest.raises(DerivError) as caught:
        read(formula, SYMBOLS)
    assert time.perf_counter() - start < 5
    assert len(str(caught.value).splitlines()) <= 4
    assert len(str(caught.value)) < 1_000


@pytest.mark.parametrize("formula", [
    "(" * 90 + "A" + ")" * 90, "log(" * 90 + "s" + ")" * 90, "+".join(["A"] * 2_000), "A" * 2_000,
    "*".join(["A"] * 2_000),
])
def test_long_and_deep_formulas_are_read_and_written(formula):
    term = read(formula, SYMBOLS)
    assert read(text(term), SYMBOLS) is term
    assert read(ascii(term), SYMBOLS) is term
    assert tex(term).count("{") == tex(term).count("}")
