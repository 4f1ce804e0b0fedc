"""Working recipes out: derive, check, and compare with the answer that the recipe expects."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from ..calculus.derivation import Derivation
from ..calculus.epsilon import derive_by_each
from ..checking.check import Checked, check
from ..checking.equality import agree
from ..language.dimensions import describe
from ..language.errors import DerivError
from ..language.terms import Term
from ..language.transposing import transposed
from .entry import Entry
from .places import Problem, Refused


@dataclass(frozen=True)
class Worked:
    """A recipe with a checked derivation for each of its variables."""

    entry: Entry
    checked: tuple[Checked, ...]
    seconds: float

    @property
    def derivations(self) -> tuple[Derivation, ...]:
        return tuple(c.derivation for c in self.checked)


def work(entry: Entry) -> Worked:
    """The recipe worked out; raises Refused where it is not derived, fails its check or gives an unexpected answer."""
    began, recipe = perf_counter(), entry.recipe
    try:
        derivations = derive_by_each(
            entry.function,
            entry.variables,
            name=recipe.name,
            let=entry.let,
            order=recipe.order,
            structure=recipe.structure,
        )
        found = tuple(check(d) for d in derivations)
    except Exception as e:  # one recipe that strikes a bug must not stop the others
        raise Refused([_declined(entry, e)]) from None
    problems: list[Problem] = []
    for i, checked in enumerate(found):
        wrong = [*_failures(entry, checked)]
        problems += wrong or (_surprises(entry, i, checked.derivation) if entry.expected else ())
    if problems:
        raise Refused(problems)
    return Worked(entry, found, perf_counter() - began)


def _declined(entry: Entry, e: Exception) -> Problem:
    place = entry.file.place(("function",))
    if isinstance(e, DerivError):
        return Problem(e.message, place, e.hint)
    return Problem(f"this is a bug in deriv: {type(e).__name__}: {e}", place, "please report it")


def _failures(entry: Entry, checked: Checked) -> Iterator[Problem]:
    verdict, by, place = checked.verdict, checked.derivation.variable, entry.file.place(("function",))
    if verdict.ok is False:
        hint = f"{first_failure(checked)}; this is a bug in a rule of deriv"
        yield Problem(f"the derivation by {by} fails its check: {verdict.why}", place, hint)
    elif verdict.ok is None:
        yield Problem(f"the derivation by {by} could not be checked: {verdict.why}", place, first_failure(checked))


def first_failure(checked: Checked) -> str:
    """Which line, and which step of it, does not hold."""
    for number, line in enumerate(checked.derivation.lines, 1):
        if not checked.of(line):
            steps = [s for s in line.steps if not checked.of(s)]
            by = f", by {steps[0].move.name}: {steps[0].before} = {steps[0].after}" if steps else ""
            return f"line {number}, which comes to {line.after}{by}"
    return "the result, though each line holds"


def _surprises(entry: Entry, i: int, derivation: Derivation) -> Iterator[Problem]:
    """Where the answer expected is not the answer derived."""
    for layout, expected in entry.expected[i].items():
        place = entry.file.place(("expect", i, layout))
        derived = in_layout(derivation, entry.recipe.layout if layout == "result" else layout)
        if expected.shape != derived.shape:
            said = f"expected: {describe(expected.shape)}; derived: {describe(derived.shape)}, {derived}"
            yield Problem(said, place, "is it in another layout?")
        elif (verdict := agree(derived, expected, derivation.function)).ok is False:
            hint = f"what is derived passes its check; {verdict.why}"
            yield Problem(f"expected: {expected}; derived: {derived}", place, hint)
        elif verdict.ok is None:
            yield Problem(f"what is expected could not be compared with {derived}", place, verdict.why)


def in_layout(derivation: Derivation, layout: str) -> Term:
    """The result in a layout: a gradient stands in denominator layout, a Jacobian in numerator layout.

    A differential, which has no result beside itself, belongs to no layout.
    """
    own = {"gradient": "denominator", "jacobian": "numerator"}.get(derivation.kind, layout)
    if derivation.result is None:
        return derivation.differential
    return derivation.result if layout == own else transposed(derivation.result)
