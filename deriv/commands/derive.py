"""deriv derive"""
from __future__ import annotations

import re
import sys
from collections.abc import Iterable, Iterator

import click

from ..cookbook.offers import DERIVED

WRITTEN = {
    "text": lambda d: d.plain(_columns()),
    "latex": lambda d: d.latex(),
    "markdown": lambda d: d.markdown(),
    "json": lambda d: _json(d.document),
    "numpy": lambda d: d.code("numpy"),
    "jax": lambda d: d.code("jax"),
    "torch": lambda d: d.code("torch"),
}


class _Formula(click.Command):
    """A formula may begin with a minus sign; the command's own options are -h and those with two."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        formulas = [a for a in args if re.match(r"-[^-]", a) and a != "-h"]
        return super().parse_args(ctx, [a for a in args if a not in formulas] + ["--", *formulas] * bool(formulas))


@click.command(cls=_Formula)
@click.argument("formula")
@click.option("--wrt", multiple=True, required=True, metavar="X", help="The variable; several: X,Y.")
@click.option("--where", multiple=True, metavar="'W: matrix(m, n)'", help="A symbol; several, apart by semicolons.")
@click.option("--let", multiple=True, metavar="'z = Xw'", help="A name for an inner expression.")
@click.option("--name", metavar="NAME", help="What the function is called; f, or the next letter that is free.")
@click.option("--order", type=click.IntRange(1, 2), default=1, help="2 for the second derivative too.")
@click.option("--structure", type=click.Choice(tuple(filter(None, DERIVED["structure"]))), help="What directions keep.")
@click.option("--detail", type=click.Choice(DERIVED["detail"]), default="standard", help="How many lines are shown.")
@click.option("--format", "form", type=click.Choice(list(WRITTEN)), default="text", show_default=True)
def derive(
    formula: str,
    wrt: tuple[str, ...],
    where: tuple[str, ...],
    let: tuple[str, ...],
    name: str | None,
    order: int,
    structure: str | None,
    detail: str,
    form: str,
) -> None:
    """Derive a function and print the derivation.

    \b
    deriv derive "tr(AXB)" --wrt X --where "A: matrix(p, m); X: matrix(m, n); B: matrix(n, p)"
    deriv derive "log(1ᵀe^z) - yᵀz" --let "z = Xw" --wrt w --where "X: matrix(m, n); w: vector(n); y: vector(m)"
    deriv derive "log|S|" --wrt S --where "S: positive definite matrix(n, n)" --structure symmetric
    """
    import deriv

    variables = [v for given in wrt for v in _parted(given, ",")]
    symbols = _once(_each(_pairs(where, ":", "W: matrix(m, n)")))
    names = _once(_pairs(let, "=", "z = Xw"))
    by = variables if len(variables) != 1 else variables[0]
    how = {"order": order, "structure": structure, "detail": detail}
    derived = deriv.derive(formula, by, symbols, name=name, let=names, **how)
    click.echo(WRITTEN[form](derived).rstrip("\n"))


def _parted(text: str, sign: str) -> list[str]:
    return [part.strip() for part in text.split(sign) if part.strip()]


def _pairs(given: Iterable[str], sign: str, example: str) -> Iterator[tuple[str, str]]:
    """("W", "matrix(m, n)"), … from "W: matrix(m, n); …"."""
    from ..language.errors import DerivError

    for part in (p for text in given for p in _parted(text, ";")):
        name, found, meaning = (p.strip() for p in part.partition(sign))
        if not found:
            raise DerivError(f"{part} says nothing of a symbol", f"write it as   {example}")
        yield name, meaning


def _each(pairs: Iterable[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """A and B by themselves from "A, B: matrix(n, n)"."""
    for names, meaning in pairs:
        yield from ((name, meaning) for name in _parted(names, ",") or [names])


def _once(pairs: Iterable[tuple[str, str]]) -> dict[str, str]:
    from ..language.errors import DerivError

    found: dict[str, str] = {}
    for name, meaning in pairs:
        if name in found:
            raise DerivError(f"{name} is given twice")
        found[name] = meaning
    return found


def _columns() -> int:
    """The width of the terminal; in a pipe always the same."""
    import shutil

    return shutil.get_terminal_size((100, 0)).columns if sys.stdout.isatty() else 100


def _json(document) -> str:
    from ..publish.json import dumps

    return dumps(document)
