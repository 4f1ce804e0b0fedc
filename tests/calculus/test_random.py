"""Any function: derived and right by the checker, or refused by name; never wrong, never a crash."""

import random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from deriv.calculus.epsilon import derive
from deriv.calculus.simplify import factored, simplified
from deriv.checking.check import check
from deriv.language.build import add, times
from deriv.language.errors import Declined
from deriv.language.operators import ALL, FRECHET, TRANSPOSE
from deriv.language.operators.maps import UnknownMap
from deriv.language.operators.unknown import UnknownFunction
from deriv.language.structures import STRUCTURES, kept_by
from deriv.language.terms import make, substitute, subterms
from tests.calculus.formulas import comes_to_its_end
from tests.calculus.random_functions import MATRICES, VECTORS, function, functions

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


WITHOUT = {
    "letter": "stands in rules only",
    "remainder": "stands in derivations only",
    "value": "stands in derivations only: f(X)",
    "entry": "stands in answers only: X_ij",
    "Σ": "stands in answers only",
    "vector of eigenvalues": "refused by itself; its sum and its product are tried in test_spectral.py",
    "polar factor": "the derivative of the nuclear norm; refused",
    "first right singular vector": "the derivative of the spectral norm; refused",
    "first left singular vector": "the derivative of the spectral norm; refused",
    **{f"Fréchet derivative of {f}": "the derivative of the function, which is drawn" for f in FRECHET},
}


def test_every_operator_of_a_formula_is_drawn():
    of = random.Random(0).choice
    met = {t.op for _ in range(3000) for t in subterms(function(of, 3, EVERY)[0])}
    assert {op.name for op in ALL if op not in met} == set(WITHOUT)
    assert any(isinstance(op, UnknownFunction) for op in met)
    assert any(isinstance(op, UnknownMap) for op in met)


@given(functions())
@QUIETLY
def test_simplifying_keeps_the_shape_and_comes_to_an_end(case):
    f, _ = case
    once = simplified(f)
    assert once.shape == f.shape
    assert simplified(once) is once
    assert factored(once).shape == f.shape
