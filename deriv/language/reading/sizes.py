"""n, 2, m*n, p + 1, 2(m + n): the sizes in a declaration."""
from __future__ import annotations

import re
from collections.abc import Iterator

from ..dimensions import Dimension, dimension
from ..names import WORD, canonical
from .places import Place

LARGEST = 1_000_000
DEEPEST = 20
_TOKEN = re.compile(rf"\s*(?:(?P<number>[0-9]+)|(?P<name>{WORD})|(?P<sign>[-−+*·(),])|(?P<stray>\S))")


class Sizes:
    """Sizes between commas, up to the bracket that closes them; `start` is the place after the bracket that opens."""

    def __init__(self, spec: str, start: int):
        self.opening = Place(start - 1, start)
        self.tokens = list(_tokens(spec, start))
        self.i = 0
        self.depth = 0

    def read(self) -> tuple[list[Dimension], int]:
        """The sizes, and the place after the bracket."""
        found = [self.sum()]
        while self.accept(","):
            found.append(self.sum())
        return found, self.close(self.opening)

    # ---- one token

    @property
    def sign(self) -> str:
        return (self.tokens[self.i]["sign"] or "") if self.i < len(self.tokens) else ""

    @property
    def place(self) -> Place:
        return Place(*self.tokens[self.i].span(self.tokens[self.i].lastgroup))

    def accept(self, *signs: str) -> bool:
        found = self.sign in signs
        self.i += found
        return found

    def close(self, opening: Place) -> int:
        if self.i == len(self.tokens):
            raise opening.error("this ( is never closed", "add the ) that closes it")
        if not self.accept(")"):
            shown = self.tokens[self.i][0].strip()
            hint = "sizes are joined by + or *, and separated by commas"
            raise self.place.error(f"{shown} has no meaning here", hint)
        return self.tokens[self.i - 1].end()

    # ---- the grammar: sums of products of atoms

    def sum(self) -> Dimension:
        total = self.product()
        while self.accept("+"):
            total = total + self.product()
        if self.sign in ("-", "−"):
            raise self.place.error("differences of sizes cannot be used", "give the difference a name of its own")
        return total

    def product(self) -> Dimension:
        total = self.atom()
        while self.accept("*", "·") or self.sign == "(" or (self.i < len(self.tokens) and self.tokens[self.i]["name"]):
            total = total * self.atom()
        return total

    def atom(self) -> Dimension:
        if self.i == len(self.tokens):
            raise self.opening.error("this ( is never closed", "add the ) that closes it")
        m, place = self.tokens[self.i], self.place
        self.i += 1
        if m["name"]:
            return dimension(canonical(m["name"]))
        if m["number"]:
            if len(m["number"]) > 7 or int(m["number"]) > LARGEST:
                raise place.error("this size is too large")
            if int(m["number"]) == 0:
                raise place.error("a size is at least 1")
            return int(m["number"])
        if m["sign"] == "(":
            self.depth += 1
            if self.depth > DEEPEST:
                raise place.error("these brackets are nested too deeply")
            inner = self.sum()
            self.close(place)
            self.depth -= 1
            return inner
        raise place.error("a size is missing here", "sizes are names such as n, or numbers")


def _tokens(spec: str, start: int) -> Iterator[re.Match]:
    """The tokens up to the bracket that closes the sizes."""
    depth = 1
    while depth and (m := _TOKEN.match(spec, start)):
        if m["stray"]:
            hint = "sizes are names, numbers, and their sums and products"
            raise Place(*m.span("stray")).error(f"{m['stray']} cannot be part of a size", hint)
        depth += {"(": 1, ")": -1}.get(m["sign"], 0)
        start = m.end()
        yield m
