"""What the words of a formula stand for: declared symbols first, then sizes, functions and constants."""
from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import lru_cache

from ..dimensions import Dimension, dimension
from ..dimensions import names as names_in
from ..errors import FormulaError
from ..names import canonical, parts, spellings
from ..operators import EPS, FUNCTION, constant, counted, eye, sympy_function
from ..terms import Term
from .functions import EULER, FUNCTIONS, REMAINDER, Function, declared_function
from .parts import Unsized, identity_at
from .places import Place, short

Meaning = Term | Unsized | Function


class Vocabulary:
    """The words of one formula. `letters` may stand side by side without a gap; functions may not."""

    def __init__(self, symbols: Mapping[str, Term]):
        declared = {canonical(name): term for name, term in symbols.items()}
        self.symbols = {name: term for name, term in declared.items() if term.op is not FUNCTION}
        functions = {n: declared_function(t, declared) for n, t in declared.items() if n not in self.symbols}
        self.functions = {s: f for n, f in functions.items() for s in spellings(n)}
        sizes = [n for t in declared.values() for d in t.shape for n in sorted(names_in(d))]
        self.sizes = {n: counted(dimension(n)) for n in dict.fromkeys(sizes)}
        self.clashing = frozenset(t for n, t in self.symbols.items() if n in self.sizes)
        constants = {"I": Unsized(identity_at, square=True), "π": constant("pi")}
        constants |= {f"I_{n}": eye(n) for n in self.sizes if "I" not in self.symbols}
        meanings: dict[str, Meaning] = constants | self.sizes | self.symbols
        self.letters = {s: meaning for name, meaning in meanings.items() for s in spellings(name)}
        self.longest = max(map(len, (*self.letters, *self.functions)))
        self.remainders = EPS in self.symbols.values() and "O" not in self.letters

    def word(self, word: str, called: bool) -> Meaning | None:
        """The meaning of a whole word; `called` if a bracket follows at once."""
        name = canonical(word)
        if name in self.functions:
            return self.functions[name]
        if name in self.letters:
            return self.letters[name]
        if found := FUNCTIONS.get(word) or FUNCTIONS.get(name):
            return found
        if word == "e":
            return EULER
        if called and word == "O" and self.remainders:
            return REMAINDER
        if name[0] == "I" and name[1:].isdigit() and int(name[1:]) > 1 and "I" not in self.symbols:
            return eye(int(name[1:]))
        return None

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
                known = word[i:j] in self.letters or (i and j == len(word) and word[i:] in self.functions)
                if ends[j] is not None and (known or (raised and i and word[i:] == "e")):
                    ends[i] = j
                    break
        if ends[0] is None:
            return None
        pieces, i = [], 0
        while i < len(word):
            piece = word[i : ends[i]]
            pieces.append((piece, self.letters.get(piece) or self.functions.get(piece, EULER)))
            i = ends[i]
        return pieces

    def scalar_function(self, word: str) -> Function | None:
        """A function of one variable that SymPy knows under this name."""
        op = sympy_function(word) if word.isascii() and word.isidentifier() else None
        return Function(op.name, op) if op else None

    def unknown(self, word: str, place: Place, called: bool = False) -> FormulaError:
        """The error for a word without a meaning; `called` if a bracket follows at once."""
        shown, close, letter = short(word), self.similar(word), self.only_unknown(word, place)
        if called and len(parts(word)[0]) > 1 and (close in FUNCTIONS or not (close or letter)):
            out = f"write it out in functions such as log and tr, or declare {shown}: function"
            hint = f"did you mean {close}?" if close else out
            return place.error(f"{shown} is not a function that deriv knows", hint)
        message = f"{shown} is not declared"
        heads = [f for f in FUNCTIONS if word.startswith(f) and self.split(word[len(f) :], False)]
        if heads:
            head = max(heads, key=len)
            return place.error(message, f"write {head}({short(word[len(head) :])}), or declare {shown}")
        if close:
            return place.error(message, f"did you mean {close}? Otherwise declare {shown} in where")
        if letter:
            return self.unknown(word[letter - 1], Place(place.start + letter - 1, place.start + letter))
        example = f"{shown}: matrix(m, n)" if word[0].isupper() else f"{shown}: scalar or {shown}: vector(n)"
        function = f", or {shown}: function" * called
        return place.error(message, f"declare it in where, such as {example}{function}")

    def only_unknown(self, word: str, place: Place) -> int:
        """The number of the only letter that is not declared in juxtaposed letters such as aQb; otherwise 0."""
        if not 1 < len(word) == place.end - place.start:
            return 0
        found = [i for i, c in enumerate(word, 1) if c not in self.letters]
        return found[0] if len(found) == 1 and word[found[0] - 1].isalpha() else 0

    def similar(self, word: str) -> str | None:
        known = (*self.letters, *FUNCTIONS)
        found = [s for s in known if s.lower() == word.lower()]
        if not found and 2 < len(word) < 30:
            found = difflib.get_close_matches(word, known, 1, 0.65)
        return found[0] if found else None


@lru_cache(maxsize=256)
def _vocabulary(symbols: tuple[tuple[str, Term], ...]) -> Vocabulary:
    return Vocabulary(dict(symbols))


def vocabulary(symbols: Mapping[str, Term]) -> Vocabulary:
    return _vocabulary(tuple(symbols.items()))
