"""What the writers of text and TeX share: pieces of output, precedence, the sign in front, decimals."""
from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction

from .operators import NUMBER, number
from .terms import Term

SUMS, SERIES, ENTRYWISE, PRODUCTS, PREFIXES, POWERS, CALLS, ATOMS = 10, 12, 18, 20, 30, 40, 90, 100
"""How tightly each kind of writing holds together: the scale of Notation.binds, and of what has brackets of its own."""


class Ends(Enum):
    """How a piece ends, where that decides what may stand directly after it."""

    PLAINLY = "plainly"
    NUMBER = "number"
    BRACKET = "bracket"  # of a group; nothing keeps (a + b)(c + d) apart
    CALL = "call"  # tr(X)
    OPEN = "open"  # a bare exponent, root or index, which would take what follows into itself
    FRACTION = "fraction"


@dataclass(frozen=True, slots=True)
class Piece:
    """A written term, without the minus in front of it if it has one."""

    body: str
    binds: int = ATOMS
    minus: bool = False
    ends: Ends = Ends.PLAINLY


def sign_in_front(factors: tuple[Term, ...]) -> tuple[bool, tuple[Term, ...]]:
    """−2x is 2x behind a minus, −x is x behind a minus."""
    first, *rest = factors
    if first.op is not NUMBER or first.data >= 0:
        return False, factors
    if first.data == -1 and rest and rest[0].op is not NUMBER:
        return True, tuple(rest)
    return True, (number(-first.data), *rest)


def decimal(value: Fraction) -> str | None:
    """0.05 for 1/20: a fraction is written with a point if that ends and both 2 and 5 divide the denominator."""
    d = value.denominator
    if d % 10:
        return None
    places = 0
    while (value * 10**places).denominator != 1:
        places += 1
        if places > 12:
            return None
    digits = str(value.numerator * 10**places // d).rjust(places + 1, "0")
    return f"{digits[:-places]}.{digits[-places:]}"
