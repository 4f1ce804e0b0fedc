"""Matrix products as array code: in an order that keeps to vectors where it can, with solve for inverses."""
from __future__ import annotations

from itertools import pairwise

from ...language.facts import Fact, has
from ...language.operators import DIAG, IDENTITY, INVERSE, KRON, MATRIX_POWER, NUMBER, ONES, TRANSPOSE
from ...language.terms import Term, make
from ...language.transposing import transposed
from . import making as m
from .arrays import Array

Factors = tuple[Term, ...]
Lowered = dict[Term, Array]


def product(factors: Factors, done: Lowered) -> Array:
    """The product; `done` holds the factors' own expressions.

    Where a column meets a row, the product falls apart: a (bᵀc) dᵀ is a scalar times an outer product.
    """
    factors = tuple(f for f in factors if f.op is not IDENTITY) or factors[:1]
    runs = _runs(_apart(factors))
    values = [_run(r, done) for r in runs]
    outward = [v for v in values if v.ndim]
    scalars = [v for v in values if not v.ndim]
    if len(outward) == 2:
        return m.mul(*scalars, m.outer(*outward))
    return m.mul(*scalars, *outward)


def _apart(factors: Factors) -> Factors:
    """K⁻² is K⁻¹K⁻¹, so that it is solved for, as long as there is something that it multiplies."""
    if len(factors) < 2:
        return factors
    return tuple(x for f in factors for x in _inverses(f))


def _inverses(f: Term) -> Factors:
    if f.op is MATRIX_POWER and f.args[1].op is NUMBER and -4 < f.args[1].data < 0:
        return (make(INVERSE, f.args[0]),) * int(-f.args[1].data)
    return (f,)


def _runs(factors: Factors) -> list[Factors]:
    """The factors, cut where the inner dimension is 1."""
    cuts = [0, *(i for i in range(1, len(factors)) if factors[i].shape[0] == 1), len(factors)]
    return [factors[i:j] for i, j in pairwise(cuts)]


def _run(factors: Factors, done: Lowered) -> Array:
    """A product without an inner dimension of 1: only the first factor may be a row, only the last a column."""
    if len(factors) == 1:
        return _alone(factors[0], done)
    first, last = factors[0], factors[-1]
    if is_ones(first) and first.shape[0] == 1:
        return _summed(_run(factors[1:], done), m.COLUMNS)
    if is_ones(last) and last.is_vector:
        return _summed(_run(factors[:-1], done), m.ROWS)
    if is_mirrored(factors) and len(factors) > 2 and last.is_vector:  # xᵀAᵀAx = ‖Ax‖²
        return m.square(_run(factors[len(factors) // 2 :], done))
    special = [i for i, f in enumerate(factors) if _acts(f)]
    if last.is_vector and (special or first.shape[0] != 1):
        out = done[last]
        for f in reversed(factors[:-1]):
            out = _before(f, out, done)
        return out
    if first.shape[0] == 1:
        out = done[first]
        for f in factors[1:]:
            out = _after(out, f, done)
        return out
    return _matrices(factors, special, done)


def _matrices(factors: Factors, special: list[int], done: Lowered) -> Array:
    if special and special[0] < len(factors) - 1 and not _inverses_only(factors[special[0] :]):
        i = special[0]
        out = _before(factors[i], _run(factors[i + 1 :], done), done)
        return m.matmul(_run(factors[:i], done), out) if i else out
    return _after(_run(factors[:-1], done), factors[-1], done)


def is_mirrored(factors: Factors) -> bool:
    """Is the product AᵀA, with nothing in the middle?"""
    return len(factors) % 2 == 0 and all(transposed(a) is b for a, b in zip(factors, reversed(factors), strict=True))


def _alone(f: Term, done: Lowered) -> Array:
    return done[f] if f in done else m.call("inv", done[f.args[0]], ndim=2)


def _inverses_only(factors: Factors) -> bool:
    return all(_inverted(f) for f in factors)


def _summed(x: Array, over: str) -> Array:
    return m.total(x) if x.ndim == 1 else m.summed(x, over)


def is_ones(t: Term) -> bool:
    return t.op is ONES or (t.op is TRANSPOSE and t.args[0].op is ONES)


def _acts(f: Term) -> bool:
    """Is there something better than to multiply by the factor?"""
    return _inverted(f) is not None or f.op is DIAG


def _inverted(f: Term) -> tuple[Term, bool] | None:
    """(K, transposed), where the factor is K⁻¹ or K⁻ᵀ."""
    if f.op is INVERSE:
        inside = f.args[0]
        return (inside.args[0], True) if inside.op is TRANSPOSE else (inside, False)
    if f.op is TRANSPOSE and f.args[0].op is INVERSE:
        return f.args[0].args[0], True
    return None


def _before(f: Term, x: Array, done: Lowered) -> Array:
    """f·x"""
    if inverted := _inverted(f):
        return m.solve(_matrix(*inverted, done), x)
    if f.op is DIAG:
        d = done[f.args[0]]
        return m.mul(d if x.ndim == 1 else m.column(d), x)
    if x.op == "vec" and f.op is KRON and len(f.args) == 2 and all(1 not in g.shape for g in f.args):
        b, a = f.args  # (B ⊗ A) vec X = vec(A X Bᵀ)
        return m.vec(_turned(b, _before(a, x.args[0], done), done))
    return m.matmul(done[f], x)


def _after(x: Array, f: Term, done: Lowered) -> Array:
    """x·f"""
    if inverted := _inverted(f):
        k, transposed = inverted
        return m.transpose(m.solve(_matrix(k, not transposed, done), m.transpose(x)))
    if f.op is DIAG:
        return m.mul(x, done[f.args[0]])
    return m.matmul(x, done[f])


def _turned(f: Term, x: Array, done: Lowered) -> Array:
    """x·fᵀ"""
    if _acts(f):
        return m.transpose(_before(f, m.transpose(x), done))
    return m.matmul(x, m.transpose(done[f]))


def _matrix(k: Term, transposed: bool, done: Lowered) -> Array:
    return m.transpose(done[k]) if transposed and not has(k, Fact.SYMMETRIC) else done[k]
