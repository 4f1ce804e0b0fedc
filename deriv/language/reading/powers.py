"""Transposes and powers of what stands before them."""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import partial

from .. import operators as ops
from ..build import power
from ..dimensions import describe
from ..facts import Fact, has
from ..operators.entrywise import EXP
from ..terms import Term, make
from .functions import EULER
from .parts import Part, Unsized, filled_at
from .places import Place
from .tokens import Lexeme

FENCED = ("group", "fence")


@dataclass(frozen=True, slots=True)
class Exponent:
    token: Lexeme  # ^ or .^
    part: Part


Mark = Lexeme | Exponent


@dataclass(frozen=True, slots=True)
class Raised:
    """A part with its marks, not yet applied: log(x)² is (log x)², so they wait until a function before it is known."""

    base: Part
    marks: tuple[Mark, ...]

    @property
    def place(self) -> Place:
        last = self.marks[-1]
        return self.base.place.to(last.part.place if isinstance(last, Exponent) else last.place)


def marked(part: Part, marks: Sequence[Mark]) -> Part:
    """The part with its powers and transposes applied, from left to right."""
    part = part.single()
    if part.form == "root":
        raise part.place.error("it is not clear what is under the root", "write √(…)")
    for mark in marks:
        part = raised(part, mark) if isinstance(mark, Exponent) else transposed(part, mark)
    return part


def transposed(part: Part, mark: Lexeme) -> Part:
    place = part.place.to(mark.place)
    if part.form == "number" and part.value.data == 1 and mark.type == "TRANSPOSE":
        part = Part(Unsized(partial(filled_at, ops.ones), cols=1), part.place)
    if part.is_scalar:
        raise place.error("a scalar needs no transpose", "leave it out, or declare a vector or a matrix")
    if mark.type == "INVERTED":
        part = part.map(lambda t: make(ops.INVERSE, t))
    value = part.value.transposed() if isinstance(part.value, Unsized) else make(ops.TRANSPOSE, part.value)
    return Part(value, place)


def raised(part: Part, exponent: Exponent) -> Part:
    place = part.place.to(exponent.part.place)
    k = exponent.part.term
    if part.value is EULER:
        if not k.is_scalar and 1 not in k.shape:
            message = "e to the power of a matrix could be entry by entry or the matrix exponential"
            raise place.error(message, "write exp(X) for entry by entry")
        return Part(make(EXP, k), place)
    if not k.is_scalar:
        raise exponent.part.place.error(f"an exponent is a scalar, not {describe(k.shape)}")
    if exponent.token.sign == ".^":
        found = part.map(lambda t: make(ops.HADAMARD_POWER, t, k), place)
    else:
        if not part.is_scalar:
            if exponent.token.sign == "**@":
                message = "beside @, it is not clear which power ** is"
                raise place.error(message, "write ^ for products of the matrix, .^ for entry by entry")
            check_matrix_power(part.value, k, place)
        found = part.map(lambda t: power(t, k), place)
    return replace(found, place=place, form="fence" if part.form in FENCED else "")


def check_matrix_power(base: Term | Unsized, k: Term, place: Place) -> None:
    """Only a square matrix has powers, and only whole powers."""
    if isinstance(base, Term) and not base.is_square:
        hint = "write x.^2 entry by entry" + (", x'*x or ‖x‖² for the squared length" if base.is_vector else "")
        raise place.error(f"a power needs a square matrix, not {describe(base.shape)}", hint)
    if has(k, Fact.INTEGER):
        return
    if k.op is ops.NUMBER:
        message = "powers of a matrix that are not whole are not among the functions that deriv can derive yet"
        root = "sqrtm(X) is the root of a matrix, X.^(1/2) is entry by entry"
        raise place.error(message, root if k.data == Fraction(1, 2) else "X.^k is entry by entry")
    raise place.error("the exponent of a matrix must be a whole number", "declare it so, such as k: positive integer")
