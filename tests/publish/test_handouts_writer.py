"""The LaTeX of handouts: how derivations, displays and tables are written, and that nothing sticks out of a line."""
import re

import pytest
from pypdf import PdfReader

from deriv.cookbook.document import (
    Aligned,
    Bullets,
    Display,
    Document,
    Download,
    Fold,
    Heading,
    Math,
    Note,
    Paragraph,
    Row,
    Source,
    Table,
    Text,
)
from deriv.language.errors import DerivError
from deriv.publish.handouts import typeset
from deriv.publish.handouts.writer import Writer
from deriv.publish.pdf import compile_pdf
from tests.publish.latex_documents import HOSTILE, NESTED, PAGES, aligned, formulas

HEADINGS = ["addsec", "subsection*", "subsubsection*"]


def written(*blocks):
    return Writer(HEADINGS, ()).blocks(blocks)


def handout(*blocks):
    (made,) = typeset([Document("x/y", "X", blocks)], ["recipe"])
    return made.tex


def text_of(pdf):
    return "\n".join(page.extract_text() for page in PdfReader(pdf).pages)


def slim(document):
    """The document in columns of every width, and in a list in a quotation."""
    body = written(*document.blocks)
    columns = [
        f"\\begin{{list}}{{}}{{\\leftmargin20mm\\rightmargin\\dimexpr\\linewidth-{20 + w}mm}}\\item\\relax\n"
        f"{body}\\end{{list}}\n"
        for w in (40, 60, 80, 100)
    ]
    return "".join(columns) + f"\\begin{{itemize}}\\item\\begin{{quote}}\n{body}\\end{{quote}}\\end{{itemize}}\n"


@pytest.mark.tex
def test_narrow_columns(tmp_path):
    """compile_pdf refuses TeX errors, boxes more than 1pt too wide, undefined references and missing characters."""
    preamble = handout().partition(r"\begin{document}")[0]
    body = "\\tolerance9999 \\emergencystretch2cm\n" + "".join(map(slim, PAGES))
    said = text_of(compile_pdf(f"{preamble}\\begin{{document}}\n{body}\\end{{document}}\n", "narrow", tmp_path))
    assert "the trace is cyclic" in re.sub(r"\s+", " ", said)


@pytest.mark.tex
def test_hostile_words_print_as_they_are(tmp_path):
    said = re.sub(r"\s+", "", text_of(compile_pdf(handout(*HOSTILE.blocks), "hostile", tmp_path)))
    printed = said.replace("–", "--").replace("—", "---")
    assert printed.count(r"\input{/etc/passwd}\write18{touchx}50%#1^^Ma&b$x_i$~{}<b>--") >= 9
    assert "root:" not in said


@pytest.mark.tex
@pytest.mark.parametrize(("name", "tex"), [
    ("long-sum", " + ".join(["abcdefgh"] * 40)),
    ("in-brackets", "g(" + " - ".join(["abcdefgh"] * 40) + ")"),
    ("whole-group", r"\left(" + " + ".join(["abcdefgh"] * 13) + r"\right)"),
    ("fraction", r"\frac{" + " + ".join(["abcdefgh"] * 13) + "}{y}"),
])
def test_no_formula_sticks_out(name, tex, tmp_path):
    math = Math(tex, tex)
    row = Row(Math("x", "x"), "=", math, (Text("because it is so"),))
    long = Row(math, "=", math, (Text("a reason " * 30),))
    compile_pdf(handout(Aligned((row,)), Display(math), Aligned((long,))), name, tmp_path)


@pytest.mark.tex
def test_the_check_can_fail(tmp_path):
    """A word that cannot be broken does stick out, and is reported."""
    with pytest.raises(DerivError, match="pt too wide"):
        compile_pdf(handout(Paragraph((Text("a" * 200),))), "wide", tmp_path)


# ---- what is written
def test_macros_stand_once_in_the_preamble():
    preamble, _, body = handout(*NESTED.blocks).partition(r"\begin{document}")
    assert preamble.count(r"\derivlines") == preamble.count(r"\derivtable") == 1
    assert body.count(r"\derivlines{") == 1
    assert "command" not in body and r"\def" not in body


def test_only_long_formulas_are_marked():
    m = formulas()
    assert r"\derivdisplay{\mathbf{X} + \mathbf{U}}" in written(Display(m("X + U")))
    assert r"\mathbf{X} \derivbreak + \mathbf{U} \derivbreak + " in written(Display(m("X + U + X + U + X + U")))


def test_rows():
    rows = aligned(formulas("ab"), ("W", "→", "W + εU", "multiply $a$ out"), ("", "=", "U", ""))
    assert written(rows) == r"""\derivlines{%
  \derivchain
  \derivrow{\mathbf{W}}{\to}%
    {\mathbf{W} + \varepsilon \mathbf{U}}%
    {multiply $\mathbf{a}$ out}%
  \derivrow{}{=}%
    {\mathbf{U}}%
    {}%
}
"""


def test_notes_and_tables():
    table = Table(((Text("a&b"),), ()), (((Text("c"),), (Math("x", "x"),)),))
    tex = written(Note("conditions", "Conditions", (Paragraph((Text("holds"),)),)), table)
    assert "\\textbf{Conditions.} holds\\par" in tex
    assert "  \\derivcell{a\\&b}%\n  \\derivcell{}%\n  \\derivhead\n" in tex
    assert "  \\derivcell{c}%\n  \\derivcell{$x$}%\n  \\derivend\n" in tex


def test_what_only_a_page_has_is_left_out_with_its_heading():
    code = Source("python", "import numpy", "NumPy")
    tex = written(
        Heading(1, (Text("Title"),)), Heading(2, (Text("Code"),)), code, Fold((Text("More"),), (code,)),
        Heading(2, (Text("Full"),)), Bullets(((Text("words"),),)), Heading(2, (Text("End"),)), Download("pdf", ()),
    )
    assert re.findall("Title|Code|More|Full|words|End|numpy", tex) == ["Title", "Full", "words"]


def test_marks_stay_out():
    assert r"\changed" not in written(Aligned((Row(None, "=", Math("x", "x", r"\changed{x}")),)))


def test_an_unknown_part_is_an_error():
    for block in ("text", Paragraph(("text",))):
        with pytest.raises(TypeError):
            written(block)
