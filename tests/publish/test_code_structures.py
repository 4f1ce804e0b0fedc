"""Code for a variable with a structure: the projected gradient, or with convention="entries" the shared entries."""

import importlib.util

import numpy as np
import pytest

import deriv
from deriv.language.structures import STRUCTURES
from deriv.publish.code.targets import TARGETS
from tests.calculus.test_structures import FUNCTIONS, SIZE, basis, point

INSTALLED = [t for t in TARGETS if importlib.util.find_spec(t)]
N = "matrix(n, n)"


@pytest.mark.parametrize("target", INSTALLED)
@pytest.mark.parametrize("structure", STRUCTURES)
def test_gradient_and_entries(structure, target):
    formula = "tr(XAXB)"
    d = deriv.derive(formula, "X", {"X": N, "A": N, "B": N}, structure=structure)
    x, others = point(structure)
    gradient, entries = np.zeros((SIZE, SIZE)), np.zeros((SIZE, SIZE))
    for one in basis(structure):
        slope = FUNCTIONS[formula](x + 1e-30j * one, others).imag / 1e-30
        gradient += slope * one / (one**2).sum()
        entries += slope * one
    exact = 1e-10 if target == "numpy" else 1e-4
    for convention, expected in (("projection", gradient), ("entries", entries)):
        made = {}
        exec(d.code(target, convention=convention), made)
        given = [_array(target, v) for v in (x, others["A"], others["B"])]
        assert np.allclose(np.asarray(made["derivative"](*given)), expected, rtol=exact, atol=exact * 10)


def _array(target: str, value: np.ndarray):
    if target == "torch":
        import torch

        return torch.tensor(value)
    return value


def test_the_docstring_says_what_the_entries_count():
    d = deriv.derive("tr(AX)", "X", {"X": N, "A": N}, structure="symmetric")
    assert "entries which a symmetric matrix shares are one variable" in d.code(convention="entries")
    assert "one variable" not in d.code()


@pytest.mark.parametrize(("function", "structure"), [("tr(AX)", None), ("AX", "symmetric")])
def test_entries_need_a_scalar_function_and_a_structure(function, structure):
    d = deriv.derive(function, "X", {"X": N, "A": N}, structure=structure)
    with pytest.raises(deriv.DerivError, match='convention="entries" needs a structure'):
        d.code(convention="entries")
