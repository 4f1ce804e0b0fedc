r"""Document → LaTeX as a person types it, for everything that people copy into a paper or onto slides.

Derivations are align* with the reasons as tags, which amsmath moves below a line that they do not fit beside. amsmath
and bm are all that the source needs; its lines are broken by hand, for the width that is given.
"""
from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

from ..cookbook.document import (
    Aligned,
    Block,
    Bullets,
    Code,
    Display,
    Document,
    Heading,
    Inlines,
    Math,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    parts,
)
from .fitting import em, fitted
from .sections import ON_PAGES_ONLY, entitled, without
from .wording import SIGNS, itemize, words

ARTICLE, COLUMN = 34.0, 24.0
"""\\linewidth in em: of article at 10pt, and of one column of IEEEtran."""

SMALL, LETTER = 0.9, 0.45  # em; the latter for letters of words
FORMULAS = (Display, Aligned)
SIGN = 3.0  # what a sign, or the indent of a line that goes on, takes of a line

LONG = 8  # lines that fit a slide


def latex(document: Document, width: float = ARTICLE) -> str:
    """What the document says, without what only a page has a use for."""
    return _blocks(document.blocks, width)


def _blocks(blocks: Iterable[Block], width: float) -> str:
    found = [*_printed(blocks)]
    gaps = ["", *("\n" * _apart(before, block) for before, block in pairwise(found))]
    return "".join(gap + _block(block, width) for gap, block in zip(gaps, found, strict=False))


def _printed(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks to print, with those of a note in its place."""
    for block in without(tuple(blocks), ON_PAGES_ONLY):
        if isinstance(block, Note):
            yield from _printed(entitled(block))
        else:
            yield block


def _apart(before: Block, block: Block) -> bool:
    """Words after words begin a paragraph; a formula stands in the sentence around it."""
    if isinstance(before, Heading):
        return False
    return isinstance(block, Heading) or not isinstance(before, FORMULAS) and not isinstance(block, FORMULAS)


def _block(block: Block, width: float) -> str:
    match block:
        case Heading(_, title):
            return f"\\textbf{{{words(title)}.}}\n"
        case Paragraph(said):
            return f"{words(said)}\n"
        case Display(math):
            return _display(math, width)
        case Aligned(rows):
            return _align(_lines(rows, width))
        case Bullets(items):
            return itemize(map(words, items))
        case Table():
            return _table(block)
    raise TypeError(f"no LaTeX for {block!r}")


def _display(math: Math, width: float) -> str:
    lines = fitted(math.tex, width - SIGN)
    return f"\\[\n  {math.tex}\n\\]\n" if len(lines) == 1 else _align(_hanging("&", lines))


def _align(lines: Iterable[str]) -> str:
    """A long derivation may go on on the next page or slide, which align* allows only where it is told so."""
    lines = tuple(lines)
    display = "\\begin{align*}\n  " + " \\\\\n  ".join(lines) + "\n\\end{align*}\n"
    return f"{{\\allowdisplaybreaks\n{display}}}\n" if len(lines) > LONG else display


def _lines(rows: tuple[Row, ...], width: float) -> Iterator[str]:
    """Each row on one line or more. A left side that would take too much of the width has a line to itself."""
    lefts = [em(row.left.tex) for row in rows if row.left]
    column = max((left for left in lefts if left <= 0.3 * width), default=0.0)
    room = width - column - SIGN
    above = False
    for row in rows:
        left = row.left.tex if row.left else ""
        if left:
            above = em(left) > column
        if left and above:
            yield from _hanging("&", fitted(left, room))
        start = r"&\quad " if above else f"{left} &" if left else "&"
        *before, last = _hanging(f"{start}{SIGNS[row.relation]} ", fitted(row.right.tex, room - above))
        yield from before
        yield f"{last} \\tag*{{{_small(row.reason, width)}}}" if row.reason else last


def _hanging(start: str, lines: list[str]) -> list[str]:
    """The lines of one formula, with those that go on indented."""
    first, *rest = lines
    return [start + first, *(rf"&\qquad {line}" for line in rest)]


def _small(reason: Inlines, width: float) -> str:
    """The reason in small letters; on several lines where one is not enough, for amsmath would let it stick out."""
    said = rf"\small {words(reason)}"
    letters = sum(len(p.text) for p in parts(reason) if isinstance(p, Text | Code))
    formulas = sum(em(p.tex) for p in parts(reason) if isinstance(p, Math))
    if SMALL * (LETTER * letters + formulas) <= width:
        return said
    return rf"\parbox{{\linewidth}}{{\raggedleft{said}}}"


def _table(table: Table) -> str:
    """As wide as its contents."""
    rows = [" & ".join(map(words, row)) for row in (table.header, *table.rows) if any(row)]
    columns = "l" * max(map(len, (table.header, *table.rows)))
    return f"\\begin{{tabular}}{{{columns}}}\n  " + " \\\\\n  ".join(rows) + "\n\\end{tabular}\n"
