"""Random values honour what is declared; sizes are never equal by accident."""
import numpy as np
import pytest

from deriv.checking.evaluate import Point, evaluate
from deriv.checking.meaning import NoValue
from deriv.checking.sampling import MANNERS, draw, honours
from deriv.checking.vocabulary import distinct_sizes, vocabulary, whole_numbers
from deriv.language.build import add, divide, negative, power, times
from deriv.language.dimensions import dimension
from deriv.language.facts import Fact as F
from deriv.language.facts import facts
from deriv.language.operators import (
    DET,
    DIAG,
    DIAGVEC,
    ENTRY,
    HADAMARD,
    HADAMARD_DIVIDE,
    HADAMARD_POWER,
    INVERSE,
    KRON,
    SCALE,
    SIGMA,
    TOTAL,
    TRACE,
    TRANSPOSE,
    counted,
    number,
    symbol,
)  # fmt: skip
from deriv.language.operators.entrywise import KNOWN
from deriv.language.terms import make

OF_MATRICES = [f for f in F if f is not F.INTEGER]
TOGETHER = [
    (F.SYMMETRIC, F.INVERTIBLE), (F.SYMMETRIC, F.ORTHOGONAL), (F.DIAGONAL, F.INVERTIBLE), (F.DIAGONAL, F.DEFINITE),
    (F.DIAGONAL, F.ORTHOGONAL), (F.LOWER, F.INVERTIBLE), (F.UPPER, F.SINGULAR), (F.SEMIDEFINITE, F.SINGULAR),
    (F.TOEPLITZ, F.SYMMETRIC), (F.TOEPLITZ, F.SKEW), (F.TOEPLITZ, F.DEFINITE), (F.TOEPLITZ, F.LOWER),
    (F.POSITIVE_DETERMINANT, F.DIAGONAL), (F.POSITIVE_DETERMINANT, F.SYMMETRIC), (F.POSITIVE_DETERMINANT, F.UPPER),
    (F.SKEW, F.INVERTIBLE), (F.SYMMETRIC, F.NONNEGATIVE), (F.DEFINITE, F.NONNEGATIVE), (F.LOWER, F.NONNEGATIVE),
]  # fmt: skip


@pytest.mark.parametrize("declared", [(f,) for f in OF_MATRICES] + TOGETHER, ids=lambda d: " ".join(f.value for f in d))
@pytest.mark.parametrize("manner", ["generic", "positive", "near the identity"])
def test_matrices_honour_their_facts(declared, manner):
    S = symbol("S", "n", "n", facts=declared)
    values = draw(S, {"n": 4}, 24, np.random.default_rng(1), manner)
    fit = honours(values, facts(S))
    assert values.shape == (24, 4, 4)
    assert fit.sum() >= 2
    assert np.ptp(values[fit]) > 0.1


@pytest.mark.parametrize("declared", [F.POSITIVE, F.NONNEGATIVE, F.NONZERO], ids=lambda f: f.value)
@pytest.mark.parametrize("shape", [(), ("n", 1), ("m", "n")], ids=str)
def test_entries_honour_their_facts(declared, shape):
    s = symbol("s", *shape, facts=[declared])
    for manner in MANNERS:
        assert honours(draw(s, {"m": 2, "n": 3}, 12, np.random.default_rng(1), manner), facts(s)).all()


HAS_HAS_NOT = {
    F.SYMMETRIC: ([[1, 2], [2, 4]], [[1, 2], [3, 4]]),
    F.SKEW: ([[0, 2], [-2, 0]], [[1, 2], [-2, 0]]),
    F.DIAGONAL: ([[1, 0], [0, 2]], [[1, 2], [0, 1]]),
    F.LOWER: ([[1, 0], [2, 1]], [[1, 2], [0, 1]]),
    F.UPPER: ([[1, 2], [0, 1]], [[1, 0], [2, 1]]),
    F.ORTHOGONAL: ([[0, 1], [-1, 0]], [[1, 1], [-1, 1]]),
    F.INVERTIBLE: ([[1, 2], [3, 4]], [[1, 2], [2, 4]]),
    F.SINGULAR: ([[1, 2], [2, 4]], [[1, 2], [3, 4]]),
    F.DEFINITE: ([[2, 1], [1, 2]], [[1, 2], [2, 1]]),
    F.SEMIDEFINITE: ([[1, 1], [1, 1]], [[1, 2], [2, 1]]),
    F.PRINCIPAL: ([[0, 1], [-1, 0]], [[1, 2], [2, 1]]),
    F.REAL_SIMPLE: ([[1, 5], [0, 2]], [[1, 1], [0, 1]]),
    F.POSITIVE: ([[1, 1], [2, 1]], [[1, 0], [2, 1]]),
    F.NONNEGATIVE: ([[1, 0], [2, 1]], [[1, -1], [2, 1]]),
    F.NONZERO: ([[1, -1], [2, 1]], [[1, 0], [2, 1]]),
    F.INTEGER: ([[1, -1], [2, 1]], [[1, 0.5], [2, 1]]),
    F.FULL_RANK: ([[1, 2], [3, 4]], [[1, 2], [2, 4]]),
    F.POSITIVE_DETERMINANT: ([[1, 2], [-2, 1]], [[1, 2], [2, 1]]),
    F.TOEPLITZ: ([[1, 2], [3, 1]], [[1, 2], [3, 4]]),
    F.SINGLE_ENTRY: ([[0, 1], [0, 0]], [[0, 1], [1, 0]]),
    F.UNIT: ([[0.6, 0], [0, 0.8]], [[1, 0], [0, 1]]),
    F.ONE_LARGEST: ([[1, 2], [0, 1]], [[2, 2], [0, 1]]),
    F.ONE_SMALLEST: ([[1, 2], [0, 1]], [[2, 0], [0, 1]]),
    F.SIMPLE_LARGEST: ([[1, 5], [0, 2]], [[0, 1], [-1, 0]]),
    F.SIMPLE_SMALLEST: ([[1, 5], [0, 2]], [[1, 1], [0, 1]]),
    F.ONE_LARGEST_SINGULAR: ([[1, 0], [0, 2]], [[0, 1], [-1, 0]]),
    F.IDENTITY: ([[1, 0], [0, 1]], [[1, 0], [0, 2]]),
}


