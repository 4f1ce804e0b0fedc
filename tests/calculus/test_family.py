"""Several variables: one name for the same inner expression, and nothing expanded that does not change."""
import re

import pytest

import deriv

NET = {"W": "matrix(m, n)", "V": "matrix(p, m)", "x": "vector(n)", "y": "vector(p)"}
GAUSSIAN = {"L": "symmetric positive definite matrix(n, n)", "x": "vector(n)", "μ": "vector(n)"}
FACTORS = {"Y": "matrix(m, n)", "A": "matrix(m, k)", "B": "matrix(k, n)", "λ": "scalar"}
REGRESSION = {"X": "matrix(m, n)", "w": "vector(n)", "y": "vector(m)"}
FAMILIES = [  # function, variables, symbols, names given, what is said once, what each expansion begins with
    ("½‖V tanh(Wx) − y‖²", "WVx", NET, {}, ["h = tanh(Wx)", "r = Vh − y"], ["Wx h r", "r", "Wx h r"]),
    ("½‖V tanh(Wx) − y‖²", "Wy", NET, {}, ["h = tanh(Wx)", "r = Vh − y"], ["Wx h r", "r"]),
    ("½ logdet(L) − ½ (x − μ)ᵀL(x − μ)", "μL", GAUSSIAN, {}, ["r = x − μ"], ["r", ""]),
    ("‖Y − AB‖_F² + λ(‖A‖_F² + ‖B‖_F²)", "AB", FACTORS, {}, ["R = Y − AB"], ["R ‖R‖²_F ‖A‖²_F", "R ‖R‖²_F ‖B‖²_F"]),
    ("log(1ᵀe^z) − yᵀz", "wy", REGRESSION, {"z": "Xw"}, ["z = Xw"], ["z e^z s log(s)", ""]),
    ("xᵀy", "xy", REGRESSION | {"x": "vector(m)"}, {}, [], ["", ""]),
]
EACH = pytest.mark.parametrize(
    ("function", "by", "where", "let", "names", "lines"), FAMILIES, ids=[f"{f[0]} by {f[1]}" for f in FAMILIES]
)


@EACH
def test_names_are_given_once_and_constants_are_not_expanded(function, by, where, let, names, lines):
    family = deriv.derive(function, list(by), where, let=let)
    said = family.plain(200)
    for name in names:
        assert len(re.findall(rf"[Ll]et .*{re.escape(name)}", said)) == 1
        assert not re.search(rf"where .*{re.escape(name)}", said)
    expansions = [[str(c.subject) for c in d.derivation.chains if c.purpose == "expand"] for d in family]
    assert [" ".join(e) for e in expansions] == lines


@EACH
def test_each_answer_is_the_answer_by_that_variable_alone(function, by, where, let, names, lines):
    for d in deriv.derive(function, list(by), where, let=let):
        alone = deriv.derive(function, str(d.derivation.variable), where, let=let)
        assert d.gradient is alone.gradient
        assert d.verdict.ok


def test_two_things_that_are_named_alike_get_two_names():
    where = {"a": "vector(n)", "b": "vector(n)", "x": "vector(n)", "y": "vector(n)"}
    family = deriv.derive("‖x − a‖⁴ + ‖y − b‖⁴", ["x", "y"], where)
    named = {str(x.body): str(x.symbol) for d in family for x in d.derivation.definitions if x.role == "name"}
    assert len(set(named.values())) == len(named) >= 2
