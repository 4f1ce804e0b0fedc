"""Checking a derivation: every step, every line, and the result against the function as typed."""
from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from ..calculus.derivation import Chain, Definition, Derivation, Line, Step
from ..language.build import add, power, scaled
from ..language.errors import DerivError
from ..language.facts import Fact
from ..language.operators import (
    DIVIDE,
    EIGMAX,
    EIGMIN,
    EPS,
    HADAMARD_DIVIDE,
    INNER,
    INVERSE,
    LOGM,
    MAX,
    MIN,
    PINV,
    PRODUCT,
    SPECTRAL,
    TRANSPOSE,
    VEC,
    number,
    remainder,
    symbol,
)
from ..language.operators.entrywise import LOG
from ..language.operators.leaves import ones
from ..language.structures import STRUCTURES
from ..language.terms import Term, make, mentions, substitute
from .claims import Claim, judge, trials_where
from .domain import Conditions, NoPoint
from .verdict import Verdict, worst
from .vocabulary import assignments, vocabulary

Part = Chain | Line | Step
Judge = Callable[[Claim], Verdict]


@dataclass(frozen=True, eq=False)
class Checked:
    """A derivation with the verdicts on its parts and on its end result."""

    derivation: Derivation
    result: Verdict
    parts: Mapping[int, Verdict]  # by identity, as equal lines may follow different ones

    def of(self, part: Part) -> Verdict:
        """The verdict on a chain, a line or a step, and on all that is inside it."""
        return self.parts[id(part)]

    @property
    def verdict(self) -> Verdict:
        return worst([self.result, *(self.of(c) for c in self.derivation.chains)])


def check(derivation: Derivation) -> Checked:
    """Every line and every step as an equation between functions of ε; the result against the function as typed."""
    perturbed = _perturbed(derivation)
    function = substitute(derivation.function, perturbed)
    conditions = tuple((substitute(t, perturbed), fact) for t, fact in derivation.conditions)
    judged = _judge(function, conditions, [function, *_terms(derivation)], _definitions(derivation))
    parts: dict[int, Verdict] = {}
    for chain in derivation.chains:
        _check_chain(chain, judged, perturbed, parts)
    return Checked(derivation, _check_result(derivation, function, judged), parts)


ANALYTIC_WHERE = {
    Fact.PRINCIPAL: LOGM,
    Fact.FULL_RANK: PINV,
    Fact.SIMPLE_LARGEST: EIGMAX,
    Fact.SIMPLE_SMALLEST: EIGMIN,
    Fact.ONE_LARGEST_SINGULAR: SPECTRAL,
    Fact.ONE_LARGEST: MAX,
    Fact.ONE_SMALLEST: MIN,
}
"""An operator that has no value, or is no power series, beside points without the fact."""


def _where(term: Term, fact: Fact) -> Term:
    """A term that is defined only where the condition holds, so that points are sought there."""
    if fact is Fact.INVERTIBLE:
        return make(INVERSE, term)
    if fact in ANALYTIC_WHERE:
        return make(ANALYTIC_WHERE[fact], term)
    if fact is Fact.POSITIVE:
        return make(LOG, term)
    if fact is Fact.NONZERO:
        return make(DIVIDE, number(1), term) if term.is_scalar else make(HADAMARD_DIVIDE, ones(*term.shape), term)
    raise DerivError(f"no points can be sought where {term} is {fact.value}")


def _judge(
    function: Term, conditions: Conditions, terms: Sequence[Term], definitions: tuple[Definition, ...]
) -> Judge:
    """A judge of claims at points where the function is defined and the derivation's conditions hold."""
    words = vocabulary(terms, definitions)
    defined = (function, *(_where(t, fact) for t, fact in conditions))
    try:
        trials = trials_where(defined, words, assignments(words.dimensions), definitions, conditions=conditions)
    except NoPoint as e:
        unchecked = Verdict(None, why=str(e))
        return lambda claim: unchecked
    return cache(lambda claim: judge(claim, trials))


def _check_chain(chain: Chain, judged: Judge, perturbed: Mapping[Term, Term], parts: dict[int, Verdict]) -> None:
    exact = chain.purpose == "isolate"
    inside = [judged(Claim(_subject(chain, perturbed), chain.start, exact))]
    here = chain.start
    for line in chain.lines:
        verdicts = [judged(Claim(here, line.after, exact))]
        for step in line.steps:
            own = judged(Claim(step.before, step.after, exact))
            _note(parts, step, [own, *_check_proof(step, judged, perturbed, parts)])
            verdicts.append(parts[id(step)])
        _note(parts, line, verdicts)
        inside.append(parts[id(line)])
        here = line.after
    _note(parts, chain, inside)


def _check_proof(step: Step, judged: Judge, perturbed: Mapping[Term, Term], parts: dict[int, Verdict]) -> list[Verdict]:
    """The proof of a step holds, and it is a proof of this step."""
    if step.proof is None:
        return []
    proof = step.proof
    _check_chain(proof, judged, perturbed, parts)
    return [parts[id(proof)], judged(Claim(step.before, proof.start)), judged(Claim(proof.end, step.after))]


