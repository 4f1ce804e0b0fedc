"""The answer: in the symbols as typed, and as it is printed, with the names that make it shorter."""

from __future__ import annotations

from ...language.terms import Term, size, substitute
from ..derivation import Definition
from ..simplify import grouped, simplified
from ..terms_of import depends
from .board import Board

KEEP = 7  # a name stays in the answer where putting it back would make the answer this much longer


def _names(board: Board) -> list[Definition]:
    """The names that may stand in an answer, in the order in which they were given."""
    return [d for d in board.definitions if d.role in ("name", "factor")]


def in_symbols(board: Board, term: Term) -> Term:
    """The term with every name put back."""
    names: dict[Term, Term] = {}
    for d in _names(board):
        names[d.symbol] = substitute(d.body, names)
    return simplified(substitute(term, {**names, board.at: board.function}))


def as_printed(board: Board, term: Term) -> tuple[Term, tuple[Definition, ...]]:
    """The term with those names put back that do not make it much longer, and the names that it still needs."""
    term, names = grouped(term), _names(board)
    for d in reversed(names):
        if depends(term, d.symbol):
            longer = grouped(simplified(substitute(term, {d.symbol: d.body})))
            if size(longer) - size(term) < KEEP or size(term) == 1:
                term = longer
    kept = {d.symbol for d in names if depends(term, d.symbol)}
    for d in reversed(names):
        if d.symbol in kept:
            kept |= {e.symbol for e in names if depends(d.body, e.symbol)}
    return term, tuple(d for d in names if d.symbol in kept)
