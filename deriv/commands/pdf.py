"""deriv pdf"""
from __future__ import annotations

from pathlib import Path

import click

from .options import root_option

KINDS = ("recipe", "chapter", "book")


@click.command()
@root_option
@click.option("--kind", "kinds", type=click.Choice(KINDS), multiple=True, default=KINDS, help="Which handouts; all by default.")
@click.pass_context
def pdf(ctx: click.Context, root: Path, kinds: tuple[str, ...]) -> None:
    """Print the handouts, as PDF in build/pdf.

    One a recipe, one a chapter, and the whole book; those that have not changed are kept.
    """
    from ..cookbook.collection import load
    from ..publish.handouts import handouts
    from .book import documents
    from .reporting import progress, tell, worked_out

    collection = load(root / "recipes")
    problems = list(collection.problems)
    book = documents(collection, [*worked_out(collection.entries, problems)])
    printed = [*progress(handouts(book, root / "build/pdf", kinds=kinds), "printing")]
    for p in printed:
        if p.problem:
            click.echo(f"{p.path}: {p.problem}\n", err=True)
    failed = sum(1 for p in printed if p.problem)
    click.echo(f"{len(printed) - failed} handouts, {sum(p.new for p in printed)} of them new: {root / 'build/pdf'}")
    ctx.exit(tell(problems) or min(failed, 1))
