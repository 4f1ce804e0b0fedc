"""What the engine asks of terms again and again: does it depend on the variable, which summands does it have."""

from __future__ import annotations

from functools import lru_cache

from ..language.operators import SUM
from ..language.terms import Term, subterms


@lru_cache(maxsize=200_000)
def depends(term: Term, symbol: Term) -> bool:
    """Does the symbol stand anywhere in the term?"""
    return term is symbol or any(depends(a, symbol) for a in term.args)


def depends_on_any(term: Term, symbols: tuple[Term, ...]) -> bool:
    return any(depends(term, s) for s in symbols)


def summands(term: Term) -> tuple[Term, ...]:
    return term.args if term.op is SUM else (term,)


def deep(term: Term, limit: int) -> bool:
    """Is the term nested more deeply than the limit?"""
    depth: dict[Term, int] = {}
    for t in subterms(term):
        depth[t] = 1 + max((depth[a] for a in t.args), default=0)
        if depth[t] > limit:
            return True
    return False
