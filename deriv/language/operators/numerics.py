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
