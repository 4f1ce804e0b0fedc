"""The answer: in the symbols as typed, and as it is printed, with the names that make it shorter."""

from __future__ import annotations

from fractions import Fraction

from ...language.operators import INVERSE, SIGMA, VALUE
from ...language.terms import Term, size, substitute, subterms
from ..derivation import Definition
from ..monomials import Monomial, monomial
from ..simplify import grouped, simplified
from ..terms_of import depends, depends_on_any
from .board import Board
from .naming import name_for

ONCE = 12  # the size up to which what is written once needs no name
KEEP = 7  # a name stays in the answer where putting it back would make the answer this much longer
NEW_NAMES = 4  # names that only the answer needs
FAR = 60  # what is longer by so much is not brought to its shortest form to see


def _names(board: Board) -> list[Definition]:
    """The names that may stand in an answer, in the order in which they were given."""
    return [d for d in board.definitions if d.role in ("name", "factor")]


def in_symbols(board: Board, term: Term) -> Term:
    """The term with every name put back."""
    names: dict[Term, Term] = {}
    for d in _names(board):
        names[d.symbol] = substitute(d.body, names)
    return simplified(substitute(term, {**names, board.at: board.typed}))


def in_order(board: Board, definitions: tuple[Definition, ...]) -> tuple[Definition, ...]:
    """Each once: the names of the derivation as they were given, then those that only an answer needs."""
    return tuple(d for d in dict.fromkeys((*board.definitions, *definitions)) if d in definitions)


def occurrences(term: Term, symbol: Term) -> int:
    """How often the symbol is written in the term."""
    count: dict[Term, int] = {}
    for t in subterms(term):
        count[t] = 1 if t is symbol else sum(count[a] for a in t.args)
    return count[term]


def _inverted(term: Term, symbol: Term) -> bool:
    """K⁻¹ is easier on the eye than (XᵀX + λI)⁻¹."""
    return any(t.op is INVERSE and t.args[0] is symbol for t in subterms(term))


def as_printed(board: Board, term: Term) -> tuple[Term, tuple[Definition, ...]]:
    """The term with those names put back that do not make it much longer, and the names that it still needs."""
    names = _names(board)
    for d in reversed(names):
        if depends(term, d.symbol):
            longer = simplified(substitute(term, {d.symbol: d.body}))
            once = (
                d.role == "name"
                and occurrences(term, d.symbol) == 1
                and size(d.body) <= ONCE
                and not _inverted(term, d.symbol)
            )
            if once or grouped(term) is d.symbol or _not_much_longer(term, longer):
                term = longer
    if depends(term, board.at):
        longer = simplified(substitute(term, {board.at: board.function}))
        if _not_much_longer(term, longer):
            term = longer
    term, new = _named(board, _with_value(board, grouped(term)))
    kept = {d.symbol for d in names if depends(term, d.symbol)}
    for d in reversed(names):
        if d.symbol in kept:
            kept |= {e.symbol for e in names if depends(d.body, e.symbol)}
    return term, (*(d for d in names if d.symbol in kept), *new)


def _named(board: Board, term: Term) -> tuple[Term, tuple[Definition, ...]]:
    """Names for long expressions that are written more than once, where they make the answer shorter."""
    found: list[Definition] = []
    while (part := _most_repeated(term)) is not None and len(found) < NEW_NAMES:
        name = name_for(part, None, board.used)
        board.used.add(name.data[0])
        found.insert(0, Definition(name, part, "name"))
        term = substitute(term, {part: name})
    return term, tuple(found)


def _most_repeated(term: Term) -> Term | None:
    """The part for which a name saves most, if that is enough."""
    times = dict.fromkeys(subterms(term), 0)
    times[term] = 1
    for t in reversed(times):
        for a in t.args:
            times[a] += times[t]
    bound = {t.args[0] for t in times if t.op is SIGMA}
    saved = {t: (k - 1) * (size(t) - 1) - 2 for t, k in times.items() if t.args and t.op is not VALUE}
    best = max(saved, key=saved.__getitem__, default=None)
    return best if best is not None and saved[best] >= KEEP and not depends_on_any(best, tuple(bound)) else None


def _with_value(board: Board, term: Term) -> Term:
    """−f(x) S⁻¹(x − m) for a density: the value of f for a long factor that is all of f."""
    if not board.function.is_scalar:
        return term
    value, whole = monomial(simplified(board.function)), monomial(in_symbols(board, term))
    rest = dict(whole.powers)
    if not value.powers or any(rest.pop(b, None) != k for b, k in value.powers):
        return term
    powers = ((board.at, Fraction(1)), *rest.items())
    shorter = grouped(Monomial(whole.coefficient / value.coefficient, powers, whole.core).term())
    return shorter if size(shorter) + KEEP <= size(term) else term


def _not_much_longer(term: Term, longer: Term) -> bool:
    return size(longer) - size(term) < FAR and size(grouped(longer)) - size(grouped(term)) < KEEP
