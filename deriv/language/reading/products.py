"""Factors side by side: scalars in front, and I or 𝟏 in the size that its neighbours tell."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from ..build import times
from ..dimensions import Dimension, Shape
from ..errors import ShapeError
from ..operators import PRODUCT
from ..terms import Term, make
from .parts import Part, Unsized, Value
from .places import Place

Between = Callable[[Part, Part], Place]
"""Where the sign between two factors stands, or the two, if there is no sign."""


def multiplied(factors: Sequence[Part], between: Between) -> Part:
    """The product of scalars, matrices and things without a size."""
    if len(factors) == 1:
        return factors[0]
    runs = [(run, product(run)) for run in fitting([f for f in factors if not f.is_scalar])]
    matrices = [(run, v) for run, v in runs if not (isinstance(v, Term) and v.is_scalar)]
    if len(matrices) > 1:
        raise misfit(*matrices[:2], between)
    scalars = [(f.place.start, f.value) for f in factors if f.is_scalar]
    scalars += [(run[0].place.start, v) for run, v in runs if isinstance(v, Term) and v.is_scalar]
    numbers = [v for _, v in sorted(scalars, key=lambda s: s[0])]
    place = factors[0].place.to(factors[-1].place)
    if not matrices:
        return Part(times(*numbers), place)
    return Part(matrices[0][1], place).map(lambda t: times(*numbers, t))


def misfit(a: tuple[list[Part], Value], b: tuple[list[Part], Value], between: Between):
    """The error for two products that cannot be multiplied."""
    place = between(a[0][-1], b[0][0])
    terms = [Part(v, run[0].place.to(run[-1].place)).term for run, v in (a, b)]
    try:
        make(PRODUCT, *terms)
    except ShapeError as error:
        return place.misfit(error)
    return place.error("these factors do not fit together", "put brackets around each scalar")


def rows(v: Value) -> Dimension | None:
    return v.shape[0] if isinstance(v, Term) else v.rows


def cols(v: Value) -> Dimension | None:
    return v.shape[1] if isinstance(v, Term) else v.cols


def fitting(factors: Sequence[Part]) -> Iterator[list[Part]]:
    """The factors in runs that can be multiplied: in aᵀb A the run aᵀb is a scalar, since b and A do not fit."""
    run: list[Part] = []
    for f in factors:
        if run:
            left, right = cols(run[-1].value), rows(f.value)
            closed = rows(run[0].value) == 1 and left == 1
            if (closed and right != 1) or (left is not None and right is not None and left != right):
                yield run
                run = []
        run.append(f)
    if run:
        yield run


def product(run: Sequence[Part]) -> Value:
    try:
        return chained([f.value for f in run])
    except ShapeError as error:
        raise run[0].place.to(run[-1].place).misfit(error) from None


def chained(values: Sequence[Value], height: Dimension | None = None, width: Dimension | None = None) -> Value:
    """The matrix product; whatever has no size yet takes it from its neighbours, or from the size of the whole."""
    known = [[rows(v), cols(v)] for v in values]
    known[0][0] = known[0][0] or height
    known[-1][1] = known[-1][1] or width
    n = len(values)
    for order, side, step in ((range(n), 0, -1), (range(n - 1, -1, -1), 1, 1)):
        for i in order:
            if 0 <= i + step < n:
                known[i][side] = known[i][side] or known[i + step][1 - side]
            if isinstance(values[i], Unsized) and values[i].square:
                known[i] = [known[i][0] or known[i][1]] * 2
    if all(r is not None and c is not None for r, c in known):
        return times(*(v if isinstance(v, Term) else v.at(tuple(k)) for v, k in zip(values, known, strict=True)))
    return Unsized(lambda shape: _at(values, shape), known[0][0], known[-1][1])


def _at(values: Sequence[Value], shape: Shape) -> Term:
    found = chained(values, *shape) if len(shape) == 2 else None
    if not isinstance(found, Term):
        hint = "write eye(n) or ones(n) with the size"
        raise ShapeError("a size inside this product cannot be told from the formula", hint)
    return found
