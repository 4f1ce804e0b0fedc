"""Functions of many matrices at once, real or complex: analytic, with no conjugate and no absolute value in the result.

Where a function has no value, such as the logarithm of a matrix with a negative eigenvalue, the entries are nan.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

Array = Any
"""Of shape (batch, n, n)."""

DOUBLINGS = 12  # e^A = (e^(A/2^k))^(2^k) for k up to this
TERMS = 17  # of the exponential series at ‖A‖ ≤ ½
ITERATIONS = 40
ROOTS = 20  # log A = 2^k log A^(1/2^k) for k up to this
QUADRATURE = 8  # points for log(I + X) at ‖X‖ ≤ ¼, exact to double precision
CONVERGED = 1e-10


def sizes(np, a: Array) -> Array:
    """A norm of each matrix."""
    return np.abs(a).sum(axis=-1).max(axis=-1)


def kept(np, a: Array, which: Array) -> Array:
    """The matrices of which `which` is true; nan for the others."""
    return np.where(which[..., None, None], a, np.nan)


def inverse(np, a: Array) -> Array:
    try:
        return np.linalg.inv(a)
    except np.linalg.LinAlgError:  # one of the matrices is singular
        return np.linalg.inv(kept(np, a, np.linalg.det(a) != 0))


def expm(np, a: Array) -> Array:
    """e^A = I + A + A²/2 + …"""
    norms = sizes(np, a)
    fit = norms < 2.0**DOUBLINGS
    largest = norms[fit].max(initial=0.5)
    k = max(0, int(np.ceil(np.log2(largest))) + 1)
    a = kept(np, a, fit) / 2**k
    out = term = np.eye(a.shape[-1]) + 0 * a
    for i in range(1, TERMS):
        term = term @ a / i
        out = out + term
    for _ in range(k):
        out = out @ out
    return out


def sinm(np, a: Array) -> Array:
    """(e^(iA) − e^(−iA))/2i"""
    return (expm(np, 1j * a) - expm(np, -1j * a)) / 2j


def cosm(np, a: Array) -> Array:
    """(e^(iA) + e^(−iA))/2"""
    return (expm(np, 1j * a) + expm(np, -1j * a)) / 2


def sqrtm(np, a: Array) -> Array:
    """The principal square root, by the iteration of Denman and Beavers."""
    y, z = a, np.eye(a.shape[-1]) + 0 * a
    for _ in range(ITERATIONS):
        new, z = (y + inverse(np, z)) / 2, (z + inverse(np, y)) / 2
        moved, y = sizes(np, new - y), new
        if not (moved > 1e-15 * sizes(np, y)).any():
            break
    return kept(np, y, sizes(np, y @ y - a) < CONVERGED * sizes(np, a))


def logm(np, a: Array) -> Array:
    """The principal logarithm: square roots until the matrix is near I, then ∫₀¹ X(I + tX)⁻¹ dt."""
    one, k = np.eye(a.shape[-1]), 0
    while k < ROOTS and (sizes(np, a - one) > 0.25).any():
        a, k = sqrtm(np, a), k + 1
    x, out = a - one, 0 * a
    points, weights = np.polynomial.legendre.leggauss(QUADRATURE)
    for t, w in zip((points + 1) / 2, weights / 2, strict=True):
        out = out + w * x @ inverse(np, one + t * x)
    return 2**k * kept(np, out, sizes(np, x) <= 0.25)


def upper_right(f: Callable[..., Array]) -> Callable[..., Array]:
    """The upper right block of f([[A, E], [0, A]]), which is the Fréchet derivative of f at A in the direction E."""

    def value(np, a: Array, e: Array) -> Array:
        a, e = np.broadcast_arrays(a, e)
        n, scale = a.shape[-1], max(1.0, float(np.abs(e).max()))
        rows = np.concatenate([a, e / scale], axis=-1), np.concatenate([0 * a, a], axis=-1)
        return scale * f(np, np.concatenate(rows, axis=-2))[..., :n, n:]

    return value


# ---- eigenvalues and singular values ---------------------------------------------------------------------------------
def transposed(np, a: Array) -> Array:
    return np.swapaxes(a, -1, -2)


def eigenvalues(np, a: Array) -> Array:
    """A column, the largest real part first."""
    w = np.linalg.eigvals(a)
    return np.take_along_axis(w, np.argsort(-w.real, axis=-1, kind="stable"), axis=-1)[..., None]


def eigenvector(np, a: Array, c: Array, place: str) -> Array:
    """The v with vᵀv = 1 and cᵀv > 0 of the eigenvalue whose real part is extreme; of the real point, and analytic."""
    w, vectors = np.linalg.eig(a)
    at = getattr(np, place)(w.real, axis=-1)
    v = np.take_along_axis(vectors, at[..., None, None], axis=-1)
    v = v / np.sqrt(np.sum(v * v, axis=-2, keepdims=True))
    return np.where(np.sum(c * v, axis=-2, keepdims=True).real < 0, -v, v)


def gram(np, a: Array) -> Array:
    """AᵀA or AAᵀ, the smaller of them."""
    tall = a.shape[-2] >= a.shape[-1]
    return transposed(np, a) @ a if tall else a @ transposed(np, a)


def spectral_norm(np, a: Array) -> Array:
    """The largest singular value."""
    return np.sqrt(eigenvalues(np, gram(np, a))[..., 0, 0])


def right_singular(np, a: Array) -> Array:
    ones = np.ones((a.shape[-1], 1))
    return eigenvector(np, transposed(np, a) @ a, ones, "argmax")


def left_singular(np, a: Array) -> Array:
    return a @ right_singular(np, a) / spectral_norm(np, a)[..., None, None]


def nuclear_norm(np, a: Array) -> Array:
    """The sum of the singular values."""
    return np.trace(sqrtm(np, gram(np, a)), axis1=-2, axis2=-1)


def polar(np, a: Array) -> Array:
    """A(AᵀA)^(−½), or (AAᵀ)^(−½)A."""
    root = inverse(np, sqrtm(np, gram(np, a)))
    return a @ root if a.shape[-2] >= a.shape[-1] else root @ a


# ---- pseudo-inverse and adjugate -------------------------------------------------------------------------------------
RANK = 1e-9  # of the largest singular value: smaller ones count as 0


def pinv(np, a: Array) -> Array:
    """Gᵀ(GGᵀ)⁻¹(FᵀF)⁻¹Fᵀ for A = FG with as many columns in F as A has rank."""
    u, s, v = np.linalg.svd(a, full_matrices=False)
    kept_values = s > RANK * s[..., :1]
    spare = (~kept_values)[..., None] * np.eye(s.shape[-1])  # makes the rest invertible, and meets only zeros
    f, g = u * kept_values[..., None, :], v * kept_values[..., None]
    scale = np.where(kept_values, 1 / np.where(kept_values, s, 1), 0)
    left = np.linalg.solve(transposed(np, f) @ f + spare, transposed(np, f))
    right = transposed(np, np.linalg.solve(g @ transposed(np, g) + spare, g))
    return (right * scale[..., None, :]) @ left


def adjugate(np, a: Array) -> Array:
    """By the recursion of Faddeev and Le Verrier, without a division by the determinant."""
    n = a.shape[-1]
    out = one = np.eye(n) + 0 * a
    for k in range(1, n):
        product = a @ out
        out = product - np.trace(product, axis1=-2, axis2=-1)[..., None, None] / k * one
    return out if n % 2 else -out
