"""Blocks made ready for a medium: what it has no use for is left out, and a note's title stands in its first line."""
from __future__ import annotations

from math import inf

from ..cookbook.document import Block, Download, Fold, Heading, Note, Paragraph, Source, Text

ON_PAGES_ONLY = (Source, Fold, Download)
"""What a page of the site offers to copy, open or fetch; in print it is left out."""


def without(blocks: tuple[Block, ...], kinds: tuple[type, ...]) -> tuple[Block, ...]:
    """The blocks of other kinds, and of the headings those that have something left under them."""
    kept: list[Block] = []
    below = 0.0  # a heading stays if its level is less
    for block in reversed(blocks):
        if isinstance(block, Heading):
            if block.level < below:
                kept.append(block)
            below = min(below, block.level)
        elif not isinstance(block, kinds):
            kept.append(block)
            below = inf
    return tuple(reversed(kept))


def entitled(note: Note) -> tuple[Block, ...]:
    """What the note says, with its title at the beginning."""
    if not note.title:
        return note.blocks
    title = Text(f"{note.title}.", "strong")
    match note.blocks:
        case (Paragraph(words), *rest):
            return Paragraph((title, Text(" "), *words)), *rest
    return Paragraph((title,)), *note.blocks
