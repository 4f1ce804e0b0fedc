"""deriv lint"""
import click

from .options import root_option


@click.command()
@root_option
@click.pass_context
def lint(ctx: click.Context, root) -> None:
    """Look at the style of the recipes.

    Titles, tags, sources, answers, symbols that do nothing, identities that are there twice.
    """
    from ..cookbook.collection import load
    from ..cookbook.style import remarks

    collection = load(root / "recipes")
    found = [*collection.problems, *remarks(collection.entries)]
    for problem in found:
        click.echo(problem, err=True)
    n = len(collection.entries)
    click.echo(f"{n} recipes, {len(found)} remarks" if found else f"{n} recipes, nothing to remark")
    ctx.exit(1 if found else 0)
