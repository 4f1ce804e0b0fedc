"""Fragments compile where people paste them, and nothing sticks out."""
import re

import pytest
from pypdf import PdfReader

from deriv.cookbook.document import (
    Aligned,
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
from deriv.publish.latex import align, latex, macros
from deriv.publish.pdf import compile_pdf
from tests.publish.latex_documents import HOSTILE, NESTED, PAGES, SQUARE, aligned, formulas

_USES = r"\usepackage{amsmath,bm}"


def paper(document_class, body):
    return f"{document_class}{_USES}\n\\begin{{document}}\n{body}\n\\end{{document}}\n"


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


def frames(documents):
    return "\n".join(f"\\begin{{frame}}[allowframebreaks]\n{latex(d)}\\end{{frame}}" for d in documents)


def slim(documents):
    """In columns of every width, in lists, in a box."""
    short = Document("short", "Short", SQUARE.blocks[3:7])
    columns = [
        f"\\begin{{list}}{{}}{{\\leftmargin20mm\\rightmargin\\dimexpr\\linewidth-{20 + w}mm}}\\item\\relax\n"
        f"{latex(d)}\\end{{list}}\n"
        for d in documents for w in (40, 60, 80, 100)
    ]
    nested = f"\\begin{{itemize}}\\item\\begin{{quote}}\n{latex(SQUARE)}\\end{{quote}}\\end{{itemize}}\\clearpage\n"
    return "".join(columns) + nested + f"\\fbox{{\\parbox{{9cm}}{{{latex(short)}}}}}"


ALL = (*PAGES, HOSTILE)
FRAGMENTS = "\n\n".join(map(latex, ALL))
FONTS = r"\usepackage[T1]{fontenc}\usepackage{lmodern}"
PAPERS = {
    "article": paper(r"\documentclass{article}", FRAGMENTS),
    "article-two-columns": paper(r"\documentclass[11pt,twocolumn]{article}" + FONTS, FRAGMENTS),
    "ieee-two-columns": paper(r"\documentclass{IEEEtran}", FRAGMENTS),
    "ieee-one-column": paper(r"\documentclass[onecolumn]{IEEEtran}", FRAGMENTS),
    "beamer": paper(r"\documentclass{beamer}", frames(ALL)),
    "narrow": paper(r"\documentclass{article}", slim(PAGES)),
}


@pytest.mark.tex
@pytest.mark.parametrize("name", PAPERS)
def test_paper(name, tmp_path):
    """compile_pdf refuses TeX errors, boxes more than 1pt too wide, undefined references and missing characters."""
    said = text_of(compile_pdf(PAPERS[name], name, tmp_path))
    assert said.count("Derivation") >= len(PAGES)
    assert "the trace is cyclic" in re.sub(r"\s+", " ", said)


@pytest.mark.tex
def test_lualatex(tmp_path):
    assert compile_pdf(PAPERS["article"], "lua", tmp_path, engine="lualatex").exists()


@pytest.mark.tex
def test_hostile_words_print_as_they_are(tmp_path):
    tex = paper(r"\documentclass{article}" + FONTS, latex(HOSTILE))
    said = re.sub(r"\s+", "", text_of(compile_pdf(tex, "hostile", tmp_path)))
    assert said.count(r"\input{/etc/passwd}\write18{touchx}50%#1^^Ma&b$x_i$~{}<b>--") >= 9
    assert "root:" not in said


@pytest.mark.tex
def test_a_fragment_takes_the_authors_macros(tmp_path):
    """What an author defines before the fragment stands."""
    tex = paper(r"\documentclass{article}", r"\newcommand\derivreasonstyle{\itshape MARK }" + latex(SQUARE))
    assert "MARK" in text_of(compile_pdf(tex, "own", tmp_path))


def _one_row(math, reason="because it is so"):
    return Document("x", "X", (Aligned((Row(Math("x", "x"), "=", math, (Text(reason),)),)),))


@pytest.mark.tex
@pytest.mark.parametrize(("name", "tex"), [
    ("long-sum", " + ".join(["abcdefgh"] * 40)),
    ("in-brackets", "g(" + " - ".join(["abcdefgh"] * 40) + ")"),
    ("whole-group", r"\left(" + " + ".join(["abcdefgh"] * 13) + r"\right)"),
    ("fraction", r"\frac{" + " + ".join(["abcdefgh"] * 13) + "}{y}"),
])
def test_no_formula_sticks_out(name, tex, tmp_path):
    math = Math(tex, tex)
    blocks = (*_one_row(math).blocks, Display(math), *_one_row(math, "a reason " * 30).blocks)
    compile_pdf(paper(r"\documentclass{article}", latex(Document("x", "X", blocks))), name, tmp_path)


@pytest.mark.tex
def test_the_check_can_fail(tmp_path):
    """A word that cannot be broken does stick out, and is reported."""
    tex = paper(r"\documentclass{article}", latex(Document("x", "X", (Paragraph((Text("a" * 200),)),))))
    with pytest.raises(Exception, match="pt too wide"):
        compile_pdf(tex, "wide", tmp_path)


@pytest.mark.tex
def test_as_an_author_would_type_it(tmp_path):
    """align* compiles as well, where there is room."""
    tex = paper(r"\documentclass[a4paper]{article}\usepackage[margin=2cm]{geometry}", "".join(map(align, PAGES[:-1])))
    assert "deriv" not in align(NESTED).replace("derivative", "")
    assert "the trace is cyclic" in re.sub(r"\s+", " ", text_of(compile_pdf(tex, "typed", tmp_path)))


# ---- what is written
def test_align():
    m = formulas("ab")
    lines = aligned(m, ("W", "→", "W + εU", "multiply $a$ out"), ("", "=", "U", ""))
    assert align(Document("x", "X", (lines, Display(m("W"))))) == r"""\begin{align*}
  \mathbf{W} &\to \mathbf{W} + \varepsilon \mathbf{U} && \text{multiply $\mathbf{a}$ out} \\
  &= \mathbf{U}
\end{align*}
\[
  \mathbf{W}
\]
"""


def test_only_long_formulas_are_marked():
    m = formulas()
    tex = latex(Document("x", "X", (Display(m("X + U")), Display(m("X + U + X + U + X + U")))))
    assert r"\derivdisplay{\mathbf{X} + \mathbf{U}}" in tex
    assert r"\mathbf{X} \derivbreak + \mathbf{U} \derivbreak + " in tex


def test_a_fragment_needs_no_parameters():
    """No # outside text: a fragment may stand inside an argument, such as a frame of beamer."""
    assert "#" not in macros()
    assert "#" not in latex(NESTED)


def test_row():
    m = formulas("ab")
    tex = latex(Document("x", "X", (aligned(m, ("W", "→", "W + εU", "multiply $a$ out"), ("", "=", "U", "")),)))
    assert r"""\derivlines{%
  \derivchain
  \derivrow{\mathbf{W}}{\to}%
    {\mathbf{W} + \varepsilon \mathbf{U}}%
    {multiply $\mathbf{a}$ out}%
  \derivrow{}{=}%
    {\mathbf{U}}%
    {}%
}
""" in tex


def test_what_only_a_page_has_is_left_out_with_its_heading():
    code = Source("python", "import numpy", "NumPy")
    document = Document("x", "X", (
        Heading(1, (Text("Title"),)), Heading(2, (Text("Code"),)), code, Fold((Text("More"),), (code,)),
        Heading(2, (Text("Empty"),)), Heading(2, (Text("Full"),)), Heading(3, (Text("Deep"),)),
        Paragraph((Text("words"),)),
        Heading(2, (Text("Handout"),)), Download("pdf", (Text("PDF"),)),
    ))
    body = latex(document).partition(r"\begingroup")[2]
    found = re.findall("Title|Code|More|Empty|Full|Deep|words|Handout|numpy|PDF", body)
    assert found == ["Title", "Full", "Deep", "words"]


def test_links_are_words_and_marks_stay_out():
    links = Link("rules/a", (Text("cyclic"),)), Link("https://a.org", (Text("paper"),))
    tex = latex(Document("x", "X", (Aligned((Row(None, "=", Math("x", "x", r"\changed{x}"), links),)),)))
    assert r"\changed" not in tex
    assert "{cyclicpaper}" in tex


def test_notes_and_tables():
    table = Table(((Text("a&b"),), ()), (((Text("c"),), (Math("x", "x"),)),))
    tex = latex(Document("x", "X", (Note("conditions", "Conditions", (Paragraph((Text("holds"),)),)), table)))
    assert "\\textbf{Conditions.} holds\\par" in tex
    assert "  \\derivcell{a\\&b}%\n  \\derivcell{}%\n  \\derivhead\n" in tex
    assert "  \\derivcell{c}%\n  \\derivcell{$x$}%\n  \\derivend\n" in tex


def test_an_unknown_part_is_an_error():
    with pytest.raises(TypeError):
        latex(Document("x", "X", ("text",)))
    with pytest.raises(TypeError):
        latex(Document("x", "X", (Paragraph(("text",)),)))
