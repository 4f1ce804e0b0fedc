"""Vectors made matrices again, and matrices in blocks: mat, the commutation matrix, inner products block by block."""

from __future__ import annotations

from ..dimensions import Dimension, Shape, describe, divided
from ..errors import ShapeError
from ..facts import Fact as F
from ..terms import Notation, Op, Term
from .leaves import DIMENSION, NUMBER


class Sized(Op):
    """An operator whose last operands are sizes, which its shape depends on: mat(c, m, n)."""

    def shape_of(self, args: tuple[Term, ...]) -> Shape:
        return self.shape(*(a.shape if a.shape else _size(a) for a in args))


def _size(t: Term) -> Dimension:
    if t.op is DIMENSION:
        return t.data
    if t.op is NUMBER and t.data.denominator == 1 and t.data > 0:
        return int(t.data)
    raise ShapeError(f"a size is needed here, not {t}", "sizes are numbers and the sizes of declared symbols")


def _unstacked(c: Shape, m: Dimension, n: Dimension) -> Shape:
    if not isinstance(c, tuple) or isinstance(m, tuple) or isinstance(n, tuple):
        raise ShapeError("mat needs a vector and two sizes", "write mat(c, m, n) for the m×n matrix with vec(A) = c")
    if c != (m * n, 1):
        raise ShapeError(f"mat(c, {m}, {n}) needs a vector of length {m * n}, not {describe(c)}")
    return m, n


def _permuting(m: Dimension, n: Dimension) -> Shape:
    if isinstance(m, tuple) or isinstance(n, tuple):
        raise ShapeError("commutation needs two sizes", "write commutation(m, n) for the K with K vec(A) = vec(Aᵀ)")
    return m * n, m * n


def _of_blocks(a: Shape, whole: Shape) -> Shape:
    """The m×n blocks of a matrix, each of this shape."""
    if len(a) == 2 and len(whole) == 2:
        shape = tuple(divided(w, d) for w, d in zip(whole, a, strict=True))
        if None not in shape and shape != (1, 1):
            return shape
    raise ShapeError(f"{describe(whole)} cannot be cut into blocks by {describe(a)}")


def _mat_value(np, c, m, n):
    rows, columns = _whole(m), _whole(n)
    return np.swapaxes(c.reshape((*c.shape[:-2], columns, rows)), -1, -2)


def _whole(size) -> int:
    return int(size.flat[0].real)


def _commutation_value(np, m, n):
    rows, columns = _whole(m), _whole(n)
    size = rows * columns
    return np.swapaxes(np.eye(size).reshape(columns, rows, size), 0, 1).reshape(1, size, size)


def _in_blocks(a, whole):
    """Axes: block row, row in the block, block column, column in the block."""
    (m, n), (rows, columns) = a.shape[-2:], whole.shape[-2:]
    return whole.reshape((*whole.shape[:-2], m, rows // m, n, columns // n))


def _exact_blocks(whole, m: int, n: int):
    p, q = whole.rows // m, whole.cols // n
    return [[whole[i * p : (i + 1) * p, j * q : (j + 1) * q] for j in range(n)] for i in range(m)]


def _exact_inner_first(sp, a, whole):
    blocks = _exact_blocks(whole, *a.shape)
    out = sp.zeros(*blocks[0][0].shape)
    for i, row in enumerate(blocks):
        for j, block in enumerate(row):
            out += a[i, j] * block
    return out


def _exact_inner_second(sp, b, whole):
    blocks = _exact_blocks(whole, whole.rows // b.rows, whole.cols // b.cols)
    return sp.Matrix([[sum(x * y for x, y in zip(b, block, strict=True)) for block in row] for row in blocks])


MAT = Sized(  # (c, m, n): the m×n matrix A with vec(A) = c
    "mat",
    _unstacked,
    Notation("prefix", "mat", r"\operatorname{mat}", "mat", binds=30),
    names=("mat",),
    value=_mat_value,
    exact=lambda sp, c, m, n: sp.Matrix(int(m), int(n), lambda i, j: c[j * int(m) + i]),
)
COMMUTATION = Sized(  # (m, n): the K with K vec(A) = vec(Aᵀ) for every m×n matrix A
    "commutation matrix",
    _permuting,
    Notation("prefix", "commutation", r"\mathbf{K}", "commutation"),
    names=("commutation",),
    facts=lambda t: {F.ORTHOGONAL, F.NONNEGATIVE} | ({F.SYMMETRIC} if t.args[0] is t.args[1] else set()),
    value=_commutation_value,
    exact=lambda sp, m, n: sp.Matrix(
        int(m * n), int(m * n), lambda r, c: int((r // int(n), r % int(n)) == (c % int(m), c // int(m)))
    ),
)
INNER_FIRST = Op(  # (A, M) ↦ Σ_ij A_ij M_[ij], where M_[ij] are the blocks of M: ⟨A ⊗ B, M⟩ = ⟨B, ⟨A, M⟩₁⟩
    "inner product over the first factor",
    _of_blocks,
    Notation("prefix", "inner1", r"\langle", "inner1", binds=30),
    names=("inner1",),
    value=lambda np, a, whole: np.einsum("...ij,...ipjq->...pq", a, _in_blocks(a, whole)),
    exact=_exact_inner_first,
)
INNER_SECOND = Op(  # (B, M) ↦ the matrix of the ⟨B, M_[ij]⟩: ⟨A ⊗ B, M⟩ = ⟨A, ⟨B, M⟩₂⟩
    "inner product over the second factor",
    _of_blocks,
    Notation("prefix", "inner2", r"\langle", "inner2", binds=30),
    names=("inner2",),
    value=lambda np, b, whole: np.einsum("...pq,...ipjq->...ij", b, _cut(b, whole)),
    exact=_exact_inner_second,
)


def _cut(b, whole):
    """The same axes where the shape of a block is known."""
    (p, q), (rows, columns) = b.shape[-2:], whole.shape[-2:]
    return whole.reshape((*whole.shape[:-2], rows // p, p, columns // q, q))
