"""One generated function: its head, its docstring, and the lines to what it returns."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
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
class Names:
    """Names for parts: `always` wherever the part stands, `shared` where it stands more than once."""

    always: Mapping[Term, str]
    shared: Mapping[Term, str]


@dataclass(frozen=True)
class Routine:
    """def name(…): return value. `says` opens the docstring; `direction` is one more argument, after the others."""

    name: str
    value: Term
    says: str
    direction: Term | None = None
    names: Names = Names({}, {})
    conditions: tuple[str, ...] = ()

    @property
    def directions(self) -> tuple[Term, ...]:
        return (self.direction,) if self.direction else ()


@dataclass(frozen=True)
class Together:
    """def name(…): return a(…), b(…). Each of the routines may bring a direction; `directions` are theirs in order."""

    name: str
    routines: tuple[Routine, ...]
    says: str
    directions: tuple[Term, ...] = ()
    conditions: tuple[str, ...] = ()


def together(t: Together, symbols: tuple[Term, ...], reserved: Collection[str]) -> str:
    """The text of the function, whose arguments are the symbols in order and then the directions."""
    parameters = _parameters((*symbols, *t.directions), reserved)
    own = iter(t.directions)
    calls = []
    for r in t.routines:
        given = (*symbols, *(next(own) for _ in r.directions))
        calls.append(f"{r.name}({', '.join(parameters[x] for x in given)})")
    return _defined(t.name, parameters, [*docstring(t.says, parameters, t.conditions), *_tuple(calls)])


def _tuple(calls: list[str]) -> list[str]:
    line = f"return {', '.join(calls)}"
    return [line] if len(calls) > 1 and len(line) <= WIDTH else ["return (", *(f"    {c}," for c in calls), ")"]


def routine(r: Routine, symbols: tuple[Term, ...], target: Target, reserved: Collection[str]) -> str:
    """The text of the function, whose arguments are the symbols in order and then the direction."""
    parameters = _parameters((*symbols, *r.directions), reserved)
    taken = {*reserved, *parameters.values()}
    result = lower(r.value)
    leaves = {arrays.name(t, ndim(t)): called for t, called in parameters.items()}
    for index in _indices(result):
        taken.add(leaves.setdefault(index, python_name(index.data.data[0], taken)))
    for part in arrays.parts(result):
        if part.op == "name" and part not in leaves:
            raise DerivError(f"{part.data.data[0]} is not an argument", "code is written in the symbols as typed")
    top = preamble(parameters, target, taken)
    always, shared = _lowered(r.names.always), _lowered(r.names.shared)
    parts_named = share(result, leaves, always, shared, taken | set(top.sizes.values()))
    called = leaves | parts_named
    writer = Writer(target, top.sizes, _like(parameters))
    lines = [
        *docstring(r.says, parameters, r.conditions), *top.lines,
        *(f"{name} = {writer.write(part, called)}" for part, name in parts_named.items()),
        *_returned(result, called, writer),
    ]
    return _defined(r.name, parameters, lines)


def _parameters(symbols: Iterable[Term], reserved: Collection[str]) -> dict[Term, str]:
    """The arguments and their Python names, in order."""
    parameters: dict[Term, str] = {}
    for t in symbols:
        parameters[t] = python_name(t.data[0], {*reserved, *parameters.values()})
    return parameters


def _defined(name: str, parameters: Mapping[Term, str], lines: list[str]) -> str:
    head = f"def {name}({', '.join(parameters.values())}):"
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
