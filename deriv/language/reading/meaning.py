"""What each rule of the grammar means: terms are built as the parser goes, innermost first, so depth costs no stack.

A method has the name of its rule; it gets the tokens and parts of the rule in their order.
"""
from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from .. import operators as ops
from ..build import add, divide, negative
from ..dimensions import describe
from ..errors import FormulaError, ShapeError
from ..operators import number
from ..operators.entrywise import ABS
from ..terms import Term, make
from .applying import Named, applied, named
from .functions import FUNCTIONS, NORMS, root
from .parts import Part, Unsized
from .places import Place
from .powers import FENCED, Exponent, Raised
from .products import multiplied
from .tokens import Lexeme

ENTRYWISE = {"⊙": ops.HADAMARD, "⊘": ops.HADAMARD_DIVIDE, "⊗": ops.KRON}


@dataclass(frozen=True, slots=True)
class Run:
    """Factors written side by side."""

    factors: tuple[Part, ...]

    @property
    def place(self) -> Place:
        return self.factors[0].place.to(self.factors[-1].place)

    @property
    def part(self) -> Part:
        return multiplied(self.factors, lambda a, b: a.place.to(b.place))


def evaluated(item: Part | Run) -> Part:
    return item.part if isinstance(item, Run) else item


class Meaning:
    def leaf(self, items) -> Part:
        return items[0].part

    def group(self, items) -> Part:
        inner = tuple(evaluated(i) for i in items if not isinstance(i, Lexeme))
        place = items[0].place.to(items[-1].place)
        return Part(inner[0].value, place, "group") if len(inner) == 1 else Part(inner, place, "list")

    def root(self, items) -> Part:
        token, base = items[0], items[1].single()
        part = base.map(lambda t: root(t, int(token.sign)))
        return Part(part.value, token.place.to(base.place), "fence" if base.form == "group" else "root")

    def fraction(self, items) -> Part:
        token, top, bottom = items
        return replace(quotient(top.single(), bottom.single(), token), place=token.place.to(bottom.place), form="fence")

    def bars(self, items) -> Part:
        t, place = evaluated(items[1]).term, items[0].place.to(items[-1].place)
        if not t.is_scalar and not t.is_square:
            message = "|…| is the absolute value of a scalar or the determinant of a square matrix, not of "
            raise place.error(message + describe(t.shape), "write ‖x‖ for the norm, abs(x) for entry by entry")
        return Part(make(ABS if t.is_scalar else ops.DET, t), place, "fence")

    def norm(self, items) -> Part:
        t, place, end = evaluated(items[1]).term, items[0].place.to(items[-1].place), items[-1]
        if t.is_scalar:
            raise place.error("the norm is of a vector or a matrix, not a scalar", "write |x| for the absolute value")
        if not end.sign and 1 not in t.shape:
            message = f"‖…‖ of {describe(t.shape)} could be one of several norms"
            raise place.error(message, "write ‖X‖_F for the Frobenius norm")
        try:
            return Part(indexed_norm(t, end, place), place, "fence")
        except ShapeError as error:
            raise place.misfit(error) from None

    def inner(self, items) -> Part:
        start, left, comma, right, end = items
        part = paired(ops.INNER, evaluated(left), evaluated(right), comma)
        return Part(part.value, start.place.to(end.place), "fence")

    def power(self, items) -> Exponent:
        token, *sign, part = items
        part = part.single()
        return Exponent(token, signed(sign[0], part) if sign else part)

    def function(self, items) -> Named:
        return named(*items)

    def factor(self, items) -> Part | Raised:
        return Raised(items[0], tuple(items[1:])) if len(items) > 1 else items[0]

    def run(self, items) -> Run:
        return Run(tuple(applied(items)))

    def product(self, items) -> Part:
        """Side by side binds first, then * and / from left to right, then ⊙, ⊘ and ⊗ from left to right."""
        chain = Chain(items[0])
        for operator, run in with_operators(items[1:]):
            chain.extend(operator, run)
        return chain.part

    def sum(self, items) -> Part:
        return total(items)


def indexed_norm(t: Term, end: Lexeme, place: Place) -> Term:
    """‖x‖, ‖x‖_1, ‖x‖_∞, ‖X‖_F, and ‖x‖_p for a declared scalar or a number p."""
    if name := NORMS.get(end.sign):
        return FUNCTIONS[name].build(t)
    index = number(end.sign) if end.sign.isdigit() else end.part
    if not isinstance(index, Term):
        message = f"the norm with index {end.sign} is not among the functions that deriv can derive yet"
        raise place.error(message, "‖x‖, ‖x‖_1, ‖x‖_∞, ‖X‖_F are, and ‖x‖_p for a declared scalar p")
    return FUNCTIONS["normp"].build(t, index)


def signed(sign: Lexeme, part: Part) -> Part:
    return replace(part.map(negative) if sign.sign == "-" else part, place=sign.place.to(part.place))


def paired(op, left: Part, right: Part, token: Lexeme) -> Part:
    """op of the two; where they do not fit, the error stands at the sign between them."""
    if op is not ops.KRON:
        left, right = left.beside(right), right.beside(left)
    try:
        return Part(make(op, left.term, right.term), left.place.to(right.place))
    except ShapeError as error:
        raise token.place.misfit(error) from None


def with_operators(items: Sequence) -> Iterator[tuple[Lexeme, Run]]:
    """OPERATOR SIGN? run, again and again."""
    i = 0
    while i < len(items):
        operator, run = items[i], items[i + 1]
        if isinstance(run, Lexeme):
            run = Run((signed(run, items[i + 2].part),))
            i += 1
        yield operator, run
        i += 2


