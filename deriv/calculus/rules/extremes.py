"""Norms of vectors other than the Euclidean one, the largest and the smallest entry, the product of the entries."""

from ...language.build import add, divide, power, times
from ...language.facts import Fact
from ...language.operators import (
    ARGMAX,
    ARGMIN,
    HADAMARD,
    HADAMARD_DIVIDE,
    HADAMARD_POWER,
    MAX,
    MIN,
    NORM1,
    NORMINF,
    NORMP,
    PROD,
    TRACE,
    TRANSPOSE,
    letter,
    number,
)
from ...language.operators.entrywise import ABS, SIGN
from ...language.operators.leaves import ones
from ...language.terms import Op, Term, make
from .letters import D, R, d, r
from .near import Perturbation, near

p = letter("p", facts=[Fact.POSITIVE])
sizes = make(ABS, r)
ORDER_IS_KEPT = "entries that differ keep their order near a point"


def _inner(a: Term, b: Term) -> Term:
    product = times(make(TRANSPOSE, a), b)
    return product if product.is_scalar else make(TRACE, product)


def _maximum(of: str, x: Term, dx: Term) -> Perturbation:
    return near(
        f"maximum of a {of}",
        make(MAX, x),
        _inner(make(ARGMAX, x), dx),
        {x: dx},
        because=("only the largest entry counts; argmax is 1 there and 0 elsewhere",),
        axiom=ORDER_IS_KEPT,
        requires=((x, Fact.ONE_LARGEST),),
    )


def _minimum(of: str, x: Term, dx: Term) -> Perturbation:
    return near(
        f"minimum of a {of}",
        make(MIN, x),
        _inner(make(ARGMIN, x), dx),
        {x: dx},
        because=("only the smallest entry counts; argmin is 1 there and 0 elsewhere",),
        axiom=ORDER_IS_KEPT,
        requires=((x, Fact.ONE_SMALLEST),),
    )


def _place(name: str, op: Op, fact: Fact) -> Perturbation:
    return near(
        name,
        make(op, R),
        times(number(0), D),
        {R: D},
        because=("the place does not change",),
        axiom=ORDER_IS_KEPT,
        requires=((R, fact),),
    )


def _product(of: str, x: Term, dx: Term) -> Perturbation:
    return near(
        f"product of the entries of a {of}",
        make(PROD, x),
        times(make(PROD, x), _inner(make(HADAMARD_DIVIDE, ones(*x.shape), x), dx)),
        {x: dx},
        axiom="multiply out; one factor of each product changes",
        requires=((x, Fact.NONZERO),),
    )


ONE_NORM = near(
    "1-norm",
    make(NORM1, r),
    times(make(TRANSPOSE, make(SIGN, r)), d),
    {r: d},
    axiom="|s + εt| = |s| + ε sign(s) t in every entry",
    requires=((r, Fact.NONZERO),),
)
P_NORM = near(
    "p-norm",
    make(NORMP, r, p),
    divide(
        times(make(TRANSPOSE, make(HADAMARD, make(HADAMARD_POWER, sizes, add(p, number(-2))), r)), d),
        power(make(NORMP, r, p), add(p, number(-1))),
    ),
    {r: d},
    axiom="the power rule in every entry of Σ|xᵢ|ᵖ, and for its root",
    requires=((r, Fact.NONZERO),),
)
MAXIMUM_NORM = near(
    "maximum norm",
    make(NORMINF, r),
    times(make(TRANSPOSE, make(HADAMARD, make(SIGN, r), make(ARGMAX, sizes))), d),
    {r: d},
    because=("only the entry of the largest size counts; argmax is 1 there and 0 elsewhere",),
    axiom=ORDER_IS_KEPT,
    requires=((sizes, Fact.ONE_LARGEST),),
)
ALL = (
    ONE_NORM,
    P_NORM,
    MAXIMUM_NORM,
    _maximum("vector", r, d),
    _maximum("matrix", R, D),
    _minimum("vector", r, d),
    _minimum("matrix", R, D),
    _place("place of the maximum", ARGMAX, Fact.ONE_LARGEST),
    _place("place of the minimum", ARGMIN, Fact.ONE_SMALLEST),
    _product("vector", r, d),
    _product("matrix", R, D),
)
