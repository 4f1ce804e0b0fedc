"""Functions that are declared and not written out: f: function."""

import numpy as np
import pytest

import deriv
from deriv.checking.check import check
from deriv.language.operators.unknown import _waves, unknown
from deriv.language.reading import read
from deriv.language.tex import tex
from deriv.language.text import ascii, text
from tests.calculus.formulas import comes_to_its_end, derivation, said, symbols

WHERE = """f: function; g: function; φ: function; x: scalar; a: scalar; b: scalar; v: vector(n); w: vector(n);
    W: matrix(m, n); V: matrix(p, m); y: vector(p); X: symmetric matrix(n, n)"""
# formula, variable, the answer, the conditions
TABLE = [
    ("a f(x) + b g(x)", "x", "a f′(x) + b g′(x)", []),
    ("f(x)g(x)", "x", "f′(x)g(x) + f(x)g′(x)", []),
    ("1/f(x)", "x", "−f′(x)/f(x)²", ["f(x) ≠ 0"]),
    ("f(x)/g(x)", "x", None, ["g(x) ≠ 0"]),
    ("f(g(x))", "x", "g′(x) f′(g(x))", []),
    ("exp(g(x))", "x", "g′(x) exp(g(x))", []),
    ("f′(x)", "x", "f″(x)", []),
    ("f(x)²", "x", "2f(x) f′(x)", []),
    ("φ(wᵀv)", "w", "φ′(wᵀv) v", []),
    ("f(Wv)", "v", "diag(f′(Wv)) W", []),
    ("sum(f(Wv))", "W", "f′(Wv) vᵀ", []),
    ("½‖V φ(Wv) − y‖²", "W", "(Vᵀ(V φ(Wv) − y) ⊙ φ′(Wv))vᵀ", []),
    ("tr(f(X))", "X", None, []),
]


@pytest.mark.parametrize(("formula", "wrt", "answer", "conditions"), TABLE, ids=[row[0] for row in TABLE])
def test_the_derivative(formula, wrt, answer, conditions):
    d = derivation(formula, wrt, WHERE)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert comes_to_its_end(d)
    assert [said(c) for c in d.assumptions] == conditions
    if answer is not None:
        assert text(d.result) == text(read(answer, symbols(WHERE)))


def test_the_result_has_another_name_than_the_function():
    assert derivation("f(x)g(x)", "x", WHERE).name.data[0] == "h"
    assert derivation("g(x)", "x", WHERE).name.data[0] == "f"


@pytest.mark.parametrize("order", [1, 2, 3])
@pytest.mark.parametrize("at", [0.3, -2.0, 0.1 + 0.2j])
def test_the_values_of_derivatives_are_right(order, at):
    found = unknown("f", order).value(np, np.array([at]))
    turned = (lambda z: np.cos(z), lambda z: -np.sin(z), lambda z: -np.cos(z))[order - 1]
    assert found == pytest.approx(sum(a * b**order * turned(b * at + c) for a, b, c in _waves("f")), rel=1e-12)
    assert np.iscomplexobj(found) == np.iscomplexobj(np.array([at]))


def test_functions_with_different_names_are_different():
    at = np.array([0.3, 1.0])
    assert np.abs(unknown("f").value(np, at) - unknown("g").value(np, at)).min() > 1e-3


@pytest.mark.parametrize(("formula", "unicode", "plain", "latex"), [
    ("f(x)", "f(x)", "f(x)", "f(x)"),
    ("f'(x)", "f′(x)", "f'(x)", "f'(x)"),
    ("f″(x)", "f′′(x)", "f''(x)", "f''(x)"),
    (r"\phi'(x)", "φ′(x)", "phi'(x)", r"\phi'(x)"),
    ("a f(g(x))²", "af(g(x))²", "a*f(g(x))^2", "af(g(x))^{2}"),
    ("ab f'(x)", "ab f′(x)", "a*b*f'(x)", "abf'(x)"),
])  # fmt: skip
def test_written_and_read_back(formula, unicode, plain, latex):
    known = symbols(WHERE)
    term = read(formula, known)
    assert (text(term), ascii(term), tex(term)) == (unicode, plain, latex)
    assert all(read(said_, known) is term for said_ in (unicode, plain, latex))


def test_no_code_is_written_for_it():
    d = deriv.derive("exp(g(x))", "x", {"g": "function", "x": "scalar"})
    with pytest.raises(deriv.DerivError, match="g′? has no code: it is declared and not written out"):
        d.code("numpy")


@pytest.mark.parametrize(("formula", "message"), [
    ("f", "argument is missing"), ("f(x, x)", "takes 1 argument"), ("f + x", "f"), ("x'", "scalar needs no transpose"),
])  # fmt: skip
def test_mistakes(formula, message):
    with pytest.raises(deriv.DerivError, match=message):
        read(formula, symbols(WHERE))
