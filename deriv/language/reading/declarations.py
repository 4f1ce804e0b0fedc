"""symmetric positive definite matrix(n, n), vector(m), positive scalar: what a symbol is declared to be."""
from __future__ import annotations

import difflib
import re
from collections.abc import Iterator

from ..dimensions import Dimension, Shape, dimension
from ..errors import FormulaError
from ..facts import Fact, closed
from ..names import WORD, canonical
from ..operators import symbol
from ..terms import Term
from .functions import FUNCTIONS, LATER

F = Fact
KINDS = {"scalar": 0, "vector": 1, "column vector": 1, "row vector": 1, "matrix": 2}
PROPERTIES: dict[str, tuple[Fact, ...]] = {f.value: (f,) for f in Fact} | {
    "skew symmetric": (F.SKEW,), "antisymmetric": (F.SKEW,), "positive semi definite": (F.SEMIDEFINITE,), "spd": (F.DEFINITE,),
    "psd": (F.SEMIDEFINITE,), "nonsingular": (F.INVERTIBLE,), "non singular": (F.INVERTIBLE,), "non negative": (F.NONNEGATIVE,), "real": (),
}
PROPERTIES_LATER = ("positive determinant", "full rank", "coordinate", "identity", "complex", "toeplitz", "unit")
OF_SCALARS = {F.POSITIVE, F.NONNEGATIVE, F.NONZERO, F.INTEGER}
OF_VECTORS = OF_SCALARS - {F.INTEGER}
OF_SQUARE = set(Fact) - OF_SCALARS
CONTRADICTIONS = ({F.SINGULAR, F.INVERTIBLE}, {F.SKEW, F.SYMMETRIC})

_WORD = re.compile(r"[A-Za-z]+")
_SIZE = re.compile(rf"\s*(?:(?P<number>\d+)|(?P<name>{WORD})|(?P<sign>[-−+*·(),])|(?P<stray>\S))")
_DEEPEST = 20


def declare(name: str, spec: str) -> Term:
    """The symbol that `name: spec` declares; FormulaError with the place in `spec` (or in `name`) of a mistake."""
    check_name(name)
    try:
        shape, facts = _meaning(spec)
    except FormulaError as error:
        error.text = spec
        raise
    return symbol(canonical(name), *shape, facts=facts)


def check_name(name: str) -> None:
    message = hint = ""
    if not re.fullmatch(WORD, name):
        message, hint = f"{name} is not a name", "a name is one or more letters and an index: x, λ, W1, x_i"
    elif canonical(name) == "ε":
        message, hint = "ε is the small number of the expansion", "choose another name"
    elif name in LATER or (name in FUNCTIONS and name.isascii()):
        message, hint = f"{name} is the name of a function", "choose another name"
    if message:
        raise FormulaError(message, name, 0, len(name), hint)


def _meaning(spec: str) -> tuple[Shape, frozenset[Fact]]:
    if not spec.strip():
        raise FormulaError("the declaration is empty", end=0, hint="write scalar, vector(n) or matrix(m, n)")
    opening = spec.find("(")
    head = spec if opening < 0 else spec[:opening]
    kind, place, properties = _words(head)
    if kind == "function" or re.search(r"\)\s*function\b", spec):
        at = spec.index("function")
        raise FormulaError("declared functions cannot be derived yet", start=at, end=at + 8, hint="write the function out")
    facts = {f: at for at, found in properties for f in found}
    sizes: list[Dimension] = []
    if opening >= 0:
        sizes, end = Sizes(spec, opening + 1).read()
        if rest := spec[end:].strip():
            start = spec.index(rest, end)
            raise FormulaError(f"{rest} has no meaning here", start=start, end=start + len(rest), hint="properties stand in front: symmetric matrix(n, n)")
    if len(sizes) != KINDS[kind]:
        wanted = ("has no size", "has one size, such as vector(n)", "has two sizes, such as matrix(m, n)")[KINDS[kind]]
        raise FormulaError(f"a {kind} {wanted}", start=place[0], end=len(spec.rstrip()))
    shape: Shape = (*sizes, 1) if KINDS[kind] == 1 else tuple(sizes)
    shape = shape[::-1] if kind == "row vector" else shape
    if shape == (1, 1):
        raise FormulaError("a 1×1 matrix is a scalar here", start=place[0], end=len(spec.rstrip()), hint="declare a scalar")
    _check_facts(facts, kind, shape)
    return shape, closed(facts)


