"""Any function: derived and right by the checker, or refused by name; never wrong, never a crash."""

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deriv.calculus.epsilon import derive
from deriv.calculus.simplify import factored, simplified
from deriv.checking.check import check
from deriv.language.build import add, times
from deriv.language.errors import Declined
from deriv.language.operators import TRANSPOSE
from deriv.language.structures import STRUCTURES, kept_by
from deriv.language.terms import make, substitute
from tests.calculus.formulas import comes_to_its_end
from tests.calculus.random_functions import MATRICES, VECTORS, functions

QUIETLY = settings(max_examples=60, suppress_health_check=list(HealthCheck))
EVERY = ("scalar", "vector", "matrix")


def derived_rightly_or_refused(f, x, **options):
    try:
        d = derive(f, x, **options)
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


@pytest.mark.slow
@given(functions(depth=3), st.sampled_from(list(STRUCTURES)))
@QUIETLY
def test_by_a_variable_with_a_structure(case, structure):
    a, free = VECTORS["n"][1], MATRICES["n", "n"][0]
    x = kept_by(free, structure)
    f = add(case[0], times(make(TRANSPOSE, a), free, a))
    derived_rightly_or_refused(substitute(f, {free: x}), x, structure=structure)


@given(functions())
@QUIETLY
def test_simplifying_keeps_the_shape_and_comes_to_an_end(case):
    f, _ = case
    once = simplified(f)
    assert once.shape == f.shape
    assert simplified(once) is once
    assert factored(once).shape == f.shape
