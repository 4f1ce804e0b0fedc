"""Well-typed real functions over the whole list of operators, drawn by Hypothesis.

What has no value everywhere gets an argument for which it has one: log(2 + s²), (I + WᵀW)⁻¹.
"""

from collections.abc import Callable

from hypothesis import strategies as st

from deriv.calculus.terms_of import depends
from deriv.language import operators as o
from deriv.language.build import add, divide, negative, power, subtract, times
from deriv.language.dimensions import dimension
from deriv.language.facts import Fact
from deriv.language.operators import entrywise as e
from deriv.language.operators.maps import applied, unknown_map
from deriv.language.operators.unknown import unknown
from deriv.language.terms import Term, make

Draw = Callable[[object], Term]

SCALARS = (o.symbol("c"), o.symbol("s", facts=[Fact.POSITIVE]))
WHOLE = o.symbol("k", facts=[Fact.POSITIVE, Fact.INTEGER])
COORDINATE = o.symbol("e_i", "n", 1, facts=[Fact.SINGLE_ENTRY])  # which cannot move by a small step
VECTORS = {
    "n": (o.symbol("x", "n", 1), o.symbol("a", "n", 1), COORDINATE),
    "m": (o.symbol("b", "m", 1), o.symbol("y", "m", 1)),
}
MATRICES = {
    ("n", "n"): (
        o.symbol("X", "n", "n"),
        o.symbol("K", "n", "n", facts=[Fact.SYMMETRIC]),
        o.symbol("P", "n", "n", facts=[Fact.DEFINITE]),
        o.symbol("D", "n", "n", facts=[Fact.DIAGONAL]),
        o.symbol("L", "n", "n", facts=[Fact.LOWER]),
        o.symbol("Z", "n", "n", facts=[Fact.SKEW]),
        o.symbol("R", "n", "n", facts=[Fact.TOEPLITZ]),
        o.symbol("Q", "n", "n", facts=[Fact.ORTHOGONAL]),
    ),
    ("m", "n"): (o.symbol("W", "m", "n"), o.symbol("A", "m", "n")),
    ("n", "m"): (o.symbol("B", "n", "m"),),
    ("m", "m"): (o.symbol("M", "m", "m"),),
}
SYMBOLS = (*SCALARS, *(x for v in VECTORS.values() for x in v), *(x for v in MATRICES.values() for x in v))
TWO = o.number(2)
MN = "m", "n"
CONSTANTS = (TWO, o.number(3), o.number("1/2"), o.constant("pi"), o.counted(dimension("n")))
SMOOTH = (unknown("f"), e.EXP, e.SIN, e.COS, e.TANH, e.SIGMOID, e.SOFTPLUS, e.ATAN, e.SINH, e.COSH)
KINKED = (e.ABS, e.RELU, e.SIGN, e.STEP)


class Drawn:
    """Terms of a wanted shape with at most so many operators above one another; `of` chooses from a list."""

    def __init__(self, of: Callable[[list], object]):
        self.of = of

    def size(self) -> str:
        return self.of(["n", "m"])

    def below(self, depth: int) -> int:
        """How deep the operands go: as deep as they may more often than not so deep."""
        return self.of([*range(depth), depth - 1])

    def scalar(self, depth: int) -> Term:
        if depth <= 0:
            return self.of([*SCALARS, *CONSTANTS])
        return self.of(SCALAR)(self, self.below(depth))

    def vector(self, n: str, depth: int) -> Term:
        if depth <= 0:
            return self.of([*VECTORS[n], o.ones(n)])
        return self.of(VECTOR)(self, n, self.below(depth))

    def matrix(self, m: str, n: str, depth: int) -> Term:
        if depth <= 0:
            return self.of([*MATRICES[m, n], *([o.eye(m)] if m == n else [])])
        return self.of([*MATRIX, *(SQUARE if m == n else [])])(self, m, n, self.below(depth))

    def any(self, depth: int) -> Term:
        """A vector or a matrix."""
        return self.vector(self.size(), depth) if self.of([True, False]) else self.matrix("m", "n", depth)

    def anything(self, depth: int) -> Term:
        """A scalar, a vector or a matrix."""
        return self.scalar(depth) if self.of([True, False]) else self.any(depth)

    def positive(self, depth: int) -> Term:
        return add(TWO, power(self.scalar(depth), TWO))

    def symmetric(self, n: str, depth: int) -> Term:
        a = self.matrix(n, n, depth)
        return add(a, make(o.TRANSPOSE, a))

    def exponent(self, *others: Term) -> Term:
        return self.of([TWO, o.number(3), *others])

    def definite(self, n: str, depth: int) -> Term:
        w = self.matrix(self.size(), n, depth)
        return add(times(make(o.TRANSPOSE, w), w), o.eye(n))


def size(name: str) -> Term:
    """A dimension as a number."""
    return o.counted(dimension(name))


def called(name: str) -> Callable[[Term], Term]:
    """The operator that a formula calls by this name."""
    return lambda *args: make(o.BY_NAME[name], *args)


