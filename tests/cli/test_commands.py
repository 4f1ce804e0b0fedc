"""The command line: what each command prints, where, and the exit code."""
import json
import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner

from deriv.calculus.epsilon import derive_by_each
from deriv.cli import deriv
from deriv.language.build import add
from deriv.publish.json import loads

ROOT = Path(__file__).parent.parent.parent
WHERE = ["--where", "W: matrix(m, n); a: vector(m)", "--where", "b: vector(n); c: scalar"]
RESIDUAL = ["(aᵀWb − c)²", "--wrt", "W", *WHERE]
SPELLINGS = ["(a'*W*b - c)^2", r"(\mathbf{a}^\top \mathbf{W}\mathbf{b} - c)^2", "(a^T W b − c)²"]


def run(*arguments: str, **options):
    return CliRunner().invoke(deriv, arguments, **options)


# ---- deriv derive
def test_derive_prints_the_derivation():
    result = run("derive", *RESIDUAL)
    assert (result.exit_code, result.stderr) == (0, "")
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[0] == "f(W) = (aᵀWb − c)²"
    assert re.search(r"substitute W \+ εU for W$", lines[1])
    assert lines[-4:-1] == ["∂f/∂W = 2(aᵀWb − c)abᵀ", "in numerator layout ∂f/∂W = 2(aᵀWb − c)baᵀ", ""]
    assert re.fullmatch(r"Checked: \d+ lines, \d+ steps; largest relative difference \d·10⁻\S+", lines[-1])


@pytest.mark.parametrize("spelling", SPELLINGS)
def test_all_spellings_give_the_same(spelling):
    assert run("derive", spelling, *RESIDUAL[1:]).stdout == run("derive", *RESIDUAL).stdout


WRITTEN = {  # format: what is made of it, without an error
    "text": str.splitlines,
    "latex": lambda text: re.search(r"\\mathbf\{W\}", text)[0],
    "markdown": lambda text: re.search(r"(?s)\$\$\n.*\n\$\$", text)[0],
    "json": loads,
    "numpy": lambda text: exec(text, {}),
    "jax": lambda text: compile(text, "jax", "exec"),
    "torch": lambda text: compile(text, "torch", "exec"),
}


@pytest.mark.parametrize("form", WRITTEN)
def test_derive_writes_every_format(form):
    result = run("derive", *RESIDUAL, "--format", form)
    assert (result.exit_code, result.stderr) == (0, "")
    WRITTEN[form](result.stdout)
    assert result.stdout == run("derive", *RESIDUAL, "--format", form).stdout


DERIVED = [  # arguments; how the result begins
    (["exp(cos(x²))", "--wrt", "x", "--where", "x: scalar", "--name", "g"], "dg/dx ="),
    (["-x'x", "--wrt", "x", "--where", "x: vector(n)"], "∇f = −2x"),
    (["−xᵀx", "--wrt", "x", "--where", "x: vector(n)"], "∇f = −2x"),
    (["-x^2", "--wrt", "x", "--where", "x: scalar"], "df/dx = −2x"),
    (["--wrt", "x", "-hx", "--where", "h: scalar; x: scalar"], "df/dx = −h"),
    (["f x²", "--wrt", "x", "--where", "f: scalar; x: scalar"], "dg/dx = 2fx"),
    (["x", "--wrt", "x", "--where", "h, x: scalar; A,B: matrix(n, n)"], "df/dx = 1"),
]


@pytest.mark.parametrize(("arguments", "result_begins"), DERIVED, ids=[a[0] for a, _ in DERIVED])
def test_derive_reads_its_arguments(arguments, result_begins):
    result = run("derive", *arguments)
    assert result.exit_code == 0, result.stderr
    lines = [line.strip() for line in result.stdout.splitlines()]
    assert lines[lines.index("so") + 1].startswith(result_begins)


