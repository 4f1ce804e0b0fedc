"""The site of a small book: what it holds, what is refused; a build that fails or dies leaves the one before."""
import asyncio
import json
import os
import re
import shutil
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import pytest

from deriv.cookbook.document import Display, Document, Download, Heading, Link, Math, Paragraph, Text
from deriv.language.errors import DerivError
from deriv.publish.site import build_site
from deriv.publish.site.build import bring_back, put_in_place
from deriv.publish.site.maths import Formula, render
from deriv.publish.site.mkdocs import QUIET
from deriv.publish.site.navigation import navigation
from deriv.publish.site.pages import lay
from tests.publish.site_documents import BOOK, HOSTILE, logdet, m

PROJECT = Path(__file__).parents[2]
PDF = {"matrix/squared-bilinear-residual.pdf": b"%PDF-1.4"}
MODULES = PROJECT / "node_modules"


def project(folder: Path) -> Path:
    """A checkout in small: what a build reads."""
    shutil.copytree(PROJECT / "site", folder / "site")
    shutil.copy(PROJECT / "mkdocs.yml", folder)
    (folder / "node_modules").symlink_to(MODULES)
    return folder


def build(root: Path, documents=BOOK, files=PDF):
    return build_site(documents, root=root, work=root / "build", out=root / "build/site", files=files)


