"""Unicode, ASCII and LaTeX, freely mixed: all spellings in a row are one term."""
import pytest

from deriv.language.errors import FormulaError
from deriv.language.operators import EPS
from deriv.language.reading import read
from deriv.language.text import ascii
from tests.language.symbols import declared

SYMBOLS = declared(
    "A B: matrix(n, n)", "X: invertible matrix(n, n)", "W: matrix(m, n)", "Sigma: positive definite matrix(n, n)",
    "a h: vector(m)", "b x y z mu ek: vector(n)", "c s t x1 x2: scalar", "lambda: positive scalar",
    "k: positive integer",
) | {"ε": EPS}

SAME = [
    ("(aᵀWb − c)²", "(a'*W*b - c)^2", r"(\mathbf{a}^\top \mathbf{W}\mathbf{b} - c)^2", "(a^T W b - c)**2",
     r"\left(\mathbf a^{\mathsf T} \mathbf{Wb} - c\right)^{2}", r"(\bm{a}^{\!\top}\bm W\bm b-c)^2", "(a’Wb–c)²"),
    ("λ", "lambda", r"\lambda"),
    ("Σ⁻¹", "inv(Sigma)", r"\boldsymbol{\Sigma}^{-1}", "Σ^-1", "Sigma^(-1)", r"\Sigma^{-1}"),
    ("x₁²x₂", "x1^2*x2", "x_1^2 x_2", r"x_{1}^{2}x_{2}", "x1²x2"),
    ("X⁻ᵀ", "X^-T", r"X^{-\top}", r"\mathbf{X}^{-\mathsf{T}}", "inv(X)'", "X⁻¹ᵀ", "X^{-1}'"),
    ("xᵀAx", "x.T @ A @ x", "x.T@A@x", "x.T A x"),
    ("c²‖Ax − b‖²", "c**2 * ‖A @ x - b‖**2"),
    ("Xᵀ", "X'", "X^T", "X.T", "X^⊤", "X⊤", r"X^\top", r"X^{\intercal}", r"X^\mathsf{T}", r"X^{\prime}",
     "transpose(X)"),
    ("X^k", "Xᵏ", "X^{k}", "X**k", "X^(k)"),
    ("X^(k−1)", "Xᵏ⁻¹", "X^{k-1}", "X⁽ᵏ⁻¹⁾"),
    ("log|X|", "log det X", "log(det(X))", "logdet(X)", "logdet X", r"\log\det X", r"\log\lvert X\rvert", r"\ln|X|",
     r"\log\left|\mathbf{X}\right|", "log |X|", "ln(det X)"),
    ("tr(AX)", "tr AX", "tr A X", "trace(A*X)", r"\operatorname{tr}(AX)", r"\tr(AX)", r"\mathrm{tr}(AX)", "Tr(AX)",
     r"\text{tr}\left(AX\right)", r"\operatorname{tr}\bigl(A X\bigr)", r"\operatorname{tr}\mathbf{AX}"),
    ("‖x‖²", "norm2(x)^2", "||x||^2", r"\|x\|^2", r"\lVert x\rVert^2", "‖x‖_2^2", "‖x‖²_2", "norm(x)^2",
     r"\left\|x\right\|_2^{2}"),
    ("‖W‖²_F", "normF(W)^2", "||W||_F^2", r"\|W\|_F^2", r"\lVert W\rVert_{F}^2", "‖W‖_F²", r"\|W\|^2_{\mathrm{F}}"),
    ("‖x‖_1", "norm1(x)", "||x||_1", r"\|x\|_1", r"\lVert x\rVert_{1}", "normp(x, 1)"),
    ("‖x‖_∞", "norminf(x)", r"\|x\|_\infty", r"\lVert x\rVert_{\infty}", "||x||_inf"),
    ("‖x‖_s²", "normp(x, s)^2", r"\|x\|_s^2", r"\lVert x\rVert_{s}^{2}", "‖x‖²_s"),
    ("‖x‖_3", "normp(x, 3)", r"\|x\|_3"),
    ("‖x‖", "normp(x, 2)"),
    ("½x", "(1/2)x", "0.5x", r"\frac12 x", r"\tfrac{1}{2}x", "1/2 x", r"\frac{1}{2}*x", "0.5*x"),
    ("(c/2)‖x‖²", "c/2 ‖x‖²", "c/2‖x‖²", "c / 2 ‖x‖²", r"\frac{c}{2}\|x\|^2"),
    ("½‖x‖² + (c/2) x'x", "1/2 ‖x‖² + c/2 x'x"),
    ("(c/3)x", "c/3 x", "c/3 * x"),
    ("(A/2)B", "A/2 B"),
    (r"\frac{c}{s}", "c/s", "c ÷ s", r"\dfrac{c}{s}", "(c)/(s)"),
    ("√(xᵀx)", "sqrt(x'x)", r"\sqrt{x^\top x}", "(x'x)^(1/2)", "(xᵀx)^½", r"(x'x)^{\frac12}"),
    ("∛s", r"\sqrt[3]{s}", "s^(1/3)"),
    (r"\sqrt[12]{s}", "s^(1/12)"),
    ("e^s", "exp(s)", r"\exp(s)", "exp s", "e^{s}", "eˢ", "(e)^s"),
    ("e^(−xᵀx)", "exp(-x'*x)", r"e^{-x^\top x}"),
    ("x ⊙ y", "x .* y", r"x \odot y", "x ∘ y", r"x \circ y", "hadamard(x, y)"),
    ("x ⊘ y", "x ./ y", r"x \oslash y"),
    ("x.^2", r"x^{\odot 2}", r"x^{\circ 2}", "x^{⊙2}"),
    ("A ⊗ B", "kron(A, B)", r"A \otimes B"),
    ("⟨A, B⟩", "<A, B>", r"\langle A, B\rangle", "inner(A, B)", r"\left\langle A,B \right\rangle"),
    ("𝟏ᵀx", "1ᵀx", "ones(n)'*x", r"\mathbf{1}^\top x", r"\mathbf 1_n^\top x", "𝟏ₙᵀx", "1'x", r"\mathbb{1}^Tx"),
    ("A + λI", "A + lambda*I", "A + λ eye(n)", r"A + \lambda\mathbf{I}", "A + λI_n", "A + λIₙ"),
    ("A − 𝟎", "A - zeros(n, n)", r"A - \mathbf{0}"),
    ("|s|", "abs(s)", r"\lvert s\rvert", r"\left|s\right|"),
    ("2·3", "2*3", r"2\cdot 3", r"2 \times 3", "2 3", "2 × 3"),
    ("log(s)²", "(log s)²", "log(s)^2"),
    ("log‖x‖²", "log(‖x‖²)", "log ‖x‖²"),
    ("sin 2s", "sin(2s)", r"\sin(2s)"),
    ("sin s cos t", "sin(s)*cos(t)"),
    ("sin(s)²", "(sin s)²", "sin² s", "sin^2 s", "sin^2s", "sin²(s)", "sin^2(s)",
     r"\sin^2 s", r"\sin^{2}\left(s\right)"),
    ("(log det X)²", "log² det X", "log²|X|", "log^2(det(X))"),
    ("(log(|X|²))³", "log³ det² X"),
    ("sin(s)² cos(2s)²", "sin² s cos² 2s"),
    ("tr(A)² B", "tr²(A) B"),
    ("tr(A)B", "B tr(A)", r"\operatorname{tr}\left(A\right) B"),
    ("2 tr A tr B", "2*tr(A)*tr(B)"),
    ("xᵀAx", "tr(xᵀAx)", "tr xᵀAx", "trace(x'*A*x)"), ("2c", "tr(2c)"),
    ("xᵀAx / xᵀx", "x'*A*x/(x'*x)", r"\frac{x^\top A x}{x^\top x}", "(xᵀAx)/(xᵀx)"),
    ("xᵀy A", "(xᵀy)A", "A(xᵀy)", "A xᵀy"),
    ("π s²", "pi*s^2", r"\pi s^{2}"),
    ("logsumexp(x)", "log(sum(exp(x)))", "log sum(e^x)"),
    ("softmax(x)", r"\operatorname{softmax}(\mathbf{x})"), ("exp(x)/sum(exp(x))", "e^x/sum(e^x)"),
    ("sigmoid(x)", "σ(x)", r"\sigma(x)"),
    ("−(A − B)", "-(A-B)", "–(A – B)"),
    ("A − (−B)", "A + B", "A + (B)"),
    ("s + ε t + O(ε²)", r"s + \varepsilon t + O(\varepsilon^{2})", "s + epsilon*t + O(epsilon^2)"),
]


