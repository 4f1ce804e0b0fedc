"""One generated function: its head, docstring, shape asserts, repeated parts, and what it returns."""
from __future__ import annotations

from collections.abc import Container, Mapping
from dataclasses import dataclass

from ...language.errors import DerivError
from ...language.facts import Fact, has
from ...language.terms import Term
from . import arrays
from .arrays import Array
from .docstrings import docstring
from .lowering import lower, ndim
from .names import python_name
from .shapes import preamble
from .sharing import share
from .targets import Target
from .writing import Writer

WIDTH = 76  # of what stands after return


@dataclass(frozen=True)
class Routine:
    """def name(…): return value. `says` opens the docstring; `direction` is one more argument, after the others."""

    name: str
    value: Term
    says: str
    direction: Term | None = None


@dataclass(frozen=True)
class Names:
    """Names for parts: `always` wherever the part stands, `shared` where it stands more than once."""

    always: Mapping[Term, str]
    shared: Mapping[Term, str]


NO_NAMES = Names({}, {})


def routine(
    r: Routine, symbols: tuple[Term, ...], target: Target, names: Names, conditions: tuple[str, ...],
    reserved: Container[str],
) -> str:
    """The text of the function, whose arguments are the symbols in order."""
    taken = set(reserved)
    parameters: dict[Term, str] = {}
    for t in (*symbols, *([r.direction] if r.direction else [])):
        taken.add(parameters.setdefault(t, python_name(t.data[0], taken)))
    result = lower(r.value)
    leaves = {arrays.name(t, ndim(t)): called for t, called in parameters.items()}
    for index in _indices(result):
        taken.add(leaves.setdefault(index, python_name(index.data.data[0], taken)))
    for part in arrays.parts(result):
        if part.op == "name" and part not in leaves:
            raise DerivError(f"{part.data.data[0]} is not an argument", "code is written in the symbols as typed")
    top = preamble(parameters, target, taken)
    parts_named = share(result, leaves, _lowered(names.always), _lowered(names.shared), taken | set(top.sizes.values()))
    called = leaves | parts_named
    writer = Writer(target, top.sizes, _like(parameters))
    lines = [
        *docstring(r.says, parameters, conditions), *top.lines,
        *(f"{name} = {writer.write(part, called)}" for part, name in parts_named.items()),
        *_returned(result, called, writer),
    ]
    head = f"def {r.name}({', '.join(parameters.values())}):"
    return "\n".join([head, *(f"    {line}" if line else "" for line in lines)]) + "\n"


def _indices(result: Array) -> list[Array]:
    return [a.args[0] for a in arrays.parts(result) if a.op == "sigma"]


def _lowered(names: Mapping[Term, str]) -> dict[Array, str]:
    return {lower(t): python_name(name) for t, name in names.items()}


def _like(parameters: Mapping[Term, str]) -> str:
    """The argument that new arrays take their type from: the first array, else the first real number."""
    shaped = [called for t, called in parameters.items() if not t.is_scalar]
    real = [called for t, called in parameters.items() if not has(t, Fact.INTEGER)]
    return next(iter([*shaped, *real]), "")


def _returned(result: Array, called: Mapping[Array, str], writer: Writer) -> list[str]:
    value = arrays.value_of(result)
    if value is not None:
        return [f"return {float(value)}"]
    first, *rest = writer.lines(result, called, WIDTH)
    return [f"return {first}", *rest]
