"""Random values that honour declared facts."""
from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import numpy as np

from ..language.dimensions import size
from ..language.facts import Fact as F
from ..language.facts import facts, strongest
from ..language.terms import Term

MANNERS: dict[str, Callable[[np.ndarray], np.ndarray]] = {
    "generic": lambda x: x,
    "tame in long products": lambda x: x / np.sqrt(x.shape[-1]) if x.ndim == 3 else x,
    "positive": lambda x: 0.4 + np.abs(x),
    "near the identity": lambda x: 0.15 * x + np.eye(x.shape[1]) if _is_square(x) else 0.4 + np.abs(x),
    "small": lambda x: 0.2 * x,
    "small and positive": lambda x: 0.05 + 0.1 * np.abs(x),
    "large and positive": lambda x: 2 + np.abs(x),
}
"""Where to look for points, in turn. An identity between analytic functions that holds near one point holds."""


def draw(symbol: Term, sizes: Mapping[str, int], count: int, random: np.random.Generator, manner: str) -> np.ndarray:
    """`count` random values of a symbol, most of which honour its facts; `honours` tells which do."""
    shape = tuple(size(d, sizes) for d in symbol.shape)
    values, known = MANNERS[manner](random.standard_normal((count, *shape))), facts(symbol)
    if F.SINGLE_ENTRY in known:
        return _single_entries(values)
    if known & {F.POSITIVE, F.NONNEGATIVE}:
        values = np.abs(values) + (0.1 if F.POSITIVE in known else 0)
    elif F.NONZERO in known or symbol.is_scalar:
        values = _away_from_zero(values)  # a scalar near zero makes of λI + K nearly K, which may have no inverse
    if F.UNIT in known:
        values = values / np.sqrt((values**2).sum(axis=(1, 2), keepdims=True))
    return _structured(values, known, random) if symbol.is_square and known else values


def honours(values: np.ndarray, known: Iterable[F]) -> np.ndarray:
    """Which of the values have all these facts: an array of truth values over the batch."""
    kept = np.ones(len(values), bool)
    for f in strongest(known):
        kept &= HOLDS[f](values)
    return kept


def _structured(a: np.ndarray, known: frozenset[F], random: np.random.Generator) -> np.ndarray:
    """Square matrices with the structure and the spectrum that the facts ask for."""
    if F.IDENTITY in known:
        return np.broadcast_to(np.eye(a.shape[-1]), a.shape)
    if F.TOEPLITZ in known:
        return _toeplitz(a, known)
    if F.ORTHOGONAL in known:
        return _orthogonal(a, known, random)
    if F.DIAGONAL in known:
        return _diagonal(_spectrum(np.diagonal(a, axis1=1, axis2=2), known))
    if F.SKEW in known:
        return a - _t(a)
    if F.SYMMETRIC in known:
        if not known & SPECTRAL:
            return (a + _t(a)) / 2
        w, q = np.linalg.eigh((a + _t(a)) / 2)
        return q @ _diagonal(_spectrum(w, known)) @ _t(q)
    if known & {F.PRINCIPAL, F.REAL_SIMPLE} and not known & {F.LOWER, F.UPPER}:
        q, r = np.linalg.qr(a)
        w = np.diagonal(a, axis1=1, axis2=2)
        return q @ (np.triu(r, 1) + _diagonal(_spectrum(w, known))) @ _t(q)
    if known & {F.LOWER, F.UPPER}:
        d = np.diagonal(a, axis1=1, axis2=2)
        off = a - _diagonal(d)
        return (np.tril(off) if F.LOWER in known else np.triu(off)) + _diagonal(_spectrum(d, known))
    if known & SPECTRAL:
        u, s, v = np.linalg.svd(a)
        s = _spectrum(s, known)
        if F.POSITIVE_DETERMINANT in known:
            s[:, 0] *= np.linalg.det(u @ v)
        return u @ _diagonal(s) @ v
    return a


SPECTRAL = {
    F.INVERTIBLE,
    F.SINGULAR,
    F.DEFINITE,
    F.SEMIDEFINITE,
    F.POSITIVE_DETERMINANT,
    F.PRINCIPAL,
    F.REAL_SIMPLE,
}


def _spectrum(w: np.ndarray, known: frozenset[F]) -> np.ndarray:
    """Eigenvalues, singular values or diagonal entries moved to where the facts want them."""
    w = np.array(w)
    if known & {F.DEFINITE, F.SEMIDEFINITE, F.PRINCIPAL}:
        w = np.abs(w)
    if F.INVERTIBLE in known:
        w = _away_from_zero(w)
        if F.POSITIVE_DETERMINANT in known:
            w[:, 0] *= np.sign(w.prod(axis=1))
    elif F.SINGULAR in known:
        w[:, 0] = 0
    elif F.SEMIDEFINITE in known:
        w[::2, 0] = 0
    return w


def _orthogonal(a: np.ndarray, known: frozenset[F], random: np.random.Generator) -> np.ndarray:
    q, _ = np.linalg.qr(a)
    signs = _diagonal(random.choice((-1.0, 1.0), a.shape[:2]))
    if F.DIAGONAL in known:
        return signs
    return q @ signs @ _t(q) if F.SYMMETRIC in known else q @ signs


def _toeplitz(a: np.ndarray, known: frozenset[F]) -> np.ndarray:
    """Matrices that are constant along each diagonal; the main one is large enough where they must be definite."""
    n = a.shape[-1]
    below, above = a[:, :, 0], a[:, 0]
    if F.SYMMETRIC in known or F.DIAGONAL in known:
        above = below
    elif F.SKEW in known:
        below = below * (np.arange(n) > 0)
        above = -below
    if F.SEMIDEFINITE in known:
        above = below = below + (np.arange(n) == 0) * (1 + 2 * np.abs(below).sum(axis=1))[:, None]
    offset = np.subtract.outer(np.arange(n), np.arange(n))
    out = np.where(offset >= 0, below[:, np.maximum(offset, 0)], above[:, np.maximum(-offset, 0)])
    return out * ((offset >= 0) | (F.LOWER not in known)) * ((offset <= 0) | (F.UPPER not in known))


