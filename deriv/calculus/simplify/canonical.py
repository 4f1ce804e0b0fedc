"""One representative for scalars that are equal by transposition or by the cyclic property of the trace."""

from __future__ import annotations

from functools import lru_cache

from ...language.operators import HADAMARD, INNER, PRODUCT, TRACE
from ...language.terms import Term, make, with_args
from ...language.transposing import transposed


@lru_cache(maxsize=100_000)
def key(term: Term) -> tuple:
    """An order of terms that depends on what they are and not on when they were made."""
    if not term.args:
        return (term.op.name, str(term.data[0] if isinstance(term.data, tuple) else term.data), str(term.shape))
    return (term.op.name, "", *(key(a) for a in term.args))


def _least(terms) -> Term:
    return min(terms, key=lambda t: repr(key(t)))


@lru_cache(maxsize=100_000)
def commuted(term: Term) -> Term:
    """The factors of every Hadamard product in one order: a ⊙ b and b ⊙ a are alike."""
    args = tuple(commuted(a) for a in term.args)
    if term.op is HADAMARD:
        args = tuple(sorted(args, key=lambda t: repr(key(t))))
    return with_args(term, args) if args else term


@lru_cache(maxsize=100_000)
def canonical(term: Term) -> Term:
    """aᵀWb and bᵀWᵀa have one canonical form, and so have tr AB, tr BA and tr BᵀAᵀ."""
    if term.op is PRODUCT and term.is_scalar:
        return _least((term, make(PRODUCT, *(transposed(a) for a in reversed(term.args)))))
    if term.op is TRACE:
        inside = term.args[0]
        flipped = transposed(inside)
        return _least(make(TRACE, r) for t in (inside, flipped) for r in _rotations(t))
    if term.op is INNER:
        return make(INNER, *sorted(term.args, key=lambda t: repr(key(t))))
    return term


def _rotations(t: Term):
    if t.op is not PRODUCT:
        return (t,)
    f = t.args
    return tuple(
        make(PRODUCT, *f[i:], *f[:i])
        for i in range(len(f))
        if f[i].shape[0] == f[i - 1].shape[1] and f[i].shape[0] != 1
    )
