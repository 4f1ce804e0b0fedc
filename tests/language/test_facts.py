"""Facts: declared on symbols, inferred upwards."""
import pytest

from deriv.language.facts import Fact as F
from deriv.language.facts import closed, facts, has
from deriv.language.reading import read
from deriv.language.transposing import transposed
from tests.language.symbols import declared

SYMBOLS = declared(
    "A B: matrix(n, n)", "W: matrix(m, n)", "S R: symmetric matrix(n, n)", "P Q: positive definite matrix(n, n)",
    "Z: positive semidefinite matrix(n, n)", "X: invertible matrix(n, n)", "O: orthogonal matrix(n, n)",
    "D: diagonal matrix(n, n)", "L: lower triangular matrix(n, n)", "U: upper triangular matrix(n, n)",
    "K: skew matrix(n, n)", "x y: vector(n)", "h: positive vector(n)", "c: scalar", "t: positive scalar",
    "T: toeplitz matrix(n, n)", "Y: positive determinant matrix(n, n)",
    "E: identity matrix(n, n)", "V: full rank matrix(m + n, n)", "G: full rank matrix(m, n)",
    "ek: coordinate vector(n)", "r: nonzero scalar", "k: positive integer", "s: nonnegative scalar",
)


DETERMINANT = {F.POSITIVE_DETERMINANT, F.INVERTIBLE, F.FULL_RANK}


@pytest.mark.parametrize(("given", "follows"), [
    ({F.DEFINITE}, {F.DEFINITE, F.SEMIDEFINITE, F.SYMMETRIC, F.PRINCIPAL, *DETERMINANT}),
    ({F.SYMMETRIC, F.PRINCIPAL}, {F.DEFINITE, F.SEMIDEFINITE, F.SYMMETRIC, F.PRINCIPAL, *DETERMINANT}),
    ({F.SEMIDEFINITE}, {F.SEMIDEFINITE, F.SYMMETRIC}),
    ({F.ORTHOGONAL}, {F.ORTHOGONAL, F.INVERTIBLE, F.FULL_RANK}),
    ({F.DIAGONAL}, {F.DIAGONAL, F.SYMMETRIC, F.LOWER, F.UPPER}),
    ({F.LOWER, F.UPPER}, {F.DIAGONAL, F.SYMMETRIC, F.LOWER, F.UPPER}),
    ({F.LOWER, F.SYMMETRIC}, {F.DIAGONAL, F.SYMMETRIC, F.LOWER, F.UPPER}),
    ({F.POSITIVE}, {F.POSITIVE, F.NONNEGATIVE, F.NONZERO}),
    ({F.POSITIVE_DETERMINANT}, DETERMINANT),
    ({F.SINGLE_ENTRY}, {F.SINGLE_ENTRY, F.UNIT, F.NONNEGATIVE}),
    (set(), set()),
])
def test_what_follows(given, follows):
    assert closed(given) == follows


