"""The derivation alone, for papers, notebooks and the terminal: the function as typed, the lines, the result."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from ...calculus.derivation import Derivation
from ...checking.check import Checked
from ...language.operators import VALUE, symbol
from ...language.terms import Term, make, mentions
from ..document import Block, Display, Document, Heading, Inlines, Note, Paragraph, Text
from .derivation import derivation_blocks, shared_names, throughout
from .structures import over
from .words import equation, inlines, listed, math

Closing = Callable[[Derivation], tuple[Block, ...]]


@dataclass(frozen=True)
class Statement:
    """f(X) = …, as typed, the names that it was typed with, and the structure that the variables keep."""

    name: str
    typed: Term
    variables: tuple[Term, ...]
    names: Mapping[Term, Term]
    structure: str = ""

    @property
    def function(self) -> Display:
        f = symbol(self.name, *self.typed.shape)
        return Display(equation(make(VALUE, f, *self.variables), "=", self.typed), title="function")

    @property
    def given(self) -> Inlines:
        """over symmetric S, with z = Sw; nothing where there is no structure and no name was typed."""
        used = [(equation(s, "=", body),) for s, body in self.names.items() if mentions(self.typed, s)]
        names = (Text("with "), *listed(used)) if used else ()
        space = over(self.variables, self.structure) if self.structure else ()
        return (*space, *([Text(", ")] if space and names else []), *names)


def fragment(
    statement: Statement,
    checked: Iterable[Checked],
    *,
    slug: str = "derivation",
    title: str = "",
    detail: str = "standard",
    closing: Closing = lambda d: (),
) -> Document:
    """`detail` says how many lines are shown; `closing` is what stands after the derivation by each variable."""
    return Document(slug, title, tuple(_blocks(statement, tuple(checked), detail, closing)))


def _blocks(statement: Statement, checked: tuple[Checked, ...], detail: str, closing: Closing) -> Iterator[Block]:
    yield statement.function
    if statement.given:
        yield Paragraph(statement.given)
    yield from conditions(c.derivation for c in checked)
    known = shared_names(c.derivation for c in checked)
    yield from throughout(known)
    for c in checked:
        if len(checked) > 1:
            yield Heading(2, (Text("By "), math(c.derivation.variable)))
        yield from derivation_blocks(c, statement.variables, detail, known)
        yield from closing(c.derivation)


def conditions(derivations: Iterable[Derivation]) -> tuple[Block, ...]:
    found = tuple(dict.fromkeys(a for d in derivations for a in d.assumptions))
    if not found:
        return ()
    said = (Text("The derivation holds where "), *listed([inlines(a) for a in found]), Text("."))
    return (Note("conditions", "Conditions", (Paragraph(said),)),)
