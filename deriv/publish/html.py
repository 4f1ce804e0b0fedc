"""Blocks → HTML: what a page is made of wherever Markdown has no form of its own.

All text is escaped here. TeX rests in `<span class="arithmatex">\\(…\\)</span>`, the form that pymdown's arithmatex
leaves too; `data-tex` is the TeX to copy where the shown one carries marks. Every function takes the slug of its page,
from which links are counted.
"""
from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from html import escape
from unicodedata import category

from ..cookbook.document import (
    Aligned,
    Block,
    Bullets,
    Code,
    Display,
    Download,
    Fold,
    Heading,
    Inline,
    Inlines,
    Link,
    Math,
    Note,
    Paragraph,
    Row,
    Source,
    Table,
    Text,
)
from ..language.errors import DerivError

RELATIONS = {"=": Math("=", "="), "→": Math(r"\to", "→")}
ENDINGS = {"pdf": ".pdf", "latex": ".tex", "json": ".json", "text": ".txt"}
"""A download lies beside its page, under the page's name with one of these endings."""


def html(blocks: Iterable[Block], slug: str) -> str:
    """The blocks, one under the other."""
    return "\n".join(_block(block, slug) for block in blocks)


def _block(block: Block, slug: str) -> str:
    match block:
        case Heading(level, words, anchor):
            return f"<h{level}{_id(anchor)}>{_inlines(words, slug)}</h{level}>"
        case Paragraph(words):
            return f"<p>{_inlines(words, slug)}</p>"
        case Display(math, title):
            return _display(math, title)
        case Aligned(rows):
            lines = [_line(row, slug) for row in rows]
            return _lines('<div class="derivation" role="list" data-search-exclude>', *lines, "</div>")
        case Source(language, code, title):
            return _source(language, code, title)
        case Bullets(items):
            return _lines("<ul>", *(f"<li>{_inlines(item, slug)}</li>" for item in items), "</ul>")
        case Table(header, rows, name):
            return _table(header, rows, name, slug)
        case Note(kind, title, blocks):
            head = [f'<p class="title">{text(title)}</p>'] if title else []
            return _lines(f'<div class="remark {text(kind)}">', *head, html(blocks, slug), "</div>")
        case Fold(summary, blocks):
            head = f'<details class="fold">\n<summary>{_inlines(summary, slug)}</summary>'
            return _lines(head, html(blocks, slug), "</details>")
        case Download(kind, words):
            file = text(posixpath.basename(slug) + ENDINGS[kind])
            return f'<p><a class="md-button download" href="{file}" download>{_inlines(words, slug)}</a></p>'
    raise TypeError(f"no HTML for {block!r}")


# ---- inside a line -------------------------------------------------------------------------------------------------
def _inlines(words: Inlines, slug: str) -> str:
    return "".join(_inline(word, slug) for word in words)


def _inline(word: Inline, slug: str) -> str:
    match word:
        case Text(words, ""):
            return text(words)
        case Text(words, "strong"):
            return f"<strong>{text(words)}</strong>"
        case Text(words, "emphasis"):
            return f"<em>{text(words)}</em>"
        case Math():
            return f'<span class="arithmatex"{_unmarked(word)}>\\({_tex(word)}\\)</span>'
        case Code(words):
            return f"<code>{text(words)}</code>"
        case Link(target, words):
            return f'<a href="{text(address(target, slug, ".html"))}">{_inlines(words, slug)}</a>'
    raise TypeError(f"no HTML for {word!r}")


def address(target: str, slug: str, ending: str) -> str:
    """A link's target as the page `slug` writes it; the files of pages have this ending."""
    if target.startswith("https://"):
        return target
    page, mark, anchor = target.partition("#")
    if not re.fullmatch(r"(?!/)[\w./-]*", page):
        raise DerivError(f"the link {target!r} is neither a page of the book nor an https address")
    here = posixpath.relpath(page + ending, posixpath.dirname(slug) or ".") if page else ""
    return here + mark + anchor


def text(words: str) -> str:
    """`words` as HTML text or as the value of an attribute, on one line."""
    return _no_fence(escape(printable(words).replace("\n", " ")))


def printable(words: str) -> str:
    """Control characters and lone surrogates, which no page can carry, become �."""
    return "".join(c if c == "\n" or category(c) not in ("Cc", "Cs") else "�" for c in words.expandtabs(4))


