"""A derivation as a lecturer puts it on the board: let, substitute, expand, isolate, so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from ...calculus.derivation import Definition, Derivation
from ...checking.check import Checked
from ...language.terms import Term
from ..document import Aligned, Block, Inlines, Paragraph, Row, Text
from .lines import rows
from .notation import explained
from .results import other_forms, result_displays, results
from .structures import directions, so
from .values import moved
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
    said = directions(d)
    if names:
        said = (*said, Text(" " * bool(said) + "Let "), *named(names), Text("."))
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
    answers = [t for t in (d.answer, d.hessian_answer) if t is not None]
    shown = result_displays(results(d, variables))
    return Paragraph(so(d)), *shown, *where(names), *explained(answers, d.function), *other_forms(d)


def named(definitions: tuple[Definition, ...]) -> Inlines:
    """K = XᵀX + λI and R = AX − B."""
    return listed([(equation(x.symbol, "=", x.body),) for x in definitions])


def where(names: tuple[Definition, ...]) -> tuple[Block, ...]:
    """The names that an answer still holds."""
    return (Paragraph((Text("where "), *named(names), Text("."))),) if names else ()
