"""One generated function: its head, its docstring, and the lines to what it returns."""
from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from ...language.errors import DerivError
from ...language.facts import Fact, has
from ...language.terms import Term, substitute
from . import arrays
from .arrays import Array, rebuilt
from .docstrings import docstring
from .lowering import lower, ndim
from .names import fresh, python_name
from .powers import listing
from .reusing import reusing
from .shapes import preamble
from .sharing import share, shared_work
from .targets import Target
from .writing import Writer

Named = dict[Array, str]

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

    def along(self, direction: Term) -> Routine:
        """The same with the direction called otherwise."""
        value = substitute(self.value, {self.direction: direction})
        return replace(self, value=value, direction=direction)


@dataclass(frozen=True)
class Joint:
    """def name(…): return value, derivative; or whatever else `returns` makes of the routines' values.

    What the routines share is computed once. `locals` are the names of their values where one line cannot hold them.
    """

    name: str
    routines: tuple[Routine, ...]
    locals: tuple[str, ...]
    says: str
    returns: str = "{}, {}"
    conditions: tuple[str, ...] = ()

    @property
    def directions(self) -> tuple[Term, ...]:
        return tuple(dict.fromkeys(u for r in self.routines for u in r.directions))

    @property
    def names(self) -> Names:
        return Names(
            {t: name for r in self.routines for t, name in r.names.always.items()},
            {t: name for r in self.routines for t, name in r.names.shared.items()},
        )

    @property
    def pays(self) -> bool:
        """Do the routines share work?"""
        return shared_work(_lowered((r.value for r in self.routines), self.names)[0])


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


def routine(r: Routine | Joint, symbols: tuple[Term, ...], target: Target, reserved: Collection[str]) -> str:
    """The text of the function, whose arguments are the symbols in order and then the direction."""
    parameters = _parameters((*symbols, *r.directions), reserved)
    taken = {*reserved, *parameters.values()}
    results, always, shared = _lowered([x.value for x in (r.routines if isinstance(r, Joint) else [r])], r.names)
    leaves = {arrays.name(t, ndim(t)): called for t, called in parameters.items()}
    for index in _indices(results):
        taken.add(leaves.setdefault(index, python_name(index.data.data[0], taken)))
    for part in arrays.parts(*results):
        if part.op == "name" and part not in leaves:
            raise DerivError(f"{part.data.data[0]} is not an argument", "code is written in the symbols as typed")
    top = preamble(parameters, target, taken)
    taken |= set(top.sizes.values())
    parts_named = share(results, leaves, always, shared, taken)
    called = leaves | parts_named
    writer = Writer(target, top.sizes, _like(parameters))
    lines = [
        *docstring(r.says, parameters, r.conditions), *top.lines,
        *(line for part in parts_named for line in writer.assigned(part, called, WIDTH)),
    ]
    if isinstance(r, Joint):
        taken |= set(parts_named.values())
        lines += _all_returned(results, [fresh(n, taken) for n in r.locals], r.returns, called, writer)
    else:
        lines += _returned(*results, called, writer)
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


def _lowered(values: Iterable[Term], names: Names) -> tuple[tuple[Array, ...], Named, Named]:
    """What is computed, and what is named in it."""
    results = tuple(map(lower, values))
    named = [{lower(t): python_name(name) for t, name in kind.items()} for kind in (names.always, names.shared)]
    for way in (reusing, listing):
        remake = way(results)
        results = rebuilt(results, remake)
        named = [dict(zip(rebuilt(kind, remake), kind.values(), strict=True)) for kind in named]
    return results, *named


def _indices(results: Sequence[Array]) -> list[Array]:
    return [a.args[0] for a in arrays.parts(*results) if a.op == "sigma"]


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


def _all_returned(
    results: Sequence[Array], names: Sequence[str], returns: str, called: Mapping[Array, str], writer: Writer
) -> list[str]:
    """In one line where they fit, else each on lines of its own before."""
    whole = returns.format(*(called.get(r) or writer.write(r, called) for r in results))
    if len(whole) <= WIDTH:
        return [f"return {whole}"]
    own = {r: name for r, name in zip(results, names, strict=True) if r not in called}
    lines = [line for r in own for line in writer.assigned(r, {**called, r: own[r]}, WIDTH)]
    return [*lines, f"return {returns.format(*({**called, **own}[r] for r in results))}"]
