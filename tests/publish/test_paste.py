"""LaTeX to paste: source as a person would type it, compiled in the classes that people use."""
import re
import shutil

import pytest

from deriv.publish.paste import ARTICLE, COLUMN, em, fitted, paste
from deriv.publish.pdf import compile_pdf

import deriv

CASES = {
    "residual": ("(aᵀWb − c)²", "W", {"W": "matrix(m, n)", "a": "vector(m)", "b": "vector(n)", "c": "scalar"}),
    "log-determinant": ("log|X|", "X", {"X": "invertible matrix(n, n)"}),
    "named": ("log|XᵀX + λI| + ‖AX − B‖²_F", "X", {"X": "matrix(m, n)", "λ": "scalar", "A": "matrix(p, m)", "B": "matrix(p, n)"}),
    "quotient": ("xᵀAx / xᵀx", "x", {"A": "matrix(n, n)", "x": "vector(n)"}),
    "network": ("½‖V tanh(Wx) − y‖²", "W", {"V": "matrix(p, m)", "W": "matrix(m, n)", "x": "vector(n)", "y": "vector(p)"}),
}
CLASSES = {"article": ARTICLE, "IEEEtran": COLUMN, "beamer": 30.0}


@pytest.fixture(scope="module")
def documents():
    return [deriv.derive(*case).document for case in CASES.values()]


def test_the_source_is_plain_amsmath(documents):
    source = paste(documents[0])
    assert source.count(r"\begin{align*}") == 1
    assert r"\tag*{\small multiply out}" in source
    assert r"\frac{\partial f}{\partial \mathbf{W}} = 2(\mathbf{a}" in source
    for macro in (r"\newcommand", r"\def", r"\deriv", r"\changed", r"\input"):
        assert macro not in source


@pytest.mark.tex
@pytest.mark.parametrize("kind", CLASSES)
def test_fragments_compile_in(kind, documents, tmp_path):
    """compile_pdf refuses errors, overfull boxes and undefined references."""
    frame = ("\\begin{frame}[allowframebreaks]\n", "\\end{frame}\n") if kind == "beamer" else ("", "")
    body = "\n".join(frame[0] + paste(d, CLASSES[kind]) + frame[1] for d in documents)
    tex = f"\\documentclass{{{kind}}}\n\\usepackage{{amsmath,bm}}\n\\begin{{document}}\n{body}\\end{{document}}\n"
    assert shutil.which("latexmk")
    assert compile_pdf(tex, kind, tmp_path).stat().st_size > 10_000


@pytest.mark.parametrize(("tex", "least", "most"), [
    ("x", 0.4, 0.8), (r"\mathbf{X}", 0.6, 1.0), (r"\frac{a + b + c}{d}", 2.5, 5), (r"f(\mathbf{X}) + O(\varepsilon^{2})", 5, 8.5),
    (r"\operatorname{tr}(\mathbf{U}^{\mathsf{T}}\mathbf{G})", 3, 6),
])
def test_widths_are_about_right(tex, least, most):
    assert least < em(tex) < most


def test_a_long_formula_breaks_before_its_signs():
    tex = " + ".join(rf"\mathbf{{A}}_{{{i}}}\mathbf{{X}}" for i in range(20))
    pieces = fitted(tex, 20)
    assert len(pieces) > 2
    assert all(em(p) <= 20 for p in pieces)
    assert all(p.startswith("+") for p in pieces[1:])
    assert re.sub(r"\s", "", "".join(pieces)) == re.sub(r"\s", "", tex)