def _no_fence(page: str) -> str:
    """Markdown looks for fences of source text before it looks for HTML."""
    return page.replace("`", "&#96;").replace("~", "&#126;")


# ---- mathematics ---------------------------------------------------------------------------------------------------
def _tex(math: Math) -> str:
    return text(math.marked if _has_marks(math) else math.tex)


def _unmarked(math: Math) -> str:
    return f' data-tex="{text(math.tex)}"' if _has_marks(math) else ""


def _has_marks(math: Math) -> bool:
    """Where the whole formula is new, a mark tells nothing."""
    return math.marked not in ("", math.tex, rf"\changed{{{math.tex}}}")


def _displayed(math: Math) -> str:
    return f'<div class="arithmatex"{_unmarked(math)}>\\[{_tex(math)}\\]</div>'


def _display(math: Math, title: str) -> str:
    """A displayed formula and a button that copies its LaTeX."""
    name = f' role="group" aria-label="{text(title)}"' if title else ""
    copy = text(f"Copy the LaTeX: {title}" if title else "Copy the LaTeX")
    button = f'<button class="copy" type="button" title="{copy}" data-clipboard-text="{text(math.tex)}"></button>'
    return _lines(f'<div class="display"{name}>', _displayed(math), button, "</div>")


def _line(row: Row, slug: str) -> str:
    """left | relation | right | reason, and under them what the line unfolds into."""
    marks = {True: '<span class="held" title="checked">✓</span>', False: '<span class="failed" title="wrong">✗</span>'}
    return _lines(
        f'<div class="line" role="listitem"{_id(row.anchor)}>',
        f'<div class="left">{_displayed(row.left) if row.left else ""}</div>',
        f'<div class="relation">{_displayed(RELATIONS[row.relation])}</div>',
        '<div class="says">',
        f'<div class="right">{_displayed(row.right)}</div>',
        f'<div class="reason">{_inlines(row.reason, slug)}</div>',
        "</div>",
        f'<div class="verdict">{marks.get(row.ok, "")}</div>',
        *([_unfold(row, slug)] if row.unfold or row.steps else []),
        "</div>",
    )


def _unfold(row: Row, slug: str) -> str:
    """What a line opens into: the proofs of what it cites, and its steps."""
    what = "Proof and steps" if row.unfold and row.steps else "Proof" if row.unfold else "Steps"
    steps = ['<p class="title">Step by step</p>', _block(Aligned(row.steps), slug)] if row.steps else []
    return _lines(
        '<details class="unfold">',
        f'<summary title="{what}"><span class="hidden">{what} of this line</span></summary>',
        '<div class="inside">',
        *([html(row.unfold, slug)] if row.unfold else []),
        *steps,
        "</div>",
        "</details>",
    )


# ---- the rest ------------------------------------------------------------------------------------------------------
def _table(header: tuple[Inlines, ...], rows: tuple[tuple[Inlines, ...], ...], name: str, slug: str) -> str:
    def cells(tag: str, row: tuple[Inlines, ...]) -> str:
        return "<tr>" + "".join(f"<{tag}>{_inlines(cell, slug)}</{tag}>" for cell in row) + "</tr>"

    head = ["<thead>", cells("th", header), "</thead>"] if header else []
    kind = f' class="{text(name)}"' if name else ""
    body = [cells("td", row) for row in rows]
    return _lines('<div class="table">', f"<table{kind}>", *head, "<tbody>", *body, "</tbody>", "</table>", "</div>")


def _source(language: str, code: str, title: str) -> str:
    """Source text in colour, in the form that Material's copy button looks for."""
    from pygments import highlight
    from pygments.formatters import HtmlFormatter
    from pygments.lexers import get_lexer_by_name

    coloured = highlight(printable(code), get_lexer_by_name(language, stripnl=False), HtmlFormatter(nowrap=True))
    name = f'<span class="filename">{text(title)}</span>' if title else ""
    pre = f"<pre><span></span><code>{_no_fence(coloured)}</code></pre>"
    return f'<div class="language-{text(language)} highlight">{name}{pre}</div>'


def _lines(*lines: str) -> str:
    return "\n".join(lines)


def _id(anchor: str) -> str:
    return f' id="{text(anchor)}"' if anchor else ""
