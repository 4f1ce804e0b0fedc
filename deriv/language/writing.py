"""What the writers of text and TeX share: pieces of output, brackets by precedence, signs in front, decimals."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from fractions import Fraction

from .operators import NUMBER
from .terms import Term, subterms

SUMS, SERIES, ENTRYWISE, PRODUCTS, PREFIXES, POWERS, CALLS, ATOMS = 10, 12, 18, 20, 30, 40, 90, 100


@dataclass(frozen=True, slots=True)
class Piece:
    """A written term without the minus in front of it, and how tightly it holds together."""

    body: str
    binds: int = ATOMS
    minus: bool = False
    short: str | None = None  # the body with I, 𝟏, 𝟎 for what could also be written with its size

    def needs_brackets(self, level: int) -> bool:
        """Inside something that binds with `level`."""
        return self.minus or self.binds <= level


Write = Callable[[Term, dict[Term, Piece]], Piece]


def written(term: Term, write: Write) -> dict[Term, Piece]:
    """The piece of every subterm, operands first: a deep term needs no deep stack."""
    pieces: dict[Term, Piece] = {}
    for t in subterms(term):
        pieces[t] = write(t, pieces)
    return pieces


def sign_in_front(factors: tuple[Term, ...]) -> tuple[bool, tuple[Term, ...]]:
    """−2x is 2x behind a minus, −x is x behind a minus."""
    from .operators import number

    first, *rest = factors
    if first.op is not NUMBER or first.data >= 0:
        return False, factors
    if first.data == -1 and rest and rest[0].op is not NUMBER:
        return True, tuple(rest)
    return True, (number(-first.data), *rest)


def decimal(value: Fraction) -> str | None:
    """0.05 for 1/20: fractions whose denominator has both 2 and 5 in it are written with a point, if they end."""
    d = value.denominator
    if d % 10:
        return None
    for p in (2, 5):
        while d % p == 0:
            d //= p
    if d != 1:
        return None
    places = next(k for k in range(1, 200) if (value * 10**k).denominator == 1)
    digits = str(int(value * 10**places)).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}" if places <= 12 else None


__all__ = ["ATOMS", "CALLS", "ENTRYWISE", "POWERS", "PREFIXES", "PRODUCTS", "SERIES", "SUMS", "Piece", "Write", "decimal", "replace", "sign_in_front", "written"]
