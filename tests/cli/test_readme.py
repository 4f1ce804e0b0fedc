"""What the README shows is what comes out."""
import re
import shlex
from pathlib import Path

from click.testing import CliRunner

import deriv as package
from deriv.cli import deriv

README = (Path(__file__).parent.parent.parent / "README.md").read_text(encoding="utf-8")


def block(language: str) -> str:
    return README.split(f"```{language}\n")[1].split("```")[0]


def test_it_opens_with_the_two_commands():
    assert [line.split("#")[0].split() for line in README.splitlines()[2:4]] == [["make", "site"], ["make", "test"]]


def test_the_derivation_shown_is_the_one_made():
    command, shown = block("console").split("\n", 1)
    program, *arguments = shlex.split(command.removeprefix("$ "))
    assert program == "deriv"
    assert rounded_alike(CliRunner().invoke(deriv, arguments).stdout) == rounded_alike(shown)


def rounded_alike(text: str) -> str:
    """Rounding errors are each machine's own."""
    return re.sub(r"difference \d·10⁻¹\S$", "difference …", text)


def test_the_python_shown_runs():
    names = {}
    exec(block("python"), names)
    assert str(names["d"].gradient) == "2(aᵀWb − c)abᵀ"
    assert names["deriv"] is package


def test_every_command_is_named():
    assert all(f"`deriv {name}`" in README for name in deriv.commands)
