"""Leaves: symbols, letters of rules, numbers, dimensions as numbers, I, 0, 1, ε and the remainder O(ε^k)."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from ..dimensions import Dimension, Shape
from ..facts import Fact, closed
from ..terms import ANY, Notation, Op, Term, leaf

OWN = Notation("leaf")


def _of_number(t: Term) -> set[Fact]:
    found = {Fact.INTEGER} if t.data.denominator == 1 else set()
    if t.data:
        found |= {Fact.NONZERO}
    if t.data >= 0:
        found |= {Fact.NONNEGATIVE} | ({Fact.POSITIVE} if t.data else set())
    return found


def _of_identity(t: Term) -> set[Fact]:
    return {Fact.IDENTITY}


def _of_zero(t: Term) -> set[Fact]:
    square = {Fact.DIAGONAL, Fact.SEMIDEFINITE, Fact.SKEW, Fact.TOEPLITZ} if t.is_square else set()
    return square | {Fact.NONNEGATIVE}


def _of_ones(t: Term) -> set[Fact]:
    return {Fact.POSITIVE} | ({Fact.SYMMETRIC, Fact.TOEPLITZ} if t.is_square else set())


def _no_shape(*_: Shape) -> Shape:
    raise TypeError("a leaf is made by leaf()")


def _leaf(name: str, facts=None) -> Op:
    return Op(name, _no_shape, OWN, facts=facts)


SYMBOL = _leaf("symbol", lambda t: t.data[1])  # data = (name, facts)
LETTER = _leaf("letter", lambda t: t.data[1])  # data = (name, facts); stands for any term of its shape and facts
NUMBER = _leaf("number", _of_number)  # data = Fraction
CONSTANT = _leaf("constant", lambda t: {Fact.POSITIVE})  # data = "pi" or "e"
DIMENSION = _leaf("dimension", lambda t: {Fact.POSITIVE, Fact.INTEGER})  # data = Dimension, used as a number
IDENTITY = _leaf("identity", _of_identity)
ZERO = _leaf("zero", _of_zero)
ONES = _leaf("ones", _of_ones)
REMAINDER = _leaf("remainder")  # data = k in O(ε^k)


def symbol(name: str, *shape: str | Dimension, facts: Iterable[Fact] = ()) -> Term:
    return leaf(SYMBOL, (name, closed(facts)), *shape)


def letter(name: str, *shape: str | Dimension, facts: Iterable[Fact] = ()) -> Term:
    """A letter of a rule; dimension names in its shape are letters too."""
    return leaf(LETTER, (name, closed(facts)), *shape)


def anything(name: str, facts: Iterable[Fact] = ()) -> Term:
    """A letter for a scalar, a vector or a matrix."""
    from ..terms import _term

    return _term(LETTER, (), (name, closed(facts)), ANY)


def number(value: int | str | Fraction) -> Term:
    return leaf(NUMBER, Fraction(value))


def constant(name: str) -> Term:
    return leaf(CONSTANT, name)


def counted(d: Dimension) -> Term:
    """A dimension as a number, as in tr I = n."""
    return number(d) if isinstance(d, int) else leaf(DIMENSION, d)


def eye(n: str | Dimension) -> Term:
    return leaf(IDENTITY, None, n, n)


def zero(*shape: str | Dimension) -> Term:
    """0 of a shape; the scalar 0 is a number."""
    return leaf(ZERO, None, *shape) if shape else number(0)


def ones(m: str | Dimension, n: str | Dimension = 1) -> Term:
    return leaf(ONES, None, m, n)


def remainder(order: int, *shape: str | Dimension) -> Term:
    """O(ε^order): any quantity of this shape that is bounded by a multiple of ε^order near ε = 0."""
    return leaf(REMAINDER, order, *shape)


EPS = symbol("ε")
