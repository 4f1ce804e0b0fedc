"""What has been read so far: terms with their place in the text, and things that take their size from their neighbours."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from ..build import times
from ..dimensions import Dimension, Shape, describe
from ..errors import FormulaError, ShapeError
from ..operators import PRODUCT
from ..terms import Term, make


@dataclass(frozen=True, slots=True)
class Unsized:
    """I, 𝟏, 𝟎, O(ε²) and what is made of them, before the neighbours tell the size; `at` a shape it is a term."""

    at: Callable[[Shape], Term]
    rows: Dimension | None = None
    cols: Dimension | None = None
    square: bool = False

    def map(self, f: Callable[[Term], Term]) -> Unsized:
        return replace(self, at=lambda shape: f(self.at(shape)))

    @property
    def transposed(self) -> Unsized:
        from ..operators import TRANSPOSE

        return replace(self, at=lambda shape: make(TRANSPOSE, self.at(shape[::-1])), rows=self.cols, cols=self.rows)


Value = Term | Unsized


@dataclass(frozen=True, slots=True)
class Part:
    """A value and the place where it stands. `form` tells how it was written, where that matters to what it means."""

    value: Value | tuple
    start: int
    end: int
    form: str = ""  # number, group, list, fence, root, open (a function whose argument has no brackets)

    def raised(self, error: ShapeError) -> FormulaError:
        """The error at this place."""
        return FormulaError(error.message, start=self.start, end=self.end, hint=error.hint)

    @property
    def term(self) -> Term:
        if isinstance(self.value, Unsized):
            raise FormulaError("the size of this cannot be told from the formula", start=self.start, end=self.end,
                               hint="write eye(n), ones(n) or zeros(m, n) with the size")
        return self.value

    @property
    def is_scalar(self) -> bool:
        return isinstance(self.value, Term) and self.value.is_scalar


def sized(u: Unsized) -> Value:
    """The term, where rows and columns are already known."""
    rows, cols = (u.rows or u.cols, u.cols or u.rows) if u.square else (u.rows, u.cols)
    return u.at((rows, cols)) if rows is not None and cols is not None else replace(u, rows=rows, cols=cols)


def identity_at(shape: Shape) -> Term:
    from ..operators import eye

    if len(shape) != 2 or shape[0] != shape[1]:
        raise ShapeError(f"I is square, but {describe(shape)} is needed here", "write ones(n) to add to a vector")
    return eye(shape[0])


def rows(v: Value) -> Dimension | None:
    return v.shape[0] if isinstance(v, Term) else v.rows


def cols(v: Value) -> Dimension | None:
    return v.shape[1] if isinstance(v, Term) else v.cols


def runs(factors: Sequence[Part]) -> Iterator[list[Part]]:
    """The factors in runs that can be multiplied: aᵀb A is the number aᵀb times A, since b and A do not fit."""
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


def chained(values: Sequence[Value], height: Dimension | None = None, width: Dimension | None = None) -> Value:
    """The matrix product; whatever has no size yet takes it from its neighbours, or from the whole."""
    if all(isinstance(v, Term) for v in values):
        return times(*values)
    known = [[rows(v), cols(v)] for v in values]
    known[0][0] = known[0][0] or height
    known[-1][1] = known[-1][1] or width
    last = len(values) - 1
    for order, here, there, step in ((range(last + 1), 0, 1, -1), (range(last, -1, -1), 1, 0, 1)):
        for i in order:
            if 0 <= i + step <= last:
                known[i][here] = known[i][here] or known[i + step][there]
            if isinstance(values[i], Unsized) and values[i].square:
                known[i] = [known[i][0] or known[i][1]] * 2
    if all(r is not None and c is not None for r, c in known):
        return times(*(v if isinstance(v, Term) else v.at(tuple(k)) for v, k in zip(values, known, strict=True)))
    return Unsized(lambda shape: _closed(values, shape), known[0][0], known[-1][1])


def _closed(values: Sequence[Value], shape: Shape) -> Term:
    found = chained(values, *shape) if len(shape) == 2 else None
    if not isinstance(found, Term):
        raise ShapeError("a size inside this product cannot be told from the formula", "write eye(n) or ones(n) with the size")
    return found


def multiplied(factors: Sequence[Part], between: Callable[[Part, Part], tuple[int, int]]) -> Value:
    """The product of scalars, matrices and things without a size; `between` gives the place of the sign between two."""
    matrices = [f for f in factors if not f.is_scalar]
    found = [(run, chained([f.value for f in run])) for run in runs(matrices)]
    open_runs = [(run, v) for run, v in found if not (isinstance(v, Term) and v.is_scalar)]
    if len(open_runs) > 1:
        (left, a), (right, b) = open_runs[:2]
        start, end = between(left[-1], right[0])
        try:
            make(PRODUCT, *(v if isinstance(v, Term) else Part(v, left[0].start, right[-1].end).term for v in (a, b)))
        except ShapeError as error:
            raise FormulaError(error.message, start=start, end=end, hint=error.hint) from None
        raise FormulaError("these factors do not fit together", start=start, end=end, hint="put brackets around each scalar")
    scalars = [(f.start, f.value) for f in factors if f.is_scalar]
    scalars += [(run[0].start, v) for run, v in found if isinstance(v, Term) and v.is_scalar]
    numbers = [v for _, v in sorted(scalars, key=lambda s: s[0])]
    if not open_runs:
        return times(*numbers)
    value = open_runs[0][1]
    if isinstance(value, Unsized):
        return value.map(lambda t: times(*numbers, t)) if numbers else value
    return times(*numbers, value)
