"""deriv check"""
from __future__ import annotations

from pathlib import Path

import click

from .options import root_option


@click.command()
@root_option
@click.argument("recipes", nargs=-1, metavar="[RECIPE]...")
@click.pass_context
def check(ctx: click.Context, root: Path, recipes: tuple[str, ...]) -> None:
    """Check every recipe and print a ledger.

    With names of recipes, such as trace/axb, only those.
    """
    from ..cookbook.collection import load
    from ..cookbook.exposition import summary
    from ..publish.plain import said
    from .reporting import chosen, coverage, tell, worked_out

    collection = load(root / "recipes")
    problems = [] if recipes else list(collection.problems)
    entries = chosen(collection, recipes, problems)
    worked = [*worked_out(entries, problems)]
    for line in _ledger(worked):
        click.echo(line)
    covers = None if recipes else coverage(root / "recipes", problems)
    if covers:
        click.echo(f"{covers.book.title}: {said(summary(covers))}")
    ctx.exit(tell(problems))


def _ledger(worked) -> list[str]:
    """recipe, lines, steps, worst error, time: a row each, and the totals."""
    rows = [(w.entry.slug, *_sums([w]), f"{w.seconds * 1e3:.0f} ms") for w in worked]
    total = (f"{len(worked)} recipes", *_sums(worked), f"{sum(w.seconds for w in worked):.2f} s")
    table = [("recipe", "lines", "steps", "worst error", "time"), *rows, total]
    widths = [max(len(row[i]) for row in table) for i in range(len(total))]
    lines = [
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in table
    ]
    rule = "─" * len(lines[0])
    return [lines[0], rule, *lines[1:-1], rule, lines[-1]]


def _sums(worked) -> tuple[str, str, str]:
    lines = sum(len(d.lines) for w in worked for d in w.derivations)
    steps = sum(len(list(d.steps)) for w in worked for d in w.derivations)
    error = max((c.verdict.error for w in worked for c in w.checked), default=0.0)
    return str(lines), str(steps), f"{error:.0e}"
