"""Sums, the three products (scalar by scalar, scalar by anything, matrix by matrix), division, powers."""

from __future__ import annotations

from collections import Counter

from ..dimensions import Shape, at_least, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import common, facts, has
from ..terms import ANY, Notation, Op, Term
from ..transposing import transposed


def _same(*shapes: Shape) -> Shape:
    known = [s for s in shapes if s != ANY]
    for s in known[1:]:
        if s != known[0]:
            raise ShapeError(f"cannot add {describe(known[0])} and {describe(s)}", _suggest(known[0], s))
    return known[0] if known else ANY


def _suggest(a: Shape, b: Shape) -> str:
    if () in (a, b):
        other = a if b == () else b
        if len(other) == 2 and other[1] == 1:
            return f"to add a number to each entry, multiply it by ones({other[0]})"
        if len(other) == 2 and other[0] == other[1]:
            return f"to add a multiple of the identity, multiply the number by eye({other[0]})"
        return "a number and a matrix cannot be added; multiply the number by a matrix of ones first"
    if a == b[::-1]:
        return "is a transpose missing?"
    return "sums need equal shapes"


def _scalars(*shapes: Shape) -> Shape:
    for s in shapes:
        if s not in ((), ANY):
            raise ShapeError(f"a scalar is needed here, not {describe(s)}")
    return ()


def _scaled(c: Shape, s: Shape) -> Shape:
    _scalars(c)
    return s


def _chained(*shapes: Shape) -> Shape:
    first = shapes[0]
    for s in shapes:
        if len(s) != 2:
            raise ShapeError(f"a matrix is needed here, not {describe(s)}")
    for s in shapes[1:]:
        if first[1] is not s[0] and first[1] != s[0]:
            raise ShapeError(
                f"cannot multiply {describe(first)} by {describe(s)}: {first[1]} columns against {s[0]} rows",
                _mend(first, s),
            )
        first = first[0], s[1]
    return () if first == (1, 1) else first


def _mend(a: Shape, b: Shape) -> str:
    if a[0] == b[0]:
        return "transpose the first factor?"
    if a[1] == b[1]:
        return "transpose the second factor?"
    return "the inner dimensions must agree"


def _divided(s: Shape, c: Shape) -> Shape:
    if c != () and c != ANY:
        raise ShapeError(f"cannot divide by {describe(c)}", "use inv(…) for a matrix, ./ entry by entry")
    return s


def _squared(s: Shape, k: Shape = ()) -> Shape:
    _scalars(k)
    if len(s) != 2 or s[0] != s[1]:
        raise ShapeError(f"a power needs a square matrix, not {describe(s)}", "use .^ for powers entry by entry")
    return s


KEPT_BY_SUMS = (
    F.SYMMETRIC, F.SKEW, F.DIAGONAL, F.LOWER, F.UPPER, F.TOEPLITZ, F.SEMIDEFINITE, F.NONNEGATIVE, F.INTEGER,
)  # fmt: skip
KEPT_BY_SCALING = {F.SYMMETRIC, F.SKEW, F.DIAGONAL, F.LOWER, F.UPPER, F.TOEPLITZ, F.SINGULAR}
KEPT_BY_POSITIVE_FACTORS = {F.SEMIDEFINITE, F.DEFINITE, F.POSITIVE_DETERMINANT, F.NONNEGATIVE, F.POSITIVE}
KEPT_BY_PRODUCTS = (
    F.INVERTIBLE, F.POSITIVE_DETERMINANT, F.ORTHOGONAL, F.DIAGONAL, F.LOWER, F.UPPER, F.IDENTITY, F.NONNEGATIVE,
    F.POSITIVE,
)  # fmt: skip


def _of_sum(t: Term):
    found = common(t.args, *KEPT_BY_SUMS)
    if F.SEMIDEFINITE in found and any(has(a, F.DEFINITE) for a in t.args):
        found.add(F.DEFINITE)
    if F.NONNEGATIVE in found and any(has(a, F.POSITIVE) for a in t.args):
        found.add(F.POSITIVE)
    if t.is_square and F.SYMMETRIC not in found and _summands(*t.args) == _summands(*map(transposed, t.args)):
        found.add(F.SYMMETRIC)
    return found


def _summands(*parts: Term) -> Counter[Term]:
    """The summands and how often each occurs, where (A + B)ᵀ is Aᵀ + Bᵀ and (Aᵀ)ᵀ is A."""
    found: Counter[Term] = Counter()
    for p in parts:
        if p.op is SUM:
            found += _summands(*p.args)
        elif p.op.name == "transpose":
            turned = p.args[0]
            inside = turned.args if turned.op is SUM else (turned,)
            found.update(map(transposed, inside))
        else:
            found[p] += 1
    return found


def _of_times(t: Term):
    found = common(t.args, F.POSITIVE, F.NONNEGATIVE, F.NONZERO, F.INTEGER)
    if len(t.args) == 2 and t.args[0] is t.args[1]:
        found.add(F.NONNEGATIVE)
    return found


def _of_scale(t: Term):
    c, a = t.args
    kept = set(KEPT_BY_SCALING)
    if has(c, F.NONNEGATIVE):
        kept |= {F.SEMIDEFINITE, F.NONNEGATIVE}
    if has(c, F.POSITIVE):
        kept |= KEPT_BY_POSITIVE_FACTORS
    if has(c, F.NONZERO):
        kept |= {F.INVERTIBLE, F.FULL_RANK}
    return facts(a) & kept


