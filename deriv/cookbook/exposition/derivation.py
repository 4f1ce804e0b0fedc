"""A derivation as a lecturer puts it on the board: let, substitute, expand, isolate, so."""

from __future__ import annotations

from ...calculus.derivation import Chain, Definition, Derivation, Line, Step
from ...calculus.epsilon.isolation import paired
from ...calculus.first_order import Expansion, epsilon_times
from ...calculus.rules.near import Perturbation
from ...checking.check import Checked
from ...language.build import add
from ...language.operators import VALUE
from ...language.terms import Term, make
from ..document import Aligned, Block, Display, Inlines, Math, Paragraph, Row, Text
from .changes import changed
from .words import cited, equation, inlines, listed, math


def derivation_blocks(checked: Checked, variables: tuple[Term, ...]) -> tuple[Block, ...]:
    """Everything from the names to the result; `variables` are all that this page differentiates by."""
    d = checked.derivation
    names = tuple(x for x in d.definitions if x.role == "name")
    rows = [row for chain in d.chains for row in _rows(chain, checked)]
    return (*_opening(d, names), Aligned(tuple(rows)), *conclusion(d, variables))


def _opening(d: Derivation, names: tuple[Definition, ...]) -> tuple[Block, ...]:
    if not any(c.purpose == "expand" for c in d.chains):
        return ()
    moved = add(d.variable, epsilon_times(d.direction))
    opening = (Text("Let "), *named(names), Text(". ")) if names else ()
    return (Paragraph((*opening, Text("Replacing "), math(d.variable), Text(" by "), math(moved), Text(","))),)


def _rows(chain: Chain, checked: Checked):
    relation = "→" if chain.purpose == "expand" else "="
    before = chain.start
    for i, line in enumerate(chain.lines):
        marks = changed(before, line.after)
        yield Row(
            left=math(chain.subject) if i == 0 else None,
            relation=relation if i == 0 else "=",
            right=math(line.after, marks),
            reason=_reason(line, before),
            unfold=_proofs(line, checked),
            steps=tuple(_step_row(s, checked) for s in line.steps) if len(line.steps) > 1 else (),
            ok=checked.of(line).ok,
        )
        before = line.after


def _reason(line: Line, before: Term) -> Inlines:
    """Why, with a link to the rule; where the line says just what its rule says, the rule's name."""
    words = inlines(line.because)
    if len(words) == 1 and isinstance(words[0], Math) and words[0].text == equation(before, "=", line.after).text:
        words = (Text(line.steps[0].move.name),)
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
        marks, here, before = changed(before, line.after), before, line.after
        yield Row(
            first if i == 0 else None,
            "=",
            math(line.after, marks),
            _reason(line, here),
            ok=checked.of(line).ok if checked else None,
        )


def _step_row(step: Step, checked: Checked) -> Row:
    return Row(
        math(step.before), "=", math(step.after), cited(step.move, (Text(step.move.name),)), ok=checked.of(step).ok
    )


# ---- the result
def conclusion(d: Derivation, variables: tuple[Term, ...]) -> tuple[Block, ...]:
    return Paragraph((Text("so"),)), Display(result_formula(d, variables), title="result"), *where(d)


def named(definitions: tuple[Definition, ...]) -> Inlines:
    """K = XᵀX + λI and R = AX − B."""
    return listed([(equation(x.symbol, "=", x.body),) for x in definitions])


def where(d: Derivation) -> tuple[Block, ...]:
    """The names that the answer still holds."""
    if not d.where:
        return ()
    return (Paragraph((Text("where "), *named(d.where), Text("."))),)


def result_formula(d: Derivation, variables: tuple[Term, ...]) -> Math:
    return equation_of(left_side(d, variables), math(d.answer))


def equation_of(left: Math, right: Math) -> Math:
    return Math(f"{left.tex} = {right.tex}", f"{left.text} = {right.text}")


def left_side(d: Derivation, variables: tuple[Term, ...]) -> Math:
    """∂f/∂X; ∇f and df/dt where there is one variable only; df(X)[U]."""
    alone = len(variables) == 1
    f, x = math(d.name), math(d.variable)
    if d.kind == "derivative" and alone:
        return Math(rf"\frac{{\mathrm{{d}} {f.tex}}}{{\mathrm{{d}} {x.tex}}}", f"d{f.text}/d{x.text}")
    if d.kind == "differential":
        u = math(d.direction)
        return Math(rf"\mathrm{{d}}{f.tex}({x.tex})[{u.tex}]", f"d{f.text}({x.text})[{u.text}]")
    if d.kind == "gradient" and d.variable.is_vector and alone:
        return Math(rf"\nabla {f.tex}", f"∇{f.text}")
    return partial(d)


def partial(d: Derivation) -> Math:
    """∂f/∂X"""
    f, x = math(d.name), math(d.variable)
    return Math(rf"\frac{{\partial {f.tex}}}{{\partial {x.tex}}}", f"∂{f.text}/∂{x.text}")


def expansion_formula(d: Derivation) -> Math:
    """f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the statement that belongs to no layout."""
    among = d.definitions[0].parameters
    moved_variable = add(d.variable, epsilon_times(d.direction))
    at = make(VALUE, d.name, *among)
    moved = make(VALUE, d.name, *(moved_variable if v is d.variable else v for v in among))
    first = d.answer if d.kind in ("derivative", "differential") else paired(d.direction, d.answer)
    return equation(moved, "=", Expansion(at, first, False).term)
