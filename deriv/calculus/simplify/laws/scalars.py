"""Scalars: numbers and scalars in front, powers, exp and log."""

from __future__ import annotations

from collections import defaultdict
from fractions import Fraction
from functools import reduce
from operator import mul

from ....language.build import add, negative, power, scaled, times
from ....language.facts import Fact, has
from ....language.operators import (
    DIAG,
    DIVIDE,
    HADAMARD,
    HADAMARD_DIVIDE,
    HADAMARD_POWER,
    IDENTITY,
    INVERSE,
    MATRIX_POWER,
    NORM,
    NUMBER,
    POWER,
    PRODUCT,
    SCALE,
    SOFTMAX,
    TIMES,
    TOTAL,
    TRANSPOSE,
    eye,
    letter,
    number,
)
from ....language.operators.entrywise import ABS, EXP, LOG, SIGMOID
from ....language.operators.leaves import ones
from ....language.terms import Term, make, size
from ...monomials import Monomial, monomial
from ...rule import Tactic
from ...terms_of import summands
from .letters import A, B, C, D, K, P, d, s, t

ONE = number(1)
y = letter("y", "n", 1, facts=[Fact.NONZERO])


def _front(term: Term) -> Term | None:
    new = monomial(term).term()
    return None if new is term else new


FRONT = Tactic(
    "scalars in front",
    ("scalars in front",),
    _front,
    (
        (make(PRODUCT, make(SCALE, s, A), B), make(SCALE, s, make(PRODUCT, A, B))),
        (make(TIMES, s, make(DIVIDE, t, s)), t),
    ),
    axiom="scalars commute with everything",
)


def _same_base(term: Term) -> Term | None:
    """s · s^(k−1) = s^k, for exponents that are not numbers; FRONT does those that are."""
    exponents: dict[Term, list[Term]] = {}
    for f in term.args:
        base, k = f.args if f.op is POWER else (f, number(1))
        exponents.setdefault(base, []).append(k)
    if all(len(ks) == 1 or all(k.op is NUMBER for k in ks) for ks in exponents.values()):
        return None
    return times(*(power(base, simple_sum(*ks)) for base, ks in exponents.items()))


SAME_BASE = Tactic(
    "powers of one base",
    (),
    _same_base,
    ((make(TIMES, P, make(POWER, P, add(s, number(-1)))), make(POWER, P, s)),),
    axiom="the laws of exponents",
)


def _compound(term: Term) -> Term | None:
    """st (2st)^(−3/2) = ½ (2st)^(−1/2): a base of several factors takes in what stands beside it."""
    m = monomial(term)
    for base, k in m.powers:
        if base.op is not TIMES or k.denominator == 1:
            continue
        for j in (Fraction(1), Fraction(-1)):
            rest = Monomial(m.coefficient, tuple((b, e) for b, e in m.powers if b is not base), m.core)
            new = (rest * monomial(base).raised(-j) * Monomial(Fraction(1), ((base, k + j),), None)).term()
            if size(new) < size(term):
                return new
    return None


COMPOUND = Tactic(
    "a power takes in a factor",
    (),
    _compound,
    (
        (
            make(DIVIDE, make(TIMES, number(2), P, s), make(POWER, make(TIMES, number(2), P), number("3/2"))),
            make(DIVIDE, s, make(POWER, make(TIMES, number(2), P), number("1/2"))),
        ),
    ),
    axiom="the laws of exponents",
)


def simple_sum(*parts: Term) -> Term:
    """The sum of exponents, numbers added up."""
    whole = [q for p in parts for q in summands(p)]
    rest: dict[Term, Fraction] = defaultdict(Fraction)
    total = Fraction(0)
    for q in whole:
        m = monomial(q)
        if m.powers:
            rest[Monomial(Fraction(1), m.powers, None).term()] += m.coefficient
        else:
            total += m.coefficient
    kept = [scaled(number(c), b) if c != 1 else b for b, c in rest.items() if c]
    return add(*kept, *([number(total)] if total or not kept else []))


def product_of(j: Term, k: Term) -> Term:
    """The product of two exponents."""
    return monomial(times(j, k)).term()


def _is_square(term: Term) -> bool:
    return term.op is POWER and term.args[1].op is NUMBER and term.args[1].data == 2


def _power(term: Term) -> Term | None:
    base, k = term.args
    if k.op is NUMBER and k.data == 0:
        return number(1) if term.is_scalar else eye(term.shape[0])
    if k.op is NUMBER and k.data == 1:
        return base
    if base.op in (NUMBER,) and k.op is NUMBER and k.data.denominator == 1 and (base.data or k.data > 0):
        return number(base.data ** int(k.data))
    if base.op is POWER and base.args[1].op is not NUMBER and k.op is NUMBER and k.data.denominator == 1:
        return make(POWER, base.args[0], times(k, base.args[1]))
    if base.op is EXP and term.op is POWER:
        return make(EXP, times(k, base.args[0]))
    if term.op is POWER and _is_square(base) and k.op is NUMBER and k.data.denominator == 2:
        inner = base.args[0]
        return power(inner if has(inner, Fact.NONNEGATIVE) else make(ABS, inner), number(2 * k.data))
    if term.op is POWER:
        return _front(term)
    if base.op is IDENTITY:
        return base
    if base.op in (INVERSE, MATRIX_POWER):
        return power(base.args[0], product_of(number(-1) if base.op is INVERSE else base.args[1], k))
    return None


