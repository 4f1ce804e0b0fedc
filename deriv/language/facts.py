"""Facts: what is known of a term's value. Declared on symbols, inferred upwards, asked for by rules."""
from __future__ import annotations

from collections.abc import Iterable
from enum import Enum
from functools import lru_cache

from .dimensions import Shape
from .terms import Term


class Fact(Enum):
    SYMMETRIC = "symmetric"
    SKEW = "skew"
    DIAGONAL = "diagonal"
    LOWER = "lower triangular"
    UPPER = "upper triangular"
    ORTHOGONAL = "orthogonal"
    INVERTIBLE = "invertible"
    FULL_RANK = "full-rank"
    POSITIVE_DETERMINANT = "positive-determinant"
    SINGULAR = "singular"
    DEFINITE = "positive definite"
    SEMIDEFINITE = "positive semidefinite"
    PRINCIPAL = "no nonpositive eigenvalues"  # none on (−∞, 0]: the principal logarithm and root exist
    REAL_SIMPLE = "real simple eigenvalues"
    POSITIVE = "positive"
    NONNEGATIVE = "nonnegative"
    NONZERO = "nonzero"
    INTEGER = "integer"
    TOEPLITZ = "Toeplitz"
    SINGLE_ENTRY = "single-entry"  # one entry is 1, the others are 0; of a vector, a coordinate vector
    UNIT = "unit"  # of Euclidean length 1
    ONE_LARGEST = "with one largest entry"
    ONE_SMALLEST = "with one smallest entry"
    SIMPLE_LARGEST = "with a simple largest eigenvalue"  # real, and no other has so large a real part
    SIMPLE_SMALLEST = "with a simple smallest eigenvalue"
    ONE_LARGEST_SINGULAR = "with one largest singular value"
    IDENTITY = "identity"  # of a symbol: a variable at the point I

    def __repr__(self) -> str:
        return self.value


F = Fact
OF_PLACES = (F.ONE_LARGEST, F.ONE_SMALLEST, F.SIMPLE_LARGEST, F.SIMPLE_SMALLEST, F.ONE_LARGEST_SINGULAR)
"""Facts that a derivation may take as a condition, and that no symbol is declared with."""

IMPLIED: dict[Fact, tuple[Fact, ...]] = {
    F.DEFINITE: (F.SEMIDEFINITE, F.SYMMETRIC, F.PRINCIPAL),
    F.PRINCIPAL: (F.POSITIVE_DETERMINANT,),
    F.POSITIVE_DETERMINANT: (F.INVERTIBLE,),
    F.INVERTIBLE: (F.FULL_RANK,),
    F.SEMIDEFINITE: (F.SYMMETRIC,),
    F.REAL_SIMPLE: (F.SIMPLE_LARGEST, F.SIMPLE_SMALLEST),
    F.ORTHOGONAL: (F.INVERTIBLE,),
    F.DIAGONAL: (F.SYMMETRIC, F.LOWER, F.UPPER),
    F.POSITIVE: (F.NONNEGATIVE, F.NONZERO),
    F.SINGLE_ENTRY: (F.UNIT, F.NONNEGATIVE),
    F.IDENTITY: (F.DIAGONAL, F.ORTHOGONAL, F.DEFINITE, F.NONNEGATIVE, F.TOEPLITZ),
}

CONTRADICTIONS = ({F.SINGULAR, F.INVERTIBLE}, {F.SKEW, F.SYMMETRIC}, {F.SINGLE_ENTRY, F.INVERTIBLE})
"""Facts that one term is not declared to have together."""


def strongest(facts: Iterable[Fact]) -> tuple[Fact, ...]:
    """Those of the facts that do not follow from another, in a fixed order."""
    facts = set(facts)
    implied = {g for f in facts for g in closed([f]) if g is not f}
    return tuple(f for f in Fact if f in facts - implied)


def adjectives(facts: Iterable[Fact], shape: Shape) -> tuple[str, ...]:
    """How something of this shape is described: positive definite, coordinate."""
    called = {Fact.SINGLE_ENTRY: "coordinate"} if 1 in shape else {}
    return tuple(called.get(f, f.value) for f in strongest(facts))


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
    if {F.SYMMETRIC, F.PRINCIPAL} <= found:
        found |= {F.DEFINITE, F.SEMIDEFINITE}
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


def never(term: Term, fact: Fact) -> bool:
    """Whether what is known of the term rules the fact out."""
    return Fact.SINGULAR in facts(term) and Fact.INVERTIBLE in closed([fact])