def tree(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


RESULTS = Document("results", "All results", ())  # to which the written pages lead


def one(*blocks, slug="trace/one"):
    return Document(slug, "One", (Heading(1, (Text("One"),)), *blocks))


@pytest.fixture(scope="module")
def root(tmp_path_factory):
    root = project(tmp_path_factory.mktemp("book"))
    built = build(root)
    assert built.pages == len(BOOK)
    return root


@pytest.fixture(scope="module")
def site(root):
    return root / "build/site"


@pytest.fixture
def fresh(root, tmp_path):
    """A checkout of its own, with a site built before."""
    return Path(shutil.copytree(root, tmp_path / "copy", symlinks=True))


# ---- what is in it -------------------------------------------------------------------------------------------------
def test_every_document_and_every_written_page_is_there(site):
    written = {p.stem for p in (PROJECT / "site").glob("*.md")}
    assert {f"{slug}.html" for slug in {d.slug for d in BOOK} | written} <= set(tree(site))


def test_formulas_are_typeset_and_none_is_left(site):
    for page in site.rglob("*.html"):
        text = page.read_text(encoding="utf-8")
        assert 'class="arithmatex">\\' not in text
        assert "data-tex" not in text
    text = (site / "matrix/squared-bilinear-residual.html").read_text(encoding="utf-8")
    assert text.count('<span class="katex">') > 40
    assert text.count("<math ") == text.count('<span class="katex">')
    assert 'class="enclosing changed"' in text


def test_what_a_reader_copies_has_neither_marks_nor_breaks(site):
    annotation = re.compile(r'<annotation encoding="application/x-tex">(.*?)</annotation>')
    pages = [page.read_text(encoding="utf-8") for page in site.rglob("*.html")]
    copied = {unescape(tex) for page in pages for tex in annotation.findall(page)}
    assert len(copied) > 50
    assert not [tex for tex in copied if re.search(r"\\changed|break", tex)]
    assert m("log|X(I + εX⁻¹U)|").tex in copied


class Loads(HTMLParser):
    """What a page loads by itself, and what it says of itself."""

    def __init__(self):
        super().__init__()
        self.loads, self.scripts, self.title, self.inside = [], [], "", ""

    def handle_starttag(self, tag, attrs):
        self.inside = tag
        loaded = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src", "object": "data"}
        address = dict(attrs).get(loaded.get(tag))
        if address and dict(attrs).get("rel") not in ("prev", "next", "canonical"):
            self.loads.append(address)

    def handle_endtag(self, tag):
        self.inside = ""

    def handle_data(self, data):
        if self.inside == "title":
            self.title += data
        if self.inside == "script":
            self.scripts.append(data)


def read(page: Path) -> Loads:
    parser = Loads()
    parser.feed(page.read_text(encoding="utf-8"))
    return parser


def test_pages_load_nothing_from_another_host(site):
    """Every address that a page or a style sheet loads is a file of the site."""
    for page in site.rglob("*.html"):
        for address in read(page).loads:
            if address.startswith("data:"):
                continue
            target = site / address.lstrip("/") if page.name == "404.html" else page.parent / address
            assert target.is_file(), f"{page.relative_to(site)} loads {address}"
    for sheet in site.rglob("*.css"):
        text = sheet.read_text(encoding="utf-8")
        assert "@import" not in text
        for address in re.findall(r"url\(([^)]+)\)", text):
            address = address.strip("\"'")
            assert address.startswith("data:") or (sheet.parent / address).is_file(), f"{sheet.name} loads {address}"


def test_licences_of_what_the_pages_carry(site):
    assert {"katex/LICENSE", "iframe-worker/LICENSE", "fonts/source-serif-4-LICENSE"} <= set(tree(site))


def test_hostile_words_stay_words(site):
    page = read(site / "trace/hostile.html")
    assert page.title.startswith(HOSTILE)
    assert not [s for s in page.scripts if "alert" in s]
    for other in site.rglob("*.html"):  # the navigation and the footer of other pages name it too
        assert not [s for s in read(other).scripts if "alert" in s], other


def test_search_finds_words_tags_and_formulas(site):
    index = json.loads((site / "search/search_index.json").read_text(encoding="utf-8"))
    entries = {e["location"]: e for e in index["docs"]}
    entry = entries["determinant/log-determinant.html"]
    assert "logdet" in entry["tags"]
    assert "log|X|" in entry["text"]
    for entry in index["docs"]:
        if not entry["location"].startswith("trace/hostile"):
            words = re.sub("<code>.*?</code>", "", entry["title"] + entry["text"], flags=re.DOTALL)
            assert "\\" not in words
    script = (site / "search/search_index.js").read_text(encoding="utf-8")
    assert json.loads(script.removeprefix("var __index = ")) == index


def test_downloads_are_offered_where_they_are(site):
    page = "matrix/squared-bilinear-residual"
    assert (site / f"{page}.pdf").read_bytes() == PDF[f"{page}.pdf"]
    assert 'href="squared-bilinear-residual.pdf"' in (site / f"{page}.html").read_text(encoding="utf-8")


def test_a_download_that_is_not_there_is_not_offered(tmp_path):
    root = project(tmp_path)
    build(root, [RESULTS, one(Heading(2, (Text("Handout"),)), Download("pdf", (Text("PDF"),)))], {})
    text = (root / "build/site/trace/one.html").read_text(encoding="utf-8")
    assert "one.pdf" not in text and "Handout" not in text


def test_the_front_page_shows_the_derivation(site):
    text = (site / "index.html").read_text(encoding="utf-8")
    assert text.count('role="listitem"') >= 8
    assert 'href="rules/trace-cyclic.html"' in text
    assert "remark result" in text


def test_a_recipe_page_names_its_recipe(site):
    page = (site / "determinant/log-determinant.html").read_text(encoding="utf-8")
    assert "<code>recipes/determinant/log-determinant.yaml</code>" in page


def test_an_edit_link_where_there_is_a_repository(tmp_path):
    root = project(tmp_path)
    with (root / "mkdocs.yml").open("a", encoding="utf-8") as settings:
        settings.write("\nrepo_url: https://example.org/deriv\nedit_uri: edit/main/\n")
    build(root, [RESULTS, replace(one(), source="recipes/trace/one.yaml")])
    page = (root / "build/site/trace/one.html").read_text(encoding="utf-8")
    assert 'href="https://example.org/deriv/edit/main/recipes/trace/one.yaml"' in page


def test_two_builds_give_the_same_bytes(root, site, tmp_path):
    again = project(tmp_path)
    build(again)
    assert tree(again / "build/site") == tree(site)


def test_mkdocs_alone_is_content_too(root):
    """mkdocs build --strict by hand, on the mkdocs.yml of the project."""
    command = [sys.executable, "-m", "mkdocs", "build", "--strict"]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, env=os.environ | QUIET)
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr


