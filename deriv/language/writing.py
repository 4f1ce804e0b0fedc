"""What the writers of text and TeX share: pieces of output, precedence, the sign in front, decimals."""
from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, IntEnum
from fractions import Fraction

from . import operators as ops
from .operators.entrywise import ABS, EXP
from .terms import Op, Term


class Level(IntEnum):
    """How tightly each kind of writing holds together: the scale of Notation.binds, and what has its own brackets."""

    SUMS = 10
    SERIES = 12
    ENTRYWISE = 18
    PRODUCTS = 20
    PREFIXES = 30
    POWERS = 40
    CALLS = 90
    ATOMS = 100


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
    binds: Level = Level.ATOMS
    minus: bool = False
    ends: Ends = Ends.PLAINLY


def sign_in_front(factors: tuple[Term, ...]) -> tuple[bool, tuple[Term, ...]]:
    """−2x is 2x behind a minus, −x is x behind a minus."""
    first, *rest = factors
    if first.op is not ops.NUMBER or first.data >= 0:
        return False, factors
    if first.data == -1 and rest and rest[0].op is not ops.NUMBER:
        return True, tuple(rest)
    return True, (ops.number(-first.data), *rest)


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


INDEXED_NORMS = (ops.FROBENIUS, ops.SPECTRAL, ops.NUCLEAR, ops.NORM1, ops.NORMINF, ops.NORMP)


def norm_index(t: Term, infinity: str) -> str:
    """What stands below the bars of a norm, one character; empty where only normp(x, p) can say it."""
    if t.op is not ops.NORMP:
        indices = {ops.FROBENIUS: "F", ops.SPECTRAL: "2", ops.NUCLEAR: "*", ops.NORM1: "1", ops.NORMINF: infinity}
        return indices[t.op]
    p = t.args[1]
    index = str(p.data) if p.op is ops.NUMBER else p.data[0] if p.op in (ops.SYMBOL, ops.LETTER) else ""
    return index if len(index) == 1 and index.isascii() and index != "F" else ""


_BARE = re.compile(r"\\(log|sin|cos|tan|sinh|cosh|tanh|arctan|exp)")


def without_brackets(op: Op) -> bool:
    """Whether the argument may follow at once: log|X| is clear, while f|X| looks like a product."""
    return isinstance(op, ops.ScalarFunction) and bool(_BARE.fullmatch(op.notation.tex))


METHODS: dict[Op, str] = {
    op: name
    for name, found in {
        "symbol": (ops.SYMBOL, ops.LETTER), "constant": (ops.CONSTANT,), "number": (ops.NUMBER,),
        "dimension": (ops.DIMENSION,), "identity": (ops.IDENTITY,), "ones": (ops.ONES,), "zero": (ops.ZERO,),
        "remainder": (ops.REMAINDER,), "sum": (ops.SUM,), "times": (ops.TIMES,), "scale": (ops.SCALE,),
        "product": (ops.PRODUCT,), "divide": (ops.DIVIDE,), "entry_by_entry": (ops.HADAMARD, ops.HADAMARD_DIVIDE),
        "kronecker": (ops.KRON,), "power": (ops.POWER, ops.MATRIX_POWER), "entrywise_power": (ops.HADAMARD_POWER,),
        "inverse": (ops.INVERSE,), "pseudo_inverse": (ops.PINV,), "transpose": (ops.TRANSPOSE,),
        "exp": (EXP,), "absolute": (ABS,),
        "fence": (ops.DET, ops.NORM, ops.INNER, *INDEXED_NORMS), "value": (ops.VALUE,), "entry": (ops.ENTRY,),
        "series": (ops.SIGMA,), "mat": (ops.MAT,), "commutation": (ops.COMMUTATION,),
        "partial_inner": (ops.INNER_FIRST, ops.INNER_SECOND),
    }.items()
    for op in found
}


def method(op: Op) -> str:
    """The method of a writer for an operator; functions without one of their own are written as name(…)."""
    if op in METHODS:
        return METHODS[op]
    if op.notation.kind == "prefix":
        return "function"
    if op.notation.kind == "applied":
        return "applied"
    raise TypeError(f"no way to write {op}")
