"""Array expressions: what a term becomes before it is text.

A column and a row are both 1-D here, as NumPy users write them; `ndim` is 0, 1 or 2. Expressions are interned
(equality is `is`), so a repeated part is one object.
"""
from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from typing import Any
from weakref import WeakValueDictionary

from ...language.dimensions import Dimension
from ...language.terms import Term


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True, repr=False)
class Array:
    """`op` is name, number, constant, size, +, neg, *, /, **, @, index, sigma, powers, or a function of targets.py."""

    op: str
    args: tuple[Array, ...]
    data: Any
    ndim: int

    def __repr__(self) -> str:
        inside = ", ".join([*([str(self.data)] if self.data is not None else []), *map(repr, self.args)])
        return f"{self.op}({inside})"


_interned: WeakValueDictionary[tuple, Array] = WeakValueDictionary()


def array(op: str, args: tuple[Array, ...], ndim: int, data: Any = None) -> Array:
    key = op, args, data, ndim
    found = _interned.get(key)
    if found is None:
        found = _interned[key] = Array(*key)
    return found


def parts(*roots: Array, closed: Container[Array] = ()) -> Iterator[Array]:
    """Every different part once, operands first; what lies inside a `closed` part below the roots is left out."""
    seen: set[Array] = set()
    stack = [(root, False) for root in reversed(roots)]
    while stack:
        a, ready = stack.pop()
        if a in seen:
            continue
        if ready or not a.args or (a in closed and a not in roots):
            seen.add(a)
            yield a
        else:
            stack.append((a, True))
            stack.extend((x, False) for x in reversed(a.args))


def rebuilt(roots: Iterable[Array], remake: Callable[[Array, tuple[Array, ...]], Array | None]) -> tuple[Array, ...]:
    """The roots with every part made anew: `remake` gets it and its new operands; None leaves it as it is."""
    roots = tuple(roots)
    done: dict[Array, Array] = {}
    for a in parts(*roots):
        args = tuple(done[x] for x in a.args)
        done[a] = remake(a, args) or (a if args == a.args else array(a.op, args, a.ndim, a.data))
    return tuple(done[r] for r in roots)


# ---- leaves ---------------------------------------------------------------------------------------------------------
def name(symbol: Term, ndim: int) -> Array:
    return array("name", (), ndim, symbol)


def number(value: int | Fraction) -> Array:
    """A number; the sign of a negative one stands outside."""
    size = array("number", (), 0, abs(Fraction(value)))
    return array("neg", (size,), 0) if value < 0 else size


def constant(which: str) -> Array:
    return array("constant", (), 0, which)


def size(dimension: Dimension) -> Array:
    return number(dimension) if isinstance(dimension, int) else array("size", (), 0, dimension)


ONE = number(1)


def is_decimal(value: Fraction) -> bool:
    """Has the number finitely many decimal digits?"""
    rest = value.denominator
    for p in (2, 5):
        while rest % p == 0:
            rest //= p
    return rest == 1


def value_of(a: Array) -> Fraction | None:
    """The number that the expression is, if it is one."""
    if a.op == "neg" and a.args[0].op == "number":
        return -a.args[0].data
    return a.data if a.op == "number" else None
