"""What deriv.derive returns: the derivation, its parts as text and LaTeX, its check, its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from .calculus.derivation import Derivation, Line, Step
from .calculus.epsilon import derive_by_each
from .calculus.rule import Words
from .checking.check import Checked, check
from .checking.verdict import Verdict, worst
from .cookbook.document import Document
from .language.errors import DerivError
from .language.terms import Term
from .language.tex import tex
from .language.text import text
from .question import Question, question
from .report import document, report


def derived(
    function: str,
    wrt: str | Sequence[str],
    where: Mapping[str, str],
    *,
    name: str | None,
    let: Mapping[str, str] | None,
    options: Mapping[str, object],
) -> Derived | Family:
    asked = question(function, wrt, where, name=name, let=let, options=options)
    derivations = derive_by_each(
        asked.function, asked.variables, name=asked.name, let=asked.let, order=asked.order, structure=asked.structure
    )
    found = tuple(Derived(asked, _holding(check(d))) for d in derivations)
    return found[0] if isinstance(wrt, str) else Family(asked, found)


def _holding(checked: Checked) -> Checked:
    """Nothing that was not checked is handed out."""
    verdict = checked.verdict
    if verdict.ok is False:
        from .cookbook.working import first_failure

        bug = f"{first_failure(checked)}; this is a bug in a rule of deriv"
        raise DerivError(f"the derivation fails its check: {verdict.why}", bug)
    if verdict.ok is None:
        raise DerivError(f"the derivation could not be checked: {verdict.why}")
    return checked


def _said(words: Words) -> str:
    return "".join(text(w) if isinstance(w, Term) else str(w) for w in words)


@dataclass(frozen=True)
class LineView:
    """One line: what the line before becomes, and why."""

    line: Line
    checked: Checked

    @property
    def text(self) -> str:
        return text(self.line.after)

    @property
    def latex(self) -> str:
        return tex(self.line.after)

    @property
    def reason(self) -> str:
        return _said(self.line.because)

    @property
    def steps(self) -> tuple[StepView, ...]:
        return tuple(StepView(s, self.checked) for s in self.line.steps)

    @property
    def verdict(self) -> Verdict:
        return self.checked.of(self.line)

    def __repr__(self) -> str:
        return f"= {self.text}    {self.reason}"


@dataclass(frozen=True)
class StepView:
    """before = after by one rule at one place."""

    step: Step
    checked: Checked

    @property
    def text(self) -> str:
        return f"{text(self.step.before)} = {text(self.step.after)}"

    @property
    def latex(self) -> str:
        return f"{tex(self.step.before)} = {tex(self.step.after)}"

    @property
    def reason(self) -> str:
        return self.step.move.name

    @property
    def verdict(self) -> Verdict:
        return self.checked.of(self.step)

    def __repr__(self) -> str:
        return f"{self.text}    {self.reason}"


class _Shown:
    """Writing what was asked and found, in every form."""

    asked: Question
    parts: tuple[Derived, ...]

    @cached_property
    def document(self) -> Document:
        return document(self.asked, [p.checked for p in self.parts])

    def latex(self) -> str:
        """A fragment that needs amsmath and bm."""
        from .publish.latex import latex

        return latex(self.document)

    def markdown(self) -> str:
        """Markdown with formulas in dollars, as GitHub, notebooks and Pandoc read it."""
        from .publish.portable import portable

        return portable(self.document)

    def plain(self, columns: int = 100) -> str:
        """Text for a terminal, with both layouts and one line on the check."""
        from .publish.plain import plain

        return plain(report(self.asked, [p.checked for p in self.parts]), columns)

    def to_dict(self) -> dict:
        from .publish.json import to_dict

        return to_dict(self.document)

    def _repr_latex_(self) -> str:
        return self.latex()

    def _repr_markdown_(self) -> str:
        return self.markdown()

    def __str__(self) -> str:
        return self.plain()

    __repr__ = __str__


class Derived(_Shown):
    """The derivation of one function by one variable, checked."""

    def __init__(self, asked: Question, checked: Checked):
        self.asked, self.checked, self.parts = asked, checked, (self,)

    @property
    def derivation(self) -> Derivation:
        return self.checked.derivation

    @property
    def lines(self) -> tuple[LineView, ...]:
        return tuple(LineView(line, self.checked) for line in self.derivation.lines)

    @property
    def verdict(self) -> Verdict:
        return self.checked.verdict

    @property
    def differential(self) -> Term:
        """The first-order term, linear in the direction."""
        return self.derivation.differential

    @property
    def gradient(self) -> Term:
        """G with df(X)[U] = tr(UᵀG); for a scalar variable df/dt."""
        return self._result("gradient", "derivative")

    @property
    def jacobian(self) -> Term:
        """J with df(x)[u] = J u; where function or variable is a matrix, J with vec dF(X)[U] = J vec U."""
        stacked = next((form.matrix for form in self.derivation.forms if form.kind == "vec"), None)
        return self._result("jacobian") if stacked is None else stacked

    @property
    def hessian(self) -> Term:
        """H with f(x + εu) = f(x) + ε uᵀg + ½ε² uᵀHu + O(ε³); needs order=2.

        For a scalar variable d²f/dt², for an m×n matrix the mn×mn matrix with ½ε² vec(U)ᵀ H vec(U).
        """
        if self.derivation.order == 1:
            raise DerivError("the second derivative was not asked for", "derive with order=2")
        stacked = next((form.matrix for form in self.derivation.forms if form.kind == "quadratic"), None)
        found = self.derivation.hessian or stacked
        if found is None:
            raise DerivError(f"the second derivative by {self.derivation.variable} has no matrix here", "use .second")
        return found

    @property
    def second(self) -> Term:
        """The coefficient of ε², quadratic in the direction. Needs order=2."""
        if self.derivation.second is None:
            raise DerivError("the term in ε² was not asked for", "derive with order=2")
        return self.derivation.second

    def _result(self, *kinds: str) -> Term:
        d = self.derivation
        if d.kind not in kinds or d.result is None:
            raise DerivError(
                f"this derivation has no {kinds[0]}: its result is a {d.kind}",
                f"use .{d.kind}" if d.kind != "derivative" else "use .gradient",
            )
        return d.result

    def code(self, target: str = "numpy", *, convention: str = "projection") -> str:
        """Source that defines function(…) and derivative(…), for "numpy", "jax" or "torch".

        With a structure, derivative(…) is the gradient among directions that keep it; convention="entries" makes it the
        array of slopes along the entries, those that the structure ties together counted as one variable.
        """
        from .publish.code import code

        return code(_by_convention(self.derivation, convention), target)


class Family(_Shown):
    """The derivations of one function by several variables."""

    def __init__(self, asked: Question, parts: tuple[Derived, ...]):
        self.asked, self.parts = asked, parts

    def __iter__(self):
        return iter(self.parts)

    def __getitem__(self, i: int) -> Derived:
        return self.parts[i]

    @property
    def gradient(self) -> tuple[Term, ...]:
        return tuple(p.gradient for p in self.parts)

    @property
    def lines(self) -> tuple[LineView, ...]:
        return tuple(line for p in self.parts for line in p.lines)

    @property
    def verdict(self) -> Verdict:
        return worst(p.verdict for p in self.parts)

    def code(self, target: str = "numpy", *, convention: str = "projection") -> str:
        """Source that defines function(…), derivative_U(…), derivative_V(…), …, and derivative(…), all of them."""
        from .publish.code import code_by_each

        return code_by_each([_by_convention(p.derivation, convention) for p in self.parts], target)


def _by_convention(d: Derivation, convention: str) -> Derivation:
    """The derivation with the result that code is to compute."""
    if convention == "projection":
        return d
    if convention != "entries":
        raise DerivError(f"no convention is called {convention}", 'the conventions are "projection" and "entries"')
    array = next((form.right for form in d.forms if form.kind == "shared entries"), None)
    if array is None:
        hint = "derive a scalar function with a structure, such as structure=\"symmetric\""
        raise DerivError('convention="entries" needs a structure', hint)
    counted = (f"that entries which a {d.structure} matrix shares are one variable",)
    return replace(d, result=array, answer=array, where=(), assumptions=(*d.assumptions, counted))
