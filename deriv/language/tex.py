r"""\operatorname{tr}(\mathbf{A}\mathbf{X}): formulas in LaTeX that needs amsmath only.

Every term is written at two sizes: full, and slim for inside a fraction or an exponent, where a quotient has a slash.
"""
from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from . import operators as ops
from .dimensions import Dimension
from .names import ENGLISH, parts
from .operators.entrywise import ABS, COS, COSH, SIN, SINH, TAN, TANH
from .terms import ANY, Term, size, subterms
from .writing import INDEXED_NORMS, Ends, Level, decimal, method, norm_index, sign_in_front, without_brackets
from .writing import Piece as AnyPiece

FENCES = {
    ops.DET: (r"\lvert", r"\rvert"), ABS: (r"\lvert", r"\rvert"), ops.INNER: (r"\langle", r"\rangle"),
    ops.NORM: (r"\lVert", r"\rVert"), **dict.fromkeys(INDEXED_NORMS, (r"\lVert", r"\rVert")),
}
SET_OFF = (r"\operatorname", r"\log", r"\sin", r"\cos", r"\tan", r"\arctan", r"\exp")  # by TeX itself
POWER_AT_NAME = (SIN, COS, TAN, SINH, COSH, TANH)  # sin²x
LONG = 6  # symbols that make e^… hard to read


def tex(term: Term, changed: Set[Term] = frozenset()) -> str:
    r"""The formula in LaTeX; outermost subterms in `changed`, and such runs of sums or products, in \changed{…}."""
    plain = Full(Slim())
    return (Full(Slim(changed, plain.slim), changed, plain) if changed else plain).piece(term).shown


@dataclass(frozen=True, slots=True)
class Piece(AnyPiece):
    tall: bool = False  # brackets around it must grow
    followed: str = ""  # how it is written when more follows: \log(x) for \log x
    changed: bool = False

    @property
    def shown(self) -> str:
        return self.mark("-" + self.body if self.minus else self.body)

    def mark(self, body: str) -> str:
        return rf"\changed{{{body}}}" if self.changed else body


