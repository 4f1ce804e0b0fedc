"""Documents and hand-written pages → the static site."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from ...cookbook.document import Document


@dataclass(frozen=True)
class Built:
    """What a build made."""

    pages: int
    formulas: int


def build_site(documents: Iterable[Document], *, root: Path, work: Path, out: Path, files: Mapping[str, bytes | Path] | None = None) -> Built:
    """Build the site of `documents` and of the pages under root/site into `out`; work/docs holds its Markdown.

    `root` has mkdocs.yml, site/ and node_modules/. `files` are the downloads beside the pages: "trace/axb.pdf" → content,
    or the file that has it. A document "trace/index" is the page of chapter "trace" and gives it its title; chapters and
    pages stand in the order of `documents`. A build that fails (DerivError) or is killed leaves `out` as it was.
    """
    raise NotImplementedError
