"""Parts of a square matrix: below and above its diagonal, and what its diagonals have for sum or mean."""

from __future__ import annotations

from collections.abc import Callable

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import facts
from ..terms import Notation, Op, Term

KEPT_BY_TRIANGLES = {F.DIAGONAL, F.LOWER, F.UPPER, F.NONNEGATIVE}
KEPT_BY_DIAGONALS = {F.SYMMETRIC, F.SKEW, F.DIAGONAL, F.LOWER, F.UPPER, F.NONNEGATIVE, F.POSITIVE}


def _kept(gives: F, kept: set[F]) -> Callable[[Term], set[F]]:
    return lambda t: {gives} | (facts(t.args[0]) & kept)


def _diagonals(np, n: int):
    """The number of the diagonal that each entry stands on, from 0 at the upper right."""
    at = np.arange(n)
    return at[:, None] - at[None, :] + n - 1


def _sums_value(np, a):
    on = _diagonals(np, a.shape[-1])
    one_of = (on == np.arange(2 * a.shape[-1] - 1)[:, None, None]).astype(float)
    return np.einsum("dij,...ij->...d", one_of, a)[..., on]


def _means_value(np, a):
    return _sums_value(np, a) / _sums_value(np, np.ones(a.shape[-2:]))


def _exact(sp, a, mean: bool):
    def entry(i: int, j: int):
        on = [a[k, k + j - i] for k in range(a.rows) if 0 <= k + j - i < a.rows]
        return sp.Add(*on) / (len(on) if mean else 1)

    return sp.Matrix(a.rows, a.cols, entry)


def _square(s: Shape) -> Shape:
    if len(s) != 2 or s[0] != s[1]:
        raise ShapeError(f"triangles and diagonals are those of a square matrix, not of {describe(s)}")
    return s


def _part(name: str, called: str, value: Callable, exact: Callable, known: Callable) -> Op:
    notation = Notation("prefix", called, rf"\operatorname{{{called}}}", called, binds=30)
    return Op(name, _square, notation, value, exact, known, names=(called,))


TRIL = _part(
    "lower triangle",
    "tril",
    lambda np, a: np.tril(a),
    lambda sp, a: a.lower_triangular(),
    _kept(F.LOWER, KEPT_BY_TRIANGLES),
)
TRIU = _part(
    "upper triangle",
    "triu",
    lambda np, a: np.triu(a),
    lambda sp, a: a.upper_triangular(),
    _kept(F.UPPER, KEPT_BY_TRIANGLES),
)
DIAGSUMS = _part(  # every entry replaced by the sum of the diagonal on which it stands
    "sums along diagonals",
    "diagsums",
    _sums_value,
    lambda sp, a: _exact(sp, a, mean=False),
    _kept(F.TOEPLITZ, KEPT_BY_DIAGONALS),
)
DIAGMEANS = _part(  # and by the mean
    "means along diagonals",
    "diagmeans",
    _means_value,
    lambda sp, a: _exact(sp, a, mean=True),
    _kept(F.TOEPLITZ, KEPT_BY_DIAGONALS),
)

TURNED: dict[Op, Op] = {TRIL: TRIU, TRIU: TRIL, DIAGSUMS: DIAGSUMS, DIAGMEANS: DIAGMEANS}
"""The operator of the transpose: tril(M)ᵀ = triu(Mᵀ)."""
