"""f(x + εu) = f(x) + ε uᵀg + ½ε² uᵀHu + O(ε³): Hessians against known answers; rules to second order."""

import pytest

from deriv.calculus.epsilon import derive
from deriv.checking.check import check
from deriv.checking.equality import agree
from deriv.checking.exact import prove
from deriv.checking.rules import check_rule
from deriv.language.errors import Declined
from deriv.language.operators import TRANSPOSE
from deriv.language.reading import declare, read
from deriv.language.terms import make
from tests.calculus.second_orders import SECOND_ORDERS
from tests.language.symbols import declared

SYMBOLS = declared(
    "A B X C: matrix(n, n)", "S: symmetric positive definite matrix(n, n)", "W D: matrix(m, n)", "b: vector(m)",
    "a x y: vector(n)", "c s t: scalar", "lambda: positive scalar",
)  # fmt: skip
HESSIANS = [  # the function, the variable, the gradient, the Hessian
    ("‖x‖", "x", "x/‖x‖", "I_n/‖x‖ − xxᵀ/‖x‖^3"),
    ("‖x‖²", "x", "2x", "2I_n"),
    ("xᵀAx + aᵀx", "x", "(A + Aᵀ)x + a", "A + Aᵀ"),
    ("½‖Wx − b‖²", "x", "Wᵀ(Wx − b)", "WᵀW"),
    ("exp(aᵀx)", "x", "exp(aᵀx) a", "exp(aᵀx) aaᵀ"),
    ("log(1 + xᵀSx)", "x", "2Sx/(1 + xᵀSx)", "2S/(1 + xᵀSx) − 4Sxxᵀ S/(1 + xᵀSx)^2"),
    ("log(sum(exp(x)))", "x", "exp(x)/sum(exp(x))", "diag(exp(x))/sum(exp(x)) − exp(x) exp(x)ᵀ/sum(exp(x))^2"),
    ("sum(softplus(Wx)) − bᵀWx", "x", "Wᵀ(sigmoid(Wx) − b)",
     "Wᵀ diag(sigmoid(Wx) .* (ones(m) − sigmoid(Wx))) W"),
    ("xᵀSx/xᵀx", "x", "2(Sx − (xᵀSx/xᵀx) x)/xᵀx",
     "2(S − (xᵀSx/xᵀx) I_n)/xᵀx − 4(xxᵀS + Sxxᵀ)/(xᵀx)^2 + 8(xᵀSx) xxᵀ/(xᵀx)^3"),
    ("exp(−½(x − y)ᵀ inv(S) (x − y))", "x", "−exp(−½(x − y)ᵀ inv(S) (x − y)) inv(S) (x − y)",
     "exp(−½(x − y)ᵀ inv(S) (x − y)) (inv(S) (x − y)(x − y)ᵀ inv(S) − inv(S))"),
    ("(aᵀx)^5", "x", "5(aᵀx)^4 a", "20(aᵀx)^3 aaᵀ"),
    ("(aᵀx)(xᵀAx)", "x", "(xᵀAx) a + (aᵀx)(A + Aᵀ)x", "a xᵀ(A + Aᵀ) + (A + Aᵀ)x aᵀ + (aᵀx)(A + Aᵀ)"),
    ("sum(x.^3)", "x", "3 x.^2", "6 diag(x)"),
    ("bᵀtanh(Wx)", "x", "Wᵀ(b .* (ones(m) − tanh(Wx) .* tanh(Wx)))",
     "−2Wᵀ diag(b .* tanh(Wx) .* (ones(m) − tanh(Wx) .* tanh(Wx))) W"),
    ("aᵀx", "x", "a", "zeros(n, n)"),
    ("sum(abs(x))", "x", "sign(x)", "zeros(n, n)"),
    ("sum(ones(n)./x)", "x", "−ones(n)./(x .* x)", "2 diag(ones(n)./(x .* x .* x))"),
    ("sqrt(1 + xᵀx)", "x", "x/sqrt(1 + xᵀx)", "I_n/sqrt(1 + xᵀx) − xxᵀ/(1 + xᵀx)^(3/2)"),
    ("xᵀ diag(x) x", "x", "3 x .* x", "6 diag(x)"),
    ("log det(S + xxᵀ)", "x", "2 inv(S + xxᵀ) x",
     "2 inv(S + xxᵀ) − 2(xᵀ inv(S + xxᵀ) x) inv(S + xxᵀ) − 2 inv(S + xxᵀ) xxᵀ inv(S + xxᵀ)"),
    ("t sin(t^2)", "t", "sin(t^2) + 2t^2 cos(t^2)", "6t cos(t^2) − 4t^3 sin(t^2)"),
    ("tr(inv(S + tA))", "t", "−tr(inv(S + tA) A inv(S + tA))",
     "2 tr(inv(S + tA) A inv(S + tA) A inv(S + tA))"),
    ("det(S + tB + t^2 C)", "t", "det(S + tB + t^2 C) tr(inv(S + tB + t^2 C) (B + 2tC))",
     "det(S + tB + t^2 C) (2 tr(inv(S + tB + t^2 C) C) + tr(inv(S + tB + t^2 C) (B + 2tC))^2"
     " − tr(inv(S + tB + t^2 C) (B + 2tC) inv(S + tB + t^2 C) (B + 2tC)))"),
    ("log det(diag(x) + S)", "x", "diagvec(inv(diag(x) + S))", "−inv(diag(x) + S) .* inv(diag(x) + S)"),
    ("(xᵀ diag(x) (x .* x))²", "x", "8 sum(x.^4) x.^3", "24 sum(x.^4) diag(x.^2) + 32 x.^3 (x.^3)ᵀ"),
    ("exp((x.^2)ᵀ(x .* x))", "x", "4 exp(sum(x.^4)) x.^3", "exp(sum(x.^4)) (12 diag(x.^2) + 16 x.^3 (x.^3)ᵀ)"),
    ("log det((‖x‖ (A − A))/(1 + (aᵀx)²) + diag(x))", "x", "ones(n)./x", "−diag(ones(n)./(x .* x))"),
    ("sum(log(sigmoid(a .* x)))", "x", "a .* (ones(n) − sigmoid(a .* x))",
     "−diag(a .* a .* sigmoid(a .* x) .* (ones(n) − sigmoid(a .* x)))"),
    ("−bᵀ log(sigmoid(Wx)) − (ones(m) − b)ᵀ log(ones(m) − sigmoid(Wx))", "x", "Wᵀ(sigmoid(Wx) − b)",
     "Wᵀ diag(sigmoid(Wx) .* (ones(m) − sigmoid(Wx))) W"),
    ("inv(S + tA)", "t", "−inv(S + tA) A inv(S + tA)", "2 inv(S + tA) A inv(S + tA) A inv(S + tA)"),
]  # fmt: skip
QUADRATIC = [  # by a matrix: the function, the coefficient of ε²
    ("log det X", "−½ tr(inv(X) U inv(X) U)"),
    ("tr(X^3)", "3 tr(U U X)"),
    ("tr(inv(X))", "tr(inv(X) U inv(X) U inv(X))"),
    ("‖AX − B‖_F^2", "tr(Uᵀ Aᵀ A U)"),
    ("(aᵀXy − c)²", "(aᵀUy)²"),
    ("det X", "½ det(X) (tr(inv(X) U)² − tr(inv(X) U inv(X) U))"),
    ("‖X‖_F", "½(tr(UᵀU)/‖X‖_F − tr(XᵀU)²/‖X‖_F^3)"),
]