def _single_entries(a: np.ndarray) -> np.ndarray:
    """One entry 1, where the largest was, and the rest 0."""
    flat = a.reshape(len(a), -1)
    return (np.arange(flat.shape[1]) == flat.argmax(axis=1)[:, None]).astype(float).reshape(a.shape)


def _away_from_zero(x: np.ndarray) -> np.ndarray:
    return np.where(x < 0, -1, 1) * (0.5 + np.abs(x))


def _diagonal(d: np.ndarray) -> np.ndarray:
    return d[..., None] * np.eye(d.shape[-1])


def _is_square(a: np.ndarray) -> bool:
    return a.ndim == 3 and a.shape[1] == a.shape[2]


def _t(a: np.ndarray) -> np.ndarray:
    return np.swapaxes(a, -1, -2)


def _all(test: np.ndarray) -> np.ndarray:
    return test.all(axis=tuple(range(1, test.ndim)))


def _equal(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    return _all(np.abs(a - b) < 1e-9)


def _lowest(a: np.ndarray) -> np.ndarray:
    """The lowest eigenvalue of the symmetric part, against the size of the matrix."""
    return np.linalg.eigvalsh((a + _t(a)) / 2)[:, 0] / np.maximum(1, np.abs(a).max(axis=(1, 2)))


def _principal(w: np.ndarray) -> np.ndarray:
    """No eigenvalue on (−∞, 0]."""
    return _all((w.real > 1e-9) | (np.abs(w.imag) > 1e-9))


def _real_simple(w: np.ndarray) -> np.ndarray:
    apart = np.abs(w[:, :, None] - w[:, None, :]) + np.eye(w.shape[1])
    return _all(np.abs(w.imag) < 1e-12) & _all(apart > 1e-6)


def _one_largest(w: np.ndarray) -> np.ndarray:
    """Is the value with the largest real part real, and by itself?"""
    first, second = np.moveaxis(np.take_along_axis(w, np.argsort(-w.real, axis=1), axis=1)[:, :2], 1, 0)
    return (np.abs(first.imag) < 1e-9) & (first.real - second.real > 1e-9)


def _smallest(a: np.ndarray) -> np.ndarray:
    s = np.linalg.svd(a, compute_uv=False)
    return s[:, -1] / np.maximum(s[:, 0], 1e-300)


def _apart(a: np.ndarray, i: int, j: int) -> np.ndarray:
    """Whether the i-th and the j-th entry by size differ by more than rounding errors do."""
    ordered = np.sort(a.reshape(len(a), -1), axis=1)
    return np.abs(ordered[:, i] - ordered[:, j]) > 1e-9 * np.abs(ordered).max(axis=1)


HOLDS: dict[F, Callable[[np.ndarray], np.ndarray]] = {
    F.SYMMETRIC: lambda a: _equal(a, _t(a)),
    F.SKEW: lambda a: _equal(a, -_t(a)),
    F.DIAGONAL: lambda a: _equal(a, a * np.eye(a.shape[-1])),
    F.LOWER: lambda a: _equal(a, np.tril(a)),
    F.UPPER: lambda a: _equal(a, np.triu(a)),
    F.ORTHOGONAL: lambda a: _equal(a @ _t(a), np.eye(a.shape[-1])),
    F.INVERTIBLE: lambda a: _smallest(a) > 1e-9,
    F.SINGULAR: lambda a: _smallest(a) < 1e-9,
    F.DEFINITE: lambda a: _equal(a, _t(a)) & (_lowest(a) > 1e-9),
    F.SEMIDEFINITE: lambda a: _equal(a, _t(a)) & (_lowest(a) > -1e-9),
    F.PRINCIPAL: lambda a: _principal(np.linalg.eigvals(a)),
    F.REAL_SIMPLE: lambda a: _real_simple(np.linalg.eigvals(a)),
    F.POSITIVE: lambda a: _all(a > 0),
    F.NONNEGATIVE: lambda a: _all(a > -1e-12),
    F.NONZERO: lambda a: _all(a != 0),
    F.INTEGER: lambda a: _equal(a, np.round(a)),
    F.FULL_RANK: lambda a: _smallest(a) > 1e-9,
    F.POSITIVE_DETERMINANT: lambda a: np.linalg.det(a) > 0,
    F.TOEPLITZ: lambda a: _equal(a[:, 1:, 1:], a[:, :-1, :-1]),
    F.SINGLE_ENTRY: lambda a: _all((a == 0) | (a == 1)) & (a.sum(axis=(1, 2)) == 1),
    F.UNIT: lambda a: np.abs((a**2).sum(axis=(1, 2)) - 1) < 1e-9,
    F.SIMPLE_LARGEST: lambda a: _one_largest(np.linalg.eigvals(a)),
    F.SIMPLE_SMALLEST: lambda a: _one_largest(-np.linalg.eigvals(a)),
    F.ONE_LARGEST_SINGULAR: lambda a: _one_largest(np.linalg.svd(a, compute_uv=False)),
    F.ONE_LARGEST: lambda a: _apart(a, -1, -2),
    F.ONE_SMALLEST: lambda a: _apart(a, 0, 1),
    F.IDENTITY: lambda a: _equal(a, np.broadcast_to(np.eye(a.shape[-1]), a.shape)),
}
