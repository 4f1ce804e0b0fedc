"""Exact proofs of rules at a small size: both sides in SymPy, with symbolic entries.

Where a side holds ε, the coefficients of ε⁰, ε¹, … below the remainder must agree exactly. Where symbols take too long,
the entries are random rational numbers, and the arithmetic is still exact.
"""
from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from ..calculus.rule import Move
from ..calculus.rules.near import SecondOrder
from ..language.dimensions import size as size_of
from ..language.operators import CONSTANT, DIMENSION, EPS, IDENTITY, NUMBER, ONES, ZERO
from ..language.operators.extremes import NORMP
from ..language.operators.functions import FRECHET
from ..language.terms import Op, Term, subterms
from .entries import rational, symbol, value
from .meaning import Meaning, NoValue
from .rules import equations
from .taylor import ORDERS
from .verdict import Verdict, worst
from .vocabulary import vocabulary, whole_numbers

WITH_SYMBOLS, AT_POINTS = 3.0, 30.0  # seconds of computing for an equation; no call of SymPy is cut short
LARGEST = 5000  # operations in an expression that SymPy is asked about
SLOW = {*FRECHET, *FRECHET.values(), NORMP}
POINTS = 8  # with rational entries
ε = sp.Symbol("ε", real=True)


class Undecided(Exception):
    """An equation that SymPy could not decide; says why."""


def prove(rule: Move, size: int = 2) -> Verdict:
    """Whether both sides are exactly equal where all dimensions are `size`; None where that could not be decided.

    A rule with `needs` is claimed only where both sides are real: there log ab = log a + log b.
    """
    if slow := _takes_minutes(rule):
        return Verdict(None, why=f"SymPy takes minutes for the {slow} to second order")
    verdicts = [_prove(lhs, rhs, size, bool(rule.needs)) for lhs, rhs in equations(rule)]
    return worst(verdicts) if verdicts else Verdict(None, why="there is no equation to prove")


def _takes_minutes(rule: Move) -> str:
    """The operator for which no single call of SymPy comes back in time, where ε² counts; none of them is cut short."""
    if not isinstance(rule, SecondOrder):
        return ""
    ops = {t.op for side in (rule.lhs, rule.rhs) for t in subterms(side)}
    return next((op.name for op in ops if op in SLOW), "")


def _prove(lhs: Term, rhs: Term, size: int, real: bool) -> Verdict:
    words = vocabulary((lhs, rhs))
    sizes = dict.fromkeys(words.dimensions, size)
    wholes = {s: sp.Integer(int(v[0])) for s, v in whole_numbers(words, sizes).items()}
    at = [f"{size}×{size}"] * bool(sizes) + [f"{s.data[0]} = {v}" for s, v in wholes.items() if s not in words.sums]
    rationals, why = [rational(seed) for seed in range(POINTS)], ""
    ways = (("exact, symbolic", [symbol], WITH_SYMBOLS), ("exact at rational points", rationals, AT_POINTS))
    for how, entries, seconds in ways:
        deadline = time.process_time() + seconds
        try:
            for entry in entries:
                letters = {s: value(s, sizes, entry) for s in words.symbols if s not in wholes}
                if parted := _compare(lhs, rhs, Exact({**letters, **wholes}, sizes, deadline, real)):
                    return Verdict(False, sizes=tuple(sizes.items()), how=how, why=parted)
            return Verdict(True, sizes=tuple(sizes.items()), trials=len(entries), how=", ".join([how, *at]))
        except (NoValue, Undecided) as e:
            why = str(e)
    return Verdict(None, sizes=tuple(sizes.items()), why=why)


def _compare(lhs: Term, rhs: Term, exact: Exact) -> str:
    """How the sides part; empty where they are equal up to the remainders on the right."""
    left = _entries(exact.of(lhs))
    known = len(exact.remainders)
    right = _entries(exact.of(rhs))
    free = set(exact.remainders[known:])
    if not free and not any(exact.differ(a, b) for a, b in zip(left, right, strict=True)):
        return ""
    if not free and not any(e.has(ε) for e in (*left, *right)):
        return "the sides differ"
    for order in range(ORDERS):
        coefficients = [_coefficient(e, order) for e in right]
        if any(c.free_symbols & free for c in coefficients):
            if order == 0:
                raise Undecided("the remainder leaves nothing to compare")
            return ""
        if any(exact.differ(_coefficient(a, order), b) for a, b in zip(left, coefficients, strict=True)):
            return f"the sides part at order {order} in ε"
    if not free:
        raise Undecided("the sides differ, but not near ε = 0")
    return ""