@pytest.mark.parametrize(("function", "by", "gradient", "hessian"), HESSIANS, ids=[row[0] for row in HESSIANS])
def test_hessians(function, by, gradient, hessian):
    f, x = read(function, SYMBOLS), SYMBOLS[by]
    d = derive(f, x, order=2)
    assert check(d).verdict, check(d).verdict.why
    assert agree(d.result, read(gradient, SYMBOLS), f)
    assert agree(d.hessian, read(hessian, SYMBOLS), f)
    assert d.result is derive(f, x).result


@pytest.mark.parametrize(("function", "second"), QUADRATIC, ids=[row[0] for row in QUADRATIC])
def test_quadratic_forms_in_a_matrix(function, second):
    f = read(function, SYMBOLS)
    d = derive(f, SYMBOLS["X"], order=2)
    assert check(d).verdict, check(d).verdict.why
    assert agree(d.second, read(second, {**SYMBOLS, "U": d.direction}), f)


def test_exemplar_7():
    d = derive(read("‖x‖", SYMBOLS), SYMBOLS["x"], order=2)
    assert [str(line.after) for line in d.lines][-1] == "f(x) + ε uᵀ(x/‖x‖) + ½ε² uᵀ(I/‖x‖ − xxᵀ/‖x‖³)u + O(ε³)"
    assert len(d.lines) <= 6