def _of_full_column_rank(a: Term) -> bool:
    """Whether Ax = 0 only for x = 0."""
    return has(a, F.FULL_RANK) and at_least(*a.shape)


def _of_product(t: Term):
    found = common(t.args, *KEPT_BY_PRODUCTS)
    if all(a.is_square for a in t.args) and any(has(a, F.SINGULAR) for a in t.args):
        found.add(F.SINGULAR)
    n = len(t.args)
    palindrome = all(transposed(t.args[i]) is t.args[n - 1 - i] for i in range((n + 1) // 2))
    middle = t.args[n // 2] if n % 2 else None
    if palindrome and not t.is_scalar:
        found.add(F.SYMMETRIC)
        if middle is None or has(middle, F.SEMIDEFINITE):
            found.add(F.SEMIDEFINITE)
            outer = t.args[(n + 1) // 2 :]
            if (middle is None or has(middle, F.DEFINITE)) and all(map(_of_full_column_rank, outer)):
                found.add(F.DEFINITE)
    if palindrome and t.is_scalar and (middle is None or has(middle, F.SEMIDEFINITE)):
        found.add(F.NONNEGATIVE)
    return found


def _of_divide(t: Term):
    a, c = t.args
    kept = KEPT_BY_SCALING | {F.INVERTIBLE, F.FULL_RANK, F.NONZERO}
    if has(c, F.POSITIVE):
        kept |= KEPT_BY_POSITIVE_FACTORS
    return facts(a) & kept


def _of_power(t: Term):
    base, k = t.args
    found = common([base], F.POSITIVE, F.NONNEGATIVE, F.NONZERO)
    if has(base, F.INTEGER) and has(k, F.INTEGER, F.NONNEGATIVE):
        found.add(F.INTEGER)
    if k.op.name == "number" and k.data.denominator == 1 and k.data % 2 == 0:
        found.add(F.NONNEGATIVE)
        if has(base, F.NONZERO):
            found.add(F.POSITIVE)
    return found


def _of_matrix_power(t: Term):
    base, k = t.args
    return facts(base) & {
        F.SYMMETRIC,
        F.DIAGONAL,
        F.LOWER,
        F.UPPER,
        F.INVERTIBLE,
        F.POSITIVE_DETERMINANT,
        F.ORTHOGONAL,
        F.DEFINITE,
        F.SEMIDEFINITE,
        F.IDENTITY,
    }


def _scale_value(np, c, a):
    return c[..., None, None] * a if np.ndim(a) > np.ndim(c) else c * a


def _product_value(np, *factors):
    out = factors[0]
    for f in factors[1:]:
        out = out @ f
    return out[..., 0, 0] if out.shape[-2:] == (1, 1) else out


def _divide_value(np, a, c):
    return a / (c[..., None, None] if np.ndim(a) > np.ndim(c) else c)


def _matrix_power_value(np, a, k):
    exponents = np.unique(np.real(k))
    if len(exponents) != 1 or exponents[0] != round(float(exponents[0])):
        raise ValueError("a matrix power needs one whole exponent")
    return np.linalg.matrix_power(a, int(exponents[0]))


def _power_value(np, a, k):
    exponents = np.unique(k)
    if len(exponents) == 1 and exponents[0] == np.round(np.real(exponents[0])):
        return a ** int(np.real(exponents[0]))
    return a**k


def _exact_product(sp, *factors):
    out = factors[0]
    for f in factors[1:]:
        out = out * f
    return out[0, 0] if out.shape == (1, 1) else out


def _exact_sum(sp, *parts):
    out = parts[0]
    for p in parts[1:]:
        out = out + p
    return out


SUM = Op(
    "+",
    _same,
    Notation("own", binds=10),
    flat=True,
    facts=_of_sum,
    value=lambda np, *a: sum(a[1:], a[0]),
    exact=_exact_sum,
)
TIMES = Op(
    "times",
    _scalars,
    Notation("own", binds=20),
    flat=True,
    facts=_of_times,
    value=lambda np, *a: np.prod(np.broadcast_arrays(*a), axis=0) if len(a) > 2 else a[0] * a[1],
    exact=lambda sp, *a: sp.Mul(*a),
)
SCALE = Op(
    "scale", _scaled, Notation("own", binds=20), facts=_of_scale, value=_scale_value, exact=lambda sp, c, a: c * a
)
PRODUCT = Op(
    "product",
    _chained,
    Notation("own", binds=20),
    flat=True,
    facts=_of_product,
    value=_product_value,
    exact=_exact_product,
)
DIVIDE = Op(
    "divide", _divided, Notation("own", binds=20), facts=_of_divide, value=_divide_value, exact=lambda sp, a, c: a / c
)
POWER = Op(
    "power",
    lambda s, k: _scalars(s, k),
    Notation("own", binds=40),
    facts=_of_power,
    value=_power_value,
    exact=lambda sp, a, k: a**k,
)
MATRIX_POWER = Op(
    "matrix power",
    _squared,
    Notation("own", binds=40),
    facts=_of_matrix_power,
    value=_matrix_power_value,
    exact=lambda sp, a, k: a**k,
)
