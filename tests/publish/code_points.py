"""Arguments for generated code, and what the checker's evaluator and central differences say of them."""
from __future__ import annotations

import numpy as np

from deriv.checking.evaluate import Point, evaluate
from deriv.language.dimensions import names, size
from deriv.language.facts import Fact, facts
from deriv.language.terms import Term, subterms

STEP = 1e-5


def sizes_of(terms) -> dict[str, int]:
    """Distinct sizes for all dimension names, none of them 1."""
    found = sorted({n for term in terms for t in subterms(term) for d in t.shape for n in names(d)})
    return {n: 3 + i for i, n in enumerate(found)}


def values_of(symbols, sizes, seed=7) -> dict[Term, np.ndarray]:
    """One value a symbol, each a batch of one: square matrices near I, the rest above 0.3, where log is at home."""
    random = np.random.default_rng(seed)
    return {s: np.array([_value_of(s, sizes, random)]) for s in symbols}


def _value_of(symbol: Term, sizes, random) -> np.ndarray:
    known, shape = facts(symbol), [size(d, sizes) for d in symbol.shape]
    if Fact.INTEGER in known:
        return np.array(3.0)
    x = 0.2 * random.standard_normal(shape)
    if not symbol.is_square:
        return 0.3 + np.abs(x)
    near = np.eye(*shape) + x
    return near @ near.T if Fact.SYMMETRIC in known else near


def argument(symbol: Term, value: np.ndarray):
    """The value as a caller of generated code passes it."""
    if symbol.is_scalar:
        return int(value[0]) if Fact.INTEGER in facts(symbol) else float(value[0])
    return value[0].reshape(-1) if 1 in symbol.shape else value[0]


def as_array(value: np.ndarray, shape) -> np.ndarray:
    """A value of the evaluator in the shape that generated code returns."""
    return value[0].reshape(-1) if 1 in shape else value[0]


def value(term: Term, values, sizes) -> np.ndarray:
    return as_array(evaluate(term, Point(values, sizes)), term.shape)


def slope(function: Term, variable: Term, values, sizes, direction: np.ndarray) -> np.ndarray:
    """Central differences of the function as the evaluator sees it, along directions (B, …)."""
    here = values[variable]
    at = [Point({**values, variable: here + h * direction}, sizes) for h in (STEP, -STEP)]
    ahead, behind = (evaluate(function, point) for point in at)
    return (ahead - behind) / (2 * STEP)


def derivative(function: Term, variable: Term, values, sizes) -> np.ndarray:
    """The gradient, df/dt or Jacobian by central differences, in the shape that generated code returns."""
    if variable.is_scalar:
        return as_array(slope(function, variable, values, sizes, np.ones(1)), function.shape)
    shape = values[variable].shape[1:]
    count = int(np.prod(shape))
    slopes = slope(function, variable, values, sizes, np.eye(count).reshape(count, *shape))
    if function.is_scalar:
        return slopes.reshape(-1) if 1 in variable.shape else slopes.reshape(shape)
    return slopes.reshape(count, -1).T
