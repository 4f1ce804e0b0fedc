"""What gets a line of its own, and what gets a name, before anything is derived."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from ...language.operators import (
    DIVIDE,
    MATRIX_POWER,
    POWER,
    PRODUCT,
    SCALE,
    SOFTMAX,
    TIMES,
    TRANSPOSE,
    ScalarFunction,
    symbol,
)
from ...language.terms import Op, Term, size, substitute, subterms
from ..rules.near import Perturbation
from ..terms_of import depends
from .expansion import Expander

LONG = 5  # the size from which a repeated inner expression deserves a name
WORTH_A_NAME = 4  # the size from which an expression that a derivative mentions deserves one


@dataclass(frozen=True)
class Survey:
    """The inner expressions that depend on the variable, operands first, and the rules that will move them."""

    order: tuple[Term, ...]
    rules: Mapping[Term, Perturbation]  # the nodes where a rule other than multiplying out applies
    arguments: Mapping[Term, tuple[Term, ...]]  # for such a node, what moves in it
    parent: Mapping[Term, Term]
    count: Mapping[Term, int]


def survey(function: Term, expander: Expander) -> Survey:
    order: dict[Term, None] = {}
    rules: dict[Term, Perturbation] = {}
    arguments: dict[Term, tuple[Term, ...]] = {}
    parent: dict[Term, Term] = {}
    count: Counter[Term] = Counter()
    stack: list[tuple[Term, bool]] = [(function, False)]
    while stack:
        t, ready = stack.pop()
        if ready:
            order[t] = None
            continue
        if not depends(t, expander.variable):
            continue
        count[t] += 1
        if t in order or count[t] > 1:
            continue
        law = expander.simpler(t)
        found = None if law else next(expander.candidates(t), None)
        if found:
            rules[t] = found[0]
            arguments[t] = tuple(found[1][x] for x in found[0].moved)
        inner = arguments[t] if found else (law.rewrite(t),) if law else t.args
        stack.append((t, True))
        for a in reversed(inner):
            if depends(a, expander.variable):
                parent.setdefault(a, t)
                stack.append((a, False))
    return Survey(tuple(order), rules, arguments, parent, count)


@dataclass(frozen=True)
class Plan:
    """stations: inner expressions with a line of their own, in order; named: those of them that get a name."""

    stations: tuple[Term, ...]
    named: Mapping[Term, Term | None]  # station ↦ the expression it stands in, for choosing a name
    shared: frozenset[Term] = frozenset()  # stations that are used more than once


def plan(function: Term, expander: Expander, given: tuple[Term, ...] = ()) -> Plan:
    """An empty plan means that the function is short: it is rewritten whole, line by line."""
    s = survey(function, expander)
    repeated = tuple(t for t in s.order if _repeated(t, s, expander))
    if (
        not given
        and not repeated
        and len(s.rules) <= 1
        and all(_affine(a, expander.variable) for args in s.arguments.values() for a in args)
    ):
        return Plan((), {})
    root = unscaled(function, expander.variable)
    stations: dict[Term, Term | None] = {}
    named: dict[Term, Term | None] = {}

    def written(t: Term) -> int:
        """The size of t with the names so far in it."""
        return size(substitute(t, {n: symbol("·", *n.shape) for n in named if n is not t}))

    for t in s.order:
        if t is expander.variable or t is function or t is root:
            continue
        if t in given or t in repeated:
            stations[t] = named[t] = s.parent.get(t)
        elif t in s.rules and not _trivial(t, s, expander.variable):
            stations[t] = s.parent.get(t)
            if _is_function(t.op) and _mentions_itself(s.rules[t]) and written(t) >= WORTH_A_NAME:
                named[t] = s.parent.get(t)
    for t, rule in s.rules.items():
        for letter, argument in zip(rule.moved, s.arguments[t], strict=True):
            if argument is expander.variable:
                continue
            if argument not in s.rules:
                stations.setdefault(argument, t)
            trivial = argument in s.rules and _trivial(argument, s, expander.variable)
            own_value = _is_function(t.op) or trivial  # φ(z) is named in its first-order term, not z
            mentioned = _mentions_argument(rule, letter) if own_value else letter in set(subterms(rule.first))
            if argument not in named and mentioned and written(argument) >= WORTH_A_NAME:
                named[argument] = t
    return Plan(tuple(t for t in s.order if t in stations), named, frozenset(t for t in stations if s.count[t] > 1))


def _repeated(t: Term, s: Survey, expander: Expander) -> bool:
    """Written more than once and long enough; what stands in it is counted once."""
    if s.count[t] < 2 or t is expander.variable or t.op is TRANSPOSE:
        return False
    return size(t) >= (LONG - 2 if s.rules else LONG)


def _affine(t: Term, variable: Term) -> bool:
    """No product in it has two factors that depend on the variable."""
    return all(
        sum(depends(a, variable) for a in x.args) <= 1
        for x in subterms(t)
        if x.op in (PRODUCT, TIMES, SCALE) and depends(x, variable)
    )


def unscaled(t: Term, variable: Term) -> Term:
    """The function without constant scalar factors."""
    if t.op in (TIMES, SCALE, DIVIDE):
        moving = [a for a in t.args if depends(a, variable)]
        if len(moving) == 1 and (t.op is not DIVIDE or moving[0] is t.args[0]):
            return unscaled(moving[0], variable)
    return t


def _trivial(t: Term, s: Survey, variable: Term) -> bool:
    """A power of the bare variable inside something larger, multiplied out on the way without a line of its own."""
    return t.op in (POWER, MATRIX_POWER) and t.args[0] is variable and s.parent.get(t) not in s.rules


def _is_function(op: Op) -> bool:
    """Whether its values have a name of their own, h = tanh(Wx), p = softmax(Wx)."""
    return isinstance(op, ScalarFunction) or op is SOFTMAX


def _mentions_itself(rule: Perturbation) -> bool:
    return rule.base in set(subterms(rule.first))


def _mentions_argument(rule: Perturbation, letter: Term) -> bool:
    """Does the first-order term hold the argument outside φ(argument)?"""
    without = substitute(rule.first, {rule.base: symbol("·", *rule.base.shape)})
    return letter in set(subterms(without))
