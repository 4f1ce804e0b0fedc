"""Brief, standard and full: one checked derivation in as few or as many lines as a reader asks for."""
import pytest

import deriv
from deriv.cookbook.document import Aligned, Row, parts
from deriv.publish.portable import portable

BRIEF, STANDARD, FULL = "brief", "standard", "full"
NET = {"W": "matrix(m, n)", "V": "matrix(p, m)", "x": "vector(n)", "y": "vector(p)"}
MIXED = {"A": "matrix(p, m)", "X": "matrix(m, n)", "B": "matrix(p, n)", "λ": "positive scalar"}
ASKED = [  # function, variable, symbols
    ("log|X|", "X", {"X": "invertible matrix(n, n)"}),
    ("(aᵀWb − c)²", "W", {"W": "matrix(m, n)", "a": "vector(m)", "b": "vector(n)", "c": "scalar"}),
    ("½‖V tanh(Wx) − y‖²", "W", NET),
    ("xᵀAx/(xᵀx)", "x", {"A": "matrix(n, n)", "x": "vector(n)"}),
    ("‖AX − B‖_F² + log|XᵀX + λI|", "X", MIXED),
    ("log(1ᵀexp(Ax)) − yᵀAx", "x", {"A": "matrix(m, n)", "x": "vector(n)", "y": "vector(m)"}),
    ("A tanh(x)", "x", {"A": "matrix(m, n)", "x": "vector(n)"}),
    ("X⁻¹", "X", {"X": "invertible matrix(n, n)"}),
    ("t² exp(t)", "t", {"t": "scalar"}),
    ("xᵀAx", "x", {"A": "matrix(n, n)", "x": "vector(n)"}),
]
TO_SECOND_ORDER = ("t² exp(t)", "xᵀAx")


def _shown(asked, detail):
    function, variable, symbols = asked
    order = 2 if function in TO_SECOND_ORDER else 1
    d = deriv.derive(function, variable, symbols, detail=detail, order=order)
    return d, [row for block in d.document.blocks if isinstance(block, Aligned) for row in block.rows]


@pytest.mark.parametrize("asked", ASKED, ids=[a[0] for a in ASKED])
def test_brief_is_two_or_three_lines_and_full_has_the_most(asked):
    brief, standard, full = (_shown(asked, detail)[1] for detail in (BRIEF, STANDARD, FULL))
    assert 2 <= len(brief) <= 3
    assert len(brief) <= len(standard) <= len(full)


@pytest.mark.parametrize("asked", ASKED, ids=[a[0] for a in ASKED])
@pytest.mark.parametrize("detail", [BRIEF, FULL])
def test_the_derivation_and_its_answer_are_the_same(asked, detail):
    d, rows = _shown(asked, detail)
    usual, _ = _shown(asked, STANDARD)
    assert d.derivation == usual.derivation
    assert portable(d.document).split("so\n")[-1] == portable(usual.document).split("so\n")[-1]
    assert all(row.ok is True for row in parts(tuple(rows)) if isinstance(row, Row))


@pytest.mark.parametrize("asked", ASKED, ids=[a[0] for a in ASKED])
def test_a_brief_line_opens_into_the_lines_it_stands_for(asked):
    _, brief = _shown(asked, BRIEF)
    _, standard = _shown(asked, STANDARD)
    inside = {row.right.text for row in parts(tuple(brief)) if isinstance(row, Row)}
    assert {row.right.text for row in standard} <= inside


@pytest.mark.parametrize("asked", ASKED, ids=[a[0] for a in ASKED])
def test_a_full_chain_repeats_nothing_and_every_line_has_its_reason(asked):
    _, rows = _shown(asked, FULL)
    assert all(row.reason for row in rows)
    for here, after in zip(rows, rows[1:], strict=False):
        assert after.left or here.right.text != after.right.text


FOLLOWED = [  # a function, what the full derivation says one after the other
    ("log|X|", ["log|X(I + ε X⁻¹U)|", "log(|X| |I + ε X⁻¹U|)", "log|X| + log|I + ε X⁻¹U|"]),
    ("‖AX − B‖_F² + log|XᵀX + λI|", ["tr((R + ε AU)ᵀ(R + ε AU))", "tr(RᵀR) + ε(tr((AU)ᵀR) + tr(RᵀAU)) + O(ε²)"]),
    ("xᵀAx/(xᵀx)", ["(x + εu)ᵀA(x + εu)", "(xᵀ + εuᵀ)A(x + εu)", "xᵀAx + ε(uᵀAx + xᵀAu) + O(ε²)"]),
]


@pytest.mark.parametrize(("function", "lines"), FOLLOWED, ids=[f for f, _ in FOLLOWED])
def test_full_has_every_step_and_the_lemma_in_its_place(function, lines):
    _, rows = _shown(next(a for a in ASKED if a[0] == function), FULL)
    said = [row.right.text for row in rows]
    assert said[(i := said.index(lines[0])) : i + len(lines)] == lines
