"""deriv build: what is right is built, what is wrong is told, and a build that fails leaves the site as it was."""
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from deriv.cli import deriv
from tests.cli.bad_input import BAD, HOSTILE, recipe

ROOT = Path(__file__).parent.parent.parent
pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def project(tmp_path_factory):
    """The project's site with recipes of its own: a good one, a hostile one, and every bad one."""
    root = tmp_path_factory.mktemp("project")
    for name in ("site", "node_modules"):
        (root / name).symlink_to(ROOT / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    chapter = root / "recipes" / "c"
    chapter.mkdir(parents=True)
    (chapter / "_chapter.yaml").write_text("title: C\norder: 1\n")
    (chapter / "good.yaml").write_text(recipe(see="c/bad-0"), encoding="utf-8")
    quoted = f"'{HOSTILE}'"
    hostile = recipe(title=quoted, notes=quoted, tags=f"[{quoted}]", sources=f"[{{citation: {quoted}}}]")
    (chapter / "hostile.yaml").write_text(hostile, encoding="utf-8")
    for i, (text, *_) in enumerate(BAD.values()):
        (chapter / f"bad-{i}.yaml").write_text(text, encoding="utf-8")
    return root


@pytest.fixture(scope="module")
def build(project):
    return CliRunner().invoke(deriv, ["build", "--root", str(project)])


def test_the_others_are_built_and_the_exit_code_is_1(project, build):
    assert build.exit_code == 1
    pages = sorted(p.name for p in (project / "build/site/c").glob("*.html"))
    assert pages == ["good.html", "hostile.html", "index.html"]


def test_each_mistake_is_told_once(build):
    told = re.findall(r"^recipes/c/bad-(\d+)\.yaml:\d+:\d+: ", build.stderr, re.MULTILINE)
    assert sorted(map(int, told)) == list(range(len(BAD)))
    assert build.stderr.rstrip().endswith(f"{len(BAD)} problems")
    assert "Traceback" not in build.output and "bug in deriv" not in build.output


def test_a_page_does_not_refer_to_what_was_refused(project, build):
    assert "bad-0" not in (project / "build/site/c/good.html").read_text(encoding="utf-8")


def test_hostile_text_is_shown_as_text(project, build):
    page = (project / "build/site/c/hostile.html").read_text(encoding="utf-8")
    assert "<script>alert" not in page and "<img src=x" not in page
    assert r"\input{/etc/passwd}" in page and "&lt;script&gt;" in page
    tex = (project / "build/site/c/hostile.tex").read_text(encoding="utf-8")
    assert r"\input{/etc" not in tex and r"\write18" not in tex


def test_what_stands_beside_the_pages(project, build):
    beside = {p.suffix for p in (project / "build/site/c").glob("good.*")}
    assert {".html", ".tex", ".json", ".txt"} <= beside
    assert (".pdf" in beside) == bool(shutil.which("latexmk"))


def test_a_build_that_fails_leaves_the_site_whole(project, build):
    before = {p: p.read_bytes() for p in (project / "build/site").rglob("*.html")}
    (project / "mkdocs.yml").write_text("nonsense: [\n")
    failed = CliRunner().invoke(deriv, ["build", "--root", str(project)])
    shutil.copy(ROOT / "mkdocs.yml", project)
    assert failed.exit_code == 1 and failed.stdout == ""
    assert "Traceback" not in failed.output and "bug in deriv" not in failed.output
    assert {p: p.read_bytes() for p in (project / "build/site").rglob("*.html")} == before