HOLDS = [
    ("S + R", F.SYMMETRIC), ("P + Z", F.DEFINITE), ("A + Aᵀ", F.SYMMETRIC), ("WᵀW", F.SEMIDEFINITE),
    ("XᵀX", F.DEFINITE), ("WPWᵀ", F.SEMIDEFINITE), ("XPXᵀ", F.DEFINITE), ("P⁻¹", F.DEFINITE), ("S⁻¹", F.SYMMETRIC),
    ("WᵀW + tP", F.DEFINITE),
    ("WᵀW + t I", F.DEFINITE), ("tP", F.DEFINITE), ("P/t", F.DEFINITE), ("cS", F.SYMMETRIC), ("S^k", F.SYMMETRIC),
    ("Lᵀ", F.UPPER), ("Uᵀ", F.LOWER), ("L L", F.LOWER), ("D D", F.DIAGONAL), ("X O", F.INVERTIBLE),
    ("O O", F.ORTHOGONAL), ("S ⊙ R", F.SYMMETRIC), ("P ⊗ Q", F.DEFINITE), ("exp(S)", F.SYMMETRIC),
    ("expm(S)", F.DEFINITE), ("expm(A)", F.INVERTIBLE), ("expm(K)", F.ORTHOGONAL), ("expm(L)", F.LOWER),
    ("logm(P)", F.SYMMETRIC), ("sqrtm(P)", F.DEFINITE), ("sqrtm(Z)", F.SEMIDEFINITE), ("sinm(S)", F.SYMMETRIC),
    ("cosm(K)", F.SYMMETRIC), ("sinm(K)", F.SKEW), ("L_expm(S, R)", F.SYMMETRIC),
    ("eigmax(P)", F.POSITIVE), ("eigmin(Z)", F.NONNEGATIVE), ("adj(S)", F.SYMMETRIC), ("pinv(Z)", F.SEMIDEFINITE),
    ("polar(X)", F.ORTHOGONAL), ("eigvecmax(A)", F.UNIT), ("nucnorm(A)", F.NONNEGATIVE),
    ("diag(x)", F.DIAGONAL),
    ("diag(h)", F.DEFINITE), ("|P|", F.POSITIVE), ("|X|", F.NONZERO), ("tr(Z)", F.NONNEGATIVE), ("xᵀZx", F.NONNEGATIVE),
    ("xᵀx", F.NONNEGATIVE), ("‖x‖", F.NONNEGATIVE), ("exp(c)", F.POSITIVE), ("c²", F.NONNEGATIVE), ("r²", F.POSITIVE),
    ("t + s", F.POSITIVE), ("k + 2", F.INTEGER), ("k − 1", F.INTEGER), ("t s", F.NONNEGATIVE), ("r t", F.NONZERO),
    ("K + K", F.SKEW), ("T + cTᵀ", F.TOEPLITZ), ("exp(T)", F.TOEPLITZ), ("tI + T", F.TOEPLITZ), ("|Y|", F.POSITIVE),
    ("Y⁻¹P", F.POSITIVE_DETERMINANT), ("tYᵀ", F.POSITIVE_DETERMINANT), ("VᵀV", F.DEFINITE), ("EᵀE", F.SYMMETRIC),
    ("|VᵀV|", F.POSITIVE), ("Vᵀ", F.FULL_RANK), ("ekᵀek", F.NONNEGATIVE), ("ek", F.UNIT), ("E", F.DEFINITE),
    ("E⁻¹Eᵀ", F.IDENTITY),
]
NOT_KNOWN = [
    ("A + B", F.SYMMETRIC), ("S R", F.SYMMETRIC), ("P Q", F.DEFINITE), ("P − Q", F.SEMIDEFINITE), ("cP", F.DEFINITE),
    ("WᵀW", F.DEFINITE), ("WAWᵀ", F.SYMMETRIC), ("X + O", F.INVERTIBLE), ("t − s", F.NONNEGATIVE),
    ("c + t", F.POSITIVE),
    ("c³", F.NONNEGATIVE), ("k/2", F.INTEGER), ("L U", F.LOWER), ("K K", F.SKEW), ("A + Aᵀ + Aᵀ", F.SYMMETRIC),
    ("xᵀAx", F.NONNEGATIVE), ("xᵀy", F.NONNEGATIVE), ("tr(S)", F.NONNEGATIVE), ("|S|", F.NONNEGATIVE),
    ("VVᵀ", F.DEFINITE), ("GᵀG", F.DEFINITE), ("T T", F.TOEPLITZ), ("T⁻¹", F.TOEPLITZ), ("cY", F.POSITIVE_DETERMINANT),
    ("Y + P", F.INVERTIBLE), ("E + E", F.IDENTITY),
    ("diag(x)", F.SEMIDEFINITE), ("sin(S)", F.POSITIVE),
]


@pytest.mark.parametrize(("formula", "fact"), HOLDS, ids=[f"{f} {g}" for f, g in HOLDS])
def test_inferred(formula, fact):
    assert has(read(formula, SYMBOLS), fact)


@pytest.mark.parametrize(("formula", "fact"), NOT_KNOWN, ids=[f"{f} {g}" for f, g in NOT_KNOWN])
def test_not_known(formula, fact):
    assert fact not in facts(read(formula, SYMBOLS))


@pytest.mark.parametrize(("formula", "pushed"), [
    ("AB", "BᵀAᵀ"), ("A + B", "(A + B)ᵀ"), ("A + S", "(A + S)ᵀ"), ("A + Bᵀ", "Aᵀ + B"), ("SA", "AᵀS"), ("S", "S"),
    ("X⁻¹", "X⁻ᵀ"), ("(Xᵀ)⁻¹", "X⁻¹"), ("P⁻¹", "P⁻¹"), ("Aᵀ", "A"), ("cA", "cAᵀ"), ("A/c", "Aᵀ/c"), ("A^k", "(Aᵀ)^k"),
    ("A ⊙ B", "(A ⊙ B)ᵀ"), ("S ⊙ Bᵀ", "S ⊙ B"), ("diag(x)", "diag(x)"), ("x yᵀ", "y xᵀ"), ("WᵀW", "WᵀW"),
    ("xᵀy", "xᵀy"),
])
def test_the_transpose_pushed_inside(formula, pushed):
    assert transposed(read(formula, SYMBOLS)) is read(pushed, SYMBOLS)