@pytest.mark.parametrize("row", SAME, ids=[r[0] for r in SAME])
def test_one_term(row):
    first, *others = (read(s, SYMBOLS) for s in row)
    assert [s for s, t in zip(row[1:], others, strict=True) if t is not first] == []


DIFFERENT = [
    ("log(s)²", "log(s²)"), ("log|X|²", "(log|X|)²"), ("x ⊙ y", "y ⊙ x"), ("AB", "BA"), ("(AB)ᵀ", "BᵀAᵀ"),
    ("X⁻ᵀ", "(Xᵀ)⁻¹"), ("−s²", "(−s)²"), ("2^s", "s^2"), ("s/t/c", "s/(t/c)"), ("A'B", "AB'"), ("tr(A)B", "tr(AB)A"),
    ("x1 x2", "x2 x1"), ("s/2", "½s"),
]


@pytest.mark.parametrize(("left", "right"), DIFFERENT)
def test_different_terms(left, right):
    assert read(left, SYMBOLS) is not read(right, SYMBOLS)


SPLIT = [  # declared symbols split juxtaposed letters, longest first
    ("W: matrix(m, n); b: vector(n)", "Wb", "W*b"),
    ("ek: vector(n); X: matrix(n, n)", "Xek", "X*ek"),
    ("e k: scalar; ek: vector(n)", "ek", "ek"),
    ("a ab b c: scalar", "abc", "ab*c"),
    ("a ab bc: scalar", "abc", "a*bc"),
    ("x: vector(n); A: matrix(n, n)", "Ax", "A*x"),
    ("x1: vector(n); A1: matrix(n, n)", "A1x1", "A1*x1"),
    ("lambda: scalar; A: matrix(n, n)", "lambdaA", "lambda*A"),
    ("mu: scalar; m u: scalar", "mu", "mu"),
    ("m u: scalar", "mu", "m*u"),
    ("t r: scalar", "tr", None),
    ("X: matrix(m, n)", "mX/n", "m*X/n"),
    ("e: vector(n)", "e'e", "e'*e"),
    ("T: matrix(n, n)", "T'T", "T'*T"),
    ("x: scalar", "xe^x", "x*exp(x)"),
    ("e r f s: scalar", "erf(s)", "e*r*f*s"),
    ("s: scalar", "erf(s)", "erf(s)"),
]