POWERS = Tactic(
    "simple powers",
    (),
    _power,
    (
        (make(POWER, s, number(1)), s),
        (make(POWER, make(POWER, s, number(2)), number("1/2")), make(ABS, s)),
        (make(POWER, make(EXP, s), number(2)), make(EXP, times(number(2), s))),
        (make(MATRIX_POWER, make(INVERSE, K), number(2)), make(MATRIX_POWER, K, number(-2))),
    ),
    axiom="the laws of exponents",
)


def _power_of_entries(term: Term) -> Term | None:
    """(A.^p).^q = A.^(pq) for a whole q; small powers of what is short as they are written, A ⊙ A."""
    base, k = term.args
    if k.op is not NUMBER or k.data.denominator != 1:
        return None
    if k.data == 0:
        return ones(*term.shape)
    if k.data == 1:
        return base
    if base.op is HADAMARD_POWER:
        return make(HADAMARD_POWER, base.args[0], product_of(base.args[1], k))
    if base.op is ABS and k.data % 2 == 0:
        return make(HADAMARD_POWER, base.args[0], k)
    return make(HADAMARD, base, base) if k.data == 2 and not base.args else None


POWERS_OF_ENTRIES = Tactic(
    "simple powers, entry by entry",
    (),
    _power_of_entries,
    (
        (make(HADAMARD_POWER, make(HADAMARD_POWER, D, number(3)), number(-2)), make(HADAMARD_POWER, D, number(-6))),
        (make(HADAMARD_POWER, make(ABS, A), number(4)), make(HADAMARD_POWER, A, number(4))),
        (make(HADAMARD_POWER, A, number(2)), make(HADAMARD, A, A)),
    ),
    axiom="the laws of exponents, entry by entry",
)


def _same_base_entries(term: Term) -> Term | None:
    """A ⊙ A.^2 = A.^3 and A ⊙ A ⊙ A = A.^3."""
    exponents: dict[Term, list[Fraction]] = {}
    for f in term.args:
        base, k = f.args if f.op is HADAMARD_POWER and f.args[1].op is NUMBER else (f, ONE)
        exponents.setdefault(base, []).append(k.data)
    if all(len(ks) == 1 or ks == [1, 1] for ks in exponents.values()):
        return None
    factors: list[Term] = []
    for base, ks in exponents.items():
        factors += [base] * len(ks) if ks in ([1], [1, 1]) else [make(HADAMARD_POWER, base, number(sum(ks)))]
    return make(HADAMARD, *factors) if len(factors) > 1 else factors[0]


SAME_BASE_ENTRIES = Tactic(
    "powers of one base, entry by entry",
    (),
    _same_base_entries,
    (
        (make(HADAMARD, A, make(HADAMARD_POWER, A, number(2))), make(HADAMARD_POWER, A, number(3))),
        (make(HADAMARD, A, C, A, A), make(HADAMARD, make(HADAMARD_POWER, A, number(3)), C)),
    ),
    axiom="the laws of exponents, entry by entry",
)


def _exp_log(term: Term) -> Term | None:
    b = term.args[0]
    if term.op is EXP and b.op is LOG or term.op is LOG and b.op is EXP:
        return b.args[0]
    if term.op is EXP and b.op is NUMBER and b.data == 0:
        return number(1)
    if term.op is LOG and b.op is NUMBER and b.data == 1:
        return number(0)
    return None


EXP_LOG = Tactic(
    "exp and log are inverse", (), _exp_log, ((make(LOG, make(EXP, s)), s),), axiom="the definition of the logarithm"
)


def _squared_length(term: Term) -> Term | None:
    m = monomial(term)
    for length in (b for b, _ in m.powers if b.op is NORM):
        x = length.args[0]
        square = times(make(TRANSPOSE, x), x)
        if count := dict(m.powers).get(square):
            rest = Monomial(m.coefficient, tuple((b, k) for b, k in m.powers if b is not square), m.core)
            return (rest * Monomial(Fraction(1), ((length, 2 * count),), None)).term()
    return None


SQUARED_LENGTH = Tactic(
    "xᵀx beside ‖x‖",
    (),
    _squared_length,
    ((make(DIVIDE, times(make(TRANSPOSE, y), y), make(NORM, y)), make(NORM, y)),),
    axiom="the definition of the norm",
)


