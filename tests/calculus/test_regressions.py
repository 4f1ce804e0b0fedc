"""Functions that were once derived wrongly, refused without need, or ended in a traceback; random_functions found them.

A row: the function, its variable, options, what went wrong, and what is expected now: derived and right, or words that
say why there is no point to try it at, or why it is refused.
"""

import pytest

from deriv.calculus.epsilon import derive
from deriv.checking.check import check
from deriv.language.errors import Declined
from deriv.language.reading import read
from tests.calculus.formulas import symbols

OF_MATRIX = "a Jacobian times a matrix: a traceback"
WHERE = """c: scalar; s: positive scalar; x: vector(n); a: vector(n); b: vector(m); y: vector(m); X: matrix(n, n);
    K: symmetric matrix(n, n); W: matrix(m, n); A: matrix(m, n); B: matrix(n, m); M: matrix(m, m);
    F: matrix(m, n) function of W"""
RIGHT = "derived and right"
TABLE = [
    ("min(relu(a))", "a", {}, "points were tried where two entries are smallest", RIGHT),
    ("‖c ones(n)‖_∞", "c", {}, "a tie at every point was tried as if one entry were largest", "has one largest entry"),
    ("b + argmin(argmax(y))", "y", {}, "a tie was tried as if one entry were smallest", "has one smallest entry"),
    ("‖X ones(n)/(2 + ‖x‖⁴)‖", "x", {}, "the sampled remainder was not small against small values", RIGHT),
    ("sum(log(kron(x .* x, b .* b)))", "x", {}, "not a power series at some sizes", RIGHT),
    ("sum(sigmoid(kron(x ./ (ones(n) + exp(a)), B')))", "a", {}, "a rule made the trace of a scalar", RIGHT),
    ("sum(atan(kron(W, x)))", "x", {}, "a rule made the trace of a scalar", RIGHT),
    ("W + F(W − W)", "W", {}, "dF(X)[0] was not 0: a traceback", RIGHT),
    ("eigmax(K + X + (K + X)ᵀ)", "X", {}, "not known to be symmetric: a longer answer", RIGHT),
    ("eigvecmin(Mᵀ + (Mᵀ)ᵀ, ones(m))", "M", {}, "not known to be symmetric: refused", RIGHT),
    ("tr(atan(X)³)", "X", {"order": 2}, "written out after atan was expanded: a traceback", RIGHT),
    ("tr(exp(X)⁻²)", "X", {}, "written out after exp was expanded", RIGHT),
    ("x + eigvecmax(pinv(ones(n) a') + pinv(ones(n) a')', ones(n))", "a", {}, OF_MATRIX, "has full rank"),
    ("x + eigvecmax(pinv(X + ones(n) a') + pinv(X + ones(n) a')', ones(n))", "a", {}, OF_MATRIX, RIGHT),
    ("‖(n A ⊗ pinv(A)) vec(c W)‖²", "A", {}, "rounding errors of a part that is 0 were taken for wrong", RIGHT),
    ("‖a‖_s", "s", {}, "known to have no rule", "no perturbation rule for p-norm"),
]


@pytest.mark.parametrize(("formula", "wrt", "options", "expected"), [(f, x, o, e) for f, x, o, _, e in TABLE],
                         ids=[row[0] for row in TABLE])  # fmt: skip
def test_what_once_went_wrong(formula, wrt, options, expected):
    known = symbols(WHERE)
    try:
        verdict = check(derive(read(formula, known), known[wrt], **options)).verdict
    except Declined as e:
        assert expected in e.message
        return
    if expected == RIGHT:
        assert verdict.ok is True, verdict.why
    else:
        assert verdict.ok is None
        assert expected in verdict.why