# ---- the order of the pages -----------------------------------------------------------------------------------------
def test_navigation():
    slugs = ["results", "b/index", "b/two", "a/one", "a/index", "b/three", "rules/x", "rules/index"]
    nav = navigation([Document(s, f"<{s}>", ()) for s in slugs], [{"Start": "index.md"}, {"Guide": ["how.md"]}])
    assert nav == [
        {"Start": "index.md"},
        {"Cookbook": [
            "results.md",
            {"&lt;b/index&gt;": ["b/index.md", "b/two.md", "b/three.md"]},
            {"&lt;a/index&gt;": ["a/index.md", "a/one.md"]},
        ]},
        {"&lt;rules/index&gt;": ["rules/index.md", "rules/x.md"]},
        {"Guide": ["how.md"]},
    ]


# ---- the docs folder ------------------------------------------------------------------------------------------------
def test_only_what_changed_is_written_and_what_is_gone_is_removed(tmp_path):
    lay({"a/x.md": b"1", "a/y.md": b"2", "z.md": b"3"}, tmp_path)
    for path in tmp_path.rglob("*.md"):
        os.utime(path, (1, 1))
    lay({"a/x.md": b"1", "z.md": b"4"}, tmp_path)
    assert tree(tmp_path) == {"a/x.md": b"1", "z.md": b"4"}
    assert [(tmp_path / p).stat().st_mtime == 1 for p in ("a/x.md", "z.md")] == [True, False]
    lay({"z.md": b"4"}, tmp_path)
    assert [p.name for p in tmp_path.iterdir()] == ["z.md"]


# ---- what is refused: the message, and the site before ---------------------------------------------------------------
BAD_TEX = one(Paragraph((Text("x "), Math(r"\frac{1}", "1/"))))
REFUSED = [
    ([BAD_TEX], r"trace/one.html: KaTeX parse error: .*\n.*\\frac\{1\}"),
    ([one(Display(Math(r"\unknown", "?")))], r"trace/one.html: KaTeX parse error: Undefined .*\n.*\\unknown"),
    ([one(Display(Math(r"\href{javascript:alert(1)}{x}", "x")))], r"trace/one.html: \\href has no place in a formula"),
    ([one(Display(Math(r"\htmlClass{md-header}{x}", "x")))], r"trace/one.html: \\htmlClass has no place in a formula"),
    ([one(Display(Math("x漢", "x")))], r"trace/one.html: .*LaTeX-incompatible input"),
    ([one(Paragraph((Link("trace/two", (Text("x"),)),)))], "trace/one: a link to trace/two, but there is no such page"),
    ([one(Paragraph((Link("#there", (Text("x"),)),)))], "trace/one: a link to #there, but that page has no such place"),
    ([one(Paragraph((Link("determinant/log-determinant#no", (Text("x"),)),))), logdet], "that page has no such place"),
    ([one(slug="conventions")], "would both be the page conventions.md"),
]


@pytest.mark.parametrize(("documents", "message"), REFUSED, ids=[m for _, m in REFUSED])
def test_a_refused_build_says_where_and_leaves_the_site_before(fresh, documents, message):
    before = tree(fresh / "build/site")
    rest = [d for d in BOOK if d.slug != "determinant/log-determinant"]
    with pytest.raises(DerivError, match=message):
        build(fresh, [*documents, *([logdet] if logdet not in documents else []), *rest])
    assert tree(fresh / "build/site") == before


def test_a_broken_link_in_a_written_page(fresh):
    before = tree(fresh / "build/site")
    (fresh / "site/conventions.md").write_text("[x](nowhere.md)\n", encoding="utf-8")
    with pytest.raises(DerivError, match=r"conventions\.md.*nowhere\.md"):
        build(fresh)
    assert tree(fresh / "build/site") == before