def _entries(value: Any) -> list[sp.Expr]:
    return list(value) if isinstance(value, sp.MatrixBase) else [sp.sympify(value)]


def _coefficient(e: sp.Expr, order: int) -> sp.Expr:
    c = sp.diff(e, ε, order).subs(ε, 0) / sp.factorial(order)
    if c.has(sp.nan, sp.zoo, sp.oo):
        raise Undecided("a side is not defined at ε = 0")
    return c


class Exact(Meaning):
    """The meaning of terms in SymPy: scalars are expressions, all else are matrices."""

    def __init__(self, values: Mapping[Term, Any], sizes: Mapping[str, int], deadline: float, real: bool = False):
        super().__init__({**values, EPS: ε})
        self.sizes, self.deadline, self.real = sizes, deadline, real
        self.remainders: list[sp.Symbol] = []  # the entries of those met so far

    def leaf(self, t: Term) -> Any:
        if t.op is NUMBER:
            return sp.Rational(t.data.numerator, t.data.denominator)
        if t.op is CONSTANT:
            return {"pi": sp.pi, "e": sp.E}[t.data]
        if t.op is DIMENSION:
            return sp.Integer(size_of(t.data, self.sizes))
        if t.op in MATRICES:
            return MATRICES[t.op](*(size_of(d, self.sizes) for d in t.shape))
        raise NoValue(f"{t} has no value")

    def remainder(self, t: Term) -> Any:
        def fresh(*_: int) -> sp.Symbol:
            self.remainders.append(sp.Symbol(f"R{len(self.remainders)}", real=True))
            return self.remainders[-1]

        return ε**t.data * (sp.Matrix(*(size_of(d, self.sizes) for d in t.shape), fresh) if t.shape else fresh())

    def apply(self, op: Op, args: list) -> Any:
        if op.exact is None:
            raise Undecided(f"{op} has no exact meaning")
        self.in_time()
        try:
            return op.exact(sp, *args)
        except (ArithmeticError, ValueError) as e:  # singular matrices, powers that are not whole
            raise Undecided(f"{op}: {e}") from e

    def entry(self, a: Any, indices: list[int]) -> Any:
        i, j = indices if len(indices) == 2 else (*indices, 1)
        return a[i - 1, j - 1]

    def index(self, i: int) -> Any:
        return sp.Integer(i)

    def whole(self, value: Any) -> int:
        if not value.is_Integer:
            raise NoValue("an index or a limit of a sum is not a whole number")
        return int(value)

    def differ(self, a: sp.Expr, b: sp.Expr) -> bool:
        """Whether two expressions differ; raises Undecided where neither equality nor a difference shows."""
        gap = a - b
        for simpler in (sp.expand, _numerator, self._logarithms, _tidy, self._logarithms, sp.simplify):
            self.in_time()
            if gap.count_ops() > LARGEST:
                raise Undecided("the expressions are too large")
            gap = simpler(gap)
            if gap == 0:
                return False
            if _is_far_from_zero(gap):
                return True
        raise Undecided("SymPy could not decide whether the sides are equal")

    def _logarithms(self, e: sp.Expr) -> sp.Expr:
        return _numerator(sp.expand_log(e, force=self.real))

    def in_time(self) -> None:
        if time.process_time() > self.deadline:
            raise Undecided("no proof in the time it is given")


MATRICES: dict[Op, Callable[..., Any]] = {IDENTITY: sp.eye, ZERO: sp.zeros, ONES: sp.ones}


def _numerator(e: sp.Expr) -> sp.Expr:
    return sp.expand(sp.numer(sp.together(e)))


def _tidy(e: sp.Expr) -> sp.Expr:
    """The expression with rational functions inside logarithms and the like in lowest terms."""
    return e.replace(lambda x: isinstance(x, sp.Function), lambda x: x.func(*map(sp.cancel, x.args)))


def _is_far_from_zero(e: sp.Expr) -> bool:
    """At a random point."""
    entry = rational(POINTS)
    value = e.subs({s: entry(s.name, bool(s.is_positive)) for s in sorted(e.free_symbols, key=str)}).evalf(30)
    if not (value.is_number and value.is_finite) or abs(value) < sp.Float("1e-20"):
        return False
    if not value.is_real:
        raise Undecided("a side is not real")
    return True
