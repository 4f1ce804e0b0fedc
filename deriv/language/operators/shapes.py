"""What operators of several families ask of the shapes of their operands."""

from __future__ import annotations

from ..dimensions import Shape, describe
from ..errors import ShapeError


def square(s: Shape) -> Shape:
    if len(s) != 2 or s[0] != s[1]:
        raise ShapeError(f"a square matrix is needed here, not {describe(s)}")
    return s


def scalar_of_square(s: Shape) -> Shape:
    square(s)
    return ()
