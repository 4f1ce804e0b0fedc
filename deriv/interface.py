"""What deriv.derive returns: the derivation, its parts as text and LaTeX, its check, its code."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from .calculus.derivation import Derivation, Line, Step
from .calculus.epsilon import derive
from .calculus.rule import Words
from .checking.check import Checked, check
from .checking.verdict import Verdict
from .cookbook.document import Document
from .cookbook.exposition.page import fragment
from .language.errors import DerivError
from .language.facts import facts
from .language.operators import symbol
from .language.reading import declare, read
from .language.terms import Term, substitute
from .language.tex import tex
from .language.text import text


def derived(
    function: str, wrt: str | Sequence[str], where: Mapping[str, str], *, name: str, let: Mapping[str, str]
) -> Derived | Family:
    declared = [declare(n, spec) for n, spec in where.items()]
    symbols = {s.data[0]: s for s in declared}
    known, names = dict(symbols), {}
    for n, formula in let.items():
        body = read(formula, known)
        known[n] = symbol(n, *body.shape, facts=facts(body))
        names[known[n]] = substitute(body, names)
    term = substitute(read(function, known), names)
    bodies = {s.data[0]: body for s, body in names.items()}
    variables = [_variable(v, symbols) for v in ([wrt] if isinstance(wrt, str) else wrt)]
    found = tuple(Derived(check(derive(term, v, name=name, let=bodies, among=tuple(variables)))) for v in variables)
    return found[0] if isinstance(wrt, str) else Family(found)


def _variable(name: str, symbols: Mapping[str, Term]) -> Term:
    found = read(name, symbols)
    if found not in symbols.values():
        raise DerivError(f"{name} is not a symbol that was declared", f"wrt takes one of {', '.join(symbols)}")
    return found


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
    """Writing a document in every form."""

    @cached_property
    def document(self) -> Document:
        raise NotImplementedError

    def latex(self) -> str:
        """A fragment that needs amsmath and bm."""
        from .publish.latex import latex

        return latex(self.document)

    def markdown(self) -> str:
        from .publish.markdown import markdown

        return markdown(self.document)

    def to_dict(self) -> dict:
        from .publish.json import to_dict

        return to_dict(self.document)

    def _repr_latex_(self) -> str:
        return self.latex()

    def __str__(self) -> str:
        from .publish.plain import plain

        return plain(self.document)

    __repr__ = __str__


class Derived(_Shown):
    """The derivation of one function by one variable, checked."""

    def __init__(self, checked: Checked):
        self.checked = checked

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
        return self._result("jacobian")

    @property
    def hessian(self) -> Term:
        raise DerivError("second derivatives are not derived yet")

    def _result(self, *kinds: str) -> Term:
        d = self.derivation
        if d.kind not in kinds or d.result is None:
            raise DerivError(
                f"this derivation has no {kinds[0]}: its result is a {d.kind}",
                f"use .{d.kind}" if d.kind != "derivative" else "use .gradient",
            )
        return d.result

    def code(self, target: str = "numpy") -> str:
        """Source that defines function(…) and derivative(…), for "numpy", "jax" or "torch"."""
        from .publish.code import code

        return code(self.derivation, target)

    @cached_property
    def document(self) -> Document:
        return fragment((self.checked,))


class Family(_Shown):
    """The derivations of one function by several variables."""

    def __init__(self, parts: tuple[Derived, ...]):
        self.parts = parts

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
        from .checking.verdict import worst

        return worst(p.verdict for p in self.parts)

    def code(self, target: str = "numpy") -> str:
        """Source that defines function(…), derivative_U(…), derivative_V(…), …, and derivative(…), the tuple of them."""
        from .publish.code import code_by_each

        return code_by_each([p.derivation for p in self.parts], target)

    @cached_property
    def document(self) -> Document:
        return fragment(p.checked for p in self.parts)
