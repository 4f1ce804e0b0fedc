"""Document → text for a terminal: formulas in Unicode, one column of reasons, nothing wider than the terminal."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..cookbook.document import (
    Aligned,
    Block,
    Bullets,
    Display,
    Document,
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
)
from .chains import chains
from .columns import FIXED, filled, folded, harmless, padded, width
from .sections import without

INDENT = 4
GAP = 3  # between a formula and its reason, at least
NARROWEST_REASON = 16


def plain(document: Document, width: int = 100) -> str:
    """What the document says, in lines of at most `width` columns; what folds away on a page is left out."""
    return "\n".join(_blocks(document.blocks, width)) + "\n"


def said(words: Inlines) -> str:
    """What a line says, on one line."""
    return _words(words).replace(FIXED, " ").replace("\n", " ")


def _words(words: Inlines) -> str:
    return "".join(map(_word, words))


def _word(word: Inline) -> str:
    match word:
        case Link(_, words):
            return _words(words)
        case Math():
            return word.text.replace(" ", FIXED)
    return harmless(word.text)


def _blocks(blocks: Iterable[Block], columns: int) -> list[str]:
    blocks = without(tuple(blocks), (Fold, Download))
    reasons = _reason_column([b.rows for b in blocks if isinstance(b, Aligned)], columns)
    lines: list[str] = []
    last: Block | None = None
    for block in blocks:
        if new := list(_block(block, columns, reasons)):
            if last and _apart(last, block):
                lines.append("")
            lines += new
            last = block
    return lines


def _apart(last: Block, block: Block) -> bool:
    """Derivations, displays and lists follow their introduction at once; the rest stands apart."""
    if isinstance(block, Paragraph):
        return not isinstance(last, Aligned | Display)
    return isinstance(last, Heading) or not isinstance(block, Aligned | Display | Bullets)


def _block(block: Block, columns: int, reasons: int) -> Iterator[str]:
    match block:
        case Heading(level, words):
            yield from filled(_words(words), columns)
            if level == 1:
                yield "═" * min(columns, width(said(words)))
        case Paragraph(words):
            yield from filled(_words(words), columns)
        case Display(math):
            yield from _indented(folded(math.text, columns - INDENT), INDENT)
        case Aligned(rows):
            yield from _aligned(rows, columns, reasons)
        case Bullets(items):
            for item in items:
                first, *rest = filled(_words(item), columns - 2)
                yield "• " + first
                yield from _indented(rest, 2)
        case Table():
            yield from _table(block, columns)
        case Note(_, title, blocks):
            yield from _note(harmless(title), blocks, columns)
        case Source(_, text, title):
            if title:
                yield harmless(title)
            yield from _indented(harmless(text).rstrip("\n").split("\n"), INDENT)
        case _:
            raise TypeError(f"no text for {block!r}")


def _indented(lines: Iterable[str], by: int) -> Iterator[str]:
    return (" " * by + line if line else "" for line in lines)


# ---- derivations
def _aligned(rows: tuple[Row, ...], columns: int, reasons: int) -> Iterator[str]:
    for row, left in _placed(rows, columns):
        above, lines = _formula(row, left, columns)
        reason = _reason(row)
        yield from above
        if not reason:
            yield from lines
        elif _end(lines, columns) <= reasons:
            first, *rest = filled(reason, columns - reasons)
            yield padded(lines[0], reasons) + first
            yield from _indented(rest, reasons)
        else:
            yield from lines
            under = reasons or INDENT + left + 3 + INDENT
            under = under if columns - under >= NARROWEST_REASON else 2 * INDENT
            yield from _indented(filled(reason if reasons else f"({reason})", columns - under), under)


def _placed(rows: Iterable[Row], columns: int) -> Iterator[tuple[Row, int]]:
    """Each row with the width of the left sides of its chain."""
    return ((row, left) for chain in chains(rows) for left in [_left_column(chain, columns)] for row in chain)


def _left_column(rows: Iterable[Row], columns: int) -> int:
    """The width of the left sides; where they leave too little room, 0: then they stand on lines of their own."""
    left = max((width(r.left.text) for r in rows if r.left), default=0)
    room = columns - INDENT - left - 3
    if all(width(r.right.text) <= room for r in rows):
        return left
    tight = left > columns // 3 or any(width(line) > room - 2 for r in rows for line in folded(r.right.text, room - 2))
    return 0 if tight else left


def _formula(row: Row, left: int, columns: int) -> tuple[list[str], list[str]]:
    """The lines of a left side that stands above, and of `left relation right`."""
    head = row.left.text if row.left else ""
    above: list[str] = []
    if width(head) > left:
        above, head = [*_indented(folded(head, columns - INDENT), INDENT)], ""
    start = padded(" " * INDENT + head, INDENT + left) + f" {row.relation} "
    room = columns - width(start)
    first, *rest = [row.right.text] if width(row.right.text) <= room else folded(row.right.text, room - 2)
    return above, [start + first, *_indented(rest, width(start) + 2)]


def _end(lines: list[str], columns: int) -> int:
    """Where a reason can begin beside a formula; beside one that is broken, nowhere."""
    return width(lines[0]) + GAP if len(lines) == 1 else columns


def _reason(row: Row) -> str:
    mark = "✗ " if row.ok is False else "▸ " if row.unfold else ""
    return mark + _words(row.reason) if row.reason or mark else ""


def _reason_column(derivations: list[tuple[Row, ...]], columns: int) -> int:
    """Where the reasons of all derivations begin: behind the widest formula that leaves room for them.

    0, where most formulas leave no room: then each reason stands under its formula.
    """
    reasoned = [(row, left) for rows in derivations for row, left in _placed(rows, columns) if _reason(row)]
    widest = max((width(_reason(row)) for row, _ in reasoned), default=0)
    room = columns - max(min(widest, columns // 3), NARROWEST_REASON)
    ends = [_end(_formula(row, left, columns)[1], columns) for row, left in reasoned]
    fitting = [end for end in ends if end <= room]
    return max(fitting) if 2 * len(fitting) > len(ends) else 0


# ---- the rest of a page
def _note(title: str, blocks: tuple[Block, ...], columns: int) -> Iterator[str]:
    match blocks:
        case (Paragraph(words), *rest):
            yield from filled(f"{title}: {_words(words)}" if title else _words(words), columns)
            blocks = tuple(rest)
        case _ if title:
            yield title
    yield from _blocks(blocks, columns)


def _table(table: Table, columns: int) -> Iterator[str]:
    rows = [[said(cell) for cell in row] for row in (table.header, *table.rows)]
    widths = [max(map(width, column)) for column in zip(*rows, strict=True)]
    if sum(widths) + 2 * (len(widths) - 1) > columns:
        yield from _records(rows, columns)
        return
    for i, row in enumerate(rows):
        if i or any(row):
            yield "  ".join(padded(cell, w) for cell, w in zip(row, widths, strict=True)).rstrip()
        if i == 0 and any(row):
            yield "  ".join("─" * w for w in widths)


def _records(rows: list[list[str]], columns: int) -> Iterator[str]:
    """A table too wide for the terminal: each cell on lines of its own, after the name of its column."""
    header, *body = rows
    for i, row in enumerate(body):
        if i:
            yield ""
        for name, cell in zip(header, row, strict=True):
            first, *rest = filled(f"{name}: {cell}" if name else cell, columns - 2)
            yield first
            yield from _indented(rest, 2)
