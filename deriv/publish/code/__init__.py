"""NumPy, JAX and PyTorch source that computes a function and its derivative."""
from __future__ import annotations

from ...calculus.derivation import Derivation
from ...calculus.rule import Words
from ...language.terms import Term, substitute
from ...language.text import text
from .lowering import NoCode
from .module import Names, Routine, arguments, module


def code(derivation: Derivation, target: str = "numpy") -> str:
    """The text of a module that defines function(…) and derivative(…).

    The arguments are the symbols in the order in which they first appear in the function; vectors are 1-D arrays,
    scalars floats. `derivative` returns an array of the variable's shape, the Jacobian of a vector function, or for a
    matrix function of a matrix derivative(…, U), the directional derivative. `target` is numpy, jax or torch.
    """
    d = derivation
    linear = d.result is None
    routines = (
        Routine("function", d.function, f"{d.name}({d.variable}) = {text(d.function)}"),
        Routine("derivative", d.differential if linear else d.result, _says(d), d.direction if linear else None),
    )
    return module(routines, arguments(d.function), target, names=_names(d), conditions=map(_sentence, d.assumptions))


def _says(d: Derivation) -> str:
    left = {
        "gradient": f"∂{d.name}/∂{d.variable}", "jacobian": f"∂{d.name}/∂{d.variable}",
        "derivative": f"d{d.name}/d{d.variable}", "differential": f"d{d.name}({d.variable})[{d.direction}]",
    }[d.kind]
    where = " and ".join(f"{w.symbol} = {text(w.body)}" for w in d.where)
    return f"{left} = {text(d.differential if d.result is None else d.answer)}" + (f", where {where}" if where else "")


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


__all__ = ["NoCode", "Routine", "arguments", "code", "module"]
