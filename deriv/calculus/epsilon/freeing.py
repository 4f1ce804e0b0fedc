"""From the first-order term to tr(UᵀG), uᵀg or J u, on the board: which lines that takes, and with which reasons."""

from __future__ import annotations

from dataclasses import replace

from ...language.build import add
from ...language.operators import HADAMARD, PRODUCT
from ...language.terms import Term, size, substitute
from ..derivation import Step
from ..first_order import Expansion
from ..rule import Words
from ..rules.tactics import EXPANSION_ABOVE, JOIN, NAME, SPLIT
from ..simplify import factored, simplified, simplify
from ..simplify.laws import FRONT, TWINS
from ..terms_of import summands
from .board import Board
from .isolation import Isolated, isolate, paired, split
from .lines import chain, joined, reason

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
    return factored(simplified(add(*(p.gradient for p in parts))))


def vector_line(board: Board, found: Expansion, final: Term, parts: Parts) -> None:
    """One more line in the chain of f: f(x) + ε uᵀ(…) + O(ε²), or f(x) + ε J u + O(ε²)."""
    done = Expansion(found.base, final, found.exact)
    if done.term is not found.term:
        steps, words = to_pairing(board, found, final, parts)
        board.extend((words, (*steps, Step(done.raw, done.term, FRONT))))


def matrix_lines(board: Board, found: Expansion, gradient: Term, parts: Parts) -> None:
    """Beside one another: each summand of the first-order term; then f(X) + ε tr(UᵀG) + O(ε²)."""
    for p in parts:
        if p.groups:
            groups = [(joined([reason(g), *_named_in(board, g)]), g) for g in p.groups]
            if len(parts) > 1:
                groups = [(joined(w for w, _ in groups), tuple(s for _, g in groups for s in g))]
            board.chains.append(chain("isolate", p.term, p.term, groups))
    done = Expansion(found.base, paired(board.direction, gradient), found.exact)
    shown = {p.term: p.pairing for p in parts if p.groups}
    cited = tuple(
        replace(p, groups=((Step(p.term, shown[p.term], EXPANSION_ABOVE),),)) if p.groups else p for p in parts
    )
    steps, _ = to_pairing(board, found, done.first, cited)
    together = (Step(board.moved_to, found.term, EXPANSION_ABOVE), *steps, Step(done.raw, done.term, FRONT))
    board.chains.append(chain("result", board.moved_to, board.moved_to, [(("collect",), together)]))


def _named_in(board: Board, steps: tuple[Step, ...]) -> list[Words]:
    """δ = …, where the steps name a factor."""
    new = {s.after for s in steps if s.move is NAME}
    return [(d.symbol, " = ", d.body) for d in board.definitions if d.role == "factor" and d.symbol in new]


def to_pairing(board: Board, found: Expansion, final: Term, parts: Parts) -> tuple[list[Step], Words]:
    """The steps from the first-order term to its final form, and the reasons that a reader wants to see."""
    steps = [Step(found.term, found.raw, FRONT)] if found.term is not found.raw else []
    steps += apart(board, found.first)[1]
    telling = [s for s in steps if s.move is TWINS]
    for p in parts:
        inner = [s for g in p.groups for s in g]
        steps += inner
        telling += inner
    together = add(*(p.pairing for p in parts))
    if together is not final:
        steps.append(Step(together, final, JOIN))
    return steps, reason(telling) if telling else JOIN.reason


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
