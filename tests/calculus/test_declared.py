"""Functions of symbols with declared properties: coordinate vectors, single-entry and identity matrices, full rank."""

import pytest

from deriv.checking.check import check
from deriv.language.reading import read
from deriv.language.text import text
from tests.calculus.formulas import comes_to_its_end, derivation, said, symbols

# formula, variable, symbols, the answer as a textbook prints it, the conditions
TABLE = [
    (
        "ekᵀX el", "X", "X: matrix(m, n); ek: coordinate vector(m); el: coordinate vector(n)",
        "ek elᵀ", [],
    ),
    (
        "ekᵀX⁻¹el", "X", "X: invertible matrix(n, n); ek: coordinate vector(n); el: coordinate vector(n)",
        "−X⁻ᵀek elᵀX⁻ᵀ", [],
    ),
    (
        "eiᵀXᵀA ej", "X", "X: matrix(m, n); A: matrix(m, p); ei: coordinate vector(n); ej: coordinate vector(p)",
        "A ej eiᵀ", [],
    ),
    ("A + tJ", "t", "A: matrix(m, n); J: single-entry matrix(m, n); t: scalar", "J", []),
    ("|EX|", "E", "E: identity matrix(n, n); X: invertible matrix(n, n)", "|X| eye(n)", []),
    ("tr(AE⁻¹B)", "E", "E: identity matrix(n, n); A: matrix(m, n); B: matrix(n, m)", "−AᵀBᵀ", []),
    ("log|X|", "X", "X: positive determinant matrix(n, n)", "X⁻ᵀ", []),
    ("log|A + tB|", "t", "A: positive determinant matrix(n, n); B: matrix(n, n); t: scalar", None, ["|A + tB| > 0"]),
    ("|XᵀX|", "X", "X: full rank matrix(m, n)", "2|XᵀX| X(XᵀX)⁻¹", ["XᵀX is invertible"]),
    ("|XᵀX|", "X", "X: full rank matrix(n + p, n)", "2|XᵀX| X(XᵀX)⁻¹", []),
    ("log|XᵀX|", "X", "X: full rank matrix(m, n)", "2X(XᵀX)⁻¹", ["|XᵀX| > 0"]),
    ("log|XᵀX|", "X", "X: full rank matrix(5, 3)", "2X(XᵀX)⁻¹", []),
    (
        "tr((XᵀCX)⁻¹A)", "X", "X: full rank matrix(m, n); C: symmetric matrix(m, m); A: matrix(n, n)",
        "−CX(XᵀCX)⁻¹(A + Aᵀ)(XᵀCX)⁻¹", ["XᵀCX is invertible"],
    ),
    ("‖Av‖²", "v", "A: matrix(m, n); v: unit vector(n)", "2AᵀAv", []),
    ("xᵀTx", "x", "T: toeplitz matrix(n, n); x: vector(n)", "(T + Tᵀ)x", []),
    ("xᵀTx", "x", "T: symmetric toeplitz matrix(n, n); x: vector(n)", "2Tx", []),
    ("log((2πs²)^(−1/2) e^(−(x − u)²/(2s²)))", "u", "x: scalar; u: scalar; s: positive scalar", "(x − u)/s²", None),
]  # fmt: skip


@pytest.mark.parametrize(("formula", "wrt", "where", "answer", "conditions"), TABLE, ids=[r[0] + r[2] for r in TABLE])
def test_the_derivative(formula, wrt, where, answer, conditions):
    d = derivation(formula, wrt, where)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert comes_to_its_end(d)
    if answer is not None:
        assert text(d.result) == text(read(answer, symbols(where)))
    if conditions is not None:
        assert [said(a) for a in d.assumptions] == conditions


def test_sizes_are_chosen_so_that_the_conditions_can_be_met():
    """XᵀX is invertible only where X has no fewer rows than columns; two such sizes are tried."""
    for formula, sign in (("log|XᵀX|", 1), ("log|XXᵀ|", -1)):
        sizes = check(derivation(formula, "X", "X: full rank matrix(m, n)")).result.sizes
        pairs = list(zip(sizes[::2], sizes[1::2], strict=True))
        assert len(set(pairs)) == 2
        assert all((m - n) * sign > 0 for (_, m), (_, n) in pairs)
