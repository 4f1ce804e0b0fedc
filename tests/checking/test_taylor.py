"""Taylor coefficients from values."""
import math

import numpy as np
import pytest

from deriv.checking.taylor import ORDERS, circle, difference, expand, segment

RADIUS = 0.02
SERIES = [
    ("1/(1 - x)", lambda x: 1 / (1 - x), [1, 1, 1, 1, 1]),
    ("exp", np.exp, [1 / math.factorial(j) for j in range(5)]),
    ("log(2 + x)", lambda x: np.log(2 + x), [math.log(2), 1 / 2, -1 / 8, 1 / 24, -1 / 64]),
    ("3 - x³", lambda x: 3 - x**3, [3, 0, 0, -1, 0]),
    ("|x - 1|", lambda x: np.where(np.real(x) < 1, 1 - x, x - 1), [1, -1, 0, 0, 0]),
]


@pytest.mark.parametrize("nodes", [circle(RADIUS), segment(RADIUS)], ids=["circle", "segment"])
@pytest.mark.parametrize(("f", "coefficients"), [s[1:] for s in SERIES], ids=[s[0] for s in SERIES])
def test_coefficients(nodes, f, coefficients):
    found = expand(f(nodes.epsilons), 1, nodes)
    for j, c in enumerate(coefficients):
        assert found.coefficients[0, j, 0] == pytest.approx(c * RADIUS**j, rel=1e-9 if j < 2 else 1e-6, abs=1e-13)
    assert found.worst_tail < 1e-10


@pytest.mark.parametrize(("nodes", "f"), [
    (circle(RADIUS), lambda x: 1 / (0.03 - x)),
    (circle(RADIUS), lambda x: np.where(np.real(x) < 0.01, 0.01 - x, x - 0.01)),
    (circle(RADIUS), lambda x: np.abs(x - 0.01)),
    (circle(RADIUS), lambda x: 2 + np.conj(x)),
    (circle(RADIUS), lambda x: np.log(x - 1)),
    (segment(RADIUS), lambda x: np.abs(x - 0.01)),
    (segment(RADIUS), lambda x: np.where(x < 0, np.nan, x)),
], ids=["pole", "kink", "modulus", "conjugate", "log x, x < 0", "kink on the line", "not a number"])  # fmt: skip
def test_what_is_not_a_power_series_shows_in_the_tail(nodes, f):
    assert expand(f(nodes.epsilons), 1, nodes).worst_tail > 1e-6


def test_points_and_entries_are_kept_apart():
    nodes = circle(RADIUS)
    slopes = np.arange(6.0).reshape(2, 1, 3)
    values = (1 + slopes * nodes.epsilons[None, :, None]).reshape(-1, 3, 1)
    assert expand(values, 2, nodes).coefficients[:, 1] / RADIUS == pytest.approx(slopes[:, 0])


def test_difference_is_relative_and_nothing_is_never_equal_to_something():
    nodes = circle(RADIUS)
    series = lambda *c: expand(sum(x * nodes.epsilons**j for j, x in enumerate(c)) + 0j, 1, nodes)  # noqa: E731
    assert difference(series(1, 2), series(1, 2)).max() == 0
    assert difference(series(0), series(0)).max() == 0
    assert difference(series(1e6, 2e6), series(1e6, 2e6 * (1 + 1e-9)))[0].max() < 1e-8
    for order in range(ORDERS):
        other = [1.0] * ORDERS
        other[order] *= 1.01
        assert difference(series(*[1.0] * ORDERS), series(*other))[0, order] > 1e-4
    assert difference(series(1), series(np.nan)).max() == np.inf
