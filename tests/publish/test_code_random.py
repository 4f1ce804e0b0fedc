"""Any term that the operators can make: its NumPy code has the value that the evaluator gives it."""
from __future__ import annotations

import numpy as np
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from deriv.language import operators as o
from deriv.language.build import add, divide, negative, power, times
from deriv.language.facts import Fact
from deriv.language.operators.entrywise import EXP, LOG, RELU, SIGMOID, SIN, SOFTPLUS, TANH
from deriv.language.terms import Term
from deriv.publish.code import Routine, module
from tests.publish.code_points import argument, value, values_of

SIZES = {"m": 2, "n": 4}
ONE, TWO, HALF = o.number(1), o.number(2), o.number("1/2")
K = o.symbol("K", "n", "n", facts=[Fact.INVERTIBLE])
P = o.symbol("P", "n", "n", facts=[Fact.DEFINITE])
SYMBOLS = [
    o.symbol("c"), o.symbol("s"),
    o.symbol("a", "m", 1), o.symbol("b", "n", 1), o.symbol("r", 1, "n"), o.symbol("q", 1, "m"),
    o.symbol("A", "m", "n"), o.symbol("B", "n", "m"), o.symbol("C", "m", "m"), K, P,
]
LEAVES = {shape: [s for s in SYMBOLS if s.shape == shape] for shape in {s.shape for s in SYMBOLS}}
AXES = tuple(dict.fromkeys((1, *K.shape, *o.symbol("x", "m").shape)))
FUNCTIONS = (SIN, TANH, SIGMOID, RELU, SOFTPLUS)


def matrix_leaves(shape) -> list[Term]:
    m, n = shape
    return [*LEAVES.get(shape, []), o.ones(m, n), o.zero(m, n), *([o.eye(m)] if m == n else [])]


@st.composite
def terms(draw, shape, depth: int) -> Term:
    if not depth:
        return draw(st.sampled_from(matrix_leaves(shape) if shape else [*LEAVES[()], ONE, TWO, HALF, o.number(-3)]))

    def of(*wanted):
        return draw(terms(wanted, depth - 1))

    def axis():
        return draw(st.sampled_from(AXES))

    def function():
        return draw(st.sampled_from(FUNCTIONS))

    def some(kind):
        return draw(st.sampled_from(kind))()

    def positive(t):
        return add(ONE, power(t, TWO))

    def stretched(d):
        """A shape with this many rows and not 1×1."""
        return d, draw(st.sampled_from([x for x in AXES if (d, x) != (1, 1)]))

    if not shape:
        m = axis()
        rows, columns = stretched(m)
        return some([
            lambda: add(of(), of()), lambda: times(of(), of()), lambda: negative(of()), lambda: function()(of()),
            lambda: divide(of(), positive(of())), lambda: power(of(), TWO), lambda: power(positive(of()), HALF),
            lambda: LOG(positive(of())),
            lambda: LOG(add(ONE, EXP(SIN(of())))), lambda: divide(EXP(SIN(of())), add(ONE, EXP(SIN(of())))),
            lambda: o.TRACE(of(*K.shape)),
            lambda: o.DET(K), lambda: LOG(o.DET(P)), lambda: o.INNER(of(rows, columns), of(rows, columns)),
            lambda: o.FROBENIUS(of(rows, columns)), lambda: power(o.FROBENIUS(of(rows, columns)), TWO),
            lambda: o.TOTAL(of(rows, columns)), lambda: LOG(o.TOTAL(EXP(of(rows, columns)))),
            lambda: o.PRODUCT(of(1, AXES[1]), of(AXES[1], 1)),
            lambda: o.TRACE(o.PRODUCT(of(*K.shape), o.INVERSE(K), of(*K.shape))),
            lambda: o.TRACE(o.PRODUCT(o.TRANSPOSE(x := of(m, K.shape[0])), x)),
            lambda: o.NORM1(of(AXES[2], 1)), lambda: o.MAX(of(rows, columns)), lambda: o.PROD(of(rows, columns)),
        ])
    m, n = shape
    inner = draw(st.sampled_from([k for k in AXES if (m, k) != (1, 1) and (k, n) != (1, 1)]))
    kinds = [
        lambda: add(of(m, n), of(m, n)), lambda: add(of(m, n), times(of(), o.ones(m, n))),
        lambda: times(of(), of(m, n)), lambda: negative(of(m, n)), lambda: o.DIVIDE(of(m, n), positive(of())),
        lambda: o.TRANSPOSE(of(n, m)), lambda: o.PRODUCT(of(m, inner), of(inner, n)),
        lambda: o.HADAMARD(of(m, n), of(m, n)), lambda: function()(of(m, n)),
        lambda: o.HADAMARD_DIVIDE(of(m, n), EXP(SIN(of(m, n)))), lambda: o.HADAMARD_POWER(of(m, n), TWO),
        lambda: divide(EXP(of(m, n)), o.TOTAL(EXP(of(m, n)))),
    ]
    if m == K.shape[0]:
        solving = [o.INVERSE(K), o.TRANSPOSE(o.INVERSE(K)), o.INVERSE(o.TRANSPOSE(K)), o.INVERSE(P)]
        kinds.append(lambda: o.PRODUCT(draw(st.sampled_from(solving)), of(m, n)))
    if m != 1:
        kinds.append(lambda: o.PRODUCT(o.DIAG(of(m, 1)), of(m, n)))
    if n == K.shape[0]:
        kinds.append(lambda: o.PRODUCT(of(m, n), draw(st.sampled_from([o.INVERSE(K), o.INVERSE(P), o.DIAG(of(n, 1))]))))
    if (m, n) == K.shape:
        kinds += [lambda: o.EXPM(SIN(of(m, n))), lambda: o.TRIL(of(m, n)), lambda: o.DIAGMEANS(of(m, n))]
    if m == n:
        kinds += [lambda: o.MATRIX_POWER(of(m, n), TWO), lambda: o.DIAG(of(m, 1))]
    if n == 1:
        kinds.append(lambda: o.DIAGVEC(of(m, m)))
    return some(kinds)


SHAPES = st.sampled_from([(), *((m, n) for m in AXES for n in AXES if (m, n) != (1, 1))])


@settings(max_examples=300)
@given(st.data(), SHAPES, st.integers(1, 4))
def test_code_has_the_value_of_the_term(data, shape, depth):
    term = data.draw(terms(shape, depth))
    values = values_of(SYMBOLS, SIZES)
    expected = value(term, values, SIZES)
    assume(np.isfinite(expected).all() and np.abs(expected).max() < 1e6)
    text = module([Routine("function", term, "any term")], tuple(SYMBOLS))
    space: dict = {}
    exec(compile(text, "generated", "exec"), space)
    found = np.asarray(space["function"](*(argument(s, values[s]) for s in SYMBOLS)), dtype=float)
    assert found.shape == expected.shape, text
    np.testing.assert_allclose(found, expected, rtol=1e-8, atol=1e-8, err_msg=text)
