"""deriv schema"""
import click


@click.command()
def schema() -> None:
    """Print the JSON Schema of recipes, for editors."""
    import json

    from ..cookbook.recipe import schema as recipe_schema

    click.echo(json.dumps(recipe_schema(), ensure_ascii=False, indent=2))
