"""The command `deriv`. Results go to standard output, talk to standard error.

Exit 0: done; 1: something did not hold (a check failed, a recipe or a formula was refused); 2: wrong usage.
"""
from __future__ import annotations

import sys
import traceback
import zlib

import click

from .commands import ALL
from .language.errors import DerivError


class _Deriv(click.Group):
    """Commands in the order in which they are given; a person's mistakes end in a message, never in a traceback."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    def invoke(self, ctx: click.Context):
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort, BrokenPipeError):
            raise
        except DerivError as e:
            click.echo(e, err=True)
        except Exception as e:
            if ctx.params["debug"]:
                raise
            click.echo(_bug(e), err=True)
        ctx.exit(1)


def _bug(e: Exception) -> str:
    """What is said of an error that nobody foresaw; the same bug has the same number."""
    where = traceback.extract_tb(e.__traceback__)[-1]
    number = zlib.crc32(f"{type(e).__name__} {where.name} {where.line}".encode())
    said = f"this is a bug in deriv ({type(e).__name__}, number {number:08x})"
    return f"{said}\n  please report it with what `deriv --debug …` prints"


@click.group(cls=_Deriv, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="deriv", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Show where in deriv's own code a bug strikes.")
def deriv(debug: bool) -> None:
    """Matrix-calculus derivations, written line by line and checked by machine.

    Try:  deriv derive "(aᵀWb − c)²" --wrt W --where "W: matrix(m, n); a: vector(m); b: vector(n); c: scalar"
    """


for command in ALL:
    deriv.add_command(command)


def main() -> None:
    """The entry point: the command, writing UTF-8 wherever it runs."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    deriv(prog_name="deriv")


if __name__ == "__main__":
    main()
