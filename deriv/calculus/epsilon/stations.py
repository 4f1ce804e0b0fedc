"""The lines before f: inner expressions that get a line of their own, K → K + ε(UᵀX + XᵀU) + O(ε²)."""

from __future__ import annotations

from dataclasses import replace

from ...language.facts import facts
from ...language.operators import symbol
from ...language.terms import Term, size, substitute
from ..derivation import Step
from ..first_order import Expansion
from ..rules.tactics import NAME
from ..simplify import factored
from ..terms_of import depends, summands
from .board import Board
from .freeing import apart, isolated, to_pairing
from .isolation import paired
from .lines import chain, first_rewritten, reason, rewritten
from .naming import name_for
from .plan import Plan

LONG_CHANGE = 14  # the size from which the change of an expression that is used again gets a name of its own


def station(board: Board, t: Term, plan: Plan) -> None:
    """The line for one inner expression, with its name if it has one."""
    e = board.expander()
    if t in plan.named:
        e.alias[t] = _name(board, t, plan)
    found = e.expand(t)
    board.note(e)
    steps = [*e.cited, *e.own]
    if t in e.alias and found.base is not e.alias[t]:
        renamed = replace(found, base=e.alias[t])
        steps.append(Step(found.term, renamed.term, NAME))
        found = renamed
    if _has_several_parts(board, t, found):
        gradient, parts = isolated(board, found.first)
        freed = replace(found, first=paired(board.direction, factored(gradient)))
        steps += rewritten(found, freed, found.rewritten(1, to_pairing(board, found, freed.first, parts)[0])[1])
        found = freed
    groups = [*first_rewritten(e.rewritten), (reason(steps), tuple(steps))]
    if board.order == 1 and t in plan.shared and size(found.first) > LONG_CHANGE:
        base = found.base.data[0] if t in plan.named else "d"
        change = board.define([f"{base}₁"], found.first, "change")
        short = replace(found, first=change)
        groups.append((("write ", change, " for the change"), (Step(found.term, short.term, NAME),)))
        found = short
    board.known[t] = found
    board.chains.append(chain("expand", found.base, e.moved(t), groups))


def _name(board: Board, t: Term, plan: Plan) -> Term:
    """The recipe's own name, or one that suits the expression."""
    given = board.let.get(t)
    new = symbol(given, *t.shape, facts=facts(t)) if given else name_for(t, plan.named[t], board.used)
    return board.define_as(new, substitute(t, {inner: x.base for inner, x in board.known.items()}), "name")


def _has_several_parts(board: Board, t: Term, found: Expansion) -> bool:
    """A scalar whose change by a vector has several terms, uᵀAx + xᵀAu: better brought to uᵀ(…) at once."""
    plain = board.direction.is_vector and t.is_scalar and not any(depends(found.first, c.symbol) for c in board.changes)
    return plain and len(summands(apart(board, found.first)[0])) > 1
