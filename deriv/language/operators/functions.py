"""Functions of a matrix, e^A = I + A + A²/2 + …, and the Fréchet derivative of each, linear in its second argument."""

from __future__ import annotations

from collections.abc import Callable

from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..facts import facts
from ..terms import Notation, Op, Term
from . import numerics


class MatrixFunction(Op):
    """f of a square matrix: p(A) for a polynomial p with the values of f at the eigenvalues of A."""


class FrechetDerivative(Op):
    """L_f(A, E), with f(A + εE) = f(A) + ε L_f(A, E) + O(ε²)."""


def _square(s: Shape) -> Shape:
    if len(s) != 2 or s[0] != s[1]:
        raise ShapeError(f"a function of a matrix needs a square matrix, not {describe(s)}")
    return s


def _alike(a: Shape, e: Shape) -> Shape:
    if a != e:
        raise ShapeError(f"the direction must be {describe(a)}, not {describe(e)}")
    return _square(a)


# ---- exact meaning ---------------------------------------------------------------------------------------------------
def _eigenvalues(sp, a) -> list:
    if a.is_diagonal():
        return sorted(a.diagonal(), key=sp.default_sort_key)
    if a.rows != 2:
        raise ValueError("exact eigenvalues are taken of 2×2 matrices only")
    mean = a.trace() / 2
    apart = sp.sqrt(sp.expand(mean**2 - a.det()))
    return [mean - apart, mean + apart]


def _differences(sp, f: Callable, at: list) -> list:
    """f[x₀], f[x₀, x₁], …: the coefficients of Newton's polynomial; equal points stand side by side."""
    t = sp.Symbol("t")
    column, out = [f(sp, x) for x in at], []
    for k in range(len(at)):
        out.append(column[0])
        ends = [(at[i], at[i + k + 1]) for i in range(len(at) - k - 1)]
        slope = sp.diff(f(sp, t), t, k + 1) / sp.factorial(k + 1)
        column = [
            slope.subs(t, x) if sp.expand(x - y) == 0 else (column[i + 1] - column[i]) / (y - x)
            for i, (x, y) in enumerate(ends)
        ]
    return out


def _at(sp, f: Callable, a, at: list):
    """The polynomial that agrees with f at the eigenvalues, of a."""
    out, product = sp.zeros(*a.shape), sp.eye(a.rows)
    for c, x in zip(_differences(sp, f, at), at, strict=True):
        out += c * product
        product = product * (a - x * sp.eye(a.rows))
    return out


def _exact(f: Callable) -> Callable:
    return lambda sp, a: _at(sp, f, a, _eigenvalues(sp, a))


def _exact_frechet(f: Callable) -> Callable:
    """The upper right block of f([[A, E], [0, A]])."""

    def value(sp, a, e):
        n, at = a.rows, [x for x in _eigenvalues(sp, a) for _ in range(2)]
        block = sp.Matrix(sp.BlockMatrix([[a, e], [sp.zeros(n, n), a]]))
        return _at(sp, f, block, at)[:n, n:]

    return value


def _exact_root(sp, a):
    """(A + √|A| I)/√(tr A + 2√|A|), by Cayley and Hamilton."""
    if a.rows != 2:
        return _exact(lambda sp, x: sp.sqrt(x))(sp, a)
    root = sp.sqrt(a.det())
    return (a + root * sp.eye(2)) / sp.sqrt(a.trace() + 2 * root)


def _exact_root_frechet(sp, a, e):
    """The X with RX + XR = E for R = √A, as [[R, X], [0, R]]² = [[A, E], [0, A]]."""
    r = _exact_root(sp, a)
    if r.rows != 2:
        raise ValueError("exact roots are taken of 2×2 matrices only")
    root = sp.sqrt(a.det())
    trace = sp.sqrt(a.trace() + 2 * root)
    adjugate = trace * sp.eye(2) - r
    return (root * e + adjugate * e * adjugate) / (2 * trace * root)


# ---- the functions ---------------------------------------------------------------------------------------------------
KEPT = {F.DIAGONAL, F.LOWER, F.UPPER}
"""What every function of a matrix keeps."""


def _of_exp(t: Term):
    found = facts(t.args[0])
    of_symmetric = {F.DEFINITE} if F.SYMMETRIC in found else set()
    return {F.POSITIVE_DETERMINANT} | of_symmetric | ({F.ORTHOGONAL} if F.SKEW in found else set()) | found & KEPT


def _of_log(t: Term):
    found = facts(t.args[0])
    return found & KEPT | ({F.SYMMETRIC} if F.DEFINITE in found else set())


def _of_root(t: Term):
    return facts(t.args[0]) & (KEPT | {F.DEFINITE, F.SEMIDEFINITE, F.INVERTIBLE})


def _of_sin(t: Term):
    return facts(t.args[0]) & (KEPT | {F.SYMMETRIC, F.SKEW})


def _of_cos(t: Term):
    found = facts(t.args[0])
    return found & KEPT | ({F.SYMMETRIC} if found & {F.SYMMETRIC, F.SKEW} else set())


def _function(name: str, exact: Callable, exact_frechet: Callable, known: Callable, tex: str) -> tuple[Op, Op]:
    value = getattr(numerics, name)
    f = MatrixFunction(
        name,
        _square,
        Notation("prefix", name, tex, name, binds=30),
        value=value,
        exact=exact,
        facts=known,
        names=(name,),
    )
    derivative = FrechetDerivative(
        f"Fréchet derivative of {name}",
        _alike,
        Notation("prefix", f"L_{name}", f"L_{{{tex}}}", f"L_{name}", binds=30),
        value=numerics.upper_right(value),
        exact=exact_frechet,
        facts=lambda t: {F.SYMMETRIC} if all(F.SYMMETRIC in facts(a) for a in t.args) else set(),
        names=(f"L_{name}",),
    )
    return f, derivative


def _analytic(name: str, scalar: Callable, known: Callable, tex: str) -> tuple[Op, Op]:
    return _function(name, _exact(scalar), _exact_frechet(scalar), known, tex)


EXPM, L_EXPM = _analytic("expm", lambda sp, x: sp.exp(x), _of_exp, r"\operatorname{expm}")
LOGM, L_LOGM = _analytic("logm", lambda sp, x: sp.log(x), _of_log, r"\operatorname{logm}")
SINM, L_SINM = _analytic("sinm", lambda sp, x: sp.sin(x), _of_sin, r"\operatorname{sinm}")
COSM, L_COSM = _analytic("cosm", lambda sp, x: sp.cos(x), _of_cos, r"\operatorname{cosm}")
SQRTM, L_SQRTM = _function("sqrtm", _exact_root, _exact_root_frechet, _of_root, r"\operatorname{sqrtm}")

FRECHET: dict[Op, Op] = {EXPM: L_EXPM, LOGM: L_LOGM, SINM: L_SINM, COSM: L_COSM, SQRTM: L_SQRTM}
"""f ↦ L_f."""
