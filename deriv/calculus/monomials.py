"""c · s₁^k₁ ⋯ sₙ^kₙ · M: a term as a number, powers of scalars, and one core that is no scalar."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache

from ..language.build import negative, scaled, times
from ..language.operators import DIVIDE, HADAMARD, NUMBER, POWER, PRODUCT, SCALE, TIMES, number, zero
from ..language.terms import Term, make

Powers = tuple[tuple[Term, Fraction], ...]


@dataclass(frozen=True)
class Monomial:
    coefficient: Fraction
    powers: Powers  # in order of first appearance; no zero exponents
    core: Term | None  # None for a scalar

    def __mul__(self, other: Monomial) -> Monomial:
        return _product((self, other))

    def raised(self, k: Fraction) -> Monomial:
        """The k-th power of a scalar monomial; k is whole wherever it changes anything but one plain factor."""
        return Monomial(self.coefficient**k.numerator, tuple((b, e * k) for b, e in self.powers), None)

    def term(self) -> Term:
        """The number in front, then the scalars, then the core; negative powers below one fraction line."""
        above = [_power(b, e) for b, e in self.powers if e > 0]
        below = [_power(b, -e) for b, e in self.powers if e < 0]
        c = self.coefficient
        if below and c.denominator != 1:
            below.insert(0, number(c.denominator))
            c = Fraction(c.numerator)
        if not c:
            return zero(*self.core.shape) if self.core is not None else number(0)
        if below and c < 0:
            return negative(Monomial(-self.coefficient, self.powers, self.core).term())
        factors = bool(above)
        if c != 1 or not (above or self.core is not None):
            above.insert(0, number(c))
        scalar = make(TIMES, *above) if above else None
        if not below:
            return scaled(scalar, self.core)
        if self.core is None or factors:
            return scaled(make(DIVIDE, scalar or number(1), make(TIMES, *below)), self.core)
        return make(DIVIDE, scaled(scalar, self.core), make(TIMES, *below))


def _power(base: Term, k: Fraction) -> Term:
    return base if k == 1 else make(POWER, base, number(k))


def _product(parts: Iterable[Monomial]) -> Monomial:
    """Whole powers of a product of scalars become powers of its factors: (st)^(1/2) (st)^(1/2) = st."""
    coefficient, total, cores = Fraction(1), {}, []
    for m in parts:
        coefficient *= m.coefficient
        cores += [] if m.core is None else [m.core]
        for base, k in m.powers:
            total[base] = total[base] + k if base in total else k
    compound = [(b, k) for b, k in total.items() if b.op is TIMES and k.denominator == 1]
    plain = tuple((b, k) for b, k in total.items() if k and (b, k) not in compound)
    found = Monomial(coefficient, plain, times(*cores) if cores else None)
    return _product([found, *(monomial(b).raised(k) for b, k in compound)]) if compound else found


def _core(term: Term) -> Monomial:
    return Monomial(Fraction(1), (), term)


@lru_cache(maxsize=50_000)
def monomial(t: Term) -> Monomial:
    one = Fraction(1)
    if t.op is NUMBER:
        return Monomial(t.data, (), None)
    if t.op in (TIMES, SCALE):
        return _product(map(monomial, t.args))
    if t.op is DIVIDE:
        below = monomial(t.args[1])
        if below.coefficient:
            return monomial(t.args[0]) * below.raised(Fraction(-1))
    if t.op is POWER and t.args[1].op is NUMBER:
        base, k = monomial(t.args[0]), t.args[1].data
        single = base.coefficient == 1 and len(base.powers) == 1 and base.powers[0][1] == 1
        if single or (k.denominator == 1 and (base.coefficient or k > 0)):
            return base.raised(k)
        if t.args[0].op is TIMES:
            return Monomial(one, ((t.args[0], k),), None)
    if t.op in (PRODUCT, HADAMARD) and any(a.op in (SCALE, DIVIDE) for a in t.args):
        parts = [monomial(a) for a in t.args]
        core = make(t.op, *(p.core for p in parts))
        whole = Monomial(one, ((core, one),), None) if core.is_scalar else _core(core)
        return _product([*(Monomial(p.coefficient, p.powers, None) for p in parts), whole])
    if t.is_scalar:
        return Monomial(one, ((t, one),), None)
    return Monomial(one, (), t)
