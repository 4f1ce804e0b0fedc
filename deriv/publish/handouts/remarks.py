"""What unfolds on a page stands in print once, as a numbered remark below the derivation that uses it."""
from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from ...cookbook.document import Aligned, Block, Document, Heading, Inlines, Link, Note, Row, Text

Proof = tuple[Block, ...]


def with_remarks(document: Document, printed: Collection[str] = ()) -> Document:
    """The document with each proof that a line unfolds into as a remark at the end of its section.

    A line that cites a page in `printed` needs no remark: its proof stands on that page.
    """
    numbers: dict[Proof, int] = {}
    blocks: list[Block] = []
    open_remarks: list[Proof] = []

    def numbered(block: Block) -> Block:
        return replace(block, rows=tuple(map(row, block.rows))) if isinstance(block, Aligned) else block

    def row(row: Row) -> Row:
        if not row.unfold or _cites(row.reason, printed):
            return replace(row, unfold=())
        if row.unfold not in numbers:
            numbers[row.unfold] = len(numbers) + 1
            open_remarks.append(row.unfold)
        return replace(row, unfold=(), reason=(*row.reason, Text(f" ({numbers[row.unfold]})")))

    def close() -> None:
        for proof in open_remarks:  # a proof that cites another adds to the list
            blocks.append(Note("remark", f"({numbers[proof]})", tuple(map(numbered, proof))))
        open_remarks.clear()

    for block in document.blocks:
        if isinstance(block, Heading):
            close()
        blocks.append(numbered(block))
    close()
    return replace(document, blocks=tuple(blocks))


def _cites(words: Inlines, pages: Collection[str]) -> bool:
    return any(isinstance(w, Link) and w.target.partition("#")[0] in pages for w in words)
