"""deriv serve"""
from __future__ import annotations

from pathlib import Path

import click

from .options import root_option


@click.command()
@root_option
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
def serve(root: Path, port: int) -> None:
    """Show the site on this machine, rebuilt as you edit.

    What is wrong with a recipe is said here, in the terminal.
    """
    import logging

    from mkdocs.livereload import LiveReloadServer

    from ..language.errors import DerivError
    from .build import built
    from .reporting import tell

    def build() -> None:
        problems: list = []
        try:
            click.echo(built(root, problems), err=True)
        except DerivError as e:
            click.echo(e, err=True)
        tell(problems)

    logging.getLogger("mkdocs").setLevel(logging.INFO)
    build()
    server = LiveReloadServer(builder=build, host="127.0.0.1", port=port, root=str(root / "build/site"))
    for folder in ("recipes", "site", "mkdocs.yml"):
        server.watch(str(root / folder))
    click.echo(f"http://127.0.0.1:{port}/", err=True)
    with server:
        server.serve()
