"""Entries, sums over an index, and the value of a named function at a point.

These bind or look up names, so the evaluator gives them their meaning: the index of Σ runs over whole numbers.
"""

from __future__ import annotations

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..terms import Notation, Op


def _entry(s: Shape, *indices: Shape) -> Shape:
    if len(s) != 2 or (len(indices) != 2 and s[1] != 1):
        raise ShapeError(f"{len(indices)} indices do not fit {describe(s)}")
    return ()


def _body(index: Shape, low: Shape, high: Shape, body: Shape) -> Shape:
    return body


def _result(f: Shape, *arguments: Shape) -> Shape:
    return f


ENTRY = Op("entry", _entry, Notation("own"))  # (A, i, j) or (a, i); indices count from 1
SIGMA = Op("Σ", _body, Notation("own", binds=12))  # (index, first, last, body)
VALUE = Op("value", _result, Notation("own"))  # (f, arguments...): f(X), where f is a symbol of the result's shape
