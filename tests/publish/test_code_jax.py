"""JAX code against JAX's own derivatives, NumPy code against JAX code and against differences of its function(…)."""
from __future__ import annotations

from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from deriv.calculus.derivation import Derivation
from deriv.calculus.epsilon import derive, derive_by_each
from deriv.cookbook.collection import load
from deriv.language.facts import Fact, facts
from deriv.language.operators import SYMBOL
from deriv.language.reading import declare, read
from deriv.publish.code import arguments, code
from tests.publish.code_points import argument, sizes_of, values_of

jax.config.update("jax_enable_x64", True)
jax.config.update("jax_disable_most_optimizations", True)  # what is compiled runs once

SYMBOLS = {
    name: declare(name, spec)
    for spec, names in {
        "matrix(m, n)": "X Y", "matrix(p, m)": "A", "matrix(n, p)": "B", "matrix(p, p)": "C", "matrix(m, m)": "D",
        "matrix(p, n)": "E", "matrix(n, m)": "T", "matrix(n, n)": "M N", "invertible matrix(n, n)": "K",
        "symmetric matrix(n, n)": "S", "positive definite matrix(n, n)": "P", "vector(m)": "a y", "vector(n)": "b x z",
        "scalar": "c t", "positive scalar": "s λ", "positive integer": "k",
    }.items()
    for name in names.split()
}
SCALAR_VALUED = [
    # linear, bilinear and quadratic forms, traces
    ("aᵀXb", "X"), ("(aᵀXb − c)²", "X"), ("(aᵀXb − c)²", "a"), ("xᵀMx + bᵀx", "x"), ("xᵀSx", "x"), ("xᵀMx", "M"),
    ("tr(AXB)", "X"), ("tr(XᵀYM)", "Y"), ("tr(M³)", "M"), ("tr(M^k)", "M"), ("tr((MN)^k)", "N"), ("tr(MXᵀX)", "X"),
    ("aᵀXXᵀa", "X"), ("tr(X S Xᵀ D)", "X"), ("⟨X, Y⟩²", "X"),
    # norms and quotients
    ("‖Xx − a‖² + λ xᵀx", "x"), ("‖AXB + C‖_F²", "X"), ("‖X‖_F", "X"), ("‖Xx − a‖", "X"), ("xᵀMx / xᵀx", "x"),
    ("xᵀSx / xᵀPx", "x"), ("‖x − b‖ / (1 + ‖x‖²)", "x"), ("exp(−‖x − b‖² / (2s²))", "x"), ("√(xᵀPx)", "x"),
    # inverses and determinants
    ("tr(K⁻¹M)", "K"), ("xᵀK⁻¹z", "K"), ("log|K|", "K"), ("|K|", "K"), ("tr(M) |K|", "K"),
    ("½ log|P| + ½ xᵀP⁻¹x", "P"), ("log|P| + tr(P⁻¹S)", "P"), ("log|XᵀX + λI|", "X"), ("log|I + XPXᵀ|", "P"),
    ("log|XᵀX + λI|", "λ"), ("bᵀ(K + λI)⁻¹b", "λ"), ("xᵀT(TᵀT)⁻¹Tᵀx", "T"), ("tr(K⁻²M)", "K"),
    ("log|XᵀX + λI| + ‖AX − E‖_F²", "X"),
    # entry by entry
    ("log(sum(exp(Xx))) − aᵀXx", "x"), ("sum(log(ones(m) + exp(−a ⊙ Xx)))", "x"), ("½‖D tanh(Xx) − a‖²", "X"),
    ("½‖M tanh(Nx) − b‖²", "N"), ("sum(relu(Xx))", "x"), ("sum(exp(X) ⊙ Y)", "X"), ("sum(X ./ Y)", "Y"),
    ("sum(X .^ 3)", "X"), ("sum(log(exp(X) ones(n)))", "X"), ("log(sum(exp(X)))", "X"), ("sum(sin(X) ⊙ cos(X))", "X"),
    ("log(1 + exp(bᵀx))", "x"), ("(1/(1 + exp(−bᵀx)) − c)²", "x"), ("sum(sigmoid(Xx))", "X"), ("exp(aᵀXb)", "X"),
    # layout
    ("bᵀ diag(x) z", "x"), ("tr(M diag(x) N)", "x"), ("tr(XᵀY diag(x))", "x"), ("bᵀ diagvec(MN)", "M"), ("sum(M)", "M"),
    ("tr(M ⊙ N)", "M"), ("aᵀ diag(Xx) y", "x"),
    # scalars
    ("t³ sin(t)", "t"), ("s^c", "c"), ("log(1 + t²)", "t"), ("|t| + relu(t)", "t"), ("exp(s)^k / s", "s"),
]
OTHERS = [
    # vectors and matrices by a scalar, vectors by a vector, matrices by a matrix
    ("t x", "t"), ("(P + sI)⁻¹b", "s"), ("(sK)⁻¹", "s"), ("exp(t X)", "t"),
    ("Mx", "x"), ("tanh(Mx)", "x"), ("x / ‖x‖", "x"), ("exp(x)/sum(exp(x))", "x"), ("x xᵀb", "x"), ("K⁻¹x", "x"),
    ("K⁻¹", "K"), ("K²M", "K"), ("XK⁻¹", "K"), ("XᵀX", "X"), ("exp(X) ⊙ X", "X"), ("K⁻¹x", "K"), ("M^k", "M"),
    ("T(TᵀT)⁻¹Tᵀ", "T"), ("sin(xᵀMx) M", "M"), ("Xᵀ", "X"),
]
SECOND = [
    ("xᵀMx + exp(bᵀx)", "x"), ("‖Xx − a‖²", "x"), ("‖Xx − a‖", "x"), ("log(sum(exp(Xx)))", "x"), ("xᵀSx / xᵀx", "x"),
    ("sum(log(ones(m) + exp(−a ⊙ Xx)))", "x"), ("sum(exp(x))", "x"), ("(bᵀx)³", "x"), ("t³ sin(t)", "t"),
    ("tr(XᵀDX)", "X"), ("log|P|", "P"), ("tr(K⁻¹M)", "K"), ("tr(M³)", "M"), ("‖AXB + C‖_F²", "X"), ("exp(aᵀXb)", "X"),
]
JITTED = [*SCALAR_VALUED[::6], *OTHERS[::4]]


