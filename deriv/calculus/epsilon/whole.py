"""The lines of f itself: f(X + εU) = … = f(X) + ε D + O(ε²)."""

from __future__ import annotations

from dataclasses import replace

from ...language.operators import DIVIDE, SUM
from ..derivation import Step
from ..first_order import Expansion
from ..rules.near import Perturbation
from ..rules.tactics import COLLECT, EXPANSION_ABOVE, NAME, SUBSTITUTE
from ..simplify.laws import FRONT
from .board import Board
from .expansion import Expander
from .lines import chain, first_rewritten, reason, split_by_rules
from .plan import unscaled


def short_function(board: Board) -> Expansion:
    """A short function is rewritten whole, one rule a line; a lemma's own function by the lines of its proof."""
    e, found, folded = _expanded(board)
    groups, end = first_rewritten(e.rewritten) + split_by_rules(e.steps) or [((), ())], found.term
    if shown := _shown_in_full(board, e):
        groups, end = [(line.because, line.steps) for line in shown.proof.lines], shown.proof.end
    because, last = groups[-1]
    groups[-1] = (because, (*last, Step(end, folded.term, NAME)))
    opening = [Step(board.moved_to, e.moved(board.function), SUBSTITUTE)]
    while len(groups) > 1 and all(s.move in (COLLECT, FRONT) for s in groups[0][1]):
        opening += groups.pop(0)[1]
    substitution = ("substitute ", board.moved, " for ", board.variable)
    board.chains.append(chain("main", board.moved_to, board.moved_to, [(substitution, tuple(opening)), *groups]))
    return folded


def nested_function(board: Board) -> Expansion:
    """A function of expressions whose expansions stand above: they are put in, and one or two lines remain."""
    e, found, folded = _expanded(board)
    start = Step(board.moved_to, e.moved(board.function), SUBSTITUTE)
    rest = (*e.own, Step(found.term, folded.term, NAME))
    if e.rewritten:
        groups = [(SUBSTITUTE.reason, (start,)), *first_rewritten(e.rewritten)]
        groups += [(EXPANSION_ABOVE.reason, e.cited), (reason(rest), rest)]
    elif unscaled(board.function, board.variable).op is SUM:
        groups = [(COLLECT.reason, (start, *e.cited, *rest))]
    else:
        groups = [(EXPANSION_ABOVE.reason, (start, *e.cited)), (reason(rest), rest)]
    board.chains.append(chain("main", board.moved_to, board.moved_to, groups))
    return folded


def _expanded(board: Board) -> tuple[Expander, Expansion, Expansion]:
    """The expansion of f, as its steps leave it and with f(X) for its base."""
    e = board.expander()
    if board.function.op is DIVIDE:
        e.alias[board.function] = board.at  # the first-order term of a quotient holds the quotient
    found = e.expand(board.function)
    board.note(e)
    return e, found, replace(found, base=board.at)


def _shown_in_full(board: Board, e: Expander) -> Step | None:
    """Where the function is what a lemma is about, φ(X) itself, the lemma's proof is the derivation."""
    for s in e.steps:
        if isinstance(s.move, Perturbation):
            return s if s.proof and s.before is e.moved(board.function) else None
    return None
