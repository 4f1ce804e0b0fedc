"""Well-typed real functions over the operators, drawn by Hypothesis."""

from hypothesis import strategies as st

from deriv.calculus.terms_of import depends
from deriv.language.build import add, divide, power, subtract, times
from deriv.language.facts import Fact
from deriv.language.operators import (
    DET,
    DIAG,
    DIAGVEC,
    FROBENIUS,
    HADAMARD,
    INNER,
    INVERSE,
    NORM,
    TOTAL,
    TRACE,
    TRANSPOSE,
    eye,
    number,
    ones,
    symbol,
)
from deriv.language.operators.entrywise import ATAN, COS, EXP, LOG, SIGMOID, SIN, SOFTPLUS, TANH
from deriv.language.terms import Term, make

SCALARS = (symbol("c"), symbol("s", facts=[Fact.POSITIVE]))
VECTORS = {"n": (symbol("x", "n", 1), symbol("a", "n", 1)), "m": (symbol("b", "m", 1), symbol("y", "m", 1))}
MATRICES = {
    ("n", "n"): (
        symbol("X", "n", "n"),
        symbol("K", "n", "n", facts=[Fact.SYMMETRIC]),
        symbol("P", "n", "n", facts=[Fact.DEFINITE]),
    ),
    ("m", "n"): (symbol("W", "m", "n"), symbol("A", "m", "n")),
    ("n", "m"): (symbol("B", "n", "m"),),
    ("m", "m"): (symbol("M", "m", "m"),),
}
SYMBOLS = (*SCALARS, *(x for v in VECTORS.values() for x in v), *(x for v in MATRICES.values() for x in v))
SIZES = st.sampled_from(["n", "m"])
TWO = number(2)


@st.composite
def scalars(draw, depth: int) -> Term:
    if depth <= 0:
        return draw(st.sampled_from([*SCALARS, number(2), number(3)]))
    here, n, k = scalars(depth - 1), draw(SIZES), draw(st.integers(0, 15))
    if k < 2:
        return (add, subtract)[k](draw(here), draw(here))
    if k == 2:
        return times(draw(here), draw(here))
    if k == 3:
        return divide(draw(here), add(TWO, power(draw(here), TWO)))
    if k == 4:
        return make(draw(st.sampled_from([EXP, SIN, COS, TANH, SIGMOID, SOFTPLUS, ATAN])), draw(here))
    if k == 5:
        return power(draw(here), number(draw(st.integers(2, 3))))
    if k == 6:
        return times(make(TRANSPOSE, draw(vectors(n, depth - 1))), draw(vectors(n, depth - 1)))
    if k == 7:
        return make(TRACE, draw(matrices(n, n, depth - 1)))
    if k == 8:
        w = draw(matrices("m", "n", depth - 1))
        return make(LOG, make(DET, add(times(make(TRANSPOSE, w), w), eye("n"))))
    if k == 9:
        return power(make(NORM, draw(vectors(n, depth - 1))), TWO)
    if k == 10:
        return power(make(FROBENIUS, draw(matrices(n, "n", depth - 1))), TWO)
    if k == 11:
        return make(draw(st.sampled_from([NORM, TOTAL])), draw(vectors(n, depth - 1)))
    if k == 12:
        return make(TOTAL, draw(matrices("m", "n", depth - 1)))
    if k == 13:
        return make(DET, draw(matrices("n", "n", depth - 1)))
    if k == 14:
        return make(INNER, draw(matrices("m", "n", depth - 1)), draw(matrices("m", "n", depth - 1)))
    return times(
        make(TRANSPOSE, draw(vectors("n", depth - 1))), draw(matrices("n", n, depth - 1)), draw(vectors(n, depth - 1))
    )


@st.composite
def vectors(draw, n: str, depth: int) -> Term:
    if depth <= 0:
        return draw(st.sampled_from([*VECTORS[n], ones(n)]))
    here, k = vectors(n, depth - 1), draw(st.integers(0, 8))
    if k < 2:
        return (add, subtract)[k](draw(here), draw(here))
    if k < 4:
        m = draw(SIZES)
        return times(draw(matrices(n, m, depth - 1)), draw(vectors(m, depth - 1)))
    if k == 4:
        return make(HADAMARD, draw(here), draw(here))
    if k == 5:
        return make(draw(st.sampled_from([EXP, SIN, TANH, SIGMOID])), draw(here))
    if k == 6:
        return times(draw(scalars(depth - 1)), draw(here))
    if k == 7:
        return make(DIAGVEC, draw(matrices(n, n, depth - 1)))
    return divide(draw(here), add(TWO, power(draw(scalars(depth - 1)), TWO)))


@st.composite
def matrices(draw, m: str, n: str, depth: int) -> Term:
    if depth <= 0:
        return draw(st.sampled_from([*MATRICES[m, n], *([eye(m)] if m == n else [])]))
    here, k = matrices(m, n, depth - 1), draw(st.integers(0, 9))
    if k < 2:
        return (add, subtract)[k](draw(here), draw(here))
    if k == 2:
        return make(TRANSPOSE, draw(matrices(n, m, depth - 1)))
    if k < 5:
        p = draw(SIZES)
        return times(draw(matrices(m, p, depth - 1)), draw(matrices(p, n, depth - 1)))
    if k == 5:
        return make(HADAMARD, draw(here), draw(here))
    if k == 6:
        return make(draw(st.sampled_from([SIN, TANH, SIGMOID])), draw(here))
    if k == 7:
        return times(draw(scalars(depth - 1)), draw(here))
    if k == 8 or m != n:
        return times(draw(vectors(m, depth - 1)), make(TRANSPOSE, draw(vectors(n, depth - 1))))
    w = draw(matrices("m", m, depth - 1))
    return draw(
        st.sampled_from(
            [make(DIAG, draw(vectors(m, depth - 1))), make(INVERSE, add(times(make(TRANSPOSE, w), w), eye(m)))]
        )
    )


@st.composite
def functions(draw, depth: int = 3) -> tuple[Term, Term]:
    """A function and one of its variables."""
    f = draw(scalars(depth).filter(lambda t: any(depends(t, s) for s in SYMBOLS)))
    return f, draw(st.sampled_from([s for s in SYMBOLS if depends(f, s)]))
