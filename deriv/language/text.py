"""2(aᵀWb − c)abᵀ in readable Unicode, 2*(a'*W*b - c)*a*b' in ASCII; the reader reads both back to the same term.

I, 𝟏 and 𝟎 stand without a size where a neighbour tells it, as the reader will find it.
"""
from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from . import operators as ops
from .characters import FRACTIONS, SUPERSCRIPTS
from .dimensions import Dim, Dimension
from .dimensions import names as names_in
from .names import GREEK, LETTERS, ascii_name, parts, unicode_name
from .terms import Term, subterms
from .writing import INDEXED_NORMS, Ends, Level, decimal, method, norm_index, sign_in_front, without_brackets
from .writing import Piece as AnyPiece

HALF = Fraction(1, 2)
RAISED = str.maketrans({plain: raised for raised, plain in SUPERSCRIPTS.items()})
VULGAR = {Fraction(plain): sign for sign, plain in FRACTIONS.items()}
_SHORT_FORMS = ("sqrt", "logdet", "logsumexp", "eye", "ones", "zeros")
RESERVED = re.compile("|".join(n for n in (*ops.BY_NAME, *GREEK, *_SHORT_FORMS) if len(n) > 1))
"""Letters side by side must not spell one of these."""

_LAST_LETTERS = re.compile(rf"[{LETTERS}]*$")
_FIRST_LETTERS = re.compile(rf"[{LETTERS}]*")


def text(term: Term) -> str:
    """(aᵀWb − c)²"""
    return Unicode(term).inside(term)


def ascii(term: Term) -> str:
    """(a'*W*b - c)^2"""
    return Ascii(term).inside(term)


@dataclass(frozen=True, slots=True)
class Piece(AnyPiece):
    short: str | None = None  # the body where a neighbour tells the size


