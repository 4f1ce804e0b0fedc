"""The order of the pages: the front page, the cookbook chapter by chapter, the rules, then what people wrote."""
from __future__ import annotations

from collections.abc import Iterable
from posixpath import dirname

from ...cookbook.document import Document
from ..html import text

Nav = list[str | dict[str, "str | Nav"]]
"""What MkDocs calls nav: pages, and sections with a title."""

RULES = "rules"


def navigation(documents: Iterable[Document], written: Nav) -> Nav:
    """`written` is the nav of the hand-written pages, the front page first."""
    documents = tuple(documents)
    titles = {dirname(d.slug): d.title for d in documents if d.slug.endswith("/index")}
    folders: dict[str, Nav] = {}
    for d in documents:
        folders.setdefault(dirname(d.slug), []).append(f"{d.slug}.md")

    def section(folder: str) -> dict[str, Nav]:
        # MkDocs puts titles into its pages as they are: as HTML
        title = text(titles.get(folder) or folder.replace("-", " ").capitalize())
        return {title: sorted(folders[folder], key=lambda page: not page.endswith("/index.md"))}

    chapters = [section(folder) for folder in folders if folder not in ("", RULES)]
    book: Nav = [*folders.get("", []), *chapters]
    rules: Nav = [section(RULES)] if RULES in folders else []
    return [written[0], *([{"Cookbook": book}] if book else []), *rules, *written[1:]]
