"""deriv new"""
from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import click

from .options import root_option


@click.command()
@root_option
@click.pass_context
def new(ctx: click.Context, root: Path) -> None:
    """Ask a few questions and write a recipe."""
    from ..cookbook.entry import read_entry
    from ..cookbook.yaml_file import parse
    from ..language.reading import declare, read

    where, symbols = {}, {}
    title = _ask("Title", _title)
    click.echo("Symbols, such as   W: matrix(m, n)   one at a time; an empty line ends.", err=True)
    while line := _ask("Symbol", lambda text: _declared(text, declare), default=""):
        name, where[name], symbols[name] = line
    function = _ask("Function", lambda text: (read(text, symbols), text)[1])
    wrt = _ask("Variable", lambda text: _one_of(text, where), default=next(iter(where), None))
    slug = _ask("Address, such as trace/axb", lambda text: _free(text, root))
    path = root / "recipes" / f"{slug}.yaml"
    text = _yaml({"title": title, "function": function, "where": where, "wrt": wrt})
    read_entry(slug, parse(str(path), text.encode()))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
    click.echo(path)


def _ask(question: str, read: Callable[[str], object], default: str | None = None):
    """The answer as `read` has it; what it refuses is asked again."""
    from ..language.errors import DerivError

    def answer(text: str):
        try:
            return read(text.strip())
        except DerivError as e:
            raise click.UsageError(str(e)) from None

    return click.prompt(question, default=default, show_default=bool(default), value_proc=answer, err=True)


def _title(text: str) -> str:
    if not text:
        raise click.UsageError("a recipe needs a title")
    return text


def _declared(text: str, declare: Callable) -> tuple | None:
    if not text:
        return None
    name, _, declaration = (part.strip() for part in text.partition(":"))
    return name, declaration, declare(name, declaration)


def _one_of(name: str, names: dict[str, str]) -> str:
    if name not in names:
        raise click.UsageError(f"{name} is not one of {', '.join(names)}")
    return name


def _free(slug: str, root: Path) -> str:
    from ..cookbook.collection import ADDRESS

    parts = slug.split("/")
    if len(parts) != 2 or not all(map(ADDRESS.fullmatch, parts)):
        raise click.UsageError("an address is chapter/name, in lower-case letters, digits and hyphens")
    if (root / "recipes" / f"{slug}.yaml").exists():
        raise click.UsageError(f"there is a recipe {slug} already")
    return slug


def _yaml(recipe: dict) -> str:
    import yaml

    return yaml.safe_dump(recipe, allow_unicode=True, sort_keys=False, width=100)