@pytest.mark.parametrize(("where", "formula", "plain"), SPLIT, ids=[f"{s[1]} with {s[0]}" for s in SPLIT])
def test_splitting(where, formula, plain):
    symbols = declared(*where.split("; "))
    if plain is None:
        with pytest.raises(FormulaError):
            read(formula, symbols)
    else:
        assert ascii(read(formula, symbols)) == plain


SIZES = [  # I, 𝟏 and 𝟎 take their size from their neighbours
    ("tr(W(I + A)Wᵀ)", "tr(W*(I + A)*W')"),
    ("W I", "W*I"),
    ("(I − x xᵀ)y", "(I - x*x')*y"),
    ("(I + I)x", "(eye(n) + eye(n))*x"),
    ("A(I − (1/n)𝟏𝟏ᵀ)", "A*(I - (1/n)*ones(n)*ones(n)')"),
    ("W − 𝟏xᵀ", "W - ones(m)*x'"),
    ("W − h𝟏ᵀ", "W - h*ones(n)'"),
    ("𝟏ᵀW𝟏", "ones(m)'*W*ones(n)"),
    ("x ⊙ 𝟏", "x .* ones(n)"),
    ("(I/2 + A)⁻¹", "inv(I/2 + A)"),
    ("log det(I + A)", "log(det(I + A))"),
    ("xᵀ I y", "x'*I*y"),
    ("(2I)⁻¹ + A", "inv(2*eye(n)) + A"),
    ("xᵀy I + A", "(x'*y)*I + A"),
    ("(I + 𝟏xᵀ)(I − 𝟏yᵀ)", "(I + ones(n)*x')*(I - ones(n)*y')"),
]


@pytest.mark.parametrize(("formula", "plain"), SIZES, ids=[s[0] for s in SIZES])
def test_sizes(formula, plain):
    term = read(formula, SYMBOLS)
    assert ascii(term) == plain
    assert read(plain, SYMBOLS) is term
