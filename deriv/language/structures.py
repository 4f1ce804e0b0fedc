"""Structures that a variable and its directions keep: linear spaces of square matrices, such as all symmetric ones.

The gradient within a space is the part of G in it: its orthogonal projection for ⟨A, B⟩ = tr(AᵀB). The array of
shared entries counts entries that must move together as one variable, and gives the slope along each of these.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from fractions import Fraction

from .build import add, scaled, subtract
from .dimensions import Dimension, describe
from .errors import DerivError
from .facts import Fact, closed, facts, has
from .operators import DIAGMEANS, DIAGSUMS, HADAMARD, SUM, SYMBOL, TRANSPOSE, TRIL, TRIU, eye, number, ones
from .terms import Term, leaf, make
from .transposing import transposed

F = Fact
HALF = number(Fraction(1, 2))


@dataclass(frozen=True, eq=False)
class Structure:
    """`part` projects a matrix onto the space. `entries` makes of G the array of slopes along the shared entries.

    `shared` says of each entry in how many places its variable stands.
    """

    name: str
    facts: frozenset[Fact]
    part: Callable[[Term], Term]
    entries: Callable[[Term], Term]
    shared: Callable[[Dimension], Term]

    @property
    def adjective(self) -> str:
        """The name as it stands in a sentence."""
        return self.name.replace("toeplitz", "Toeplitz")

    @property
    def implied(self) -> frozenset[Fact]:
        """All that is known of every matrix in the space."""
        return closed(self.facts)

    @property
    def ties(self) -> bool:
        """Are there entries that must move together?"""
        return self.entries is not self.part

    def __contains__(self, matrix: Term) -> bool:
        return has(matrix, *self.facts)


def _flipped(m: Term) -> Term:
    """Mᵀ; summand by summand where one of them is its own transpose."""
    if m.op is SUM and any(transposed(p) is p for p in m.args):
        return add(*(make(TRANSPOSE, p) for p in m.args))
    return make(TRANSPOSE, m)


def _on_diagonal(m: Term) -> Term:
    return make(HADAMARD, m, eye(m.shape[0]))


def _symmetric(m: Term) -> Term:
    return scaled(HALF, add(m, _flipped(m)))


def _with_its_mirror(m: Term) -> Term:
    """M + Mᵀ off the diagonal, M on it."""
    return subtract(add(m, _flipped(m)), _on_diagonal(m))


def _once(n: Dimension) -> Term:
    return ones(n, n)


def _twice(n: Dimension) -> Term:
    return scaled(number(2), ones(n, n))


def _twice_off_diagonal(n: Dimension) -> Term:
    return subtract(_twice(n), eye(n))


def _structure(name: str, *known: Fact, part, entries=None, shared=_once) -> Structure:
    return Structure(name, frozenset(known), part, entries or part, shared)


STRUCTURES: dict[str, Structure] = {
    s.name: s
    for s in (
        _structure("symmetric", F.SYMMETRIC, part=_symmetric, entries=_with_its_mirror, shared=_twice_off_diagonal),
        _structure("diagonal", F.DIAGONAL, part=_on_diagonal),
        _structure("lower triangular", F.LOWER, part=TRIL),
        _structure("upper triangular", F.UPPER, part=TRIU),
        _structure(
            "skew",
            F.SKEW,
            part=lambda m: scaled(HALF, subtract(m, _flipped(m))),
            entries=lambda m: subtract(m, _flipped(m)),
            shared=_twice,
        ),
        _structure(
            "toeplitz", F.TOEPLITZ, part=DIAGMEANS, entries=DIAGSUMS, shared=lambda n: make(DIAGSUMS, _once(n))
        ),
        _structure(
            "symmetric toeplitz",
            F.SYMMETRIC,
            F.TOEPLITZ,
            part=lambda m: make(DIAGMEANS, _symmetric(m)),
            entries=lambda m: make(DIAGSUMS, _with_its_mirror(m)),
            shared=lambda n: make(DIAGSUMS, _twice_off_diagonal(n)),
        ),
    )
}


def kept_by(variable: Term, structure: str) -> Term:
    """The variable with the structure among its properties; DerivError where it cannot have it."""
    space = STRUCTURES[structure]
    if not variable.is_square:
        what = "a scalar" if variable.is_scalar else describe(variable.shape)
        hint = "leave structure out, or declare a square matrix"
        raise DerivError(f"only a square matrix can be {space.adjective}; {variable} is {what}", hint)
    wanted, known = space.implied, facts(variable)
    both = closed(wanted | known)
    only_zero = F.SKEW in both and bool(both & {F.SYMMETRIC, F.LOWER, F.UPPER})
    only_diagonal = F.DIAGONAL in both and F.DIAGONAL not in wanted | known
    if only_zero or only_diagonal:
        own = next(f for f in (F.SKEW, F.DIAGONAL, F.SYMMETRIC, F.LOWER, F.UPPER) if f in known - wanted)
        hint = f"leave structure out, or declare a {space.adjective} matrix"
        raise DerivError(f"{variable} is {own.value}, and its directions cannot be {space.adjective} too", hint)
    name, _ = variable.data
    return leaf(SYMBOL, (name, both), *variable.shape)
