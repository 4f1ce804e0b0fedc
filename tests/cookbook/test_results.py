"""Results as formulas: both layouts of each kind, and the other forms with the words around them."""
from dataclasses import replace
from pathlib import Path

import pytest

import deriv
from deriv.calculus.derivation import Form
from deriv.cookbook.document import Paragraph
from deriv.cookbook.exposition.results import layout_rows, other_forms, results
from deriv.language.operators import VEC, symbol
from deriv.language.structures import STRUCTURES
from deriv.language.terms import make
from deriv.language.tex import tex
from deriv.publish.plain import said

WHERE = {
    "A": "matrix(m, n)", "x": "vector(n)", "t": "scalar", "X": "invertible matrix(n, n)", "W": "matrix(m, n)",
    "b": "vector(n)", "a": "vector(m)",
}
ROWS = [  # function, variable, the rows on layouts
    ("xᵀx", "x", ["f(x + εu) = f(x) + 2ε uᵀx + O(ε²)", "∇f = 2x", "∂f/∂x = 2xᵀ"]),
    ("aᵀWb", "W", ["f(W + εU) = f(W) + ε tr(Uᵀabᵀ) + O(ε²)", "∂f/∂W = abᵀ", "∂f/∂W = baᵀ"]),
    ("A tanh(x)", "x", [
        "f(x + εu) = f(x) + ε A diag(𝟏 − tanh(x) ⊙ tanh(x)) u + O(ε²)",
        "∂f/∂x = A diag(𝟏 − tanh(x) ⊙ tanh(x))",
        "∂f/∂x = diag(𝟏 − tanh(x) ⊙ tanh(x)) Aᵀ",
    ]),
    ("exp(t)", "t", ["f(t + ε) = f(t) + εe^t + O(ε²)", "df/dt = e^t"]),
    ("X⁻¹", "X", [
        "F(X + εU) = F(X) − ε X⁻¹UX⁻¹ + O(ε²)", "∂vec(F)/∂vec(X) = −X⁻ᵀ ⊗ X⁻¹", "∂vec(F)/∂vec(X) = −X⁻¹ ⊗ X⁻ᵀ",
    ]),
]


@pytest.mark.parametrize(("function", "variable", "rows"), ROWS, ids=[r[0] for r in ROWS])
def test_layouts(function, variable, rows):
    d = deriv.derive(function, variable, WHERE, name="F" if function == "X⁻¹" else "f").derivation
    assert [said(formula) for _, formula in layout_rows(d, (d.variable,))] == rows


def test_the_jacobian_is_named_with_its_size():
    d = deriv.derive("A tanh(x)", "x", WHERE).derivation
    names = [said(name) for name, _ in layout_rows(d, (d.variable,))]
    assert names[1:] == ["numerator layout, the Jacobian, m × n", "denominator layout, its transpose"]


def _with(d, kind, right):
    return replace(d, forms=(Form(kind, (symbol("L", *right.shape),), right, (right, right)),))


def _read(blocks):
    return [said(b.words) if isinstance(b, Paragraph) else b.math.text for b in blocks]


def test_stacked_columns_come_with_the_size_of_their_matrix():
    d = deriv.derive("WX⁻¹", "X", WHERE).derivation
    stacked = make(VEC, d.direction)
    assert _read(other_forms(_with(d, "vec", stacked))) == [
        "or, with the columns stacked, by a matrix of size (m·n) × (n·n),", "L = vec(U)",
    ]


SHARED = [  # structure, what stands before the array, and what is said of a step along it; nothing where it is no other
    ("symmetric", "Counting X_ij and X_ji as one variable", "every entry off the diagonal twice"),
    ("skew", "Counting X_ij and X_ji = −X_ij as one variable", "every entry twice"),
    ("toeplitz", "Counting all entries of a diagonal as one variable", "every diagonal as often as it has entries"),
    ("symmetric toeplitz", "Counting all entries of a diagonal and of its mirror image", "every diagonal as often as"),
    ("diagonal", "No two entries of such a matrix are tied together", None),
    ("lower triangular", "No two entries of such a matrix are tied together", None),
    ("upper triangular", "No two entries of such a matrix are tied together", None),
]


