"""What commands say while they work, and of what went wrong: on standard error, and progress on a terminal only."""
from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from typing import TYPE_CHECKING, TypeVar

import click

if TYPE_CHECKING:
    from pathlib import Path

    from ..cookbook.collection import Collection
    from ..cookbook.coverage import Coverage
    from ..cookbook.entry import Entry
    from ..cookbook.working import Worked
    from ..language.errors import DerivError

T = TypeVar("T")


def progress(items: Iterable[T], what: str, total: int | None = None) -> Iterable[T]:
    """The items, with a bar that says how many are done."""
    if not sys.stderr.isatty():
        return items
    from rich.console import Console
    from rich.progress import track

    return track(items, what, total, console=Console(stderr=True), transient=True)


def doing(what: str) -> AbstractContextManager:
    """Says what is being done while it is."""
    if not sys.stderr.isatty():
        return nullcontext()
    from rich.console import Console

    return Console(stderr=True).status(what)


def worked_out(entries: Sequence[Entry], problems: list[DerivError]) -> Iterator[Worked]:
    """Each recipe worked out; what is wrong with the others is added to the problems."""
    from ..cookbook.places import Refused
    from ..cookbook.working import work

    for entry in progress(entries, "deriving"):
        try:
            yield work(entry)
        except Refused as e:
            problems += e.problems


def coverage(recipes: Path, problems: list[DerivError]) -> Coverage | None:
    """The rows of the book beside the recipes worked out; what is wrong with its file is added to the problems."""
    from ..cookbook.coverage import Coverage, book_beside, covered
    from ..cookbook.places import Refused

    try:
        book = book_beside(recipes)
    except Refused as e:
        problems += e.problems
        return None
    return book and Coverage(book, tuple(covered(row) for row in progress(book.rows, "covering", len(book.rows))))


def chosen(collection: Collection, slugs: Iterable[str], problems: list[DerivError]) -> tuple[Entry, ...]:
    """The recipes named, or all of them; a named one that is wrong itself brings its problems along."""
    from ..cookbook.faults import did_you_mean

    if not slugs:
        return collection.entries
    found = []
    for slug in slugs:
        name = slug.removeprefix("recipes/").removesuffix(".yaml").removesuffix(".yml")
        wrong = [p for p in collection.problems if p.place.file in (f"recipes/{name}.yaml", f"recipes/{name}.yml")]
        problems += wrong
        if entry := collection.find(name):
            found.append(entry)
        elif not wrong:
            raise click.BadParameter(
                f"there is no recipe {slug}. {did_you_mean(name, [e.slug for e in collection.entries])}"
            )
    return tuple(found)


def tell(problems: Sequence[DerivError]) -> int:
    """Say every problem; the exit code that follows."""
    for problem in problems:
        click.echo(f"{problem}\n", err=True)
    if problems:
        click.echo(f"{len(problems)} problem{'s' * (len(problems) > 1)}", err=True)
    return 1 if problems else 0