class Ascii:
    """A writer of formulas in one line; `pieces` has every subterm, operands first, so that depth costs no stack."""

    minus = "-"
    entrywise = {ops.HADAMARD: " .* ", ops.HADAMARD_DIVIDE: " ./ "}
    sign_of_product = "*"  # x .* a*b is not clear, x ⊙ ab is
    name = staticmethod(ascii_name)

    def __init__(self, term: Term):
        leaves = [t for t in subterms(term) if not t.args]
        names = [t.data[0] for t in leaves if t.op in (ops.SYMBOL, ops.LETTER)]
        names += [n for t in leaves for d in t.shape if isinstance(d, Dim) for n in sorted(names_in(d))]
        self.names = frozenset(names)
        self.words = [w for w in (parts(n)[0] for n in names) if len(w) > 1]
        self.words += ["e" for t in leaves if t.op is ops.CONSTANT]
        self.pieces: dict[Term, Piece] = {}
        for t in subterms(term):
            self.pieces[t] = getattr(self, method(t.op))(t)

    # ---- brackets

    def inside(self, t: Term) -> str:
        """The term where nothing stands beside it."""
        p = self.pieces[t]
        return self.minus + p.body if p.minus else p.body

    def operand(self, t: Term, level: int) -> Piece:
        """The term as an operand of something that binds with `level`."""
        p = self.pieces[t]
        if not p.minus and p.binds > level:
            return p
        minus = self.minus * p.minus
        return Piece(f"({minus}{p.body})", ends=Ends.BRACKET, short=p.short and f"({minus}{p.short})")

    def call(self, name: str, *args: Term) -> Piece:
        return Piece(f"{name}({', '.join(map(self.inside, args))})", Level.CALLS, ends=Ends.CALL)

    # ---- leaves

    def symbol(self, t: Term) -> Piece:
        letters, index = parts(t.data[0])
        return Piece(self.name(t.data[0]), ends=Ends.OPEN if len(letters) > 1 or index.isalpha() else Ends.PLAINLY)

    def constant(self, t: Term) -> Piece:
        return Piece("e" if t.data == "e" else self.name("π"))

    def number(self, t: Term) -> Piece:
        value, minus = abs(t.data), t.data < 0
        if value.denominator == 1:
            return Piece(str(value), minus=minus, ends=Ends.NUMBER)
        if point := decimal(value):
            return Piece(point, minus=minus, ends=Ends.NUMBER)
        return replace(self.rational(value), minus=minus)

    def rational(self, value: Fraction) -> Piece:
        return Piece(f"{value.numerator}/{value.denominator}", Level.PRODUCTS)

    def dimension(self, t: Term) -> Piece:
        body = self.size(t.data)
        return Piece(body, Level.SUMS if " " in body else Level.PRODUCTS if len(t.data.names) > 1 else Level.ATOMS)

    def size(self, d: Dimension) -> str:
        if isinstance(d, int):
            return str(d)
        monomials = ("*".join([str(c)] * (c != 1 or not ns) + [self.name(n) for n in ns]) for ns, c in d.monomials)
        return " + ".join(monomials).replace("+ -", "- ")

    def filled(self, name: str, short: str | None, *sizes: Dimension) -> Piece:
        return Piece(f"{name}({', '.join(map(self.size, sizes))})", Level.CALLS, ends=Ends.CALL, short=short)

    def identity(self, t: Term) -> Piece:
        return self.filled("eye", None if "I" in self.names else "I", t.shape[0])

    def ones(self, t: Term) -> Piece:
        return self.filled("ones", None, *(t.shape[:1] if t.is_vector else t.shape))

    def zero(self, t: Term) -> Piece:
        return self.filled("zeros", None, *(t.shape[:1] if t.is_vector else t.shape))

    def remainder(self, t: Term) -> Piece:
        power = "" if t.data == 1 else self.whole_exponent(t.data)
        return Piece(f"O({self.name('ε')}{power})", Level.CALLS, ends=Ends.CALL)

    # ---- sums and products

    def sum(self, t: Term) -> Piece:
        parts = [self.pieces[a] for a in t.args]
        shorts = self.added([replace(p, body=p.short or p.body) for p in parts])
        if all(p.short for p in parts):
            return Piece(self.added(parts), Level.SUMS, parts[0].minus, short=shorts)
        return Piece(shorts, Level.SUMS, parts[0].minus)

    def added(self, parts: Sequence[Piece]) -> str:
        out = ""
        for p in parts:
            body = f"({p.body})" if p.binds <= Level.SUMS else p.body
            out += f" {self.minus if p.minus else '+'} {body}" if out else body
        return out

    def times(self, t: Term) -> Piece:
        return self.scaled(t.args)

    def scale(self, t: Term) -> Piece:
        c, a = t.args
        return self.scaled((*c.args, a) if c.op is ops.TIMES else (c, a))

    def scaled(self, factors: tuple[Term, ...]) -> Piece:
        """Scalars in front, then a product of matrices; −1 in front is a minus."""
        minus, factors = sign_in_front(factors)
        if factors[0] not in self.pieces:
            self.pieces[factors[0]] = self.number(factors[0])
        *others, last = factors
        if not others:
            p = self.operand(last, Level.SUMS)
            return replace(p, binds=min(p.binds, Level.PRODUCTS), minus=minus)
        run = last.op in (ops.PRODUCT, ops.SIGMA) and not any(f.op is ops.PRODUCT for f in others)
        pieces = [self.operand(f, Level.PRODUCTS) for f in others]
        end = self.operand(last, Level.SUMS if run else Level.PRODUCTS)
        short = self.joined([*pieces, Piece(end.short)], run) if end.short else None
        return Piece(self.joined([*pieces, end], run), Level.PRODUCTS, minus, end.ends, short)

    def product(self, t: Term) -> Piece:
        return Piece(self.joined([self.matrix(t.args, i) for i in range(len(t.args))]), Level.PRODUCTS)

    def matrix(self, factors: Sequence[Term], i: int) -> Piece:
        """A factor of a product, without its size if the factor beside it tells that."""
        f = factors[i]
        p = self.pieces[f]
        core = f.args[0] if f.op is ops.TRANSPOSE else f
        left = i > 0 and not self.pieces[factors[i - 1]].short
        right = i + 1 < len(factors) and not self.pieces[factors[i + 1]].short
        told = {ops.IDENTITY: left or right, ops.ONES: right if f.is_row else left}.get(core.op, False)
        return Piece(p.short, p.binds) if p.short and told else self.operand(f, Level.PRODUCTS)

    def joined(self, pieces: Sequence[Piece], run: bool = False) -> str:
        """Factors side by side; `run` if the last is a product of its own."""
        return self.sign_of_product.join(p.body for p in pieces)

    def divide(self, t: Term) -> Piece:
        a, c = t.args
        top = self.operand(a, Level.ENTRYWISE if a.op in (ops.PRODUCT, ops.TIMES, ops.SCALE) else Level.PRODUCTS)
        bottom = self.operand(c, Level.PRODUCTS).body
        short = f"{top.short}/{bottom}" if top.short else None
        return Piece(f"{top.body}/{bottom}", Level.PRODUCTS, short=short)

    def entry_by_entry(self, t: Term) -> Piece:
        signed = (self.sign_of_product in self.pieces[a].body for a in t.args)
        levels = [Level.PRODUCTS if s else Level.ENTRYWISE for s in signed]
        pieces = [self.operand(a, level) for a, level in zip(t.args, levels, strict=True)]
        told = t.op is not ops.KRON and not (pieces[0].short and pieces[1].short)  # by the first two, as it is read
        bodies = (p.short if told and p.short else p.body for p in pieces)
        return Piece(self.entrywise[t.op].join(bodies), Level.ENTRYWISE)

    def kronecker(self, t: Term) -> Piece:
        return self.call("kron", *t.args)

    # ---- powers

    def power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is ops.NUMBER and k.data == HALF and base.is_scalar:
            return self.root(base)
        return self.raised(self.operand(base, Level.POWERS).body, k)

    def root(self, base: Term) -> Piece:
        return self.call("sqrt", base)

    def raised(self, base: str, k: Term) -> Piece:
        if k.op is ops.NUMBER and k.data.denominator == 1:
            return Piece(base + self.whole_exponent(int(k.data)), Level.POWERS)
        bare, exponent = self.exponent(k)
        return Piece(f"{base}^{exponent}", Level.POWERS, ends=Ends.OPEN if bare else Ends.PLAINLY)

    def exponent(self, k: Term) -> tuple[bool, str]:
        """A name as it is, anything else in brackets."""
        bare = k.op in (ops.SYMBOL, ops.LETTER, ops.DIMENSION) and self.pieces[k].binds == Level.ATOMS
        if bare:
            return True, self.pieces[k].body
        body = f"{self.minus * (k.data < 0)}{abs(k.data)}" if k.op is ops.NUMBER else self.inside(k)
        return False, f"({body})".replace(f" {self.minus} ", self.minus).replace(" + ", "+")

    def whole_exponent(self, k: int) -> str:
        return f"^{k}" if k >= 0 else f"^({k})"

    def entrywise_power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is ops.NUMBER and k.data == HALF:
            return self.call("sqrt", base)
        whole = k.op is ops.NUMBER and k.data.denominator == 1 and k.data >= 0
        bare, exponent = (False, str(k.data)) if whole else self.exponent(k)
        body = f"{self.operand(base, Level.POWERS).body}.^{exponent}"
        return Piece(body, Level.POWERS, ends=Ends.OPEN if bare else Ends.PLAINLY)

    def inverse(self, t: Term) -> Piece:
        return self.call("inv", t.args[0])

    def transpose(self, t: Term) -> Piece:
        return self.turned(t.args[0], "'")

    def turned(self, a: Term, sign: str) -> Piece:
        p = self.operand(a, Level.POWERS)
        return Piece(p.body + sign, Level.POWERS, short=p.short and p.short + sign)

    # ---- functions and fences

    def function(self, t: Term) -> Piece:
        return self.call(t.op.notation.ascii, *t.args)

    exp = fence = absolute = mat = commutation = partial_inner = pseudo_inverse = function

    def applied(self, t: Term) -> Piece:
        """F(x), without the operand that only tells a size."""
        piece = self.call(t.op.notation.ascii, t.args[0])
        return replace(piece, body=f"{piece.body}[{self.inside(t.args[1])}]") if t.op.kind == "differential" else piece

    # ---- names with places

    def value(self, t: Term) -> Piece:
        return self.call(self.pieces[t.args[0]].body, *t.args[1:])

    def entry(self, t: Term) -> Piece:
        a, *indices = t.args
        shown = [self.inside(i) for i in indices]
        index = "".join(shown) if all(len(s) == 1 for s in shown) else ",".join(shown)
        base = self.name("δ") if a.op is ops.IDENTITY else self.operand(a, Level.POWERS).body
        return Piece(f"{base}_{{{index}}}", Level.POWERS, ends=Ends.OPEN)

    def series(self, t: Term) -> Piece:
        index, first, last, body = map(self.inside, t.args)
        return Piece(f"sum({index}={first}..{last}, {body})", Level.CALLS, ends=Ends.CALL)


