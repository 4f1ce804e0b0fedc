"""Working recipes out: derive, check, and compare with the answer that the recipe expects."""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from time import perf_counter

from ..calculus.derivation import Derivation
from ..calculus.epsilon import derive
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
    """The recipe worked out; raises Refused where it cannot be derived, fails its check, or gives another answer than expected."""
    began = perf_counter()
    found, problems = [], []
    for i, variable in enumerate(entry.variables):
        try:
            checked = check(derive(entry.function, variable, name=entry.recipe.name, let=entry.let))
        except DerivError as e:
            problems.append(Problem(e.message, entry.file.place(("function",)), e.hint))
            continue
        except Exception as e:  # one recipe that strikes a bug must not stop the others
            problems.append(Problem(f"this is a bug in deriv: {type(e).__name__}: {e}", entry.file.place(("function",)), "please report it"))
            continue
        found.append(checked)
        problems += _failures(entry, checked)
        if not problems and entry.expected:
            problems += _surprises(entry, i, checked.derivation)
    if problems:
        raise Refused(problems)
    return Worked(entry, tuple(found), perf_counter() - began)


def _failures(entry: Entry, checked: Checked) -> Iterator[Problem]:
    if not checked.verdict:
        verdict = checked.verdict
        what = "fails its check" if verdict.ok is False else "could not be checked"
        hint = f"{first_failure(checked)}" + ("; this is a bug in a rule of deriv" if verdict.ok is False else "")
        yield Problem(f"the derivation by {checked.derivation.variable} {what}: {verdict.why}", entry.file.place(("function",)), hint)


def first_failure(checked: Checked) -> str:
    """Which line, and which step of it, does not hold."""
    number = 0
    for chain in checked.derivation.chains:
        for line in chain.lines:
            number += 1
            if not checked.of(line):
                step = next((s for s in line.steps if not checked.of(s)), None)
                return f"line {number}, which comes to {line.after}" + (f", by {step.move.name}: {step.before} = {step.after}" if step else "")
    return "the result, though each line holds"


def _surprises(entry: Entry, i: int, derivation: Derivation) -> Iterator[Problem]:
    """Where the answer expected is not the answer derived."""
    for layout, expected in entry.expected[i].items():
        place = entry.file.place(("expect", i, layout))
        derived = in_layout(derivation, entry.recipe.layout if layout == "result" else layout)
        if derived is None:
            yield Problem("a differential is not compared with an answer yet", place, "leave expect out")
        elif expected.shape != derived.shape:
            yield Problem(f"expected: {describe(expected.shape)}; derived: {describe(derived.shape)}, {derived}", place, "is it in another layout?")
        elif not (verdict := agree(derived, expected, derivation.function)):
            yield Problem(f"expected: {expected}; derived: {derived}", place, f"what is derived passes its check; {verdict.why}")


def in_layout(derivation: Derivation, layout: str) -> Term | None:
    """The result in a layout: a gradient stands in denominator layout, a Jacobian in numerator layout."""
    own = {"gradient": "denominator", "jacobian": "numerator"}.get(derivation.kind, layout)
    if derivation.result is None:
        return None
    return derivation.result if layout == own else transposed(derivation.result)
