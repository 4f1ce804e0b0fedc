"""Eigenvalues and eigenvectors, singular values and what is made of them, the pseudo-inverse and the adjugate."""

from __future__ import annotations

from collections.abc import Callable

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import facts
from ..terms import Notation, Op, Term
from . import numerics
from .shapes import scalar_of_square, square


def _matrix(s: Shape) -> Shape:
    if len(s) != 2 or 1 in s:
        raise ShapeError(f"a matrix is needed here, not {describe(s)}")
    return s


def _scalar_of_matrix(s: Shape) -> Shape:
    _matrix(s)
    return ()


def _column_of_square(s: Shape) -> Shape:
    return square(s)[0], 1


def _eigenvector(s: Shape, c: Shape | None = None) -> Shape:
    v = _column_of_square(s)
    if c is not None and c != v:
        raise ShapeError(f"the vector that fixes the sign must be {describe(v)}, not {describe(c)}")
    return v


def _left(s: Shape) -> Shape:
    return _matrix(s)[0], 1


def _right(s: Shape) -> Shape:
    return _matrix(s)[1], 1


def _flipped(s: Shape) -> Shape:
    return _matrix(s)[::-1]


# ---- facts -----------------------------------------------------------------------------------------------------------
def _of_eigenvalue(t: Term):
    found = facts(t.args[0])
    return {F.POSITIVE} if F.DEFINITE in found else {F.NONNEGATIVE} if F.SEMIDEFINITE in found else set()


def _of_polar(t: Term):
    return {F.ORTHOGONAL} if F.INVERTIBLE in facts(t.args[0]) else facts(t.args[0]) & {F.FULL_RANK}


KEPT_BY_PINV = {F.SYMMETRIC, F.SKEW, F.DIAGONAL, F.SEMIDEFINITE, F.DEFINITE, F.FULL_RANK, F.INVERTIBLE, F.ORTHOGONAL}
KEPT_BY_ADJ = {F.SYMMETRIC, F.DIAGONAL, F.LOWER, F.UPPER, F.DEFINITE, F.INVERTIBLE}


# ---- exact meaning, at 2×2 -------------------------------------------------------------------------------------------
def _of_numbers(sp, a) -> None:
    """With symbols for entries, what is made of a matrix grows beyond what SymPy can compare."""
    if a.subs(sp.Symbol("ε", real=True), 0).free_symbols:
        raise ValueError("the exact value is known for matrices of numbers only")


def _two_by_two(sp, a) -> None:
    _of_numbers(sp, a)
    if a.shape != (2, 2):
        raise ValueError("eigenvalues and singular values are exact for 2×2 matrices only")


def _exact_eigenvalues(sp, a) -> list:
    """The larger one first."""
    _two_by_two(sp, a)
    mean = a.trace() / 2
    apart = sp.sqrt(sp.expand(mean**2 - a.det()))
    return [mean + apart, mean - apart]


def _exact_eigenvector(which: int) -> Callable:
    def exact(sp, a, c=None):
        """A − μI for the other eigenvalue μ leaves of c what lies along v; near a symmetric A with the sign wanted."""
        other = _exact_eigenvalues(sp, a)[1 - which]
        projection = (1 - 2 * which) * (a - other * sp.eye(2))
        v = projection * (sp.Matrix([1, 0]) if c is None else c)
        return v / sp.sqrt((v.T * v)[0, 0])

    return exact


def _exact_nuclear(sp, a):
    """√(‖A‖² + 2|det A|)"""
    _two_by_two(sp, a)
    return sp.sqrt(sum(x**2 for x in a) + 2 * sp.sqrt(a.det() ** 2))


def _exact_polar(sp, a):
    """(A + sign(det A) adj(A)ᵀ)/‖A‖_*"""
    sign = a.det() / sp.sqrt(a.det() ** 2)
    return (a + sign * a.adjugate().T) / _exact_nuclear(sp, a)


def _exact_difference(sp, a):
    """σ₁ − σ₂ = √(‖A‖² − 2|det A|)"""
    _two_by_two(sp, a)
    return sp.sqrt(sum(x**2 for x in a) - 2 * sp.sqrt(a.det() ** 2))


def _exact_spectral(sp, a):
    return (_exact_nuclear(sp, a) + _exact_difference(sp, a)) / 2


def _exact_first(sp, a):
    """u₁v₁ᵀ, the mean of u₁v₁ᵀ + u₂v₂ᵀ and u₁v₁ᵀ − u₂v₂ᵀ."""
    sign = a.det() / sp.sqrt(a.det() ** 2)
    return (_exact_polar(sp, a) + (a - sign * a.adjugate().T) / _exact_difference(sp, a)) / 2


def _exact_right(sp, a):
    row = _exact_first(sp, a)[0, :]
    return row.T / sp.sqrt((row * row.T)[0, 0])


