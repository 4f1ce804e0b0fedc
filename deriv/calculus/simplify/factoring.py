"""Pulling common factors out of a sum: Ax + Aᵀx = (A + Aᵀ)x, 2sM + 2sN = 2s(M + N)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import gcd, lcm, prod

from ...language.build import add, scaled, times
from ...language.operators import (
    DIAG,
    DIVIDE,
    HADAMARD,
    MATRIX_POWER,
    NUMBER,
    PRODUCT,
    SCALE,
    SUM,
    TIMES,
    TRANSPOSE,
    letter,
)
from ...language.terms import Term, make, rebuild, size, subterms, with_args
from ...language.transposing import transposed
from ..monomials import Monomial, monomial
from ..rule import Tactic
from ..terms_of import summands
from .simplify import simplified

LONGEST = 16  # summands that a product is multiplied out into
MANY = 32  # summands beyond which no reader looks for what some of them share
ROUNDS = 4  # of pulling out and simplifying
NESTED_FRACTION = 3  # what a fraction inside a fraction costs a reader


def factors(core: Term | None) -> tuple[Term, ...]:
    return () if core is None else core.args if core.op is PRODUCT else (core,)


@lru_cache(maxsize=10_000)
def pull(term: Term) -> Term | None:
    """A sum with its common number, scalars and outer matrix factors in front or behind; None where there are none."""
    parts = [monomial(p) for p in term.args]
    powers = [dict(m.powers) for m in parts]
    shared = {b: min(p[b] for p in powers) for b in powers[0] if all(b in p for p in powers)}
    shared = {b: k for b, k in shared.items() if all((p[b] > 0) == (k > 0) for p in powers)}
    number = _shared_number([m.coefficient for m in parts])
    if parts[0].core is not None and all(m.core is parts[0].core for m in parts):
        scalars = add(*(Monomial(m.coefficient, m.powers, None).term() for m in parts))
        return scaled(factored(scalars), parts[0].core)
    left, right = _outer([factors(m.core) for m in parts])
    if number == 1 and not shared and not left and not right:
        return None
    rest = []
    for m in parts:
        core = factors(m.core)
        inner = core[len(left) : len(core) - len(right)]
        if core and not inner:
            return None
        left_over = ((b, e - shared.get(b, Fraction(0))) for b, e in m.powers)
        kept = make(PRODUCT, *inner) if inner else None
        rest.append(Monomial(m.coefficient / number, tuple((b, e) for b, e in left_over if e), kept).term())
    if len({r.shape for r in rest}) != 1:
        return None
    front = Monomial(number, tuple(shared.items()), None)
    return (front * monomial(times(*left, add(*rest), *right))).term()


def _shared_number(coefficients: list[Fraction]) -> Fraction:
    over, under = gcd(*(c.numerator for c in coefficients)), lcm(*(c.denominator for c in coefficients))
    shared = Fraction(over, under) if all(c.denominator == under for c in coefficients) else Fraction(over)
    return -shared if all(c < 0 for c in coefficients) else shared


def _outer(cores: list[tuple[Term, ...]]) -> tuple[tuple[Term, ...], tuple[Term, ...]]:
    """The longest common beginning and end that leave something between them in every summand."""
    shortest = min(len(c) for c in cores)
    if shortest < 1:
        return (), ()
    i = 0
    while i < shortest - 1 and all(c[i] is cores[0][i] for c in cores):
        i += 1
    j = 0
    while j < shortest - 1 - i and all(c[-1 - j] is cores[0][-1 - j] for c in cores):
        j += 1
    return cores[0][:i], cores[0][len(cores[0]) - j :]


@lru_cache(maxsize=10_000)
def group(term: Term) -> Term | None:
    """Ax + Aᵀx + b = (A + Aᵀ)x + b: summands that share an end or a beginning, where this makes the sum shorter."""
    parts = term.args
    if len(parts) > MANY:
        return None
    cores = [factors(monomial(p).core) for p in parts]
    best, saved = None, 0
    for at in (-1, 0):
        heads: dict[Term, list[int]] = {}
        for i, f in enumerate(cores):
            if len(f) > 1:
                heads.setdefault(f[at], []).append(i)
        for places in heads.values():
            pulled = pull(add(*(parts[i] for i in places))) if len(places) > 1 else None
            gain = pulled and sum(size(parts[i]) + 1 for i in places) - size(pulled) - 1
            if pulled is not None and gain > saved:
                best, saved = (places, pulled), gain
    if best is None:
        return None
    places, pulled = best
    return add(*(pulled if i == places[0] else p for i, p in enumerate(parts) if i == places[0] or i not in places))


@lru_cache(maxsize=10_000)
def factored(term: Term) -> Term:
    """The term with what all summands of a sum share pulled out of it, as far as that makes it no longer."""

    def change(t: Term) -> Term | None:
        new = pull(t) if t.op is SUM else None
        return new if new is not None and size(new) <= size(t) else None

    return ordered(_repeated(term, change))


@lru_cache(maxsize=10_000)
def grouped(term: Term) -> Term:
    """The same, and what some summands share too, where that makes the sum shorter: the form of an answer.

    Products of sums are multiplied out first, or brought over one denominator, where that comes to less.
    """
    forms = (
        term,
        *(simplified(expanded(t)) for t in (term, factored(term))),
        simplified(_repeated(term, one_fraction)),
    )
    return turned(min(map(_collected, dict.fromkeys(forms)), key=cost))


def _collected(term: Term) -> Term:
    """Everything common pulled out; what meets then is simplified."""
    for _ in range(ROUNDS):
        before = term
        term = simplified(_repeated(factored(term), lambda t: group(t) if t.op is SUM else None))
        if term is before:
            break
    return ordered(term)


def cost(term: Term) -> int:
    """How much there is to read: symbols and operators; a fraction inside a fraction counts for more."""
    fractions: dict[Term, bool] = {}  # is there a fraction in the sums and products at the top of the term?
    nested = 0
    for t in subterms(term):
        inside = any(fractions[a] for a in t.args)
        nested += t.op is DIVIDE and inside
        fractions[t] = t.op is DIVIDE or (t.op in (SUM, TIMES, SCALE) and inside)
    return size(term) + NESTED_FRACTION * nested


def turned(term: Term) -> Term:
    """BᵀXᵀ + XᵀBᵀ = (XB + BX)ᵀ and Aᵀ((XA)³)ᵀ = ((XA)³A)ᵀ: one sign of transposition where every factor has one."""

    def change(t: Term) -> Term | None:
        new = add(*map(transposed, summands(t))) if _wants_turning(t) else None
        return make(TRANSPOSE, new) if new is not None and not any(map(_has_sign, subterms(new))) else None

    return rebuild(term, change)


def _wants_turning(t: Term) -> bool:
    if t.op is SUM:
        return all(sum(map(_has_sign, factors(monomial(p).core))) > 1 for p in t.args)
    return t.op is PRODUCT and any(_has_sign(f) and f.args[0].op is MATRIX_POWER for f in t.args)


def _has_sign(term: Term) -> bool:
    return term.op is TRANSPOSE


def entry_by_entry(term: Term) -> Term:
    """a ⊙ x for diag(a) x."""

    def change(t: Term) -> Term | None:
        if t.op is PRODUCT and len(t.args) == 2 and t.args[0].op is DIAG and t.is_vector:
            return make(HADAMARD, t.args[0].args[0], t.args[1])
        return None

    return rebuild(term, change)


def expanded(term: Term) -> Term:
    """Scalar and entrywise products of sums multiplied out, short ones."""
    done: dict[Term, Term] = {}
    for t in subterms(term):
        here = with_args(t, tuple(done[a] for a in t.args)) if t.args else t
        if here.op in (TIMES, SCALE, HADAMARD) and any(a.op is SUM for a in here.args):
            choices = [summands(a) for a in here.args]
            if prod(map(len, choices)) <= LONGEST:
                here = add(*(simplified(make(here.op, *factors)) for factors in product(*choices)))
        done[t] = here
    return done[term]


@lru_cache(maxsize=10_000)
def one_fraction(term: Term) -> Term | None:
    """1 − x/(x + 1) = 1/(x + 1): a sum of scalars over their common denominator, where that is not much longer."""
    if term.op is not SUM or not term.is_scalar:
        return None
    parts = [monomial(p) for p in term.args]
    below: dict[Term, Fraction] = {}
    for m in parts:
        for b, k in m.powers:
            if k < 0:
                below[b] = max(below.get(b, Fraction(0)), -k)
    if not below:
        return None
    common = Monomial(Fraction(1), tuple(below.items()), None)
    above = simplified(expanded(add(*((m * common).term() for m in parts))))
    new = (monomial(above) * common.raised(Fraction(-1))).term()
    return new if size(new) < size(term) + NESTED_FRACTION else None


def _repeated(term: Term, change: Callable[[Term], Term | None]) -> Term:
    """The term changed wherever it can be, outermost first, until nothing changes."""
    done: dict[Term, Term] = {}

    def finished(t: Term) -> Term:
        if t not in done:
            here, before = t, None
            while here is not before:
                before = here
                here = change(here) or with_args(here, tuple(map(finished, here.args)))
            done[t] = here
        return done[t]

    return finished(term)


def ordered(term: Term) -> Term:
    """Scalar factors by length, x sin(x²) e^{cos x²}, and no sum that begins with a minus, as people write them."""
    done: dict[Term, Term] = {}
    for t in subterms(term):
        args = tuple(done[a] for a in t.args)
        if t.op is TIMES:
            args = tuple(sorted(args, key=lambda a: (a.op is not NUMBER, size(a))))
        elif t.op is SUM:
            args = _twins_in_order(args)
            if monomial(args[0]).coefficient < 0:
                args = tuple(sorted(args, key=lambda a: monomial(a).coefficient < 0))
        done[t] = with_args(t, args) if args else t
    return done[term]


def _twins_in_order(args: tuple[Term, ...]) -> tuple[Term, ...]:
    """B + Bᵀ rather than Bᵀ + B, and abᵀ + baᵀ rather than baᵀ + abᵀ."""
    out = list(args)
    for i, a in enumerate(args):
        j = args.index(b) if a.is_square and (b := transposed(a)) in args[i + 1 :] else i
        if i < j and (size(args[j]), leaves(args[j])) < (size(a), leaves(a)):
            out[i], out[j] = args[j], a
    return tuple(out)


def leaves(term: Term) -> tuple[str, ...]:
    """What stands at the ends of the term, in the order of reading."""
    return tuple(str(t) for t in subterms(term) if not t.args)


_A, _x = letter("A", "n", "n"), letter("x", "n", 1)
FACTOR = Tactic(
    "common factors",
    ("pull out common factors",),
    factored,
    ((add(make(PRODUCT, _A, _x), make(PRODUCT, transposed(_A), _x)), make(PRODUCT, add(_A, transposed(_A)), _x)),),
    axiom="the distributive law, right to left",
)
