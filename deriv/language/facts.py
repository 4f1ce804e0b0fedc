"""Facts: what is known of a term's value. Declared on symbols, inferred upwards, asked for by rules."""
from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from .terms import Term


class Fact(Enum):
    SYMMETRIC = "symmetric"
    SKEW = "skew"
    DIAGONAL = "diagonal"
    LOWER = "lower triangular"
    UPPER = "upper triangular"
    ORTHOGONAL = "orthogonal"
    INVERTIBLE = "invertible"
    SINGULAR = "singular"
    DEFINITE = "positive definite"
    SEMIDEFINITE = "positive semidefinite"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NONZERO = "nonzero"
    INTEGER = "integer"

    def __repr__(self) -> str:
        return self.value


F = Fact
IMPLIED: dict[Fact, tuple[Fact, ...]] = {
    F.DEFINITE: (F.SEMIDEFINITE, F.SYMMETRIC, F.INVERTIBLE),
    F.SEMIDEFINITE: (F.SYMMETRIC,),
    F.ORTHOGONAL: (F.INVERTIBLE,),
    F.DIAGONAL: (F.SYMMETRIC, F.LOWER, F.UPPER),
    F.POSITIVE: (F.NONNEGATIVE, F.NONZERO),
}


def closed(facts: Iterable[Fact]) -> frozenset[Fact]:
    """The facts and all that follows from them."""
    found, todo = set(), list(facts)
    while todo:
        f = todo.pop()
        if f not in found:
            found.add(f)
            todo.extend(IMPLIED.get(f, ()))
    if {F.LOWER, F.UPPER} <= found or {F.LOWER, F.SYMMETRIC} <= found or {F.UPPER, F.SYMMETRIC} <= found:
        found |= {F.DIAGONAL, F.SYMMETRIC, F.LOWER, F.UPPER}
    return frozenset(found)


@lru_cache(maxsize=100_000)
def facts(term: Term) -> frozenset[Fact]:
    """What is known of the term's value."""
    return closed(term.op.facts(term) if term.op.facts else ())


def has(term: Term, *wanted: Fact) -> bool:
    return facts(term).issuperset(wanted)


def common(args: Iterable[Term], *wanted: Fact) -> set[Fact]:
    """Those of the wanted facts that every operand has."""
    args = tuple(args)
    return {f for f in wanted if all(f in facts(a) for a in args)}
