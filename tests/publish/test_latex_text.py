"""Text as TeX: what prints, and that nothing in it acts."""
import re

import pytest

from deriv.publish import escaping
from deriv.publish.escaping import escape, escape_address, escape_code
from deriv.publish.pdf import compile_pdf
from tests.publish.latex_documents import HOSTILE_WORDS

ESCAPED = [
    ("the trace is cyclic", "the trace is cyclic"),
    (r"\input{/etc/passwd}", r"\textbackslash{}input\{/etc/passwd\}"),
    ("50 % of #1 & $x_i$", r"50 \% of \#1 \& \$x\_i\$"),
    ("^^M", r"\textasciicircum{}\textasciicircum{}M"),
    ("a~b", r"a\textasciitilde{}b"),
    ("a--b---c, d", "a-{}-b-{}-{}-c, d"),
    ("a,,b''c", "a,{},b'{}'c"),
    ("?`", "?\\`{}"),
    ("line\nbreak\t tab", "line break tab"),
    ("not\u00a0here, thin\u2009space", r"not~here, thin\,space"),
    (" spaces at both ends ", " spaces at both ends "),
    ("Erdős, naïve, Łojasiewicz", r'Erd\H{o}s, na\"{i}ve, \L{}ojasiewicz'),
    ("e\u0301", r"\'{e}"),
    ("2 − ε", r"2 $-$ $\varepsilon$"),
    ("−ε𝐖", r"$-\varepsilon\mathbf{W}$"),
    ("Xᵀ", r"X$^{\mathsf{T}}$"),
    ("X⁻¹, λ⁻ᵀ", r"X$^{-1}$, $\lambda^{-\mathsf{T}}$"),
    ("f′ⁿ", r"f$^{\prime n}$"),
    ("p₁², x²₁³", r"p$_{1}{}^{2}$, x$^{2}{}_{1}{}^{3}$"),
    ("‖x‖ ≤ ½", r"$\|$x$\|$ $\le$ $\tfrac12$"),
    ("a|b<c", r"a$|$b$<$c"),
    ("“so” – thus…", "``so'' -- thus\\ldots{}"),
    ("中 😀 \x07", "(U+4E2D) (U+1F600) (U+0007)"),
    ("x\u20d7", "x(U+20D7)"),
]


@pytest.mark.parametrize(("text", "tex"), ESCAPED, ids=[repr(t) for t, _ in ESCAPED])
def test_escape(text, tex):
    assert escape(text) == tex


ALLOWED = {
    "textbackslash", "textasciicircum", "textasciitilde", "allowbreak", "texttt", "lambda",
}


@pytest.mark.parametrize("write", [escape, escape_code])
def test_hostile_words_use_only_harmless_commands(write):
    tex = write(HOSTILE_WORDS)
    assert tex.isascii()
    assert set(re.findall(r"\\([A-Za-z]+)", tex)) - ALLOWED == set()
    assert not re.search(r"(?<!\\)[%#&]|\^\^", tex)
    assert set(re.findall(r"(?<!\\)\$.*?(?<!\\)\$", tex)) == {"$|$", "$<$", "$>$", r"$\lambda^{2}$"}


def test_code_may_break_after_punctuation():
    assert escape_code("a/b_c d") == r"\texttt{a/\allowbreak{}b\_\allowbreak{}c d}"


def test_address():
    assert escape_address("https://a.org/x_y?q=ü z&p=1%2F#e") == r"https://a.org/x\_y?q=\%C3\%BC\%20z\&p=1\%2F\#e"


EVERY_CHARACTER = "".join([
    *map(chr, range(0x20, 0x7F)), *map(chr, range(0xA0, 0x180)), *escaping._PRINTED,
    "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿₐₑₒₓ₀₁₂₊₋𝐀𝐳𝑥𝒜",
    *(f"{letter}{accent}" for letter in "aEio" for accent in escaping._ACCENTS),
])


@pytest.mark.tex
@pytest.mark.parametrize(("name", "engine", "packages"), [
    ("bare", "pdflatex", ""),
    ("fonts", "pdflatex", r"\usepackage[T1]{fontenc}\usepackage{lmodern}"),
    ("lua", "lualatex", ""),
])
def test_every_character_prints(name, engine, packages, tmp_path):
    """In each of the ways that a line can carry it: as text, strong, emphasised, as code."""
    text = " ".join(EVERY_CHARACTER)
    ways = [rf"\textbf{{{escape(text)}}}", rf"\emph{{{escape(text)}}}", escape_code(text), escape(text)]
    tex = rf"\documentclass{{article}}{packages}\usepackage{{amsmath}}\begin{{document}}\sloppy " + "\n\n".join(ways)
    assert compile_pdf(tex + r"\end{document}", name, tmp_path, engine=engine).exists()
