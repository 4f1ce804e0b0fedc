"""What the words of a formula stand for: declared symbols first, then dimensions, functions and constants."""
from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from functools import lru_cache

from ..dimensions import Dimension, dimension
from ..dimensions import names as names_in
from ..errors import FormulaError
from ..names import canonical, spellings
from ..operators import EPS, constant, counted, eye, sympy_function
from ..terms import Term
from .functions import FUNCTIONS, LATER, REMAINDER_FUNCTION, Function, of_scalar
from .parts import Unsized, identity_at

Meaning = Term | Unsized | Function
EULER = constant("e")
IDENTITY_OF_ANY_SIZE = Unsized(identity_at, square=True)


class Vocabulary:
    """The words of one formula."""

    def __init__(self, symbols: Mapping[str, Term]):
        self.symbols = {canonical(name): term for name, term in symbols.items()}
        shapes = [d for t in self.symbols.values() for d in t.shape]
        self.dimensions = {n: counted(dimension(n)) for n in dict.fromkeys(n for d in shapes for n in sorted(names_in(d)))}
        constants = {"I": IDENTITY_OF_ANY_SIZE, "π": constant("pi")}
        letters = constants | self.dimensions | self.symbols
        self.letters: dict[str, Meaning] = {s: meaning for name, meaning in letters.items() for s in spellings(name)}
        self.clashing = frozenset(self.symbols[n] for n in self.dimensions if n in self.symbols)
        self.remainders = any(t is EPS for t in self.symbols.values()) and "O" not in self.letters

    def word(self, word: str, called: bool) -> Meaning | None:
        """The meaning of the whole word; `called` if a bracket follows at once."""
        name = canonical(word)
        if name in self.letters:
            return self.letters[name]
        if word in FUNCTIONS:
            return FUNCTIONS[word]
        if word == "e":
            return EULER
        if called and name == "O" and self.remainders:
            return REMAINDER_FUNCTION
        return self._sized_constant(name)

    def _sized_constant(self, name: str) -> Term | None:
        """I_n and I3."""
        size = self.size(name[1:].lstrip("_")) if name[:1] == "I" and "I" not in self.symbols else None
        return eye(size) if size is not None else None

    def size(self, name: str) -> Dimension | None:
        """A number, or the dimension of a declared symbol."""
        if name.isdigit():
            return int(name) or None
        return self.dimensions[canonical(name)].data if canonical(name) in self.dimensions else None

    def split(self, word: str, raised: bool) -> list[tuple[str, Meaning]] | None:
        """Juxtaposed letters as declared names, longest first; None if there is no way. `raised` if a power follows."""
        best: list[str | None] = [None] * len(word) + [""]
        longest = max(map(len, self.letters), default=1)
        for i in range(len(word) - 1, -1, -1):
            for j in range(min(len(word), i + longest), i, -1):
                if best[j] is not None and (word[i:j] in self.letters or (raised and i and word[i:] == "e")):
                    best[i] = word[i:j]
                    break
        if best[0] is None:
            return None
        pieces, i = [], 0
        while i < len(word):
            piece = best[i]
            pieces.append((piece, self.letters.get(piece, EULER)))
            i += len(piece)
        return pieces

    def scalar_function(self, word: str) -> Function | None:
        """A function of one variable that SymPy knows under this name."""
        op = sympy_function(word) if word.isascii() and word.isidentifier() else None
        return of_scalar(op) if op else None

    def unknown(self, word: str, start: int, end: int) -> FormulaError:
        if word in LATER:
            return FormulaError(f"{word} ({LATER[word]}) is not among the functions that deriv can derive yet", start=start, end=end)
        head = next((f for f in sorted(FUNCTIONS, key=len, reverse=True) if word.startswith(f) and self.split(word[len(f):], False)), None)
        if head:
            hint = f"write {head}({word[len(head):]}), or declare {word}"
        elif close := self._like(word):
            hint = f"did you mean {close}? Otherwise declare {word} in where"
        else:
            hint = f"declare it in where, such as {_example(word)}"
        return FormulaError(f"{word} is not declared", start=start, end=end, hint=hint)

    def _like(self, word: str) -> str | None:
        known: Iterable[str] = (*self.symbols, *self.dimensions, *FUNCTIONS)
        turned = [k for k in self.symbols if k.lower() == word.lower()]
        found = turned or (difflib.get_close_matches(word, known, 1, 0.7) if len(word) > 1 else [])
        return found[0] if found else None


def _example(word: str) -> str:
    return f"{word}: matrix(m, n)" if word[0].isupper() else f"{word}: scalar or {word}: vector(n)"


@lru_cache(maxsize=256)
def _cached(items: tuple[tuple[str, Term], ...]) -> Vocabulary:
    return Vocabulary(dict(items))


def vocabulary(symbols: Mapping[str, Term]) -> Vocabulary:
    return _cached(tuple(symbols.items()))
