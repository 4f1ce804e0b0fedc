"""Named changes put back, the last first; what multiplies each is collected before, as backpropagation does it."""

from __future__ import annotations

from dataclasses import replace

from ...language.build import add, times
from ...language.operators import VEC
from ...language.terms import Term, make, size, substitute
from ..derivation import Step
from ..first_order import Expansion
from ..rules.tactics import JOIN, PUT_BACK
from ..simplify import factored
from ..terms_of import depends, summands
from .board import Board
from .freeing import FACTORS, apart, total
from .isolation import isolate, paired
from .jacobian import multiplied
from .lines import rewritten
from .stations import LONG_CHANGE


def unwound(board: Board, found: Expansion) -> Expansion:
    """The first-order term with no named change left in it."""
    for change in reversed(board.changes):
        c = change.symbol
        if not depends(found.first, c):
            continue
        if board.function.is_scalar:
            found = _collected(board, found, c, isolate, paired)
        elif board.function.is_vector and board.direction.is_vector:
            found = _collected(board, found, c, multiplied, _multiplying)
        full = replace(found, first=substitute(found.first, {c: change.body}))
        board.extend((("put back ", c), rewritten(found, full, [Step(c, change.body, PUT_BACK)])))
        found = full
    return found


def _multiplying(c: Term, jacobian: Term) -> Term:
    """J c, or J vec(c)"""
    return times(jacobian, c if c.is_scalar or c.is_vector else make(VEC, c))


def _collected(board: Board, found: Expansion, c: Term, free, pair) -> Expansion:
    """f(X) + ε(tr(cᵀA) + …): everything that multiplies the change c in one place; A gets a name if it is long."""
    collected, steps = apart(board, found.first)
    parts = {p: free(p, c) for p in summands(collected) if depends(p, c)}
    factor = factored(total(tuple(parts.values())))
    words = ("collect what multiplies ", c)
    if size(factor) > LONG_CHANGE:
        body, factor = factor, board.define(FACTORS, factor, "factor")
        words = (*words, "; let ", factor, " = ", body)
    freed = add(*(parts[p].pairing if p in parts else p for p in summands(collected)))
    together = add(*(p for p in summands(collected) if p not in parts), pair(c, factor))
    done = replace(found, first=together)
    inner = (s for p in parts.values() for g in p.groups for s in g)
    board.extend((words, rewritten(found, done, (*steps, *inner, Step(freed, together, JOIN)))))
    return done
