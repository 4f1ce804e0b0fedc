"""NumPy, JAX and PyTorch source that computes a function and its derivative."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...calculus.derivation import Derivation
from ...calculus.rule import Words
from ...language.operators import symbol
from ...language.terms import Term, substitute
from ...language.text import text
from .lowering import NoCode
from .module import arguments, module
from .names import fresh, spelled
from .routine import Names, Routine, Together


def code(derivation: Derivation, target: str = "numpy") -> str:
    """The text of a module that defines function(…) and derivative(…).

    The arguments are the symbols in the order in which they first appear in the function; vectors are 1-D arrays,
    scalars floats. `derivative` returns an array of the variable's shape, the Jacobian of a vector function, or for a
    matrix function of a matrix derivative(…, U), the directional derivative. `target` is numpy, jax or torch.
    """
    routines = _function((derivation,)), _derivative(derivation, "derivative")
    return module(routines, arguments(derivation.function), target)


def code_by_each(derivations: Sequence[Derivation], target: str = "numpy") -> str:
    """The text of a module for one function of several variables U, V, …, in their order.

    It defines function(…), derivative_U(…), derivative_V(…), … as `code` does one at a time, and derivative(…), which
    returns the tuple of them; its directions, where there are any, are called U_X, V_Y, … for the variables X, Y, ….
    """
    names: list[str] = []
    for d in derivations:
        names.append(fresh(f"derivative_{spelled(d.variable.data[0])}", names))
    each = tuple(_derivative(d, name) for d, name in zip(derivations, names, strict=True))
    directions = [_named_for(d.variable, d.direction) for d in derivations]
    says = f"({', '.join(_left(d, u) for d, u in zip(derivations, directions, strict=True))})"
    taken = tuple(u for r, u in zip(each, directions, strict=True) if r.direction)
    every = Together("derivative", each, says, taken, _conditions(derivations))
    return module((_function(derivations), *each, every), arguments(derivations[0].function), target)


def _function(derivations: Sequence[Derivation]) -> Routine:
    first = derivations[0]
    says = f"{first.name}({', '.join(map(str, _variables(first)))}) = {text(first.function)}"
    return Routine("function", first.function, says, names=_names(first), conditions=_conditions(derivations))


def _variables(d: Derivation) -> tuple[Term, ...]:
    """All that the function is written as a function of."""
    return next((x.parameters for x in d.definitions if x.symbol is d.name), (d.variable,))


def _derivative(d: Derivation, name: str) -> Routine:
    linear = d.result is None
    value, direction = (d.differential, d.direction) if linear else (d.result, None)
    return Routine(name, value, _says(d), direction, _names(d), _conditions((d,)))


def _named_for(variable: Term, direction: Term) -> Term:
    """A direction told apart from those of the other variables."""
    return symbol(f"{direction}_{spelled(variable.data[0])}", *direction.shape)


def _conditions(derivations: Iterable[Derivation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_sentence(words) for d in derivations for words in d.assumptions))


def _says(d: Derivation) -> str:
    where = " and ".join(f"{w.symbol} = {text(w.body)}" for w in d.where)
    right = text(d.differential if d.result is None else d.answer)
    return f"{_left(d, d.direction)} = {right}" + (f", where {where}" if where else "")


def _left(d: Derivation, direction: Term) -> str:
    if d.kind == "differential":
        return f"d{d.name}({d.variable})[{direction}]"
    sign = "d" if d.kind == "derivative" and len(_variables(d)) == 1 else "∂"
    return f"{sign}{d.name}/{sign}{d.variable}"


def _sentence(words: Words) -> str:
    return "Assumes " + "".join(w if isinstance(w, str) else text(w) for w in words)


def _names(d: Derivation) -> Names:
    """The answer's names stay; the derivation's others, and f for the function itself, serve where they are shared."""
    bodies: dict[Term, Term] = {}
    for definition in (*d.definitions, *d.where):
        if definition.role == "name":
            bodies[definition.symbol] = substitute(definition.body, bodies)
    kept = {w.symbol for w in d.where}
    return Names(
        always={body: s.data[0] for s, body in bodies.items() if s in kept},
        shared={d.function: d.name.data[0]} | {body: s.data[0] for s, body in bodies.items() if s not in kept},
    )


__all__ = ["NoCode", "Routine", "arguments", "code", "code_by_each", "module"]
