"""NumPy, JAX and PyTorch source that computes a function and its derivative."""
from __future__ import annotations

from collections.abc import Iterable, Sequence

from ...calculus.derivation import Derivation
from ...calculus.rule import Words
from ...calculus.simplify import grouped, simplified
from ...calculus.terms_of import depends
from ...language.build import scaled
from ...language.operators import VALUE, number, symbol
from ...language.terms import Term, make, substitute
from ...language.text import text
from .lowering import NoCode
from .module import arguments, module
from .names import fresh, spelled
from .routine import Joint, Names, Routine, Together

LOCALS = {"gradient": "gradient", "derivative": "slope", "jacobian": "jacobian", "differential": "change"}


def code(derivation: Derivation, target: str = "numpy") -> str:
    """The text of a module that defines function(…) and derivative(…).

    The arguments are the symbols in the order in which they first appear in the function; vectors are 1-D arrays,
    scalars floats. `derivative` returns an array of the variable's shape, the Jacobian of a vector function, or for a
    matrix function of a matrix derivative(…, U), the directional derivative. Where both share work,
    value_and_derivative(…) does it once and returns both. Of second order there is hessian(…) besides, or where that is
    no matrix hessian(…, U), the quadratic form. `target` is numpy, jax or torch.
    """
    d = derivation
    function, derivative = _function((d,)), _derivative(d, "derivative")
    both = _both(d, (function, derivative), ("value", LOCALS[d.kind]), _left(d), "{}, {}")
    return module((function, derivative, *both, *_hessian(d)), arguments(d.function), target)


def code_by_each(derivations: Sequence[Derivation], target: str = "numpy") -> str:
    """The text of a module for one function of several variables U, V, …, in their order.

    It defines function(…), derivative_U(…), derivative_V(…), … as `code` does one at a time, and derivative(…), which
    returns the tuple of them; its directions, where there are any, are called U_X, V_Y, … for the variables X, Y, ….
    Where they share work, value_and_derivative(…) does it once and returns the value and the tuple.
    """
    names: list[str] = []
    for d in derivations:
        names.append(fresh(f"derivative_{spelled(d.variable.data[0])}", names))
    function = _function(derivations)
    each = tuple(_derivative(d, name) for d, name in zip(derivations, names, strict=True))
    directions = [_named_for(d.variable, d.direction) for d in derivations]
    says = f"({', '.join(_left(d, u) for d, u in zip(derivations, directions, strict=True))})"
    taken = tuple(u for r, u in zip(each, directions, strict=True) if r.direction)
    every = Together("derivative", each, says, taken, _conditions(derivations))
    apart = [r.along(u) if r.direction else r for r, u in zip(each, directions, strict=True)]
    locals_ = [name.replace("derivative", LOCALS[d.kind]) for d, name in zip(derivations, names, strict=True)]
    returns = f"{{}}, ({', '.join(['{}'] * len(each))}{',' * (len(each) == 1)})"
    both = _both(derivations[0], (function, *apart), ("value", *locals_), says, returns)
    return module((function, *each, every, *both), arguments(derivations[0].function), target)


def _function(derivations: Sequence[Derivation]) -> Routine:
    first = derivations[0]
    says = f"{_of(first)} = {text(first.function)}"
    return Routine("function", first.function, says, names=_names(first), conditions=_conditions(derivations))


def _of(d: Derivation) -> str:
    return f"{d.name}({', '.join(map(str, _variables(d)))})"


def _variables(d: Derivation) -> tuple[Term, ...]:
    """All that the function is written as a function of."""
    return next((x.parameters for x in d.definitions if x.symbol is d.name), (d.variable,))


def _derivative(d: Derivation, name: str) -> Routine:
    return _routine(d, name, _left(d), d.answer, d.direction if d.result is None else None)