class Writer:
    """Writes terms at one size; `plain` writes the same without marks."""

    slim: Slim

    def __init__(self, changed: Set[Term] = frozenset(), plain: Writer | None = None):
        self.pieces: dict[Term, Piece] = {}
        self.changed, self.plain = changed, plain

    def piece(self, term: Term) -> Piece:
        """The piece of a term, its subterms' first, so that depth costs no stack."""
        if term not in self.pieces:
            for t in subterms(term):
                if t not in self.pieces:
                    self.pieces[t] = replace(self.plain.piece(t), changed=True) if t in self.changed else self.write(t)
        return self.pieces[term]

    def write(self, t: Term) -> Piece:
        return getattr(self, method(t.op))(t)

    # ---- brackets

    def inside(self, t: Term) -> str:
        """The term where nothing stands beside it."""
        return self.piece(t).shown

    def operand(self, t: Term, level: int) -> Piece:
        """The term as an operand of something that binds with `level`."""
        p = self.piece(t)
        return Piece(bracketed(p.shown, p.tall), ends=Ends.BRACKET, tall=p.tall) if p.minus or p.binds <= level else p

    def call(self, name: str, *args: Term) -> Piece:
        tall = any(self.piece(a).tall for a in args)
        return Piece(name + bracketed(", ".join(map(self.inside, args)), tall), Level.CALLS, ends=Ends.CALL, tall=tall)

    # ---- leaves

    def symbol(self, t: Term) -> Piece:
        return Piece(name_in(t.data[0], bold=t.shape not in ((), ANY)))

    def constant(self, t: Term) -> Piece:
        return Piece(r"\pi" if t.data == "pi" else "e")

    def number(self, t: Term) -> Piece:
        value, minus = abs(t.data), t.data < 0
        whole = str(value) if value.denominator == 1 else decimal(value)
        return Piece(whole, minus=minus, ends=Ends.NUMBER) if whole else replace(self.rational(value), minus=minus)

    def dimension(self, t: Term) -> Piece:
        body = size_in(t.data)
        return Piece(body, Level.SUMS if " " in body else Level.ATOMS)

    def identity(self, t: Term) -> Piece:
        return Piece(r"\mathbf{I}")

    def ones(self, t: Term) -> Piece:
        if t.is_vector:
            return Piece(r"\mathbf{1}")
        turned = r"\mathbf{1}^{\mathsf{T}}"
        return Piece(turned, Level.POWERS) if t.is_row else Piece(r"\mathbf{1}" + turned, Level.PRODUCTS)

    def zero(self, t: Term) -> Piece:
        return Piece(r"\mathbf{0}^{\mathsf{T}}", Level.POWERS) if t.is_row else Piece(r"\mathbf{0}")

    def remainder(self, t: Term) -> Piece:
        return Piece(r"O(\varepsilon)" if t.data == 1 else rf"O(\varepsilon^{{{t.data}}})", Level.CALLS, ends=Ends.CALL)

    # ---- sums and products

    def units(self, t: Term) -> Iterator[tuple[Term, Piece]]:
        """The operands of a sum or product; a run of operands that has changed as a whole is one of them."""
        runs = [r for r in self.changed if r.op is t.op and r is not t] if t.op.flat else []
        runs.sort(key=lambda r: -len(r.args))
        i = 0
        while i < len(t.args):
            run = next((r for r in runs if t.args[i : i + len(r.args)] == r.args), None)
            if run is None:
                yield t.args[i], self.piece(t.args[i])
                i += 1
            else:
                yield run, self.piece(run)
                i += len(run.args)

    def sum(self, t: Term) -> Piece:
        out, tall, minus = "", False, False
        for u, p in self.units(t):
            tall |= p.tall
            body = bracketed(p.body, p.tall) if p.binds <= Level.SUMS and u.op is not ops.SUM else p.body
            if not out:
                minus = p.minus and not p.changed
                out = body if minus else p.mark("-" * p.minus + body)
            elif p.minus and p.changed:
                out += " " + p.mark("{}-" + body)
            else:
                out += (" - " if p.minus else " + ") + p.mark(body)
        return Piece(out, Level.SUMS, minus, tall=tall)

    def times(self, t: Term) -> Piece:
        return self.scaled(tuple(u for u, _ in self.units(t)))

    def scale(self, t: Term) -> Piece:
        c, a = t.args
        return self.scaled((*c.args, a) if c.op is ops.TIMES and c not in self.changed else (c, a))

    def scaled(self, factors: tuple[Term, ...]) -> Piece:
        """Scalars in front, then a product of matrices; −1 in front is a minus."""
        minus, factors = sign_in_front(factors)
        if len(factors) == 1:
            p = self.operand(factors[0], Level.SUMS)
            return replace(p, body=p.shown, binds=min(p.binds, Level.PRODUCTS), minus=minus, changed=False)
        return replace(self.multiplied(factors), minus=minus)

    def multiplied(self, factors: Sequence[Term]) -> Piece:
        *others, last = factors
        run = last.op in (ops.PRODUCT, ops.SIGMA) and not any(f.op is ops.PRODUCT for f in others)
        pieces = [self.factor(f, False) for f in others] + [self.factor(last, run)]
        return product(pieces, run=run and last.op is ops.PRODUCT)

    def factor(self, f: Term, run: bool) -> Piece:
        """A factor of a product of scalars, or of scalars and a matrix; a `run` stands without brackets."""
        if f.op is ops.NUMBER and f.data > 0 and f.data.denominator != 1 and not decimal(f.data):
            return Piece(rf"\tfrac{{{f.data.numerator}}}{{{f.data.denominator}}}", ends=Ends.NUMBER)
        p = self.piece(f)
        spliced = run or (p.changed and f.op is ops.TIMES)
        return p if spliced and not p.minus else self.operand(f, Level.PRODUCTS)

    def product(self, t: Term) -> Piece:
        return product([p if u.op is ops.PRODUCT else self.operand(u, Level.PRODUCTS) for u, p in self.units(t)])

    def entry_by_entry(self, t: Term) -> Piece:
        pieces = [p if u.op is t.op else self.operand(u, Level.ENTRYWISE) for u, p in self.units(t)]
        return Piece(t.op.notation.tex.join(p.shown for p in pieces), Level.ENTRYWISE, tall=any(p.tall for p in pieces))

    kronecker = entry_by_entry

    # ---- powers

    def power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is ops.NUMBER and k.data.numerator == 1 and k.data.denominator > 1:
            return self.root(base, k.data.denominator)
        return self.raised(base, self.slim.inside(k))

    def root(self, base: Term, degree: int) -> Piece:
        p = self.piece(base)
        return Piece(rf"\sqrt{'' if degree == 2 else f'[{degree}]'}{{{p.shown}}}", Level.POWERS, tall=p.tall)

    def raised(self, base: Term, exponent: str) -> Piece:
        p, power = self.piece(base), f"^{{{exponent}}}"
        if base.op in POWER_AT_NAME and not p.changed and exponent.isdigit():
            name = base.op.notation.tex
            body, followed = (s and name + power + s.removeprefix(name) for s in (p.body, p.followed))
            return replace(p, body=body, followed=followed)
        p = self.operand(base, Level.POWERS)
        return Piece(p.shown + power, Level.POWERS, tall=p.tall)

    def entrywise_power(self, t: Term) -> Piece:
        return self.raised(t.args[0], rf"\odot {self.slim.inside(t.args[1])}")

    def inverse(self, t: Term) -> Piece:
        return self.raised(t.args[0], "-1")

    def pseudo_inverse(self, t: Term) -> Piece:
        return self.raised(t.args[0], "+")

    def transpose(self, t: Term) -> Piece:
        a = t.args[0]
        if a.op is ops.INVERSE and a not in self.changed:
            return self.raised(a.args[0], r"-\mathsf{T}")
        if a.op is ops.PINV and a not in self.changed:
            return self.raised(a.args[0], r"+\mathsf{T}")
        return self.raised(a, r"\mathsf{T}")

    # ---- functions and fences

    def function(self, t: Term) -> Piece:
        """tr(X), log(x + y), and without brackets log x and log|X|."""
        name, call = t.op.notation.tex, self.call(t.op.notation.tex, *t.args)
        if not without_brackets(t.op):
            return call
        a, p = t.args[0], self.piece(t.args[0])
        if p.binds >= Level.POWERS and p.body.startswith((r"\lvert", r"\lVert", r"\left\lvert", r"\left\lVert")):
            return Piece(name + p.shown, Level.PREFIXES, tall=p.tall)
        if a.is_scalar and not a.args and not p.minus and p.binds == Level.ATOMS:
            return Piece(adjoined(name, p.shown), Level.PREFIXES, followed=call.body)
        return replace(call, binds=Level.PREFIXES)

    def applied(self, t: Term) -> Piece:
        """F(x), without the operand that only tells a size."""
        piece = self.call(t.op.notation.tex, t.args[0])
        return replace(piece, body=f"{piece.body}[{self.inside(t.args[1])}]") if t.op.kind == "differential" else piece

    def exp(self, t: Term) -> Piece:
        a = t.args[0]
        p = self.slim.piece(a)
        short = (a.is_scalar or 1 in a.shape) and size(a) <= LONG and not p.tall
        return Piece(f"e^{{{p.shown}}}", Level.POWERS) if short else self.function(t)

    def fence(self, t: Term) -> Piece:
        left, right = FENCES[t.op]
        inner = t.args
        if t.op in INDEXED_NORMS:
            if not (index := norm_index(t, r"\infty")):
                return self.call(r"\operatorname{normp}", *t.args)
            inner, right = t.args[:1], right + f"_{{{index}}}"
        tall = any(self.piece(a).tall for a in inner)
        left, right = (r"\left" + left, r"\right" + right) if tall else (left, right)
        return Piece(adjoined(left, ", ".join(map(self.inside, inner))) + right, tall=tall)

    def partial_inner(self, t: Term) -> Piece:
        """⟨A, M⟩₁"""
        inner = ", ".join(map(self.inside, t.args))
        factor = 1 if t.op is ops.INNER_FIRST else 2
        return Piece(rf"{adjoined(t.op.notation.tex, inner)} \rangle_{{{factor}}}", Level.POWERS)

    def mat(self, t: Term) -> Piece:
        """mat_{m×n}(c)"""
        c, m, n = t.args
        return self.call(rf"{t.op.notation.tex}_{{{self.slim.inside(m)} \times {self.slim.inside(n)}}}", c)

    def commutation(self, t: Term) -> Piece:
        return Piece(rf"{t.op.notation.tex}_{{{', '.join(map(self.slim.inside, t.args))}}}", Level.POWERS)

    def absolute(self, t: Term) -> Piece:
        return self.fence(t) if t.is_scalar else self.function(t)

    # ---- names with places

    def value(self, t: Term) -> Piece:
        return self.call(self.inside(t.args[0]), *t.args[1:])

    def entry(self, t: Term) -> Piece:
        """A_{ij}: the entries of a bold matrix are in italics."""
        a, *indices = t.args
        index = ("" if not any(i.args for i in indices) else ",").join(map(self.slim.inside, indices))
        if a.op in (ops.SYMBOL, ops.LETTER):
            name = name_in(a.data[0], bold=False)
            base = Piece(bracketed(name, False) if "_" in name else name)
        elif a.op is ops.IDENTITY:
            base = Piece(r"\delta")
        else:
            base = self.operand(a, Level.POWERS)
        return Piece(f"{base.shown}_{{{index}}}", Level.POWERS, tall=base.tall)

    def series(self, t: Term) -> Piece:
        index, first, last = map(self.slim.inside, t.args[:3])
        body = self.operand(t.args[3], Level.SUMS).shown
        return Piece(rf"\sum_{{{index}={first}}}^{{{last}}} {body}", Level.SERIES, tall=True)


