"""deriv pdf"""
from __future__ import annotations

from pathlib import Path

import click

from .options import root_option

KINDS = ("recipe", "chapter", "book")


@click.command()
@root_option
@click.option(
    "--kind", "kinds", type=click.Choice(KINDS), multiple=True, default=KINDS, help="Which handouts; all by default."
)
@click.pass_context
def pdf(ctx: click.Context, root: Path, kinds: tuple[str, ...]) -> None:
    """Print the handouts, as PDF in build/pdf.

    One a recipe, one a chapter, and the whole book; those that have not changed are kept.
    """
    from ..cookbook.collection import load
    from ..publish.handouts import handouts
    from .book import documents
    from .reporting import doing, progress, tell, worked_out

    collection = load(root / "recipes")
    problems = list(collection.problems)
    worked = [*worked_out(collection.entries, problems)]
    with doing("checking the rules"):
        book = documents(collection, worked)
    printed = [*progress(handouts(book, root / "build/pdf", kinds=kinds), "printing")]
    problems += [p.problem for p in printed if p.problem]
    there, new = sum(not p.problem for p in printed), sum(p.new for p in printed)
    click.echo(f"{there} handouts, {new} of them new: {root / 'build/pdf'}")
    ctx.exit(tell(problems))
