"""Functions that are declared and not written out: f: function."""

from dataclasses import replace

import numpy as np
import pytest

import deriv
from deriv.calculus.rule import Rule
from deriv.calculus.rules.functions import rules_for as rules_of_entries
from deriv.calculus.rules.maps import rules_for as rules_of_maps
from deriv.checking.check import check
from deriv.checking.rules import check_rule
from deriv.language.build import add, times
from deriv.language.dimensions import dimension
from deriv.language.facts import Fact as F
from deriv.language.facts import closed
from deriv.language.operators import number
from deriv.language.operators.maps import unknown_map
from deriv.language.operators.unknown import _waves, unknown
from deriv.language.reading import read
from deriv.language.terms import substitute, subterms
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


MAPS = """t: scalar; x: vector(n); s: vector(2); A: matrix(m, n) function of t; B: matrix(n, p) function of t;
    K: invertible matrix(n, n) function of t; P: positive definite matrix(n, n) function of t;
    c: vector(2) function of t;
    f: scalar function of x; g: scalar function of x; h: vector(m) function of x; φ: scalar function of a vector;
    r: vector(2) function of s; q: positive scalar function of x; y: vector(m)"""
# formula, variable, the answer as it is written, the conditions
OF_SEVERAL = [
    ("A(t)B(t)", "t", "A′(t) B(t) + A(t) B′(t)", []),
    ("A(t)ᵀ", "t", "A′(t)ᵀ", []),
    ("tr(K(t))", "t", "tr(K′(t))", []),
    ("inv(K(t))", "t", "−K(t)⁻¹ K′(t) K(t)⁻¹", []),
    ("det(K(t))", "t", "|K(t)| tr(K(t)⁻¹ K′(t))", []),
    ("log(det(P(t)))", "t", "tr(P(t)⁻¹ P′(t))", []),
    ("φ(c(t))", "t", "∇φ(c(t))ᵀ c′(t)", []),
    ("c″(t)", "t", "c‴(t)", []),
    ("f(x)g(x)", "x", "g(x) ∇f(x) + f(x) ∇g(x)", []),
    ("f(x) + g(x)", "x", "∇f(x) + ∇g(x)", []),
    ("φ(h(x))", "x", "J_h(x)ᵀ ∇φ(h(x))", []),
    ("φ(r(s))", "s", "J_r(s)ᵀ ∇φ(r(s))", []),
    ("h(x)", "x", "J_h(x)", []),
    ("½‖h(x) − y‖²", "x", "J_h(x)ᵀ(h(x) − y)", []),
    ("log(q(x))", "x", "∇q(x)/q(x)", []),
]


@pytest.mark.parametrize(("formula", "wrt", "answer", "conditions"), OF_SEVERAL, ids=[row[0] for row in OF_SEVERAL])
def test_functions_of_a_scalar_or_a_vector(formula, wrt, answer, conditions):
    d = derivation(formula, wrt, MAPS)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert comes_to_its_end(d)
    assert [said(c) for c in d.assumptions] == conditions
    assert text(d.answer) == answer


OF_A_MATRIX = """X: matrix(m, n); F: matrix(p, q) function of X; G: invertible matrix(n, n) function of X;
    f: scalar function of X; k: scalar function of a matrix; A: matrix(q, r); H: matrix(m, n) function of a matrix"""
DIFFERENTIALS = [
    ("F(X)'", "dF(X)[U]ᵀ"),
    ("F(X)A", "dF(X)[U] A"),
    ("inv(G(X))", "−G(X)⁻¹ dG(X)[U] G(X)⁻¹"),
    ("X G(X)", "U G(X) + X dG(X)[U]"),
    ("tr(G(X))", "tr(dG(X)[U])"),
    ("det(G(X))", "|G(X)| tr(G(X)⁻¹ dG(X)[U])"),
    ("k(F(X))", "tr(∇k(F(X))ᵀ dF(X)[U])"),
    ("H(H(X))", "dH(H(X))[dH(X)[U]]"),
    ("f(X)²", "2 f(X) ∇f(X)"),
]


@pytest.mark.parametrize(("formula", "answer"), DIFFERENTIALS, ids=[row[0] for row in DIFFERENTIALS])
def test_functions_of_a_matrix(formula, answer):
    d = derivation(formula, "X", OF_A_MATRIX)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert comes_to_its_end(d)
    assert text(d.answer) == answer
    assert d.kind == ("gradient" if d.result is not None else "differential")


