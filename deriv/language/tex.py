r"""2(\mathbf{a}^{\mathsf{T}}\mathbf{W}\mathbf{b} - c)\mathbf{a}\mathbf{b}^{\mathsf{T}}: formulas in LaTeX that needs amsmath only.

Every term is written twice, at full size and slim: inside a fraction or an exponent a quotient has a slash.
"""
from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass, replace
from fractions import Fraction

from .dimensions import Dimension
from .names import ENGLISH, parts
from .operators import (
    CONSTANT, DET, DIMENSION, DIVIDE, ENTRY, FROBENIUS, HADAMARD, HADAMARD_DIVIDE, HADAMARD_POWER, IDENTITY, INNER, INVERSE, KRON, LETTER,
    MATRIX_POWER, NORM, NUMBER, ONES, POWER, PRODUCT, REMAINDER, SCALE, SIGMA, SUM, SYMBOL, TIMES, TRANSPOSE, VALUE, ZERO, ScalarFunction,
)
from .operators.entrywise import ABS, COS, COSH, EXP, SIN, SINH, TAN, TANH
from .terms import Term, size, subterms
from .writing import ATOMS, CALLS, ENTRYWISE, POWERS, PREFIXES, PRODUCTS, SERIES, SUMS, decimal, sign_in_front

FENCES = {
    DET: (r"\lvert ", r"\rvert"), ABS: (r"\lvert ", r"\rvert"), INNER: (r"\langle ", r"\rangle"),
    NORM: (r"\lVert ", r"\rVert"), FROBENIUS: (r"\lVert ", r"\rVert_{F}"),
}
POWER_AT_NAME = (SIN, COS, TAN, SINH, COSH, TANH)  # sin²x
LONG = 6  # symbols in an exponent of e


def tex(term: Term, changed: Set[Term] = frozenset()) -> str:
    r"""The formula in LaTeX; every outermost subterm in `changed`, or run of a sum or product, is wrapped as \changed{…}."""
    plain = Sheet()
    plain.add(term)
    if not changed:
        return plain.full.pieces[term].shown
    marked = Sheet(changed, plain)
    marked.add(term)
    return marked.full.pieces[term].shown


@dataclass(frozen=True, slots=True)
class Piece:
    """A written term without the minus in front of it."""

    body: str
    binds: int = ATOMS
    minus: bool = False
    tall: bool = False  # brackets around it must grow
    followed: str = ""  # how it is written when a factor follows: \log(x) for \log x
    changed: bool = False

    @property
    def shown(self) -> str:
        return self.marked(f"-{self.body}" if self.minus else self.body)

    def marked(self, body: str) -> str:
        return rf"\changed{{{body}}}" if self.changed else body


class Sheet:
    """A term written at both sizes."""

    def __init__(self, changed: Set[Term] = frozenset(), plain: Sheet | None = None):
        self.slim = Slim(None, changed, plain and plain.slim)
        self.full = Full(self.slim, changed, plain and plain.full)

    def add(self, term: Term) -> None:
        for t in subterms(term):
            self.slim.add(t)
            self.full.add(t)


