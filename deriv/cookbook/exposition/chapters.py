"""Chapter pages and the table of all results."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from ...calculus.derivation import Derivation
from ...language.operators import VALUE, symbol
from ...language.terms import make
from ..document import Document, Heading, Inlines, Link, Paragraph, Table, Text
from .derivation import named
from .results import results
from .words import equation, listed, math

if TYPE_CHECKING:
    from ..collection import Chapter
    from ..working import Worked

HEADER = ((Text("identity"),), (Text("function"),), (Text("by"),), (Text("result"),))


def chapter_page(chapter: Chapter, worked: Iterable[Worked]) -> Document:
    intro = (Paragraph((Text(chapter.intro),)),) if chapter.intro else ()
    table = Table(HEADER, tuple(row for w in worked for row in _rows(w)), name="results")
    return Document(
        f"{chapter.slug}/index",
        chapter.title,
        (Heading(1, (Text(chapter.title),)), *intro, table),
        description=chapter.intro,
    )


def results_table(worked: Iterable[Worked]) -> Document:
    table = Table(HEADER, tuple(row for w in worked for row in _rows(w)), name="results")
    intro = Paragraph(
        (
            Text(
                "Every result of the book, each linked to its derivation. "
                "Gradients have the shape of the variable (denominator layout)."
            ),
        )
    )
    return Document(
        "results",
        "All results",
        (Heading(1, (Text("All results"),)), intro, table),
        description="All results of the book in one table",
    )


def _rows(w: Worked) -> Iterable[tuple[Inlines, ...]]:
    for i, d in enumerate(w.derivations):
        title: Inlines = (Link(w.entry.slug, (Text(w.entry.recipe.title),)),) if i == 0 else ()
        f = symbol(w.entry.recipe.name, *d.function.shape)
        yield (
            title,
            (equation(make(VALUE, f, *w.entry.variables), "=", d.function),) if i == 0 else (),
            (math(d.variable),),
            _result(d, w),
        )


def _result(d: Derivation, w: Worked) -> Inlines:
    """The results with the names that they hold."""
    names = (Text(" where "), *named(d.where)) if d.where else ()
    return (*listed([(formula,) for formula in results(d, w.entry.variables)]), *names)
