"""The way of a build: lay out Markdown, have MkDocs make pages of it, typeset their formulas, put the site in place."""
from __future__ import annotations

import shutil
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...cookbook.document import Document
from .links import check_links
from .maths import typeset
from .mkdocs import configure, run
from .pages import lay, pages, vendored
from .search import make_readable


@dataclass(frozen=True)
class Built:
    """What a build made."""

    pages: int
    formulas: int  # different ones


def build_site(
    documents: Iterable[Document], *, root: Path, work: Path, out: Path, files: Mapping[str, bytes | Path] | None = None
) -> Built:
    """Build the site of `documents` and of the pages below root/site into `out`; its Markdown is left in work/docs.

    `root` has mkdocs.yml, site/ and node_modules/. `files` are downloads: "trace/axb.pdf" → the content, or the file
    that has it; a page offers what is there. A document "trace/index" is the page of chapter "trace" and gives it its
    title; chapters and pages stand in the order of `documents`. A build that fails (DerivError) or is killed leaves
    `out` as it was.
    """
    documents = tuple(documents)
    files = dict(files or {})
    work.mkdir(parents=True, exist_ok=True)
    bring_back(out)
    written = pages(documents, root / "site", files)
    check_links(documents, written)
    lay(written | vendored(root / "node_modules") | files, work / "docs")
    html = work / "html"
    run(configure(documents, root, work, html))
    built = Built(len(documents), typeset(html, root / "node_modules"))
    make_readable(html / "search", documents)
    put_in_place(html, out)
    return built


def put_in_place(new: Path, out: Path) -> None:
    """`new` becomes `out`, in one step but for the moment between two renames, which `bring_back` mends."""
    old = _old(out)
    out.parent.mkdir(parents=True, exist_ok=True)
    shutil.rmtree(old, ignore_errors=True)
    if out.exists():
        out.rename(old)
    new.rename(out)
    shutil.rmtree(old, ignore_errors=True)


def bring_back(out: Path) -> None:
    """The site before, where a build was killed at the moment between the two renames."""
    if not out.exists() and _old(out).exists():
        _old(out).rename(out)


def _old(out: Path) -> Path:
    return out.with_name(out.name + ".old")
