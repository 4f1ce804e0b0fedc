"""What is computed anyway serves again: an inverse for what would be solved for, Mᵀv for vM."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from . import making as m
from .arrays import Array, array, parts

Remake = Callable[[Array, tuple[Array, ...]], Array | None]


def reusing(results: Sequence[Array]) -> Remake:
    """Makes the same part of what one part of the results can take over from another.

    A vector is solved for all the same: that is cheap beside the inverse, and more accurate.
    """
    present = frozenset(parts(*results))
    inverted = frozenset(a.args[0] for a in present if a.op == "inv")

    def remake(a: Array, args: tuple[Array, ...]) -> Array | None:
        match a.op:
            case "T":
                return m.transpose(*args)
            case "solve" if a.ndim == 2 and a.args[0] in inverted:
                return _chained(m.call("inv", args[0]), args[1])
            case "solve" if a.ndim == 2 and m.transpose(a.args[0]) in inverted:
                return _chained(m.transpose(m.call("inv", m.transpose(args[0]))), args[1])
            case "@" if _turned(a) in present:
                return m.matmul(m.transpose(args[1]), args[0])
            case "@" if a.ndim == 0 and _turned(a.args[0]) in present:
                return m.matmul(args[1], args[0])
        return None

    return remake


def _turned(a: Array) -> Array | None:
    """Mᵀv for vM."""
    if a.op != "@" or (a.args[0].ndim, a.args[1].ndim) != (1, 2):
        return None
    v, matrix = a.args
    return array("@", (m.transpose(matrix), v), 1)


def _chained(a: Array, b: Array) -> Array:
    """a @ b, from left to right."""
    if b.op == "@" and all(x.ndim == 2 for x in b.args):
        return m.matmul(_chained(a, b.args[0]), b.args[1])
    return m.matmul(a, b)