def _hessian(d: Derivation) -> tuple[Routine, ...]:
    """hessian(…), or hessian(…, U), where the term in ε² was derived."""
    if d.hessian_answer is not None:
        return (_routine(d, "hessian", _second_left(d), d.hessian_answer, None),)
    if d.second is not None:
        left = f"d²{d.name}({d.variable})[{d.direction}, {d.direction}]"
        return (_routine(d, "hessian", left, _doubled(d.second), d.direction),)
    return ()


def _routine(d: Derivation, name: str, left: str, answer: Term, direction: Term | None) -> Routine:
    """left = answer, as a function."""
    return Routine(name, _in_symbols(d, answer), _says(d, left, answer), direction, _names(d), _conditions((d,)))


def _doubled(second: Term) -> Term:
    """The second derivative along the direction, which is twice the coefficient of ε²."""
    return grouped(simplified(scaled(number(2), second)))


def _second_left(d: Derivation) -> str:
    sign = "d" if d.kind == "derivative" and len(_variables(d)) == 1 else "∂"
    below = f"{sign}{d.variable}²" if d.variable.is_scalar else f"∂{d.variable}∂{d.variable}ᵀ"
    return f"{sign}²{d.name}/{below}"


def _in_symbols(d: Derivation, answer: Term) -> Term:
    """The answer as it is printed, with every name put back."""
    names = {make(VALUE, d.name, *_variables(d)): d.function}
    for definition in (*d.definitions, *d.where):
        names[definition.symbol] = substitute(definition.body, names)
    return substitute(answer, names)


def _both(
    d: Derivation, routines: tuple[Routine, ...], names: tuple[str, ...], says: str, returns: str
) -> tuple[Joint, ...]:
    """value_and_derivative(…), where the routines share work."""
    conditions = dict.fromkeys(c for r in routines for c in r.conditions)
    says = f"{_of(d)} and {says}, with what they share computed once"
    joint = Joint("value_and_derivative", routines, names, says, returns, tuple(conditions))
    return (joint,) if joint.pays else ()


def _named_for(variable: Term, direction: Term) -> Term:
    """A direction told apart from those of the other variables."""
    return symbol(f"{direction}_{spelled(variable.data[0])}", *direction.shape)


def _conditions(derivations: Iterable[Derivation]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(f"Assumes {_sentence(words)}" for d in derivations for words in d.assumptions))


def _says(d: Derivation, left: str, answer: Term) -> str:
    """left = answer, where K = …"""
    needed: dict[Term, str] = {}
    for w in reversed([x for x in d.definitions if x.role in ("name", "factor")]):
        if depends(answer, w.symbol) or any(depends(x.body, w.symbol) for x in d.definitions if x.symbol in needed):
            needed[w.symbol] = f"{w.symbol} = {text(w.body)}"
    where = " and ".join(reversed(needed.values()))
    return f"{left} = {text(answer)}" + (f", where {where}" if where else "")


def _left(d: Derivation, direction: Term | None = None) -> str:
    if d.kind == "differential":
        return f"d{d.name}({d.variable})[{direction or d.direction}]"
    sign = "d" if d.kind == "derivative" and len(_variables(d)) == 1 else "∂"
    return f"{sign}{d.name}/{sign}{d.variable}"


def _sentence(words: Words) -> str:
    return "".join(text(w) if isinstance(w, Term) else str(w) for w in words)


def _names(d: Derivation) -> Names:
    """The answer's names stay; the derivation's others, and f for the function itself, serve where they are shared."""
    bodies: dict[Term, Term] = {}
    for definition in (*d.definitions, *d.where):
        if definition.role in ("name", "factor"):
            bodies[definition.symbol] = substitute(definition.body, bodies)
    kept = {w.symbol for w in d.where}
    return Names(
        always={body: s.data[0] for s, body in bodies.items() if s in kept},
        shared={d.function: d.name.data[0]} | {body: s.data[0] for s, body in bodies.items() if s not in kept},
    )


__all__ = ["Joint", "NoCode", "Routine", "arguments", "code", "code_by_each", "module"]
