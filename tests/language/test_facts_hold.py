"""No inferred fact is contradicted: random terms at random values that honour the facts of their symbols."""
import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from deriv.checking.evaluate import Point, evaluate
from deriv.checking.sampling import draw
from deriv.language.facts import Fact as F
from deriv.language.facts import facts
from deriv.language.reading import read
from tests.language.symbols import declared

SYMBOLS = declared(
    "A: matrix(n, n)", "W: matrix(m, n)", "S: symmetric matrix(n, n)", "P Q: positive definite matrix(n, n)",
    "Z: positive semidefinite matrix(n, n)", "X: invertible matrix(n, n)", "O: orthogonal matrix(n, n)",
    "D: diagonal matrix(n, n)", "L: lower triangular matrix(n, n)", "U: upper triangular matrix(n, n)",
    "K: skew matrix(n, n)", "x y: vector(n)", "h: positive vector(n)", "g: nonnegative vector(n)", "c: scalar",
    "t: positive scalar", "J: single-entry matrix(n, n)", "T: toeplitz matrix(n, n)",
    "Y: positive determinant matrix(n, n)", "E: identity matrix(n, n)", "ek: coordinate vector(n)", "v: unit vector(n)",
    "V: full rank matrix(n + 1, n)", "r: nonzero scalar", "s: nonnegative scalar",
)
MATRICES = [*"ASPQZXODLUKJTYE", "eye(n)", "zeros(n, n)", "ones(n, n)", "diag(x)", "diag(h)", "diag(g)"]
MORE_MATRICES = ["(W'*W)", "(W'*W + P)", "(W'*W - P)", "(diagvec(P)*diagvec(P)')", "(V'*V)"]
INVERTIBLE = ["P", "X", "O", "L*L' + P", "X*P", "P + Z", "Y", "V'*V"]
POSITIVE_EIGENVALUES = ["P", "(P + Q)", "D*D + P", "expm(S/9)", "expm(A/9)"]
SCALARS = ["c", "t", "r", "s", "2", "(-1)", "0", "½", "n"]
MORE_SCALARS = [
    "(x'*y)", "(x'*x)", "(x'*Z*x)", "(x'*P*x)", "(x'*A*x)", "tr(Z)", "tr(S)", "det(P)", "det(X)", "det(S)", "norm2(x)",
    "eigmax(P)", "eigmin(P)", "norm2(A)", "nucnorm(A)",
    "sum(h)", "sum(g)", "sum(ek)", "(ek'*v)", "max(h)", "min(g)", "prod(h)", "prod(g)", "norm1(x)", "norminf(x)",
    "normp(x, 3)", "det(Y)", "det(Y*P)",
]



def either(*templates, **choices):
    """Formulas from templates such as "({a} + {b})"; a and b are drawn from the recursion."""
    drawn = {k: st.sampled_from(v) for k, v in choices.items()}
    return lambda inner: st.one_of(drawn["more"], *(st.builds(t.format, a=inner, b=inner, **drawn) for t in templates))


scalars = st.recursive(
    st.sampled_from(SCALARS),
    either(
        "({a} + {b})", "({a} - {b})", "({a}*{b})", "({a})^{k}", "({a}/{c})", "{f}({a})", more=MORE_SCALARS,
        k=["2", "3", "(-2)", "(1/2)"], c=["t", "r"], f=["exp", "sin", "abs", "cosh", "relu", "sigmoid", "log"],
    ),
    max_leaves=4,
)
matrices = st.recursive(
    st.sampled_from(MATRICES),
    either(
        "({a} + {b})", "({a} - {b})", "({a}*{b})", "({a})'", "({c}*{a})", "({a} .* {b})", "(({a})*P*({a})')",
        "(({a})*({a})')", "({a} + ({a})')", "({a})^2", "inv({i})", "({a})/t", "{f}({a})",
        "adj({a})", "pinv({a})", "polar({i})",
        "expm(({a})/9)", "sinm(({a})/9)", "cosm(({a})/9)", "sqrtm({p})", "logm({p})",
        more=MORE_MATRICES, i=INVERTIBLE, p=POSITIVE_EIGENVALUES, c=[*SCALARS, *MORE_SCALARS], f=["exp", "sin", "abs"],
    ),
    max_leaves=4,
)


def scaled(a):
    return a / max(1.0, float(np.abs(a).max()))


def lowest(a):
    return np.linalg.eigvalsh(scaled((a + a.T) / 2))[0]


