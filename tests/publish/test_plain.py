"""Documents on a terminal."""
import pytest

from deriv.cookbook.document import (
    Aligned,
    Bullets,
    Document,
    Download,
    Fold,
    Heading,
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Source,
    Table,
    Text,
)
from deriv.publish.columns import filled, folded, harmless, width
from deriv.publish.plain import plain
from tests.publish.latex_documents import HOSTILE, LOGDET, NESTED, PAGES, SOFTMAX, SQUARE, aligned, formulas, words

DERIVED = """\
    f(X + εU) = log |X + εU|                            substitute X + εU for X
              = log |X(I + εX⁻¹U)|                      take X out; X is invertible
              = log(|X| |I + εX⁻¹U|)                    |AB| = |A||B|
              = log |X| + log |I + εX⁻¹U|               log ab = log a + log b
              = log |X| + log(1 + ε tr(X⁻¹U) + O(ε²))   ▸ |I + εM| = 1 + ε tr M + O(ε²)
              = f(X) + ε tr(X⁻¹U) + O(ε²)               log(1 + t) = t + O(t²)
    tr(X⁻¹U) = tr(UᵀX⁻ᵀ)                                tr M = tr Mᵀ
so
    ∂f/∂X = X⁻ᵀ
"""

NARROW = """\
    f(W + εU) = (aᵀ(W + εU)b − c)²
                    (substitute W + εU for W)
              = (aᵀWb − c + ε aᵀUb)²
                    (multiply out)
              = (aᵀWb − c)² + 2ε (aᵀWb − c) aᵀUb + O(ε²)
                    ((s + εt)² = s² + 2εst + O(ε²))
"""

NAMED = """\
Let z = Xw, s = 1ᵀe^{z} and p = e^{z}/s. Replacing w by w + εu,
    z     → z + ε Xu
    e^{z} → e^{z} + ε e^{z} ⊙ Xu + O(ε²)       entry by entry, e^{t+ε} = e^{t}(1 + ε) + O(ε²)
    s     → s + ε (e^{z})ᵀXu + O(ε²)           1ᵀ(a ⊙ b) = aᵀb
"""

LONG = """\
    log |K + ε(UᵀX + XᵀU) + O(ε²)|
     = log |K| + ε tr(K⁻¹(UᵀX + XᵀU)) + O(ε²)
           (log-determinant near K)
    f(X + εU) = f(X)
                  + ε [ tr(K⁻¹(UᵀX + XᵀU)) + 2 tr(RᵀAU) ]
                  + tr(K⁻¹UᵀX) − tr(K⁻¹XᵀU) + O(ε²)
                    (all first-order terms side by side,
                    each to be brought to the form in which
                    the direction stands in front)
"""


@pytest.mark.parametrize(("document", "columns", "lines"), [
    (LOGDET, 100, DERIVED), (SQUARE, 60, NARROW), (SOFTMAX, 100, NAMED), (NESTED, 60, LONG),
], ids=["wide", "narrow", "names", "long"])
def test_derivation(document, columns, lines):
    assert lines in plain(document, columns)


@pytest.mark.parametrize("columns", [50, 60, 80, 100, 140])
@pytest.mark.parametrize("document", [*PAGES, HOSTILE], ids=lambda d: d.slug)
def test_nothing_is_wider_than_the_terminal(document, columns):
    text = plain(document, columns)
    assert [line for line in text.splitlines() if width(line) > columns and "np.linalg" not in line] == []
    assert all(line == line.rstrip() for line in text.splitlines())
    assert "\n\n\n" not in text


def test_every_word_is_said_at_every_width():
    def squeezed(text):
        return "".join(c for c in text if c not in " \n═─()")

    body = Document("x", "X", SQUARE.blocks[3:7])
    assert squeezed(plain(body, 40)) == squeezed(plain(body, 200))


def test_blocks():
    m = formulas()
    code = Source("python", "x = 1\n", "NumPy")
    document = Document("x", "X", (
        Heading(1, (Text("The title"),)),
        Paragraph((Text("One "), Link("rules/a", (Text("linked"),)), Text(" word."))),
        Paragraph((Text("Another."),)),
        Bullets((words(m, "first $X$"), words(m, "second"))),
        Note("check", "Checked", (Paragraph((Text("all lines."),)),)),
        Note("result", "", (Aligned((Row(m("X"), "=", m("A")),)),)),
        Table((words(m, "name"), words(m, "value")), ((words(m, "$X$"), words(m, "1")),)),
        code, Fold((Text("hidden"),), (code,)), Download("pdf", (Text("PDF"),)),
    ))
    assert plain(document) == """\
The title
═════════

One linked word.

Another.
• first X
• second

Checked: all lines.

    X = A

name  value
────  ─────
X     1

NumPy
    x = 1
"""


def test_a_wide_table_becomes_a_list():
    rows = ((Text("a" * 20),), (Text("b " * 20),)), ((Text("c"),), (Text("d"),))
    table = Table(((Text("name"),), (Text("value"),)), rows)
    assert plain(Document("x", "X", (table,)), 30) == """\
name: aaaaaaaaaaaaaaaaaaaa
value: b b b b b b b b b b b
  b b b b b b b b b

name: c
value: d
"""


def test_a_line_that_does_not_hold_is_marked():
    row = Row(Math("", "X"), "=", Math("", "Y"), (Text("wrong"),), ok=False)
    assert plain(Document("x", "X", (Aligned((row,)),))) == "    X = Y   ✗ wrong\n"


def test_reasons_align_where_letters_are_wide_or_carry_accents():
    m = formulas()
    rows = aligned(m, ("X̂", "=", "A", "first"), ("中", "=", "AB", "second")).rows
    first, second = plain(Document("x", "X", (Aligned(rows),))).splitlines()
    assert width(first.partition("first")[0]) == width(second.partition("second")[0])


@pytest.mark.parametrize(("text", "columns"), [("abc", 3), ("X̂", 1), ("中文", 4), ("𝟏ᵀ", 2), ("a\u200bb", 2), ("", 0)])
def test_width(text, columns):
    assert width(text) == columns


@pytest.mark.parametrize(("text", "shown"), [
    ("\x1b[31mred", "␛[31mred"), ("a\x07", "a␇"), ("\x9b", "\ufffd"), ("a\nb", "a\nb"), ("a\tb", "a   b"),
])
def test_harmless(text, shown):
    assert harmless(text) == shown


def test_no_title_commands_the_terminal():
    title = "\x1b]0;owned\x07"
    document = Document("x", title, (Heading(1, (Text(title),)), Note("note", title, ()), Source("text", title, title)))
    assert not {"\x1b", "\x07"} & set(plain(document))


@pytest.mark.parametrize(("formula", "columns", "lines"), [
    ("a + b − c", 20, ["a + b − c"]),
    ("aaaa + bbbb − cccc", 12, ["aaaa + bbbb", "− cccc"]),
    ("f(aaaa + bbbb) + cccc", 16, ["f(aaaa + bbbb)", "+ cccc"]),
    ("f(aaaa + bbbb − cccc)", 14, ["f(aaaa + bbbb", "− cccc)"]),
    ("|aaaa + bbbb| + cccc", 14, ["|aaaa + bbbb|", "+ cccc"]),
    ("aaaaaaaaaaaaaaaa", 4, ["aaaaaaaaaaaaaaaa"]),
])
def test_folded(formula, columns, lines):
    assert folded(formula, columns) == lines


def test_filled():
    assert filled("one two three", 7) == ["one two", "three"]
    assert filled("let x\u00a0=\u00a0y be", 9) == ["let x = y", "be"]
    assert filled("", 9) == [""]
