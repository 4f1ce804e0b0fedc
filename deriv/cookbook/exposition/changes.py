"""What is new in a line: the parts of a term that the line before does not have."""

from __future__ import annotations

from ...calculus.first_order import leading_number
from ...calculus.terms_of import depends
from ...language.operators import EPS, SUM
from ...language.terms import Term, subterms
from ...language.text import text

LONG = 20  # letters that fit one line of a phone


def changed(before: Term, after: Term) -> tuple[Term, ...]:
    """The largest parts of `after` that are new against `before`; of a wholly new term, what holds ε.

    A long sum is marked summand by summand: a line is never broken inside a mark.
    """
    old = set(subterms(before))
    new = _new(before, after, old)
    found = _with_epsilon(after, old) if new == [after] else new
    return tuple(dict.fromkeys(part for t in found for part in _breakable(t)))


def _breakable(t: Term) -> list[Term]:
    """The term, or if it is long the summands of its sum."""
    sums = [a for a in t.args if a.op is SUM]
    if len(text(t)) <= LONG or (t.op is not SUM and len(sums) != 1):
        return [t]
    return [part for a in (t if t.op is SUM else sums[0]).args for part in _breakable(a)]


def _with_epsilon(t: Term, old: set[Term]) -> list[Term]:
    """X + εU where it has just been put in; ε tr(UᵀG), the summand of first order, where it has just come out."""
    if t.op is SUM:
        first_order = [a for a in t.args if depends(a, EPS) and a not in old]
        plain = all(not a.args for a in t.args if a not in first_order)
        return [t] if plain and len(t.args) == 2 else first_order
    return [x for a in t.args if depends(a, EPS) for x in _with_epsilon(a, old)]


def _new(before: Term, after: Term, old: set[Term]) -> list[Term]:
    if after is before:
        return []
    if leading_number(after)[0] < 0:  # a sign stands between two parts, and is not marked alone
        return _inside(after, old)
    if after.op is not before.op or not after.args:
        return _inside(after, old)
    kept = [a for a in after.args if a in before.args]
    mine = [a for a in after.args if a not in kept]
    theirs = [b for b in before.args if b not in kept]
    if len(mine) == len(after.args) and after.op.flat:
        return [after]
    if len(mine) == len(theirs):
        return [t for a, b in zip(mine, theirs, strict=False) for t in _new(b, a, old)]
    return [t for a in mine for t in ([a] if a.args else [])]


def _inside(after: Term, old: set[Term]) -> list[Term]:
    """A part that stood elsewhere in the line before is not new."""
    return [] if after in old else [after]