class Writer:
    """The pieces of all subterms at one size. `plain` has them without marks."""

    def __init__(self, slim: Slim | None, changed: Set[Term], plain: Writer | None):
        self.pieces: dict[Term, Piece] = {}
        self.slim = slim or self
        self.changed, self.plain = changed, plain

    def add(self, t: Term) -> None:
        self.pieces[t] = replace(self.plain.pieces[t], changed=True) if t in self.changed else self.write(t)

    def piece(self, t: Term) -> Piece:
        """The piece of a subterm, or of a number that was split off one."""
        if t not in self.pieces:
            self.pieces[t] = self.write(t)
        return self.pieces[t]

    def write(self, t: Term) -> Piece:
        if rule := RULES.get(t.op):
            return getattr(self, rule)(t)
        if t.op.notation.kind == "prefix":
            return self.function(t)
        raise TypeError(f"no way to write {t.op}")

    # ---- brackets

    def operand(self, t: Term, level: int, last: bool = True) -> str:
        """The term as an operand of something that binds with `level`."""
        p = self.piece(t)
        if p.minus or p.binds <= level:
            return bracketed(p.shown, p.tall)
        return p.shown if last or not p.followed else p.marked(p.followed)

    def tall(self, *terms: Term) -> bool:
        return any(self.piece(t).tall for t in terms)

    def call(self, name: str, *args: Term) -> Piece:
        tall = self.tall(*args)
        return Piece(name + bracketed(", ".join(self.piece(a).shown for a in args), tall), CALLS, tall=tall)

    # ---- leaves

    def symbol(self, t: Term) -> Piece:
        letters, index = parts(t.data[0])
        return Piece(name_in(letters, t.shape not in ((), ("any",))) + index_in(index))

    def constant(self, t: Term) -> Piece:
        return Piece(r"\pi" if t.data == "pi" else "e")

    def number(self, t: Term) -> Piece:
        value = abs(t.data)
        if value.denominator == 1:
            return Piece(str(value), minus=t.data < 0)
        if point := decimal(value):
            return Piece(point, minus=t.data < 0)
        return replace(self.rational(value), minus=t.data < 0)

    def dimension(self, t: Term) -> Piece:
        body = size_in(t.data)
        return Piece(body, SUMS if " " in body else ATOMS)

    def identity(self, t: Term) -> Piece:
        return Piece(r"\mathbf{I}")

    def ones(self, t: Term) -> Piece:
        return Piece(r"\mathbf{1}^{\mathsf{T}}", POWERS) if t.is_row else Piece(r"\mathbf{1}")

    def zero(self, t: Term) -> Piece:
        return Piece(r"\mathbf{0}^{\mathsf{T}}", POWERS) if t.is_row else Piece(r"\mathbf{0}")

    def remainder(self, t: Term) -> Piece:
        return Piece(r"O(\varepsilon)" if t.data == 1 else rf"O(\varepsilon^{{{t.data}}})", CALLS)

    # ---- sums and products

    def units(self, t: Term) -> Iterator[tuple[Term, Piece]]:
        """The operands of a sum or product; a run of operands that has changed as a whole is one of them."""
        i = 0
        while i < len(t.args):
            run = next((c for c in self.changed if c.op is t.op and len(c.args) < len(t.args) and t.args[i : i + len(c.args)] == c.args), None)
            if run is None:
                yield t.args[i], self.piece(t.args[i])
                i += 1
            else:
                p = self.plain.write(run)
                yield run, replace(p, changed=True)
                i += len(run.args)

    def sum(self, t: Term) -> Piece:
        out, tall, minus = "", False, False
        for term, p in self.units(t):
            tall |= p.tall
            body = bracketed(p.body, p.tall) if p.binds <= SUMS and term.op is not SUM else p.body
            if not out:
                minus = p.minus and not p.changed
                out = p.marked("-" * (p.minus and p.changed) + body)
            elif p.changed and p.minus:
                out += " " + p.marked("{}-" + body)
            else:
                out += (" - " if p.minus else " + ") + p.marked(body)
        return Piece(out, SUMS, minus, tall)

    def times(self, t: Term) -> Piece:
        return self.scaled([u for u, _ in self.units(t)], None)

    def scale(self, t: Term) -> Piece:
        c, a = t.args
        return self.scaled(c.args if c.op is TIMES and c not in self.changed else (c,), a)

    def scaled(self, scalars: Sequence[Term], a: Term | None) -> Piece:
        """Scalars in front, then a product of matrices; −1 in front is a minus."""
        minus, factors = sign_in_front((*scalars, a) if a is not None else tuple(scalars))
        if len(factors) == 1:
            p = self.piece(factors[0])
            return Piece(self.operand(factors[0], SUMS), PRODUCTS if p.binds <= SUMS else p.binds, minus, p.tall, p.followed)
        return replace(self.multiplied(factors), minus=minus)

    def multiplied(self, factors: Sequence[Term]) -> Piece:
        *others, last = factors
        bodies = [self.coefficient(f) if i == 0 else self.factor(f, False) for i, f in enumerate(others)]
        bodies.append(self.factor(last, True))
        return Piece(joined(bodies, last.op is PRODUCT), PRODUCTS, tall=self.tall(*factors), followed=self.followed(bodies, last))

    def followed(self, bodies: Sequence[str], last: Term) -> str:
        p = self.piece(last)
        return joined([*bodies[:-1], p.marked(p.followed)], False) if p.followed else ""

    def coefficient(self, f: Term) -> str:
        if f.op is NUMBER and f.data.denominator != 1 and not decimal(f.data):
            return rf"\tfrac{{{f.data.numerator}}}{{{f.data.denominator}}}"
        return self.factor(f, False)

    def factor(self, f: Term, last: bool) -> str:
        p = self.marked_piece(f)
        spliced = (p.changed and f.op in (TIMES, PRODUCT)) or (last and f.op in (PRODUCT, SIGMA))
        if spliced and not p.minus:
            return p.shown
        return self.operand(f, PRODUCTS, last)

    def marked_piece(self, f: Term) -> Piece:
        return self.piece(f)

    def product(self, t: Term) -> Piece:
        units = list(self.units(t))
        bodies = [p.shown if u.op is PRODUCT else self.operand(u, PRODUCTS, i == len(units) - 1) for i, (u, p) in enumerate(units)]
        return Piece(joined(bodies, False), PRODUCTS, tall=any(p.tall for _, p in units))

    def entry_by_entry(self, t: Term) -> Piece:
        bodies = [p.shown if u.op is t.op else self.operand(u, ENTRYWISE) for u, p in self.units(t)]
        return Piece(t.op.notation.tex.join(bodies), ENTRYWISE, tall=self.tall(*t.args))

    # ---- powers

    def power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is NUMBER and k.data.numerator == 1 and k.data > 0 and k.data != 1:
            return self.root(base, k.data.denominator)
        return self.raised(base, self.slim.piece(k).shown)

    def root(self, base: Term, degree: int) -> Piece:
        p = self.piece(base)
        return Piece(rf"\sqrt{'' if degree == 2 else f'[{degree}]'}{{{p.shown}}}", POWERS, tall=p.tall)

    def raised(self, base: Term, exponent: str) -> Piece:
        p = self.piece(base)
        if base.op in POWER_AT_NAME and not p.changed and exponent.isdigit():
            name = base.op.notation.tex
            return replace(p, body=f"{name}^{{{exponent}}}" + p.body.removeprefix(name), followed=p.followed and f"{name}^{{{exponent}}}" + p.followed.removeprefix(name))
        return Piece(f"{self.operand(base, POWERS)}^{{{exponent}}}", POWERS, tall=p.tall)

    def entrywise_power(self, t: Term) -> Piece:
        return self.raised(t.args[0], rf"\odot {self.slim.piece(t.args[1]).shown}")

    def inverse(self, t: Term) -> Piece:
        return self.raised(t.args[0], "-1")

    def transpose(self, t: Term) -> Piece:
        a = t.args[0]
        if a.op is INVERSE and a not in self.changed:
            return self.raised(a.args[0], r"-\mathsf{T}")
        return self.raised(a, r"\mathsf{T}")

    # ---- functions and fences

    def function(self, t: Term) -> Piece:
        a, p, name = t.args[0], self.piece(t.args[0]), t.op.notation.tex
        call = self.call(name, *t.args)
        if not isinstance(t.op, ScalarFunction):
            return call
        if not re.fullmatch(r"\\[a-z]+", name) or name == r"\sigma":
            return call
        if a.op in FENCES and a.op is not INNER:
            return Piece(name + p.shown, PREFIXES, tall=p.tall)
        if not a.args and not p.minus and p.binds == ATOMS:
            return Piece(f"{name} {p.shown}" if p.shown[0] != "\\" else name + p.shown, PREFIXES, followed=call.body)
        return replace(call, binds=PREFIXES)

    def exp(self, t: Term) -> Piece:
        a = t.args[0]
        if (a.is_scalar or 1 in a.shape) and size(a) <= LONG and not self.slim.piece(a).tall:
            return Piece(f"e^{{{self.slim.piece(a).shown}}}", POWERS)
        return self.function(t)

    def fence(self, t: Term) -> Piece:
        left, right = FENCES[t.op]
        inner, tall = ", ".join(self.piece(a).shown for a in t.args), self.tall(*t.args)
        if tall:
            left, right = r"\left" + left, r"\right" + right
        left = left.rstrip() if inner.startswith("\\") else left
        return Piece(f"{left}{inner}{right}", tall=tall)

    def absolute(self, t: Term) -> Piece:
        return self.fence(t) if t.is_scalar else self.function(t)

    # ---- names with places

    def value(self, t: Term) -> Piece:
        return self.call(self.piece(t.args[0]).shown, *t.args[1:])

    def entry(self, t: Term) -> Piece:
        a, *indices = t.args
        shown = [self.slim.piece(i).shown for i in indices]
        index = "".join(shown) if all(not i.args for i in indices) else ",".join(shown)
        letters, own = parts(a.data[0]) if a.op in (SYMBOL, LETTER) else ("", "x")
        base = self.operand(a, POWERS) if own else name_in(letters, False)
        return Piece(f"{base if not own or a.op not in (SYMBOL, LETTER) else bracketed(base, False)}_{{{index}}}", POWERS, tall=self.tall(a))

    def series(self, t: Term) -> Piece:
        index, first, last, body = (self.slim.piece(a).shown for a in t.args)
        return Piece(rf"\sum_{{{index}={first}}}^{{{last}}} {self.operand(t.args[3], SUMS)}", SERIES, tall=True)


