"""Derivations: chains of lines, each made of steps.

A step is one move at one place, the unit of checking. A line is one reason and one or more steps, the unit of
reading. A chain is a run of lines joined by =. A derivation is what a reader is shown from "let" to "so".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from ..language.facts import Fact
from ..language.terms import Term
from .replacing import replace_everywhere
from .rule import Move, Words


class BrokenChain(AssertionError):
    """A line is not what its steps make of the line before: a bug in a method, never the reader's."""


@dataclass(frozen=True)
class Step:
    """before = after by one move, wherever `before` stands in the line."""

    before: Term
    after: Term
    move: Move
    proof: Chain | None = None  # the lemma's own derivation, with this step's terms for its letters


@dataclass(frozen=True)
class Line:
    """What the line before becomes, and why."""

    after: Term
    because: Words
    steps: tuple[Step, ...]

    @property
    def proofs(self) -> tuple[Chain, ...]:
        """What the line unfolds into."""
        return tuple(s.proof for s in self.steps if s.proof)


@dataclass(frozen=True)
class Chain:
    """subject = lines[0].after = lines[1].after = …, where `subject` stands for `start`.

    purpose: "expand" (subject → subject + ε… , an inner expression replaced), "main" (f(X + εU) = …),
    "isolate" (the first-order term brought to tr(UᵀG)), "lemma", or "result".
    """

    purpose: str
    subject: Term
    start: Term
    lines: tuple[Line, ...]

    def __post_init__(self):
        here = self.start
        for line in self.lines:
            for step in line.steps:
                new = replace_everywhere(here, step.before, step.after)
                if new is here and step.before is not step.after:
                    raise BrokenChain(f"{step.move.name}: {step.before} is not in {here}")
                here = new
            if here is not line.after:
                raise BrokenChain(f"the steps lead to {here}, the line says {line.after}")

    @property
    def end(self) -> Term:
        return self.lines[-1].after if self.lines else self.start

    @property
    def steps(self) -> tuple[Step, ...]:
        return tuple(s for line in self.lines for s in line.steps)


@dataclass(frozen=True)
class Definition:
    """Let symbol = body.

    `role` is "name" (K = XᵀX + λI, said before the first line), "change" (the first-order change of a name), "factor"
    (what multiplies the direction in the end, named where it arises) or "function" (f(X) = …).
    """

    symbol: Term
    body: Term
    role: str = "name"
    parameters: tuple[Term, ...] = ()  # for a function: the variables it is taken of


@dataclass(frozen=True)
class Form:
    """Another way to write what was found: vec dF = J vec U, ∂F_ij/∂X_kl = …, the array of shared entries.

    `left` is what a reader sees before the =, `right` what stands behind it; `claim` is the equation between terms
    that the check tries.
    """

    kind: str  # "vec", "entries", "quadratic", "shared entries"
    left: Words
    right: Term
    claim: tuple[Term, Term]
    matrix: Term | None = None  # J, where `right` is J vec U


@dataclass(frozen=True)
class Derivation:
    """The whole ε-derivation of one function by one variable."""

    function: Term  # as typed
    variable: Term
    direction: Term  # U, u; for a scalar variable the number 1
    name: Term  # f
    definitions: tuple[Definition, ...]
    chains: tuple[Chain, ...]
    differential: Term  # the first-order term in the symbols as typed; linear in the direction
    kind: str  # "gradient", "derivative" (scalar variable), "jacobian" (vector by vector), "differential"
    result: Term | None  # G, df/dt or J, every name put back; for kind "differential" None
    answer: Term  # the result as it is printed: names kept where that is shorter
    where: tuple[Definition, ...]  # the names that the answer still uses
    assumptions: tuple[Words, ...]
    conditions: tuple[tuple[Term, Fact], ...] = ()  # the same as facts that the check may rely on
    forms: tuple[Form, ...] = ()
    second: Term | None = None  # the coefficient of ε² in the symbols as typed; quadratic in the direction
    hessian: Term | None = None  # H with second = ½ uᵀHu, or ½ vec(U)ᵀ H vec(U)
    hessian_answer: Term | None = None  # the same as it is printed
    structure: str = ""  # what the directions keep: "symmetric", …
    method: str = "epsilon"
    order: int = 1

    @property
    def lines(self) -> tuple[Line, ...]:
        return tuple(line for chain in self.chains for line in chain.lines)

    @property
    def steps(self) -> Iterator[Step]:
        """Every step, those of unfolded lemmas included."""
        todo = list(reversed(self.chains))
        while todo:
            for step in todo.pop().steps:
                yield step
                if step.proof:
                    todo.append(step.proof)
