"""Derivations as a good lecturer writes them: order of thought, names, reasons and answers, line by line."""

import pytest

from deriv.checking.check import check
from tests.calculus.formulas import board, derivation

EXEMPLARS = {
    "log-determinant": (
        "log|X|",
        "X",
        "X: invertible matrix(n, n)",
        {},
        """
f(X + εU) = log|X + εU|  | substitute X + εU for X
= log|X(I + ε X⁻¹U)|  | take X out; X is invertible
= log(|X| |I + ε X⁻¹U|)  | |MN| = |M| |N|
= log|X| + log|I + ε X⁻¹U|  | log(ab) = log(a) + log(b)
= log|X| + log(1 + ε tr(X⁻¹U) + O(ε²))  | |I + εM| = 1 + ε tr(M) + O(ε²)
= f(X) + ε tr(X⁻¹U) + O(ε²)  | log(1 + t) = t + O(t²)
tr(X⁻¹U) = tr(UᵀX⁻ᵀ)  | ▸ tr(M) = tr(Mᵀ)
f(X + εU) = f(X) + ε tr(UᵀX⁻ᵀ) + O(ε²)  | collect
so X⁻ᵀ""",
    ),
    "squared bilinear residual": (
        "(aᵀWb − c)²",
        "W",
        "W: matrix(m, n); a: vector(m); b: vector(n); c: scalar",
        {},
        """
f(W + εU) = (aᵀ(W + εU) b − c)²  | substitute W + εU for W
= (aᵀWb − c + ε aᵀUb)²  | multiply out
= f(W) + 2ε(aᵀWb − c) aᵀUb + O(ε²)  | (s + εt)² = s² + 2εst + O(ε²)
2(aᵀWb − c) aᵀUb = 2(aᵀWb − c) tr(Uᵀabᵀ)  | ▸ aᵀUb = tr(Uᵀabᵀ)
f(W + εU) = f(W) + 2ε(aᵀWb − c) tr(Uᵀabᵀ) + O(ε²)  | collect
so 2(aᵀWb − c) abᵀ""",
    ),
    "Rayleigh quotient": (
        "xᵀAx / xᵀx",
        "x",
        "A: matrix(n, n); x: vector(n)",
        {},
        """
let p = xᵀAx
let q = xᵀx
p → p + ε uᵀ(A + Aᵀ) x + O(ε²)  | ▸ multiply out, a scalar equals its transpose
q → q + 2ε uᵀx + O(ε²)  | multiply out, a scalar equals its transpose
f(x + εu) = (p + ε uᵀ(A + Aᵀ) x + O(ε²))/(q + 2ε uᵀx + O(ε²))  | by the lines above
= f(x) + ε((uᵀ(A + Aᵀ) x − 2f(x) uᵀx)/q) + O(ε²)  | ▸ (p + ε p₁)/(q + ε q₁) = p/q + ε((p₁ − (p/q) q₁)/q) + O(ε²)
= f(x) + ε uᵀ(((A + Aᵀ)x − 2f(x) x)/q) + O(ε²)  | uᵀv + uᵀz = uᵀ(v + z)
so ((A + Aᵀ)x − 2f(x) x)/(xᵀx)""",
    ),
    "softmax cross-entropy": (
        "log(1ᵀe^z) − yᵀz",
        "w",
        "X: matrix(m, n); w: vector(n); y: vector(m)",
        {"z": "Xw"},
        """
let z = Xw
let s = 𝟏ᵀe^z
z → z + ε Xu  | multiply out
e^z → e^z + ε(e^z ⊙ Xu) + O(ε²)  | entry by entry, exp(s + εt) = e^s + εe^s t + O(ε²)
s → s + ε (e^z)ᵀXu + O(ε²)  | multiply out, 𝟏ᵀ(x ⊙ d) = xᵀd
log(s) → log(s) + ε((e^z)ᵀXu/s) + O(ε²)  | log(s + εt) = log(s) + ε(t/s) + O(ε²)
f(w + εu) = f(w) + ε((e^z)ᵀXu/s − yᵀXu) + O(ε²)  | collect the terms in ε
= f(w) + ε uᵀXᵀ(e^z/s − y) + O(ε²)  | ▸ a scalar equals its transpose
so Xᵀ(softmax(Xw) − y)""",
    ),
    "two-layer network": (
        "½‖V tanh(Wx) − y‖²",
        "W",
        "V: matrix(p, m); W: matrix(m, n); x: vector(n); y: vector(p)",
        {},
        """
let h = tanh(Wx)
let r = Vh − y
Wx → Wx + ε Ux  | multiply out
h → h + ε((𝟏 − h ⊙ h) ⊙ Ux) + O(ε²)  | entry by entry, tanh(s + εt) = tanh(s) + ε(1 − tanh(s)²)t + O(ε²)
r → r + ε V((𝟏 − h ⊙ h) ⊙ Ux) + O(ε²)  | multiply out
f(W + εU) = ½‖r + ε V((𝟏 − h ⊙ h) ⊙ Ux) + O(ε²)‖²  | by the lines above
= f(W) + ε rᵀV((𝟏 − h ⊙ h) ⊙ Ux) + O(ε²)  | ▸ ‖r + εd‖² = ‖r‖² + 2ε rᵀd + O(ε²)
rᵀV((𝟏 − h ⊙ h) ⊙ Ux) = (Vᵀr ⊙ (𝟏 − h ⊙ h))ᵀUx  | ▸ zᵀ(r ⊙ d) = (z ⊙ r)ᵀd
= tr(Uᵀδxᵀ)  | ▸ aᵀUb = tr(Uᵀabᵀ), δ = Vᵀr ⊙ (𝟏 − h ⊙ h)
f(W + εU) = f(W) + ε tr(Uᵀδxᵀ) + O(ε²)  | collect
so δxᵀ
where h = tanh(Wx)
where r = Vh − y
where δ = Vᵀr ⊙ (𝟏 − h ⊙ h)""",
    ),
    "trace of a power": (
        "tr X^k",
        "X",
        "X: matrix(n, n); k: positive integer",
        {},
        """
f(X + εU) = tr((X + εU)^k)  | substitute X + εU for X
= tr(X^k) + ε Σ_{r=0}^{k − 1} tr(X^r UX^(k − 1 − r)) + O(ε²)  | multiply out: U in each of the k places
= f(X) + εk tr(X^(k − 1)U) + O(ε²)  | the trace is cyclic: all k terms are equal
k tr(X^(k − 1)U) = k tr(Uᵀ(Xᵀ)^(k − 1))  | ▸ tr(M) = tr(Mᵀ)
f(X + εU) = f(X) + εk tr(Uᵀ(Xᵀ)^(k − 1)) + O(ε²)  | collect
so k(Xᵀ)^(k − 1)""",
    ),
}


def _spaceless(board: str) -> list[str]:
    """Spacing is the writer's matter."""
    return [line.replace(" ", "") for line in board.strip().splitlines()]


@pytest.mark.parametrize("name", EXEMPLARS)
def test_the_board(name):
    formula, wrt, where, let, expected = EXEMPLARS[name]
    d = derivation(formula, wrt, where, let)
    assert _spaceless(board(d)) == _spaceless(expected)
    assert check(d).verdict.ok is True


def test_a_cited_lemma_unfolds_into_its_own_lines():
    d = derivation("log|XᵀX + λI|", "X", "X: matrix(m, n); λ: positive scalar")
    (proof,) = [p for line in d.lines for p in line.proofs if "|K" in str(line.after) or "|K" in str(p.start)][:1]
    reasons = [str(line.because[-1]) for line in proof.lines]
    assert len(proof.lines) == 5
    assert str(proof.lines[0].after) == "log|K(I + ε K⁻¹(UᵀX + XᵀU) + O(ε²))|"
    assert reasons[-1] == "log(1 + t) = t + O(t²)"
