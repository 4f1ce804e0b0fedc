"""Norms of vectors other than the Euclidean one, the largest and the smallest entry, the product of the entries."""

from __future__ import annotations

from collections.abc import Callable

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import facts
from ..terms import Notation, Op, Term


def _of_vector(s: Shape) -> Shape:
    if len(s) != 2 or 1 not in s:
        hint = "write sum(abs(X)) or max(abs(X)) for the norm of all entries together" if len(s) == 2 else ""
        raise ShapeError(f"this norm needs a vector, not {describe(s)}", hint)
    return ()


def _of_vector_and_index(s: Shape, p: Shape) -> Shape:
    if p != ():
        raise ShapeError(f"the index of a norm must be a scalar, not {describe(p)}")
    return _of_vector(s)


def _of_entries(s: Shape) -> Shape:
    if len(s) != 2:
        raise ShapeError(f"a vector or a matrix is needed here, not {describe(s)}")
    return ()


def _same(s: Shape) -> Shape:
    _of_entries(s)
    return s


def _sizes(np, a):
    """|x| of each entry, analytic away from 0."""
    return np.where(np.real(a) < 0, -a, a)


def _flat(a):
    return a.reshape((*a.shape[:-2], -1))


def _at_place(place: str) -> Callable:
    """The entry at the place where the real part is extreme."""

    def value(np, a):
        flat = _flat(a)
        at = getattr(np, place)(np.real(flat), axis=-1)
        return np.take_along_axis(flat, at[..., None], axis=-1)[..., 0]

    return value


def _marked_place(place: str) -> Callable:
    def value(np, a):
        flat = _flat(a)
        at = getattr(np, place)(np.real(flat), axis=-1)
        return (np.arange(flat.shape[-1]) == at[..., None]).astype(float).reshape(a.shape)

    return value


def _exact_place(sp, entries, largest: bool) -> int:
    """The place of the largest or smallest entry near ε = 0."""
    at_zero = [sp.sympify(x).subs(sp.Symbol("ε", real=True), 0) for x in entries]
    best = (max if largest else min)(at_zero) if all(x.is_number for x in at_zero) else None
    if best is None or at_zero.count(best) > 1:
        raise ValueError("it is open which entry is the extreme one")
    return at_zero.index(best)


def _exact_entry(largest: bool) -> Callable:
    return lambda sp, a: a[_exact_place(sp, list(a), largest)]


def _exact_mark(largest: bool) -> Callable:
    def exact(sp, a):
        k = _exact_place(sp, list(a), largest)
        return sp.Matrix(*a.shape, lambda i, j: int(i * a.cols + j == k))

    return exact


def _norm_p(np, a, p):
    return np.sum(_sizes(np, a) ** p[..., None, None], axis=(-2, -1)) ** (1 / p)


def _exact_norm_p(sp, a, p):
    if not p.is_number:
        raise ValueError("the index of the norm is open")
    return sum(sp.Abs(x) ** p for x in a) ** (1 / p)


def _kept(*kept: F) -> Callable[[Term], frozenset[F]]:
    return lambda t: facts(t.args[0]) & set(kept)


NORM1 = Op(
    "1-norm",
    _of_vector,
    Notation("fence", "‖", r"\lVert", "norm1"),
    facts=lambda t: {F.NONNEGATIVE},
    value=lambda np, a: np.sum(_sizes(np, a), axis=(-2, -1)),
    exact=lambda sp, a: sum((sp.Abs(x) for x in a), sp.Integer(0)),
    names=("norm1",),
)
NORMP = Op(
    "p-norm",
    _of_vector_and_index,
    Notation("fence", "‖", r"\lVert", "normp"),
    facts=lambda t: {F.NONNEGATIVE},
    value=_norm_p,
    exact=_exact_norm_p,
    names=("normp",),
)
NORMINF = Op(
    "maximum norm",
    _of_vector,
    Notation("fence", "‖", r"\lVert", "norminf"),
    facts=lambda t: {F.NONNEGATIVE},
    value=lambda np, a: _at_place("argmax")(np, _sizes(np, a)),
    exact=lambda sp, a: _exact_entry(True)(sp, a.applyfunc(sp.Abs)),
    names=("norminf",),
)
MAX = Op(
    "maximum",
    _of_entries,
    Notation("prefix", "max", r"\max", "max", binds=30),
    facts=_kept(F.POSITIVE, F.NONNEGATIVE),
    value=_at_place("argmax"),
    exact=_exact_entry(True),
    names=("max",),
)
MIN = Op(
    "minimum",
    _of_entries,
    Notation("prefix", "min", r"\min", "min", binds=30),
    facts=_kept(F.POSITIVE, F.NONNEGATIVE),
    value=_at_place("argmin"),
    exact=_exact_entry(False),
    names=("min",),
)
ARGMAX = Op(
    "place of the maximum",
    _same,
    Notation("prefix", "argmax", r"\operatorname{argmax}", "argmax", binds=30),
    facts=lambda t: {F.SINGLE_ENTRY},
    value=_marked_place("argmax"),
    exact=_exact_mark(True),
    names=("argmax",),
)
ARGMIN = Op(
    "place of the minimum",
    _same,
    Notation("prefix", "argmin", r"\operatorname{argmin}", "argmin", binds=30),
    facts=lambda t: {F.SINGLE_ENTRY},
    value=_marked_place("argmin"),
    exact=_exact_mark(False),
    names=("argmin",),
)
PROD = Op(
    "product of the entries",
    _of_entries,
    Notation("prefix", "prod", r"\operatorname{prod}", "prod", binds=30),
    facts=_kept(F.POSITIVE, F.NONNEGATIVE, F.NONZERO),
    value=lambda np, a: np.prod(a, axis=(-2, -1)),
    exact=lambda sp, a: sp.prod(a),
    names=("prod",),
)