class Full(Writer):
    """Fractions with a bar."""

    def rational(self, value: Fraction) -> Piece:
        return Piece(rf"\frac{{{value.numerator}}}{{{value.denominator}}}", PRODUCTS, tall=True)

    def divide(self, t: Term) -> Piece:
        top, bottom = (self.slim.piece(a) for a in t.args)
        minus = top.minus and not top.changed
        return Piece(rf"\frac{{{top.body if minus else top.shown}}}{{{bottom.shown}}}", PRODUCTS, minus, tall=True)

    def power(self, t: Term) -> Piece:
        base, k = t.args
        if k.op is NUMBER and k.data < 0 and base.is_scalar:
            return Piece(rf"\frac{{1}}{{{self.slim.inverted(t)}}}", PRODUCTS, tall=True)
        return super().power(t)

    def multiplied(self, factors: Sequence[Term]) -> Piece:
        """x y⁻¹ is a fraction."""
        below = [f for f in factors if f.op is POWER and f.args[1].op is NUMBER and f.args[1].data < 0 and f not in self.changed]
        if not below:
            return super().multiplied(factors)
        above = [f for f in factors if f.is_scalar and f not in below]
        tops = [self.slim.factor(f, f is above[-1]) for f in above]
        bottoms = [self.slim.inverted(f) for f in below]
        if above and above[0].op is NUMBER:
            q = above[0].data
            tops[0] = str(q.numerator)
            bottoms = [str(q.denominator)] * (q.denominator != 1) + bottoms
            tops = tops[1:] if q.numerator == 1 and len(tops) > 1 else tops
        fraction = rf"\frac{{{joined(tops, False) if tops else '1'}}}{{{joined(bottoms, False)}}}"
        rest = [self.factor(f, True) for f in factors if not f.is_scalar]
        return Piece(joined([fraction, *rest], False), PRODUCTS, tall=True)