@pytest.mark.parametrize("wrt", [["--wrt", "x,y"], ["--wrt", "x", "--wrt", "y"]])
def test_derive_by_several_variables(wrt):
    result = run("derive", "(x + 2y³)²", *wrt, "--where", "x: scalar; y: scalar")
    assert result.exit_code == 0
    assert re.findall(r"^ *.f/.([xy]) =", result.stdout, re.MULTILINE) == ["x", "y"]


def test_derive_uses_the_names_given():
    where = "X: matrix(m, n); w: vector(n); y: vector(m)"
    result = run("derive", "log(1ᵀe^z) − yᵀz", "--let", "z = Xw", "--wrt", "w", "--where", where)
    assert "Let z = Xw" in result.stdout


def test_derive_by_a_variable_with_a_structure():
    said = ("derive", "log|S|", "--wrt", "S", "--where", "S: positive definite matrix(n, n)")
    assert "2S⁻¹ − S⁻¹ ⊙ I" in run(*said, "--structure", "symmetric").stdout
    refused = run(*said, "--structure", "skew")
    assert refused.exit_code == 1
    assert "S is symmetric, and its directions cannot be skew too" in refused.stderr
    assert run(*said, "--structure", "hermitian").exit_code == 2


def test_derive_shows_as_many_lines_as_asked_for():
    brief, standard, full = (run("derive", *RESIDUAL, "--detail", d).stdout for d in ("brief", "standard", "full"))
    assert brief.count("\n") < standard.count("\n") < full.count("\n")
    assert run("derive", *RESIDUAL).stdout == standard


def test_derive_to_second_order():
    result = run("derive", "xᵀAx", "--wrt", "x", "--where", "A: matrix(n, n); x: vector(n)", "--order", "2")
    assert "∇²f = A + Aᵀ" in result.stdout


# ---- deriv check, schema, lint, new
@pytest.fixture
def project(tmp_path):
    (tmp_path / "recipes" / "c").mkdir(parents=True)
    (tmp_path / "recipes" / "c" / "_chapter.yaml").write_text("title: C\norder: 1\n")

    def write(name: str, **keys):
        text = yaml.safe_dump(keys, allow_unicode=True, sort_keys=False)
        (tmp_path / "recipes" / "c" / f"{name}.yaml").write_text(text, encoding="utf-8")
        return tmp_path

    return write


SQUARE = {"title": "Square", "function": "x²", "where": {"x": "scalar"}, "wrt": "x"}
POLISHED = {**SQUARE, "expect": "2x", "tags": ["power"], "sources": [{"citation": "A book"}]}


def test_check_prints_a_ledger(project):
    root = project("a", **SQUARE)
    project("b", **SQUARE | {"function": "x³"})
    result = run("check", "--root", str(root))
    assert (result.exit_code, result.stderr) == (0, "")
    header, _, first, second, _, total = result.stdout.splitlines()
    assert header.split("  ")[0] == "recipe" and header.split()[1:] == ["lines", "steps", "worst", "error", "time"]
    for row, name in ((first, "c/a"), (second, "c/b")):
        assert re.fullmatch(rf"{name} +[1-9]\d* +[1-9]\d* +\de-\d\d +\d+ ms", row)
    lines = [int(row.split()[1]) for row in (first, second)]
    assert total.split()[:3] == ["2", "recipes", str(sum(lines))]


def test_check_of_some(project):
    root = project("a", **SQUARE)
    project("b", **SQUARE | {"function": "x³"})
    assert "c/b" not in run("check", "c/a", "--root", str(root)).stdout
    assert run("check", "recipes/c/a.yaml", "--root", str(root)).exit_code == 0
    missing = run("check", "c/x", "--root", str(root))
    assert missing.exit_code == 2 and "there is no recipe c/x" in missing.stderr


def test_schema_is_json():
    assert json.loads(run("schema").stdout)["title"] == "deriv recipe"