class Chain:
    """A product as it is read: what stands left of the last ⊙, ⊘ or ⊗, that sign, and the factors since then."""

    def __init__(self, run: Run):
        self.left: Part | None = None
        self.operator: Lexeme | None = None
        self.factors = list(run.factors)
        self.signs: dict[Place, Lexeme] = {}  # the * in front of the factor at a place

    def extend(self, operator: Lexeme, run: Run) -> None:
        last = self.factors[-1]
        if last.form == "open":
            message = f"it is not clear whether {operator} belongs to the argument of the function before it"
            raise last.place.to(operator.place).error(message, "put the argument of the function in brackets")
        match operator.sign:
            case "*" | "×" | "@" | "*@":
                self.times(operator, run)
            case "/":
                self.factors = divided(self.product, run, operator)
            case _:
                self.left, self.operator, self.factors = self.part, operator, list(run.factors)

    def times(self, operator: Lexeme, run: Run) -> None:
        if self.operator is not None:
            place = self.operator.place.to(operator.place)
            message = f"it is not clear which comes first, {self.operator} or {operator}"
            raise place.error(message, "put brackets around one of the products")
        scalar = self.factors[-1].is_scalar or run.factors[0].is_scalar
        if operator.sign == "×" and not scalar:
            hint = "leave it out between matrices; ⊙ is entry by entry"
            raise operator.place.error(f"{operator} is for numbers", hint)
        if operator.sign == "*@" and not scalar:
            raise operator.place.error("beside @, it is not clear which product * is", "write @, or .* entry by entry")
        if operator.sign == "@" and scalar:
            raise operator.place.error("@ is for vectors and matrices", "write * for numbers")
        self.signs[run.place] = operator
        self.factors += run.factors

    def between(self, left: Part, right: Part) -> Place:
        sign = next((s for place, s in self.signs.items() if place.start == right.place.start), None)
        return sign.place if sign else left.place.to(right.place)

    @property
    def product(self) -> Part:
        return multiplied(self.factors, self.between)

    @property
    def part(self) -> Part:
        if self.operator is None:
            return self.product
        return paired(ENTRYWISE[self.operator.sign], self.left, self.product, self.operator)


def divided(left: Part, run: Run, token: Lexeme) -> list[Part]:
    """left / run. A denominator of several factors needs one clear reading: λ/2 ‖x‖², 1/n Xᵀy, xᵀAx / xᵀx."""
    first, *others = run.factors
    if not others:
        return [quotient(left, first, token)]
    op = first.value.op if isinstance(first.value, Term) else None
    tight = left.place.touches(token.place) and token.place.touches(first.place)
    apart = not first.place.touches(others[0].place) and (op is ops.NUMBER or tight)
    ends = op is ops.NUMBER or (op is ops.DIMENSION and left.form == "number")
    if ends and (apart or others[0].form in FENCED):
        return [quotient(left, first, token), *others]
    parts = [readable(run.factors[:n]) for n in range(1, len(run.factors) + 1)]
    if parts[-1] and parts[-1].is_scalar and not any(p and p.is_scalar for p in parts[:-1]):
        return [quotient(left, parts[-1], token)]
    hint = "put the denominator, or the fraction, in brackets"
    raise token.place.to(run.place).error("it is not clear how far the denominator reaches", hint)


def readable(factors: Sequence[Part]) -> Part | None:
    try:
        return Run(tuple(factors)).part
    except FormulaError:
        return None


def quotient(top: Part, bottom: Part, token: Lexeme) -> Part:
    c = bottom.term
    if not c.is_scalar:
        hint = "write inv(X) for a matrix, ./ for entry by entry"
        raise token.place.error(f"cannot divide by {describe(c.shape)}", hint)
    if c.op is ops.NUMBER and c.data == 0:
        raise token.place.to(bottom.place).error("division by zero")
    return replace(top.map(lambda t: divide(t, c)), place=top.place.to(bottom.place))


def total(items: Sequence) -> Part:
    """SIGN? part (SIGN part)*"""
    signs: list[Lexeme | None] = [i for i in items if isinstance(i, Lexeme)]
    if not isinstance(items[0], Lexeme):
        signs.insert(0, None)
    read = [evaluated(i) for i in items if not isinstance(i, Lexeme)]
    parts = [p.map(negative) if sign and sign.sign == "-" else p for sign, p in zip(signs, read, strict=True)]
    place = (signs[0] or parts[0]).place.to(parts[-1].place)
    if len(parts) == 1:
        return replace(parts[0], place=place)
    known = next((p for p in parts if isinstance(p.value, Term)), None)
    if known is None:
        return Part(open_sum([p.value for p in parts]), place)
    terms = [p.beside(known).term for p in parts]
    for sign, p, term in zip(signs, parts, terms, strict=True):
        try:
            add(known.value, term)
        except ShapeError as error:
            raise (sign or p).place.misfit(error) from None
    return Part(add(*terms), place)


def open_sum(values: Sequence[Unsized]) -> Term | Unsized:
    """A sum of things without a size; some may know their rows, others their columns."""
    rows = next((v.rows for v in values if v.rows is not None), None)
    cols = next((v.cols for v in values if v.cols is not None), None)
    square = any(v.square for v in values)
    if square:
        rows, cols = rows or cols, cols or rows
    found = Unsized(lambda shape: add(*(v.at(shape) for v in values)), rows, cols, square)
    return found.at((rows, cols)) if rows is not None and cols is not None else found
