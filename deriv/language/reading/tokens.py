"""A formula cut into tokens: every spelling of a sign becomes one token, and every bracket is closed."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import partial

from lark import Token

from ..characters import FRACTIONS, PRIMES, SUPERSCRIPTS
from ..errors import FormulaError
from ..names import GREEK, VARIANTS, WORD, canonical, flattened
from ..operators import number, ones, zero
from ..terms import Term
from .functions import EULER, Function
from .parts import Part, Unsized, filled_at
from .places import Place, short
from .signs import MATES, NORM_INDEX, OPERATORS, SIGN, STRAY
from .vocabulary import Meaning, Vocabulary

MAX_BRACKETS = 100
MAX_DIGITS = 30
OPERANDS = {"NUMBER", "NAME", "CLOSE", "TRANSPOSE", "INVERTED", "ENDBAR", "ENDNORM", "ENDANGLE"}
ORDERS = {"'": 1, "’": 1} | PRIMES  # behind the name of a declared function
SQUARE, ROUND = re.compile(r"\[[^\[\]]*\]?"), re.compile(r"\([^()]*\)?")
PLACES = re.compile(r"[\w\s+:,−-]*")  # i, j and 1, : and 2:n
UNCLEAR = "it is not clear where this exponent ends"


def entry_hint(array: Lexeme) -> str:
    """How an entry of a declared vector or matrix is written."""
    value = array.part.value if array.type == "NAME" else None
    if not isinstance(value, Term) or value.is_scalar:
        return "write an entry of a vector x as e'*x, with e: coordinate vector(n)"
    if value.is_vector:
        return f"an entry is e'*{array}, with e: coordinate vector({value.shape[0]})"
    m, n = value.shape
    return f"an entry is d'*{array}*e, with d: coordinate vector({m}) and e: coordinate vector({n})"


class Lexeme(Token):
    """A token as typed, where it stands, and what it stands for."""

    place: Place
    part: Part  # of numbers and names
    function: Function  # of functions
    sign: str  # of signs: one spelling for all


class Tokens:
    """The tokens of one text. A method has the name of a group in SIGN and yields the tokens for one match."""

    def __init__(self, text: str, words: Vocabulary, offset: int = 0):
        self.text, self.words, self.offset = text, words, offset
        self.position = 0
        self.found: list[Lexeme] = []
        self.open: list[Lexeme] = []  # brackets and bars that are not closed yet
        self.ahead: dict[int, int] = {}  # indices of norms, read ahead: start → end
        self.growing: int | None = None  # where the \left of the next bracket stands

    def read(self) -> list[Lexeme]:
        while self.position < len(self.text):
            if self.position in self.ahead:
                self.position = self.ahead[self.position]
                continue
            m = SIGN.match(self.text, self.position)
            self.position = m.end()
            if m.lastgroup == "growing":
                self.growing = m.start()
            elif m.lastgroup != "gap":
                for token in getattr(self, m.lastgroup)(m):
                    self.found.append(token)
                self.growing = None
        if self.open:
            raise self.unclosed(self.open[-1])
        return self.found

    # ---- making tokens

    def place(self, m: re.Match) -> Place:
        return Place(m.start() + self.offset, m.end() + self.offset)

    def at(self, kind: str, start: int, end: int, sign: str | None = None) -> Lexeme:
        token = Lexeme(kind, self.text[start:end])
        token.place = Place(start + self.offset, end + self.offset)
        token.sign = str(token) if sign is None else sign
        return token

    def token(self, kind: str, m: re.Match, sign: str | None = None) -> Lexeme:
        return self.at(kind, m.start(), m.end(), sign)

    def operand(self, kind: str, value: Meaning, start: int, end: int, form: str = "") -> Lexeme:
        """A number or a name; a function's name is a token of its own kind."""
        token = self.at(kind, start, end)
        self.check_exponent(token)
        if value in self.words.clashing:
            hint = "rename the symbol, or leave out its declaration: a size can be used as a number"
            raise token.place.error(f"{token} is declared as a symbol and used as a size", hint)
        if isinstance(value, Function):
            token.type, token.function = "FUNCTION", value
        else:
            token.part = Part(value, token.place, form)
        return token

    # ---- what a sign means depends on what stands before it

    def after_operand(self) -> bool:
        return bool(self.found) and self.found[-1].type in OPERANDS

    def inside(self, kind: str) -> bool:
        return bool(self.open) and self.open[-1].type == kind

    def after_power(self) -> bool:
        kinds = [t.type for t in self.found[-2:]]
        return kinds[-1:] == ["POWER"] or kinds == ["POWER", "SIGN"]

    def bare_exponent(self) -> tuple[Lexeme, Lexeme] | None:
        """The exponent and its base, if an exponent without brackets has just been read."""
        if not self.found or self.found[-1].type not in ("NUMBER", "NAME"):
            return None
        i = -3 if len(self.found) > 2 and self.found[-2].type == "SIGN" else -2
        if len(self.found) <= -i or self.found[i].type != "POWER":
            return None
        return self.found[-1], self.found[i - 1]

    def check_exponent(self, token: Lexeme) -> None:
        """x^kY and e^2x can be read in two ways."""
        if bare := self.bare_exponent():
            exponent, base = bare
            of_e = base.type == "NAME" and base.part.value is EULER
            if exponent.place.touches(token.place) and (exponent.type == "NAME" or of_e):
                hint = "put the exponent in brackets, or leave a space after it"
                raise exponent.place.to(token.place).error(UNCLEAR, hint)

    # ---- numbers

    def number(self, m: re.Match) -> Iterable[Lexeme]:
        digits, exponent = m[0], m["exponent"]
        if exponent and "e" in self.words.letters:  # 2e3 with a symbol e is no number
            digits = digits.removesuffix(exponent)
            self.position = m.start() + len(digits)
        elif exponent and abs(int(exponent[1:])) > MAX_DIGITS:
            raise self.place(m).error("this number is too large or too small")
        if len(digits) > MAX_DIGITS:
            raise self.place(m).error("this number has too many digits")
        yield self.operand("NUMBER", number(digits), m.start(), self.position, "number")

    def vulgar(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.operand("NUMBER", number(FRACTIONS[m[0]]), m.start(), m.end(), "number")

    def bold(self, m: re.Match) -> Iterable[Lexeme]:
        """𝟏 and 𝟎, which take their size from their neighbours, and 𝟏_n."""
        digit, index = re.search(r"([01𝟏𝟎𝟙])[\s}]*(\S*)$", m[0]).groups()
        make, width = (zero, None) if digit in "0𝟎" else (ones, 1)
        value: Meaning = Unsized(partial(filled_at, make), cols=width)
        if index:
            name = flattened("x" + index)[1:].lstrip("_")
            if (size := self.words.size(name)) is None:
                raise self.place(m).error(f"{name} is not the size of a declared symbol")
            value = make(size, 1)
        yield self.operand("NAME", value, m.start(), m.end())

    # ---- words

    def word(self, m: re.Match) -> Iterable[Lexeme]:
        return self.named(m[0], m)

    def font(self, m: re.Match) -> Iterable[Lexeme]:
        r"""\mathbf{W}, \boldsymbol\mu, \operatorname{tr}: the name without its dress."""
        return self.named(re.sub(r"^\\[A-Za-z]+\*?|[{}\s\\]", "", m[0]), m)

    def command(self, m: re.Match) -> Iterable[Lexeme]:
        r"""\lambda, \log."""
        name = m[0][1:]
        letters = re.match("[A-Za-z]+", name)[0]
        if letters not in GREEK and letters not in VARIANTS and self.words.word(name, called=True) is None:
            hint = r"Greek letters, functions such as \log, \frac, \sqrt and \left can be used"
            raise self.place(m).error(f"{m[0]} is not known here", hint)
        return self.named(VARIANTS.get(letters, letters) + name[len(letters) :], m)

    def named(self, word: str, m: re.Match) -> Iterator[Lexeme]:
        """The whole word, or juxtaposed names, or a function of one variable that SymPy knows."""
        after = self.text[m.end() : m.end() + 1]
        meaning, pieces = self.words.word(word, called=after == "("), None
        if meaning is None:
            pieces = self.words.split(flattened(word), raised=after == "^" or after in SUPERSCRIPTS)
        if meaning is None and pieces is None and after == "(":
            meaning = self.words.scalar_function(word)
        if meaning is not None:
            yield self.primed(meaning, m.start(), m.end())
            return
        if pieces is None:
            raise self.words.unknown(word, self.place(m), called=after == "(")
        if self.after_power():
            raise self.place(m).error(UNCLEAR, "put the exponent in brackets, or leave a space after it")
        start = m.start()
        for piece, value in pieces:
            exact = m[0] == flattened(word)  # otherwise x₁ or \mathbf{AB} stands there
            yield self.primed(value, *((start, start + len(piece)) if exact else m.span()))
            start += len(piece)

    def primed(self, value: Meaning, start: int, end: int) -> Lexeme:
        """The token of a name; f′ where primes stand behind the name of a declared function."""
        while isinstance(value, Function) and value.derivative and self.text[end : end + 1] in ORDERS:
            for _ in range(ORDERS[self.text[end]]):
                value = value.derivative()
            end += 1
        self.position = max(self.position, end)
        return self.operand("NAME", value, start, end)

    # ---- signs

    def product(self, m: re.Match) -> Iterable[Lexeme]:
        bare = self.bare_exponent()
        if bare and bare[0] == "1" and m[0] == "/":
            raise bare[0].place.to(self.place(m)).error(UNCLEAR, "write ^(1/2) for a root")
        yield self.token("OPERATOR", m, self.numpy(m) or OPERATORS.get(m[0], m[0]))

    def sign(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.token("SIGN", m, "+" if m[0] == "+" else "-")

    def comma(self, m: re.Match) -> Iterable[Lexeme]:
        if not self.inside("OPEN") and not self.inside("ANGLE"):
            raise self.place(m).error("a comma has no meaning here", "write decimals with a point")
        yield self.token("COMMA", m)

    def root(self, m: re.Match) -> Iterable[Lexeme]:
        given = re.search(r"\[\s*(.*?)\s*\]", m[0], re.DOTALL)
        degree = given[1] if given else "3" if m[0] == "∛" else "2"
        if not re.fullmatch("[1-9][0-9]?", degree):
            raise self.place(m).error("the degree of a root is a whole number", "write x^(1/k)")
        token = self.token("ROOT", m, degree)
        self.check_exponent(token)
        yield token

    def fraction(self, m: re.Match) -> Iterable[Lexeme]:
        r"""\frac, also as in \frac12."""
        yield self.token("FRACTION", m)
        for i in range(m.start(), m.end()):
            if self.text[i].isdigit():
                yield self.at("OPEN", i, i)
                yield self.operand("NUMBER", number(self.text[i]), i, i + 1, "number")
                yield self.at("CLOSE", i + 1, i + 1)

    def power(self, m: re.Match) -> Iterable[Lexeme]:
        if bare := self.bare_exponent():
            raise bare[0].place.to(self.place(m)).error("a power of a power needs brackets")
        yield self.token("POWER", m, self.numpy(m) or "^")

    def numpy(self, m: re.Match) -> str:
        """* and ** beside @, where they may be meant entry by entry as in NumPy."""
        return m[0] + "@" if m[0] in ("*", "**") and "@" in self.text else ""

    def entrywise(self, m: re.Match) -> Iterable[Lexeme]:
        r""".^ and ^{\odot."""
        yield self.token("POWER", m, ".^")
        if "{" in m[0]:
            yield self.opened("OPEN", m, "{")

    def superscript(self, m: re.Match) -> Iterable[Lexeme]:
        if m[0] == "⁺":
            raise self.place(m).error("the pseudo-inverse is written pinv(…)")
        yield self.token("POWER", m, "^")
        yield self.at("OPEN", m.start(), m.start())
        plain = "".join(SUPERSCRIPTS[c] for c in m[0])
        yield from Tokens(plain, self.words, m.start() + self.offset).read()
        yield self.at("CLOSE", m.end(), m.end())

    def transpose(self, m: re.Match) -> Iterable[Lexeme]:
        return self.transposed("TRANSPOSE", m)

    def inverted(self, m: re.Match) -> Iterable[Lexeme]:
        return self.transposed("INVERTED", m)

    def transposed(self, kind: str, m: re.Match) -> Iterator[Lexeme]:
        if re.fullmatch(r"\^\s*[-−]?\s*T", m[0]):
            name = canonical(re.compile(WORD).match(self.text, m.end() - 1)[0])
            if name != "T" and name in self.words.symbols:  # x^Tmax
                self.position = m.start() + 1
                yield self.at("POWER", m.start(), m.start() + 1, "^")
                return
            if "T" in self.words.symbols:
                hint = "write ' for the transpose, ^(T) for the power"
                raise self.place(m).error("^T could be the transpose or a power", hint)
        bare = self.bare_exponent()
        if bare and bare[0].type == "NAME":
            hint = "put the exponent, or the whole power, in brackets"
            raise bare[0].place.to(self.place(m)).error(UNCLEAR, hint)
        yield self.token(kind, m)

    # ---- brackets

    def opened(self, kind: str, m: re.Match, sign: str | None = None) -> Lexeme:
        start = m.start() if self.growing is None else self.growing
        token = self.at(kind, start, m.end(), m[0] if sign is None else sign)
        self.check_exponent(token)
        self.open.append(token)
        if len(self.open) > MAX_BRACKETS:
            message = f"this formula is nested too deeply (more than {MAX_BRACKETS} brackets)"
            raise token.place.error(message, "give inner parts a name")
        return token

    def closed(self, kind: str, m: re.Match, opener: str, sign: str | None = None) -> Lexeme:
        if not self.inside(opener):
            if self.open:
                raise self.unclosed(self.open[-1])
            raise self.place(m).error(f"this {m[0]} closes nothing", "remove it, or open it before")
        self.open.pop()
        return self.token(kind, m, sign)

    def unclosed(self, token: Lexeme) -> FormulaError:
        mate = MATES.get(token.sign, str(token))
        hint = "write | | for two bars" if token == "||" else f"add the {mate} that closes it"
        return token.place.error(f"this {token} is never closed", hint)

    def brackets(self, m: re.Match) -> Iterable[Lexeme]:
        if self.growing is None and self.found and self.found[-1].place.touches(self.place(m)):
            self.check_entry(self.found[-1], m)
        yield self.opened("OPEN", m)

    def check_entry(self, before: Lexeme, m: re.Match) -> None:
        """x[1] and X(1, 2) are meant as entries, A(x + y) is a product."""
        if before.type not in OPERANDS - {"NUMBER"} or m[0] not in "([":
            return
        array = before.type == "NAME" and not before.part.is_scalar
        bracket = (SQUARE if m[0] == "[" else ROUND).match(self.text, m.start())[0]
        inside = bracket[1:].rstrip(")] ").lstrip()
        places = inside.isdigit() or (re.search("[,:]", inside) and PLACES.fullmatch(inside))
        if (array and (places or m[0] == "[")) or (places and m[0] == "["):
            place = Place(before.place.start, before.place.end + len(bracket))
            raise place.error(f"entries are not written {short(before + bracket)}", entry_hint(before))

    def close(self, m: re.Match) -> Iterable[Lexeme]:
        if self.inside("OPEN") and MATES[self.open[-1].sign] != m[0]:
            raise self.unclosed(self.open[-1])
        yield self.closed("CLOSE", m, "OPEN")

    def angle(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.opened("ANGLE", m)

    def endangle(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.closed("ENDANGLE", m, "ANGLE")

    def closes(self, m: re.Match, opener: str) -> bool:
        """Whether a bar closes: by its own spelling, or because it stands after an operand."""
        return "\\r" in m[0] or ("\\l" not in m[0] and self.after_operand() and self.inside(opener))

    def bar(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.closed("ENDBAR", m, "BAR") if self.closes(m, "BAR") else self.opened("BAR", m)

    def norm(self, m: re.Match) -> Iterable[Lexeme]:
        if m[0] == "||" and self.closes(m, "BAR"):  # |A||B|
            self.position = m.start() + 1
            self.open.pop()
            yield self.at("ENDBAR", m.start(), self.position)
        elif self.closes(m, "NORM"):
            index = NORM_INDEX.match(self.text, m.end())
            if index:
                self.ahead[index.start("index")] = index.end()
            token = self.closed("ENDNORM", m, "NORM", index["name"] if index else "")
            token.part = self.words.letters.get(canonical(token.sign)) if index else None
            yield token
        else:
            yield self.opened("NORM", m)

    def stray(self, m: re.Match) -> Iterable[Lexeme]:
        if m[0] == "_":
            raise self.place(m).error("an index belongs directly after a name")
        hint = "names are Latin or Greek letters with an index" if m[0].isalpha() else STRAY.get(m[0], "")
        shown = m[0] if m[0].isprintable() else f"the character U+{ord(m[0]):04X}"
        raise self.place(m).error(f"{shown} cannot be read here", hint)
