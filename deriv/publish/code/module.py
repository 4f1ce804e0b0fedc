"""A Python module that computes a function and its derivative."""
from __future__ import annotations

import re
from collections.abc import Iterable

from ...language.errors import DerivError
from ...language.operators import EPS, SIGMA, SYMBOL
from ...language.terms import Term, subterms
from .routine import NO_NAMES, Names, Routine, routine
from .targets import TARGETS


def module(
    routines: Iterable[Routine], symbols: tuple[Term, ...], target: str = "numpy", *,
    names: Names = NO_NAMES, conditions: Iterable[str] = (),
) -> str:
    """The text of a module of these functions; all of them take `symbols` as their arguments, in order."""
    if target not in TARGETS:
        raise DerivError(f"no code for {target}", f"the targets are {', '.join(TARGETS)}")
    to, routines, conditions = TARGETS[target], tuple(routines), tuple(conditions)
    reserved = {*to.imports, *to.helpers, *(r.name for r in routines)}
    functions = [routine(r, symbols, to, names, conditions, reserved) for r in routines]
    body = "\n\n".join(functions)
    helpers = [source for name, source in to.helpers.items() if re.search(rf"\b{name}\(", body)]
    body = "\n\n".join([*helpers, *functions])
    imports = [line for root, line in to.imports.items() if re.search(rf"\b{root}\.", body)]
    return "\n".join(imports) + ("\n\n\n" if imports else "") + body


def arguments(function: Term) -> tuple[Term, ...]:
    """The symbols of a function as typed, in the order in which they first appear."""
    inside = tuple(subterms(function))
    bound = {t.args[0] for t in inside if t.op is SIGMA}
    return tuple(t for t in inside if t.op is SYMBOL and t is not EPS and t not in bound)
