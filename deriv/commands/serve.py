"""deriv serve"""
from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from .options import root_option

if TYPE_CHECKING:
    from ..language.errors import DerivError


@click.command()
@root_option
@click.option("--port", default=8000, show_default=True, help="The port on this machine.")
def serve(root: Path, port: int) -> None:
    """Show the site on this machine, rebuilt as you edit.

    What is wrong with a recipe is said here, in the terminal.
    """
    import socket

    from mkdocs.livereload import LiveReloadServer

    from ..language.errors import DerivError

    try:
        socket.create_server(("127.0.0.1", port)).close()
    except OSError as e:
        raise DerivError(f"port {port} cannot be used: {e.strerror}", "try another: --port 8001") from None
    _build(root)
    server = LiveReloadServer(lambda: _build(root), "127.0.0.1", port, root=str(root / "build/site"))
    for watched in ("recipes", "site", "mkdocs.yml"):
        server.watch(str(root / watched))
    click.echo(f"http://127.0.0.1:{port}/ (Ctrl-C ends)", err=True)
    try:
        server.serve()
    except KeyboardInterrupt:
        click.echo(err=True)
    finally:
        server.shutdown()


def _build(root: Path) -> None:
    """Build, and say what is wrong; the site stays as it was where it cannot be built."""
    from ..language.errors import DerivError
    from .build import built
    from .reporting import tell

    problems: list[DerivError] = []
    try:
        click.echo(built(root, problems), err=True)
    except DerivError as e:
        problems.append(e)
    tell(problems)
