"""What is shown of a derivation that was asked for: the function as typed, the lines, the result; and how it held."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from .calculus.derivation import Derivation
from .checking.check import Checked
from .checking.verdict import worst
from .cookbook.document import Block, Document, Note, Paragraph, Text
from .cookbook.exposition.fragment import Statement, fragment
from .cookbook.exposition.results import alike_in_both_layouts, transposed_result
from .cookbook.exposition.words import scientific
from .question import Question


def document(asked: Question, checked: Sequence[Checked]) -> Document:
    """The derivation alone, for papers and notebooks."""
    return fragment(_statement(asked), checked, detail=asked.detail)


def report(asked: Question, checked: Sequence[Checked]) -> Document:
    """The derivation with its result in both layouts, and one line on the check."""
    shown = fragment(_statement(asked), checked, detail=asked.detail, closing=_other_layout)
    return replace(shown, blocks=(*shown.blocks, _check(checked)))


def _statement(asked: Question) -> Statement:
    return Statement(asked.name, asked.typed, asked.variables, asked.names, asked.structure or "")


def _check(checked: Sequence[Checked]) -> Note:
    lines = sum(len(c.derivation.lines) for c in checked)
    steps = sum(1 for c in checked for _ in c.derivation.steps)
    error = worst(c.verdict for c in checked).error
    said = f"{_counted(lines, 'line')}, {_counted(steps, 'step')}; largest relative difference {scientific(error)}"
    return Note("check", "Checked", (Paragraph((Text(said),)),))


def _other_layout(d: Derivation) -> tuple[Block, ...]:
    other = {"gradient": "numerator", "jacobian": "denominator"}.get(d.kind)
    if other is None or alike_in_both_layouts(d):
        return ()
    return (Paragraph((Text(f"in {other} layout "), transposed_result(d))),)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + "s" * (number != 1)
