"""Dimensions are integers, names, and sums and products of them, in one form each."""
import pytest
from hypothesis import given
from hypothesis import strategies as st

from deriv.language.dimensions import Dim, describe, dimension, names, size

m, n, p = map(dimension, "mnp")


@pytest.mark.parametrize(("dim", "text"), [
    (m * n, "mn"), (n * m, "mn"), (p + 1, "p + 1"), (1 + p, "p + 1"), (2 * n, "2n"), (n + n, "2n"),
    (n * n + 1, "nn + 1"), (m + n, "m + n"), (n + m, "m + n"), ((m + 1) * n, "mn + n"), (n * 1, "n"),
    (n + 0, "n"), (n + (-1), "n - 1"),    (n * (m + p), "mn + np"), (2 * (m + 3), "2m + 6"),
])
def test_one_form(dim, text):
    assert str(dim) == text


def test_equal_dimensions_are_equal():
    assert (m + 1) * (n + 1) == n * m + m + n + 1
    assert hash((m + 1) * n) == hash(n + m * n)
    assert m != n
    assert n + (-1) * n == 0
    assert isinstance((n + 3) + (-1) * n, int)


def test_parts():
    assert n.name == "n" and (m * n).name is None and (n + 1).name is None and (2 * n).name is None
    assert names(m * n + p) == {"m", "n", "p"} and names(3) == frozenset()
    assert size(m * n + 2, {"m": 3, "n": 4}) == 14 and size(5, {}) == 5


@pytest.mark.parametrize(("shape", "words"), [
    ((), "a scalar"), ((n, 1), "a vector of length n"), ((1, n), "a row of length n"), ((m, n), "an m×n matrix"),
    ((p, n), "a p×n matrix"), ((8, n), "an 8×n matrix"), ((18, 2), "an 18×2 matrix"), ((17, 2), "a 17×2 matrix"),
    ((2 * n, n), "a 2n×n matrix"), ((dimension("input"), n), "an input×n matrix"),
    ((dimension("rows"), n), "a rows×n matrix"), ((m * n, p + 1), "an mn×p + 1 matrix"),
    ((3, 1), "a vector of length 3"), (("any",), "of any shape"),
])
def test_described(shape, words):
    assert describe(shape) == words


polynomials = st.recursive(
    st.sampled_from([m, n, p, 1, 2, 3]),
    lambda d: st.builds(lambda a, b, plus: a + b if plus else a * b, d, d, st.booleans()),
    max_leaves=6,
)


@given(polynomials, polynomials, polynomials)
def test_arithmetic_is_that_of_numbers(a, b, c):
    sizes = {"m": 3, "n": 5, "p": 7}
    assert a + b == b + a and a * b == b * a and a * (b + c) == a * b + a * c and (a * b) * c == a * (b * c)
    assert size(a * b + c, sizes) == size(a, sizes) * size(b, sizes) + size(c, sizes)
    assert isinstance(a * b, int | Dim)
