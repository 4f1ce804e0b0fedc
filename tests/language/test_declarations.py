"""What a symbol is declared to be, and what is refused, with the place and the hint."""
import pytest

from deriv.language.errors import FormulaError
from deriv.language.facts import Fact as F
from deriv.language.facts import closed
from deriv.language.reading import declare

MEANT = [
    ("scalar", "", ()),
    ("positive scalar", "", (F.POSITIVE,)),
    ("nonnegative scalar", "", (F.NONNEGATIVE,)),
    ("positive integer", "", (F.POSITIVE, F.INTEGER)),
    ("integer scalar", "", (F.INTEGER,)),
    ("nonzero scalar", "", (F.NONZERO,)),
    ("real scalar", "", ()),
    ("vector(m)", "m, 1", ()),
    ("column vector(3)", "3, 1", ()),
    ("row vector(n)", "1, n", ()),
    ("positive vector(n)", "n, 1", (F.POSITIVE,)),
    ("matrix(m, n)", "m, n", ()),
    ("Matrix( m ,n )", "m, n", ()),
    ("matrix(2, 3)", "2, 3", ()),
    ("matrix(m*n, p + 1)", "mn, p + 1", ()),
    ("matrix(2n, n(m + 1))", "2n, mn + n", ()),
    ("invertible matrix(n,n)", "n, n", (F.INVERTIBLE,)),
    ("symmetric positive definite matrix(n, n)", "n, n", (F.SYMMETRIC, F.DEFINITE)),
    ("spd matrix(n, n)", "n, n", (F.DEFINITE,)),
    ("positive semi-definite matrix(n, n)", "n, n", (F.SEMIDEFINITE,)),
    ("lower triangular invertible matrix(n, n)", "n, n", (F.LOWER, F.INVERTIBLE)),
    ("orthogonal matrix(n, n)", "n, n", (F.ORTHOGONAL,)),
    ("diagonal matrix(n, n)", "n, n", (F.DIAGONAL,)),
    ("skew-symmetric matrix(n, n)", "n, n", (F.SKEW,)),
    ("singular matrix(n, n)", "n, n", (F.SINGULAR,)),
    ("positive determinant matrix(n, n)", "n, n", (F.POSITIVE_DETERMINANT,)),
    ("diagonal positive determinant matrix(n, n)", "n, n", (F.DIAGONAL, F.POSITIVE_DETERMINANT)),
    ("full rank matrix(m, n)", "m, n", (F.FULL_RANK,)),
    ("full-rank matrix(n, n)", "n, n", (F.INVERTIBLE,)),
    ("coordinate vector(n)", "n, 1", (F.SINGLE_ENTRY,)),
    ("single-entry matrix(m, n)", "m, n", (F.SINGLE_ENTRY,)),
    ("identity matrix(n, n)", "n, n", (F.IDENTITY,)),
    ("symmetric Toeplitz matrix(n, n)", "n, n", (F.SYMMETRIC, F.TOEPLITZ)),
    ("unit vector(n)", "n, 1", (F.UNIT,)),
    ("matrix(n, 1)", "n, 1", ()),
]


@pytest.mark.parametrize(("spec", "sizes", "facts"), MEANT, ids=[m[0] for m in MEANT])
def test_meaning(spec, sizes, facts):
    term = declare("W", spec)
    assert ", ".join(map(str, term.shape)) == sizes
    assert term.data == ("W", closed(facts))


