"""Where a formula may go on to the next line: / marks a good place, · one inside brackets."""
import pytest

from deriv.publish.breaking import breakable, pieces

BROKEN = [
    ("a+b", "a/+b"),
    ("a = b - c", "a / = b / - c"),
    ("-a", "-a"),
    ("a = -b", "a / = -b"),
    ("f(a+b)+c", "f(a~+b)/+c"),
    (r"f\bigl[ a+b \bigr] + c", r"f\bigl[ a~+b \bigr] / + c"),
    (r"\left(a+b\right)+c", r"\left(a+b\right)/+c"),
    (r"\left(a+\left[b-c\right]\right)+c = d", r"\left(a+\left[b-c\right]\right)/+c / = d"),
    (r"\frac{a+b}{c-d}-e", r"\frac{a+b}{c-d}/-e"),
    ("x^{k-1}-y_{i+1}", "x^{k-1}/-y_{i+1}"),
    ("x^-", "x^-"),
    ("[0, 1) + a", "[0, 1) / + a"),
    ("a) + b", "a) / + b"),
    ("|a+b|+c", "|a~+b|/+c"),
    (r"\log|a+b|-\log|c|", r"\log|a~+b|/-\log|c|"),
    (r"\lVert a-b\rVert-c", r"\lVert a~-b\rVert/-c"),
    (r"(-a)", r"(-a)"),
    (r"a \cdot -b", r"a \cdot -b"),
    (r"a \le b \to c", r"a / \le b / \to c"),
    (r"a,\quad b = c", r"a,/ \quad b / = c"),
    (r"\begin{cases}a+b\\c-d\end{cases}+e", r"\begin{cases}a+b\\c-d\end{cases}/+e"),
    (r"\operatorname{tr}(a+b)", r"\operatorname{tr}(a~+b)"),
]


@pytest.mark.parametrize(("tex", "broken"), BROKEN, ids=[t for t, _ in BROKEN])
def test_breakable(tex, broken):
    expected = broken.replace("/ ", "/").replace("/", r"\derivbreak ").replace("~", r"\derivinnerbreak ")
    assert breakable(tex) == expected


@pytest.mark.parametrize("tex", [t for t, _ in BROKEN])
def test_marks_only_are_added(tex):
    assert breakable(tex).replace(r"\derivbreak ", "").replace(r"\derivinnerbreak ", "") == tex


def test_pieces_know_how_deep_in_brackets_they_begin():
    found = [(0, "f(x"), (1, "+g[y"), (2, "+|z"), (3, "+1|"), (2, "-2])"), (0, "=0")]
    assert pieces("f(x+g[y+|z+1|-2])=0") == found