def _exact_left(sp, a):
    """The first column of u₁v₁ᵀ over the first entry of v₁."""
    first = _exact_first(sp, a)
    row = first[0, :]
    return first[:, 0] * sp.sqrt((row * row.T)[0, 0]) / first[0, 0]


def _exact_pinv(sp, a):
    _of_numbers(sp, a)
    if a.shape == (2, 2) and sp.expand(a.det()) == 0:
        return a.T / sum(x**2 for x in a)
    if a.rows == a.cols:
        return a.inv()
    return (a.T * a).inv() * a.T if a.rows > a.cols else a.T * (a * a.T).inv()


# ---- the operators ---------------------------------------------------------------------------------------------------
def _prefix(name: str, tex: str) -> Notation:
    return Notation("prefix", name, tex, name, binds=30)


EIG = Op(
    "vector of eigenvalues",
    _column_of_square,
    _prefix("eig", r"\operatorname{eig}"),
    names=("eig",),
    facts=_of_eigenvalue,
    value=numerics.eigenvalues,
    exact=lambda sp, a: sp.Matrix(_exact_eigenvalues(sp, a)),
)
EIGMAX = Op(
    "largest eigenvalue",
    scalar_of_square,
    _prefix("eigmax", r"\lambda_{\max}"),
    names=("eigmax",),
    facts=_of_eigenvalue,
    value=lambda np, a: numerics.eigenvalues(np, a)[..., 0, 0],
    exact=lambda sp, a: _exact_eigenvalues(sp, a)[0],
)
EIGMIN = Op(
    "smallest eigenvalue",
    scalar_of_square,
    _prefix("eigmin", r"\lambda_{\min}"),
    names=("eigmin",),
    facts=_of_eigenvalue,
    value=lambda np, a: numerics.eigenvalues(np, a)[..., -1, 0],
    exact=lambda sp, a: _exact_eigenvalues(sp, a)[1],
)


def _vector_of(name: str, tex: str, title: str, place: str, which: int) -> Op:
    """The unit eigenvector v with cᵀv > 0; without c its sign is open, and only what is even in v may use it."""

    def value(np, a, c=None):
        return numerics.eigenvector(np, a, np.ones((a.shape[-1], 1)) if c is None else c, place)

    return Op(
        title,
        _eigenvector,
        _prefix(name, tex),
        names=(name,),
        facts=lambda t: {F.UNIT},
        value=value,
        exact=_exact_eigenvector(which),
    )


EIGVECMAX = _vector_of("eigvecmax", r"\mathbf{v}_{\max}", "eigenvector of the largest eigenvalue", "argmax", 0)
EIGVECMIN = _vector_of("eigvecmin", r"\mathbf{v}_{\min}", "eigenvector of the smallest eigenvalue", "argmin", 1)
SPECTRAL = Op(
    "spectral norm",
    _scalar_of_matrix,
    Notation("fence", "‖", r"\lVert", "norm2"),
    facts=lambda t: {F.NONNEGATIVE},
    value=numerics.spectral_norm,
    exact=_exact_spectral,
)
RIGHT_SINGULAR = Op(
    "first right singular vector",
    _right,
    _prefix("singright", r"\mathbf{v}_{1}"),
    names=("singright",),
    facts=lambda t: {F.UNIT},
    value=numerics.right_singular,
    exact=_exact_right,
)
LEFT_SINGULAR = Op(
    "first left singular vector",
    _left,
    _prefix("singleft", r"\mathbf{u}_{1}"),
    names=("singleft",),
    facts=lambda t: {F.UNIT},
    value=numerics.left_singular,
    exact=_exact_left,
)
NUCLEAR = Op(
    "nuclear norm",
    _scalar_of_matrix,
    Notation("fence", "‖", r"\lVert", "nucnorm"),
    names=("nucnorm",),
    facts=lambda t: {F.NONNEGATIVE},
    value=numerics.nuclear_norm,
    exact=_exact_nuclear,
)
POLAR = Op(
    "polar factor",
    _matrix,
    _prefix("polar", r"\operatorname{polar}"),
    names=("polar",),
    facts=_of_polar,
    value=numerics.polar,
    exact=_exact_polar,
)
PINV = Op(
    "pseudo-inverse",
    _flipped,
    Notation("postfix", "pinv", "^{+}", "pinv", binds=40),  # X⁺ in TeX, pinv(X) in text
    names=("pinv",),
    facts=lambda t: facts(t.args[0]) & KEPT_BY_PINV,
    value=numerics.pinv,
    exact=_exact_pinv,
)
ADJUGATE = Op(
    "adjugate",
    square,
    _prefix("adj", r"\operatorname{adj}"),
    names=("adj",),
    facts=lambda t: facts(t.args[0]) & KEPT_BY_ADJ,
    value=numerics.adjugate,
    exact=lambda sp, a: a.adjugate(),
)
