"""How wide a formula is, and the lines that it is put on."""
import re

import pytest

from deriv.publish.fitting import em, fitted

WIDTHS = [
    ("x", 0.4, 0.8), (r"\mathbf{X}", 0.6, 1.0), (r"\frac{a + b + c}{d}", 2.5, 5), (r"\tfrac{1}{2}", 0.4, 0.8),
    (r"f(\mathbf{X}) + O(\varepsilon^{2})", 5, 8.5), (r"\operatorname{tr}(\mathbf{U}^{\mathsf{T}}\mathbf{G})", 3, 6),
]


@pytest.mark.parametrize(("tex", "least", "most"), WIDTHS, ids=[tex for tex, *_ in WIDTHS])
def test_widths_are_about_right(tex, least, most):
    assert least < em(tex) < most


def test_what_fits_stays():
    assert fitted("a + b", em("a + b")) == ["a + b"]
    assert fitted("a + b", em("a + b") - 0.01) == ["a", "+ b"]


FITTED = [
    ("f(x) + g(a + b) + c", ["f(x) + g(a + b)", "+ c"]),
    ("f(x + y) + g(a + b) + c", ["f(x + y)", "+ g(a + b) + c"]),
    ("f(x) + g(a + b + c + d) + e", ["f(x) + g(a + b", "+ c + d) + e"]),
    ("f + g(h(a + b) + c + d)", ["f + g(h(a + b)", "+ c + d)"]),
    ("abcdefghijklmnopqrs", ["abcdefghijklmnopqrs"]),
]


@pytest.mark.parametrize(("tex", "lines"), FITTED, ids=[tex for tex, _ in FITTED])
def test_lines_break_at_the_top_or_as_little_inside_brackets_as_they_can(tex, lines):
    assert fitted(tex, 8) == lines


def test_a_long_formula_breaks_before_its_signs():
    tex = " + ".join(rf"\mathbf{{A}}_{{{i}}}\mathbf{{X}}" for i in range(20))
    lines = fitted(tex, 20)
    assert len(lines) > 2
    assert all(em(line) <= 20 for line in lines)
    assert all(line.startswith("+") for line in lines[1:])
    assert re.sub(r"\s", "", "".join(lines)) == re.sub(r"\s", "", tex)
