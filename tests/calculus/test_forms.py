"""Maps between matrices in their three forms: dF = L(U), vec dF = J vec U, ∂F_ij/∂X_kl."""

from dataclasses import replace

import pytest

import deriv
from deriv.checking.check import check
from deriv.language.build import times
from deriv.language.operators import TRANSPOSE, number
from deriv.language.terms import make, substitute
from tests.calculus.formulas import derivation

WHERE = (
    "A: matrix(p, m); B: matrix(n, q); C: matrix(m, n); D: matrix(r, s); X: matrix(m, n); S: matrix(n, n); "
    "K: invertible matrix(n, n); a: vector(m); b: vector(n); x: vector(n); k: positive integer; c: scalar"
)
# formula, variable, vec dF, ∂F_ij/∂X_kl; None where there is no such form
TABLE = [
    ("X", "X", "vec(U)", "δ_ik δ_jl"),
    ("2X", "X", "2 vec(U)", "2δ_ik δ_jl"),
    ("Xᵀ", "X", "commutation(m, n) vec(U)", "δ_jk δ_il"),
    ("AXB", "X", "(Bᵀ ⊗ A) vec(U)", "A_ik B_lj"),
    ("K⁻¹", "K", "−(K⁻ᵀ ⊗ K⁻¹) vec(U)", "−(K⁻¹)_ik (K⁻¹)_lj"),
    ("XᵀX", "X", "((Xᵀ ⊗ eye(n)) commutation(m, n) + eye(n) ⊗ Xᵀ) vec(U)", "δ_il X_kj + X_ki δ_jl"),
    ("X ⊙ C", "X", "diag(vec(C)) vec(U)", "δ_ik δ_jl C_ij"),
    ("X ⊘ C", "X", "diag(vec(ones(m, n) ⊘ C)) vec(U)", "δ_ik δ_jl/C_ij"),
    ("exp(X)", "X", "diag(vec(exp(X))) vec(U)", "δ_ik δ_jl exp(X)_ij"),
    ("A(X ⊙ X)B", "X", "2(Bᵀ ⊗ A) diag(vec(X)) vec(U)", "2A_ik X_kl B_lj"),
    ("Xb", "X", "(bᵀ ⊗ eye(m)) vec(U)", "b_k δ_ij"),
    ("aᵀX", "X", "(eye(n) ⊗ aᵀ) vec(U)", "a_j δ_ik"),
    ("diag(x)", "x", "diag(vec(eye(n))) (ones(n) ⊗ eye(n))u", "δ_ij δ_ik"),
    ("S diag(x)S", "x", "(Sᵀ ⊗ S) diag(vec(eye(n))) (ones(n) ⊗ eye(n))u", "S_ik S_kj"),
    ("xxᵀ", "x", "(x ⊗ eye(n) + eye(n) ⊗ x)u", "x_j δ_ik + x_i δ_jk"),
    ("diagvec(S)", "S", "(ones(n)ᵀ ⊗ eye(n)) diag(vec(eye(n))) vec(U)", "δ_ij δ_ik"),
    ("tr(K)K", "K", "(vec(K) vec(eye(n))ᵀ + tr(K) I) vec(U)", "δ_kl K_ij + tr(K) δ_ik δ_jl"),
    ("|K|K⁻¹", "K", "|K| (vec(K⁻¹) vec(K⁻ᵀ)ᵀ − K⁻ᵀ ⊗ K⁻¹) vec(U)", "|K|((K⁻¹)_lk (K⁻¹)_ij − (K⁻¹)_ik (K⁻¹)_lj)"),
    ("S^k", "S", "(Σ_{r=0}^{k−1} (Sᵀ)^(k−1−r) ⊗ S^r) vec(U)", "Σ_{r=0}^{k−1} (S^r)_il (S^(k−1−r))_sj"),
    ("a bᵀb xᵀ", "x", "(eye(n) ⊗ abᵀb)u", "a_i (bᵀb)δ_jk"),
    ("vec(AXB)", "X", "(Bᵀ ⊗ A) vec(U)", None),
    ("kron(X, D)", "X", "(eye(n) ⊗ (commutation(s, m) ⊗ eye(r))(eye(m) ⊗ vec(D))) vec(U)", None),
    ("kron(D, X)", "X", "((eye(s) ⊗ commutation(n, r))(vec(D) ⊗ eye(n)) ⊗ eye(m)) vec(U)", None),
    ("expm(S)", "S", None, None),
]


@pytest.mark.parametrize(("formula", "wrt", "stacked", "entry"), TABLE, ids=[row[0] for row in TABLE])
def test_the_forms(formula, wrt, stacked, entry):
    d = derivation(formula, wrt, WHERE)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    forms = {form.kind: str(form.right) for form in d.forms}
    assert forms == {kind: said for kind, said in (("vec", stacked), ("entries", entry)) if said}


WRONG = {
    "negated": lambda d, term: times(number(-1), term),
    "transposed": lambda d, term: substitute(term, {d.variable: make(TRANSPOSE, d.variable)}),
}


@pytest.mark.parametrize("made", WRONG)
@pytest.mark.parametrize(("kind", "side"), [("vec", 1), ("entries", 0)])
def test_a_wrong_form_is_caught(kind, side, made):
    d = derivation("K⁻¹", "K", WHERE)
    (form,) = [f for f in d.forms if f.kind == kind]
    claim = tuple(WRONG[made](d, t) if i == side else t for i, t in enumerate(form.claim))
    assert check(replace(d, forms=(replace(form, claim=claim),))).verdict.ok is False


def test_the_jacobian_of_a_matrix_function():
    where = {"X": "invertible matrix(n, n)", "S": "matrix(n, n)"}
    d = deriv.derive("inv(X)", wrt="X", where=where, name="F")
    assert str(d.jacobian) == "−X⁻ᵀ ⊗ X⁻¹"
    shown = str(d)
    assert "dF(X)[U] = −X⁻¹UX⁻¹" in shown
    assert "vec dF = −(X⁻ᵀ ⊗ X⁻¹) vec(U)" in shown
    assert "∂F_ij/∂X_kl = −(X⁻¹)_ik (X⁻¹)_lj" in shown
    gram = str(deriv.derive("S'*S", wrt="S", where=where))
    assert "where commutation(n, n) vec(A) = vec(Aᵀ) for every n × n matrix A." in " ".join(gram.split())
    with pytest.raises(deriv.DerivError, match="no jacobian"):
        deriv.derive("expm(S)", wrt="S", where=where).jacobian  # noqa: B018
