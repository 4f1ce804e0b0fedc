r"""Document → Markdown for anywhere: GitHub, notebooks, Pandoc. Formulas stand in dollars, and there is no HTML.

What only a page can do, such as unfolding, is left out; links to pages of the book are their words.
"""
from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby
from urllib.parse import quote

from ..cookbook.document import (
    Aligned,
    Block,
    Bullets,
    Code,
    Display,
    Document,
    Download,
    Fold,
    Heading,
    Inline,
    Inlines,
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Source,
    Table,
    Text,
)
from .escaping import escape as in_tex
from .html import printable
from .sections import entitled, without
from .wording import SIGNS

_ACTIVE = re.compile(r"[\\`*_{}\[\]<>#+!|~$&]|^(?:-|\d+(?=[.)]))|^=+$")
"""What Markdown may act on, inside a line or at its start."""

_NAMED = {r"\,": r"\thinspace ", r"\;": r"\thickspace ", r"\{": r"\lbrace ", r"\}": r"\rbrace ", r"\|": r"\Vert "}
"""Names for commands that some readers of Markdown take for an escaped sign."""

_IN_TEXT = {
    "\\": r"\backslash", "{": r"\lbrace", "}": r"\rbrace", "^": r"\wedge", "~": r"\sim", "<": "<", ">": ">",
    **{sign: f"\\{sign}" for sign in "$&#%_"},
}
r"""Formulas for what \text cannot hold in LaTeX, KaTeX and MathJax alike."""

_IN_ADDRESSES = ":/?#@!$&+,;=%~-."


def portable(document: Document) -> str:
    """The document's blocks, one under the other."""
    return "\n\n".join(_blocks(document.blocks)) + "\n"


def _blocks(blocks: tuple[Block, ...]) -> list[str]:
    out: list[str] = []
    for block in without(blocks, (Fold, Download)):
        out += _blocks(entitled(block)) if isinstance(block, Note) else [_block(block)]
    return out


def _block(block: Block) -> str:
    match block:
        case Heading(level, words):
            return f"{'#' * level} {_line(words)}"
        case Paragraph(words):
            return _line(words)
        case Display(math):
            return _displayed(math.tex)
        case Aligned(rows):
            return _displayed("\\begin{aligned}\n" + " \\\\\n".join(map(_row, rows)) + "\n\\end{aligned}")
        case Bullets(items):
            return "\n".join(f"- {_line(item)}" for item in items)
        case Table(header, rows):
            return _table(header, rows)
        case Source(language, code, title):
            return "\n\n".join([*([escape(title)] if title else []), _fence(language, code)])
    raise TypeError(f"no Markdown for {block!r}")


# ---- words
def _line(words: Inlines) -> str:
    return "".join(map(_inline, words)).strip()


def _inline(word: Inline) -> str:
    match word:
        case Text(words, style):
            mark = {"": "", "strong": "**", "emphasis": "*"}[style]
            return f"{mark}{escape(words)}{mark}"
        case Math(tex):
            return f"${_guarded(tex).strip()}$"
        case Code(words):
            return _code(words)
        case Link(target, words) if target.startswith("https://"):
            return f"[{_line(words)}]({quote(target, safe=_IN_ADDRESSES)})"
        case Link(_, words):
            return "".join(map(_inline, words))
    raise TypeError(f"no Markdown for {word!r}")


def escape(words: str) -> str:
    """`words` on one line, with a backslash before whatever Markdown might act on."""
    return _ACTIVE.sub(lambda m: _behind_backslash(m[0]), printable(words).replace("\n", " "))


def _behind_backslash(active: str) -> str:
    return f"{active}\\" if active.isdigit() else f"\\{active}"


def _code(words: str) -> str:
    fence = "`" * (1 + max(map(len, re.findall("`+", words)), default=0))
    space = " " if words.startswith("`") or words.endswith("`") else ""
    return f"{fence}{space}{printable(words)}{space}{fence}"


def _fence(language: str, code: str) -> str:
    code = printable(code).rstrip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}"


# ---- formulas
def _displayed(tex: str) -> str:
    return f"$$\n{_guarded(tex)}\n$$"


def _guarded(tex: str) -> str:
    """The formula with nothing in it that Markdown would act on: a < with a space behind it begins no HTML."""
    tex = re.sub(r"\\[\\,;{}|]", lambda m: _NAMED.get(m[0], m[0]), tex)
    return re.sub(r"<(?=\S)", "< ", tex)


def _row(row: Row) -> str:
    left = f"{row.left.tex} " if row.left else ""
    reason = f" && {_reason(row.reason)}" if row.reason else ""
    return f"{left}&{SIGNS[row.relation]} {row.right.tex}{reason}"


def _reason(words: Inlines) -> str:
    """Words with formulas in dollars, neighbours in one pair of them, for two dollars would end the display."""
    runs = groupby(_pieces(words), key=lambda piece: piece[0])
    texs = ((is_formula, [tex for _, tex in run]) for is_formula, run in runs)
    return r"\text{" + "".join(f"${' '.join(run)}$" if is_formula else "".join(run) for is_formula, run in texs) + "}"


def _pieces(words: Inlines) -> Iterator[tuple[bool, str]]:
    """What a reason says, piece by piece, each with whether it is a formula."""
    for word in words:
        match word:
            case Text(said) | Code(said):
                yield from map(_letter, printable(said).replace("\n", " "))
            case Math(tex):
                yield True, tex
            case Link(_, said):
                yield from _pieces(said)


def _letter(char: str) -> tuple[bool, str]:
    if char in _IN_TEXT:
        return True, _IN_TEXT[char]
    tex = in_tex(char)
    return (True, tex[1:-1]) if tex.startswith("$") else (False, char)


# ---- tables
_BAR = r"\vert{}"


def _table(header: tuple[Inlines, ...], rows: tuple[tuple[Inlines, ...], ...]) -> str:
    lines = [header, *rows]
    written = [f"| {' | '.join(map(_cell, cells))} |" for cells in lines]
    return "\n".join([written[0], "|" + " --- |" * len(header), *written[1:]])


def _cell(words: Inlines) -> str:
    """A bar in a formula would end the cell."""
    return "".join(f"${_guarded(w.tex).replace('|', _BAR)}$" if isinstance(w, Math) else _inline(w) for w in words)
