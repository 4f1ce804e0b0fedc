"""Between vectors and matrices: diag, diagvec, sum of entries, vec, Kronecker product."""

from __future__ import annotations

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import common, facts
from ..terms import Notation, Op


def _vector_to_matrix(s: Shape) -> Shape:
    if len(s) != 2 or s[1] != 1:
        raise ShapeError(f"diag needs a vector, not {describe(s)}", "diagvec(X) takes the diagonal of a matrix")
    return s[0], s[0]


def _diagonal_of(s: Shape) -> Shape:
    if len(s) != 2 or s[0] != s[1]:
        raise ShapeError(f"diagvec needs a square matrix, not {describe(s)}", "diag(x) makes a matrix from a vector")
    return s[0], 1


def _entries(s: Shape) -> Shape:
    if len(s) != 2:
        raise ShapeError(f"sum needs a vector or a matrix, not {describe(s)}")
    return ()


def _stacked(s: Shape) -> Shape:
    if len(s) != 2:
        raise ShapeError(f"vec needs a matrix, not {describe(s)}")
    return s[0] * s[1], 1


def _kronecker(*shapes: Shape) -> Shape:
    m = n = 1
    for s in shapes:
        if len(s) != 2:
            raise ShapeError(f"the Kronecker product needs matrices, not {describe(s)}")
        m, n = m * s[0], n * s[1]
    return m, n


def _diag_value(np, a):
    return a * np.eye(a.shape[-2])


def _vec_value(np, a):
    t = np.swapaxes(a, -1, -2)
    return t.reshape((*a.shape[:-2], -1, 1))


def _kron_value(np, *factors):
    out = factors[0]
    for b in factors[1:]:
        out = np.einsum("...ij,...kl->...ikjl", out, b).reshape(
            (*np.broadcast_shapes(out.shape[:-2], b.shape[:-2]), out.shape[-2] * b.shape[-2], -1)
        )
    return out


DIAG = Op(
    "diag",
    _vector_to_matrix,
    Notation("prefix", "diag", r"\operatorname{diag}", "diag", binds=30),
    names=("diag",),
    facts=lambda t: (
        {F.DIAGONAL}
        | (
            {F.DEFINITE}
            if F.POSITIVE in facts(t.args[0])
            else {F.SEMIDEFINITE}
            if F.NONNEGATIVE in facts(t.args[0])
            else set()
        )
    ),
    value=_diag_value,
    exact=lambda sp, a: sp.diag(*a),
)
DIAGVEC = Op(
    "diagvec",
    _diagonal_of,
    Notation("prefix", "diagvec", r"\operatorname{diagvec}", "diagvec", binds=30),
    names=("diagvec",),
    facts=lambda t: {F.NONNEGATIVE} if F.SEMIDEFINITE in facts(t.args[0]) else set(),
    value=lambda np, a: np.diagonal(a, axis1=-2, axis2=-1)[..., None],
    exact=lambda sp, a: sp.Matrix([a[i, i] for i in range(a.rows)]),
)
TOTAL = Op(
    "sum",
    _entries,
    Notation("prefix", "sum", r"\operatorname{sum}", "sum", binds=30),
    names=("sum",),
    facts=lambda t: facts(t.args[0]) & {F.POSITIVE, F.NONNEGATIVE},
    value=lambda np, a: np.sum(a, axis=(-2, -1)),
    exact=lambda sp, a: sum(a, sp.Integer(0)),
)
VEC = Op(
    "vec",
    _stacked,
    Notation("prefix", "vec", r"\operatorname{vec}", "vec", binds=30),
    names=("vec",),
    value=_vec_value,
    exact=lambda sp, a: a.vec(),
)
KRON = Op(
    "Kronecker product",
    _kronecker,
    Notation("infix", " ⊗ ", r" \otimes ", " kron ", binds=18),
    flat=True,
    names=("kron",),
    facts=lambda t: common(
        t.args,
        F.SYMMETRIC,
        F.DEFINITE,
        F.SEMIDEFINITE,
        F.DIAGONAL,
        F.ORTHOGONAL,
        F.INVERTIBLE,
        F.LOWER,
        F.UPPER,
        F.POSITIVE,
        F.NONNEGATIVE,
        F.NONZERO,
    ),
    value=_kron_value,
    exact=lambda sp, *a: sp.kronecker_product(*a),
)
