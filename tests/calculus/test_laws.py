"""The laws of simplification hold wherever they are used, not only at their examples."""

from itertools import chain, product

import pytest

from deriv.calculus.epsilon import derive
from deriv.calculus.rule import Rule
from deriv.calculus.simplify import simplified
from deriv.calculus.simplify.laws import BY_OP
from deriv.checking.check import check
from deriv.checking.rules import check_rule
from deriv.language.errors import DerivError
from deriv.language.facts import Fact
from deriv.language.operators import (
    DIAG,
    HADAMARD,
    HADAMARD_DIVIDE,
    HADAMARD_POWER,
    INVERSE,
    MATRIX_POWER,
    POWER,
    PRODUCT,
    TRANSPOSE,
    eye,
    letter,
    number,
)
from deriv.language.operators.entrywise import ABS, EXP, SIGN
from deriv.language.operators.leaves import ones
from deriv.language.reading import declare, read
from deriv.language.terms import make
from tests.calculus.formulas import derivation, symbols

K = letter("K", "n", "n", facts=[Fact.INVERTIBLE, Fact.NONZERO])
S, W = letter("S", "n", "n", facts=[Fact.SKEW]), letter("W", "n", "n", facts=[Fact.NONZERO])
v, s = letter("v", "n", 1, facts=[Fact.NONZERO]), letter("s", facts=[Fact.POSITIVE])
TWO, THREE = number(2), number(3)
POOL = (
    K, S, W, v, eye("n"), ones("n", "n"), ones("n"), s, TWO, THREE, number(-2), number(0), number(1),
    make(POWER, s, TWO), make(INVERSE, K), make(TRANSPOSE, W), make(TRANSPOSE, v), make(DIAG, v), make(ABS, W),
    make(SIGN, W), make(EXP, W), make(EXP, s), make(MATRIX_POWER, K, TWO), make(HADAMARD_POWER, W, TWO),
    make(HADAMARD_POWER, W, number(-1)), make(HADAMARD, W, K), make(HADAMARD, v, v), make(HADAMARD_DIVIDE, K, W),
    make(HADAMARD_DIVIDE, v, ones("n")), make(PRODUCT, W, K),
)  # fmt: skip


def _rewritten(op):
    """What the laws make of the operator on all that may stand below it."""
    arities = {len(left.args) for law in BY_OP[op] for left, _ in law.examples if left.op is op}
    for args in chain(*(product(POOL, repeat=n) for n in arities if n < 3)):
        try:
            term = make(op, *args)
        except DerivError:
            continue
        if (new := simplified(term)) is not term:
            yield term, new


@pytest.mark.parametrize("op", BY_OP, ids=lambda op: op.name)
def test_what_the_laws_make_of_a_term_equals_it(op):
    wrong = [f"{old} is not {new}" for old, new in _rewritten(op) if check_rule(Rule("law", old, new)).ok is False]
    assert wrong == []


WHERE = """A: invertible matrix(n, n); B: matrix(n, n); a: vector(n); b: vector(n); c: vector(n); x: vector(n);
    p: positive vector(n); q: positive vector(n); s: scalar"""
