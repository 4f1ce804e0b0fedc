"""What is shown of a derivation that was asked for: the function as typed, the lines, the result; and how it held."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from .calculus.derivation import Derivation
from .checking.check import Checked
from .checking.verdict import worst
from .cookbook.document import Block, Display, Document, Heading, Note, Paragraph, Text
from .cookbook.exposition.derivation import derivation_blocks
from .cookbook.exposition.page import conditions, numerator_layout
from .cookbook.exposition.words import equation, listed, math
from .language.operators import VALUE, symbol
from .language.terms import make
from .language.transposing import transposed
from .question import Question

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")


def document(asked: Question, checked: Sequence[Checked]) -> Document:
    """The derivation alone, for papers and notebooks."""
    return _document(_blocks(asked, checked, lambda d: ()))


def report(asked: Question, checked: Sequence[Checked]) -> Document:
    """The derivation with its result in both layouts, and one line on the check."""
    return _document((*_blocks(asked, checked, _other_layout), _check(checked)))


def _check(checked: Sequence[Checked]) -> Note:
    lines = sum(len(c.derivation.lines) for c in checked)
    steps = sum(1 for c in checked for _ in c.derivation.steps)
    error = worst(c.verdict for c in checked).error
    done = f"{_counted(lines, 'line')}, {_counted(steps, 'step')}"
    said = Text(f"{done}; largest relative difference {_rounded(error)}")
    return Note("check", "Checked", (Paragraph((said,)),))


def _document(blocks: Sequence[Block]) -> Document:
    return Document("derivation", "", tuple(blocks))


def _blocks(
    asked: Question, checked: Sequence[Checked], closing: Callable[[Derivation], tuple[Block, ...]]
) -> Iterator[Block]:
    """The function and the derivation by each variable; `closing` is what stands after each."""
    yield from _statement(asked)
    yield from conditions(c.derivation for c in checked)
    for c in checked:
        if len(checked) > 1:
            yield Heading(2, (Text("By "), math(c.derivation.variable)))
        yield from derivation_blocks(c, asked.variables)
        yield from closing(c.derivation)


def _statement(asked: Question) -> Iterator[Block]:
    """f(X) = …, as typed, with the names that it was typed with."""
    f = symbol(asked.name, *asked.typed.shape)
    yield Display(equation(make(VALUE, f, *asked.variables), "=", asked.typed), title="function")
    if asked.names:
        yield Paragraph((Text("with "), *listed([(equation(s, "=", body),) for s, body in asked.names.items()])))


def _other_layout(d: Derivation) -> tuple[Block, ...]:
    if d.kind != "gradient" or transposed(d.answer) is d.answer:
        return ()
    return (Paragraph((Text("in numerator layout "), numerator_layout(d))),)


def _counted(number: int, thing: str) -> str:
    return f"{number} {thing}" + "s" * (number != 1)


def _rounded(x: float) -> str:
    """0, or a power of ten times a digit."""
    digit, exponent = f"{x:.0e}".split("e")
    return f"{digit}·10{str(int(exponent)).translate(RAISED)}" if x else "0"
