"""Directions that keep a structure: the gradient projected, the shared entries, and U with the structure's property.

Until G is read off, the derivation holds for every U; only then is U taken from the structure.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...language.build import add, times
from ...language.facts import Fact
from ...language.operators import ENTRY, HADAMARD_DIVIDE, INNER, ONES, PRODUCT, SCALE, TRACE, TRANSPOSE, eye, symbol
from ...language.structures import STRUCTURES, Structure
from ...language.terms import Term, make, size, substitute
from ...language.tex import tex
from ..derivation import Chain, Derivation, Form, Line, Step
from ..first_order import Expansion
from ..monomials import monomial
from ..replacing import replace_everywhere
from ..rule import Formula, Words
from ..rules.structures import PART_COUNTS, SYMMETRIC_UNDER_TRACE
from ..simplify import expanded, factored, grouped, simplified
from ..terms_of import depends, summands
from .answer import in_symbols
from .board import Board
from .isolation import paired
from .lines import rewritten


# ---- the gradient
def part_of(gradient: Term, space: Structure) -> Term:
    """The part of the gradient in the structure; summands that are in it stay as they are."""
    if gradient in space:
        return gradient
    forms = dict.fromkeys((gradient, simplified(expanded(gradient))))
    part = min((_part_of_sum(summands(g), space) for g in forms), key=lambda p: size(grouped(p)))
    return gradient if grouped(part) is grouped(gradient) else part


def _part_of_sum(parts: tuple[Term, ...], space: Structure) -> Term:
    inside = [p for p in parts if p in space]
    outside = turned(add(*(p for p in parts if p not in space)), space)
    return simplified(add(*inside, factored(simplified(_distributed(space.part(outside))))))


def turned(m: Term, space: Structure) -> Term:
    """M or Mᵀ, which have one symmetric part: the shorter."""
    return min(m, simplified(make(TRANSPOSE, m)), key=size) if Fact.SYMMETRIC in space.implied else m


def _distributed(part: Term) -> Term:
    """½M + ½Mᵀ for ½(M + Mᵀ)."""
    return add(*(times(part.args[0], p) for p in summands(part.args[1]))) if part.op is SCALE else part


def projected(board: Board, gradient: Term, structure: str, found: Expansion) -> Term:
    """The gradient among directions with the structure, with a line that shows it where it is not G itself."""
    part = part_of(gradient, STRUCTURES[structure])
    if part is gradient:
        return gradient
    move, letter = PART_COUNTS[structure], PART_COUNTS[structure].because[1]
    before, after = (replace(found, first=paired(board.direction, factored(g))) for g in (gradient, part))
    words = tuple(board.direction if w is letter else w for w in move.because)
    _, steps = before.rewritten(1, [Step(before.first, after.first, move)])
    board.extend((words, rewritten(before, after, steps)))
    return part


# ---- the shared entries
def shared_entries(board: Board, gradient: Term, differential: Term, structure: str) -> Form:
    """The array of slopes along the shared entries.

    The claim: for any V, the part of V in the structure changes f by ⟨V, array ⊘ how often each entry is shared⟩.
    """
    space, v = STRUCTURES[structure], board.direction
    array = grouped(in_symbols(board, space.entries(turned(gradient, space))))
    shared = space.shared(v.shape[0])
    slopes = array if shared.op is ONES else make(HADAMARD_DIVIDE, array, shared)
    claim = substitute(differential, {v: space.part(v)}), make(INNER, v, slopes)
    f, x = board.name, make(ENTRY, board.variable, symbol("i"), symbol("j"))
    below = rf"\Bigl(\frac{{\partial {tex(f)}}}{{\partial {tex(x)}}}\Bigr)_{{ij}}"
    left = Formula(f"(∂{f}/∂{board.variable}_ij)_ij", below)
    return Form("shared entries", (left,), array, claim)


# ---- the direction
def within(d: Derivation, structure: str) -> Derivation:
    """The derivation for directions with the structure: U gets its property; the forms speak of any V still."""
    space, free = STRUCTURES[structure], d.direction
    u = symbol(free.data[0], *free.shape, facts=space.facts)
    swap = {free: u}
    chains = (_of_chain(c, swap) for c in d.chains)
    return replace(
        d,
        direction=u,
        definitions=tuple(replace(x, body=substitute(x.body, swap)) for x in d.definitions),
        chains=tuple(_by_symmetry(c, u) if u in STRUCTURES["symmetric"] else c for c in chains),
        differential=substitute(d.differential, swap),
        second=None if d.second is None else substitute(d.second, swap),
        answer=substitute(d.answer, swap),
        where=tuple(replace(x, body=substitute(x.body, swap)) for x in d.where),
        structure=structure,
    )


def _of_chain(c: Chain, swap: Mapping[Term, Term]) -> Chain:
    lines = tuple(
        Line(substitute(x.after, swap), _of_words(x.because, swap), tuple(_of_step(s, swap) for s in x.steps))
        for x in c.lines
    )
    return Chain(c.purpose, substitute(c.subject, swap), substitute(c.start, swap), lines)


def _of_step(s: Step, swap: Mapping[Term, Term]) -> Step:
    proof = _of_chain(s.proof, swap) if s.proof else None
    return Step(substitute(s.before, swap), substitute(s.after, swap), s.move, proof)


def _of_words(words: Words, swap: Mapping[Term, Term]) -> Words:
    return tuple(substitute(w, swap) if isinstance(w, Term) else w for w in words)


def _by_symmetry(c: Chain, u: Term) -> Chain:
    """tr(AU) = tr(UᵀA) by U = Uᵀ, where that comes to the end of the chain."""
    carriers = [b for b, _ in monomial(c.start).powers if depends(b, u)] if c.purpose == "isolate" else []
    if len(carriers) != 1 or carriers[0].op is not TRACE:
        return c
    inside = carriers[0].args[0]
    factors = inside.args if inside.op is PRODUCT else (inside,)
    if [f for f in factors if depends(f, u)] != [u]:
        return c
    i = factors.index(u)
    others = (*factors[i + 1 :], *factors[:i])
    pairing = paired(u, make(PRODUCT, *others) if others else eye(u.shape[0]))
    if replace_everywhere(c.start, carriers[0], pairing) is not c.end:
        return c
    letter = SYMMETRIC_UNDER_TRACE.because[0]
    words = _of_words(SYMMETRIC_UNDER_TRACE.because, {letter: u})
    return replace(c, lines=(Line(c.end, words, (Step(carriers[0], pairing, SYMMETRIC_UNDER_TRACE),)),))
