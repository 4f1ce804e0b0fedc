"""Bad input: one clear error with its place and a hint, no traceback, exit code 1, and the other recipes are made."""
import re

import pytest
from click.testing import CliRunner

from deriv.cli import deriv
from tests.cli.bad_input import BAD, HOSTILE, recipe


@pytest.fixture
def project(tmp_path):
    """A folder with one good recipe; writes more, and runs the command there."""
    (tmp_path / "recipes" / "c").mkdir(parents=True)
    (tmp_path / "recipes" / "c" / "_chapter.yaml").write_text("title: C\norder: 1\n")

    def run(*arguments: str, **recipes: str):
        for name, text in {"good": recipe(), **recipes}.items():
            (tmp_path / "recipes" / "c" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return CliRunner().invoke(deriv, [*arguments, "--root", str(tmp_path)])

    run.folder = tmp_path
    return run


@pytest.mark.parametrize("what", BAD)
def test_bad_input(project, what):
    text, place, message, hint = BAD[what]
    result = project("check", bad=text)
    assert result.exit_code == 1
    assert "Traceback" not in result.output and "bug in deriv" not in result.output
    (error,) = re.findall(r"^recipes/.*(?:\n .*)*", result.stderr, re.MULTILINE)
    first, line, caret, *rest = error.splitlines()
    assert first.startswith(f"recipes/c/bad.yaml:{place}")
    assert message in first
    assert re.fullmatch(r" +\^+", caret) and len(line) < 100
    assert hint in "\n".join(rest)
    assert re.search(r"^c/good +\d", result.stdout, re.MULTILINE), "the other recipe is made"
    assert "c/bad" not in result.stdout


def test_a_duplicate_address(project):
    (project.folder / "recipes" / "c" / "good.yml").write_text(recipe())
    result = project("check")
    assert result.exit_code == 1
    assert "recipes/c/good.yml:1:1: this recipe has the same address as recipes/c/good.yaml: c/good" in result.stderr
    assert "c/good " in result.stdout


@pytest.mark.parametrize("key", ["title", "notes", "tags"])
def test_hostile_text_is_no_mistake(project, key):
    quoted = "'" + HOSTILE + "'"
    result = project("check", hostile=recipe(**{key: quoted}))
    assert (result.exit_code, result.stderr) == (0, "")


FORMULAS = [  # arguments; what is said
    (["tr(AX", "--wrt", "X", "--where", "A: matrix(n, n); X: matrix(n, n)"], "tr(AX"),
    (["tr(AQ)", "--wrt", "X", "--where", "A: matrix(n, n); X: matrix(n, n)"], "Q"),
    (["tr(X)", "--wrt", "X", "--where", "X: matrix(m, n)"], "square"),
    (["tr(X)", "--wrt", "Y", "--where", "X: matrix(n, n)"], "Y is not declared"),
    (["tr(X)", "--wrt", "X", "--where", "X: matrx(n, n)"], "did you mean matrix?"),
    (["tr(X)", "--wrt", "X", "--where", "X"], "write it as   W: matrix(m, n)"),
    (["tr(X)", "--wrt", "X,X", "--where", "X: matrix(n, n)"], "X is given twice"),
    (["tr(X)", "--wrt", "", "--where", "X: matrix(n, n)"], "wrt names no variable"),
    (["f x", "--wrt", "x", "--where", "f: scalar; x: scalar", "--name", "f"], "f is a symbol of the function already"),
    (["x²", "--wrt", "x", "--where", "x: scalar", "--name", "1bad"], "1bad is not a name"),
    (["x²", "--wrt", "x", "--where", "x: scalar; x: vector(n)"], "x is given twice"),
    (["λ²", "--wrt", "λ", "--where", "λ: scalar; lambda: scalar"], "lambda is declared already"),
]


@pytest.mark.parametrize(("arguments", "said"), FORMULAS, ids=[f"{a[0]} {a[2]} {a[-1]}" for a, _ in FORMULAS])
def test_bad_formulas_on_the_command_line(arguments, said):
    result = CliRunner().invoke(deriv, ["derive", *arguments])
    assert result.exit_code == 1
    assert said in result.stderr
    assert "Traceback" not in result.output and "bug in deriv" not in result.output
    assert result.stdout == ""


USAGE = ["derive", "derive x", "derive x --wrt x --format pdf", "nonsense", "check --root /none", "check --x"]


@pytest.mark.parametrize("line", USAGE)
def test_wrong_usage_is_2(line):
    result = CliRunner().invoke(deriv, line.split())
    assert result.exit_code == 2
    assert result.stderr.startswith("Usage: deriv")
