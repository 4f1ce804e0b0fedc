"""A Python module that computes a function and its derivative."""
from __future__ import annotations

import re
from collections.abc import Iterable

from ...language.errors import DerivError
from ...language.operators import EPS, SIGMA, SYMBOL
from ...language.terms import Term, subterms
from .routine import Joint, Routine, Together, routine, together
from .targets import TARGETS


def module(functions: Iterable[Routine | Joint | Together], symbols: tuple[Term, ...], target: str = "numpy") -> str:
    """The text of a module of these functions; all of them take `symbols` as their arguments, in order."""
    if not isinstance(target, str) or target not in TARGETS:
        raise DerivError(f"no code for {target}", f"the targets are {', '.join(TARGETS)}")
    to, functions = TARGETS[target], tuple(functions)
    reserved = {*to.imports, *to.helpers, *(f.name for f in functions)}
    written = [
        together(f, symbols, reserved) if isinstance(f, Together) else routine(f, symbols, to, reserved)
        for f in functions
    ]
    body = re.sub(r'""".*?"""', "", "\n\n".join(written), flags=re.DOTALL)
    helpers = [source for name, source in to.helpers.items() if re.search(rf"\b{name}\b", body)]
    body = "\n\n".join([*helpers, *written])
    imports = [line for root, line in to.imports.items() if re.search(rf"\b{root}\.", body)]
    return "\n".join(imports) + ("\n\n\n" if imports else "") + body


def arguments(function: Term) -> tuple[Term, ...]:
    """The symbols of a function as typed, in the order in which they first appear."""
    inside = tuple(subterms(function))
    bound = {t.args[0] for t in inside if t.op is SIGMA}
    return tuple(t for t in inside if t.op is SYMBOL and t is not EPS and t not in bound)