class Full(Writer):
    """Fractions with a bar."""

    def __init__(self, slim: Slim, changed: Set[Term] = frozenset(), plain: Full | None = None):
        super().__init__(changed, plain)
        self.slim = slim

    def rational(self, value: Fraction) -> Piece:
        return over(str(value.numerator), str(value.denominator))

    def divide(self, t: Term) -> Piece:
        top, bottom = map(self.slim.piece, t.args)
        minus = top.minus and not top.changed
        return over(top.body if minus else top.shown, bottom.shown, minus)

    def power(self, t: Term) -> Piece:
        return over("1", self.slim.inverted(t).shown) if is_inverted(t) else super().power(t)

    def multiplied(self, factors: Sequence[Term]) -> Piece:
        """x y⁻¹ is a fraction."""
        below = [f for f in factors if is_inverted(f) and f not in self.changed]
        if not below:
            return super().multiplied(factors)
        beside = [f for f in factors if f.op is ops.SUM and not f.is_scalar]
        above = [f for f in factors if f not in below and f not in beside]
        q = above.pop(0).data if above and above[0].op is ops.NUMBER else Fraction(1)
        tops = [Piece(str(q.numerator), ends=Ends.NUMBER)] * (q.numerator != 1 or not above)
        tops += [self.slim.factor(f, f is above[-1] and f.op is ops.PRODUCT) for f in above]
        bottoms = [Piece(str(q.denominator), ends=Ends.NUMBER)] * (q.denominator != 1)
        bottoms += [self.slim.inverted(f) for f in below]
        alone = len(bottoms) == 1 and below[0].args[1].data == -1
        bottom = self.slim.inside(below[0].args[0]) if alone else product(bottoms).shown
        return product([over(product(tops).shown, bottom), *(self.factor(f, False) for f in beside)])


