"""The document model: what every emitter writes. Mathematics arrives typeset; writers make no choices of substance."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, fields, is_dataclass


# ---- inside a line -------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Text:
    """Plain text; a writer escapes it. It never carries markup."""

    text: str
    style: str = ""  # "", "strong" or "emphasis"


@dataclass(frozen=True)
class Math:
    """A formula. `tex` needs amsmath and bm only; `marked` has \\changed{…} around what is new in a line."""

    tex: str
    text: str
    marked: str = ""


@dataclass(frozen=True)
class Code:
    text: str


@dataclass(frozen=True)
class Link:
    """`target` is a page of this book ("rules/cyclic-trace", "trace/axb", also with #anchor) or an https address."""

    target: str
    words: tuple[Inline, ...]


Inline = Text | Math | Code | Link
Inlines = tuple[Inline, ...]


# ---- blocks --------------------------------------------------------------------------------------------------------
@dataclass(frozen=True)
class Heading:
    level: int  # 1 is the title of the page
    words: Inlines
    anchor: str = ""


@dataclass(frozen=True)
class Paragraph:
    words: Inlines


@dataclass(frozen=True)
class Display:
    """One displayed formula; `title` says what it is to a screen reader and on a copy button."""

    math: Math
    title: str = ""


@dataclass(frozen=True)
class Row:
    """left relation right, reason. `left` is None where the line goes on from the one above."""

    left: Math | None
    relation: str  # "=" or "→"
    right: Math
    reason: Inlines = ()
    unfold: tuple[Block, ...] = ()  # what the line opens into: the proof of the lemma that it cites
    steps: tuple[Row, ...] = ()  # what the line is made of, each checked by machine; pages show them, print does not
    ok: bool | None = None
    anchor: str = ""


@dataclass(frozen=True)
class Aligned:
    rows: tuple[Row, ...]


@dataclass(frozen=True)
class Source:
    """Source text to copy: language is "python", "latex", "yaml", "bibtex" or "text"."""

    language: str
    text: str
    title: str = ""


@dataclass(frozen=True)
class Bullets:
    items: tuple[Inlines, ...]


@dataclass(frozen=True)
class Table:
    header: tuple[Inlines, ...]
    rows: tuple[tuple[Inlines, ...], ...]
    name: str = ""  # a class for styles and scripts


@dataclass(frozen=True)
class Note:
    """A remark set apart: kind is "result", "conditions", "check", "erratum", "note" or "failure"."""

    kind: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Fold:
    """Blocks under a summary that opens."""

    summary: Inlines
    blocks: tuple[Block, ...]


@dataclass(frozen=True)
class Download:
    """A link to a file that another emitter makes, such as the PDF of the page."""

    kind: str  # "pdf", "latex", "json", "text"
    words: Inlines


Block = Heading | Paragraph | Display | Aligned | Source | Bullets | Table | Note | Fold | Download


@dataclass(frozen=True)
class Document:
    """One page, handout or fragment. `slug` is its address in the book, without ending: "trace/axb"."""

    slug: str
    title: str
    blocks: tuple[Block, ...]
    description: str = ""
    tags: tuple[str, ...] = ()
    source: str = ""  # the recipe's file, for an edit link


def parts(whole: object) -> Iterator[object]:
    """The whole and every block, row and inline inside it."""
    if isinstance(whole, tuple):
        for part in whole:
            yield from parts(part)
    elif is_dataclass(whole):
        yield whole
        for field in fields(whole):
            yield from parts(getattr(whole, field.name))
