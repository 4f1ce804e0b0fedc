"""Entry by entry: Hadamard product, quotient and power, and every scalar function of one variable."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import common
from ..terms import Notation, Op, Term


def _alike(*shapes: Shape) -> Shape:
    for s in shapes:
        if len(s) != 2:
            raise ShapeError(f"entry by entry needs vectors or matrices, not {describe(s)}", "use * for scalars")
        if s != shapes[0]:
            raise ShapeError(f"entry by entry needs equal shapes, not {describe(shapes[0])} and {describe(s)}")
    return shapes[0]


def _raised(s: Shape, k: Shape) -> Shape:
    if k != ():
        raise ShapeError(f"the exponent must be a scalar, not {describe(k)}")
    return _alike(s)


def _powered(np, a, k):
    k = np.asarray(k)
    whole = np.unique(k)
    if len(whole) == 1 and whole[0] == np.round(np.real(whole[0])):
        return a ** int(np.real(whole[0]))
    return a ** k[..., None, None]


HADAMARD = Op(
    "Hadamard product",
    _alike,
    Notation("infix", " ⊙ ", r" \odot ", " .* ", binds=18),
    flat=True,
    names=("hadamard",),
    facts=lambda t: common(
        t.args,
        F.SYMMETRIC,
        F.TOEPLITZ,
        F.DIAGONAL,
        F.LOWER,
        F.UPPER,
        F.SEMIDEFINITE,
        F.DEFINITE,
        F.POSITIVE,
        F.NONNEGATIVE,
        F.NONZERO,
    ),
    value=lambda np, *a: a[0] * a[1] if len(a) == 2 else np.prod(np.broadcast_arrays(*a), axis=0),
    exact=lambda sp, *a: (
        sp.matrix_multiply_elementwise(a[0], a[1])
        if len(a) == 2
        else sp.matrix_multiply_elementwise(a[0], HADAMARD.exact(sp, *a[1:]))
    ),
)
HADAMARD_DIVIDE = Op(
    "Hadamard quotient",
    _alike,
    Notation("infix", " ⊘ ", r" \oslash ", " ./ ", binds=18),
    facts=lambda t: common(t.args, F.SYMMETRIC, F.TOEPLITZ, F.POSITIVE),
    value=lambda np, a, b: a / b,
    exact=lambda sp, a, b: sp.Matrix(a.rows, a.cols, [x / y for x, y in zip(a, b, strict=False)]),
)
HADAMARD_POWER = Op(
    "Hadamard power",
    _raised,
    Notation("own", binds=40),
    facts=lambda t: common(t.args[:1], F.SYMMETRIC, F.TOEPLITZ, F.POSITIVE, F.NONNEGATIVE, F.DIAGONAL),
    value=_powered,
    exact=lambda sp, a, k: a.applyfunc(lambda x: x**k),
)


class ScalarFunction(Op):
    """φ of one variable, of a scalar or entry by entry."""


def _any(s: Shape) -> Shape:
    return s


def _entry(f: Callable) -> Callable:
    return lambda sp, a: a.applyfunc(lambda x: f(sp, x)) if hasattr(a, "applyfunc") else f(sp, a)


def _function(
    name: str,
    value: Callable,
    exact: Callable,
    *,
    tex: str = "",
    names: tuple[str, ...] = (),
    gives: tuple[F, ...] = (),
) -> Op:
    def known(t: Term):
        return set(gives) | common(t.args, F.SYMMETRIC, F.TOEPLITZ)

    return ScalarFunction(
        name,
        _any,
        Notation("prefix", name, tex or rf"\operatorname{{{name}}}", name, binds=30),
        value=value,
        exact=_entry(exact),
        facts=known,
        names=(name, *names),
    )


EXP = _function("exp", lambda np, x: np.exp(x), lambda sp, x: sp.exp(x), tex=r"\exp", gives=(F.POSITIVE,))
LOG = _function("log", lambda np, x: np.log(x), lambda sp, x: sp.log(x), tex=r"\log", names=("ln",))
SIN = _function("sin", lambda np, x: np.sin(x), lambda sp, x: sp.sin(x), tex=r"\sin")
COS = _function("cos", lambda np, x: np.cos(x), lambda sp, x: sp.cos(x), tex=r"\cos")
TAN = _function("tan", lambda np, x: np.tan(x), lambda sp, x: sp.tan(x), tex=r"\tan")
TANH = _function("tanh", lambda np, x: np.tanh(x), lambda sp, x: sp.tanh(x), tex=r"\tanh")
SINH = _function("sinh", lambda np, x: np.sinh(x), lambda sp, x: sp.sinh(x), tex=r"\sinh")
COSH = _function("cosh", lambda np, x: np.cosh(x), lambda sp, x: sp.cosh(x), tex=r"\cosh", gives=(F.POSITIVE,))
ATAN = _function("atan", lambda np, x: np.arctan(x), lambda sp, x: sp.atan(x), tex=r"\arctan", names=("arctan",))
SIGMOID = _function(
    "sigmoid",
    lambda np, x: 1 / (1 + np.exp(-x)),
    lambda sp, x: 1 / (1 + sp.exp(-x)),
    tex=r"\sigma",
    names=("σ",),
    gives=(F.POSITIVE,),
)
SOFTPLUS = _function(
    "softplus", lambda np, x: np.log(1 + np.exp(x)), lambda sp, x: sp.log(1 + sp.exp(x)), gives=(F.POSITIVE,)
)
RELU = _function(
    "relu", lambda np, x: np.where(np.real(x) > 0, x, 0), lambda sp, x: sp.Max(x, 0), gives=(F.NONNEGATIVE,)
)
STEP = _function(
    "step", lambda np, x: np.where(np.real(x) > 0, 1.0, 0.0), lambda sp, x: sp.Heaviside(x), gives=(F.NONNEGATIVE,)
)
ABS = _function("abs", lambda np, x: np.where(np.real(x) < 0, -x, x), lambda sp, x: sp.Abs(x), gives=(F.NONNEGATIVE,))
SIGN = _function("sign", lambda np, x: np.sign(np.real(x)), lambda sp, x: sp.sign(x))

def _of_vector(s: Shape) -> Shape:
    if len(s) != 2 or 1 not in s:
        hint = "write exp(X)/sum(exp(X)) for all entries" if len(s) == 2 else ""
        raise ShapeError(f"a vector is needed here, not {describe(s)}", hint)
    return s


def _softmax(np, a):
    e = np.exp(a - np.max(np.real(a), axis=(-2, -1), keepdims=True))
    return e / np.sum(e, axis=(-2, -1), keepdims=True)


SOFTMAX = Op(
    "softmax",
    _of_vector,
    Notation("prefix", "softmax", r"\operatorname{softmax}", "softmax", binds=30),
    value=_softmax,
    exact=lambda sp, a: a.applyfunc(sp.exp) / sum(map(sp.exp, a)),
    facts=lambda t: {F.POSITIVE},
    names=("softmax",),
)

KNOWN: dict[str, Op] = {
    f.name: f for f in (EXP, LOG, SIN, COS, TAN, TANH, SINH, COSH, ATAN, SIGMOID, SOFTPLUS, RELU, STEP, ABS, SIGN)
}


@cache
def sympy_function(name: str) -> Op | None:
    """Any other SymPy function of one variable, such as erf or gamma; None where SymPy has none of that name."""
    import sympy

    found = getattr(sympy, name, None)
    if not (isinstance(found, type) and issubclass(found, sympy.Function)) or name[0].isupper():
        return None
    try:
        t = sympy.Symbol("t")
        found(t).diff(t).doit()
    except Exception:
        return None

    def value(np, x):
        import mpmath

        at = sympy.lambdify(t, found(t), "mpmath")
        return np.vectorize(lambda v: complex(at(mpmath.mpmathify(v))), otypes=[complex])(x)

    return _function(name, value, lambda sp, x: found(x))
