"""A formula cut into tokens: every spelling of a sign becomes one token, and every bracket is closed."""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from lark import Token

from ..errors import FormulaError
from ..names import LETTERS, VARIANTS, WORD, canonical, flattened
from ..operators import number, ones, zero
from .functions import Function
from .parts import Part, Unsized
from .vocabulary import EULER, Meaning, Vocabulary

MAX_LENGTH = 10_000
MAX_DEPTH = 100
MAX_DIGITS = 30

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱʲᵏᵐᵖʳˢᵗˣʸ", "0123456789+-()nijkmprstxy", strict=True))
VULGAR = dict(zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), strict=True))
_GAP = r"(?:\s|\\[,;:!])*"
_T = r"(?:T|⊤|\\top|\\intercal|\\prime|′|\\(?:math(?:sf|rm|tt|it)|text)\s*(?:\{\s*T\s*\}|T))"
_FONT = r"\\(?:math(?:bf|rm|it|sf|bb|normal)|boldsymbol|bm|text(?:bf|it|rm)?|operatorname\*?|vec)"
_INDEX = rf"(?:[₀-₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ]+|_\{{[{LETTERS}0-9]+\}}|_[{LETTERS}0-9])"

_SCANNER = re.compile(
    rf"""
      (?P<gap>(?:\s|~|\\[,;:!>\ ]|\\(?:q?quad|left|right|[bB]igg?[lrm]?|displaystyle)(?![a-zA-Z]))+)
    | (?P<inverted>⁻ᵀ|\^{_GAP}(?:[-−]\s*{_T}(?![0-9_])|\{{{_GAP}[-−]{_GAP}{_T}{_GAP}\}}))
    | (?P<transpose>ᵀ|['’′⊤]|\^{_GAP}(?:{_T}(?![0-9_])|\{{{_GAP}{_T}{_GAP}\}}))
    | (?P<entrywise>\^\s*\{{?\s*(?:\\odot(?![a-zA-Z])|\\circ(?![a-zA-Z])|⊙|∘)|\.\^)
    | (?P<power>\^|\*\*)
    | (?P<superscript>[{''.join(SUPERSCRIPTS)}]+)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?)
    | (?P<vulgar>[{''.join(VULGAR)}])
    | (?P<bold>(?:[𝟏𝟎𝟙]|{_FONT}\s*(?:\{{\s*[01]\s*\}}|[01])){_INDEX}?)
    | (?P<font>{_FONT}\s*(?:\{{\s*(?:\\[A-Za-z]+|{WORD})\s*\}}|\\[A-Za-z]+|[{LETTERS}]){_INDEX}?)
    | (?P<product>\.\*|\*|[·⋅∙×⊙∘⊗⊘÷]|\./|/|\\(?:cdot|times|odot|circ|otimes|oslash)(?![a-zA-Z]))
    | (?P<sign>[-+−–])
    | (?P<root>√|∛|\\sqrt(?![a-zA-Z])(?:\s*\[\s*[0-9]\s*\])?)
    | (?P<fraction>\\[dt]?frac(?![a-zA-Z])(?:\s*[0-9]\s*[0-9](?![0-9]))?)
    | (?P<norm>\|\||‖|∥|\\\||\\[lr]?Vert(?![a-zA-Z]))
    | (?P<bar>\||∣|\\[lr]?vert(?![a-zA-Z]))
    | (?P<brackets>\\?\{{|[(\[])
    | (?P<close>\\?\}}|[)\]])
    | (?P<angle><|⟨|\\langle(?![a-zA-Z]))
    | (?P<endangle>>|⟩|\\rangle(?![a-zA-Z]))
    | (?P<comma>,)
    | (?P<command>\\[A-Za-z]+{_INDEX}?)
    | (?P<word>{WORD})
    | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)
_NORM_INDEX = re.compile(
    r"(?:\s*(?:\^\s*(?:\{[^{}]*\}|[-−]?[0-9])|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?(?P<index>\s*_\s*\{?\s*(?:\\[a-z]+\s*\{?\s*)?(?P<name>[A-Za-z]+|[0-9]|∞|\*)(?:\s*\})*)"
)
_OPERATORS = {
    ".*": "⊙", "∘": "⊙", r"\odot": "⊙", r"\circ": "⊙", "./": "⊘", r"\oslash": "⊘", r"\otimes": "⊗",
    "÷": "/", r"\times": "×", "·": "*", "⋅": "*", "∙": "*", r"\cdot": "*",
}
_STRAY = {"=": "write the function alone", ".": "write decimals such as 0.5, the transpose as X'", "!": "gamma(n + 1) is n!", "∑": "sum(x) adds the entries of x"}
_MATES = {"(": ")", "[": "]", "{": "}", r"\{": r"\}"}
_OPERANDS = {"NUMBER", "NAME", "CLOSE", "TRANSPOSE", "INVERTED", "ENDBAR", "ENDNORM", "ENDANGLE"}


class Lexeme(Token):
    """A token as typed, with what it stands for."""

    part: Part  # of numbers and names
    function: Function  # of functions
    sign: str  # of everything else: one spelling for all


class Tokens:
    """The tokens of one text."""

    def __init__(self, text: str, words: Vocabulary, offset: int = 0):
        self.text, self.words, self.offset = text, words, offset
        self.position = 0
        self.found: list[Lexeme] = []
        self.open: list[Lexeme] = []  # brackets and bars that are not closed yet
        self.skipped: dict[int, int] = {}  # indices of norms, read ahead: start → end

    def read(self) -> list[Lexeme]:
        while self.position < len(self.text):
            if self.position in self.skipped:
                self.position = self.skipped[self.position]
                continue
            m = _SCANNER.match(self.text, self.position)
            self.position = m.end()
            if m.lastgroup != "gap":
                for token in getattr(self, m.lastgroup)(m):
                    self.found.append(token)
        if self.open:
            raise self.unclosed(self.open[-1])
        return self.found

    def at(self, kind: str, start: int, end: int, sign: str = "") -> Lexeme:
        token = Lexeme(kind, self.text[start:end], start_pos=start + self.offset, end_pos=end + self.offset)
        token.sign = sign or str(token)
        return token

    def token(self, kind: str, m: re.Match, sign: str = "") -> Lexeme:
        return self.at(kind, m.start(), m.end(), sign)

    def leaf(self, kind: str, value: Meaning, start: int, end: int, form: str = "") -> Lexeme:
        token = self.at(kind, start, end)
        self.check_exponent(token)
        if value in self.words.clashing:
            raise self.error(f"{token} is declared as a symbol and used as a size", token,
                             "rename the symbol, or leave out its declaration: a size can be used as a number")
        if isinstance(value, Function):
            token.type, token.function = "FUNCTION", value
        else:
            token.part = Part(value, token.start_pos, token.end_pos, form)
        return token

    def error(self, message: str, m: re.Match | Token, hint: str = "") -> FormulaError:
        start, end = (m.start_pos, m.end_pos) if isinstance(m, Token) else (m.start() + self.offset, m.end() + self.offset)
        return FormulaError(message, start=start, end=end, hint=hint)

    # ---- what a sign means depends on what stands before it

    @property
    def after_operand(self) -> bool:
        return bool(self.found) and self.found[-1].type in _OPERANDS

    def inside(self, kind: str) -> bool:
        return bool(self.open) and self.open[-1].type == kind

    def bare_exponent(self) -> tuple[Lexeme, Lexeme] | None:
        """The exponent and its base, if an exponent without brackets has just been read."""
        if len(self.found) < 3 or self.found[-1].type not in ("NUMBER", "NAME"):
            return None
        i = -3 if self.found[-2].type == "SIGN" else -2
        if len(self.found) < 1 - i or self.found[i].type != "POWER":
            return None
        return self.found[-1], self.found[i - 1]

    def check_exponent(self, token: Lexeme) -> None:
        """x^kY and e^2x can be read in two ways."""
        if not (bare := self.bare_exponent()):
            return
        exponent, base = bare
        of_e = base.type == "NAME" and base.part.value is EULER
        if exponent.end_pos == token.start_pos and (exponent.type == "NAME" or of_e):
            raise FormulaError("it is not clear where this exponent ends", start=exponent.start_pos, end=token.end_pos,
                               hint="put the exponent in brackets, or leave a space after it")

    # ---- numbers and words

    def number(self, m: re.Match) -> Iterable[Lexeme]:
        digits = m[0]
        if m["exponent"] and "e" in self.words.letters:
            digits = digits[: -len(m["exponent"])]
            self.position = m.start() + len(digits)
        elif m["exponent"] and abs(int(m["exponent"][1:])) > MAX_DIGITS:
            raise self.error("this number is too large or too small", m)
        if len(digits) > MAX_DIGITS:
            raise self.error("this number has too many digits", m)
        yield self.leaf("NUMBER", number(digits), m.start(), self.position, "number")

    def vulgar(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.leaf("NUMBER", number(VULGAR[m[0]]), m.start(), m.end(), "number")

    def bold(self, m: re.Match) -> Iterable[Lexeme]:
        """𝟏, 𝟎, 𝟏_n."""
        body = re.sub(r"[{}\s]", "", re.sub(r"\\[a-z]+\*?", "", m[0])).replace("𝟙", "𝟏").replace("𝟏", "1").replace("𝟎", "0")
        make = ones if body[0] == "1" else zero
        if not body[1:]:
            width = 1 if body[0] == "1" else None
            yield self.leaf("NAME", Unsized(lambda shape: make(*shape), cols=width), m.start(), m.end())
            return
        size = self.words.size(flattened("x" + body[1:])[1:].lstrip("_"))
        if size is None:
            raise self.error(f"the size {body[1:].lstrip('_')} is not a dimension of a declared symbol", m)
        yield self.leaf("NAME", make(size, 1), m.start(), m.end())

    def word(self, m: re.Match) -> Iterable[Lexeme]:
        return self.words_at(m[0], m.start(), m.end(), m)

    def font(self, m: re.Match) -> Iterable[Lexeme]:
        body = re.sub(r"^\\[A-Za-z]+\*?\s*", "", m[0])
        if body[0] == "{":
            inner, index = body[1:].split("}", 1)
            body = inner.strip() + index
        body = body.removeprefix("\\")
        return self.words_at(body, m.start(), m.end(), m)

    def command(self, m: re.Match) -> Iterable[Lexeme]:
        name = m[0][1:]
        letters = re.match("[A-Za-z]+", name)[0]
        if letters == "ell":
            name = "ℓ" + name[3:]
        elif letters in VARIANTS:
            name = VARIANTS[letters] + name[len(letters):]
        elif self.words.word(name, True) is None and canonical(letters) == letters:
            raise self.error(f"{m[0]} is not known here", m, "declared symbols, functions such as \\log, and \\frac, \\sqrt, \\left, \\right can be used")
        return self.words_at(name, m.start(), m.end(), m)

    def words_at(self, word: str, start: int, end: int, m: re.Match) -> Iterator[Lexeme]:
        after = self.text[end : end + 1]
        meaning = self.words.word(word, called=after == "(")
        pieces = [] if meaning is not None else self.words.split(flattened(word), raised=after == "^" or after in SUPERSCRIPTS)
        if pieces is None and after == "(":
            meaning = self.words.scalar_function(word)
        if meaning is not None:
            yield self.leaf("NAME", meaning, start, end)
            return
        if not pieces:
            raise self.words.unknown(word, start + self.offset, end + self.offset)
        exact = word == flattened(word) and len(word) == end - start
        bare = self.found and self.found[-1].type in ("POWER", "SIGN")
        if bare and len(self.found) > 1 and "POWER" in (self.found[-1].type, self.found[-2].type):
            raise self.error("it is not clear where this exponent ends", m, "put the exponent in brackets, or leave a space after it")
        place = start
        for piece, value in pieces:
            yield self.leaf("NAME", value, *((place, place + len(piece)) if exact else (start, end)))
            place += len(piece)

    # ---- signs

    def product(self, m: re.Match) -> Iterable[Lexeme]:
        sign = _OPERATORS.get(m[0], m[0])
        bare = self.bare_exponent()
        if bare and str(bare[0]) == "1" and sign == "/":
            raise self.error("it is not clear where this exponent ends", m, "write ^(1/2) for a root")
        yield self.token("OPERATOR", m, sign)

    def sign(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.token("SIGN", m, "+" if m[0] == "+" else "-")

    def comma(self, m: re.Match) -> Iterable[Lexeme]:
        if not (self.inside("OPEN") or self.inside("ANGLE")):
            raise self.error("a comma has no meaning here", m, "write decimals with a point" if self.after_operand else "")
        yield self.token("COMMA", m)

    def root(self, m: re.Match) -> Iterable[Lexeme]:
        degree = "3" if m[0] == "∛" else "".join(c for c in m[0] if c.isdigit()) or "2"
        token = self.token("ROOT", m, degree)
        self.check_exponent(token)
        yield token

    def fraction(self, m: re.Match) -> Iterable[Lexeme]:
        r"""\frac, also as in \frac12."""
        yield self.token("FRACTION", m)
        if m[0][-1].isdigit():
            for i in [i for i in range(m.start(), m.end()) if self.text[i].isdigit()]:
                yield self.at("OPEN", i, i, "{")
                yield self.leaf("NUMBER", number(self.text[i]), i, i + 1, "number")
                yield self.at("CLOSE", i + 1, i + 1, "}")

    def power(self, m: re.Match) -> Iterable[Lexeme]:
        if bare := self.bare_exponent():
            raise FormulaError("a power of a power needs brackets", start=bare[0].start_pos, end=m.end() + self.offset)
        yield self.token("POWER", m, "^")

    def entrywise(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.token("POWER", m, ".^")
        if "{" in m[0]:
            yield self.opened("OPEN", m, "{")

    def superscript(self, m: re.Match) -> Iterable[Lexeme]:
        if m[0] == "⁺":
            raise self.words.unknown("pinv", m.start() + self.offset, m.end() + self.offset)
        yield self.token("POWER", m, "^")
        yield self.at("OPEN", m.start(), m.start(), "(")
        yield from Tokens("".join(SUPERSCRIPTS[c] for c in m[0]), self.words, m.start() + self.offset).read()
        yield self.at("CLOSE", m.end(), m.end(), ")")

    def transpose(self, m: re.Match) -> Iterable[Lexeme]:
        return self.transposed(m, "TRANSPOSE")

    def inverted(self, m: re.Match) -> Iterable[Lexeme]:
        return self.transposed(m, "INVERTED")

    def transposed(self, m: re.Match, kind: str) -> Iterator[Lexeme]:
        if m[0].endswith("T") and m[0].startswith("^") and "\\" not in m[0]:
            word = re.compile(WORD).match(self.text, m.end() - 1)[0]
            if canonical(word) in self.words.symbols and word != "T":
                self.position = m.start() + 1
                yield self.at("POWER", m.start(), m.start() + 1, "^")
                return
            if "T" in self.words.symbols:
                raise self.error("^T could be the transpose or a power", m, "write ' for the transpose, ^(T) for the power")
        token = self.token(kind, m)
        bare = self.bare_exponent()
        if bare and bare[0].type == "NAME":
            raise FormulaError("it is not clear where this exponent ends", start=bare[0].start_pos, end=token.end_pos,
                               hint="put the exponent, or the whole power, in brackets")
        yield token

    # ---- brackets

    def opened(self, kind: str, m: re.Match, sign: str = "") -> Lexeme:
        token = self.token(kind, m, sign)
        self.check_exponent(token)
        self.open.append(token)
        if len(self.open) > MAX_DEPTH:
            raise self.error(f"this formula is nested too deeply (more than {MAX_DEPTH} brackets)", m, "declare names for inner parts")
        return token

    def closed(self, kind: str, m: re.Match, opener: str, sign: str = "") -> Lexeme:
        if not self.inside(opener):
            if self.open:
                raise self.unclosed(self.open[-1])
            raise self.error(f"this {m[0]} closes nothing", m, "remove it, or open the bracket before it")
        self.open.pop()
        return self.token(kind, m, sign)

    def unclosed(self, token: Lexeme) -> FormulaError:
        mate = _MATES.get(token.sign, str(token))
        hint = "write | | for two bars" if token == "||" else f"add the {mate} that closes it"
        return self.error(f"this {token} is never closed", token, hint)

    def brackets(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.opened("OPEN", m)

    def close(self, m: re.Match) -> Iterable[Lexeme]:
        if self.inside("OPEN") and _MATES[self.open[-1].sign] != m[0]:
            raise self.unclosed(self.open[-1])
        yield self.closed("CLOSE", m, "OPEN")

    def angle(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.opened("ANGLE", m)

    def endangle(self, m: re.Match) -> Iterable[Lexeme]:
        yield self.closed("ENDANGLE", m, "ANGLE")

    def bar(self, m: re.Match) -> Iterable[Lexeme]:
        closes = "rvert" in m[0] or ("lvert" not in m[0] and self.after_operand and self.inside("BAR"))
        yield self.closed("ENDBAR", m, "BAR") if closes else self.opened("BAR", m)

    def norm(self, m: re.Match) -> Iterable[Lexeme]:
        if m[0] == "||" and self.after_operand and self.inside("BAR"):
            self.position = m.start() + 1
            self.open.pop()
            yield self.at("ENDBAR", m.start(), m.start() + 1)
        elif "rVert" in m[0] or ("lVert" not in m[0] and self.after_operand and self.inside("NORM")):
            index = _NORM_INDEX.match(self.text, m.end())
            if index:
                self.skipped[index.start("index")] = index.end()
            yield self.closed("ENDNORM", m, "NORM", index["name"] if index else "plain")
        else:
            yield self.opened("NORM", m)

    def stray(self, m: re.Match) -> Iterable[Lexeme]:
        if m[0] == "_":
            raise self.error("an index belongs directly after a name", m)
        raise self.error(f"{m[0]} cannot be read here", m, _STRAY.get(m[0], "names are Latin or Greek letters with an index" if m[0].isalpha() else ""))
