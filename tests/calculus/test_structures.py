"""Variables with a structure: gradient and shared entries against complex steps along the structure's own basis.

The functions and the bases are written out here in NumPy; nothing of the engine or of its check takes part in them.
"""

from dataclasses import replace
from itertools import product

import numpy as np
import pytest

from deriv.calculus.epsilon import derive
from deriv.checking.check import check
from deriv.checking.evaluate import Point, evaluate
from deriv.language.build import add, times
from deriv.language.errors import DerivError
from deriv.language.operators import number
from deriv.language.reading import declare, read
from deriv.language.structures import STRUCTURES, kept_by
from deriv.language.terms import size, substitute
from deriv.language.text import text
from tests.calculus.formulas import board, comes_to_its_end, symbols

SIZE = 4
OTHERS = "A: matrix(n, n); B: matrix(n, n); S: symmetric matrix(n, n); a: vector(n); b: vector(n); c: scalar"


def log_det(m):
    return np.log(np.linalg.det(m))


FUNCTIONS = {  # formula ↦ the same in NumPy, of X and the others
    "tr(AX)": lambda X, o: np.trace(o["A"] @ X),
    "tr(SX)": lambda X, o: np.trace(o["S"] @ X),
    "aᵀXb": lambda X, o: o["a"] @ X @ o["b"],
    "(aᵀXb − c)²": lambda X, o: (o["a"] @ X @ o["b"] - o["c"]) ** 2,
    "tr(XAXB)": lambda X, o: np.trace(X @ o["A"] @ X @ o["B"]),
    "tr(XXA)": lambda X, o: np.trace(X @ X @ o["A"]),
    "tr(XᵀAX)": lambda X, o: np.trace(X.T @ o["A"] @ X),
    "tr(AX⁻¹B)": lambda X, o: np.trace(o["A"] @ np.linalg.inv(X) @ o["B"]),
    "aᵀX⁻¹b": lambda X, o: o["a"] @ np.linalg.inv(X) @ o["b"],
    "|X|": lambda X, o: np.linalg.det(X),
    "log|X|": lambda X, o: log_det(X),
    "log|XᵀX + I|": lambda X, o: log_det(X.T @ X + np.eye(SIZE)),
    "‖AX − B‖_F²": lambda X, o: ((o["A"] @ X - o["B"]) ** 2).sum(),
    "‖Xa − b‖²": lambda X, o: ((X @ o["a"] - o["b"]) ** 2).sum(),
    "sum(exp(X))": lambda X, o: np.exp(X).sum(),
    "tr(X)aᵀXa": lambda X, o: np.trace(X) * (o["a"] @ X @ o["a"]),
    "tr(A tril(X)B)": lambda X, o: np.trace(o["A"] @ np.tril(X) @ o["B"]),
}


def basis(structure):
    """One matrix for each variable of the structure: what changes when that variable grows by 1."""
    at = range(SIZE)
    places = {
        "symmetric": [[(i, j), (j, i)] for i in at for j in range(i + 1)],
        "diagonal": [[(i, i)] for i in at],
        "lower triangular": [[(i, j)] for i in at for j in range(i + 1)],
        "upper triangular": [[(j, i)] for i in at for j in range(i + 1)],
        "skew": [[(i, j), (j, i)] for i in at for j in range(i)],
        "toeplitz": [[(i, j) for i, j in product(at, at) if i - j == d] for d in range(1 - SIZE, SIZE)],
        "symmetric toeplitz": [[(i, j) for i, j in product(at, at) if abs(i - j) == d] for d in at],
    }[structure]
    for together in places:
        one = np.zeros((SIZE, SIZE))
        for i, j in together:
            one[i, j] = -1 if structure == "skew" and j > i else 1
        yield one


def point(structure):
    random = np.random.default_rng(sum(map(ord, structure)))
    x = sum(random.standard_normal() * b for b in basis(structure))
    square = random.standard_normal((SIZE, SIZE))
    others = {"A": random.standard_normal((SIZE, SIZE)), "B": square, "S": square + square.T, "c": 0.7}
    others |= {name: random.standard_normal(SIZE) for name in "ab"}
    return x if structure == "skew" else x + 5 * np.eye(SIZE), others