def T(a: Term) -> Term:
    return make(o.TRANSPOSE, a)


def F(a: Term, *shape: str | int) -> Term:
    """F(a) of this shape, for the unknown F that takes what has the shape of a."""
    sizes = tuple(d if isinstance(d, int) else dimension(d) for d in shape)
    letters = "".join(str(d) for d in (*a.shape, *shape) if d != 1)
    return applied(unknown_map(f"{'gGF'[len([d for d in shape if d != 1])]}_{letters or 't'}", sizes, frozenset()), a)


SCALAR: list[Callable[[Drawn, int], Term]] = [
    lambda d, k: add(d.scalar(k), d.scalar(k)),
    lambda d, k: subtract(d.scalar(k), d.scalar(k)),
    lambda d, k: times(d.scalar(k), d.scalar(k)),
    lambda d, k: divide(d.scalar(k), d.positive(k)),
    lambda d, k: make(d.of(SMOOTH), d.scalar(k)),
    lambda d, k: make(d.of(KINKED), d.scalar(k)),
    lambda d, k: make(e.LOG, d.positive(k)),
    lambda d, k: power(d.scalar(k), d.exponent()),
    lambda d, k: power(d.positive(k), d.of([o.number("1/2"), o.number(-1), SCALARS[0]])),
    lambda d, k: times(T(d.vector("n", k)), d.vector("n", k)),
    lambda d, k: times(T(d.vector("m", k)), d.matrix("m", "n", k), d.vector("n", k)),
    lambda d, k: make(o.TRACE, d.matrix("n", "n", k)),
    lambda d, k: make(o.DET, d.matrix("n", "n", k)),
    lambda d, k: make(e.TAN, make(e.ATAN, d.scalar(k))),
    lambda d, k: make(e.LOG, make(o.DET, d.definite("n", k))),
    lambda d, k: make(o.TOTAL, d.any(k)),
    lambda d, k: make(o.INNER, d.matrix("m", "n", k), d.matrix("m", "n", k)),
    lambda d, k: make(o.NORM, d.vector(d.size(), k)),
    lambda d, k: power(make(o.NORM, d.vector(d.size(), k)), TWO),
    lambda d, k: make(o.FROBENIUS, d.matrix("m", "n", k)),
    lambda d, k: power(make(o.FROBENIUS, d.matrix("m", "n", k)), TWO),
    lambda d, k: called(d.of(["norm1", "norminf"]))(d.vector(d.size(), k)),
    lambda d, k: called("normp")(d.vector("n", k), d.of([o.number(3), SCALARS[1]])),
    lambda d, k: called(d.of(["max", "min"]))(d.vector("n", k)),
    lambda d, k: called("prod")(d.vector("n", k)),
    lambda d, k: make(o.TRACE, called(d.of(["expm", "sinm", "cosm"]))(d.matrix("n", "n", k))),
    lambda d, k: make(o.TRACE, called(d.of(["logm", "sqrtm"]))(d.definite("n", k))),
    lambda d, k: make(o.TRACE, make(o.KRON, d.matrix("m", "m", k), d.matrix("n", "n", k))),
    lambda d, k: times(T(make(o.VEC, d.matrix("m", "n", k))), make(o.VEC, d.matrix("m", "n", k))),
    lambda d, k: power(make(o.NORM, times(make(o.KRON, d.matrix("m", "n", k), d.matrix("n", "m", k)),
                                          make(o.VEC, d.matrix("m", "n", k)))), TWO),
    lambda d, k: make(d.of([o.EIGMAX, o.EIGMIN]), d.symmetric("n", k)),
    lambda d, k: make(d.of([o.SPECTRAL, o.NUCLEAR]), d.matrix("m", "n", k)),
    lambda d, k: make(e.LOG, make(o.TOTAL, make(e.EXP, d.vector(d.size(), k)))),
    lambda d, k: F(d.anything(k)),
    lambda d, k: make(o.TRACE, power(d.matrix("n", "n", k), d.exponent(WHOLE))),
    lambda d, k: times(T(make(o.KRON, d.vector("n", k), d.vector("m", k))), make(o.VEC, d.matrix("m", "n", k))),
    lambda d, k: times(T(make(o.VEC, d.matrix("n", "m", k))), make(o.COMMUTATION, size("m"), size("n")),
                       make(o.VEC, d.matrix("m", "n", k))),
    lambda d, k: make(o.TOTAL, make(d.of([*SMOOTH]), make(o.KRON, d.any(k), d.any(k)))),
]  # fmt: skip
VECTOR: list[Callable[[Drawn, str, int], Term]] = [
    lambda d, n, k: add(d.vector(n, k), d.vector(n, k)),
    lambda d, n, k: subtract(d.vector(n, k), d.vector(n, k)),
    lambda d, n, k: times(d.matrix(n, m := d.size(), k), d.vector(m, k)),
    lambda d, n, k: times(make(o.INVERSE, d.definite(n, k)), d.vector(n, k)),
    lambda d, n, k: make(o.HADAMARD, d.vector(n, k), d.vector(n, k)),
    lambda d, n, k: make(o.HADAMARD_DIVIDE, d.vector(n, k), add(o.ones(n), make(e.EXP, d.vector(n, k)))),
    lambda d, n, k: make(o.HADAMARD_POWER, d.vector(n, k), d.exponent(WHOLE)),
    lambda d, n, k: make(d.of(SMOOTH), d.vector(n, k)),
    lambda d, n, k: make(d.of(KINKED), d.vector(n, k)),
    lambda d, n, k: times(d.scalar(k), d.vector(n, k)),
    lambda d, n, k: divide(d.vector(n, k), d.positive(k)),
    lambda d, n, k: make(o.DIAGVEC, d.matrix(n, n, k)),
    lambda d, n, k: negative(d.vector(n, k)),
    lambda d, n, k: d.of([softmax, called("softmax")])(d.vector(n, k)),
    lambda d, n, k: make(d.of([o.ARGMAX, o.ARGMIN]), d.vector(n, k)),
    lambda d, n, k: make(d.of([o.EIGVECMAX, o.EIGVECMIN]), d.symmetric(n, k), o.ones(n)),
    lambda d, n, k: F(d.anything(k), n, 1),
]
MATRIX: list[Callable[[Drawn, str, str, int], Term]] = [
    lambda d, m, n, k: add(d.matrix(m, n, k), d.matrix(m, n, k)),
    lambda d, m, n, k: subtract(d.matrix(m, n, k), d.matrix(m, n, k)),
    lambda d, m, n, k: T(d.matrix(n, m, k)),
    lambda d, m, n, k: times(d.matrix(m, p := d.size(), k), d.matrix(p, n, k)),
    lambda d, m, n, k: make(o.HADAMARD, d.matrix(m, n, k), d.matrix(m, n, k)),
    lambda d, m, n, k: make(o.HADAMARD_DIVIDE, d.matrix(m, n, k), add(o.ones(m, n), make(e.EXP, d.matrix(m, n, k)))),
    lambda d, m, n, k: make(d.of(SMOOTH), d.matrix(m, n, k)),
    lambda d, m, n, k: make(d.of(KINKED), d.matrix(m, n, k)),
    lambda d, m, n, k: times(d.scalar(k), d.matrix(m, n, k)),
    lambda d, m, n, k: divide(d.matrix(m, n, k), d.positive(k)),
    lambda d, m, n, k: times(d.vector(m, k), T(d.vector(n, k))),
    lambda d, m, n, k: add(d.matrix(m, n, k), o.zero(m, n)),
    lambda d, m, n, k: make(o.PINV, d.matrix(n, m, k)),
    lambda d, m, n, k: make(o.MAT, make(o.KRON, d.vector(n, k), d.vector(m, k)), size(m), size(n)),
    lambda d, m, n, k: make(o.INNER_FIRST, d.matrix(*MN, k), make(o.KRON, d.matrix(*MN, k), d.matrix(m, n, k))),
    lambda d, m, n, k: make(o.INNER_SECOND, d.matrix(*MN, k), make(o.KRON, d.matrix(m, n, k), d.matrix(*MN, k))),
    lambda d, m, n, k: F(d.anything(k), m, n),
]
SQUARE: list[Callable[[Drawn, str, str, int], Term]] = [
    lambda d, m, n, k: make(o.DIAG, d.vector(n, k)),
    lambda d, m, n, k: make(o.INVERSE, d.definite(n, k)),
    lambda d, m, n, k: power(d.matrix(n, n, k), d.exponent(WHOLE)),
    lambda d, m, n, k: called(d.of(["expm", "sinm", "cosm"]))(d.matrix(n, n, k)),
    lambda d, m, n, k: called(d.of(["logm", "sqrtm"]))(d.definite(n, k)),
    lambda d, m, n, k: make(o.ADJUGATE, d.matrix(n, n, k)),
    lambda d, m, n, k: make(d.of([o.TRIL, o.TRIU, o.DIAGSUMS, o.DIAGMEANS]), d.matrix(n, n, k)),
]


def softmax(x: Term) -> Term:
    return divide(make(e.EXP, x), make(o.TOTAL, make(e.EXP, x)))


def function(of: Callable[[list], object], depth: int, shapes: tuple[str, ...]) -> tuple[Term, Term]:
    """A function of one of these shapes, and one of its variables."""
    d, shape, k = Drawn(of), of(list(shapes)), of(list(range(1, depth + 1)))
    match shape:
        case "scalar":
            f = times(SCALARS[0], d.scalar(k))
        case "vector":
            f = add(VECTORS[n := d.size()][0], d.vector(n, k))
        case "matrix":
            f = add(MATRICES["m", "n"][0], d.matrix("m", "n", k))
    return f, of([s for s in SYMBOLS if depends(f, s) and s is not COORDINATE])


@st.composite
def functions(draw, depth: int = 3, shapes: tuple[str, ...] = ("scalar",)) -> tuple[Term, Term]:
    return function(lambda options: draw(st.sampled_from(options)), depth, shapes)
