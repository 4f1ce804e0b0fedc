"""The powers of a matrix that a sum runs through, each made from the one before."""
from __future__ import annotations

from collections.abc import Callable, Sequence

from . import making as m
from .arrays import ONE, Array, array, parts, rebuilt, size


def listing(results: Sequence[Array]) -> Callable[[Array, tuple[Array, ...]], Array | None]:
    """Takes Mʳ inside Σ_r from a list of the powers of M."""
    indices = frozenset(a.args[0] for a in parts(*results) if a.op == "sigma")
    return lambda a, args: _looked_up(*args, indices) if a.op == "sigma" else None


def _looked_up(index: Array, low: Array, stop: Array, body: Array, indices: frozenset[Array]) -> Array | None:
    found: dict[Array, Array] = {}
    for a in parts(body):
        if a.op == "matrix_power" and (last := _largest(a.args[1], index, low, stop)):
            if indices.isdisjoint(parts(a.args[0], last)):
                powers = array("powers", (m.call("eye", size(a.data), ndim=2), a.args[0], last), 3)
                found[a] = array("index", (powers, a.args[1]), 2)
    if not found:
        return None
    (body,) = rebuilt([body], lambda a, args: found.get(a))
    return array("sigma", (index, low, stop, body), body.ndim)


def _largest(exponent: Array, index: Array, low: Array, stop: Array) -> Array | None:
    """The largest exponent, where it is the index, or goes up or down with it."""
    summands = exponent.args if exponent.op == "+" else (exponent,)
    rest = [x for x in summands if x not in (index, m.neg(index))]
    if len(rest) != len(summands) - 1 or any(index in parts(x) for x in rest):
        return None
    return m.add(*rest, m.subtract(stop, ONE) if index in summands else m.neg(low))
