"""Bottom-up simplification by the laws; every use of a law is a step."""

from __future__ import annotations

from functools import lru_cache

from ...language.terms import Term, with_args
from ..derivation import Step
from .laws import BY_OP


@lru_cache(maxsize=50_000)
def simplify(term: Term) -> tuple[Term, tuple[Step, ...]]:
    """The simplified term, and the steps that lead to it; a step may stand twice where a part arises again."""
    steps: list[Step] = []
    args = []
    for a in term.args:
        new, inner = simplify(a)
        args.append(new)
        steps += inner
    here = with_args(term, tuple(args)) if args else term
    for law in BY_OP.get(here.op, ()):
        new = law.rewrite(here)
        if new is not None and new is not here:
            steps.append(Step(here, new, law))
            here, more = simplify(new)
            steps += more
            break
    return here, tuple(steps)


def simplified(term: Term) -> Term:
    return simplify(term)[0]