def _softmax(term: Term) -> Term | None:
    m = monomial(term)
    for below, k in m.powers:
        e = below.args[-1] if below.op in (TOTAL, PRODUCT) else below
        if k < 0 and e.op is EXP and e.is_vector and below in _totals(e) and m.core is not None:
            p = make(SOFTMAX, e.args[0])
            forms = {e: p, **{make(op, e): make(op, p) for op in (TRANSPOSE, DIAG)}}
            factors = m.core.args if m.core.op in (PRODUCT, HADAMARD) else (m.core,)
            if found := next((f for f in factors if f in forms), None):
                i = factors.index(found)
                new = forms[found]
                core = make(m.core.op, *factors[:i], new, *factors[i + 1 :]) if len(factors) > 1 else new
                powers = tuple((b, j + 1 if b is below else j) for b, j in m.powers)
                return Monomial(m.coefficient, tuple((b, j) for b, j in powers if j), core).term()
    return None


def _totals(x: Term) -> tuple[Term, ...]:
    """The sum of the entries of a vector, as people write it."""
    return make(TOTAL, x), times(make(TRANSPOSE, ones(x.shape[0])), x)


def _sum_of_softmax(term: Term) -> Term | None:
    """1ᵀ softmax(z) = 1."""
    last = term.args[-1]
    return number(1) if last.op is SOFTMAX and last.is_vector and term in _totals(last) else None


def _sigmoid(term: Term) -> Term | None:
    """e^t/(1 + e^t) = σ(t) and e^t/(1 + e^t)² = σ(t)(1 − σ(t)), which has one value at t and −t."""
    m = monomial(term)
    count = dict(m.powers)
    for e in (b for b, k in m.powers if b.op is EXP and k > 0 and k.denominator == 1):
        below = next((b for b in (add(ONE, e), add(e, ONE)) if -count.get(b, 0) >= count[e]), None)
        if below is not None and count[below].denominator == 1:
            rest = Monomial(m.coefficient, tuple((b, k) for b, k in m.powers if b not in (e, below)), m.core)
            once, twice = 2 * count[e] + count[below], -count[below] - count[e]
            if once < 0:
                continue
            sigmoid = make(SIGMOID, *e.args)
            positive = make(SIGMOID, negative(e.args[0]) if monomial(e.args[0]).coefficient < 0 else e.args[0])
            slope = ((positive, twice), (add(ONE, negative(positive)), twice)) if twice else ()
            new = [Monomial(Fraction(1), ((b, k),), None) for b, k in ((sigmoid, once), *slope) if k]
            return reduce(mul, new, Monomial(Fraction(1), (), None) * rest).term() if new else None
    return None


def _sigmoid_entries(term: Term) -> Term | None:
    """The same entry by entry."""
    above, below = (list(a.args) if a.op is HADAMARD else [a] for a in term.args)
    for e in (f for f in above if f.op is EXP):
        one = next((b for b in below if len(b.args) == 2 and b in _one_more(e)), None)
        if one is None:
            continue
        sigmoid = make(SIGMOID, *e.args)
        above[above.index(e)] = sigmoid
        below.remove(one)
        if one in below and e not in above:
            below.remove(one)
            above.insert(above.index(sigmoid) + 1, add(ones(*term.shape), negative(sigmoid)))
        top = make(HADAMARD, *above) if len(above) > 1 else above[0]
        if not below:
            return top
        return make(HADAMARD_DIVIDE, top, make(HADAMARD, *below) if len(below) > 1 else below[0])
    return None


def _one_more(e: Term) -> tuple[Term, ...]:
    unit = ones(*e.shape)
    return add(unit, e), add(e, unit)


_e, _sigma = make(EXP, s), make(SIGMOID, s)
LOGISTIC = Tactic(
    "sigmoid",
    ("the definition of the sigmoid",),
    _sigmoid,
    (
        (make(DIVIDE, _e, add(number(1), _e)), make(SIGMOID, s)),
        (make(DIVIDE, _e, power(add(number(1), _e), number(2))), times(_sigma, add(number(1), negative(_sigma)))),
    ),
    axiom="the definition of the sigmoid",
)


LOGISTIC_ENTRIES = Tactic(
    "sigmoid, entry by entry",
    ("the definition of the sigmoid",),
    _sigmoid_entries,
    ((make(HADAMARD_DIVIDE, make(EXP, A), add(ones("m", "n"), make(EXP, A))), make(SIGMOID, A)),),
    axiom="the definition of the sigmoid",
)


RECOGNISED_SOFTMAX = Tactic(
    "softmax recognised",
    ("the definition of softmax",),
    _softmax,
    (
        *((make(DIVIDE, make(EXP, d), total), make(SOFTMAX, d)) for total in _totals(make(EXP, d))),
        (make(DIVIDE, make(PRODUCT, A, make(EXP, d)), make(TOTAL, make(EXP, d))), make(PRODUCT, A, make(SOFTMAX, d))),
        (make(DIVIDE, make(DIAG, make(EXP, d)), make(TOTAL, make(EXP, d))), make(DIAG, make(SOFTMAX, d))),
    ),
    axiom="the definition of softmax",
)
SUM_OF_SOFTMAX = Tactic(
    "sum of a softmax",
    (),
    _sum_of_softmax,
    tuple((total, number(1)) for total in _totals(make(SOFTMAX, d))),
    axiom="the definition of softmax",
)
