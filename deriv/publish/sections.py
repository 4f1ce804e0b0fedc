"""What a medium has no use for is left out, and so is a heading with nothing left under it."""
from __future__ import annotations

from math import inf

from ..cookbook.document import Block, Heading


def without(blocks: tuple[Block, ...], kinds: tuple[type, ...]) -> tuple[Block, ...]:
    """The blocks of other kinds, and of the headings those that have something under them."""
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