class Made:
    """What a derivation is as NumPy and as JAX, at a point."""

    def __init__(self, d: Derivation):
        f = d.function
        symbols, sizes = arguments(f), sizes_of([f])
        if any(Fact.FULL_RANK in facts(s) for s in symbols):  # tall: more rows, which come first, than columns
            sizes = dict(zip(sizes, reversed(sizes.values()), strict=True))
        values = values_of(symbols, sizes)
        self.derivation, self.position = d, symbols.index(d.variable)
        self.given = [argument(s, values[s]) for s in symbols]
        self.whole = tuple(i for i, s in enumerate(symbols) if Fact.INTEGER in facts(s))
        self.numpy, self.jax = (self._module(target) for target in ("numpy", "jax"))
        x = np.shape(self.given[self.position])
        self.along = 0.3 + np.random.default_rng(3).random(x)
        self.directions = [self.along] if d.result is None and d.direction.op is SYMBOL else []

    def _module(self, target: str) -> dict:
        space: dict = {}
        exec(compile(code(self.derivation, target), "generated", "exec"), space)
        return space

    def by_differences(self) -> np.ndarray:
        """Central differences of the NumPy function(…), along the direction where there is one."""
        x, h = np.asarray(self.given[self.position], dtype=float), 1e-6
        steps = self.directions or np.eye(x.size).reshape(-1, *x.shape)
        slopes = [(self._at(x + h * u) - self._at(x - h * u)) / (2 * h) for u in steps]
        if self.directions:
            return slopes[0]
        return np.reshape(np.stack(slopes, axis=-1), (*slopes[0].shape, *x.shape))

    def _at(self, x: np.ndarray) -> np.ndarray:
        given = list(self.given)
        given[self.position] = x if x.ndim else float(x)
        return np.asarray(self.numpy["function"](*given))

    def by_jax(self, of=None) -> np.ndarray:
        """JAX's own derivative of the JAX function(…)."""
        given = [jnp.asarray(v) if isinstance(v, np.ndarray) else v for v in self.given]

        def f(x):
            return self.jax["function"](*given[: self.position], x, *given[self.position + 1 :])

        if of is not None:
            return of(f)(jnp.asarray(given[self.position]))
        if self.directions:
            return jax.jvp(f, (given[self.position],), (jnp.asarray(self.along),))[1]
        return (jax.jacfwd if self.derivation.variable.is_scalar else jax.jacrev)(f)(given[self.position])


