"""Document → one Markdown page for MkDocs Material with pymdown's extensions.

Headings, paragraphs, bullets and source text are Markdown; what Markdown has no form for is HTML. Text is always
escaped: nothing in a title or a note can act.
"""
from __future__ import annotations

import json
import re

from ..cookbook.document import (
    Block,
    Bullets,
    Code,
    Document,
    Heading,
    Inline,
    Inlines,
    Link,
    Math,
    Paragraph,
    Source,
    Text,
)
from .html import address, html, printable, text

SPECIAL = re.compile(r"""[\\`*_{}\[\]<>&#+!|~^$:="?@%]|(?<!\w)-|-(?!\w)|(?<=\d)\.""")
"""What Markdown or an extension may act on, inside a line or at its start."""


def markdown(document: Document) -> str:
    """The page, with its title, description, tags and recipe as front matter."""
    blocks = [_block(block, document.slug) for block in document.blocks]
    return "\n\n".join([*_front_matter(document), *blocks]) + "\n"


def _front_matter(document: Document) -> list[str]:
    # MkDocs puts these into its pages as they are, so they are HTML; a JSON string is a YAML string, whatever is in it.
    fields = {
        "title": text(document.title),
        "description": text(document.description),
        "tags": [text(tag) for tag in document.tags],
        "source": text(document.source),
    }
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in fields.items() if value]
    return ["\n".join(["---", *lines, "---"])] if lines else []


def _block(block: Block, slug: str) -> str:
    match block:
        case Heading(level, words, anchor):
            return f"{'#' * level} {_inlines(words, slug)}{_attributes(words, anchor)}"
        case Paragraph(words):
            return _inlines(words, slug)
        case Bullets(items):
            return "\n".join(f"- {_inlines(item, slug)}" for item in items)
        case Source(language, code, ""):
            return _fence(language, code)
    return html((block,), slug)  # a titled source too: the head of a fence has no room for every title


def _inlines(words: Inlines, slug: str) -> str:
    """The words of one block; spaces before them would make it something else."""
    return "".join(_inline(word, slug) for word in words).strip()


def _inline(word: Inline, slug: str) -> str:
    match word:
        case Text(words, ""):
            return escape(words)
        case Text(words, "strong"):
            return f"<strong>{escape(words)}</strong>"
        case Text(words, "emphasis"):
            return f"<em>{escape(words)}</em>"
        case Math(tex):
            return rf"\({tex}\)"
        case Code(words):
            return f"<code>{escape(words)}</code>"
        case Link(target, words):
            return f"[{''.join(_inline(w, slug) for w in words)}]({address(target, slug, '.md')})"
    raise TypeError(f"no Markdown for {word!r}")


def escape(words: str) -> str:
    """`words` as Markdown text on one line: whatever could act is written as a character reference."""
    return SPECIAL.sub(lambda m: f"&#{ord(m[0])};", printable(words).replace("\n", " "))


def _attributes(words: Inlines, anchor: str) -> str:
    """The heading's anchor, and its words for the table of contents where formulas stand in it."""
    label = "".join(escape(w.text) for w in words if isinstance(w, Text | Math | Code))
    parts = [f"#{anchor}"] if anchor else []
    parts += [f'data-toc-label="{label}"'] if any(isinstance(w, Math) for w in words) else []
    return f" {{: {' '.join(parts)} }}" if parts else ""


def _fence(language: str, code: str) -> str:
    code = printable(code).rstrip("\n")
    fence = "`" * max(3, 1 + max(map(len, re.findall("`+", code)), default=0))
    return f"{fence}{language}\n{code}\n{fence}"
