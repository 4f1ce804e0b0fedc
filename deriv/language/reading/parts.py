"""What has been read so far: terms with their place, and things that take their size from their neighbours."""
from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from ..dimensions import Dimension, Shape, describe
from ..errors import ShapeError
from ..operators import TRANSPOSE, eye
from ..terms import Term, make
from .places import Place


@dataclass(frozen=True, slots=True)
class Unsized:
    """I, 𝟏, 𝟎, O(ε²) and what is made of them, before the neighbours tell the size; `at` a shape it is a term."""

    made: Callable[[Shape], Term]
    rows: Dimension | None = None
    cols: Dimension | None = None
    square: bool = False

    def at(self, shape: Shape) -> Term:
        if shape == (1, 1):
            raise ShapeError("a matrix of one entry is a scalar here", "leave it out, or write its size")
        known = (self.rows, self.cols) if shape else ()
        if any(k is not None and k != given for k, given in zip(known, shape, strict=True)):
            hint = "𝟏 is a column; write 𝟏ᵀ for a row, ones(m, n) for a matrix"
            raise ShapeError(f"{describe(shape)} is needed here", hint)
        return self.made(shape)

    def map(self, f: Callable[[Term], Term]) -> Unsized:
        """f of it, where f keeps the shape."""
        return replace(self, made=lambda shape: f(self.made(shape)))

    def transposed(self) -> Unsized:
        return Unsized(lambda s: make(TRANSPOSE, self.made(s[::-1])), self.cols, self.rows, self.square)


Value = Term | Unsized


@dataclass(frozen=True, slots=True)
class Part:
    """A value, where it stands, and how it was written where that matters to what it means.

    number; group (in brackets); list (in brackets with commas); fence (in bars, under a root or in a fraction);
    root (a root without brackets); open (a function whose argument has no brackets).
    """

    value: Value | tuple[Part, ...]
    place: Place
    form: str = ""

    @property
    def term(self) -> Term:
        if isinstance(self.value, Unsized):
            hint = "write eye(n), ones(n) or zeros(m, n) with the size"
            raise self.place.error("the size of this cannot be told from the formula", hint)
        return self.value

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.value, Term) and self.value.is_scalar

    def single(self) -> Part:
        """The part, if it is not a list."""
        if isinstance(self.value, tuple):
            raise self.place.error("a comma has no meaning here")
        return self

    def map(self, f: Callable[[Term], Term], place: Place | None = None) -> Part:
        """f of the value, where f keeps the shape; a misfit stands at `place`."""
        if isinstance(self.value, Unsized):
            return Part(self.value.map(f), self.place)
        try:
            return Part(f(self.value), self.place)
        except ShapeError as error:
            raise (place or self.place).misfit(error) from None

    def beside(self, other: Part) -> Part:
        """The part in the shape of the other, if its own size is open."""
        if isinstance(self.value, Unsized) and isinstance(other.value, Term):
            try:
                return replace(self, value=self.value.at(other.value.shape))
            except ShapeError as error:
                raise self.place.misfit(error) from None
        return self


def filled_at(make: Callable[..., Term], shape: Shape) -> Term:
    """𝟏 or 𝟎."""
    if len(shape) != 2:
        raise ShapeError(f"a vector of one number stands where {describe(shape)} is needed", "write the number")
    return make(*shape)


def identity_at(shape: Shape) -> Term:
    if len(shape) != 2 or shape[0] != shape[1]:
        raise ShapeError(f"I is square, but {describe(shape)} is needed here", "write ones(n) to add to a vector")
    return eye(shape[0])
