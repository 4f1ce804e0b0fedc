"""One representative for scalars that are equal by transposition or by the cyclic property of the trace."""

from __future__ import annotations

from functools import lru_cache
from hashlib import blake2b

from ...language.operators import HADAMARD, INNER, PRODUCT, TRACE
from ...language.terms import Term, make, with_args
from ...language.transposing import transposed


@lru_cache(maxsize=100_000)
def key(term: Term) -> str:
    """An order of terms that depends on what they are and not on when they were made; as short for a large term."""
    data = term.data[0] if isinstance(term.data, tuple) else term.data
    told = (term.op.name, str(data), str(term.shape), *map(key, term.args))
    return blake2b("\0".join(told).encode(), digest_size=16).hexdigest()


def _least(terms) -> Term:
    return min(terms, key=key)


@lru_cache(maxsize=100_000)
def commuted(term: Term) -> Term:
    """The factors of every Hadamard product in one order: a ⊙ b and b ⊙ a are alike."""
    args = tuple(commuted(a) for a in term.args)
    if term.op is HADAMARD:
        args = tuple(sorted(args, key=key))
    return with_args(term, args) if args else term


@lru_cache(maxsize=100_000)
def canonical(term: Term) -> Term:
    """aᵀWb and bᵀWᵀa have one canonical form, and so have tr AB, tr BA and tr BᵀAᵀ."""
    if term.op is PRODUCT and term.is_scalar:
        return _least((term, make(PRODUCT, *(transposed(a) for a in reversed(term.args)))))
    if term.op is TRACE:
        inside = term.args[0]
        rotated = (_least_rotation(_factors(t)) for t in (inside, transposed(inside)))
        return make(TRACE, make(PRODUCT, *min(rotated, key=_keys)))
    if term.op is INNER:
        return make(INNER, *sorted(term.args, key=key))
    return term


def _factors(t: Term) -> tuple[Term, ...]:
    return t.args if t.op is PRODUCT else (t,)


def _keys(factors: tuple[Term, ...]) -> tuple[str, ...]:
    return tuple(map(key, factors))


def _least_rotation(factors: tuple[Term, ...]) -> tuple[Term, ...]:
    """Of the rotations that leave no row at the beginning, the one whose keys come first."""
    n, keys = len(factors), _keys(factors)
    starts = [i for i in range(n) if n == 1 or factors[i].shape[0] != 1]
    first = min(keys[i] for i in starts)
    best = min((i for i in starts if keys[i] == first), key=lambda i: keys[i:] + keys[:i])
    return factors[best:] + factors[:best]
