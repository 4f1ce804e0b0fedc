"""Equations made wrong on purpose: a transpose or an inverse dropped, factors swapped, a term dropped or negated, …

Some mutants are true: tr(AB) with A and B swapped is one. Whoever uses them must say which, and why.
"""
from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from deriv.calculus.rule import NotATheorem, Rule
from deriv.language import operators as o
from deriv.language.build import negative
from deriv.language.errors import ShapeError
from deriv.language.terms import Term, leaf, make, substitute, subterms

FLAT = (o.SUM, o.TIMES, o.PRODUCT, o.HADAMARD, o.KRON)
UNARY = (o.TRANSPOSE, o.INVERSE, o.TRACE, o.DIAG, o.DIAGVEC)


def mutants(rule: Rule) -> Iterator[tuple[str, Rule | None]]:
    """The rules that are one small change away, and what was changed; None where such a rule cannot be stated."""
    for side in ("lhs", "rhs"):
        for what, changed in mutated(getattr(rule, side), claimed=side == "rhs"):
            name = f"{rule.name}: {what}, {side}"
            try:
                yield name, None if changed is None else replace(rule, **{side: changed}, name=name)
            except NotATheorem:
                yield name, None


def mutated(term: Term, claimed: bool = True) -> Iterator[tuple[str, Term | None]]:
    """The terms that are one small change away; None for a change that does not fit. A `claimed` remainder shrinks."""
    for part in subterms(term):
        for what, change in _changes(part, claimed):
            try:
                new = substitute(term, {part: change()})
            except ShapeError:
                yield f"{what} in {part}", None
                continue
            if new is not term:
                yield f"{what} in {part}", new


def _changes(t: Term, claimed: bool) -> Iterator[tuple[str, Callable[[], Term]]]:
    def with_parts(*parts: Term) -> Callable[[], Term]:
        return lambda: make(t.op, *parts)

    if t.op in UNARY:
        yield f"dropped {t.op}", lambda: t.args[0]
    if t.op in FLAT:
        for i, a in enumerate(t.args):
            before, after = t.args[:i], t.args[i + 1 :]
            if a.op is o.REMAINDER and not claimed:
                continue
            yield f"dropped {a}", with_parts(*before, *after)
            if t.op is o.SUM and a.op is not o.REMAINDER:
                yield f"negated {a}", with_parts(*before, negative(a), *after)
            if t.op is o.PRODUCT:
                yield f"transposed {a}", with_parts(*before, make(o.TRANSPOSE, a), *after)
                if after:
                    yield f"swapped {a}", with_parts(*before, after[0], a, *after[1:])
    if t.op in (o.SCALE, o.DIVIDE):
        yield f"dropped {t.op}", lambda: t.args[t.op is o.SCALE]
    if t.op is o.NUMBER:
        yield "one more", lambda: o.number(t.data + 1)
    if t.op is o.REMAINDER:
        yield "another order", lambda: leaf(o.REMAINDER, t.data + (1 if claimed else -1), *t.shape)