SIMPLE = [
    ("(A^3).^2", "(A^3).^2"),
    ("inv(A).^2", "inv(A).^2"),
    ("(B.^2)^3", "(B .* B)^3"),
    ("(B.^(1/2)).^(1/2)", "(B.^(1/2)).^(1/2)"),
    ("(B.^2).^(1/2)", "(B .* B).^(1/2)"),
    ("(B.^3).^3", "B.^9"),
    ("(A^2)^3", "A^6"),
    ("x.^2 .* x", "x.^3"),
    ("x .* a .* x .* x.^2", "x.^4 .* a"),
    ("x .* x + x.^2", "2*(x .* x)"),
    ("abs(x).^2", "x .* x"),
    ("(a ./ b) ./ c", "a ./ (b .* c)"),
    ("a ./ (b ./ c)", "(a .* c) ./ b"),
    ("(a .* a) ./ (a ./ b)", "a .* b"),
    ("diag(a)*diag(b)*x", "diag(a .* b)*x"),
    ("B + diag(a) + s*diag(b)", "B + diag(a + s*b)"),
    ("x'*x/norm2(x)^2", "1"),
    ("diag(exp(x))/sum(exp(x))", "diag(softmax(x))"),
    ("exp(x)'/sum(exp(x))", "softmax(x)'"),
    ("x'*x*s", "x'*x*s"),
    ("exp(s)/(1 + exp(s))^2", "sigmoid(s)*(1 - sigmoid(s))"),
    ("exp(-s)/(1 + exp(-s))^2", "sigmoid(s)*(1 - sigmoid(s))"),
    ("exp(-s)/(1 + exp(-s))", "sigmoid(-s)"),
    ("exp(s)^2/(1 + exp(s))", "exp(2*s)/(1 + exp(s))"),
    ("(a .* exp(-x)) ./ ((ones(n) + exp(-x)) .* (ones(n) + exp(-x)))", "a .* sigmoid(-x) .* (ones(n) - sigmoid(-x))"),
]


@pytest.mark.parametrize(("formula", "simple"), SIMPLE, ids=[row[0] for row in SIMPLE])
def test_the_form(formula, simple):
    known = symbols(WHERE)
    assert simplified(read(formula, known)) is read(simple, known)


ANSWERS = [
    ("sum((B^3).^3)", "B"),
    ("sum((B.^3).^3)", "B"),
    ("sum(((B^2).^2)^2)", "B"),
    ("norm2((B^2).^2*x)^2", "B"),
    ("sum(inv(A).^2)", "A"),
]


@pytest.mark.parametrize(("formula", "wrt"), ANSWERS, ids=[row[0] for row in ANSWERS])
def test_powers_of_entries_and_of_matrices_are_told_apart(formula, wrt):
    verdict = check(derivation(formula, wrt, WHERE)).verdict
    assert verdict.ok is True, verdict.why


TEXTBOOK = [  # formula, variable, structure, answer
    ("log(det(B*B'))", "B", None, "2B⁻ᵀ"),
    ("normF(S - B)^2", "S", "skew", "2S + Bᵀ − B"),
    ("sum(x.^2 .* x)", "x", None, "3(x ⊙ x)"),
    ("normp(x, 4)", "x", None, "x.^3/‖x‖³_4"),
    ("sum(p .* log(p ./ q))", "p", None, "log(p ⊘ q) + 𝟏"),
    ("sum(p .* log(p ./ q))", "q", None, "−p ⊘ q"),
    ("x'*x/norm2(x)", "x", None, "x/‖x‖"),
    ("norm2(x/norm2(x))^2", "x", None, "zeros(n)"),
    ("sum(log(ones(n) + exp(-a .* (B*x))))", "x", None, "−Bᵀ(sigmoid(−a ⊙ Bx) ⊙ a)"),
    ("x'*B'*diag(a)*B*x + 2*x'*B'*diag(b)*B*x", "x", None, "2Bᵀ diag(a + 2b) Bx"),
]


@pytest.mark.parametrize(("formula", "wrt", "structure", "answer"), TEXTBOOK, ids=[row[0] for row in TEXTBOOK])
def test_the_answer_is_that_of_a_textbook(formula, wrt, structure, answer):
    known = symbols(WHERE) | {"S": declare("S", "skew matrix(n, n)")}
    d = derive(read(formula, known), known[wrt], structure=structure)
    verdict = check(d).verdict
    assert verdict.ok is True, verdict.why
    assert str(d.answer) == answer


@pytest.mark.parametrize("structure", ["skew", "diagonal"])
def test_names_in_an_answer_are_of_directions_with_the_structure(structure):
    x = declare("X", f"{structure} matrix(n, n)")
    verdict = check(derive(read("tanh(adj(adj(X)))", {"X": x}), x, structure=structure)).verdict
    assert verdict.ok is True, verdict.why
