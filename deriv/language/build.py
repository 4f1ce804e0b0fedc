"""Putting terms together as a formula means them: which of the three products, which of the two powers."""
from __future__ import annotations

from fractions import Fraction

from .operators import DIVIDE, INVERSE, MATRIX_POWER, NUMBER, POWER, PRODUCT, SCALE, SUM, TIMES, number
from .terms import Term, make


def add(*parts: Term) -> Term:
    return make(SUM, *parts)


def times(*factors: Term) -> Term:
    """The product of scalars and matrices in any order: the scalars go to the front, the matrices keep their order."""
    scalars: list[Term] = []
    matrices: list[Term] = []
    for f in factors:
        if f.is_scalar:
            scalars.append(f)
        elif f.op is SCALE:
            scalars.append(f.args[0])
            matrices.append(f.args[1])
        else:
            matrices.append(f)
    return scaled(make(TIMES, *scalars) if scalars else None, make(PRODUCT, *matrices) if matrices else None)


def scaled(c: Term | None, a: Term | None) -> Term:
    """c·a, where either may be missing and a product of matrices may itself be a scalar."""
    if c is None:
        return number(1) if a is None else a
    if a is None:
        return c
    return make(TIMES, c, a) if a.is_scalar else make(SCALE, c, a)


def negative(a: Term) -> Term:
    """−a; a number in front takes the sign."""
    if a.op is NUMBER:
        return number(-a.data)
    if a.op is TIMES and a.args[0].op is NUMBER:
        return make(TIMES, number(-a.args[0].data), *a.args[1:]) if a.args[0].data != -1 else make(TIMES, *a.args[1:])
    if a.op is SCALE:
        c = negative(a.args[0])
        return a.args[1] if c.op is NUMBER and c.data == 1 else make(SCALE, c, a.args[1])
    return scaled(number(-1), a)


def power(base: Term, exponent: Term) -> Term:
    if base.is_scalar:
        return make(POWER, base, exponent)
    if exponent.op is NUMBER and exponent.data == -1:
        return make(INVERSE, base)
    return make(MATRIX_POWER, base, exponent)


def divide(a: Term, b: Term) -> Term:
    if a.op is NUMBER and b.op is NUMBER and b.data and a.data.denominator == 1 and b.data.denominator == 1:
        return number(Fraction(a.data, b.data))
    return make(DIVIDE, a, b)


def subtract(a: Term, b: Term) -> Term:
    return add(a, negative(b))


__all__ = ["add", "divide", "negative", "power", "scaled", "subtract", "times"]