def test_a_differential_is_linear_in_its_direction():
    op = unknown_map("F", (dimension("p"), dimension("q")), frozenset(), 1, "differential")
    random = np.random.default_rng(0)
    x, u, v, template = (random.standard_normal((2, *s)) for s in ((3, 4), (3, 4), (3, 4), (2, 5)))
    both = op.value(np, x, 2 * u - 30 * v, template)
    assert both == pytest.approx(2 * op.value(np, x, u, template) - 30 * op.value(np, x, v, template), abs=1e-10)
    step = 1e-5
    f = unknown_map("F", (dimension("p"), dimension("q")), frozenset())
    slope = (f.value(np, x + step * u, template) - f.value(np, x - step * u, template)) / (2 * step)
    assert op.value(np, x, u, template) == pytest.approx(slope, abs=1e-8)


def test_a_wrong_derivative_of_a_declared_function_is_caught():
    d = derivation("f(x)g(x)", "x", MAPS)
    wrong = substitute(d.result, {t: t.args[0] for t in subterms(d.result) if t.op.name == "∇g"})
    assert wrong is not d.result
    assert check(replace(d, result=wrong, answer=wrong)).verdict.ok is False


@pytest.mark.parametrize("name", "FGH")
def test_declared_facts_hold_of_the_values(name):
    op = unknown_map(name, (dimension("n"), dimension("n")), closed([F.DEFINITE]))
    values = op.value(np, np.linspace(-9, 9, 7), np.zeros((1, 5, 5)))
    assert np.allclose(values, np.swapaxes(values, -1, -2))
    assert np.linalg.eigvalsh(values).min() > 1


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
    ("f″(x)", "f″(x)", "f''(x)", "f''(x)"),
    ("f‴'(x)", "f‴′(x)", "f''''(x)", "f''''(x)"),
    ("f(|a|)", "f(|a|)", "f(abs(a))", r"f(\lvert a\rvert)"),
    ("f'(det X)", "f′(|X|)", "f'(det(X))", r"f'(\lvert\mathbf{X}\rvert)"),
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


def test_a_result_has_a_name_of_its_own_for_the_reader_too():
    d = deriv.derive("F(X)'", "X", {"X": "matrix(m, n)", "F": "matrix(p, q) function of X"})
    assert d.verdict.ok and str(d.differential) == "dF(X)[U]ᵀ"
    assert d.derivation.name.data[0] not in ("F", "X")
    with pytest.raises(deriv.DerivError, match="F has no code: it is declared and not written out"):
        d.code("numpy")


@pytest.mark.parametrize(("formula", "message"), [
    ("f", "argument is missing"), ("f(x, x)", "takes 1 argument"), ("f + x", "f"), ("x'", "scalar needs no transpose"),
])  # fmt: skip
def test_mistakes(formula, message):
    with pytest.raises(deriv.DerivError, match=message):
        read(formula, symbols(WHERE))


@pytest.mark.parametrize(("formula", "message"), [
    ("A(x)", "A is a function of a scalar, not of a vector"), ("f(t)", "f is a function of a vector of length n"),
    ("f'(x)", "f′ is for a function of a scalar"),
])  # fmt: skip
def test_arguments_that_do_not_fit(formula, message):
    with pytest.raises(deriv.DerivError, match=message):
        read(formula, symbols(MAPS))


@pytest.mark.parametrize("rule", [
    *(rule for op in (unknown("f"), unknown("f", 1)) for scalar in (True, False)
      for rule in rules_of_entries(op, scalar)),
    *(rule for shape in ((), (dimension("k"), 1), (dimension("p"), dimension("q")))
      for rule in rules_of_maps(unknown_map("F", shape, frozenset()))),
], ids=lambda r: f"{r.name} {len(r.rhs.shape)}")  # fmt: skip
def test_the_rules_hold_and_wrong_ones_do_not(rule):
    assert check_rule(rule), check_rule(rule).why
    *rest, change, remainder = rule.rhs.args
    assert check_rule(Rule("wrong", rule.lhs, add(*rest, times(number(2), change), remainder))).ok is False
