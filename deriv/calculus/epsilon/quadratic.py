"""The term in ε² brought to ½ uᵀHu: split it into terms with two u each, free one u as for a gradient, the other as
for a Jacobian."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from fractions import Fraction
from itertools import product

from ...language.build import add, times
from ...language.errors import Declined
from ...language.operators import (
    DIVIDE,
    NUMBER,
    POWER,
    PRODUCT,
    SCALE,
    SUM,
    TIMES,
    TRANSPOSE,
    VEC,
    ScalarFunction,
    number,
    symbol,
    zero,
)
from ...language.terms import Term, make, substitute
from ...language.transposing import transposed
from ..derivation import Step
from ..first_order import leading_number, vanishes
from ..monomials import Monomial, monomial
from ..replacing import replace_everywhere
from ..rule import Move
from ..rules.quadratics import PRODUCT_AS_FORM, SQUARE_AS_FORM, SYMMETRIC_PART
from ..rules.tactics import COLLECT, JOIN, SPLIT
from ..simplify import factored, grouped, simplified, simplify
from ..simplify.laws import FRONT
from ..terms_of import depends, summands
from .isolation import Isolated, isolate, paired
from .jacobian import multiplied

TWO, HALF = number(2), number("1/2")


@dataclass(frozen=True)
class Form:
    """term = uᵀAu, by the steps; each is a step on the whole term."""

    term: Term
    end: Term
    matrix: Term
    steps: tuple[Step, ...]


def quadratic_form(second: Term, u: Term) -> tuple[Term, Term, tuple[Step, ...]]:
    """H, ½ uᵀHu, and the steps from the term in ε² to it."""
    if vanishes(second):
        return zero(u.shape[0], u.shape[0]), second, ()
    collected, tidy = counted_together(second, u)
    steps = list(tidy)
    parts = tuple(form(p, u) for p in summands(collected))
    ends = list(summands(collected))
    for i, p in enumerate(parts):
        for s in p.steps:
            before = add(*ends)
            ends[i] = s.after
            steps.append(Step(before, add(*ends), s.move))
    matrix = simplified(add(*(p.matrix for p in parts)))
    flipped = simplified(add(*(transposed(a) for a in summands(matrix))))
    found = grouped(simplified(add(matrix, flipped)))
    front, rest = leading_number(found)
    end = _without_one(times(number(front / 2), make(TRANSPOSE, u), rest, u))
    symmetric = flipped is matrix
    steps.append(Step(add(*ends), end, JOIN if symmetric else SYMMETRIC_PART))
    return found, end, tuple(s for s in steps if s.before is not s.after)


def counted_together(second: Term, u: Term) -> tuple[Term, tuple[Step, ...]]:
    """The term in ε² as a sum of terms with two u each, equal ones counted together."""
    raw = add(*split(second, u))
    collected, tidy = simplify(raw)
    return collected, _steps(second, _tidied(raw, tidy, collected))


def _without_one(t: Term) -> Term:
    """1·t as t."""
    if t.op is TIMES and t.args[0] is number(1):
        return make(TIMES, *t.args[1:])
    return t


def split(term: Term, u: Term) -> tuple[Term, ...]:
    """The summands of a term that is quadratic in u, no sum left around a u."""
    if not depends(term, u) or not term.args or isinstance(term.op, ScalarFunction):
        return (term,)
    if term.op is SUM:
        return tuple(s for a in term.args for s in split(a, u))
    if term.op is POWER:
        return (term,)
    build = times if term.op in (PRODUCT, TIMES, SCALE) else lambda *args: make(term.op, *args)
    if term.op is DIVIDE:
        return tuple(build(above, term.args[1]) for above in split(term.args[0], u))
    return tuple(build(*args) for args in product(*(split(a, u) for a in term.args)))


def _carriers(term: Term, u: Term) -> tuple[tuple[tuple[Term, Fraction], ...], Monomial]:
    """The factors that hold u, with their powers, and what stands beside them."""
    m = monomial(term)
    carriers = tuple((b, k) for b, k in m.powers if depends(b, u))
    beside = tuple((b, k) for b, k in m.powers if not depends(b, u))
    return carriers, Monomial(m.coefficient, beside, m.core)


def form(term: Term, u: Term) -> Form:
    """One summand, as uᵀAu."""
    carriers, rest = _carriers(term, u)

    def around(carrier: Term) -> Term:
        return simplified((rest * monomial(carrier)).term())

    match [k for _, k in carriers]:
        case [1]:
            found = _twice(carriers[0][0], u)
        case [2]:
            found = _squared(carriers[0][0], u)
        case [1, 1]:
            found = _product(carriers[0][0], carriers[1][0], u)
        case _:
            raise Declined(f"{term} is not quadratic in {u}")
    steps = tuple(Step(around(s.before), around(s.after), s.move) for s in found.steps)
    if steps and steps[0].before is not term:
        steps = (Step(term, steps[0].before, FRONT), *steps)
    matrix = (rest * monomial(found.matrix)).term()
    return Form(term, around(found.end), matrix, steps)


def _squared(s: Term, u: Term) -> Form:
    """(uᵀg)² = uᵀggᵀu"""
    g, steps = _linear(s, u)
    inner = paired(u, g)
    end = times(make(TRANSPOSE, u), g, transposed(g), u)
    lifted = [Step(_power(x.before), _power(x.after), x.move) for x in steps]
    return Form(_power(s), end, times(g, transposed(g)), (*lifted, Step(_power(inner), end, SQUARE_AS_FORM)))


def _power(s: Term) -> Term:
    return make(POWER, s, TWO)


def _product(s: Term, t: Term, u: Term) -> Form:
    """(uᵀg)(uᵀh) = uᵀghᵀu"""
    (g, left), (h, right) = _linear(s, u), _linear(t, u)
    start, a, b = make(TIMES, s, t), paired(u, g), paired(u, h)
    end = times(make(TRANSPOSE, u), g, transposed(h), u)
    steps = [Step(make(TIMES, x.before, t), make(TIMES, x.after, t), x.move) for x in left]
    steps += [Step(make(TIMES, a, x.before), make(TIMES, a, x.after), x.move) for x in right]
    return Form(start, end, times(g, transposed(h)), (*steps, Step(make(TIMES, a, b), end, PRODUCT_AS_FORM)))


def _linear(s: Term, u: Term) -> tuple[Term, tuple[Step, ...]]:
    """g with s = uᵀg, and the steps, each on all of s."""
    here, steps, parts = _apart(s, u, lambda p: isolate(p, u))
    g = factored(simplified(add(*(p.gradient for p in parts))))
    end = paired(u, g)
    return g, (*steps, *((Step(here, end, JOIN),) if here is not end else ()))


def _twice(carrier: Term, u: Term) -> Form:
    """uᵀ(…u…): one u is freed as for a gradient, the other as for a Jacobian."""
    other = symbol(f"{u.data[0]}′", *u.shape)
    stands_first = carrier.op is PRODUCT and carrier.args[0] is make(TRANSPOSE, u)
    bilinear = _marked(carrier, u, (u, other) if stands_first else (other, u))
    here, steps, parts = _apart(bilinear, u, lambda p: isolate(p, u))
    g = simplified(add(*(p.gradient for p in parts)))
    joined = paired(u, g)
    if joined is not here:
        steps = (*steps, Step(here, joined, JOIN))
    inner, more, maps = _apart(g, other, lambda p: multiplied(p, other))
    matrix = factored(simplified(add(*(p.gradient for p in maps))))
    row = make(TRANSPOSE, u)
    end = times(row, matrix, other)
    steps = (*steps, *(Step(times(row, s.before), times(row, s.after), s.move) for s in more))
    steps = (*steps, Step(times(row, inner), end, JOIN))
    alike = {other: u}
    return Form(
        carrier,
        substitute(end, alike),
        matrix,
        tuple(
            Step(b, a, s.move)
            for s in steps
            if (b := substitute(s.before, alike)) is not (a := substitute(s.after, alike))
        ),
    )


def _marked(term: Term, u: Term, names: tuple[Term, Term]) -> Term:
    """The term with its first and its second u under these names."""
    seen = 0

    def walk(t: Term) -> Term:
        nonlocal seen
        if t is u:
            seen += 1
            return names[min(seen, 2) - 1]
        if not depends(t, u):
            return t
        if t.op is POWER and t.args[1].op is NUMBER and t.args[1].data == 2:
            return make(TIMES, walk(t.args[0]), walk(t.args[0]))
        return make(t.op, *(walk(a) for a in t.args))

    marked = walk(term)
    if seen != 2:
        raise Declined(f"{term} is not quadratic in {u}")
    return marked


def _apart(
    term: Term, u: Term, free: Callable[[Term], Isolated]
) -> tuple[Term, tuple[Step, ...], tuple[Isolated, ...]]:
    """The term with each of its summands freed; every step is one on the whole term."""
    raw = add(*split(term, u))
    collected, tidy = simplify(raw)
    whole = _tidied(raw, tidy, collected)
    parts = tuple(free(p) for p in summands(collected))
    now = list(summands(collected))
    for i, p in enumerate(parts):
        for s in (s for g in p.groups for s in g):
            now[i] = replace_everywhere(now[i], s.before, s.after)
            whole.append((add(*now), s.move))
    return add(*now), _steps(term, whole), parts


def _tidied(raw: Term, tidy: tuple[Step, ...], collected: Term) -> list[tuple[Term, Move]]:
    """What the term comes to, step by step, from its summands one by one to the simplified sum."""
    whole: list[tuple[Term, Move]] = [(raw, SPLIT)]
    for s in tidy:
        whole.append((replace_everywhere(whole[-1][0], s.before, s.after), s.move))
    return [*whole, (collected, COLLECT)]


def _steps(start: Term, whole: Iterable[tuple[Term, Move]]) -> tuple[Step, ...]:
    steps, here = [], start
    for after, move in whole:
        if after is not here:
            steps.append(Step(here, after, move))
            here = after
    return tuple(steps)


def kronecker_hessian(second: Term, u: Term) -> Term:
    """H with ε²-coefficient ½ vec(U)ᵀ H vec(U), mn×mn for an m×n direction."""
    collected = counted_together(second, u)[0]
    if vanishes(collected):
        return zero(u.shape[0] * u.shape[1], u.shape[0] * u.shape[1])
    parts = summands(collected)
    matrix = simplified(add(*(_stacked(p, u) for p in parts)))
    return grouped(simplified(add(matrix, *(transposed(a) for a in summands(matrix)))))


def _stacked(term: Term, u: Term) -> Term:
    """A with term = vec(U)ᵀ A vec(U)."""
    carriers, rest = _carriers(term, u)
    match [k for _, k in carriers]:
        case [1]:
            other = symbol(f"{u.data[0]}′", *u.shape)
            gradient, _ = _linear(_marked(carriers[0][0], u, (other, u)), u)
            found = add(*(multiplied(make(VEC, p), other).gradient for p in split(gradient, other)))
        case [2]:
            g = make(VEC, _linear(carriers[0][0], u)[0])
            found = times(g, make(TRANSPOSE, g))
        case [1, 1]:
            g, h = (make(VEC, _linear(b, u)[0]) for b, _ in carriers)
            found = times(g, make(TRANSPOSE, h))
        case _:
            raise Declined(f"{term} is not quadratic in {u}")
    return (rest * monomial(found)).term()
