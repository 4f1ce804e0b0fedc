"""LaTeX: what is marked as changed, what only derivations write, and that all of it is well-formed."""
import re

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from deriv.language.build import add, negative, times
from deriv.language.errors import FormulaError
from deriv.language.operators import (
    ALL,
    ENTRY,
    EPS,
    INVERSE,
    MATRIX_POWER,
    NUMBER,
    SIGMA,
    TRACE,
    VALUE,
    anything,
    eye,
    letter,
    number,
    ones,
    remainder,
    symbol,
    sympy_function,
    zero,
)
from deriv.language.reading import read
from deriv.language.terms import Op, make, subterms
from deriv.language.tex import Full, Slim, tex
from deriv.language.text import ascii, text
from tests.language.formulas import SYMBOLS, formulas
from tests.language.symbols import declared

NAMES = declared(
    "A B C X: matrix(n, n)", "a b x y: vector(n)", "c s t p q: scalar", "k r: positive integer",
) | {"ε": EPS, "U": symbol("U", "n", "n"), "u": symbol("u", "n")}
X, U, r, k = NAMES["X"], NAMES["U"], NAMES["r"], NAMES["k"]


def of(formula):
    return read(formula, NAMES)


PRIMED = [("t′", False, "t'"), ("D′", True, r"\mathbf{D}'"), ("λ′", False, r"\lambda'")]


@pytest.mark.parametrize(("name", "bold", "latex"), PRIMED)
def test_a_prime_stands_behind_the_letter(name, bold, latex):
    assert tex(symbol(name, *(("n", "n") if bold else ()))) == latex


MARKED = [  # the formula, what has changed, the LaTeX with \mathbf{X} shortened to X
    ("A + B", ["B"], r"A + \changed{B}"),
    ("A − B", ["−B"], r"A \changed{{}-B}"),
    ("A − B", ["B"], r"A - \changed{B}"),
    ("−s + t", ["−s"], r"\changed{-s} + t"),
    ("A + B + C", ["A + B"], r"\changed{A + B} + C"),
    ("A + B + C", ["B + C"], r"A + \changed{B + C}"),
    ("AXB", ["AX"], r"\changed{AX}B"),
    ("AXB", ["X"], r"A\changed{X}B"),
    ("AAA", ["A"], r"\changed{A}\changed{A}\changed{A}"),
    ("tr(AX)", ["AX"], r"\operatorname{tr}(\changed{AX})"),
    ("tr(AX)", ["AX", "X"], r"\operatorname{tr}(\changed{AX})"),
    ("tr(AX) + s", ["tr(AX)"], r"\changed{\operatorname{tr}(AX)} + s"),
    ("(s + t)²", ["s + t"], r"(\changed{s + t})^{2}"),
    ("(s/t)²", ["s/t"], r"\left(\changed{\frac{s}{t}}\right)^{2}"),
    ("s/t", ["s"], r"\frac{\changed{s}}{t}"),
    ("X⁻¹", ["X"], r"\changed{X}^{-1}"),
    ("X⁻ᵀ", ["X⁻¹"], r"(\changed{X^{-1}})^{\mathsf{T}}"),
    ("2 aᵀx", ["aᵀx"], r"2\changed{a^{\mathsf{T}}x}"),
    ("2s aᵀx", ["2s"], r"\changed{2s}\,a^{\mathsf{T}}x"),
    ("sA", ["s"], r"\changed{s}A"),
    ("2sA", ["2s"], r"\changed{2s}A"),
    ("log|s|", ["|s|"], r"\log\changed{\lvert s\rvert}"),
    ("s log t", ["log t"], r"s\changed{\log t}"),
    ("log(s) t", ["log s"], r"\changed{\log(s)}\,t"),
    ("A ⊙ B ⊙ C", ["A ⊙ B"], r"\changed{A \odot B} \odot C"),
    ("A", ["A"], r"\changed{A}"),
    ("A", ["B"], "A"),
]


@pytest.mark.parametrize(("formula", "changed", "latex"), MARKED, ids=[f"{m[0]}: {', '.join(m[1])}" for m in MARKED])
def test_marks(formula, changed, latex):
    shown = tex(of(formula), frozenset(map(of, changed)))
    assert re.sub(r"\\mathbf\{(\w)\}", r"\1", shown) == latex


