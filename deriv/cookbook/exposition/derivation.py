"""A derivation as a lecturer puts it on the board: let, substitute, expand, isolate, so."""
from __future__ import annotations

from ...calculus.derivation import Chain, Definition, Derivation, Line, Step
from ...calculus.epsilon.isolation import paired
from ...calculus.first_order import Expansion, epsilon_times
from ...calculus.rules.near import Perturbation
from ...checking.check import Checked
from ...language.build import add
from ...language.operators import VALUE
from ...language.terms import make
from ..document import Aligned, Block, Display, Inlines, Math, Paragraph, Row, Text
from .changes import changed
from .words import cited, equation, inlines, listed, math


def derivation_blocks(checked: Checked) -> tuple[Block, ...]:
    """Everything from the names to the result."""
    d = checked.derivation
    names = tuple(x for x in d.definitions if x.role == "name")
    rows = [row for chain in d.chains for row in _rows(chain, checked)]
    return (*_opening(d, names), Aligned(tuple(rows)), *conclusion(d))


def _opening(d: Derivation, names: tuple[Definition, ...]) -> tuple[Block, ...]:
    if not names:
        return ()
    let = listed([(equation(n.symbol, "=", n.body),) for n in names])
    moved = add(d.variable, epsilon_times(d.direction))
    return (Paragraph((Text("Let "), *let, Text(". Replacing "), math(d.variable), Text(" by "), math(moved), Text(","))),)


def _rows(chain: Chain, checked: Checked):
    relation = "→" if chain.purpose == "expand" else "="
    before = chain.start
    for i, line in enumerate(chain.lines):
        marks = changed(before, line.after)
        before = line.after
        yield Row(
            left=math(chain.subject) if i == 0 else None, relation=relation if i == 0 else "=", right=math(line.after, marks),
            reason=_reason(line), unfold=_proofs(line, checked), steps=tuple(_step_row(s, checked) for s in line.steps) if len(line.steps) > 1 else (),
            ok=checked.of(line).ok,
        )


def _reason(line: Line) -> Inlines:
    words = inlines(line.because)
    for s in line.steps:
        if s.move.reason == line.because or isinstance(s.move, Perturbation):
            return cited(s.move, words)
    return cited(line.steps[0].move, words) if len(line.steps) == 1 else words


def _proofs(line: Line, checked: Checked) -> tuple[Block, ...]:
    """The lemmas of the line with this line's terms; a line that is itself made of a lemma's proof has none."""
    return tuple(Aligned(tuple(proof_rows(p, checked))) for p in line.proofs)


def proof_rows(chain: Chain, checked: Checked | None = None):
    first, before = math(chain.start), chain.start
    for i, line in enumerate(chain.lines):
        marks, before = changed(before, line.after), line.after
        yield Row(first if i == 0 else None, "=", math(line.after, marks), _reason(line), ok=checked.of(line).ok if checked else None)


def _step_row(step: Step, checked: Checked) -> Row:
    return Row(math(step.before), "=", math(step.after), cited(step.move, (Text(step.move.name),)), ok=checked.of(step).ok)


# ---- the result -----------------------------------------------------------------------------------------------------------------
def conclusion(d: Derivation) -> tuple[Block, ...]:
    return Paragraph((Text("so"),)), Display(result_formula(d), title="result"), *where(d)


def where(d: Derivation) -> tuple[Block, ...]:
    """The names that the answer still holds."""
    if not d.where:
        return ()
    return (Paragraph((Text("where "), *listed([(equation(x.symbol, "=", x.body),) for x in d.where]), Text("."))),)


def result_formula(d: Derivation) -> Math:
    return equation_of(left_side(d), math(d.answer))


def equation_of(left: Math, right: Math) -> Math:
    return Math(f"{left.tex} = {right.tex}", f"{left.text} = {right.text}")


def left_side(d: Derivation) -> Math:
    """∂f/∂X, ∇f, df/dt, or df(X)[U]."""
    f, x = math(d.name), math(d.variable)
    if d.kind == "derivative":
        return Math(rf"\frac{{\mathrm{{d}} {f.tex}}}{{\mathrm{{d}} {x.tex}}}", f"d{f.text}/d{x.text}")
    if d.kind == "differential":
        u = math(d.direction)
        return Math(rf"\mathrm{{d}}{f.tex}({x.tex})[{u.tex}]", f"d{f.text}({x.text})[{u.text}]")
    if d.kind == "gradient" and d.variable.is_vector:
        return Math(rf"\nabla {f.tex}", f"∇{f.text}")
    return Math(rf"\frac{{\partial {f.tex}}}{{\partial {x.tex}}}", f"∂{f.text}/∂{x.text}")


def expansion_formula(d: Derivation) -> Math:
    """f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the statement that belongs to no layout."""
    at, moved = make(VALUE, d.name, d.variable), make(VALUE, d.name, add(d.variable, epsilon_times(d.direction)))
    first = d.answer if d.kind in ("derivative", "differential") else paired(d.direction, d.answer)
    return equation(moved, "=", Expansion(at, first, False).term)
