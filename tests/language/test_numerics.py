"""Functions of many matrices at once agree with SciPy's functions of one, and are nan where there is no value."""

import numpy as np
import pytest
import scipy.linalg

from deriv.language.operators import numerics

RANDOM = np.random.default_rng(0)
ANY = RANDOM.standard_normal((6, 4, 4)) * np.array([0.01, 0.3, 1, 2, 4, 0]).reshape(-1, 1, 1)
NEAR_ONE = np.eye(4) * np.array([1, 2, 40]).reshape(-1, 1, 1) + 0.3 * RANDOM.standard_normal((3, 4, 4))
DEFECTIVE = np.array([[[2.0, 1, 0], [0, 2, 1], [0, 0, 2]]])
CASES = [
    *((f, a) for f in ("expm", "sinm", "cosm") for a in (ANY, ANY * (1 + 0.2j), DEFECTIVE)),
    *((f, a) for f in ("logm", "sqrtm") for a in (NEAR_ONE, NEAR_ONE * (1 + 0.2j), DEFECTIVE)),
]


@pytest.mark.parametrize(("name", "matrices"), CASES, ids=lambda c: c if isinstance(c, str) else str(c.shape))
def test_as_scipy_has_it(name, matrices):
    expected = np.array([getattr(scipy.linalg, name)(a) for a in matrices])
    assert getattr(numerics, name)(np, matrices) == pytest.approx(expected, rel=1e-10, abs=1e-10)


def test_the_upper_right_block_is_the_derivative():
    direction = RANDOM.standard_normal((6, 4, 4))
    expected = [scipy.linalg.expm_frechet(a, e, compute_expm=False) for a, e in zip(ANY, direction, strict=True)]
    found = numerics.upper_right(numerics.expm)(np, ANY, direction)
    assert found == pytest.approx(np.array(expected), rel=1e-9, abs=1e-9)


@pytest.mark.parametrize("name", ["logm", "sqrtm"])
def test_no_value_on_the_negative_axis(name):
    mixed = np.array([np.diag([-1.0, 2]), np.diag([0.0, 2]), np.diag([1.0, 4])])
    with np.errstate(invalid="ignore"):
        found = getattr(numerics, name)(np, mixed)
    assert np.isnan(found[:2]).all()
    assert found[2] == pytest.approx(getattr(scipy.linalg, name)(mixed[2]))


def test_what_is_too_large_for_expm_has_no_value():
    found = numerics.expm(np, np.array([np.eye(2) * 1e5, np.eye(2)]))
    assert np.isnan(found[0]).all()
    assert found[1] == pytest.approx(np.eye(2) * np.e)
