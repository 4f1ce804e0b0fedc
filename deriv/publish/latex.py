r"""Document → LaTeX that needs only amsmath and bm, fits any class, and breaks its lines by the width it meets.

A fragment carries the few macros that set a derivation (derivation.tex), so that it compiles wherever it is pasted.
"""
from __future__ import annotations

from functools import cache
from importlib.resources import files

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
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Source,
    Table,
    Text,
    parts,
)
from .breaking import breakable
from .chains import chains
from .escaping import escape, escape_code
from .sections import without

ON_PAGES_ONLY = (Source, Fold, Download)
"""What a page of the site offers to copy, open or fetch; in print it is left out."""

SHORT = 20  # letters that fit any column

_SIGNS = {"=": "=", "→": r"\to", "≈": r"\approx", "≤": r"\le", "≥": r"\ge", "↦": r"\mapsto", "": r"\mathopen{}"}
_STYLES = {"strong": r"\textbf", "emphasis": r"\emph"}


def latex(document: Document) -> str:
    """A fragment: what the document says, each derivation with its main lines."""
    tables = any(isinstance(p, Table) for p in parts(document))
    slug = " ".join(document.slug.split())
    return (
        f"% {slug}: needs amsmath and bm, fits every width. First its macros, the same in all fragments.\n"
        f"{macros(tables=tables)}\\begingroup\\tolerance9999\\emergencystretch.2\\linewidth\n"
        f"{Writer().blocks(document.blocks)}\\endgroup\n"
    )


def align(document: Document) -> str:
    r"""What the document says as an author would type it: align* and plain text, for a width that has room enough."""
    return Typed().blocks(document.blocks)


@cache
def macros(*, tables: bool = True) -> str:
    """The definitions of derivation.tex, and of table.tex, without their comments."""
    sources = ["derivation.tex", *(["table.tex"] if tables else [])]
    text = "".join((files(__package__) / source).read_text(encoding="utf-8") for source in sources)
    return "".join(line for line in text.splitlines(keepends=True) if not line.startswith("%"))


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
                return f"\\derivdisplay{{{_marked(math)}}}\n"
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
        left = _marked(row.left) if row.left else ""
        reason = self.words(row.reason)
        return f"  \\derivrow{{{left}}}{{{_SIGNS[row.relation]}}}%\n    {{{_marked(row.right)}}}%\n    {{{reason}}}%\n"

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


def _marked(math: Math) -> str:
    """The formula with marks where it may be broken; what fits the narrowest column needs none."""
    return breakable(math.tex) if len(math.text) > SHORT else math.tex


class Typed(Writer):
    r"""Derivations as align*, displays as \[…\]: no macros, and no care for the width."""

    def block(self, block: Block) -> str:
        match block:
            case Display(math):
                return f"\\[\n  {math.tex}\n\\]\n"
            case Paragraph(words):
                return f"{self.words(words)}\n"
        return super().block(block)

    def aligned(self, rows: tuple[Row, ...]) -> str:
        return "\\begin{align*}\n" + " \\\\\n".join(map(self.row, rows)) + "\n\\end{align*}\n"

    def row(self, row: Row) -> str:
        left = f"{row.left.tex} " if row.left else ""
        reason = f" && \\text{{{self.words(row.reason)}}}" if row.reason else ""
        return f"  {left}&{_SIGNS[row.relation]} {row.right.tex}{reason}"

    def table(self, table: Table) -> str:
        rows = [" & ".join(self.words(cell) for cell in row) for row in (table.header, *table.rows) if any(row)]
        columns = "l" * len(table.header)
        return f"\\begin{{tabular}}{{{columns}}}\n  " + " \\\\\n  ".join(rows) + "\n\\end{tabular}\n"
