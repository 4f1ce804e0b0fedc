"""Checking a rule from its statement alone, at random values of its letters and at several sizes."""
from __future__ import annotations

from collections.abc import Iterator

from ..calculus.rule import Move, Tactic, dimension_letters
from ..language.errors import ShapeError
from ..language.terms import ANY, Term, leaf, rebuild, subterms
from .claims import Claim, judge, trials_where
from .domain import NoPoint
from .verdict import Verdict, worst
from .vocabulary import assignments, vocabulary


def check_rule(rule: Move) -> Verdict:
    """Whether lhs = rhs wherever the left-hand side is defined; with `needs`, wherever both sides are.

    A letter of any shape is tried as a scalar, a vector and a matrix. The sizes are distinct, and also all equal, as
    some identities hold only at 2×2.
    """
    verdicts = [_check_equation(lhs, rhs, bool(rule.needs)) for lhs, rhs in equations(rule)]
    return worst(verdicts) if verdicts else Verdict(None, why="there is no equation to check")


def equations(rule: Move) -> tuple[tuple[Term, Term], ...]:
    """What the rule states, with definite shapes: its two sides, or the examples of a tactic."""
    stated = rule.examples if isinstance(rule, Tactic) else ((rule.lhs, rule.rhs),)
    return tuple(e for lhs, rhs in stated for e in _definite(lhs, rhs))


def _check_equation(lhs: Term, rhs: Term, needs: bool) -> Verdict:
    words = vocabulary((lhs, rhs))
    names = words.dimensions
    sizes = (*assignments(names)[:2], dict.fromkeys(names, 2), dict.fromkeys(names, 3))
    try:
        trials = trials_where((lhs, rhs) if needs else (lhs,), words, sizes, enough=len(sizes))
        return judge(Claim(lhs, rhs), trials)
    except NoPoint as e:
        return Verdict(None, why=str(e))


def _definite(lhs: Term, rhs: Term) -> Iterator[tuple[Term, Term]]:
    """The equation with letters of any shape as scalars, as vectors and as matrices, where that makes sense."""
    if not any(t.shape == ANY for side in (lhs, rhs) for t in subterms(side)):
        yield lhs, rhs
        return
    used = dimension_letters(lhs) | dimension_letters(rhs)
    m, n = [x for x in ("m", "n", "m′", "n′", "m″", "n″") if x not in used][:2]
    for shape in ((), (m, 1), (m, n)):
        try:
            yield _shaped(lhs, shape), _shaped(rhs, shape)
        except ShapeError:
            continue


def _shaped(term: Term, shape: tuple) -> Term:
    return rebuild(term, lambda t: leaf(t.op, t.data, *shape) if not t.args and t.shape == ANY else None)
