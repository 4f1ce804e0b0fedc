"""What a generated function says of itself: its formula, the shapes of its arguments, the conditions."""
from __future__ import annotations

import textwrap
from collections.abc import Iterable, Mapping

from ...language.facts import Fact, adjectives
from ...language.terms import Term
from .shapes import axes

WIDTH = 80


def docstring(says: str, parameters: Mapping[Term, str], conditions: Iterable[str]) -> list[str]:
    width = max(map(len, parameters.values()))
    listed = (f"    {called:<{width}}  {described(t, called)}" for t, called in parameters.items())
    body = [*_wrapped(says), "", *listed]
    for condition in conditions:
        body += ["", *_wrapped(condition)]
    body = [line.replace("\\", "\\\\").replace('"', '\\"') for line in body]
    return [f'"""{body[0]}', *body[1:], '"""']


def described(symbol: Term, called: str) -> str:
    """symmetric matrix (n, n); the symbol itself where Python calls it by another name."""
    name, facts = symbol.data
    shape = axes(symbol.shape) if symbol.shape else ()
    words = list(adjectives(facts, symbol.shape))
    if shape or Fact.INTEGER not in facts:
        words.append(("scalar", "vector", "matrix")[len(shape)])
    if shape:
        words.append(f"({shape[0]},)" if len(shape) == 1 else f"({', '.join(map(str, shape))})")
    return " ".join([*words, *([f"({name} in the formula)"] if name != called else [])])


def _wrapped(line: str) -> list[str]:
    return textwrap.wrap(line, WIDTH, subsequent_indent="    ", break_long_words=False, break_on_hyphens=False)
