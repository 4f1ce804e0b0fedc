r"""Document → LaTeX that needs only amsmath and bm, fits any class, and breaks its lines by the width it meets.

A fragment carries the few macros that set a derivation (derivation.tex), so that it compiles wherever it is pasted.
"""
from __future__ import annotations

from functools import cache
from importlib.resources import files

from ..cookbook.document import (
    Aligned, Block, Bullets, Code, Display, Document, Download, Fold, Heading, Inline, Link, Math, Note, Paragraph, Row,
    Source, Table, Text,
)
from .breaking import breakable
from .chains import chains
from .escaping import escape, escape_code
from .sections import without

ON_PAGES_ONLY = (Source, Fold, Download)
"""What a page of the site offers to copy, open or fetch; in print it is left out."""

_SIGNS = {"=": "=", "→": r"\to", "≈": r"\approx", "≤": r"\le", "≥": r"\ge", "↦": r"\mapsto", "": r"\mathopen{}"}
_STYLES = {"strong": r"\textbf", "emphasis": r"\emph"}


def latex(document: Document) -> str:
    """A fragment: what the document says, each derivation with its main lines."""
    return f"% {document.slug}\n{macros()}\\begingroup\\tolerance9999\\emergencystretch.2\\linewidth\n{Writer().blocks(document.blocks)}\\endgroup\n"


@cache
def macros() -> str:
    """The definitions of derivation.tex, without its comments."""
    lines = (files(__package__) / "derivation.tex").read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("%"))


class Writer:
    """One block or inline part after the other. Handouts differ in the few methods that they override."""

    # ---- inside a line
    def words(self, words: tuple[Inline, ...]) -> str:
        return "".join(map(self.inline, words))

    def inline(self, part: Inline) -> str:
        match part:
            case Text(text, style):
                return f"{_STYLES[style]}{{{escape(text)}}}" if style else escape(text)
            case Math(tex):
                return f"${tex}$"
            case Code(text):
                return escape_code(text)
            case Link(target, words):
                return self.link(target, self.words(words))
        raise TypeError(f"no LaTeX for {part!r}")

    def link(self, target: str, words: str) -> str:
        return words

    # ---- blocks
    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(map(self.block, without(blocks, ON_PAGES_ONLY)))

    def block(self, block: Block) -> str:
        match block:
            case Heading():
                return self.heading(block)
            case Paragraph(words):
                return f"\\par\\noindent\n{self.words(words)}\\par\n"
            case Display(math):
                return f"\\derivdisplay{{{breakable(math.tex)}}}\n"
            case Aligned(rows):
                return self.aligned(rows)
            case Bullets(items):
                return self.listed("itemize", items)
            case Table():
                return self.table(block)
            case Note():
                return self.note(block)
        raise TypeError(f"no LaTeX for {block!r}")

    def heading(self, heading: Heading) -> str:
        return f"\\par\\medskip\\noindent\\textbf{{{self.words(heading.words)}}}\\par\\nobreak\n"

    def aligned(self, rows: tuple[Row, ...]) -> str:
        lines = "".join("  \\derivchain\n" + "".join(map(self.row, chain)) for chain in chains(rows))
        return f"\\derivlines{{%\n{lines}}}\n"

    def row(self, row: Row) -> str:
        left = breakable(row.left.tex) if row.left else ""
        reason = self.words(row.reason)
        return f"  \\derivrow{{{left}}}{{{_SIGNS[row.relation]}}}%\n    {{{breakable(row.right.tex)}}}%\n    {{{reason}}}%\n"

    def listed(self, environment: str, items: tuple[tuple[Inline, ...], ...]) -> str:
        body = "".join(f"\\item {self.words(item)}\n" for item in items)
        return f"\\begin{{{environment}}}\n{body}\\end{{{environment}}}\n" if items else ""

    def note(self, note: Note) -> str:
        title = f"\\textbf{{{escape(note.title)}.}} " if note.title else ""
        match note.blocks:
            case (Paragraph(words), *rest):
                return f"\\par\\smallskip\\noindent\n{title}{self.words(words)}\\par\n{self.blocks(tuple(rest))}"
        return f"\\par\\smallskip\\noindent\n{title}\\par\\nobreak\n{self.blocks(note.blocks)}"

    def table(self, table: Table) -> str:
        header = self._cells(table.header) + "\\derivhead\n" if any(table.header) else ""
        rows = "".join(self._cells(row) + "\\derivend\n" for row in table.rows)
        return f"\\derivtable{{%\n{header}{rows}}}\n"

    def _cells(self, row: tuple[tuple[Inline, ...], ...]) -> str:
        return "".join(f"  \\derivcell{{{self.words(cell)}}}%\n" for cell in row) + "  "
