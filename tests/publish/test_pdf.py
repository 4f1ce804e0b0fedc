"""Compiling: what is refused, and that it says where; the same TeX gives the same PDF."""
import shutil
import time

import pytest

from deriv.language.errors import DerivError
from deriv.publish.pdf import compile_pdf, dump, problems

pytestmark = pytest.mark.tex

PREAMBLE = "\\documentclass{article}\n\\usepackage{amsmath}\n"


def paper(body):
    return f"{PREAMBLE}\\begin{{document}}\n{body}\n\\end{{document}}\n"


REFUSED = {
    "undefined": (r"\nosuchcommand", r"Undefined control sequence, line 4: \nosuchcommand"),
    "mathematics": ("$x", "Missing $ inserted"),
    "overfull": (r"\hbox to 3cm{" + "a" * 60 + "}", "pt too wide, line 4"),
    "reference": (r"\ref{nowhere}", "Reference `nowhere' on page 1 undefined"),
    "character": (r"\font\x=cmr10 \x\char200", "Missing character"),
    "system-file": (r"\input{/etc/passwd}", "File `/etc/passwd' not found"),
    "parent-file": (r"\input{../secret}", "File `../secret' not found"),
    "empty": ("", "there is nothing to print"),
}


@pytest.mark.parametrize("name", REFUSED)
def test_refused(name, tmp_path):
    body, message = REFUSED[name]
    with pytest.raises(DerivError) as refusal:
        compile_pdf(paper(body), name, tmp_path / "out")
    assert str(refusal.value).startswith(f"{name}.tex: ")
    assert message.replace("passwd'", "passwd.tex'").replace("secret'", "secret.tex'") in str(refusal.value)
    assert not list(tmp_path.rglob("*.pdf"))


def test_no_shell(tmp_path):
    witness = tmp_path / "written"
    compile_pdf(paper(rf"\immediate\write18{{touch {witness}}} text"), "shell", tmp_path)
    assert not witness.exists()


def test_an_endless_loop_meets_the_time_limit(tmp_path):
    began = time.monotonic()
    with pytest.raises(DerivError, match="still busy after 2 seconds"):
        compile_pdf(paper(r"\loop\iftrue\repeat"), "loop", tmp_path, timeout=2)
    assert time.monotonic() - began < 10


def test_the_same_tex_gives_the_same_pdf_and_a_failure_leaves_it(tmp_path):
    first = compile_pdf(paper("text"), "same", tmp_path / "a").read_bytes()
    second = compile_pdf(paper("text"), "same", tmp_path / "b").read_bytes()
    assert first == second
    with pytest.raises(DerivError):
        compile_pdf(paper(r"\nosuchcommand"), "same", tmp_path / "a")
    assert (tmp_path / "a" / "same.pdf").read_bytes() == first
    assert [p.name for p in (tmp_path / "a").iterdir()] == ["same.pdf"]


def test_a_dumped_preamble_prints_the_same_and_counts_lines_right(tmp_path):
    format = dump(PREAMBLE, tmp_path / "format")
    assert compile_pdf(paper("text"), "x", tmp_path, format=format).exists()
    with pytest.raises(DerivError, match=r"line 5: \\nosuchcommand"):
        compile_pdf(paper("text\n\\nosuchcommand"), "x", tmp_path, format=format)


def test_a_preamble_that_fails_is_no_format(tmp_path):
    assert dump("\\documentclass{nosuchclass}\n", tmp_path / "format") is None


def test_names_that_could_be_options_or_paths(tmp_path):
    for name in ("-shell-escape", "../x", "a b", ""):
        with pytest.raises(DerivError, match="cannot be the name"):
            compile_pdf(paper("text"), name, tmp_path)


def test_without_latexmk_the_message_says_how_to_get_it(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert shutil.which("latexmk") is None
    with pytest.raises(DerivError, match="make tex"):
        compile_pdf(paper("text"), "x", tmp_path)


LOG = r"""
./x.tex:3: Undefined control sequence.
l.3 \foo
x.tex:3:  ==> Fatal error occurred, no output PDF file produced!
! Emergency stop.
Overfull \hbox (0.9pt too wide) in paragraph at lines 1--2
Overfull \hbox (1.5pt too wide) in paragraph at lines 1--2
Overfull \vbox (12.0pt too high) has occurred while \output is active []
Underfull \hbox (badness 10000) in paragraph at lines 1--2
LaTeX Warning: Label `a' multiply defined.
LaTeX Warning: There were undefined references.
Missing character: There is no B in font nullfont!
(./x.toc
Overfull \hbox (2.5pt too wide) detected at line 1
 \T1/lmr/bx/n/10.95 106
)
Overfull \hbox (3.5pt too wide) detected at line 2
"""


def test_what_a_log_says():
    assert list(problems(LOG, "one\ntwo\nthree\n")) == [
        "Undefined control sequence, line 3: three",
        "Emergency stop",
        "1.5pt too wide, line 1: one",
        "12.0pt too high",
        "2.5pt too wide, x.toc",
        "3.5pt too wide, line 2: two",
        "Label `a' multiply defined.",
        "Missing character: There is no B in font nullfont!",
    ]