NOT_CONTRADICTED = {
    F.SYMMETRIC: lambda a: np.allclose(scaled(a), scaled(a).T, atol=1e-9),
    F.SKEW: lambda a: np.allclose(scaled(a), -scaled(a).T, atol=1e-9),
    F.DIAGONAL: lambda a: np.allclose(scaled(a), np.diag(np.diag(scaled(a))), atol=1e-9),
    F.LOWER: lambda a: np.allclose(scaled(a), np.tril(scaled(a)), atol=1e-9),
    F.UPPER: lambda a: np.allclose(scaled(a), np.triu(scaled(a)), atol=1e-9),
    F.ORTHOGONAL: lambda a: np.allclose(a @ a.T, np.eye(len(a)), atol=1e-6),
    F.INVERTIBLE: lambda a: np.linalg.cond(a) < 1e13,
    F.SINGULAR: lambda a: abs(np.linalg.det(scaled(a))) < 1e-9,
    F.DEFINITE: lambda a: lowest(a) > -1e-10,
    F.SEMIDEFINITE: lambda a: lowest(a) > -1e-10,
    F.PRINCIPAL: lambda a: all(w.real > 0 or abs(w.imag) > 1e-12 for w in np.linalg.eigvals(scaled(a))),
    F.REAL_SIMPLE: lambda a: np.abs(np.linalg.eigvals(scaled(a)).imag).max() < 1e-9,
    F.POSITIVE: lambda a: (a >= 0).all(),
    F.NONNEGATIVE: lambda a: (a > -1e-10).all(),
    F.NONZERO: lambda a: True if np.abs(a).min() > 0 else np.abs(a).max() < 1e-300,
    F.INTEGER: lambda a: np.allclose(a, np.round(a)),
    F.FULL_RANK: lambda a: np.linalg.cond(a) < 1e13,
    F.POSITIVE_DETERMINANT: lambda a: np.linalg.det(scaled(a)) > -1e-12,
    F.TOEPLITZ: lambda a: np.allclose(scaled(a)[1:, 1:], scaled(a)[:-1, :-1], atol=1e-9),
    F.SINGLE_ENTRY: lambda a: np.allclose(np.sort(a.ravel())[::-1], np.arange(a.size) == 0),
    F.UNIT: lambda a: abs((a**2).sum() - 1) < 1e-9,
    F.SIMPLE_LARGEST: lambda a: abs(max(np.linalg.eigvals(scaled(a)), key=lambda w: w.real).imag) < 1e-9,
    F.SIMPLE_SMALLEST: lambda a: abs(min(np.linalg.eigvals(scaled(a)), key=lambda w: w.real).imag) < 1e-9,
    F.ONE_LARGEST_SINGULAR: lambda a: np.subtract(*np.linalg.svd(scaled(a))[1][:2]) > 1e-12,
    F.ONE_LARGEST: lambda a: (a == a.max()).sum() == 1,
    F.ONE_SMALLEST: lambda a: (a == a.min()).sum() == 1,
    F.IDENTITY: lambda a: np.allclose(a, np.eye(len(a)), atol=1e-9),
}


@settings(max_examples=300)
@given(st.one_of(scalars, matrices), st.integers(0, 10_000))
def test_inferred_facts_hold(formula, seed):
    term = read(formula, SYMBOLS)
    random, sizes = np.random.default_rng(seed), {"m": 4, "n": 3}
    point = Point({t: draw(t, sizes, 2, random, "generic") for t in SYMBOLS.values()}, sizes)
    known = facts(term)
    for value in evaluate(term, point):
        if np.isfinite(value).all():
            broken = [f for f in known if not NOT_CONTRADICTED[f](value)]
            assert not broken, f"{formula} is not {broken}: {value}"


COUNTEREXAMPLES = {
    F.SYMMETRIC: [[1, 2], [3, 4]], F.SKEW: [[0, 1], [1, 0]], F.DIAGONAL: [[1, 0], [1, 1]], F.LOWER: [[1, 1], [0, 1]],
    F.UPPER: [[1, 0], [1, 1]], F.ORTHOGONAL: [[1, 1], [0, 1]], F.INVERTIBLE: [[1, 1], [1, 1]],
    F.SINGULAR: [[1, 0], [0, 1]],
    F.DEFINITE: [[1, 0], [0, -1]], F.SEMIDEFINITE: [[0, 1], [1, 0]], F.POSITIVE: [[1, -1]], F.NONNEGATIVE: [[1, -1]],
    F.NONZERO: [[1, 0]], F.INTEGER: [[0.5]], F.FULL_RANK: [[1, 1], [1, 1]], F.POSITIVE_DETERMINANT: [[0, 1], [1, 0]],
    F.TOEPLITZ: [[1, 0], [0, 2]], F.SINGLE_ENTRY: [[1, 1]], F.UNIT: [[1, 1]], F.IDENTITY: [[1, 0], [0, 2]],
    F.SIMPLE_LARGEST: [[0, -1], [1, 0]], F.SIMPLE_SMALLEST: [[0, -1], [1, 0]],
    F.ONE_LARGEST_SINGULAR: [[0, -1], [1, 0]],
    F.ONE_LARGEST: [[1, 1]], F.ONE_SMALLEST: [[1, 1]], F.PRINCIPAL: [[-1, 0], [0, 1]], F.REAL_SIMPLE: [[0, -1], [1, 0]],
}


def test_the_test_can_fail():
    assert set(COUNTEREXAMPLES) == set(NOT_CONTRADICTED) == set(F)
    for fact, value in COUNTEREXAMPLES.items():
        assert not NOT_CONTRADICTED[fact](np.array(value, float)), fact
