"""LaTeX that people copy: source as a person types it, compiled in the classes that people use."""
import re
from dataclasses import replace

import pytest
from pypdf import PdfReader

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
from deriv.publish.latex import ARTICLE, COLUMN, latex
from deriv.publish.pdf import compile_pdf
from tests.publish.latex_documents import HOSTILE, PAGES, aligned, formulas, words

CASES = {
    "residual": ("(aᵀWb − c)²", "W", {"W": "matrix(m, n)", "a": "vector(m)", "b": "vector(n)", "c": "scalar"}),
    "log-determinant": ("log|X|", "X", {"X": "invertible matrix(n, n)"}),
    "named": (
        "log|XᵀX + λI| + ‖AX − B‖²_F", "X",
        {"X": "matrix(m, n)", "λ": "scalar", "A": "matrix(p, m)", "B": "matrix(p, n)"},
    ),
    "quotient": ("xᵀAx / xᵀx", "x", {"A": "matrix(n, n)", "x": "vector(n)"}),
    "network": (
        "½‖V tanh(Wx) − y‖²", "W", {"V": "matrix(p, m)", "W": "matrix(m, n)", "x": "vector(n)", "y": "vector(p)"},
    ),
    "two variables": ("(x + 2y³)²", ["x", "y"], {"x": "scalar", "y": "scalar"}),
}
CLASSES = {"article": ARTICLE, "IEEEtran": COLUMN, "beamer": 30.0}


@pytest.fixture(scope="module")
def documents():
    return [deriv.derive(*case).document for case in CASES.values()]


def paper(body, kind="article", packages=""):
    preamble = f"\\documentclass{{{kind}}}{packages}\n\\usepackage{{amsmath,bm}}\n"
    return f"{preamble}\\begin{{document}}\n{body}\\end{{document}}\n"


def text_of(pdf):
    return re.sub(r"\s+", " ", " ".join(page.extract_text() for page in PdfReader(pdf).pages))


@pytest.mark.tex
@pytest.mark.parametrize("kind", CLASSES)
def test_fragments_compile_in(kind, documents, tmp_path):
    """compile_pdf refuses errors, boxes more than 1pt too wide, undefined references and missing characters."""
    frame = ("\\begin{frame}[allowframebreaks]\n", "\\end{frame}\n") if kind == "beamer" else ("Text\n", "\ntext.\n\n")
    derivations = [replace(d, blocks=tuple(b for b in d.blocks if not isinstance(b, Table))) for d in PAGES]
    body = "".join(frame[0] + latex(d, CLASSES[kind]) + frame[1] for d in (*documents, *derivations))
    said = text_of(compile_pdf(paper(body, kind), kind, tmp_path))
    assert said.count("so ") >= len(documents) + len(PAGES)
    assert "the trace is cyclic" in said


@pytest.mark.tex
def test_lualatex(documents, tmp_path):
    assert compile_pdf(paper("".join(map(latex, documents))), "lua", tmp_path, engine="lualatex").exists()


@pytest.mark.tex
def test_hostile_words_print_as_they_are(tmp_path):
    tex = paper(latex(HOSTILE), packages=r"\usepackage[T1]{fontenc}\usepackage{lmodern}\usepackage[a1paper]{geometry}")
    said = text_of(compile_pdf(tex, "hostile", tmp_path)).replace(" ", "")
    assert said.count(r"\input{/etc/passwd}\write18{touchx}50%#1^^Ma&b$x_i$~{}<b>--") >= 9
    assert "root:" not in said


def _row(math, reason=()):
    return Document("x", "X", (Aligned((Row(Math("x", "x"), "=", math, reason),)),))


@pytest.mark.tex
@pytest.mark.parametrize("tex", [
    " + ".join(["abcdefgh"] * 40),
    "g(" + " - ".join(["abcdefgh"] * 40) + ")",
], ids=["long", "in brackets"])
def test_long_formulas_do_not_stick_out(tex, tmp_path):
    math = Math(tex, tex)
    blocks = (*_row(math).blocks, Display(math), Aligned((Row(math, "=", math),)))
    compile_pdf(paper(latex(Document("x", "X", blocks))), "long", tmp_path)


@pytest.mark.tex
def test_the_check_can_fail(tmp_path):
    tex = paper(latex(Document("x", "X", (Display(Math("a" * 200, "a")),))))
    with pytest.raises(deriv.DerivError, match="pt too wide"):
        compile_pdf(tex, "wide", tmp_path)


@pytest.mark.parametrize(("letters", "too_long"), [(60, False), (100, True)])
def test_a_reason_too_long_for_a_line_is_a_paragraph(letters, too_long):
    """amsmath would let it stick out on the left, and say nothing."""
    tex = latex(_row(Math("y", "y"), (Text("a" * letters),)))
    assert (r"\tag*{\parbox{\linewidth}{\raggedleft\small aaa" in tex) == too_long


@pytest.mark.tex
@pytest.mark.parametrize("words", ["[57] and", "* and"])
def test_first_words_are_no_options(words, tmp_path):
    row = ((Text(words),), (Text("b"),))
    blocks = Bullets(((Text(words),),)), Table(row, (row, row))
    said = text_of(compile_pdf(paper(latex(Document("x", "X", blocks))), "first", tmp_path))
    assert said.count(words) == 4


