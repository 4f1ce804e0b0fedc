"""Several variables: a derivation for each, with one name for the same inner expression in all of them."""

from __future__ import annotations

from collections.abc import Mapping

from ...language.terms import Term, size, substitute
from ..derivation import Derivation
from .derive import derive
from .naming import SPARE, candidates, first_free, taken


def derive_by_each(
    function: Term,
    variables: tuple[Term, ...],
    *,
    name: str = "f",
    let: Mapping[str, Term] | None = None,
    order: int = 1,
    structure: str | None = None,
) -> tuple[Derivation, ...]:
    """∂f/∂X, ∂f/∂Y, …: the derivations of f(X, Y, …) by each variable.

    A name that one of them gives to an inner expression is used by all; where the expression does not depend on the
    variable, it is not expanded.
    """
    names = dict(let or {})
    while True:
        found = tuple(
            derive(function, v, name=name, let=names, among=variables, order=order, structure=structure)
            for v in variables
        )
        new = _new_names(found, names)
        if len(found) == 1 or not new:
            return found
        names |= _chosen(new, taken((function, *variables)) | {name, *names})


def _new_names(derivations: tuple[Derivation, ...], known: Mapping[str, Term]) -> dict[Term, str]:
    """What the derivations named by themselves, in the symbols alone, inner expressions first."""
    found: dict[Term, str] = {}
    for d in derivations:
        bodies: dict[Term, Term] = {}
        for x in d.definitions:
            if x.role == "name":
                bodies[x.symbol] = substitute(x.body, bodies)
                found.setdefault(bodies[x.symbol], x.symbol.data[0])
    return {body: found[body] for body in sorted(found, key=size) if body not in known.values()}


def _chosen(found: Mapping[Term, str], used: set[str]) -> dict[str, Term]:
    """The names, each given once: where two derivations named two things alike, the second has another name."""
    chosen: dict[str, Term] = {}
    for body, wanted in found.items():
        spare = SPARE if body.is_scalar or body.is_vector else SPARE.upper()
        chosen[first_free([wanted, *candidates(body, None), *spare], used | chosen.keys())] = body
    return chosen