before, after = make(MATRIX_POWER, X, r), make(MATRIX_POWER, X, add(k, number(-1), negative(r)))
series = make(SIGMA, r, number(0), add(k, number(-1)), make(TRACE, times(before, U, after)))
f, F = symbol("f"), symbol("F", "n", "n")
WRITTEN = [  # only derivations write these
    (times(EPS, series), "ε Σ_{r=0}^{k−1} tr(X^r UX^(k−1−r))",
     r"\varepsilon\sum_{r=0}^{k - 1} \operatorname{tr}(\mathbf{X}^{r}\mathbf{U}\mathbf{X}^{k - 1 - r})"),
    (make(VALUE, f, add(X, times(EPS, U))), "f(X + εU)", r"f(\mathbf{X} + \varepsilon\mathbf{U})"),
    (make(VALUE, F, X), "F(X)", r"\mathbf{F}(\mathbf{X})"),
    (times(number(2), EPS, make(VALUE, f, X)), "2ε f(X)", r"2\varepsilon f(\mathbf{X})"),
    (add(of("c"), remainder(2)), "c + O(ε²)", r"c + O(\varepsilon^{2})"),
    (remainder(1, "n"), "O(ε)", r"O(\varepsilon)"),
    (make(ENTRY, X, r, k), "X_rk", r"X_{rk}"),
    (make(ENTRY, NAMES["x"], r), "x_r", r"x_{r}"),
    (make(ENTRY, make(INVERSE, X), r, add(k, number(1))), "(X⁻¹)_{r,k + 1}", r"(\mathbf{X}^{-1})_{r,k + 1}"),
    (make(ENTRY, symbol("K1", "n", "n"), r, k), "K₁_rk", r"(K_{1})_{rk}"),
    (letter("M", "n", "n"), "M", r"\mathbf{M}"),
    (letter("φ"), "φ", r"\varphi"),
    (anything("p"), "p", "p"),
    (symbol("p1"), "p₁", "p_{1}"),
    (symbol("p₁"), "p₁", "p_{1}"),
    (symbol("Σ", "n", "n"), "Σ", r"\boldsymbol{\Sigma}"),
    (symbol("loss"), "loss", r"\mathit{loss}"),
    (symbol("W_hidden", "m", "n"), "W_hidden", r"\mathbf{W}_{\mathrm{hidden}}"),
    (eye("n"), "eye(n)", r"\mathbf{I}"),
    (zero("m", "n"), "zeros(m, n)", r"\mathbf{0}"),
    (ones("n"), "ones(n)", r"\mathbf{1}"),
    (ones(1, "n"), "ones(1, n)", r"\mathbf{1}^{\mathsf{T}}"),
]


@pytest.mark.parametrize(("term", "unicode", "latex"), WRITTEN, ids=[w[1] for w in WRITTEN])
def test_written_by_derivations(term, unicode, latex):
    assert (text(term), tex(term)) == (unicode, latex)


def test_an_operator_without_notation_is_refused():
    from deriv.language.terms import Notation

    nameless = Op("nameless", lambda s: s, Notation("own"))
    for write in (text, ascii, tex):
        with pytest.raises(TypeError, match="no way to write nameless"):
            write(make(nameless, X))


def test_every_operator_has_a_notation():
    from deriv.language.writing import method

    assert all(method(op) for op in (*ALL, sympy_function("erf")))


COMMANDS = {
    "mathbf", "mathsf", "mathit", "mathrm", "boldsymbol", "operatorname", "frac", "tfrac", "sqrt", "left", "right",
    "lvert", "rvert", "lVert", "rVert", "langle", "rangle", "odot", "oslash", "otimes", "cdot", "log", "sin", "exp",
    "tanh", "sigma", "pi", "lambda", "mu", "Sigma", "changed",
}


def well_formed(latex: str) -> None:
    depth = 0
    for brace in re.findall(r"(?<!\\)[{}]", latex):
        depth += 1 if brace == "{" else -1
        assert depth >= 0
    assert depth == 0
    assert latex.count(r"\left") == latex.count(r"\right")
    assert latex.count("(") == latex.count(")")
    assert set(re.findall(r"\\([A-Za-z]+)", latex)) <= COMMANDS
    assert latex.isascii()
    assert "^{}" not in latex and "}^{2}^{" not in latex and "--" not in latex


@settings(max_examples=200, suppress_health_check=list(HealthCheck))
@given(formulas(), st.data())
def test_well_formed(drawn, data):
    try:
        term = read(drawn[0], SYMBOLS)
    except FormulaError:
        assume(False)
    well_formed(tex(term))
    parts = [t for t in subterms(term) if t.op is not NUMBER]  # −1 and ½ may show as a minus and a root
    assume(parts)
    changed = frozenset(data.draw(st.lists(st.sampled_from(parts), max_size=3)))
    marked = tex(term, changed)
    well_formed(marked)
    assert (r"\changed" in marked) == bool(changed & set(parts))


def test_the_levels_are_those_of_the_notations():
    """Where an operator says how tightly it binds, the writers agree."""
    from deriv.language.writing import Level

    x = symbol("x", "n", "n")
    for op in ALL:
        if op.notation.kind in ("infix", "postfix") and op is not INVERSE:
            piece = Full(Slim()).piece(make(op, x, x) if op.notation.kind == "infix" else make(op, x))
            assert piece.binds == op.notation.binds == Level(op.notation.binds), op
