"""Whatever is typed, there is a term or one FormulaError; a term that was read is written and read back."""
from hypothesis import given, settings
from hypothesis import strategies as st

from deriv.language.errors import FormulaError
from deriv.language.reading import declare, read
from deriv.language.tex import tex
from deriv.language.text import ascii, text
from tests.language.symbols import declared

SYMBOLS = declared(
    "A X: matrix(n, n)", "W: matrix(m, n)", "a: vector(m)", "x y: vector(n)", "c s: scalar", "lambda: scalar",
    "k: positive integer", "x1: vector(n)",
)
PIECES = [
    *"AXWaxycsλkIeπ12nq", "x1", "x₁", "0.5", "½", "𝟏", "𝟎", *"()[]{}|‖⟨⟩<>,+-−*/·×⊙⊗^'ᵀ²√_.=#é", " ", "\n",
    "\\", "||", ".*", "./", ".^", "⁻¹", "⁻ᵀ", "^T", "^-1", "^{", "_F", "tr", "det", "log", "exp", "sin", "diag", "kron",
    "inv", "ones", "eye", "sqrt", "softmax", r"\frac", r"\frac12", r"\left(", r"\right)", r"\mathbf{A}", r"\top",
    r"\lambda", r"\cdot", r"\log", r"\lvert", r"\rvert", r"\sqrt", r"\sqrt[3]", r"\operatorname{tr}", r"\quad",
]
WORDS = [
    "symmetric", "positive", "definite", "matrix", "vector", "scalar", "row", "integer", "function", "invertible",
    "nonnegative", "skew-symmetric", "semi-", "identity", "of", *"(),mn20+*-Xqé", " ", " ", "\n",
]


@settings(max_examples=1_000)
@given(st.lists(st.sampled_from(PIECES), max_size=14).map("".join) | st.text(max_size=20))
def test_formulas(formula):
    try:
        term = read(formula, SYMBOLS)
    except FormulaError as error:
        assert error.text == formula
        assert 0 <= error.start <= error.end <= len(formula) + 1
        assert str(error)
        return
    assert read(text(term), SYMBOLS) is term
    assert read(ascii(term), SYMBOLS) is term
    assert tex(term)


@settings(max_examples=500)
@given(st.lists(st.sampled_from(WORDS), max_size=10).map("".join) | st.text(max_size=20))
def test_declarations(spec):
    try:
        term = declare("W", spec)
    except FormulaError as error:
        assert error.text == spec
        assert 0 <= error.start <= error.end <= len(spec) + 1
        assert str(error)
        return
    assert len(term.shape) in (0, 2)
