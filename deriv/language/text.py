"""2(aᵀWb − c)abᵀ in readable Unicode, 2*(a'*W*b - c)*a*b' in ASCII; the reader reads both back to the same term."""
from __future__ import annotations

import re
from fractions import Fraction

from .dimensions import Dim, Dimension
from .dimensions import names as names_in
from .names import ENGLISH, GREEK, ascii_name, canonical, unicode_name
from .operators import (
    BY_NAME, CONSTANT, DET, DIMENSION, DIVIDE, ENTRY, FROBENIUS, HADAMARD, HADAMARD_DIVIDE, HADAMARD_POWER, IDENTITY, INNER, INVERSE, KRON,
    LETTER, MATRIX_POWER, NORM, NUMBER, ONES, POWER, PRODUCT, REMAINDER, SCALE, SIGMA, SUM, SYMBOL, TIMES, TRANSPOSE, VALUE, ZERO, ScalarFunction,
)
from .operators.entrywise import ABS, EXP
from .terms import Op, Term, subterms
from .writing import ATOMS, CALLS, ENTRYWISE, POWERS, PREFIXES, PRODUCTS, SERIES, SUMS, Piece, decimal, sign_in_front, written

HALF = Fraction(1, 2)
RAISED = str.maketrans("0123456789-", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻")
VULGAR = {Fraction(s): c for c, s in zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8".split(), strict=True)}
WORDS = frozenset(n for n in (*BY_NAME, *GREEK, "sqrt", "logdet", "eye", "ones", "zeros") if len(n) > 1)
"""Letters side by side must not spell one of these."""


def text(term: Term) -> str:
    """(aᵀWb − c)²"""
    return Unicode(term).whole(term)


def ascii(term: Term) -> str:
    """(a'*W*b - c)^2"""
    return Ascii(term).whole(term)


class Linear:
    """A writer of formulas in one line. `pieces` holds what is written already: the operands of the term at hand."""

    minus = "-"
    entrywise = {HADAMARD: " .* ", HADAMARD_DIVIDE: " ./ "}
    entrywise_level = PRODUCTS
    name = staticmethod(ascii_name)

    def __init__(self, term: Term):
        leaves = [t for t in subterms(term) if not t.args]
        names = [t.data[0] for t in leaves if t.op in (SYMBOL, LETTER)]
        names += [n for t in leaves for d in t.shape if isinstance(d, Dim) for n in sorted(names_in(d))]
        self.words = WORDS | {self.name(n) for n in names if len(n) > 1}
        self.names = frozenset(names)
        self.pieces = written(term, self.write)

    def whole(self, term: Term) -> str:
        piece = self.pieces[term]
        return f"{self.minus}{piece.body}" if piece.minus else piece.body

    def write(self, t: Term, pieces: dict[Term, Piece]) -> Piece:
        self.pieces = pieces
        if rule := RULES.get(t.op):
            return getattr(self, rule)(t)
        if t.op.notation.kind == "prefix":
            return self.function(t)
        raise TypeError(f"no way to write {t.op}")

    # ---- brackets

    def closed(self, t: Term, level: int) -> str:
        """The term as an operand of something that binds with `level`."""
        p = self.pieces[t]
        return f"({self.minus * p.minus}{p.body})" if p.needs_brackets(level) else p.body

    def inside(self, t: Term) -> str:
        """The term where brackets stand around it anyway."""
        return self.whole(t)

    def call(self, name: str, *args: Term) -> Piece:
        return Piece(f"{name}({', '.join(self.inside(a) for a in args)})", CALLS)

    # ---- leaves

    def symbol(self, t: Term) -> Piece:
        return Piece(self.name(t.data[0]))

    def constant(self, t: Term) -> Piece:
        return Piece("e" if t.data == "e" else self.name("π"))

    def number(self, t: Term) -> Piece:
        value = abs(t.data)
        body, binds = self.digits(value)
        return Piece(body, binds, minus=t.data < 0)

    def digits(self, value: Fraction) -> tuple[str, int]:
        if value.denominator == 1:
            return str(value), ATOMS
        point = decimal(value)
        return (point, ATOMS) if point else (f"{value.numerator}/{value.denominator}", PRODUCTS)

    def dimension(self, t: Term) -> Piece:
        body = self.size(t.data)
        return Piece(body, SUMS if " " in body else PRODUCTS if len(t.data.monomials[0][0]) > 1 else ATOMS)

    def size(self, d: Dimension) -> str:
        if isinstance(d, int):
            return str(d)
        monomials = ["*".join([*([str(c)] if c != 1 or not ns else []), *map(self.name, ns)]) for ns, c in d.monomials]
        return " + ".join(monomials).replace("+ -", "- ")

    def identity(self, t: Term) -> Piece:
        return Piece(f"eye({self.size(t.shape[0])})", short="I" if "I" not in self.names else None)

    def filled(self, name: str, t: Term, short: str | None) -> Piece:
        sizes = t.shape[:1] if t.is_vector else t.shape
        return Piece(f"{name}({', '.join(self.size(d) for d in sizes)})", CALLS, short=short)

    def ones(self, t: Term) -> Piece:
        return self.filled("ones", t, None)

    def zero(self, t: Term) -> Piece:
        return self.filled("zeros", t, None)

    def remainder(self, t: Term) -> Piece:
        return Piece(f"O({self.name('ε')}{self.exponent_digits(t.data) if t.data != 1 else ''})", CALLS)

    # ---- sums and products

    def sum(self, t: Term) -> Piece:
        parts = [self.pieces[a] for a in t.args]
        shorts = [p.short for p in parts]
        if all(shorts):
            return Piece(self.added(parts, t.args), SUMS, parts[0].minus, short=self.added(parts, t.args, shorts))
        return Piece(self.added(parts, t.args, shorts), SUMS, parts[0].minus)

    def added(self, parts: list[Piece], terms: tuple[Term, ...], shorts: list[str | None] | None = None) -> str:
        out = ""
        for i, (p, t) in enumerate(zip(parts, terms, strict=True)):
            body = (shorts and shorts[i]) or p.body
            if p.binds <= SUMS or (t.op is SIGMA and i < len(parts) - 1 and p.binds <= SUMS):
                body = f"({body})"
            out += f" {self.minus if p.minus else '+'} {body}" if i else body
        return out

    def times(self, t: Term) -> Piece:
        return self.scaled(t.args, None)

    def scale(self, t: Term) -> Piece:
        c, a = t.args
        return self.scaled(c.args if c.op is TIMES else (c,), a)

    def scaled(self, scalars: tuple[Term, ...], a: Term | None) -> Piece:
        """Scalars in front, then a product of matrices; −1 in front is a minus."""
        minus, factors = sign_in_front((*scalars, a) if a is not None else scalars)
        self.pieces.setdefault(factors[0], self.number(factors[0]) if factors[0].op is NUMBER else None)
        if len(factors) == 1:
            p = self.pieces[factors[0]]
            alone = self.closed(factors[0], SUMS)
            return Piece(alone, PRODUCTS if alone is not p.body else p.binds, minus, p.short)
        last = factors[-1]
        bodies = [self.closed(f, PRODUCTS) for f in factors[:-1]]
        tail = self.pieces[last].body if last.op in (PRODUCT, SIGMA) and not self.pieces[last].minus else self.closed(last, PRODUCTS)
        short = self.pieces[last].short
        return Piece(self.joined([*bodies, tail], last), PRODUCTS, minus, short and self.joined([*bodies, short], last))

    def product(self, t: Term) -> Piece:
        bodies = []
        for i, f in enumerate(t.args):
            short = self.pieces[f].short
            left, right = i > 0 and not self.pieces[t.args[i - 1]].short, i + 1 < len(t.args) and not self.pieces[t.args[i + 1]].short
            core = f.args[0] if f.op is TRANSPOSE else f
            told = (left or right) if core.op is IDENTITY else right if f.is_row else left if f.is_vector else False
            bodies.append(short if short and told and (core.op in (IDENTITY, ONES)) else self.closed(f, PRODUCTS))
        return Piece(self.joined(bodies), PRODUCTS)

    def joined(self, bodies: list[str], last: Term | None = None) -> str:
        return "*".join(bodies)

    def divide(self, t: Term) -> Piece:
        a, c = t.args
        top = self.pieces[a]
        level = PRODUCTS - 1 if a.op in (PRODUCT, TIMES, SCALE) else PRODUCTS
        bottom = self.closed(c, PREFIXES - 1)
        return Piece(f"{self.closed(a, level)}/{bottom}", PRODUCTS, short=top.short and not top.minus and f"{top.short}/{bottom}" or None)

    def entry_by_entry(self, t: Term) -> Piece:
        return Piece(self.entrywise[t.op].join(self.closed(a, self.entrywise_level) for a in t.args), ENTRYWISE)

    def kronecker(self, t: Term) -> Piece:
        return self.call("kron", *t.args)

    # ---- powers

    def power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is NUMBER and k.data == HALF:
            return self.root(base)
        return Piece(self.closed(base, POWERS) + self.exponent(k), POWERS)

    def root(self, base: Term) -> Piece:
        return self.call("sqrt", base)

    def exponent(self, k: Term) -> str:
        if k.op is NUMBER and k.data.denominator == 1:
            return self.exponent_digits(int(k.data))
        return "^" + (self.pieces[k].body if not k.args and k.op in (SYMBOL, LETTER, DIMENSION) and self.pieces[k].binds == ATOMS else f"({self.inside(k)})")

    def exponent_digits(self, k: int) -> str:
        return f"^{k}" if k >= 0 else f"^({k})"

    def entrywise_power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is NUMBER and k.data == HALF:
            return self.call("sqrt", base)
        e = self.exponent(k)
        plain = "^" + self.pieces[k].body if k.op is NUMBER and k.data.denominator == 1 and k.data >= 0 else f"^({self.inside(k)})" if k.op is NUMBER else e
        return Piece(f"{self.closed(base, POWERS)}.{plain}", POWERS)

    def inverse(self, t: Term) -> Piece:
        return self.call("inv", t.args[0])

    def transpose(self, t: Term) -> Piece:
        p = self.pieces[t.args[0]]
        return Piece(self.closed(t.args[0], POWERS) + "'", POWERS, short=p.short and p.binds > POWERS and p.short + "'" or None)

    # ---- functions and fences

    def function(self, t: Term) -> Piece:
        return self.call(t.op.notation.ascii, *t.args)

    def exp(self, t: Term) -> Piece:
        return self.function(t)

    def fence(self, t: Term) -> Piece:
        return self.call(t.op.notation.ascii, *t.args)

    def absolute(self, t: Term) -> Piece:
        return self.function(t)

    # ---- names with places

    def value(self, t: Term) -> Piece:
        return self.call(self.pieces[t.args[0]].body, *t.args[1:])

    def entry(self, t: Term) -> Piece:
        a, *indices = t.args
        shown = [self.inside(i) for i in indices]
        index = "".join(shown) if all(len(s) == 1 for s in shown) else ",".join(shown)
        return Piece(f"{self.closed(a, POWERS)}_{{{index}}}", POWERS)

    def series(self, t: Term) -> Piece:
        index, first, last, body = t.args
        return Piece(f"sum({self.inside(index)}={self.inside(first)}..{self.inside(last)}, {self.inside(body)})", CALLS)


class Ascii(Linear):
    pass


class Unicode(Linear):
    minus = "−"
    entrywise = {HADAMARD: " ⊙ ", HADAMARD_DIVIDE: " ⊘ ", KRON: " ⊗ "}
    entrywise_level = ENTRYWISE
    name = staticmethod(unicode_name)

    def digits(self, value: Fraction) -> tuple[str, int]:
        return (VULGAR[value], ATOMS) if value in VULGAR else super().digits(value)

    def size(self, d: Dimension) -> str:
        return super().size(d).replace("*", "·")

    def ones(self, t: Term) -> Piece:
        return self.filled("ones", t, "𝟏" if t.is_vector else None)

    def zero(self, t: Term) -> Piece:
        return self.filled("zeros", t, "𝟎")

    def joined(self, bodies: list[str], last: Term | None = None) -> str:
        out = bodies[0]
        for i, right in enumerate(bodies[1:], 2):
            long = last is not None and last.op is PRODUCT and i == len(bodies) and out[-1:].isalpha()
            out += (self.gap(out, right) or " " * long) + right
        return out

    def gap(self, left: str, right: str) -> str:
        """What keeps two factors apart: nothing, a space or a dot."""
        if right[0].isdigit() or right[0] in VULGAR.values():
            return "·"
        ending, beginning = re.search(r"[^\W\d_⁰-⁹ᵀ]*$", left)[0], re.match(r"[^\W\d_]*", right)[0]
        if re.search(r"(\^[^\W_]+|√\w+|_\w+|_\{\w+\})$", left) or re.search(r"\w\([^()]*\)$", left) or right[0] in "√Σ":
            return " "
        if any(word in ending + beginning for word in self.words) or len(beginning) > 1 and beginning + "(" == right[: len(beginning) + 1]:
            return " "
        return " " if left[-1] in "|‖" and right[0] == left[-1] else ""

    def kronecker(self, t: Term) -> Piece:
        return self.entry_by_entry(t)

    def root(self, base: Term) -> Piece:
        p = self.pieces[base]
        if base.op in (SYMBOL, LETTER) and len(p.body) == 1:
            return Piece("√" + p.body, PREFIXES + 5)
        return Piece(f"√({self.inside(base)})", CALLS)

    def exponent_digits(self, k: int) -> str:
        return str(k).translate(RAISED)

    def inverse(self, t: Term) -> Piece:
        return Piece(self.closed(t.args[0], POWERS) + "⁻¹", POWERS)

    def transpose(self, t: Term) -> Piece:
        a = t.args[0]
        if a.op is INVERSE:
            return Piece(self.closed(a.args[0], POWERS) + "⁻ᵀ", POWERS)
        p = self.pieces[a]
        return Piece(self.closed(a, POWERS) + "ᵀ", POWERS, short=p.short + "ᵀ" if p.short and p.binds > POWERS else None)

    def function(self, t: Term) -> Piece:
        p = self.pieces[t.args[0]]
        if isinstance(t.op, ScalarFunction) and p.body[0] in "|‖" and p.binds == ATOMS:
            return Piece(t.op.notation.text + p.body, PREFIXES)
        return self.call(t.op.notation.text, *t.args)

    def exp(self, t: Term) -> Piece:
        a = t.args[0]
        if a.op in (SYMBOL, LETTER) and len(self.pieces[a].body) == 1 and (a.is_scalar or a.is_vector) and "e" not in self.names:
            return Piece("e^" + self.pieces[a].body, POWERS)
        return self.function(t)

    def fence(self, t: Term) -> Piece:
        if t.op is INNER:
            return Piece("⟨" + ", ".join(self.inside(a) for a in t.args) + "⟩")
        sign = t.op.notation.text
        inner = self.inside(t.args[0])
        if sign in inner:
            return super().fence(t)
        return Piece(f"{sign}{inner}{sign}_F", ATOMS) if t.op is FROBENIUS else Piece(f"{sign}{inner}{sign}")

    def absolute(self, t: Term) -> Piece:
        inner = self.inside(t.args[0])
        return Piece(f"|{inner}|") if t.is_scalar and "|" not in inner else self.function(t)

    def power(self, t: Term) -> Piece:
        base, k = t.args
        fenced = self.pieces[base].body
        if base.op is FROBENIUS and fenced.endswith("‖_F") and k.op is NUMBER and k.data.denominator == 1:
            return Piece(f"{fenced[:-2]}{self.exponent(k)}_F", POWERS)
        return super().power(t)

    def series(self, t: Term) -> Piece:
        index, first, last, body = t.args
        return Piece(f"Σ_{{{self.inside(index)}={self.inside(first)}}}^{{{self.inside(last)}}} {self.closed(body, SUMS)}", SERIES)


RULES = {
    SYMBOL: "symbol", LETTER: "symbol", CONSTANT: "constant", NUMBER: "number", DIMENSION: "dimension", IDENTITY: "identity",
    ONES: "ones", ZERO: "zero", REMAINDER: "remainder", SUM: "sum", TIMES: "times", SCALE: "scale", PRODUCT: "product", DIVIDE: "divide",
    HADAMARD: "entry_by_entry", HADAMARD_DIVIDE: "entry_by_entry", KRON: "kronecker", POWER: "power", MATRIX_POWER: "power",
    HADAMARD_POWER: "entrywise_power", INVERSE: "inverse", TRANSPOSE: "transpose", EXP: "exp", DET: "fence", NORM: "fence",
    FROBENIUS: "fence", INNER: "fence", ABS: "absolute", VALUE: "value", ENTRY: "entry", SIGMA: "series",
}
"""The method of a writer for each operator; functions without one are written as name(…)."""
