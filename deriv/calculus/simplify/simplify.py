"""Bottom-up simplification by the laws; every use of a law is a step."""

from __future__ import annotations

from functools import lru_cache

from ...language.terms import Term, subterms, with_args
from ..derivation import Step
from .laws import laws_of


def simplify(term: Term) -> tuple[Term, tuple[Step, ...]]:
    """The simplified term, and the steps that lead to it; a step may stand twice where a part arises again."""
    return simplified(term), tuple(s for t in subterms(term) for s in _at_top(t)[1])


def simplified(term: Term) -> Term:
    return _at_top(term)[0]


@lru_cache(maxsize=50_000)
def _at_top(term: Term) -> tuple[Term, tuple[Step, ...]]:
    """The simplified term, and the steps at its top, which follow those in its operands."""
    here = with_args(term, tuple(map(simplified, term.args))) if term.args else term
    for law in laws_of(here.op):
        new = law.rewrite(here)
        if new is not None and new is not here:
            done, steps = simplify(new)
            return done, (Step(here, new, law), *steps)
    return here, ()
