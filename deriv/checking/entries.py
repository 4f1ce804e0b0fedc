"""Exact values for letters: matrices of symbols or of rational numbers, with the structure that their facts ask for."""
from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from typing import Any

import sympy as sp

from ..language.dimensions import size
from ..language.facts import Fact as F
from ..language.facts import facts
from ..language.terms import Term

Entry = Callable[[str, bool], sp.Expr]
"""entry(name, positive): the scalar that stands at one place."""


def symbol(name: str, positive: bool) -> sp.Symbol:
    return sp.Symbol(name, positive=True) if positive else sp.Symbol(name, real=True)


def rational(seed: int) -> Entry:
    """Random rational numbers: all negative for the first seed, all positive for the second, of any sign for others.

    No two have the same size, so that one entry is the largest.
    """
    numbers, used = random.Random(seed), set()

    def entry(name: str, positive: bool) -> sp.Rational:
        while (value := sp.Rational(numbers.randint(1, 30), numbers.randint(4, 12))) in used and len(used) < 100:
            pass
        used.add(value)
        sign = (-1, 1)[seed] if seed < 2 else numbers.choice((-1, 1))
        return value if positive else sign * value

    return entry


def value(letter: Term, sizes: Mapping[str, int], entry: Entry) -> Any:
    """A scalar or a matrix that is as free as the facts of the letter allow."""
    known, name = facts(letter), letter.data[0]
    positive = bool(known & {F.POSITIVE, F.NONNEGATIVE})
    if letter.is_scalar:
        return entry(name, positive)
    m, n = (size(d, sizes) for d in letter.shape)
    if F.SINGLE_ENTRY in known:
        return _single_entry(m, n, entry(name, True))
    ahead = known & {F.DEFINITE, F.PRINCIPAL, F.POSITIVE_DETERMINANT}
    free = sp.Matrix(m, n, lambda i, j: entry(f"{name}{i + 1}{j + 1}", positive or (i == j and bool(ahead))))
    if F.UNIT in known:
        return _unit(free)
    return _structured(free, known) if letter.is_square else free


def _single_entry(m: int, n: int, where: sp.Expr) -> sp.Matrix:
    """One entry 1, the first where that is open."""
    k = where.p % (m * n) if where.is_Rational else 0
    return sp.Matrix(m, n, lambda i, j: int(i * n + j == k))


def _unit(a: sp.Matrix) -> sp.Matrix:
    """A matrix of Frobenius norm 1 with rational entries, by stereographic projection of all entries but the last."""
    *free, _ = a
    square = sum(x**2 for x in free)
    return sp.Matrix(*a.shape, [*(2 * x / (square + 1) for x in free), (square - 1) / (square + 1)])


def _structured(a: sp.Matrix, known: frozenset[F]) -> sp.Matrix:
    """A matrix made of the entries of the square matrix a, with the structure of the facts."""
    n = a.rows
    lower = a.lower_triangular()
    skew = lower.lower_triangular(-1) - lower.lower_triangular(-1).T
    if F.IDENTITY in known:
        return sp.eye(n)
    if F.TOEPLITZ in known:
        return _toeplitz(a, known)
    if F.ORTHOGONAL in known:
        return _orthogonal(skew, a[:, 0], known)
    if F.DIAGONAL in known:
        diagonal = [x**2 if known & {F.DEFINITE, F.SEMIDEFINITE, F.POSITIVE_DETERMINANT} else x for x in a.diagonal()]
        return sp.diag(*([0, *diagonal[1:]] if F.SINGULAR in known else diagonal))
    if known & {F.DEFINITE, F.SEMIDEFINITE} or {F.SYMMETRIC, F.POSITIVE_DETERMINANT} <= known:
        root = lower[:, : n - 1] if F.SINGULAR in known else lower
        return root * root.T
    if F.SKEW in known:
        return skew
    if F.SYMMETRIC in known:
        if F.SINGULAR in known:
            return a[:, : n - 1] * sp.diag(*a[: n - 1, n - 1]) * a[:, : n - 1].T
        return lower + lower.lower_triangular(-1).T
    if known & {F.PRINCIPAL, F.REAL_SIMPLE, F.SIMPLE_LARGEST, F.SIMPLE_SMALLEST} and not known & {F.LOWER, F.UPPER}:
        return _diagonalizable(a)
    if known & {F.LOWER, F.UPPER}:
        if F.SINGULAR in known:
            lower[0, 0] = 0
        return lower if F.LOWER in known else lower.T
    if F.POSITIVE_DETERMINANT in known:
        return lower * (sp.eye(n) + a.upper_triangular(1))
    if F.SINGULAR in known:
        return a[:, : n - 1].row_join(a[:, : n - 1] * a[: n - 1, n - 1])
    return a


def _diagonalizable(a: sp.Matrix) -> sp.Matrix:
    """VΛV⁻¹ with eigenvalues that grow, so that they differ."""
    vectors = a.lower_triangular(-1) + sp.eye(a.rows)
    steps = [a[0, 0], *(x**2 for x in a.diagonal()[1:])]
    return vectors * sp.diag(*(sum(steps[: i + 1]) for i in range(a.rows))) * vectors.inv()


def _toeplitz(a: sp.Matrix, known: frozenset[F]) -> sp.Matrix:
    """A matrix that is constant along each diagonal; the main one is large where it must be definite."""

    def along(k: int) -> sp.Expr:
        if k > 0 and F.UPPER in known or k < 0 and F.LOWER in known:
            return sp.Integer(0)
        if F.SKEW in known:
            return sp.sign(k) * a[abs(k), 0]
        if k == 0 and F.SEMIDEFINITE in known:
            return sum((x**2 + 1 for x in a[:, 0]), sp.Integer(1)) * 2
        return a[k, 0] if k >= 0 else a[-k, 0] if F.SYMMETRIC in known else a[0, -k]

    return sp.Matrix(a.rows, a.rows, lambda i, j: along(i - j))


def _orthogonal(skew: sp.Matrix, v: sp.Matrix, known: frozenset[F]) -> sp.Matrix:
    """A matrix of signs, a reflection, or Cayley's (I − S)(I + S)⁻¹ for a skew S."""
    one = sp.eye(skew.rows)
    if F.DIAGONAL in known:
        return sp.diag(*((-1) ** i for i in range(skew.rows)))
    if F.SYMMETRIC in known:
        return one - 2 * v * v.T / (v.T * v)[0, 0]
    return (one - skew) * (one + skew).inv()