def derived(formula, structure):
    known = symbols(OTHERS)
    known["X"] = kept_by(declare("X", "invertible matrix(n, n)"), structure)
    return derive(read(formula, known), known["X"], structure=structure), known


def value(term, known, x, others):
    columns = {n: v[:, None] if np.ndim(v) == 1 else v for n, v in (others | {"X": x}).items()}
    given = {s: np.asarray(columns[n])[None] for n, s in known.items()}
    return evaluate(term, Point(given, {"n": SIZE}))[0]


@pytest.mark.parametrize("structure", STRUCTURES)
@pytest.mark.parametrize("formula", FUNCTIONS)
def test_against_complex_steps_along_the_basis(formula, structure):
    d, known = derived(formula, structure)
    x, others = point(structure)
    function = FUNCTIONS[formula]
    gradient, entries = np.zeros((SIZE, SIZE)), np.zeros((SIZE, SIZE))
    for one in basis(structure):
        slope = function(x + 1e-30j * one, others).imag / 1e-30
        gradient += slope * one / (one**2).sum()
        entries += slope * one
    scale = 1 + np.abs(entries).max()
    assert np.abs(value(d.result, known, x, others) - gradient).max() < 1e-10 * scale
    assert np.abs(value(d.forms[0].right, known, x, others) - entries).max() < 1e-10 * scale
    assert check(d).verdict.ok, check(d).verdict.why
    assert comes_to_its_end(d)
    assert d.direction in STRUCTURES[structure]


# ---- the check
@pytest.mark.parametrize("structure", STRUCTURES)
def test_the_check_catches_a_gradient_that_is_not_projected_and_wrong_entries(structure):
    d, known = derived("tr(AX)", structure)
    assert check(d).verdict.ok
    free = read("Aᵀ", known)
    twice = times(number(2), d.result)
    for wrong in (free, twice):
        assert check(replace(d, result=wrong, answer=wrong)).result.ok is False
    form, honest = d.forms[0], d.forms[0].right
    for wrong in (free, times(number(2), honest), add(honest, free)):
        claim = form.claim[0], substitute(form.claim[1], {honest: wrong})
        assert check(replace(d, forms=(replace(form, right=wrong, claim=claim),))).result.ok is False


# ---- the form of the answer
ANSWERS = [  # formula, declaration of X, structure, gradient, shared entries
    ("log|X|", "positive definite matrix(n, n)", "symmetric", "X⁻¹", "2X⁻¹ − X⁻¹ ⊙ I"),
    ("|X|", "invertible matrix(n, n)", "symmetric", "|X|X⁻¹", "|X|(2X⁻¹ − X⁻¹ ⊙ I)"),
    ("tr(AX)", "matrix(n, n)", "symmetric", "½(A + Aᵀ)", "A + Aᵀ − A ⊙ I"),
    ("tr(SX)", "matrix(n, n)", "symmetric", "S", "2S − S ⊙ I"),
    ("aᵀXb", "matrix(n, n)", "symmetric", "½(abᵀ + baᵀ)", "abᵀ + baᵀ − diag(a ⊙ b)"),
    ("tr(AX)", "matrix(n, n)", "diagonal", "A ⊙ I", "A ⊙ I"),
    ("aᵀXb", "matrix(n, n)", "diagonal", "diag(a ⊙ b)", "diag(a ⊙ b)"),
    ("log|X|", "invertible matrix(n, n)", "diagonal", "X⁻¹", "X⁻¹"),
    ("tr(AX)", "matrix(n, n)", "lower triangular", "tril(Aᵀ)", "tril(Aᵀ)"),
    ("log|X|", "invertible matrix(n, n)", "lower triangular", "X⁻¹ ⊙ I", "X⁻¹ ⊙ I"),
    ("tr(AX)", "matrix(n, n)", "upper triangular", "triu(Aᵀ)", "triu(Aᵀ)"),
    ("aᵀXb", "matrix(n, n)", "skew", "½(abᵀ − baᵀ)", "abᵀ − baᵀ"),
    ("tr(SX)", "matrix(n, n)", "skew", "zeros(n, n)", "zeros(n, n)"),
    ("tr(AX)", "matrix(n, n)", "toeplitz", "diagmeans(Aᵀ)", "diagsums(Aᵀ)"),
    ("tr(AX)", "matrix(n, n)", "symmetric toeplitz", "½ diagmeans(A + Aᵀ)", "diagsums(A + Aᵀ − A ⊙ I)"),
]