class Slim(Writer):
    """Quotients with a slash."""

    @property
    def slim(self) -> Slim:
        return self

    def rational(self, value: Fraction) -> Piece:
        return Piece(f"{value.numerator}/{value.denominator}", Level.PRODUCTS)

    def divide(self, t: Term) -> Piece:
        a, c = t.args
        top = self.operand(a, Level.ENTRYWISE if a.op in (ops.PRODUCT, ops.TIMES, ops.SCALE) else Level.PRODUCTS)
        bottom = self.operand(c, Level.PRODUCTS)
        return Piece(f"{top.shown}/{bottom.shown}", Level.PRODUCTS, tall=top.tall or bottom.tall)

    def inverted(self, t: Term) -> Piece:
        """A power with a minus in its exponent, as it stands below a bar."""
        base, k = t.args
        if k.data == -1:
            return self.operand(base, Level.PRODUCTS)
        if k.data.numerator == -1:
            return self.root(base, k.data.denominator)
        return self.raised(base, self.inside(k).removeprefix("-"))


def is_inverted(t: Term) -> bool:
    return t.op is ops.POWER and t.args[1].op is ops.NUMBER and t.args[1].data < 0


def over(top: str, bottom: str, minus: bool = False) -> Piece:
    return Piece(rf"\frac{{{top}}}{{{bottom}}}", Level.PREFIXES, minus, Ends.FRACTION, tall=True)


