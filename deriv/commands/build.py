"""deriv build"""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import root_option

if TYPE_CHECKING:
    from ..cookbook.places import Problem


@click.command()
@root_option
@click.pass_context
def build(ctx: click.Context, root: Path) -> None:
    """Build the site in build/site.

    Every recipe is derived and checked; one that is wrong is reported and left out.
    """
    from .reporting import tell

    problems: list[Problem] = []
    click.echo(built(root, problems))
    ctx.exit(tell(problems))


def built(root: Path, problems: list[Problem]) -> str:
    """Build the site from what is right; what is wrong is added to the problems."""
    from ..cookbook.collection import load
    from ..publish.site import build_site
    from .book import documents, downloads
    from .reporting import worked_out

    collection = load(root / "recipes")
    problems += collection.problems
    worked = [*worked_out(collection.entries, problems)]
    pdfs = {path.relative_to(root / "build/pdf").as_posix(): path for path in (root / "build/pdf").rglob("*.pdf")}
    site = root / "build/site"
    made = build_site(documents(collection, worked), root=root, work=root / "build", out=site, files={**downloads(worked), **pdfs})
    return f"{made.pages} pages, {made.formulas} formulas: {site / 'index.html'}"
