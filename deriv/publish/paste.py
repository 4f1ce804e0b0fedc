r"""Document → LaTeX as a person would type it: align* with the reasons as tags, broken by hand where a line is too long.

For papers and slides, where the source is read and edited: amsmath and bm are all it needs, and it holds no macro of ours.
The width of the column is given, in em of the text font: 34 for an article, 24 for a column of two.
"""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..cookbook.document import Aligned, Block, Display, Document, Heading, Math, Paragraph, Row
from .breaking import breakable
from .latex import Writer
from .sections import without

ARTICLE, COLUMN = 34.0, 24.0  # \linewidth in em: article at 10pt, one column of IEEEtran
INDENT = 2.0  # of a line that goes on from the one above

_SIGNS = {"=": "=", "→": r"\to"}
_WIDTHS = {r"\quad": 1.0, r"\qquad": 2.0, r"\,": 0.17, r"\;": 0.28, r"\operatorname": 0, r"\mathbf": 0, r"\mathsf": 0, r"\mathrm": 0, r"\bm": 0,
           r"\boldsymbol": 0, r"\left": 0, r"\right": 0, r"\text": 0, r"\lVert": 0.5, r"\rVert": 0.5, r"\sum": 1.1, r"\log": 1.3, r"\exp": 1.5,
           r"\tanh": 2.0, r"\sin": 1.2, r"\cos": 1.4, r"\lvert": 0.28, r"\rvert": 0.28, r"\odot": 1.2, r"\to": 1.5, r"\varepsilon": 0.47}
_BINARY = {"+": 1.22, "-": 1.22, "=": 1.33}
_TOKEN = re.compile(r"\\[A-Za-z]+|\\.|[{}^_]|.", re.DOTALL)


def paste(document: Document, width: float = ARTICLE) -> str:
    """The document's derivation as source that a person may put into a paper."""
    return Pasted(width).blocks(document.blocks)


def em(tex: str) -> float:
    """About how wide a formula is set, in em; fractions and scripts are reckoned at their own size."""
    width, _ = _measure(_TOKEN.findall(tex), 0)
    return 1.05 * width


def _measure(tokens: list[str], i: int, closing: str = "") -> tuple[float, int]:
    total, scale = 0.0, 1.0
    while i < len(tokens):
        t = tokens[i]
        i += 1
        if t == closing:
            break
        if t in "^_":
            scale = 0.7
            continue
        if t == "{":
            inner, i = _measure(tokens, i, "}")
            total += scale * inner
        elif t in (r"\frac", r"\tfrac", r"\dfrac"):
            above, i = _measure(tokens, i + 1, "}")
            below, i = _measure(tokens, i + 1, "}")
            total += scale * max(above, below) * (0.7 if t == r"\tfrac" else 1.0) + 0.2
        elif not t.isspace():
            total += scale * (_WIDTHS.get(t, 0.6) if t.startswith("\\") else _BINARY.get(t, 0.72 if t.isupper() else 0.5))
        scale = 1.0
    return total, i


class Pasted(Writer):
    """The writer of a paper's source."""

    def __init__(self, width: float):
        self.width = width

    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(map(self.block, without(blocks, ())))

    def block(self, block: Block) -> str:
        match block:
            case Paragraph(words):
                return f"{self.words(words)}\n"
            case Display(math):
                return self.display(math)
        return super().block(block)

    def heading(self, heading: Heading) -> str:
        return f"\\paragraph{{{self.words(heading.words)}}}\n"

    def display(self, math: Math) -> str:
        pieces = fitted(math.tex, self.width - 2)
        if len(pieces) == 1:
            return f"\\[\n  {math.tex}\n\\]\n"
        lines = " \\\\\n  &\\qquad ".join(pieces)
        return f"\\begin{{align*}}\n  &{lines}\n\\end{{align*}}\n"

    def aligned(self, rows: tuple[Row, ...]) -> str:
        left = min(max((em(r.left.tex) for r in rows if r.left), default=0.0), 0.3 * self.width)
        lines = " \\\\\n".join(line for r in rows for line in self.lines(r, left))
        return f"\\begin{{align*}}\n{lines}\n\\end{{align*}}\n"

    def lines(self, row: Row, left: float) -> Iterator[str]:
        """A row as one line or more; the reason is the tag of the last, which amsmath sets below where it does not fit beside."""
        start = row.left.tex if row.left else ""
        sign, room = f"&{_SIGNS.get(row.relation, row.relation)} ", self.width - left - 3
        if em(start) > left + 0.1:
            yield f"  &{start}"
            start = ""
            sign = f"&\\quad {_SIGNS.get(row.relation, row.relation)} "
        *above, last = fitted(row.right.tex, room)
        for piece in above:
            yield f"  {start}{sign}{piece}"
            start, sign = "", "&\\qquad "
        yield f"  {start}{sign}{last}" + (f" \\tag*{{\\small {self.words(row.reason)}}}" if row.reason else "")


def fitted(tex: str, width: float) -> list[str]:
    """The formula in pieces that fit the width, broken before + − = at the top, and inside brackets only if it must."""
    if em(tex) <= width:
        return [tex]
    for mark in (r"\derivbreak ", r"\derivinnerbreak "):
        parts = breakable(tex).replace(r"\derivinnerbreak " if mark == r"\derivbreak " else "\0", "").split(mark)
        parts = [p.replace(r"\derivbreak ", "") for p in parts]
        lines, here = [], ""
        for part in parts:
            if here and em(here + part) > width - (INDENT if lines else 0):
                lines.append(here.strip())
                here = part
            else:
                here += part
        lines.append(here.strip())
        if all(em(line) <= width for line in lines):
            break
    return lines if all(_balanced(line) for line in lines) else [tex]


def _balanced(line: str) -> bool:
    return line.count(r"\left") == line.count(r"\right") and line.count("{") == line.count("}")
