"""Documents in print: headings are sections, links lead to what stands in the same PDF, results have a frame.

Derivations, formulas and tables are set by the macros of derivation.tex and table.tex, which fit them to the line.
"""
from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from importlib.resources import files

from ...cookbook.document import (
    Aligned,
    Block,
    Bullets,
    Code,
    Display,
    Document,
    Heading,
    Inlines,
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Table,
    Text,
    parts,
)
from ..breaking import breakable
from ..chains import chains
from ..escaping import escape, escape_address
from ..sections import ON_PAGES_ONLY, entitled, without
from ..wording import SIGNS, itemize, words

SHORT = 20  # letters that fit any cell of a table


def macros() -> str:
    """The definitions that a preamble needs, without their comments."""
    sources = (files(__package__) / name for name in ("derivation.tex", "table.tex"))
    lines = "".join(source.read_text(encoding="utf-8") for source in sources).splitlines(keepends=True)
    return "".join(line for line in lines if not line.startswith("%"))


def pdf_string(said: Inlines) -> str:
    """What a bookmark or the title of the window says; hyperref takes Unicode there."""
    text = "".join(p.text for p in parts(said) if isinstance(p, Text | Math | Code))
    return re.sub(r"[\\{}$&#%_^~]", lambda m: escape(m[0]), re.sub(r"[\x00-\x1f\x7f-\x9f]", " ", text))


def headed(document: Document) -> tuple[Inlines, tuple[Block, ...]]:
    """The title as it is printed, and what stands under it."""
    match document.blocks:
        case (Heading(1, title), *rest):
            return title, tuple(rest)
    return (Text(document.title),), document.blocks


class Writer:
    """Writes documents `within` one PDF, with a sectioning command for each level of headings."""

    def __init__(self, headings: list[str], within: Iterable[Document]):
        self.headings = headings
        self.within = frozenset(d.slug for d in within)

    def document(self, document: Document) -> str:
        title, blocks = headed(document)
        return self.titled(self.headings[0], document.slug, title) + self.blocks(blocks)

    def titled(self, command: str, slug: str, title: Inlines) -> str:
        printed = f"\\texorpdfstring{{{self.words(title)}}}{{{pdf_string(title)}}}"
        return f"\\{command}{{{printed}}}\\label{{{_label(slug)}}}\n"

    # ---- inside a line
    def words(self, said: Inlines) -> str:
        return words(said, self.link)

    def link(self, target: str, said: str) -> str:
        if target.startswith("https://"):
            return f"\\href{{{escape_address(target)}}}{{{said}}}"
        page = target.partition("#")[0]
        return f"\\hyperref[{_label(page)}]{{{said}}}" if page in self.within else said

    def reference(self, link: Link) -> str:
        return f"{self.words((link,))}~\\pageref{{{_label(link.target)}}}"

    # ---- blocks
    def blocks(self, blocks: tuple[Block, ...]) -> str:
        return "".join(map(self.block, without(blocks, ON_PAGES_ONLY)))

    def block(self, block: Block) -> str:
        match block:
            case Heading(level, title):
                command = self.headings[min(level, len(self.headings)) - 1]
                return f"\\{command}{{{self.words(title)}}}\n"
            case Paragraph(said):
                return f"\\par\\noindent\n{self.words(said)}\\par\n"
            case Display(math):
                return f"\\derivdisplay{{{_marked(math)}}}\n"
            case Aligned(rows):
                lines = "".join("  \\derivchain\n" + "".join(map(self.row, chain)) for chain in chains(rows))
                return f"\\derivlines{{%\n{lines}}}\n"
            case Bullets(items):
                return self.bullets(items)
            case Table():
                return self.table(block)
            case Note():
                return self.note(block)
        raise TypeError(f"no LaTeX for {block!r}")

    def row(self, row: Row) -> str:
        left = _marked(row.left) if row.left else ""
        reason = self.words(row.reason)
        return f"  \\derivrow{{{left}}}{{{SIGNS[row.relation]}}}%\n    {{{_marked(row.right)}}}%\n    {{{reason}}}%\n"

    def bullets(self, items: tuple[Inlines, ...]) -> str:
        """A list of nothing but links to pages of this PDF is one paragraph, with the numbers of the pages."""
        links = [item[0] for item in items if len(item) == 1 and isinstance(item[0], Link)]
        if not items or len(links) < len(items) or any(link.target not in self.within for link in links):
            return itemize(map(self.words, items))
        return "\\par\\noindent\n" + ", ".join(map(self.reference, links)) + "\\par\n"

    def table(self, table: Table) -> str:
        header = self.cells(table.header) + "\\derivhead\n" if any(table.header) else ""
        rows = "".join(self.cells(row) + "\\derivend\n" for row in table.rows)
        return f"\\derivtable{{%\n{header}{rows}}}\n"

    def cells(self, row: tuple[Inlines, ...]) -> str:
        return "".join(f"  \\derivcell{{{self.words(cell)}}}%\n" for cell in row) + "  "

    def note(self, note: Note) -> str:
        match note.kind:
            case "result":
                blocks = tuple(Paragraph((b.math,)) if isinstance(b, Display) else b for b in note.blocks)
                return f"\\handoutresult{{{self.apart(replace(note, blocks=blocks))}}}\n"
            case "remark":
                body = self.blocks(note.blocks)
                return f"\\begin{{handoutremark}}{{{escape(note.title)}}}\n{body}\\end{{handoutremark}}\n"
            case "check":
                return f"{{\\small {self.apart(note)}}}\n"
        return self.apart(note)

    def apart(self, note: Note) -> str:
        return f"\\par\\smallskip{self.blocks(entitled(note))}"

    def index(self, rules: Iterable[Document], users: Iterable[Document]) -> str:
        """Each rule with its page, and the derivations that cite it with theirs."""
        cited = [(u, {p.target.partition("#")[0] for p in parts(u) if isinstance(p, Link)}) for u in users]
        lines = []
        for rule in sorted(rules, key=lambda d: (d.title.casefold(), d.slug)):
            users = [Link(user.slug, (Text(user.title),)) for user, targets in cited if rule.slug in targets]
            title = self.link(rule.slug, self.words(headed(rule)[0]))
            where = ", ".join(map(self.reference, users))
            lines.append(f"\\handoutentry{{{title}}}{{\\pageref{{{_label(rule.slug)}}}}}{{{where}}}\n")
        return "".join(lines)


def _marked(math: Math) -> str:
    """The formula with marks where it may be broken; what fits the narrowest place needs none."""
    return breakable(math.tex) if len(math.text) > SHORT else math.tex


def _label(slug: str) -> str:
    return "page:" + re.sub(r"[^A-Za-z0-9/-]", "-", slug)