REMARKS = [
    ({}, None),
    ({"title": "square"}, "a title begins with a capital letter"),
    ({"title": "Square."}, "a title has no full stop"),
    ({"title": "S" * 71}, "the title is longer than 70 characters"),
    ({"tags": []}, "the recipe has no tags"),
    ({"tags": ["power", "Power"]}, "the tag Power is given twice"),
    ({"sources": []}, "the recipe has no sources"),
    ({"expect": []}, "the recipe expects no answer"),
    ({"where": {"x": "scalar", "y": "scalar"}}, "y is declared and does not occur in the function"),
]


@pytest.mark.parametrize(("changed", "remark"), REMARKS, ids=[str(r) for _, r in REMARKS])
def test_lint(project, changed, remark):
    result = run("lint", "--root", str(project("a", **POLISHED | changed)))
    assert result.exit_code == (1 if remark else 0)
    if remark:
        assert f": {remark}\n" in result.stderr


def test_lint_finds_what_is_there_twice(project):
    root = project("a", **POLISHED)
    project("b", **POLISHED | {"function": "t^2", "where": {"t": "scalar"}, "wrt": "t", "expect": "2t"})
    project("c", **POLISHED | {"title": "Positive", "where": {"x": "positive scalar"}})
    result = run("lint", "--root", str(root))
    assert re.findall(r"^recipes/(c/.)\.yaml:\d+:\d+: (.*)", result.stderr, re.MULTILINE) == [
        ("c/b", "c/a has the same title"), ("c/b", "c/a derives the same"),
    ]


def test_new_asks_until_it_can_write_a_recipe(tmp_path):
    symbols = ["a vector(n)", "a: vector(n)", "x: vector(n)", ""]
    answers = ["A form", *symbols, "aᵀy", "aᵀx", "y", "x", "form", "vector/form", ""]
    result = run("new", "--root", str(tmp_path), input="\n".join(answers))
    assert result.exit_code == 0, result.output
    path = tmp_path / "recipes" / "vector" / "form.yaml"
    assert result.stdout.strip() == str(path)
    assert yaml.safe_load(path.read_text(encoding="utf-8")) == {
        "title": "A form", "function": "aᵀx", "where": {"a": "vector(n)", "x": "vector(n)"}, "wrt": "x",
    }
    assert result.stderr.count("Error:") == 4


# ---- the command itself
def test_help_is_quick():
    """Two seconds are for a loaded machine; what must not happen is that anything heavy is imported."""
    began = time.perf_counter()
    code = "import sys; from deriv.cli import deriv; deriv(['--help'], standalone_mode=False); print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert time.perf_counter() - began < 2
    assert not {"numpy", "sympy", "pydantic", "lark", "mkdocs", "yaml", "rich"} & set(done.stdout.split())


def test_every_command_explains_itself():
    for name in ("derive", "build", "serve", "pdf", "check", "new", "lint", "schema"):
        result = run(name, "--help")
        assert result.exit_code == 0 and result.stdout.startswith("Usage: deriv")


def test_a_bug_has_a_number_and_no_traceback(monkeypatch):
    import deriv as package

    monkeypatch.setattr(package, "derive", lambda *a, **k: 1 / 0)
    first, second = run("derive", *RESIDUAL), run("derive", *RESIDUAL)
    assert first.exit_code == 1 and first.stdout == ""
    assert re.match(r"this is a bug in deriv \(ZeroDivisionError, number [0-9a-f]{8}\)\n", first.stderr)
    assert first.stderr == second.stderr
    assert isinstance(run("--debug", "derive", *RESIDUAL).exception, ZeroDivisionError)


def test_a_derivation_that_fails_its_check_is_not_shown(monkeypatch):
    from deriv import interface

    def wrong(*given, **options):
        return tuple(replace(d, result=add(d.result, d.result)) for d in derive_by_each(*given, **options))

    monkeypatch.setattr(interface, "derive_by_each", wrong)
    result = run("derive", *RESIDUAL)
    assert (result.exit_code, result.stdout) == (1, "")
    assert "fails its check" in result.stderr and "bug in a rule of deriv" in result.stderr
