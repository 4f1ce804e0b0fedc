"""f(x + εu) = f(x) + ε uᵀg + ½ε² uᵀHu + O(ε³): what the terms in ε and in ε² say together."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from ...language.build import times
from ...language.errors import Declined
from ...language.operators import SYMBOL, number
from ...language.terms import Term
from ..derivation import Step
from ..first_order import Expansion, leading_number, vanishes
from ..rule import Words
from ..rules.tactics import COLLECT, EXPANSION_ABOVE, JOIN
from ..simplify import FACTOR, factored, grouped, simplified
from ..simplify.laws import TRACE_TWINS, TWINS
from .board import Board
from .freeing import apart, isolated, matrix_lines, to_pairing
from .isolation import paired
from .lines import QUIET, chain, joined, reason, rewritten
from .quadratic import counted_together, quadratic_form

TWO = number(2)
FEW = 2  # reasons that one line can bear


def second_order_result(board: Board, found: Expansion) -> tuple[str, Term, Term | None, Expansion]:
    """The kind of the first derivative, that derivative, the second where it is a scalar or a matrix H, and the terms
    in ε and ε² as they are written by then."""
    direction = board.direction
    if direction.op is not SYMBOL:
        return _of_scalar_variable(board, found)
    if not board.function.is_scalar:
        raise Declined(f"{board.function} is no scalar: its second derivative by {board.variable} has three indices")
    gradient, parts = isolated(board, found.first)
    if not direction.is_vector:
        found = _collected(board, found)
        matrix_lines(board, found, gradient, parts)
        return "gradient", gradient, None, found
    pairing = paired(direction, factored(gradient))
    steps, _ = to_pairing(board, found, pairing, parts)
    linear, first = found.rewritten(1, steps)
    hessian, end, moves = quadratic_form(linear.second, direction)
    done, second = linear.rewritten(2, moves)
    if done.second is not end:
        done, second = linear.rewritten(2, [Step(found.second, end, JOIN)])
    assert done.first is pairing and done.second is end, f"{done.term} is not what was to be shown"
    if len({s.move.reason for s in moves if s.move.name not in QUIET}) > FEW:
        board.chains.append(chain("isolate", found.second, found.second, _one_by_one(moves)))
        second = linear.rewritten(2, [Step(found.second, end, EXPANSION_ABOVE)])[1]
        start = Step(board.moved_to, found.term, EXPANSION_ABOVE)
        together = [(joined([reason(first), ("collect",)]), (start, *rewritten(found, done, (*first, *second))))]
        board.chains.append(chain("result", board.moved_to, board.moved_to, together))
    elif done.term is not found.term:
        told = [s for s in (*first, *second) if s.move is not FACTOR]
        board.extend((reason(told or second), rewritten(found, done, (*first, *second))))
    return "gradient", gradient, hessian, done


def _of_scalar_variable(board: Board, found: Expansion) -> tuple[str, Term, Term, Expansion]:
    """f(x) + ε f′(x) + ½ε² f″(x) + O(ε³)"""
    slope, curvature = grouped(found.first), grouped(simplified(times(TWO, found.second)))
    front, rest = leading_number(curvature)
    halved = times(*([number(front / 2)] if front != 2 else []), rest)
    done = replace(found, first=slope, second=found.second if vanishes(found.second) else halved)
    if done.term is not found.term:
        steps = [Step(found.raw, done.raw, COLLECT)]
        board.extend((("collect",), rewritten(found, done, steps)))
    return "derivative", slope, curvature, done


def _collected(board: Board, found: Expansion) -> Expansion:
    """A line of its own where terms in ε² are equal, tr(UUX) + tr(UXU) = 2 tr(UUX)."""
    second, steps = counted_together(found.second, board.direction)
    if vanishes(second) or not any(s.move in (TWINS, TRACE_TWINS) for s in steps):
        return found
    _, moves = apart(board, found.first)
    linear, before = found.rewritten(1, moves)
    done, after = linear.rewritten(2, steps)
    board.extend((reason((*moves, *steps)), rewritten(found, done, (*before, *after))))
    return done


def _one_by_one(steps: Iterable[Step]) -> Iterator[tuple[Words, tuple[Step, ...]]]:
    """A line for every step that has a reason to tell, with the tidying before it; the rest goes to the last."""
    groups: list[list[Step]] = [[]]
    for s in steps:
        if s.move.name not in QUIET and any(t.move.name not in QUIET for t in groups[-1]):
            groups.append([])
        groups[-1].append(s)
    yield from ((reason(g), tuple(g)) for g in groups)
