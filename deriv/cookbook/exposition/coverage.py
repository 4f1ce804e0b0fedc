"""The page on how much of a book is derived: by the number of the equation, the answer or the reason for none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice

from ...calculus.derivation import Derivation
from ...language.structures import STRUCTURES
from ..coverage import Coverage, Covered
from ..document import Block, Code, Document, Heading, Inlines, Link, Math, Paragraph, Table, Text
from ..entry import Entry
from ..style import canonical_text
from .derivation import named
from .results import results
from .words import listed, math

HEADER = ((Text("equation"),), (Text("function"),), (Text("by"),), (Text("answer"),), (Text("verdict"),))


def coverage_page(coverage: Coverage, entries: Iterable[Entry]) -> Document:
    """`entries` are the recipes that have a page: a row that one of them derives links to it."""
    book, rows = coverage.book, iter(coverage.covered)
    pages = {canonical_text(e.function, e.variables, e.recipe.order, e.recipe.structure): e.slug for e in entries}
    blocks: list[Block] = [Heading(1, (Text(book.title),)), Paragraph((Text(book.intro),))]
    blocks.append(Paragraph(summary(coverage)))
    for section in book.sections:
        table = Table(HEADER, tuple(_row(c, pages) for c in islice(rows, len(section.rows))), name="coverage")
        blocks += [Heading(2, (Text(section.title),)), table]
    blocks += [Heading(2, (Text("Source"),), anchor="sources"), Paragraph((Text(book.citation + "."),))]
    return Document("coverage", book.title, tuple(blocks), description=f"{book.title}: derived or refused, row by row")


def summary(coverage: Coverage) -> Inlines:
    """n of m are derived and checked, …"""
    derived, refused, by_complex = coverage.counts
    said = f"Of {derived + refused} derivatives by real variables {derived} are derived and checked"
    said += f", {refused} are refused with a reason" if refused else ""
    said += f"; {by_complex} more are by complex variables, which deriv does not derive" if by_complex else ""
    return (Text(said + "."),)


def _row(c: Covered, pages: Mapping[str, str]) -> tuple[Inlines, ...]:
    d = c.derivation
    slug = pages.get(canonical_text(c.function, (d.variable,), c.row.order, c.row.structure)) if d else None
    checked = Link(slug, (Text("derived"),)) if slug else Text("derived")
    return (
        (Text(c.row.eq),),
        (math(c.function) if c.function else Code(c.row.function),),
        _by(c, d),
        tuple(_answer(d)) if d else (Text(c.refused),),
        (checked if d else Text("refused"),),
    )


def _by(c: Covered, d: Derivation | None) -> Inlines:
    """The variable, with the structure that it keeps."""
    variable = math(d.variable) if d else Code(c.row.wrt)
    return (variable, Text(", " + STRUCTURES[c.row.structure].adjective)) if c.row.structure else (variable,)


def _answer(d: Derivation) -> Iterator[Text | Math]:
    yield from listed([(formula,) for formula in results(d, (d.variable,))])
    if d.where:
        yield Text(" where ")
        yield from named(d.where)


__all__ = ["coverage_page", "summary"]
