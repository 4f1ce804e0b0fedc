"""What only matrices have: transpose, inverse, trace, determinant; the inner product and its norms."""

from __future__ import annotations

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import facts, has
from ..terms import Notation, Op, Term
from .shapes import scalar_of_square, square


def _matrix(s: Shape) -> Shape:
    if len(s) != 2:
        raise ShapeError(f"a matrix is needed here, not {describe(s)}")
    return s


def _flipped(s: Shape) -> Shape:
    return _matrix(s)[::-1]


def _paired(a: Shape, b: Shape) -> Shape:
    if a != b:
        raise ShapeError(f"the inner product needs equal shapes, not {describe(a)} and {describe(b)}")
    return ()


def _of_vector(s: Shape) -> Shape:
    if len(s) != 2 or 1 not in s:
        raise ShapeError(
            f"the Euclidean norm needs a vector, not {describe(s)}", "write normF(X) or ‖X‖_F for the Frobenius norm"
        )
    return ()


def _of_matrix(s: Shape) -> Shape:
    _matrix(s)
    return ()


KEPT_BY_INVERSE = {
    F.SYMMETRIC, F.SKEW, F.DIAGONAL, F.LOWER, F.UPPER, F.ORTHOGONAL, F.DEFINITE, F.SEMIDEFINITE,
    F.POSITIVE_DETERMINANT, F.IDENTITY,
}  # fmt: skip
TURNED = {F.LOWER: F.UPPER, F.UPPER: F.LOWER}


def _of_trace(t: Term):
    return {F.NONNEGATIVE} if has(t.args[0], F.SEMIDEFINITE) else facts(t.args[0]) & {F.NONNEGATIVE}


def _of_det(t: Term):
    found = facts(t.args[0])
    out = {F.NONZERO} if F.INVERTIBLE in found else set()
    if F.SEMIDEFINITE in found:
        out.add(F.NONNEGATIVE)
    if F.POSITIVE_DETERMINANT in found:
        out.add(F.POSITIVE)
    return out


def _frobenius(np, a):
    return np.sqrt(np.sum(a * a, axis=(-2, -1)))


def _exact_inner(sp, a, b):
    return sum((x * y for x, y in zip(a, b, strict=True)), sp.Integer(0)) if hasattr(a, "shape") else a * b


def _exact_norm(sp, a):
    return sp.sqrt(sum(x**2 for x in a))


TRANSPOSE = Op(
    "transpose",
    _flipped,
    Notation("postfix", "ᵀ", r"^{\mathsf{T}}", "'", binds=40),
    names=("transpose",),
    facts=lambda t: {TURNED.get(f, f) for f in facts(t.args[0])},
    value=lambda np, a: np.swapaxes(a, -1, -2),
    exact=lambda sp, a: a.T,
)
INVERSE = Op(
    "inverse",
    square,
    Notation("postfix", "⁻¹", "^{-1}", "^-1", binds=40),
    names=("inv", "inverse"),
    facts=lambda t: {F.INVERTIBLE} | (facts(t.args[0]) & KEPT_BY_INVERSE),
    value=lambda np, a: np.linalg.inv(a),
    exact=lambda sp, a: a.inv(),
)
TRACE = Op(
    "trace",
    scalar_of_square,
    Notation("prefix", "tr", r"\operatorname{tr}", "tr", binds=30),
    names=("tr", "trace", "Tr"),
    facts=_of_trace,
    value=lambda np, a: np.trace(a, axis1=-2, axis2=-1),
    exact=lambda sp, a: a.trace(),
)
DET = Op(
    "determinant",
    scalar_of_square,
    Notation("fence", "|", "|", "det"),
    names=("det",),
    facts=_of_det,
    value=lambda np, a: np.linalg.det(a),
    exact=lambda sp, a: a.det(),
)
INNER = Op(
    "inner product",
    _paired,
    Notation("fence", "⟨", r"\langle", "inner"),
    names=("inner", "dot"),
    value=lambda np, a, b: np.sum(a * b, axis=(-2, -1)) if np.ndim(a) > 1 else a * b,
    exact=_exact_inner,
)
NORM = Op(
    "Euclidean norm",
    _of_vector,
    Notation("fence", "‖", r"\lVert", "norm2"),
    names=("norm",),
    facts=lambda t: {F.NONNEGATIVE},
    value=_frobenius,
    exact=_exact_norm,
)
FROBENIUS = Op(
    "Frobenius norm",
    _of_matrix,
    Notation("fence", "‖", r"\lVert", "normF"),
    names=("normF",),
    facts=lambda t: {F.NONNEGATIVE},
    value=_frobenius,
    exact=_exact_norm,
)
