"""Every link of a document leads to a page and a place on it that are there."""
from __future__ import annotations

from collections.abc import Container, Iterable

from ...cookbook.document import Document, Link, parts
from ...language.errors import DerivError


def check_links(documents: Iterable[Document], files: Container[str]) -> None:
    """`files` names all pages, as "trace/axb.md". MkDocs checks the links in Markdown, but not those in HTML."""
    anchors = {d.slug: {a for p in parts(d) if (a := getattr(p, "anchor", ""))} for d in documents}
    broken = []
    for document in documents:
        for link in (p for p in parts(document) if isinstance(p, Link) and not p.target.startswith("https://")):
            page, _, anchor = link.target.partition("#")
            page = page or document.slug
            if f"{page}.md" not in files:
                broken.append(f"{document.slug}: a link to {link.target}, but there is no such page")
            elif anchor and page in anchors and anchor not in anchors[page]:
                broken.append(f"{document.slug}: a link to {link.target}, but that page has no such place")
    if broken:
        raise DerivError("\n".join(["some links lead nowhere:", *broken[:20]]))
