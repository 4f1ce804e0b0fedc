"""Code for a function of several variables: one module, each derivative by its variable, and all of them together."""
from __future__ import annotations

import importlib.util
from inspect import signature

import numpy as np
import pytest

import deriv
from deriv.publish.code import arguments
from deriv.publish.code.targets import TARGETS
from tests.publish.code_points import argument, derivative, sizes_of, slope, values_of

INSTALLED = [t for t in TARGETS if importlib.util.find_spec(t)]
WHERE = {
    "A": "matrix(m, n)", "U": "matrix(m, k)", "V": "matrix(n, k)", "X": "matrix(p, q)", "Y": "matrix(p, q)",
    "x": "vector(n)", "b": "vector(m)", "λ": "positive scalar", "x1": "scalar",
}

# function, its variables, what each derivative is called
ROWS = [
    ("‖A − U Vᵀ‖_F²", ["U", "V"], ["derivative_U", "derivative_V"]),
    ("‖A − U Vᵀ‖_F²", ["V", "U"], ["derivative_V", "derivative_U"]),
    ("‖Ax − b‖² + λ xᵀx", ["x", "b", "λ"], ["derivative_x", "derivative_b", "derivative_lambda"]),
    ("λ A x", ["x", "λ"], ["derivative_x", "derivative_lambda"]),
    ("x1 λ²", ["x1", "λ"], ["derivative_x1", "derivative_lambda"]),
    ("log(λ + xᵀx)", ["x"], ["derivative_x"]),
]


def run(text: str) -> dict:
    space: dict = {}
    exec(compile(text, "generated", "exec"), space)
    return space


def at_a_point(family, target="numpy"):
    """The arguments of the generated functions, by name, and what the evaluator needs to work at the same point."""
    f = family[0].derivation.function
    symbols = dict.fromkeys(t for p in family for t in (*arguments(f), p.derivation.variable))
    sizes = sizes_of([f])
    values = values_of(symbols, sizes)
    return [as_given(argument(s, values[s]), target) for s in arguments(f)], values, sizes


def as_given(value, target):
    if target == "torch" and isinstance(value, np.ndarray):
        import torch

        return torch.from_numpy(value)
    return value


@pytest.mark.parametrize("target", INSTALLED)
@pytest.mark.parametrize(("formula", "variables", "names"), ROWS)
def test_each_derivative_and_all_of_them(formula, variables, names, target):
    family = deriv.derive(formula, variables, WHERE)
    space = run(family.code(target))
    given, values, sizes = at_a_point(family, target)
    together = space["derivative"](*given)
    assert isinstance(together, tuple) and len(together) == len(names)
    assert [n for n in space if n.startswith("derivative_")] == names
    for part, name, found in zip(family, names, together, strict=True):
        d = part.derivation
        expected = derivative(d.function, d.variable, values, sizes)
        assert np.shape(found) == expected.shape
        np.testing.assert_allclose(found, expected, rtol=1e-4, atol=1e-6)
        np.testing.assert_array_equal(space[name](*given), found)
    if "value_and_derivative" in space:
        value, all_of_them = space["value_and_derivative"](*given)
        np.testing.assert_allclose(value, space["function"](*given), rtol=1e-6)
        for found, apart in zip(all_of_them, together, strict=True):
            np.testing.assert_allclose(found, apart, rtol=1e-5)


def test_every_direction_is_given_its_own():
    family = deriv.derive("X .* Y .* Y", ["X", "Y"], WHERE)
    space = run(family.code())
    assert [*signature(space["derivative_X"]).parameters] == ["X", "Y", "U"]
    assert [*signature(space["derivative"]).parameters] == ["X", "Y", "U_X", "U_Y"]
    given, values, sizes = at_a_point(family)
    directions = [np.full(given[0].shape, 0.5), np.full(given[0].shape, -2.0)]
    for part, u, found in zip(family, directions, space["derivative"](*given, *directions), strict=True):
        d = part.derivation
        np.testing.assert_allclose(found, slope(d.function, d.variable, values, sizes, u[None])[0], rtol=1e-6)


@pytest.mark.parametrize("target", TARGETS)
def test_what_the_functions_say(target):
    text = deriv.derive("‖A − U Vᵀ‖_F²", ["U", "V"], WHERE, name="g").code(target)
    assert [line[4:] for line in text.splitlines() if line.startswith("def ")] == [
        "function(A, U, V):", "derivative_U(A, U, V):", "derivative_V(A, U, V):", "derivative(A, U, V):",
        "value_and_derivative(A, U, V):",
    ]
    assert [line.split('"""')[1] for line in text.splitlines() if '"""' in line and line.strip() != '"""'] == [
        "g(U, V) = ‖A − UVᵀ‖²_F", "∂g/∂U = −2(A − UVᵀ)V", "∂g/∂V = −2(A − UVᵀ)ᵀU", "(∂g/∂U, ∂g/∂V)",
        "g(U, V) and (∂g/∂U, ∂g/∂V), with what they share computed once",
    ]


def test_a_long_tuple_has_a_line_for_each():
    family = deriv.derive("‖Ax − b‖² + λ xᵀx", ["A", "x", "b", "λ"], WHERE)
    written = family.code().split("\n\n\ndef value_and_derivative")[0]
    *_, first, second, third, fourth, end = written.splitlines()
    assert [first, fourth, end] == [
        "        derivative_A(A, x, b, lambda_),", "        derivative_lambda(A, x, b, lambda_),", "    )",
    ]


def test_conditions_of_all_stand_where_all_are_computed():
    text = deriv.derive("bᵀb / xᵀx", ["b", "x"], WHERE).code()
    together = text.split("def derivative(")[1].split("def ")
    assert [part.count("Assumes xᵀx ≠ 0") for part in together] == [1, 1]