@pytest.mark.parametrize("fact", F, ids=lambda f: f.value)
def test_who_has_a_fact(fact):
    assert honours(np.array(HAS_HAS_NOT[fact], float), [fact]).tolist() == [True, False]


def test_sizes_are_distinct_and_differ_from_turn_to_turn():
    for count in range(1, 12):
        names = tuple("abcdefghijkl"[:count])
        one, other = distinct_sizes(names, 0), distinct_sizes(names, 1)
        for sizes in (one, other):
            assert len(set(sizes.values())) == count and 1 not in sizes.values()
        assert all(one[n] != other[n] for n in names)


def test_whole_numbers_suit_what_they_are_for():
    k, j = symbol("k", facts=[F.INTEGER, F.POSITIVE]), symbol("j", facts=[F.INTEGER])
    r, i = (symbol(x, facts=[F.INTEGER, F.NONNEGATIVE]) for x in "ri")
    X = symbol("X", "n", "n")
    body = times(make(ENTRY, X, i, i), make(TRACE, power(X, r)), power(make(TRACE, X), j))
    of_entries = make(SIGMA, i, number(1), counted(dimension("n")), body)
    words = vocabulary([make(SIGMA, r, number(0), add(k, number(-1)), of_entries)])
    assert words.dimensions == ("n",)
    for turn in (0, 1):
        found = {s.data[0]: float(v[0]) for s, v in whole_numbers(words, {"n": 3}, turn).items()}
        assert found["k"] >= 2 and 0 <= found["r"] <= found["k"] - 1 and 1 <= found["i"] <= 3
    assert {float(whole_numbers(words, {"n": 3}, turn)[j][0]) < 0 for turn in (0, 1, 2)} == {True, False}


# ---- facts that the language infers hold -----------------------------------------------------------------------------
MATRICES = [symbol(f.name, "n", "n", facts=[f]) for f in OF_MATRICES] + [symbol("ANY", "n", "n")]
SCALARS = [symbol(f.name.lower(), facts=[f]) for f in (F.POSITIVE, F.NONNEGATIVE, F.NONZERO)] + [symbol("any")]
COLUMNS = [symbol(f"v{f.name}", "n", 1, facts=[f]) for f in (F.POSITIVE, F.NONNEGATIVE)] + [symbol("v", "n", 1)]
R = symbol("R", "n", "m")


def inferred():
    for a in MATRICES:
        yield from (TRANSPOSE(a), INVERSE(a), negative(a), *(power(a, number(k)) for k in (2, 3, -2)))
        yield from (DET(a), TRACE(a), TOTAL(a), DIAGVEC(a), HADAMARD_POWER(a, number(2)), HADAMARD_POWER(a, number(3)))
        yield from (make(SCALE, s, a) for s in SCALARS)
        yield from (divide(a, s) for s in SCALARS)
        yield from (phi(a) for phi in KNOWN.values())
        yield from (times(TRANSPOSE(v), a, v) for v in COLUMNS)
        yield times(TRANSPOSE(R), a, R)
        yield add(a, TRANSPOSE(a), TRANSPOSE(a))
        for b in MATRICES:
            yield from (add(a, b), times(a, b), HADAMARD(a, b), HADAMARD_DIVIDE(a, b), KRON(a, b))
            yield from (times(a, b, a), times(TRANSPOSE(a), b, a))
    for s in SCALARS:
        yield from (power(s, number(k)) for k in (2, 3, -1, "1/2"))
        for t in SCALARS:
            yield from (add(s, t), times(s, t), divide(s, t), power(s, t))
    for v in COLUMNS:
        yield from (DIAG(v), times(v, TRANSPOSE(v)), times(TRANSPOSE(v), v))


@pytest.mark.parametrize("manner", ["generic", "positive", "near the identity"])
def test_inferred_facts_hold(manner):
    sizes, wrong, tried = {"n": 4, "m": 3}, [], 0
    for term in inferred():
        symbols = vocabulary([term]).symbols
        random = np.random.default_rng(7)
        values = {s: draw(s, sizes, 8, random, manner) for s in symbols}
        fit = np.all([honours(v, facts(s)) for s, v in values.items()], axis=0)
        try:
            value = evaluate(term, Point({s: v[fit] for s, v in values.items()}, sizes))
        except NoValue:
            continue
        entries = tuple(range(1, value.ndim))
        value = value[np.isfinite(value).all(axis=entries) & (np.abs(value).max(axis=entries) < 1e6)]
        tried += len(value) * len(facts(term))
        wrong += [f"{term} is not {f.value}" for f in facts(term) if not honours(value, [f]).all()]
    assert not wrong
    assert tried > 5000