REFUSED = [  # the declaration, what is underlined, a part of the message, a part of the hint
    ("", "", "empty", "vector(n)"),
    ("matrix", "matrix", "a matrix has two sizes", ""),
    ("vector(m, n)", "vector(m, n)", "a vector has one size", ""),
    ("scalar(n)", "scalar(n)", "a scalar has no size", ""),
    ("matirx(m, n)", "matirx", "not a kind", "did you mean matrix?"),
    ("lower triangluar matrix(n, n)", "lower", "not a kind or a property", "did you mean lower triangular?"),
    ("positive semidefinit matrix(n, n)", "semidefinit", "not a kind", "did you mean positive semidefinite?"),
    ("negative integer", "negative", "negative symbols cannot be declared: a sign is positive", "write − in front"),
    ("rank deficient matrix(m, n)", "rank deficient", "only full rank", "singular matrix(n, n)"),
    ("symetric matrix(n, n)", "symetric", "not a kind or a property", "did you mean symmetric?"),
    ("symmetric matrix(m, n)", "symmetric", "only a square matrix", ""),
    ("symmetric vector(n)", "symmetric", "only a matrix can be symmetric", ""),
    ("positive definite scalar", "positive definite", "only a matrix", ""),
    ("integer matrix(n, n)", "integer", "a matrix cannot be integer", ""),
    ("singular invertible matrix(n, n)", "invertible", "exclude each other", ""),
    ("singular positive definite matrix(n, n)", "positive definite", "exclude each other", ""),
    ("matrix(1, 1)", "matrix(1, 1)", "1×1", "declare a scalar"),
    ("vector(1)", "vector(1)", "1×1", "declare a scalar"),
    ("matrix(m, n", "(", "never closed", ")"),
    ("matrix(m, (n + 1)", "(", "never closed", ")"),
    ("matrix(m n)", "matrix(m n)", "a matrix has two sizes", ""),
    ("matrix(m; n)", ";", "cannot be part of a size", ""),
    ("matrix(m, 0)", "0", "at least 1", ""),
    ("matrix(m, 99999999999)", "99999999999", "too large", ""),
    ("matrix(m - 1, n)", "-", "differences", "a name of its own"),
    ("matrix(, n)", ",", "a size is missing", ""),
    ("matrix(m, )", ")", "a size is missing", ""),
    ("matrix(m 2)", "2", "no meaning here", "commas"),
    ("matrix(m, n) symmetric", "symmetric", "no meaning here", "in front"),
    ("matrix symmetric (m, n)", "symmetric", "no meaning here", "in front of matrix"),
    ("matrix[m, n]", "[", "no meaning here", "matrix(m, n)"),
    ("symmetric", "symmetric", "is this a scalar", "symmetric matrix(m, n)"),
    ("matrix(m, n) function", "function", "not clear what this is a function of", "function of t"),
    ("skew matrix(n, n) function of t", "skew matrix(n, n)", "cannot be skew here", "invertible"),
    ("positive determinant matrix(m, n)", "positive determinant", "only a square matrix", ""),
    ("coordinate scalar", "coordinate", "a scalar cannot be single-entry", ""),
    ("unit matrix(m, n)", "unit", "only a vector", ""),
    ("complex matrix(n, n)", "complex", "symbols are real here", "real and the imaginary part"),
    ("matrix(" + "(" * 50 + "n" + ")" * 50 + ", m)", "(", "nested too deeply", ""),
]


@pytest.mark.parametrize(("spec", "underlined", "message", "hint"), REFUSED, ids=[r[0][:30] for r in REFUSED])
def test_refused(spec, underlined, message, hint):
    with pytest.raises(FormulaError) as caught:
        declare("W", spec)
    error = caught.value
    assert message in error.message
    assert hint in error.hint
    assert error.text == spec
    assert error.text[error.start : error.end] == underlined


@pytest.mark.parametrize(("name", "canonical"), [
    ("x", "x"), ("lambda", "λ"), ("λ", "λ"), ("Sigma", "Σ"), ("x1", "x1"), ("x_1", "x1"), ("x₁", "x1"), ("mu1", "μ1"),
    ("ek", "ek"), ("xᵢ", "x_i"), ("W_hidden", "W_hidden"), ("e", "e"), ("I", "I"), ("T", "T"), ("σ", "σ"), ("𝐗", "X"),
])
def test_names(name, canonical):
    assert declare(name, "scalar").data[0] == canonical


@pytest.mark.parametrize(("name", "message"), [
    ("", "not a name"), ("1x", "not a name"), ("x y", "not a name"), ("x-1", "not a name"), ("é", "not a name"),
    ("a'", "not a name"), ("tr", "name of a function"), ("log", "name of a function"), ("expm", "name of a function"),
    ("epsilon", "small number"), ("ε", "small number"),
])
def test_names_that_cannot_be_used(name, message):
    with pytest.raises(FormulaError, match=message):
        declare(name, "scalar")


def test_several_names_are_declared_one_by_one():
    with pytest.raises(FormulaError) as caught:
        declare("A, B", "scalar")
    assert (caught.value.message, caught.value.hint) == ("A, B is not a name", "declare each by itself")
