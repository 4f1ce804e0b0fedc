"""What the words of a formula stand for: declared symbols first, then sizes, functions and constants."""
from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache

from ..dimensions import Dimension, dimension
from ..dimensions import names as names_in
from ..errors import FormulaError
from ..names import canonical, spellings
from ..operators import EPS, constant, counted, eye, sympy_function
from ..terms import Term
from .functions import FUNCTIONS, LATER, REMAINDER, Function
from .parts import Unsized, identity_at
from .places import Place

Meaning = Term | Unsized | Function
EULER = constant("e")


class Vocabulary:
    """The words of one formula. `letters` may stand side by side without a gap; functions may not."""

    def __init__(self, symbols: Mapping[str, Term]):
        self.symbols = {canonical(name): term for name, term in symbols.items()}
        sizes = [n for t in self.symbols.values() for d in t.shape for n in sorted(names_in(d))]
        self.sizes = {n: counted(dimension(n)) for n in dict.fromkeys(sizes)}
        self.clashing = frozenset(t for n, t in self.symbols.items() if n in self.sizes)
        constants = {"I": Unsized(identity_at, square=True), "π": constant("pi")}
        meanings: dict[str, Meaning] = constants | self.sizes | self.symbols
        self.letters = {s: meaning for name, meaning in meanings.items() for s in spellings(name)}
        self.longest = max(map(len, self.letters))
        self.remainders = EPS in self.symbols.values() and "O" not in self.letters

    def word(self, word: str, called: bool) -> Meaning | None:
        """The meaning of a whole word; `called` if a bracket follows at once."""
        name = canonical(word)
        if name in self.letters:
            return self.letters[name]
        if word in FUNCTIONS:
            return FUNCTIONS[word]
        if word == "e":
            return EULER
        if called and word == "O" and self.remainders:
            return REMAINDER
        return self.identity(name)

    def identity(self, name: str) -> Term | None:
        """I_n and I3."""
        size = self.size(name[1:].lstrip("_")) if name[0] == "I" and "I" not in self.symbols else None
        return None if size is None else eye(size)

    def size(self, name: str) -> Dimension | None:
        """A number, or the size of a declared symbol."""
        if name.isdigit():
            return int(name) or None
        known = self.sizes.get(canonical(name)) if name else None
        return known and known.data

    def split(self, word: str, raised: bool) -> list[tuple[str, Meaning]] | None:
        """Juxtaposed letters as names, longest first; None if there is no way. `raised` if a power follows: xe^x."""
        ends: list[int | None] = [None] * len(word) + [len(word)]
        for i in range(len(word) - 1, -1, -1):
            for j in range(min(len(word), i + self.longest), i, -1):
                if ends[j] is not None and (word[i:j] in self.letters or (raised and i and word[i:] == "e")):
                    ends[i] = j
                    break
        if ends[0] is None:
            return None
        pieces, i = [], 0
        while i < len(word):
            piece = word[i : ends[i]]
            pieces.append((piece, self.letters.get(piece, EULER)))
            i = ends[i]
        return pieces

    def scalar_function(self, word: str) -> Function | None:
        """A function of one variable that SymPy knows under this name."""
        op = sympy_function(word) if word.isascii() and word.isidentifier() else None
        return Function(op.name, op) if op else None

    def unknown(self, word: str, place: Place) -> FormulaError:
        if word in LATER:
            return place.error(f"{word} ({LATER[word]}) is not among the functions that deriv can derive yet")
        heads = [f for f in FUNCTIONS if word.startswith(f) and self.split(word[len(f) :], False)]
        if heads:
            head = max(heads, key=len)
            return place.error(f"{word} is not declared", f"write {head}({word[len(head) :]}), or declare {word}")
        if close := self.similar(word):
            return place.error(f"{word} is not declared", f"did you mean {close}? Otherwise declare {word} in where")
        example = f"{word}: matrix(m, n)" if word[0].isupper() else f"{word}: scalar or {word}: vector(n)"
        return place.error(f"{word} is not declared", f"declare it in where, such as {example}")

    def similar(self, word: str) -> str | None:
        found = [s for s in self.symbols if s.lower() == word.lower()]
        if not found and len(word) > 1:
            found = difflib.get_close_matches(word, (*self.symbols, *self.sizes, *FUNCTIONS), 1, 0.7)
        return found[0] if found else None


@lru_cache(maxsize=256)
def _vocabulary(symbols: tuple[tuple[str, Term], ...]) -> Vocabulary:
    return Vocabulary(dict(symbols))


def vocabulary(symbols: Mapping[str, Term]) -> Vocabulary:
    return _vocabulary(tuple(symbols.items()))