@pytest.mark.parametrize(("structure", "counted", "step"), SHARED, ids=[s[0] for s in SHARED])
def test_shared_entries_are_told_from_the_gradient(structure, counted, step):
    d = deriv.derive("tr(AX)", "X", {"A": "matrix(n, n)", "X": "matrix(n, n)"}, structure=structure).derivation
    before, *rest = _read(other_forms(d))
    assert before.startswith(counted)
    if step is None:
        assert rest == []
    else:
        array, after = rest
        assert array.startswith("(∂f/∂X_ij)_ij = ")
        assert f"a step along it counts {step}" in after
        assert "A gradient step follows ∇f" in after


@pytest.mark.parametrize("space", STRUCTURES.values(), ids=STRUCTURES)
def test_the_page_on_conventions_has_the_structure(space):
    page = (Path(__file__).parents[2] / "site/conventions.md").read_text(encoding="utf-8")
    gradient, entries = (tex(to(symbol("G", "n", "n"))) for to in (space.part, space.entries))
    assert f"| {space.adjective} | ${gradient}$ | {f'${entries}$' if space.ties else 'the same'} |" in page


def test_what_a_structure_adds_to_a_derivation():
    where = {"S": "positive definite matrix(n, n)"}
    said_in_full = str(deriv.derive("log|S|", "S", where, structure="symmetric"))
    assert "over symmetric positive definite S" in said_in_full
    assert "Directions are symmetric too: U = Uᵀ." in said_in_full
    assert "S⁻¹ is itself symmetric, so\n    ∇f = S⁻¹\n" in said_in_full
    assert "layout" not in said_in_full
    free = str(deriv.derive("log|S|", "S", where))
    assert "∂f/∂S = S⁻¹" in free
    assert "symmetric too" not in free


def test_the_projection_keeps_its_reason_in_every_detail():
    where = {"A": "matrix(n, n)", "X": "matrix(n, n)"}
    for detail in ("brief", "standard", "full"):
        shown = str(deriv.derive("tr(AX)", "X", where, structure="skew", detail=detail))
        assert "for skew U only the skew part counts" in " ".join(shown.split())


SECOND = [  # function, variable(s), the results, what belongs to no layout
    ("xᵀAᵀAx", "x", ["∇f = 2AᵀAx", "∇²f = 2AᵀA"], "f(x + εu) = f(x) + 2ε uᵀAᵀAx + ε² uᵀAᵀAu + O(ε³)"),
    ("exp(t)", "t", ["df/dt = e^t", "d²f/dt² = e^t"], "f(t + ε) = f(t) + εe^t + ½ε²e^t + O(ε³)"),
    ("t² bᵀx", ["t"], ["df/dt = 2t bᵀx", "d²f/dt² = 2bᵀx"], "f(t + ε) = f(t) + 2εt bᵀx + ε² bᵀx + O(ε³)"),
    ("xᵀx t", ["x", "t"], ["∂f/∂x = 2tx", "∂²f/∂x∂xᵀ = 2t eye(n)"],
     "f(x + εu, t) = f(x, t) + 2εt uᵀx + ε²t uᵀu + O(ε³)"),
    ("tr(XX)", "X", ["∂f/∂X = 2Xᵀ", "d²f(X)[U, U] = 2 tr(UU)"],
     "f(X + εU) = f(X) + 2ε tr(UᵀXᵀ) + ε² tr(UU) + O(ε³)"),
]


@pytest.mark.parametrize(("function", "by", "found", "free"), SECOND, ids=[s[0] for s in SECOND])
def test_second_order(function, by, found, free):
    asked = deriv.derive(function, by, WHERE, order=2)
    d = asked.parts[0].derivation
    variables = asked.asked.variables
    assert [f.text for f in results(d, variables)] == found
    assert said(next(layout_rows(d, variables))[1]) == free


def test_layouts_of_a_hessian_by_a_matrix():
    d = deriv.derive("log|X|", "X", WHERE, order=2).derivation
    assert [said(name) for name, _ in layout_rows(d, (d.variable,))][:3] == [
        "free of any layout", "denominator layout, shaped like X", "numerator layout, its transpose",
    ]
