"""Any function: derived and right by the checker, or refused by name; never wrong, never a crash."""

import pytest
from hypothesis import HealthCheck, given, settings

from deriv.calculus.epsilon import derive
from deriv.calculus.simplify import factored, simplified
from deriv.checking.check import check
from deriv.language.errors import Declined
from tests.calculus.formulas import comes_to_its_end
from tests.calculus.random_functions import functions

QUIETLY = settings(max_examples=60, suppress_health_check=list(HealthCheck))
EVERY = ("scalar", "vector", "matrix")


def derived_rightly_or_refused(f, x, order):
    try:
        d = derive(f, x, order=order)
    except Declined as e:
        assert e.message
        return
    verdict = check(d).verdict
    assert comes_to_its_end(d)
    assert verdict.ok is not False, f"{f} by {x}: {verdict.why}"


@pytest.mark.slow
@given(functions(depth=5, shapes=EVERY))
@settings(QUIETLY, max_examples=150)
def test_a_random_function_is_derived_rightly_or_refused(case):
    derived_rightly_or_refused(*case, order=1)


@pytest.mark.slow
@given(functions(depth=3))
@QUIETLY
def test_to_second_order_too(case):
    derived_rightly_or_refused(*case, order=2)


@given(functions())
@QUIETLY
def test_simplifying_keeps_the_shape_and_comes_to_an_end(case):
    f, _ = case
    once = simplified(f)
    assert once.shape == f.shape
    assert simplified(once) is once
    assert factored(once).shape == f.shape