def _words(head: str) -> tuple[str, tuple[int, int], list[tuple[tuple[int, int], tuple[Fact, ...]]]]:
    """The kind, where it stands, and the properties in front of it."""
    words = [(m[0].lower(), m.start(), m.end()) for m in _WORD.finditer(head)]
    if stray := re.search(r"[^A-Za-z\s-]", head):
        raise FormulaError(f"{stray[0]} has no meaning here", start=stray.start(), hint="write scalar, vector(n) or matrix(m, n)")
    properties = []
    i = 0
    while i < len(words):
        for n in (3, 2, 1):
            phrase = " ".join(w for w, _, _ in words[i : i + n])
            if len(words) >= i + n and phrase in (*PROPERTIES, *KINDS, "function", *PROPERTIES_LATER):
                break
        else:
            raise _unknown_word(words[i])
        place = words[i][1], words[i + n - 1][2]
        i += n
        if phrase in PROPERTIES_LATER:
            raise FormulaError(f"{phrase} is not among the properties that deriv knows yet", start=place[0], end=place[1])
        if phrase in PROPERTIES:
            properties.append((place, PROPERTIES[phrase]))
        elif i < len(words):
            raise FormulaError(f"{head[words[i][1]:].strip()} has no meaning here", start=words[i][1], end=len(head.rstrip()),
                               hint=f"properties stand in front of {phrase}")
        else:
            return phrase, place, properties
    if words and words[-1][0] == "integer":
        return "scalar", (words[-1][1], words[-1][2]), properties
    raise FormulaError("is this a scalar, a vector or a matrix?", start=0, end=max(1, len(head.rstrip())),
                       hint=f"write {head.strip()} scalar, {head.strip()} vector(n) or {head.strip()} matrix(m, n)".replace("  ", " "))


def _unknown_word(word: tuple[str, int, int]) -> FormulaError:
    text, start, end = word
    close = difflib.get_close_matches(text, [w for k in (*KINDS, *PROPERTIES) for w in k.split()], 1, 0.6)
    hint = f"did you mean {close[0]}?" if close else "write scalar, vector(n) or matrix(m, n), with properties such as symmetric in front"
    return FormulaError(f"{text} is not a kind or a property", start=start, end=end, hint=hint)


def _check_facts(facts: dict[Fact, tuple[int, int]], kind: str, shape: Shape) -> None:
    square = len(shape) == 2 and shape[0] == shape[1]
    for fact, (start, end) in facts.items():
        if fact in OF_SQUARE and not square:
            what = "a matrix" if len(shape) < 2 or 1 in shape else "a square matrix, such as matrix(n, n)"
            raise FormulaError(f"only {what} can be {fact.value}", start=start, end=end)
        if fact in OF_SCALARS - OF_VECTORS and shape:
            raise FormulaError(f"a {kind} cannot be {fact.value}", start=start, end=end)
    known = closed(facts)
    for pair in CONTRADICTIONS:
        if pair <= known:
            start, end = max(facts.values())
            raise FormulaError(" and ".join(sorted(f.value for f in pair)) + " exclude each other", start=start, end=end)


class Sizes:
    """n, 2, m*n, p + 1, 2(m + n): sizes between commas, up to the bracket that closes them."""

    def __init__(self, spec: str, start: int):
        self.tokens = list(self._tokens(spec, start))
        self.i = 0
        self.depth = 0
        self.opening = start - 1

    @staticmethod
    def _tokens(spec: str, start: int) -> Iterator[re.Match]:
        while m := _SIZE.match(spec, start):
            if m["stray"]:
                raise FormulaError(f"{m['stray']} cannot be part of a size", start=m.start("stray"), hint="sizes are names, numbers, and their sums and products")
            yield m
            start = m.end()
            if m["sign"] == ")":
                after = spec[start:].lstrip()
                if not after[:1] or after[0] not in "-−+*·(),":
                    return

    @property
    def sign(self) -> str:
        return (self.tokens[self.i]["sign"] or "") if self.i < len(self.tokens) else "end"

    def read(self) -> tuple[list[Dimension], int]:
        found = [self.sum()]
        while self.sign == ",":
            self.i += 1
            found.append(self.sum())
        return found, self.close(self.opening)

    def close(self, opening: int) -> int:
        if self.sign == ")":
            self.i += 1
            return self.tokens[self.i - 1].end()
        if self.sign == "end":
            raise FormulaError("this ( is never closed", start=opening, hint="add the ) that closes it")
        m = self.tokens[self.i]
        raise FormulaError(f"{m[0].strip()} has no meaning here", start=m.end() - 1, end=m.end(), hint="put + or * between sizes, a comma between rows and columns")

    def sum(self) -> Dimension:
        total = self.product()
        while self.sign == "+":
            self.i += 1
            total = total + self.product()
        if self.sign in ("-", "−"):
            raise FormulaError("differences of sizes cannot be used", start=self.tokens[self.i].end() - 1, hint="give the difference a name of its own")
        return total

    def product(self) -> Dimension:
        total = self.atom()
        while self.sign in ("*", "·", "(") or (self.i < len(self.tokens) and self.tokens[self.i]["name"]):
            self.i += self.sign in ("*", "·")
            total = total * self.atom()
        return total

    def atom(self) -> Dimension:
        if self.i == len(self.tokens):
            raise FormulaError("this ( is never closed", start=self.opening, hint="add the ) that closes it")
        m = self.tokens[self.i]
        self.i += 1
        if m["name"]:
            return dimension(canonical(m["name"]))
        if m["number"]:
            if not 0 < int(m["number"][:7]) < 1_000_000:
                raise FormulaError("a size is at least 1" if not int(m["number"][:7]) else "this size is too large", start=m.start("number"), end=m.end())
            return int(m["number"])
        if m["sign"] == "(" and self.depth < _DEEPEST:
            self.depth += 1
            inner = self.sum()
            self.close(m.end() - 1)
            self.depth -= 1
            return inner
        raise FormulaError("a size is missing here", start=m.end() - 1, hint="sizes are names such as n, or numbers")