def bracketed(body: str, tall: bool) -> str:
    return rf"\left({body}\right)" if tall else f"({body})"


def product(pieces: Sequence[Piece], run: bool = False) -> Piece:
    """Factors side by side; `run` if the last is a product of its own, to be set off from a symbol before it."""
    if len(pieces) == 1:
        return pieces[0]
    *others, last = pieces
    others = [replace(p, body=p.followed, ends=Ends.CALL) if p.followed else p for p in others]
    out = others[0].shown
    for left, right in zip(others, others[1:], strict=False):
        out = adjoined(out + gap(left, right, False), right.shown)
    out += gap(others[-1], last, run)
    followed = last.followed and adjoined(out, last.mark(last.followed))
    tall = any(p.tall for p in pieces)
    return Piece(adjoined(out, last.shown), Level.PRODUCTS, ends=last.ends, tall=tall, followed=followed)


def gap(left: Piece, right: Piece, run: bool) -> str:
    if right.body[0].isdigit():
        return r" \cdot "
    apart = left.ends in (Ends.CALL, Ends.FRACTION) or (run and left.ends is Ends.PLAINLY)
    return r"\," if apart and not right.body.startswith(SET_OFF) else ""


def adjoined(left: str, right: str) -> str:
    r"""\log and x need a space between them, \log and \lambda do not."""
    return f"{left} {right}" if right[:1].isalpha() and re.search(r"\\[A-Za-z]+$", left) else left + right


def name_in(name: str, bold: bool) -> str:
    letters, index = parts(name.rstrip("′"))
    primes = "'" * (len(name) - len(name.rstrip("′")))
    if len(letters) == 1 and not letters.isascii():
        shown = "\\" + {"ε": "varepsilon", "φ": "varphi", "ℓ": "ell"}.get(letters, ENGLISH.get(letters, letters))
        shown = rf"\boldsymbol{{{shown}}}" if bold else shown
    elif bold:
        shown = rf"\mathbf{{{letters}}}"
    else:
        shown = letters if len(letters) == 1 else rf"\mathit{{{letters}}}"
    if not index:
        return shown + primes
    below = index if index.isdigit() or len(index) == 1 else rf"\mathrm{{{index}}}"
    return f"{shown}{primes}_{{{below}}}"


def size_in(d: Dimension) -> str:
    """A dimension such as 2mn + 1."""
    if isinstance(d, int):
        return str(d)
    monomials = (str(c) * (c != 1 or not ns) + "".join(name_in(n, bold=False) for n in ns) for ns, c in d.monomials)
    return " + ".join(monomials).replace("+ -", "- ")
