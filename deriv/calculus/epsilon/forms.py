"""A linear map in other forms: vec dF = J vec U, and entry by entry, ∂F_ij/∂X_kl."""

from __future__ import annotations

from collections.abc import Iterator
from math import prod

from ...language.build import add, times
from ...language.dimensions import Dim, Dimension
from ...language.errors import Declined
from ...language.facts import Fact
from ...language.operators import TRANSPOSE, VEC, number, symbol
from ...language.terms import Term, make, subterms
from ...language.tex import tex
from ...language.text import text
from ..derivation import Derivation, Form
from ..lemmas.entries import ONE, at, over
from ..rule import Formula, Words
from ..simplify import grouped, simplified
from ..terms_of import summands
from .entries import slope
from .isolation import split
from .jacobian import multiplied
from .naming import first_free
from .quadratic import kronecker_hessian

FOR_INDICES = "ijklrstpquvwabcdefgh"
LARGEST = 6  # dimensions multiplied in the number of entries of a matrix that a reader can make sense of


def linear_forms(d: Derivation, used: set[str]) -> tuple[Form, ...]:
    """What is known of them: a form is left out where an operator of the differential has none."""
    try:
        parts = summands(simplified(add(*split(d.differential, (d.direction,)))))
    except Declined:
        return ()
    return (*_stacked(d, parts), *_entrywise(d, parts, used))


def _stacked(d: Derivation, parts: tuple[Term, ...]) -> Iterator[Form]:
    """vec dF = J vec U"""
    name, direction, differential = d.name, d.direction, d.differential
    column = direction if direction.is_vector else make(VEC, direction)
    try:
        found = [multiplied(p if p.is_vector else make(VEC, p), direction).gradient for p in parts]
    except Declined:
        return
    jacobian = grouped(simplified(add(*found)))
    if any(_degree(d) > LARGEST for t in subterms(jacobian) for d in [prod(t.shape)]):
        return
    stacked = simplified(times(jacobian, column))
    own = differential if name.is_vector else make(VEC, differential)
    yield Form("vec", (_differential_of(name),), stacked, (own, stacked), jacobian)


def quadratic_form(d: Derivation) -> tuple[Form, ...]:
    """d²f(X)[U, U] = vec(U)ᵀ H vec(U), left out where an operator in it has no such form."""
    try:
        hessian = kronecker_hessian(d.second, d.direction)
    except Declined:
        return ()
    if any(_degree(prod(t.shape)) > 2 * LARGEST for t in subterms(hessian)):
        return ()
    u = make(VEC, d.direction)
    right = times(make(TRANSPOSE, u), hessian, u)
    return (Form("quadratic", (_second_differential(d),), right, (times(number(2), d.second), right), hessian),)


def _second_differential(d: Derivation) -> Formula:
    """d²f(X)[U, U]"""
    f, x, u = d.name, d.variable, d.direction
    return Formula(
        f"d²{text(f)}({text(x)})[{text(u)}, {text(u)}]", rf"\mathrm{{d}}^2{tex(f)}({tex(x)})[{tex(u)}, {tex(u)}]"
    )


def _differential_of(name: Term) -> Formula:
    vec = ("", "") if name.is_vector else ("vec ", r"\operatorname{vec}")
    return Formula(f"{vec[0]}d{text(name)}", rf"{vec[1]}\mathrm{{d}}{tex(name)}")


def _entrywise(d: Derivation, parts: tuple[Term, ...], used: set[str]) -> Iterator[Form]:
    """∂F_ij/∂X_kl = …"""
    name, variable, direction = d.name, d.variable, d.direction
    fresh = _indices(used)
    here, there = (tuple(ONE if d == 1 else next(fresh) for d in t.shape) for t in (name, variable))
    try:
        slopes = [slope(p, here, direction, there, fresh) for p in parts]
    except Declined:
        return
    right = grouped(simplified(add(*slopes)))
    ranges = ((index, d) for index, d in zip(there, direction.shape, strict=True) if d != 1)
    claim = over(times(right, at(direction, *there)), *ranges), at(d.differential, *here)
    yield Form("entries", _ratio(at(name, *here), at(variable, *there)), right, claim)


def _ratio(above: Term, below: Term) -> Words:
    return (Formula(f"∂{text(above)}/∂{text(below)}", rf"\frac{{\partial {tex(above)}}}{{\partial {tex(below)}}}"),)


def _degree(d: Dimension) -> int:
    return max((len(names) for names, _ in d.monomials), default=0) if isinstance(d, Dim) else 0


def _indices(used: set[str]) -> Iterator[Term]:
    """Names for indices that stand for nothing else."""
    taken = set(used)
    while True:
        name = first_free(FOR_INDICES, taken)
        taken.add(name)
        yield symbol(name, facts=[Fact.INTEGER, Fact.POSITIVE])
