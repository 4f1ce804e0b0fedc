"""Every operator has code, in every shape that it takes, and the code has the evaluator's value; or it is refused."""
from __future__ import annotations

from itertools import product

import jax
import numpy as np
import pytest

from deriv.language import operators as o
from deriv.language.errors import DerivError
from deriv.language.facts import Fact
from deriv.language.terms import Term, make
from deriv.publish.code import NoCode, Routine, module
from tests.publish.code_points import argument, sizes_of, value, values_of

jax.config.update("jax_enable_x64", True)

M, N = (next(iter(o.symbol("x", d, 1).shape)) for d in "mn")
INDEX = o.symbol("r", facts=[Fact.INTEGER])
OPERANDS = [
    o.symbol("s", facts=[Fact.POSITIVE]), o.number(2), o.symbol("x", N, 1), o.symbol("X", M, N),
    o.symbol("K", N, N, facts=[Fact.INVERTIBLE]), o.symbol("P", N, N, facts=[Fact.DEFINITE]), o.symbol("y", 1, N),
    o.symbol("h", M * N, 1), o.symbol("W", M * N, N * N), o.counted(M), o.counted(N),
]
SYMBOLS = tuple(t for t in OPERANDS if t.op is o.SYMBOL)
S, V, X, K, P, Y, H, W = SYMBOLS
MADE_BY_HAND = {
    o.SYMBOL: [S], o.NUMBER: [o.number("2/3")], o.CONSTANT: [o.constant("pi")], o.DIMENSION: [o.counted(N)],
    o.IDENTITY: [o.eye(N)], o.ZERO: [o.zero(M, N), o.zero(N, 1)], o.ONES: [o.ones(M, N), o.ones(N)],
    o.MATRIX_POWER: [make(o.MATRIX_POWER, K, o.number(k)) for k in (2, -2)],
    o.HADAMARD_DIVIDE: [make(o.HADAMARD_DIVIDE, a, a) for a in (X, K, Y)],
    o.ENTRY: [make(o.ENTRY, X, o.number(2), o.number(1)), make(o.ENTRY, H, o.number(2))],
    o.ARGMAX: [make(o.ARGMAX, X), make(o.ARGMAX, H)],
    o.ARGMIN: [make(o.ARGMIN, X), make(o.ARGMIN, H)],
    **{op: [make(op, P)] for op in (o.EIG, o.EIGMAX, o.EIGMIN)},  # real eigenvalues
    **{op: [make(op, P, V)] for op in (o.EIGVECMAX, o.EIGVECMIN)},
    o.SIGMA: [make(o.SIGMA, INDEX, o.number(1), o.number(3), make(o.SCALE, INDEX, V))],
}
REFUSED = {
    o.LETTER: o.letter("a"), o.REMAINDER: o.remainder(2), o.VALUE: make(o.VALUE, o.symbol("f"), S),
}
LACKING = {  # what a library does not have
    "jax": {"logm", "sqrtm", "Fréchet derivative of logm", "Fréchet derivative of sqrtm"},
    "torch": {"logm", "sqrtm", "Fréchet derivative of logm", "Fréchet derivative of sqrtm"},
}


def examples(op) -> list[Term]:
    """The operator with up to three operands, in every way that their shapes allow."""
    if op in MADE_BY_HAND:
        return MADE_BY_HAND[op]
    found: list[Term] = []
    for many in (1, 2, 3):
        for args in product(OPERANDS, repeat=many):
            try:
                term = make(op, *args)
            except (TypeError, ValueError, DerivError):
                continue
            if term.op is op and len(term.args) == many:
                found.append(term)
        if len(found) > 3:
            break
    return found


def written(term: Term, target: str = "numpy") -> str:
    return module([Routine("function", term, "any term")], SYMBOLS, target)


@pytest.mark.parametrize("op", [op for op in o.ALL if op not in REFUSED], ids=lambda op: op.name)
@pytest.mark.filterwarnings("ignore")
def test_code_has_the_value_of_the_operator(op):
    sizes = sizes_of(SYMBOLS)
    values = values_of(SYMBOLS, sizes)
    given = [argument(s, values[s]) for s in SYMBOLS]
    right = 0
    for term in examples(op):
        for target in ("numpy", "jax") if right < 2 else ("numpy",):
            space: dict = {}
            try:
                exec(compile(written(term, target), "generated", "exec"), space)
            except NoCode:
                assert op.name in LACKING.get(target, ())
                continue
            found = np.asarray(space["function"](*given))
            expected = value(term, values, sizes)
            assert found.shape == expected.shape, written(term, target)
            np.testing.assert_allclose(found, expected, rtol=1e-7, atol=1e-9, err_msg=written(term, target))
        right += 1
    assert right, f"no example of {op.name}"


@pytest.mark.parametrize("op", REFUSED, ids=lambda op: op.name)
def test_what_has_no_code_is_refused_by_name(op):
    with pytest.raises(NoCode, match=f"{op.name} has no code"):
        written(REFUSED[op])


@pytest.mark.parametrize("op", [op for op in o.ALL if op not in REFUSED], ids=lambda op: op.name)
def test_every_target_has_the_operator_or_names_what_it_lacks(op):
    for target in ("jax", "torch"):
        term = examples(op)[0]
        if op.name in LACKING[target]:
            with pytest.raises(NoCode, match="has no"):
                written(term, target)
        else:
            compile(written(term, target), "generated", "exec")