@pytest.mark.parametrize(("formula", "declared", "structure", "gradient", "entries"), ANSWERS)
def test_the_answer_in_its_usual_form(formula, declared, structure, gradient, entries):
    known = symbols(OTHERS) | {"X": kept_by(declare("X", declared), structure)}
    d = derive(read(formula, known), known["X"], structure=structure)
    assert (text(d.answer), text(d.forms[0].right)) == (gradient, entries)


def test_a_property_alone_leaves_the_directions_free():
    known = symbols(OTHERS) | {"X": declare("X", "symmetric matrix(n, n)")}
    free, kept = (derive(read("tr(AX)", known), known["X"], structure=s) for s in (None, "symmetric"))
    assert (text(free.answer), text(kept.answer)) == ("Aᵀ", "½(A + Aᵀ)")
    assert (free.structure, free.forms) == ("", ())
    assert size(free.result) < size(kept.result)


def test_exemplar_8():
    known = {"S": declare("S", "positive definite matrix(n, n)")}
    lines = board(derive(read("log|S|", known), known["S"], structure="symmetric")).splitlines()
    assert lines[-3:] == [
        "tr(S⁻¹U) = tr(UᵀS⁻¹)  | U = Uᵀ, the trace is cyclic",
        "f(S + εU) = f(S) + ε tr(UᵀS⁻¹) + O(ε²)  | collect",
        "so S⁻¹",
    ]


def test_the_projection_is_a_line_with_its_reason():
    d, _ = derived("tr(AX)", "symmetric")
    assert board(d).splitlines()[-3:] == [
        "f(X + εU) = f(X) + ε tr(UᵀAᵀ)  | collect",
        "= f(X) + ε·½ tr(Uᵀ(A + Aᵀ))  | for symmetric U only the symmetric part counts",
        "so ½(A + Aᵀ)",
    ]


# ---- what cannot have a structure
CLASHES = [  # declaration of X, structure, what is said
    ("vector(n)", "symmetric", "only a square matrix can be symmetric; X is a vector of length n"),
    ("scalar", "toeplitz", "only a square matrix can be Toeplitz; X is a scalar"),
    ("matrix(m, n)", "diagonal", "only a square matrix can be diagonal; X is an m×n matrix"),
    ("skew matrix(n, n)", "symmetric", "X is skew, and its directions cannot be symmetric too"),
    ("symmetric matrix(n, n)", "skew", "X is symmetric, and its directions cannot be skew too"),
    ("positive definite matrix(n, n)", "skew", "X is symmetric, and its directions cannot be skew too"),
    ("diagonal matrix(n, n)", "skew", "X is diagonal, and its directions cannot be skew too"),
    ("lower triangular matrix(n, n)", "upper triangular", "X is lower triangular, and"),
    ("lower triangular matrix(n, n)", "symmetric", "X is lower triangular, and"),
]


@pytest.mark.parametrize(("declared", "structure", "said"), CLASHES)
def test_contradictory_declarations(declared, structure, said):
    with pytest.raises(DerivError, match=said):
        kept_by(declare("X", declared), structure)


def test_the_engine_asks_for_a_variable_with_the_structure():
    known = symbols(OTHERS)
    with pytest.raises(DerivError, match="A must be symmetric, as its directions are"):
        derive(read("tr(A)", known), known["A"], structure="symmetric")