@pytest.mark.parametrize(("function", "by"), [("Ax", "x"), ("x .* x", "x"), ("AXB", "X")])
def test_the_second_derivative_of_a_map_is_refused(function, by):
    with pytest.raises(Declined, match="no scalar"):
        derive(read(function, SYMBOLS), SYMBOLS[by], order=2)


@pytest.mark.parametrize("rule", SECOND_ORDERS, ids=lambda r: r.name)
def test_rules_to_second_order(rule):
    assert check_rule(rule), check_rule(rule).why
    verdict = prove(rule)
    assert verdict.ok is not False, verdict.why


KRONECKER = [  # by a matrix: the function, H with ½ε² vec(U)ᵀ H vec(U)
    ("log det X", "−kron(inv(X), inv(X)ᵀ) commutation(n, n)"),
    ("tr(X^2)", "2 commutation(n, n)"),
    ("c⟨X + A, B⟩", "zeros(n*n, n*n)"),
    ("‖AX − B‖_F^2", "2 kron(I_n, AᵀA)"),
    ("(aᵀXy − c)²", "2 kron(yyᵀ, aaᵀ)"),
    ("‖X‖_F", "eye(n*n)/‖X‖_F − vec(X) vec(X)ᵀ/‖X‖_F^3"),
    ("tr(XAXᵀB)", "kron(Aᵀ, B) + kron(A, Bᵀ)"),
    ("tr(inv(X))", "(kron(inv(X)^2, inv(X)ᵀ) + kron(inv(X), (inv(X)ᵀ)^2)) commutation(n, n)"),
    ("sum(exp(X))", "diag(vec(exp(X)))"),
]


@pytest.mark.parametrize(("function", "hessian"), KRONECKER, ids=[row[0] for row in KRONECKER])
def test_hessians_by_a_matrix(function, hessian):
    f = read(function, SYMBOLS)
    d = derive(f, SYMBOLS["X"], order=2)
    [form] = d.forms
    assert check(d).verdict, check(d).verdict.why
    assert agree(form.matrix, read(hessian, SYMBOLS), f)
    assert agree(form.matrix, make(TRANSPOSE, form.matrix), f)


STRUCTURED = [  # the function, the structure, the gradient, the coefficient of ε² among directions with the structure
    ("log det S", "symmetric", "inv(S)", "−½ tr(inv(S) U inv(S) U)"),
    ("tr(ASAS)", "symmetric", "ASA + AᵀSAᵀ", "tr(AUAU)"),
    ("log det S", "toeplitz", "diagmeans(inv(S))", "−½ tr(inv(S) U inv(S) U)"),
    ("aᵀ inv(S) y", "diagonal", "−diag((inv(S) a) .* (inv(S) y))", "aᵀ inv(S) U inv(S) U inv(S) y"),
]


@pytest.mark.parametrize(
    ("function", "structure", "gradient", "second"), STRUCTURED, ids=[f"{r[0]} {r[1]}" for r in STRUCTURED]
)
def test_second_order_among_structured_directions(function, structure, gradient, second):
    kept = {**SYMBOLS, "S": declare("S", f"positive definite {structure} matrix(n, n)")}
    f = read(function, kept)
    d = derive(f, kept["S"], order=2, structure=structure)
    assert check(d).verdict, check(d).verdict.why
    assert agree(d.result, read(gradient, kept), f)
    assert agree(d.second, read(second, {**kept, "U": d.direction}), f)
