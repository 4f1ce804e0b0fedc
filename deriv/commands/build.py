"""deriv build"""
from __future__ import annotations

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import root_option

if TYPE_CHECKING:
    from ..cookbook.document import Document
    from ..language.errors import DerivError


@click.command()
@root_option
@click.pass_context
def build(ctx: click.Context, root: Path) -> None:
    """Build the site in build/site.

    Every recipe is derived and checked; one that is wrong is reported and left out.
    """
    from .reporting import tell

    problems: list[DerivError] = []
    click.echo(built(root, problems))
    ctx.exit(tell(problems))


def built(root: Path, problems: list[DerivError]) -> str:
    """Build the site from what is right; what is wrong is added to the problems."""
    from ..cookbook.collection import load
    from ..publish.site import build_site
    from .book import documents, downloads
    from .reporting import coverage, doing, worked_out

    collection = load(root / "recipes")
    problems += collection.problems
    worked = [*worked_out(collection.entries, problems)]
    covers = coverage(root / "recipes", problems)
    with doing("checking the rules"):
        book = documents(collection, worked, covers)
    files = {**downloads(worked), **_handouts(book, root / "build/pdf", problems)}
    site = root / "build/site"
    with doing("building the site"):
        made = build_site(book, root=root, work=root / "build", out=site, files=files)
    return f"{made.pages} pages, {made.formulas} formulas: {site / 'index.html'}"


def _handouts(book: Sequence[Document], folder: Path, problems: list[DerivError]) -> dict[str, Path]:
    """The PDF of each recipe, where LaTeX is installed."""
    from ..publish.handouts import handouts
    from .reporting import progress

    if not shutil.which("latexmk"):
        click.echo("LaTeX is not installed, so the pages have no PDF (`make tex` installs it)", err=True)
        return {}
    recipes = sum(1 for d in book if d.source)
    printed = [*progress(handouts(book, folder, kinds=["recipe"]), "printing", recipes)]
    problems += [p.problem for p in printed if p.problem]
    return {p.path.relative_to(folder).as_posix(): p.path for p in printed if not p.problem}