class Slim(Writer):
    """Quotients with a slash."""

    def rational(self, value: Fraction) -> Piece:
        return Piece(f"{value.numerator}/{value.denominator}", PRODUCTS)

    def divide(self, t: Term) -> Piece:
        a, c = t.args
        p = self.piece(a)
        top = self.operand(a, PRODUCTS - 1 if a.op in (PRODUCT, TIMES, SCALE) else PRODUCTS)
        return Piece(f"{top}/{self.operand(c, PREFIXES - 1)}", PRODUCTS, tall=p.tall)

    def inverted(self, t: Term) -> str:
        """The power without its minus, as it stands below a bar."""
        base, k = t.args
        if k.data == -1:
            return self.operand(base, PRODUCTS)
        if k.data == Fraction(-1, 2):
            return self.root(base, 2).body
        return self.raised(base, str(-k.data)).body


def bracketed(body: str, tall: bool) -> str:
    return rf"\left({body}\right)" if tall else f"({body})"


def joined(bodies: Sequence[str], long: bool) -> str:
    """Factors side by side; `long` if the last is a product of its own, to be set off a little from letters before it."""
    out = bodies[0]
    for i, right in enumerate(bodies[1:], 2):
        if right[0].isdigit():
            out += r" \cdot "
        elif _CALL.search(out) or (long and i == len(bodies) and not out[-1].isdigit() and not out.endswith(")")):
            out += r"\,"
        elif re.search(r"\\[A-Za-z]+$", out) and right[0].isalpha():
            out += " "
        out += right
    return out