def _note(parts: dict[int, Verdict], part: Part, verdicts: list[Verdict]) -> None:
    """What is shared between two places must hold in both."""
    parts[id(part)] = worst([*verdicts, parts[id(part)]] if id(part) in parts else verdicts)


def _check_result(derivation: Derivation, function: Term, judged: Judge) -> Verdict:
    """f(X + εU) = f(X) + ε df(X)[U] + O(ε²) with the df that the result says; and the answer printed is the result."""
    try:
        return worst([judged(c) for c in _result_claims(derivation, function)])
    except DerivError as e:
        return Verdict(False, why=f"the result does not fit the function: {e.message}")


def _result_claims(d: Derivation, function: Term) -> Iterator[Claim]:
    def first_order(after: Term, before: Term = function, base: Term = d.function) -> Claim:
        return Claim(before, add(base, scaled(EPS, after), remainder(2, *base.shape)))

    yield first_order(d.differential)
    yield from (Claim(*form.claim, exact=True) for form in d.forms)
    if d.second is not None:
        yield _second_order(d, function, d.second)
    if d.hessian is not None:
        yield _second_order(d, function, _quadratic_form(d.hessian, d.direction))
        yield Claim(d.hessian, d.hessian_answer, exact=True)
        if not d.direction.is_scalar:
            yield Claim(d.hessian, make(TRANSPOSE, d.hessian), exact=True)
    if d.result is None:
        yield Claim(d.differential, d.answer, exact=True)
        return
    if d.kind == "jacobian":
        yield first_order(make(PRODUCT, d.result, _column(d.direction)), _column(function), _column(d.function))
    elif d.kind == "gradient":
        yield first_order(make(INNER, d.direction, d.result))
        if d.structure:
            yield _within_structure(d, function)
    elif d.kind == "derivative":
        yield first_order(d.result)
    else:
        raise DerivError(f"there is no check for a result of the kind {d.kind}")
    yield Claim(d.result, d.answer, exact=True)
    yield from (Claim(d.function, f.body, exact=True) for f in d.definitions if f.symbol is d.name)


def _second_order(d: Derivation, function: Term, second: Term) -> Claim:
    """f(X + εU) = f(X) + ε first + ε² second + O(ε³)"""
    terms = scaled(EPS, d.differential), scaled(power(EPS, number(2)), second)
    return Claim(function, add(d.function, *terms, remainder(3, *d.function.shape)))


def _quadratic_form(hessian: Term, direction: Term) -> Term:
    """½ uᵀHu"""
    if hessian.shape == direction.shape or direction.is_scalar:
        return scaled(number("1/2"), hessian)
    u = _column(direction)
    return scaled(number("1/2"), make(PRODUCT, make(TRANSPOSE, u), hessian, u))


def _within_structure(d: Derivation, function: Term) -> Claim:
    """f(X + εP(V)) = f(X) + ε⟨V, G⟩ + O(ε²) for every V, with P(V) its part in the structure: G is in it too."""
    v = _any_direction(d)
    along = substitute(function, {d.direction: STRUCTURES[d.structure].part(v)})
    return Claim(along, add(d.function, scaled(EPS, make(INNER, v, d.result)), remainder(2)))


def _any_direction(d: Derivation) -> Term:
    """U without the property that the structure gives it."""
    return symbol(d.direction.data[0], *d.direction.shape)


def _column(t: Term) -> Term:
    return t if t.is_scalar or t.is_vector else make(VEC, t)


def _subject(chain: Chain, perturbed: Mapping[Term, Term]) -> Term:
    """What a chain is about: K in the expansion K → K + εM + O(ε²) is K taken at X + εU."""
    if chain.purpose == "expand" and not mentions(chain.subject, EPS):
        return substitute(chain.subject, dict(perturbed))
    return chain.subject


def _perturbed(d: Derivation) -> dict[Term, Term]:
    """The variable, and each name that may stand for something made of it, at X + εU."""
    found = {d.variable: add(d.variable, scaled(EPS, d.direction))}
    for definition in d.definitions:
        if definition.role == "name":
            found[definition.symbol] = substitute(definition.body, found)
    return found


def _definitions(d: Derivation) -> tuple[Definition, ...]:
    known = {x.symbol: x for x in (*d.where, *d.definitions)}
    known.setdefault(d.name, Definition(d.name, d.function, "function", (d.variable,)))
    return tuple(known.values())


def _terms(derivation: Derivation) -> Iterator[Term]:
    """Every term that is compared with another."""
    yield from (t for t in (derivation.differential, derivation.result, derivation.answer) if t is not None)
    yield from (t for t in (derivation.second, derivation.hessian, derivation.hessian_answer) if t is not None)
    yield from (t for form in derivation.forms for t in form.claim)
    if derivation.structure:
        yield _any_direction(derivation)
    todo = list(derivation.chains)
    while todo:
        chain = todo.pop()
        yield chain.subject
        yield chain.start
        for line in chain.lines:
            yield line.after
            for step in line.steps:
                yield step.before
                yield step.after
                if step.proof:
                    todo.append(step.proof)