# ---- what is written
def test_plain_amsmath(documents):
    source = "".join(map(latex, documents))
    commands = set(re.findall(r"\\([A-Za-z]+)", source))
    assert commands >= {"begin", "tag", "small", "qquad", "mathbf"}
    assert commands.isdisjoint({"newcommand", "def", "changed", "input", "ensuremath", "par", "noindent", "smallskip"})
    assert "deriv" not in source.replace("derivation holds", "")


def test_residual(documents):
    assert latex(documents[0]).startswith(r"""\[
  f(\mathbf{W}) = (\mathbf{a}^{\mathsf{T}}\mathbf{W}\mathbf{b} - c)^{2}
\]
\begin{align*}
  f(\mathbf{W} + \varepsilon\mathbf{U}) &= (\mathbf{a}^{\mathsf{T}}(\mathbf{W} + \varepsilon\mathbf{U})\mathbf{b} - c)^{2} \tag*{\small substitute $\mathbf{W} + \varepsilon\mathbf{U}$ for $\mathbf{W}$} \\
  &= (\mathbf{a}^{\mathsf{T}}\mathbf{W}\mathbf{b} - c + \varepsilon\,\mathbf{a}^{\mathsf{T}}\mathbf{U}\mathbf{b})^{2} \tag*{\small multiply out} \\
""")  # noqa: E501


M = formulas("ab")


def test_paragraphs():
    """Words after words stand apart; a formula belongs to the words around it; a note's title is its first word."""
    said = Paragraph(words(M, "Let $a = b$."))
    document = Document("x", "X", (
        Note("conditions", "Conditions", (said,)), said, Display(M("a = b")), said,
        Heading(2, words(M, "By $a$")), aligned(M, ("a", "=", "b", "")), Note("note", "", (said,)),
    ))
    assert latex(document) == r"""\textbf{Conditions.} Let $\mathbf{a} = \mathbf{b}$.

Let $\mathbf{a} = \mathbf{b}$.
\[
  \mathbf{a} = \mathbf{b}
\]
Let $\mathbf{a} = \mathbf{b}$.

\textbf{By $\mathbf{a}$.}
\begin{align*}
  \mathbf{a} &= \mathbf{b}
\end{align*}
Let $\mathbf{a} = \mathbf{b}$.
"""


def test_rows_and_reasons():
    rows = aligned(M, ("W", "→", "W + εU", "multiply $a$ out by ε²"), ("", "=", "U", ""))
    assert latex(Document("x", "X", (rows,))) == r"""\begin{align*}
  \mathbf{W} &\to \mathbf{W} + \varepsilon \mathbf{U} \tag*{\small multiply $\mathbf{a}$ out by $\varepsilon^{2}$} \\
  &= \mathbf{U}
\end{align*}
"""


def test_a_long_left_side_has_a_line_to_itself():
    rows = aligned(M, ("W", "=", "U", ""), ("a + b + a + b", "=", "b", "so"), ("", "=", "a + b + a + b + a + b", ""))
    assert latex(Document("x", "X", (rows,)), 14) == r"""\begin{align*}
  \mathbf{W} &= \mathbf{U} \\
  &\mathbf{a} + \mathbf{b} + \mathbf{a} + \mathbf{b} \\
  &\quad = \mathbf{b} \tag*{\small so} \\
  &\quad = \mathbf{a} + \mathbf{b} + \mathbf{a} + \mathbf{b} + \mathbf{a} \\
  &\qquad + \mathbf{b}
\end{align*}
"""


def test_a_long_display_is_broken():
    assert latex(Document("x", "X", (Display(M("W = a + b + a + b")),)), 9) == r"""\begin{align*}
  &\mathbf{W} = \mathbf{a} + \mathbf{b} \\
  &\qquad + \mathbf{a} + \mathbf{b}
\end{align*}
"""


def test_lists_and_tables():
    table = Table(((Text("a&b"),), ()), (((Code("c"),), (M("W"),)),))
    assert latex(Document("x", "X", (Bullets(((Text("one"),), (M("W"),))), table))) == r"""\begin{itemize}
\item one
\item $\mathbf{W}$
\end{itemize}

\begin{tabular}{ll}
  a\&b &  \\
  \texttt{c} & $\mathbf{W}$
\end{tabular}
"""


def test_what_only_a_page_has_is_left_out_with_its_heading():
    code = Source("python", "import numpy", "NumPy")
    document = Document("x", "X", (
        Heading(1, (Text("Title"),)), Heading(2, (Text("Code"),)), code, Fold((Text("More"),), (code,)),
        Heading(2, (Text("Empty"),)), Heading(2, (Text("Full"),)), Heading(3, (Text("Deep"),)),
        Paragraph((Text("words"),)),
        Heading(2, (Text("Handout"),)), Download("pdf", (Text("PDF"),)),
    ))
    found = re.findall("Title|Code|More|Empty|Full|Deep|words|Handout|numpy|PDF", latex(document))
    assert found == ["Title", "Full", "Deep", "words"]


def test_links_are_words_and_marks_stay_out():
    links = Link("rules/a", (Text("cyclic"),)), Link("https://a.org", (Text("paper"),))
    tex = latex(Document("x", "X", (Aligned((Row(None, "=", Math("x", "x", r"\changed{x}"), links),)),)))
    assert r"\changed" not in tex
    assert r"\tag*{\small cyclicpaper}" in tex


def test_an_unknown_part_is_an_error():
    with pytest.raises(TypeError):
        latex(Document("x", "X", ("text",)))
    with pytest.raises(TypeError):
        latex(Document("x", "X", (Paragraph(("text",)),)))