def test_without_katex(tmp_path):
    root = project(tmp_path)
    (root / "node_modules").unlink()
    with pytest.raises(DerivError, match="make setup"):
        build(root)


@pytest.mark.parametrize("moment", ["lay", "run", "typeset", "make_readable", "put_in_place"])
def test_a_killed_build_leaves_the_site_before(fresh, moment):
    """SIGKILL just before each part of a build."""
    before = tree(fresh / "build/site")
    script = f"""
import os, signal
from pathlib import Path
from deriv.publish.site import build, build_site
from tests.publish.site_documents import BOOK
build.{moment} = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
root = Path({str(fresh)!r})
build_site([d for d in BOOK if d.slug != 'trace/hostile'], root=root, work=root / "build", out=root / "build/site")
"""
    done = subprocess.run([sys.executable, "-c", script], cwd=PROJECT, capture_output=True, text=True)
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert tree(fresh / "build/site") == before


def test_killed_between_the_renames(tmp_path):
    """The one moment without a site is mended by the next build, whatever becomes of it."""
    (tmp_path / "site.old").mkdir()
    (tmp_path / "site.old/index.html").write_text("before")
    bring_back(tmp_path / "site")
    assert tree(tmp_path) == {"site/index.html": b"before"}
    (tmp_path / "new").mkdir()
    (tmp_path / "new/index.html").write_text("after")
    put_in_place(tmp_path / "new", tmp_path / "site")
    assert tree(tmp_path) == {"site/index.html": b"after"}


# ---- formulas -------------------------------------------------------------------------------------------------------
BREAKS = [
    ("a + b", 2),
    ("a = b - c", 3),
    ("-a", 1),
    ("(a + b)(c - d)", 1),
    (r"\left(a + b\right)", 1),
    (r"\lvert a + b \rvert", 1),
    (r"2 \cdot a \odot b \otimes c", 1),
    (r"f(x) + \varepsilon \cdot 2\,(a - c)\,u + O(\varepsilon^{2})", 3),
]


@pytest.mark.parametrize(("tex", "parts"), BREAKS)
def test_a_displayed_formula_breaks_before_outer_signs_only(tex, parts):
    html = render([Formula(tex, True)], MODULES)[0]["html"]
    assert html.count('class="katex-base"') == parts


def test_formulas_come_back_in_order():
    formulas = [Formula(f"x_{{{i}}}", i % 2 == 0) for i in range(7)]
    for formula, result in zip(formulas, render(formulas, MODULES), strict=True):
        assert formula.tex in result["html"]
        assert ("katex-display" in result["html"]) == formula.display


def test_formulas_inside_a_running_event_loop():
    """As in a notebook."""

    async def inside():
        return render([Formula("x", False)], MODULES)

    with ThreadPoolExecutor(1) as thread:  # which has no loop yet, whatever the other tests run
        assert "html" in thread.submit(asyncio.run, inside()).result(timeout=60)[0]


# ---- colours --------------------------------------------------------------------------------------------------------
def luminance(colour: str) -> float:
    channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


@pytest.mark.parametrize("scheme", ["default", "slate"])
@pytest.mark.parametrize("ground", ["paper", "sheet", "new-ground"])
@pytest.mark.parametrize("letters", ["ink", "quiet", "accent", "good", "bad"])
def test_contrast_is_that_of_wcag_aa(scheme, ground, letters):
    frame = (PROJECT / "site/styles/frame.css").read_text(encoding="utf-8")
    block = re.search(rf'\[data-md-color-scheme="{scheme}"\] \{{(.*?)\}}', frame, re.DOTALL)[1]
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", block))
    light, dark = sorted((luminance(colours[ground]), luminance(colours[letters])), reverse=True)
    assert (light + 0.05) / (dark + 0.05) >= 4.5
