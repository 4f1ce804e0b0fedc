r"""Markdown for anywhere: no HTML, formulas in dollars that KaTeX reads, text that no reader of Markdown acts on."""

from __future__ import annotations

import re
from html import unescape
from pathlib import Path

import pytest
from markdown_it import MarkdownIt

import deriv
from deriv.cookbook.document import (
    Aligned,
    Bullets,
    Code,
    Display,
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
from deriv.publish.portable import escape, portable
from deriv.publish.site.maths import Formula, render

ROOT = Path(__file__).parent.parent.parent
X = Math("x", "x")
END = Paragraph((Text("end"),))


def written(*blocks) -> str:
    return portable(Document("a/b", "", blocks))


def row(reason=(), relation="=", left=X, right=X) -> Aligned:
    return Aligned((Row(left, relation, right, tuple(reason)),))


# block, what it is as Markdown
BLOCKS = [
    (Heading(2, (Text("By "), X)), "## By $x$"),
    (Paragraph((Text("so "), Text("it", "emphasis"), Text(" is", "strong"))), "so *it*** is**"),
    (Paragraph((Link("rules/square", (Text("square "), X)),)), "square $x$"),
    (Paragraph((Link("https://a.org/b(c)", (Text("here"),)),)), "[here](https://a.org/b%28c%29)"),
    (Paragraph((Code("a`b"),)), "``a`b``"),
    (Display(Math("y = x", "y = x", r"y = \changed{x}"), "result"), "$$\ny = x\n$$"),
    (Bullets(((X,), (Text("b"),))), "- $x$\n- b"),
    (Table(((Text("a|b"),), (X,)), (((Math("|x|", "|x|"),), (Text("c"),)),)),
     "| a\\|b | $x$ |\n| --- | --- |\n| $\\vert{}x\\vert{}$ | c |"),
    (Note("check", "Checked", (Paragraph((Text("all"),)),)), "**Checked.** all"),
    (Source("python", "x = '```'\n"), "````python\nx = '```'\n````"),
]


@pytest.mark.parametrize(("block", "expected"), BLOCKS, ids=[type(b).__name__ for b, _ in BLOCKS])
def test_blocks(block, expected):
    assert written(block, END) == f"{expected}\n\nend\n"


def test_what_only_a_page_can_do_is_left_out():
    fold, download = Fold((Text("more"),), (Paragraph((Text("hidden"),)),)), Download("pdf", (Text("PDF"),))
    assert written(Paragraph((Text("a"),)), fold, download) == "a\n"
    assert written(Heading(2, (Text("Handout"),)), download, Paragraph((Text("a"),))) == "## Handout\n\na\n"


# words of a reason, how they stand in the formula
REASONS = [
    ([Text("multiply out")], r"\text{multiply out}"),
    ([Text("put "), X, Text(" for "), X], r"\text{put $x$ for $x$}"),
    ([Link("rules/square", (Text("see "), X))], r"\text{see $x$}"),
    ([X, X], r"\text{$x x$}"),
    ([Text("terms in ε"), X], r"\text{terms in $\varepsilon x$}"),
    ([Text("Müller’s {50%} & #1_2")], r"\text{Müller’s $\lbrace$50$\% \rbrace$ $\&$ $\#$1$\_$2}"),
    ([Text(r"\input{x} $")], r"\text{$\backslash$input$\lbrace$x$\rbrace$ $\$$}"),
]


@pytest.mark.parametrize(("reason", "expected"), REASONS, ids=[e for _, e in REASONS])
def test_reasons(reason, expected):
    assert written(row(reason)) == f"$$\n\\begin{{aligned}}\nx &= x && {expected}\n\\end{{aligned}}\n$$\n"


def test_rows():
    rows = Aligned((Row(X, "→", X), Row(None, "=", Math(r"a\,\{b\}<c", "")), Row(None, "=", X, (Text("why"),))))
    assert written(rows).splitlines()[2:-2] == [
        r"x &\to x \\", r"&= a\thinspace \lbrace b\rbrace < c \\", r"&= x && \text{why}",
    ]


HOSTILE = [
    "<script>alert(1)</script>", "# no heading", "- no bullet", "1. no number", "2) no number", "*a* _b_ `c` ~d~",
    "[a](http://b) ![c](d)", "> no quote", "| a | b |", "$x$ and $$y$$", "&lt; &#60;", "line\n\nline", "=====", "+ a",
    r"\input{/etc/passwd} \(x\)",
]


@pytest.mark.parametrize("said", HOSTILE)
def test_text_is_shown_as_it_is(said):
    reader = MarkdownIt("commonmark").enable(["table", "strikethrough"])
    (html,) = re.findall("^<p>(.*)</p>$", reader.render(escape(said)))
    assert unescape(html) == said.replace("\n", " ")


FUNCTIONS = [  # function, variables, symbols
    ("(aᵀWb − c)²", "W", {"W": "matrix(m, n)", "a": "vector(m)", "b": "vector(n)", "c": "scalar"}),
    ("log|XᵀX + λI| + ‖AX − B‖_F²", "X",
     {"X": "matrix(p, n)", "A": "matrix(q, p)", "B": "matrix(q, n)", "λ": "positive scalar"}),
    ("‖A − U Vᵀ‖_F²", ["U", "V"], {"A": "matrix(m, n)", "U": "matrix(m, k)", "V": "matrix(n, k)"}),
    ("xᵀAx / xᵀx", "x", {"x": "vector(n)", "A": "matrix(n, n)"}),
    ("sum(log(1 + exp(−y ⊙ Xw)))", "w", {"X": "matrix(m, n)", "y": "vector(m)", "w": "vector(n)"}),
    ("X⁻¹", "X", {"X": "invertible matrix(n, n)"}),
]


@pytest.mark.parametrize(("function", "wrt", "where"), FUNCTIONS, ids=[f for f, *_ in FUNCTIONS])
def test_derivations(function, wrt, where):
    text = deriv.derive(function.replace("(1 +", "(ones(m) +"), wrt, where).markdown()
    assert not re.search(r"<\w|</|\\changed|\]\(|\\\(|\\\[", text)
    displays = re.findall(r"^\$\$\n(.*?)\n\$\$$", text, re.MULTILINE | re.DOTALL)
    rest = re.sub(r"^\$\$\n.*?\n\$\$$", "", text, flags=re.MULTILINE | re.DOTALL)
    inline = re.findall(r"\$([^$]+)\$", rest)
    assert "$" not in re.sub(r"\$([^$]+)\$", "", rest)
    assert any(r"\begin{aligned}" in d for d in displays) and not any("\n\n" in d or "$$" in d for d in displays)
    assert all(tex == tex.strip() for tex in inline)
    done = render([*(Formula(d, True) for d in displays), *(Formula(i, False) for i in inline)], ROOT / "node_modules")
    assert [d["error"] for d in done if "error" in d] == []
