"""The top of a generated function: dimensions by their names, and asserts that the arguments fit one another."""
from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from ...language.dimensions import Dim, Dimension, Shape, names
from ...language.facts import Fact, has
from ...language.terms import Term
from .names import fresh
from .targets import Target
from .writing import ATOM, PRODUCT, SIGN, SUM, Text, dimension_text


@dataclass(frozen=True)
class Preamble:
    sizes: dict[str, str]  # dimension → the Python name that holds it
    lines: list[str]


def preamble(parameters: Mapping[Term, str], target: Target, taken: set[str]) -> Preamble:
    """`parameters` are the arguments and their Python names, in order."""
    arrays = {called: axes(t.shape) for t, called in parameters.items() if not t.is_scalar}
    wanted = {n: fresh(n, taken) for n in _all_names(arrays.values())}
    sizes: dict[str, str] = {}
    lines, checked = [], set()
    for called, shape in sorted(arrays.items(), key=lambda item: -len(_all_names([item[1]]))):
        if all(_is_name(d) and d.name not in sizes for d in shape) and len(set(shape)) == len(shape):
            sizes |= {d.name: wanted[d.name] for d in shape}
            lines.append(f"{_tuple([wanted[d.name] for d in shape])} = {called}.shape")
            checked.add(called)
    lines += _solved(arrays, sizes, wanted)
    for t, called in parameters.items():
        if t.is_scalar:
            lines += [] if has(t, Fact.INTEGER) else [line.format(called) for line in target.scalar]
        elif called not in checked:
            lines.append(_assertion(called, arrays[called], sizes))
    return Preamble(sizes, lines)


def axes(shape: Shape) -> Shape:
    """The dimensions of the array: a column and a row have one."""
    return tuple(d for d in shape if d != 1) or shape[:1]


def _is_name(d: Dimension) -> bool:
    return isinstance(d, Dim) and d.name is not None


def _all_names(shapes: Iterable[Shape]) -> dict[str, None]:
    """In order of appearance."""
    return dict.fromkeys(n for shape in shapes for d in shape for n in sorted(names(d)))


def _tuple(texts: list[str]) -> str:
    return f"({texts[0]},)" if len(texts) == 1 else ", ".join(texts)


def _solved(arrays: Mapping[str, Shape], sizes: dict[str, str], wanted: Mapping[str, str]) -> list[str]:
    """Lines for the dimensions that an axis tells once the others are known: p = X.shape[1] - 1."""
    lines, found = [], True
    while found:
        found = False
        for called, shape in arrays.items():
            for axis, d in enumerate(shape):
                unknown = [n for n in sorted(names(d)) if n not in sizes]
                if len(unknown) == 1 and (value := _inverse(d, unknown[0], f"{called}.shape[{axis}]", sizes)):
                    lines.append(f"{wanted[unknown[0]]} = {value}")
                    sizes[unknown[0]] = wanted[unknown[0]]
                    found = True
    return lines


def _inverse(d: Dim, unknown: str, size: str, sizes: Mapping[str, str]) -> str | None:
    """The unknown, from d = size; None where d is not of first degree in it."""
    holding = [(called, factor) for called, factor in d.monomials if unknown in called]
    if len(holding) != 1 or holding[0][0].count(unknown) != 1:
        return None
    called, factor = holding[0]
    rest = Dim(tuple(m for m in d.monomials if m not in holding))
    divisor = Dim(((tuple(n for n in called if n != unknown), factor),))
    over = dimension_text(divisor, sizes)
    value = Text(f"{size} - {dimension_text(rest, sizes).at(SIGN)}", SUM) if rest.monomials else Text(size, ATOM)
    return value.text if over.text == "1" else f"{value.at(PRODUCT)} // {over.at(SIGN)}"


def _assertion(called: str, shape: Shape, sizes: Mapping[str, str]) -> str:
    if any(n not in sizes for d in shape for n in names(d)):
        return f'assert {called}.ndim == {len(shape)}, "{called} must be {len(shape)}-D"'
    texts = [dimension_text(d, sizes).text for d in shape]
    expected = f"({texts[0]},)" if len(texts) == 1 else f"({', '.join(texts)})"
    return f'assert {called}.shape == {expected}, "{called} must have shape {expected}"'