_CALL = re.compile(r"(?<![(\s])\)$|^\\frac\{.*\}$", re.DOTALL)


def name_in(letters: str, bold: bool) -> str:
    if letters in ENGLISH:
        command = rf"\{'varepsilon' if letters == 'ε' else 'varphi' if letters == 'φ' else ENGLISH[letters]}"
        return rf"\boldsymbol{{{command}}}" if bold else command
    if letters == "ℓ":
        return r"\boldsymbol{\ell}" if bold else r"\ell"
    if bold:
        return rf"\mathbf{{{letters}}}"
    return letters if len(letters) == 1 else rf"\mathit{{{letters}}}"


def index_in(index: str) -> str:
    if not index:
        return ""
    return f"_{{{index}}}" if index.isdigit() or len(index) == 1 else rf"_{{\mathrm{{{index}}}}}"


def size_in(d: Dimension) -> str:
    """A dimension such as 2mn + 1."""
    if isinstance(d, int):
        return str(d)
    names: Iterable[str] = (
        (str(c) if c != 1 or not ns else "") + "".join(name_in(letters, False) + index_in(index) for letters, index in map(parts, ns))
        for ns, c in d.monomials
    )
    return " + ".join(names).replace("+ -", "- ")


RULES = {
    SYMBOL: "symbol", LETTER: "symbol", CONSTANT: "constant", NUMBER: "number", DIMENSION: "dimension", IDENTITY: "identity",
    ONES: "ones", ZERO: "zero", REMAINDER: "remainder", SUM: "sum", TIMES: "times", SCALE: "scale", PRODUCT: "product", DIVIDE: "divide",
    HADAMARD: "entry_by_entry", HADAMARD_DIVIDE: "entry_by_entry", KRON: "entry_by_entry", POWER: "power", MATRIX_POWER: "power",
    HADAMARD_POWER: "entrywise_power", INVERSE: "inverse", TRANSPOSE: "transpose", EXP: "exp", DET: "fence", NORM: "fence",
    FROBENIUS: "fence", INNER: "fence", ABS: "absolute", VALUE: "value", ENTRY: "entry", SIGMA: "series",
}
"""The method of a writer for each operator; functions without one are written as \\operatorname{name}(…)."""
