"""From the first-order term to tr(UᵀG), uᵀg or J u, on the board: which lines that takes, and with which reasons."""

from __future__ import annotations

from dataclasses import replace

from ...language.build import add
from ...language.operators import HADAMARD, PRODUCT
from ...language.terms import Term, size, substitute
from ..derivation import Step
from ..first_order import Expansion
from ..replacing import replace_everywhere
from ..rule import Words
from ..rules.tactics import EXPANSION_ABOVE, JOIN, NAME, SPLIT
from ..simplify import FACTOR, entry_by_entry, factored, simplified, simplify
from ..simplify.laws import TRACE_TWINS, TWINS
from ..terms_of import summands
from .board import Board
from .isolation import Isolated, isolate, paired, split
from .lines import chain, joined, reason, rewritten

LONG_FACTOR = 9  # the size from which the factor of an outer product gets a name
FACTORS = ("δ", "γ", "β", "α")

Parts = tuple[Isolated, ...]


def apart(board: Board, first: Term) -> tuple[Term, tuple[Step, ...]]:
    """The first-order term as a sum of terms with one direction each, equal ones counted together."""
    raw = add(*split(first, board.directions))
    collected, steps = simplify(raw)
    return collected, (*((Step(first, raw, SPLIT),) if raw is not first else ()), *steps)


def isolated(board: Board, first: Term) -> tuple[Term, Parts]:
    """The gradient, and how each summand comes to its part of it."""
    parts = tuple(isolate(p, board.direction) for p in summands(apart(board, first)[0]))
    return total(parts), parts


def total(parts: Parts) -> Term:
    """The sum of the gradients, nothing pulled out of it yet."""
    return simplified(add(*(entry_by_entry(p.gradient) for p in parts)))


def vector_line(board: Board, found: Expansion, final: Term, parts: Parts) -> None:
    """One more line in the chain of f: f(x) + ε uᵀ(…) + O(ε²), or f(x) + ε J u + O(ε²)."""
    done = replace(found, first=final)
    if done.term is not found.term:
        steps, words = to_pairing(board, found, final, parts)
        board.extend((words, rewritten(found, done, found.rewritten(1, steps)[1])))


def matrix_lines(board: Board, found: Expansion, gradient: Term, parts: Parts) -> None:
    """Beside one another: each summand of the first-order term; then f(X) + ε tr(UᵀG) + O(ε²)."""
    found = _counted_together(board, found)
    for p in parts:
        if p.groups:
            groups = [(joined([reason(g), *_named_in(board, g)]), g) for g in p.groups]
            if len(parts) > 1:
                groups = [(joined(w for w, _ in groups), tuple(s for _, g in groups for s in g))]
            board.chains.append(chain("isolate", p.term, p.term, groups))
    done = replace(found, first=paired(board.direction, factored(gradient)))
    if done.term is board.chains[-1].end:
        return
    cited = tuple(replace(p, groups=((Step(p.term, p.pairing, EXPANSION_ABOVE),),)) if p.groups else p for p in parts)
    steps = found.rewritten(1, to_pairing(board, found, done.first, cited)[0])[1]
    together = (Step(board.moved_to, found.term, EXPANSION_ABOVE), *rewritten(found, done, steps))
    board.chains.append(chain("result", board.moved_to, board.moved_to, [(("collect",), together)]))


def _counted_together(board: Board, found: Expansion) -> Expansion:
    """A line of its own where terms of the first-order term are equal, tr(XᵀU) + tr(UᵀX) = 2 tr(XᵀU)."""
    collected, steps = apart(board, found.first)
    if not any(s.move in (TWINS, TRACE_TWINS) for s in steps):
        return found
    done = replace(found, first=collected)
    board.extend((reason(steps), rewritten(found, done, found.rewritten(1, steps)[1])))
    return done


def _named_in(board: Board, steps: tuple[Step, ...]) -> list[Words]:
    """δ = …, where the steps name a factor."""
    new = {s.after for s in steps if s.move is NAME}
    return [(d.symbol, " = ", d.body) for d in board.definitions if d.role == "factor" and d.symbol in new]


def to_pairing(board: Board, found: Expansion, final: Term, parts: Parts) -> tuple[list[Step], Words]:
    """The steps from the first-order term to its final form, and the reasons that a reader wants to see."""
    steps = list(apart(board, found.first)[1])
    telling = [s for s in steps if s.move in (TWINS, TRACE_TWINS)]
    telling += (s for p in parts for g in p.groups for s in g)
    steps += _side_by_side(parts)
    together = add(*(p.pairing for p in parts))
    last = JOIN if len(parts) > 1 else FACTOR
    if together is not final:
        steps.append(Step(together, final, last))
    return steps, reason(telling) if telling else last.reason


def _side_by_side(parts: Parts) -> list[Step]:
    """The steps of all parts; where a step of one would take hold in another, each is a step on its whole part."""
    steps = [s for p in parts for g in p.groups for s in g]
    here = add(*(p.term for p in parts))
    for s in steps:
        here = replace_everywhere(here, s.before, s.after)
    if here is add(*(p.pairing for p in parts)):
        return steps
    whole = []
    for p in parts:
        here = p.term
        for s in (s for g in p.groups for s in g):
            new = replace_everywhere(here, s.before, s.after)
            whole.append(Step(here, new, s.move))
            here = new
    return whole


def with_named_factor(board: Board, gradient: Term, part: Isolated) -> tuple[Term, Parts]:
    """tr(Uᵀδxᵀ): a long vector that stands before a row gets a name, δ."""
    factors = gradient.args if gradient.op is PRODUCT else ()
    long = next((f for f in factors if f.is_vector and f.op is HADAMARD and size(f) > LONG_FACTOR), None)
    if long is None or not part.groups:
        return gradient, (part,)
    named = {long: board.define(FACTORS, long, "factor")}
    *before, last = part.groups
    shorter = replace(
        part,
        pairing=substitute(part.pairing, named),
        gradient=substitute(part.gradient, named),
        groups=(*before, (*last, Step(long, named[long], NAME))),
    )
    return substitute(gradient, named), (shorter,)
