"""A derivation as a lecturer puts it on the board: let, substitute, expand, isolate, so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...calculus.derivation import Definition, Derivation
from ...calculus.epsilon.isolation import paired
from ...calculus.first_order import Expansion
from ...checking.check import Checked
from ...language.terms import Term
from ..document import Aligned, Block, Display, Inlines, Math, Paragraph, Row, Text
from .lines import rows
from .values import moved, moved_value, value
from .words import equation, listed, math


def derivation_blocks(
    checked: Checked, variables: tuple[Term, ...], detail: str, known: tuple[Definition, ...] = ()
) -> tuple[Block, ...]:
    """Everything from the names to the result; `variables` are all that this page differentiates by.

    `known` are names that the reader has been told already.
    """
    d, lines = checked.derivation, rows(checked, detail)
    return (*_opening(d, lines, known), Aligned(lines), *conclusion(d, variables, known))


def _opening(d: Derivation, lines: tuple[Row, ...], known: tuple[Definition, ...]) -> tuple[Block, ...]:
    """The names that are used, and what is done, unless the first line says so."""
    names = tuple(x for x in d.definitions if x.role == "name" and x not in known)
    said: Inlines = (Text("Let "), *named(names), Text(".")) if names else ()
    if lines[0].relation == "→":
        said = (*said, Text(" " * bool(said) + "Replacing "), math(d.variable), Text(" by "), math(moved(d)), Text(","))
    return (Paragraph(said),) if said else ()


def shared_names(derivations: Iterable[Derivation]) -> tuple[Definition, ...]:
    """The names that more than one derivation uses, so that they are given once for all."""
    count = Counter(x for d in derivations for x in d.definitions if x.role == "name")
    return tuple(x for x, n in count.items() if n > 1)


def throughout(names: tuple[Definition, ...]) -> tuple[Block, ...]:
    return (Paragraph((Text("Throughout, let "), *named(names), Text("."))),) if names else ()


# ---- the result
def conclusion(d: Derivation, variables: tuple[Term, ...], known: tuple[Definition, ...] = ()) -> tuple[Block, ...]:
    names = tuple(x for x in d.where if x not in known)
    return Paragraph((Text("so"),)), Display(result_formula(d, variables), title="result"), *where(names)


def named(definitions: tuple[Definition, ...]) -> Inlines:
    """K = XᵀX + λI and R = AX − B."""
    return listed([(equation(x.symbol, "=", x.body),) for x in definitions])


def where(names: tuple[Definition, ...]) -> tuple[Block, ...]:
    """The names that an answer still holds."""
    return (Paragraph((Text("where "), *named(names), Text("."))),) if names else ()


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
    first = d.answer if d.kind in ("derivative", "differential") else paired(d.direction, d.answer)
    return equation(moved_value(d), "=", Expansion(value(d), first, False).term)