def derived(formula: str, variable: str, order: int = 1) -> Made:
    return Made(derive(read(formula, SYMBOLS), SYMBOLS[variable], order=order))


def agree(found, expected, tolerance=1e-9):
    found, expected = np.asarray(found, dtype=float), np.asarray(expected)
    assert found.shape == expected.shape
    np.testing.assert_allclose(found, expected, rtol=tolerance, atol=tolerance * max(1, np.abs(expected).max()))


def check(made: Made):
    expected = made.numpy["derivative"](*made.given, *made.directions)
    agree(expected, made.by_differences(), 1e-6)
    agree(made.jax["function"](*made.given), made.numpy["function"](*made.given))
    agree(made.jax["derivative"](*made.given, *made.directions), expected)
    agree(expected, made.by_jax())
    if "value_and_derivative" in made.numpy:
        for space in (made.numpy, made.jax):
            value, derivative = space["value_and_derivative"](*made.given, *made.directions)
            agree(value, made.numpy["function"](*made.given))
            agree(derivative, expected)


@pytest.mark.parametrize(("formula", "variable"), [*SCALAR_VALUED, *OTHERS])
def test_first_derivatives(formula, variable):
    check(derived(formula, variable))


BOOK = load(Path(__file__).parent.parent.parent / "recipes")


@pytest.mark.parametrize("entry", [e for e in BOOK.entries if not e.recipe.structure], ids=lambda e: e.slug)
def test_recipes(entry):
    """Those with a structure, whose gradients are projected, have tests of their own."""
    recipe = entry.recipe
    for d in derive_by_each(entry.function, entry.variables, name=recipe.name, let=entry.let, order=recipe.order):
        check(Made(d))


@pytest.mark.parametrize(("formula", "variable"), SECOND)
def test_second_derivatives(formula, variable):
    made = derived(formula, variable, order=2)
    if made.derivation.hessian is not None:
        expected = made.by_jax(jax.hessian)
        directions = []
    else:
        u = jnp.asarray(made.along)

        def twice(f):
            return lambda x: jax.jvp(lambda x: jax.jvp(f, (x,), (u,))[1], (x,), (u,))[1]

        expected, directions = made.by_jax(twice), [made.along]
    for space in (made.numpy, made.jax):
        agree(space["hessian"](*made.given, *directions), expected, 1e-8)


@pytest.mark.parametrize(("formula", "variable"), JITTED)
def test_functions_compile(formula, variable):
    """jax.jit knows no values: the code asks for none, but of whole numbers, which are static."""
    made = derived(formula, variable)
    for name in ("function", "derivative"):
        given = [*made.given, *(made.directions if name == "derivative" else [])]
        compiled = jax.jit(made.jax[name], static_argnums=made.whole)
        agree(compiled(*given), made.numpy[name](*given))
