"""deriv.derive: what it takes, what it refuses and in which words, and what it hands out."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

import deriv
from deriv import DerivError, interface
from deriv.calculus.epsilon import derive_by_each
from deriv.checking.check import Checked, check
from deriv.checking.verdict import Verdict
from deriv.language.build import add

X = {"x": "scalar", "a": "vector(n)", "y": "vector(n)", "W": "matrix(n, n)", "λ": "scalar"}

# arguments that differ from those of a good call, what is said
REFUSED = [
    ({"function": 5}, 'the function must be a formula in a string, such as "tr.*", not 5'),
    ({"function": None}, "the function must be a formula in a string"),
    ({"function": ["x"]}, "the function must be a formula in a string"),
    ({"wrt": ["x", "x"]}, "x is given twice"),
    ({"wrt": ["λ", "lambda"]}, "lambda is given twice"),
    ({"wrt": ""}, "wrt names no variable"),
    ({"wrt": " "}, "wrt names no variable"),
    ({"wrt": []}, "wrt names no variable"),
    ({"wrt": ["x", ""]}, "wrt names no variable"),
    ({"function": "3", "wrt": "", "where": {}}, "declare the symbols in where"),
    ({"wrt": 5}, "wrt must be a symbol or a list of symbols"),
    ({"wrt": None}, "wrt must be a symbol or a list of symbols"),
    ({"wrt": ["x", 5]}, "wrt must be a symbol or a list of symbols"),
    ({"wrt": {"x"}}, "wrt must be a symbol or a list of symbols"),
    ({"wrt": b"x"}, "wrt must be a symbol or a list of symbols"),
    ({"wrt": "x + x"}, r"x \+ x is not a symbol that was declared"),
    ({"wrt": "q"}, "q is not declared"),
    ({"wrt": "z", "let": {"z": "x²"}}, "z is not a symbol that was declared\n  wrt takes one or more of x, a"),
    ({"where": "x: scalar"}, "where must be a mapping from names to strings, such as"),
    ({"where": None}, "where must be a mapping from names to strings"),
    ({"where": {"x": 5}}, 'what where says of x must be a string, such as .*, not 5'),
    ({"where": {5: "scalar"}}, "a name in where must be a string"),
    ({"where": {"": "scalar"}}, "a name is empty"),
    ({"where": {"1x": "scalar"}}, "1x is not a name"),
    ({"where": {"λ": "scalar", "lambda": "scalar"}}, "lambda is declared already"),
    ({"let": "z = Wy"}, "let must be a mapping from names to strings"),
    ({"let": ["z"]}, "let must be a mapping from names to strings"),
    ({"let": {"z": 5}}, "what let says of z must be a string"),
    ({"let": {"x": "a'a"}}, "x is declared already"),
    ({"let": {"2z": "a'a"}}, "2z is not a name"),
    ({"name": "1bad"}, "1bad is not a name"),
    ({"name": "f g"}, "f g is not a name"),
    ({"name": ""}, "a name is empty"),
    ({"name": 5}, 'name must be a string, such as "f", not 5'),
    ({"name": "x"}, r"x is a symbol of the function already\n  call the function something else \(name=…\)"),
    ({"name": "lambda"}, "lambda is a symbol of the function already"),
    ({"name": "z", "let": {"z": "a'a"}}, "z is a symbol of the function already"),
    ({"method": "limit"}, "method='limit' cannot be asked for\n  method is 'epsilon'"),
    ({"method": None}, "method=None cannot be asked for"),
    ({"order": 3}, "order=3 cannot be asked for\n  order is 1 or 2"),
    ({"order": True}, "order=True cannot be asked for"),
    ({"structure": "hermitian"}, "structure='hermitian' cannot be asked for\n  structure is 'symmetric', 'diagonal'"),
    ({"structure": "symmetric"}, "only a square matrix can be symmetric; x is a scalar"),
    ({"structure": "skew", "function": "tr(S)", "wrt": "S", "where": {"S": "symmetric matrix(n, n)"}},
     "S is symmetric, and its directions cannot be skew too"),
    ({"layout": "numerator"},
     "layout='numerator' cannot be asked for\n  layout is 'denominator'; the result is printed in numerator layout"),
    ({"detail": "short"}, "detail='short' cannot be asked for\n  detail is 'brief', 'standard' or 'full'"),
    ({"assume": ["x > 0"]}, "assume=.* cannot be asked for\n  leave assume out"),
    ({"assume": "x > 0"}, "assume='x > 0' cannot be asked for"),
]
GOOD = {"function": "x² + λ", "wrt": "x", "where": X}


@pytest.mark.parametrize(("changed", "said"), REFUSED, ids=[str(c) for c, _ in REFUSED])
def test_what_is_refused(changed, said):
    with pytest.raises(DerivError, match=said):
        deriv.derive(**GOOD | changed)


@pytest.mark.parametrize("option", [
    {"method": "epsilon", "order": 1, "structure": None, "layout": "denominator", "detail": "standard", "assume": ()},
    {"assume": []}, {"let": None}, {"let": {}}, {"name": None}, {"name": "f"}, {"wrt": r"x"},
])
def test_what_is_asked_for_and_derived(option):
    assert str(deriv.derive(**GOOD | option)) == str(deriv.derive(**GOOD))


# ---- names
CALLED = [  # the symbols beside x, the name found
    ("", "f"), ("f", "g"), ("fg", "h"), ("fghFG", "L"), ("g", "f"),
]


@pytest.mark.parametrize(("symbols", "name"), CALLED)
def test_a_function_without_a_name_gets_a_free_one(symbols, name):
    d = deriv.derive("x²" + "".join(f" + {s} x" for s in symbols), "x", dict.fromkeys(("x", *symbols), "scalar"))
    assert str(d).strip().startswith(f"{name}(x) = ")


def test_where_all_usual_names_are_symbols():
    with pytest.raises(DerivError, match=r"f, g, h, F, G, L are symbols already\n  say what the function is called"):
        deriv.derive("f x", "x", dict.fromkeys("xfghFGL", "scalar"))
    assert str(deriv.derive("f x", "x", dict.fromkeys("xfghFGL", "scalar"), name="q")).strip().startswith("q(x) = ")


def test_the_function_is_stated_as_typed():
    where = {"X": "matrix(m, n)", "w": "vector(n)", "y": "vector(m)"}
    d = deriv.derive("log(1ᵀe^z) − yᵀr", "w", where, let={"z": "Xw", "r": "z − y"}, name="L")
    stated = [line.strip() for line in str(d).splitlines()[:2]]
    assert stated == ["L(w) = log(𝟏ᵀe^z) − yᵀr", "with z = Xw and r = z − y"]
    for written in (d.latex(), d.markdown()):
        assert r"\mathbf{r} = \mathbf{z} - \mathbf{y}" in written.split("Let")[0]


# ---- nothing unchecked
def test_a_wrong_derivation_is_not_handed_out(monkeypatch):
    def wrong(*given, **options):
        return tuple(replace(d, result=add(d.result, d.result)) for d in derive_by_each(*given, **options))

    monkeypatch.setattr(interface, "derive_by_each", wrong)
    with pytest.raises(DerivError, match="(?s)the derivation fails its check: .*this is a bug in a rule of deriv"):
        deriv.derive(**GOOD)


def test_a_derivation_that_could_not_be_checked_is_not_handed_out(monkeypatch):
    unchecked = Verdict(None, why="no point was found")
    monkeypatch.setattr(interface, "check", lambda d: Checked(d, unchecked, check(d).parts))
    with pytest.raises(DerivError, match="the derivation could not be checked: no point was found"):
        deriv.derive(**GOOD)


def test_a_function_defined_nowhere():
    with pytest.raises(DerivError, match="could not be checked"):
        deriv.derive("log(−1 − x²)", "x", X)


# ---- what is shown
LAYOUTS = [  # function, variable, the line on the other layout
    ("yᵀWa", "W", "in numerator layout ∂f/∂W = ayᵀ"),
    ("yᵀa", "a", "in numerator layout ∂f/∂a = yᵀ"),
    ("Wa", "a", "in denominator layout ∂f/∂a = Wᵀ"),
    ("tr(W)", "W", None),
    ("x²", "x", None),
]


@pytest.mark.parametrize(("function", "wrt", "line"), LAYOUTS)
def test_both_layouts_are_shown_where_they_differ(function, wrt, line):
    shown = [x for x in str(deriv.derive(function, wrt, X)).splitlines() if "layout" in x]
    assert shown == ([line] if line else [])


@pytest.mark.parametrize("wrt", ["W", "λ", ["W", "a"]])
def test_the_last_line_is_on_the_check(wrt):
    d = deriv.derive("yᵀWa + λ aᵀa", wrt, X)
    lines, steps = len(d.lines), sum(1 for p in d.parts for _ in p.derivation.steps)
    *_, apart, last = str(d).splitlines()
    assert apart == ""
    assert re.fullmatch(rf"Checked: {lines} lines, {steps} steps; largest relative difference (0|\d·10⁻\S+)", last)


def test_each_form_that_a_notebook_shows():
    d = deriv.derive(**GOOD)
    assert (d._repr_latex_(), d._repr_markdown_()) == (d.latex(), d.markdown())


# ---- code
@pytest.mark.parametrize("wrt", ["x", ["x", "λ"]])
def test_what_code_is_written_for(wrt):
    d = deriv.derive(**GOOD | {"wrt": wrt})
    assert d.code("numpy") == d.code() == d.code("numpy", convention="projection")
    with pytest.raises(DerivError, match='convention="entries" needs a structure'):
        d.code("numpy", convention="entries")
    with pytest.raises(DerivError, match='no convention is called rows\n  the conventions are "projection"'):
        d.code("numpy", convention="rows")
    for target in ("matlab", None, []):
        with pytest.raises(DerivError, match="no code for .*\n  the targets are numpy, jax, torch"):
            d.code(target)