class Unicode(Ascii):
    """The same in Unicode, as a person writes: factors side by side, superscripts, bars."""

    minus = "−"
    entrywise = {ops.HADAMARD: " ⊙ ", ops.HADAMARD_DIVIDE: " ⊘ ", ops.KRON: " ⊗ "}
    sign_of_product = "·"
    name = staticmethod(unicode_name)

    def rational(self, value: Fraction) -> Piece:
        return Piece(VULGAR[value], ends=Ends.NUMBER) if value in VULGAR else super().rational(value)

    def size(self, d: Dimension) -> str:
        return super().size(d).replace("*", "·")

    def ones(self, t: Term) -> Piece:
        return replace(super().ones(t), short="𝟏" if t.is_vector else None)

    def zero(self, t: Term) -> Piece:
        return replace(super().zero(t), short="𝟎")

    def joined(self, pieces: Sequence[Piece], run: bool = False) -> str:
        out = pieces[0].body
        for i, (left, right) in enumerate(zip(pieces, pieces[1:], strict=False), 2):
            apart = run and i == len(pieces) and left.ends not in (Ends.NUMBER, Ends.BRACKET)
            out += (self.gap(left, right, out) or " " * apart) + right.body
        return out

    def gap(self, left: Piece, right: Piece, out: str) -> str:
        """What keeps two factors apart: nothing, a space or a dot."""
        first = right.body[0]
        if first in "0123456789" or first in FRACTIONS:
            return self.sign_of_product
        word = _LAST_LETTERS.search(out)[0] + _FIRST_LETTERS.match(right.body)[0]
        named = right.ends is Ends.CALL or RESERVED.search(word) or any(w in word for w in self.words)
        touching = first == out[-1] and first in "|‖"
        signed = first == "√" or right.binds == Level.SERIES
        return " " if left.ends in (Ends.OPEN, Ends.CALL) or named or touching or signed else ""

    def kronecker(self, t: Term) -> Piece:
        return self.entry_by_entry(t)

    def power(self, t: Term) -> Piece:
        base, k = t.args
        fenced = self.pieces[base].body
        whole = k.op is ops.NUMBER and k.data.denominator == 1
        if base.op in INDEXED_NORMS and whole and fenced[-3:-1] == "‖_":
            return Piece(f"{fenced[:-2]}{self.whole_exponent(int(k.data))}{fenced[-2:]}", Level.POWERS, ends=Ends.OPEN)
        return super().power(t)

    def root(self, base: Term) -> Piece:
        if base.op in (ops.SYMBOL, ops.LETTER) and len(self.pieces[base].body) == 1:
            return Piece("√" + self.pieces[base].body, Level.PREFIXES, ends=Ends.OPEN)
        return self.call("√", base)

    def whole_exponent(self, k: int) -> str:
        return str(k).translate(RAISED)

    def inverse(self, t: Term) -> Piece:
        return Piece(self.operand(t.args[0], Level.POWERS).body + "⁻¹", Level.POWERS)

    def transpose(self, t: Term) -> Piece:
        a = t.args[0]
        return replace(self.turned(a.args[0], "⁻ᵀ"), short=None) if a.op is ops.INVERSE else self.turned(a, "ᵀ")

    def function(self, t: Term) -> Piece:
        a = t.args[0]
        p = self.pieces[a]
        if without_brackets(t.op) and p.binds >= Level.POWERS and p.body[0] in "|‖":
            return Piece(t.op.notation.text + p.body, Level.PREFIXES, ends=Ends.OPEN)
        return self.call(t.op.notation.text, *t.args)

    mat = commutation = partial_inner = function

    def applied(self, t: Term) -> Piece:
        piece = self.call(t.op.notation.text, t.args[0])
        return replace(piece, body=f"{piece.body}[{self.inside(t.args[1])}]") if t.op.kind == "differential" else piece

    def exp(self, t: Term) -> Piece:
        a = t.args[0]
        short = a.op in (ops.SYMBOL, ops.LETTER) and len(self.pieces[a].body) == 1 and (a.is_scalar or a.is_vector)
        if not short or "e" in self.names:
            return self.function(t)
        return Piece(f"e^{self.pieces[a].body}", Level.POWERS, ends=Ends.OPEN)

    def fence(self, t: Term) -> Piece:
        if t.op is ops.INNER:
            return Piece(f"⟨{', '.join(map(self.inside, t.args))}⟩")
        sign, inner = t.op.notation.text, self.inside(t.args[0])
        if sign in inner:
            return self.call(t.op.notation.ascii, *t.args)
        if t.op not in INDEXED_NORMS:
            return Piece(sign + inner + sign)
        index = norm_index(t, "∞")
        return Piece(f"{sign}{inner}{sign}_{index}", ends=Ends.OPEN) if index else self.call("normp", *t.args)

    def absolute(self, t: Term) -> Piece:
        inner = self.inside(t.args[0])
        return Piece(f"|{inner}|") if t.is_scalar and "|" not in inner else self.function(t)

    def entry(self, t: Term) -> Piece:
        """(X⁻¹)_ij"""
        p = super().entry(t)
        *_, index = p.body.rpartition("_")
        return replace(p, body=p.body[: -len(index)] + index[1:-1]) if index[1:-1].isalnum() else p

    def series(self, t: Term) -> Piece:
        index, first, last = (self.inside(a).replace(" ", "") for a in t.args[:3])
        body = self.operand(t.args[3], Level.SUMS).body
        return Piece(f"Σ_{{{index}={first}}}^{{{last}}} {body}", Level.SERIES)
