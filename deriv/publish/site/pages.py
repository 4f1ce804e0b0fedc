"""What the docs folder holds, and how it gets there."""
from __future__ import annotations

import re
from collections.abc import Container, Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from ...cookbook.document import Aligned, Block, Document, Download, Heading, Note
from ...language.errors import DerivError
from ..html import ENDINGS, html
from ..markdown import markdown

Content = bytes | Path
"""A file's content, or the file that has it."""

SHOWN = re.compile(r"^<!-- derivation: (\S+) -->$", re.MULTILINE)
"""On a hand-written page: here stand the derivation and the result of that page."""

SERIF, SANS = "@fontsource-variable/source-serif-4", "@fontsource-variable/source-sans-3"
VENDORED = {
    "katex/LICENSE": "katex/LICENSE",
    "katex/copy-tex.min.js": "katex/dist/contrib/copy-tex.min.js",
    "iframe-worker/LICENSE": "iframe-worker/LICENSE",
    "iframe-worker/shim.js": "iframe-worker/shim/index.js",
    "fonts/source-serif-4-LICENSE": f"{SERIF}/LICENSE",
    "fonts/source-serif-4-latin.woff2": f"{SERIF}/files/source-serif-4-latin-wght-normal.woff2",
    "fonts/source-serif-4-latin-italic.woff2": f"{SERIF}/files/source-serif-4-latin-wght-italic.woff2",
    "fonts/source-serif-4-greek.woff2": f"{SERIF}/files/source-serif-4-greek-wght-normal.woff2",
    "fonts/source-sans-3-LICENSE": f"{SANS}/LICENSE",
    "fonts/source-sans-3-latin.woff2": f"{SANS}/files/source-sans-3-latin-wght-normal.woff2",
    "fonts/source-sans-3-greek.woff2": f"{SANS}/files/source-sans-3-greek-wght-normal.woff2",
}
"""Files of the docs folder, and where npm puts them."""

OLDER_FONTS = re.compile(r',url\([^)]*\.(?:woff|ttf)\) format\("[a-z]+"\)')


def pages(documents: Iterable[Document], site: Path, files: Container[str]) -> dict[str, Content]:
    """Name in the docs folder → content: the documents, and all that is below `site` but the theme's overrides."""
    book = {d.slug: d for d in documents}
    made: dict[str, Content] = {
        f"{slug}.md": markdown(_with_downloads_there(document, files)).encode() for slug, document in book.items()
    }
    for path in sorted(site.rglob("*")):
        name = path.relative_to(site).as_posix()
        if path.is_dir() or name.startswith("overrides/"):
            continue
        if name in made:
            raise DerivError(f"{path} and a recipe or rule would both be the page {name}", "rename one of them")
        made[name] = _with_derivations(path, book, name).encode() if path.suffix == ".md" else path
    return made


def vendored(node_modules: Path) -> dict[str, Content]:
    """What pages carry with them, so that they load nothing from another host."""
    made: dict[str, Content] = {name: node_modules / path for name, path in VENDORED.items()}
    made |= {f"katex/fonts/{f.name}": f for f in sorted((node_modules / "katex/dist/fonts").glob("*.woff2"))}
    missing = [str(path) for path in made.values() if not path.is_file()]
    if missing:
        raise DerivError(f"there is no {missing[0]}", "run `make setup`, or `npm ci` beside package.json")
    styles = (node_modules / "katex/dist/katex.min.css").read_text(encoding="utf-8")
    return made | {"katex/katex.min.css": OLDER_FONTS.sub("", styles).encode()}


def lay(contents: Mapping[str, Content], folder: Path) -> None:
    """Make `folder` hold exactly `contents`; a file that is right already is left alone, with its time."""
    for name, content in contents.items():
        new = content if isinstance(content, bytes) else content.read_bytes()
        path = folder / name
        if not path.is_file() or path.read_bytes() != new:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(new)
    for path in sorted(folder.rglob("*"), reverse=True):
        if path.is_dir():
            if not any(path.iterdir()):
                path.rmdir()
        elif path.relative_to(folder).as_posix() not in contents:
            path.unlink()


def _with_downloads_there(document: Document, files: Container[str]) -> Document:
    """A page offers only the downloads that there are; the heading over one that is not goes with it."""
    blocks: list[Block] = []
    for block in document.blocks:
        if not isinstance(block, Download) or document.slug + ENDINGS[block.kind] in files:
            blocks.append(block)
        elif blocks and isinstance(blocks[-1], Heading):
            blocks.pop()
    return replace(document, blocks=tuple(blocks))


def _with_derivations(path: Path, book: Mapping[str, Document], name: str) -> str:
    """A hand-written page with the derivations that it shows."""
    slug = name.removesuffix(".md")
    return SHOWN.sub(lambda place: html(_shown(place[1], book), slug), path.read_text(encoding="utf-8"))


def _shown(slug: str, book: Mapping[str, Document]) -> list[Block]:
    """From the first line of a page's derivation to the last, and its result."""
    if slug not in book:  # its recipe was refused, which the build has said
        return [Note("failure", f"The derivation of {slug} is not in this build", ())]
    blocks = book[slug].blocks
    lines = [i for i, block in enumerate(blocks) if isinstance(block, Aligned)]
    results = [block for block in blocks if isinstance(block, Note) and block.kind == "result"]
    return [*blocks[lines[0] : lines[-1] + 1], *results] if lines else results
