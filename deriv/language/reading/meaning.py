"""What each rule of the grammar means: terms are built as the parser goes, innermost first, so nothing here recurses.

A method has the name of its rule; it gets the tokens and parts of the rule and returns a part.
"""
from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from ..build import add, divide, negative, power
from ..dimensions import describe
from ..errors import FormulaError, ShapeError
from ..facts import Fact, has
from ..operators import (
    DET, DIMENSION, FROBENIUS, HADAMARD, HADAMARD_DIVIDE, HADAMARD_POWER, INNER, INVERSE, KRON, NORM, NUMBER, POWER, TRANSPOSE, number, ones,
)
from ..operators.entrywise import ABS, EXP
from ..terms import Term, make
from .functions import Function
from .parts import Part, Unsized, Value, multiplied, sized
from .tokens import Lexeme
from .vocabulary import EULER

FENCES = ("group", "fence")


@dataclass(frozen=True, slots=True)
class Raised:
    """A part with the powers and transposes behind it: log(x)² is (log x)², so they wait until the function is known."""

    base: Part
    marks: tuple[Lexeme | tuple, ...]

    @property
    def start(self) -> int:
        return self.base.start


@dataclass(frozen=True, slots=True)
class Run:
    """Factors written side by side."""

    factors: tuple[Part, ...]

    @property
    def start(self) -> int:
        return self.factors[0].start

    @property
    def end(self) -> int:
        return self.factors[-1].end


def apply(f: Callable[..., Value], parts: Sequence[Part], start: int, end: int, form: str = "") -> Part:
    """f of the parts; where it does not fit them, the error stands at [start, end)."""
    try:
        return Part(f(*(p.term for p in parts)), parts[0].start, parts[-1].end, form)
    except ShapeError as error:
        raise FormulaError(error.message, start=start, end=end, hint=error.hint) from None


def lifted(f: Callable[[Term], Term], part: Part) -> Part:
    """f of something whose size may still be open, where f keeps the shape."""
    if isinstance(part.value, Unsized):
        return replace(part, value=part.value.map(f), form="")
    try:
        return replace(part, value=f(part.value), form="")
    except ShapeError as error:
        raise part.raised(error) from None


def tokens_in(items: Sequence, kind: str) -> list[Lexeme]:
    return [i for i in items if isinstance(i, Lexeme) and i.type == kind]


class Meaning:
    # ---- atoms

    def leaf(self, items) -> Part:
        return items[0].part

    def group(self, items) -> Part:
        inner = [evaluated(i) for i in items if not isinstance(i, Lexeme)]
        start, end = items[0].start_pos, items[-1].end_pos
        if len(inner) == 1:
            return Part(inner[0].value, start, end, "group")
        return Part(tuple(inner), start, end, "list")

    def root(self, items) -> Part:
        token, base = items
        base = single(base)
        degree = number(Fraction(1, int(token.sign)))
        form = "group" if base.form == "group" else "root"
        part = lifted(lambda t: make(POWER if t.is_scalar else HADAMARD_POWER, t, degree), base)
        return Part(part.value, token.start_pos, base.end, "fence" if form == "group" else form)

    def fraction(self, items) -> Part:
        token, top, bottom = items
        return Part(quotient(single(top), single(bottom), token).value, token.start_pos, bottom.end, "fence")

    def bars(self, items) -> Part:
        inner = evaluated(items[1])
        start, end = items[0].start_pos, items[-1].end_pos
        t = inner.term
        if not t.is_scalar and not t.is_square:
            hint = "write ‖x‖ for the norm, abs(x) entry by entry" if t.is_vector else "abs(X) is entry by entry"
            raise FormulaError(f"|…| is the absolute value of a scalar or the determinant of a square matrix, not of {describe(t.shape)}",
                               start=start, end=end, hint=hint)
        return Part(make(ABS if t.is_scalar else DET, t), start, end, "fence")

    def norm(self, items) -> Part:
        inner, index = evaluated(items[1]), items[-1].sign
        start, end = items[0].start_pos, items[-1].end_pos
        t = inner.term

        def wrong(message: str, hint: str = "") -> FormulaError:
            return FormulaError(message, start=start, end=end, hint=hint)

        if t.is_scalar:
            raise wrong("the norm is of a vector or a matrix, not a scalar", "write |x| for the absolute value")
        if index in ("F", "Fro", "fro"):
            return Part(make(FROBENIUS, t), start, end, "fence")
        if 1 in t.shape and index in ("plain", "2"):
            return Part(make(NORM, t), start, end, "fence")
        if index == "plain":
            raise wrong(f"‖…‖ of {describe(t.shape)} could be several norms", "write ‖X‖_F for the Frobenius norm")
        raise wrong(f"the norm with index {index} is not among the functions that deriv can derive yet", "‖x‖ and ‖X‖_F are")

    def inner(self, items) -> Part:
        left, comma, right = evaluated(items[1]), items[2], evaluated(items[3])
        part = apply(lambda a, b: make(INNER, a, b), (left, right), comma.start_pos, comma.end_pos)
        return Part(part.value, items[0].start_pos, items[-1].end_pos, "fence")

    # ---- powers and transposes

    def power(self, items) -> tuple:
        token, *sign, exponent = items
        exponent = single(exponent)
        if sign:
            exponent = replace(lifted(negative, exponent) if sign[0].sign == "-" else exponent, start=sign[0].start_pos)
        return token, exponent

    def factor(self, items) -> Part | Raised:
        return items[0] if len(items) == 1 else Raised(items[0], tuple(items[1:]))

    # ---- products

    def run(self, items) -> Run:
        return Run(tuple(applications(items)))

    def product(self, items) -> Part:
        return product(items)

    # ---- sums

    def sum(self, items) -> Part:
        return total(items)


# ---- reading a factor


def single(part: Part) -> Part:
    """A part with one value."""
    if isinstance(part.value, tuple):
        raise FormulaError("a comma has no meaning here", start=part.start, end=part.end)
    return part


def marked(part: Part, marks: Sequence) -> Part:
    """The part with its powers and transposes applied, from left to right."""
    part = single(part)
    if part.form == "root":
        raise FormulaError("it is not clear what is under the root", start=part.start, end=part.end, hint="write √(…)")
    for mark in marks:
        part = transposed(part, mark) if isinstance(mark, Lexeme) else raised(part, *mark)
    return part


def transposed(part: Part, mark: Lexeme) -> Part:
    value = part.value
    if part.form == "number" and isinstance(value, Term) and value.data == 1 and mark.type == "TRANSPOSE":
        value = Unsized(lambda shape: ones(*shape), cols=1)
    if isinstance(value, Term) and value.is_scalar:
        raise FormulaError("a scalar needs no transpose", start=part.start, end=mark.end_pos, hint="leave it out, or declare a vector or matrix")
    if mark.type == "INVERTED":
        value = lifted(lambda t: make(INVERSE, t), replace(part, value=value)).value
    value = value.transposed if isinstance(value, Unsized) else make(TRANSPOSE, value)
    return Part(value, part.start, mark.end_pos)


def raised(part: Part, token: Lexeme, exponent: Part) -> Part:
    start, end = part.start, exponent.end

    def wrong(message: str, hint: str = "") -> FormulaError:
        return FormulaError(message, start=start, end=end, hint=hint)

    k = exponent.term
    if part.value is EULER:
        if not k.is_scalar and 1 not in k.shape:
            raise wrong("e to the power of a matrix could be entry by entry or the matrix exponential", "write exp(X) for entry by entry")
        return Part(make(EXP, k), start, end)
    if not k.is_scalar:
        raise FormulaError(f"an exponent is a scalar, not {describe(k.shape)}", start=exponent.start, end=exponent.end)
    if token.sign == ".^":
        f = lambda t: make(HADAMARD_POWER, t, k)  # noqa: E731
    else:
        if not part.is_scalar:
            check_matrix_power(part, k, wrong)
        f = lambda t: power(t, k)  # noqa: E731
    try:
        return replace(lifted(f, part), end=end, form="fence" if part.form in FENCES else "")
    except FormulaError as error:
        raise wrong(error.message, error.hint) from None


def check_matrix_power(part: Part, k: Term, wrong: Callable[[str, str], FormulaError]) -> None:
    t = part.value
    if isinstance(t, Term) and not t.is_square:
        hint = "write x.^2 entry by entry" + (", x'*x or ‖x‖² for the squared length" if t.is_vector else "")
        raise wrong(f"a power needs a square matrix, not {describe(t.shape)}", hint)
    if not has(k, Fact.INTEGER):
        if k.op is NUMBER:
            raise wrong("powers of a matrix that are not whole are not among the functions that deriv can derive yet", "X.^k is entry by entry")
        raise wrong("the exponent of a matrix must be a whole number", "declare it as integer, such as k: positive integer")


# ---- reading factors side by side


def applications(items: Sequence) -> list[Part]:
    """The factors of a run, functions applied: tr AB is tr(AB), log det X is log(det(X)), log(x)² is (log x)²."""
    found: list[Part] = []
    i = 0
    while i < len(items):
        if not isinstance(items[i], Lexeme):
            found.append(whole(items[i]))
            i += 1
            continue
        functions = []
        while i < len(items) and isinstance(items[i], Lexeme):
            functions.append(items[i])
            i += 1
        part, i = argument(functions[-1], items, i)
        for token in reversed(functions[:-1]):
            part = called(token, [part], "open" if part.form == "open" else "")
        found.append(part)
    return found


def whole(item: Part | Raised) -> Part:
    return marked(item.base, item.marks) if isinstance(item, Raised) else single(item)


def argument(token: Lexeme, items: Sequence, i: int) -> tuple[Part, int]:
    """The function applied to what follows it, and the place after that."""
    if i == len(items):
        raise FormulaError(f"{token} of what? Its argument is missing", start=token.start_pos, end=token.end_pos, hint=f"write {token}(…)")
    first = items[i]
    base, marks = (first.base, first.marks) if isinstance(first, Raised) else (first, ())
    attached = base.start == token.end_pos
    following = next((j for j in range(i, len(items)) if isinstance(items[j], Lexeme)), len(items))
    alone = following == i + 1
    if base.form in ("group", "list") and (attached or (alone and not marks)):
        arguments = [base] if base.form == "group" else list(base.value)
        part = called(token, arguments, end=base.end)
        return (marked(part, marks) if marks else part), i + 1
    if base.form == "fence" and (attached or alone):
        return called(token, [whole(first)]), i + 1
    if base.form in ("group", "list", "fence"):
        raise unclear(token, items[following - 1], f"write {token}(…) with its whole argument inside the brackets")
    factors = [whole(x) for x in items[i:following]]
    return called(token, [joined(token, factors)], "open"), following


def joined(token: Lexeme, factors: list[Part]) -> Part:
    """The argument of a function without brackets, where there is one way to read it."""
    if len(factors) > 1:
        numbers = factors[0].form == "number" and len(factors) == 2 and factors[0].end == factors[1].start
        matrix_first = [f.is_scalar for f in factors] == sorted((f.is_scalar for f in factors), reverse=True)
        clear = (matrix_first and not factors[-1].is_scalar) if token.function.takes_product else numbers
        if not clear:
            raise unclear(token, factors[-1], f"write {token}(…) with its whole argument inside the brackets")
    return juxtaposed(factors)


def unclear(token: Lexeme, last: Part | Raised, hint: str) -> FormulaError:
    end = last.end if isinstance(last, Part) else last.base.end
    return FormulaError(f"it is not clear how far {token} reaches", start=token.start_pos, end=end, hint=hint)


def called(token: Lexeme, arguments: Sequence[Part], form: str = "", end: int | None = None) -> Part:
    f: Function = token.function
    if len(arguments) < f.least or (f.most is not None and len(arguments) > f.most):
        wanted = f"{f.least}" if f.most == f.least else f"{f.least} or {f.most}" if f.most else f"at least {f.least}"
        raise FormulaError(f"{token} takes {wanted} argument{'s' * (wanted != '1')}, not {len(arguments)}",
                           start=token.start_pos, end=arguments[-1].end)
    part = apply(f.build, arguments, token.start_pos, token.end_pos, form)
    return replace(part, start=token.start_pos, end=end or part.end)


def juxtaposed(factors: Sequence[Part], signs: dict[int, Lexeme] | None = None) -> Part:
    """The product; an error stands at the sign between two factors, or at the two."""

    def between(left: Part, right: Part) -> tuple[int, int]:
        sign = (signs or {}).get(right.start)
        return (sign.start_pos, sign.end_pos) if sign else (left.start, right.end)

    if len(factors) == 1:
        return factors[0]
    return Part(multiplied(factors, between), factors[0].start, factors[-1].end)


def evaluated(item: Part | Run) -> Part:
    return juxtaposed(item.factors) if isinstance(item, Run) else item


# ---- products, quotients and sums


def product(items: Sequence) -> Part:
    """Juxtaposition binds first, then * and / from left to right, then ⊙, ⊘ and ⊗ from left to right."""
    left: Part | None = None
    pending: Lexeme | None = None
    factors: list[Part] = list(items[0].factors)
    signs: dict[int, Lexeme] = {}
    i = 1
    while i < len(items):
        token = items[i]
        minus = isinstance(items[i + 1], Lexeme) and items[i + 1]
        run: Run = items[i + 2] if minus else items[i + 1]
        i += 3 if minus else 2
        check_open(factors[-1], token)
        if minus:
            part = evaluated(run)
            part = replace(lifted(negative, part) if minus.sign == "-" else part, start=minus.start_pos)
            run = Run((part,))
        if token.sign in ("*", "×"):
            if pending is not None:
                raise FormulaError(f"it is not clear what comes first, {pending} or {token}", start=pending.start_pos, end=token.end_pos,
                                   hint="put brackets around one of the products")
            if token.sign == "×" and not (factors[-1].is_scalar or run.factors[0].is_scalar):
                raise FormulaError("× is for numbers", start=token.start_pos, end=token.end_pos, hint="leave it out in a product of matrices, ⊙ is entry by entry")
            signs[run.start] = token
            factors += run.factors
        elif token.sign == "/":
            factors = list(divided(juxtaposed(factors, signs), run, token))
        else:
            left = joined_by(pending, left, juxtaposed(factors, signs))
            pending, factors = token, list(run.factors)
    return joined_by(pending, left, juxtaposed(factors, signs))


def check_open(part: Part, token: Lexeme) -> None:
    if part.form == "open":
        raise FormulaError(f"it is not clear whether {token} belongs to the argument of the function before it", start=part.start,
                           end=token.end_pos, hint="put the argument of the function in brackets")


def joined_by(token: Lexeme | None, left: Part | None, right: Part) -> Part:
    if token is None or left is None:
        return right
    op = {"⊙": HADAMARD, "⊘": HADAMARD_DIVIDE, "⊗": KRON}[token.sign]
    if op is not KRON:
        left, right = fitted(left, right), fitted(right, left)
    return apply(lambda a, b: make(op, a, b), (left, right), token.start_pos, token.end_pos)


def fitted(part: Part, other: Part) -> Part:
    """The part in the shape of the other, if its own size is open."""
    if isinstance(part.value, Unsized) and isinstance(other.value, Term):
        try:
            return replace(part, value=part.value.at(other.value.shape))
        except ShapeError as error:
            raise part.raised(error) from None
    return part


def divided(left: Part, run: Run, token: Lexeme) -> Sequence[Part]:
    """left / run. With several factors in the run, only where there is one way to read it: xᵀAx / xᵀx, 1/2 x."""
    first, *others = run.factors
    if not others:
        return [quotient(left, first, token)]
    spaced = first.end < others[0].start and left.end == token.start_pos and token.end_pos == first.start
    count = isinstance(first.value, Term) and first.value.op in (NUMBER, DIMENSION)
    if count and left.form == "number" and (spaced or others[0].form in FENCES):
        return [quotient(left, first, token), *others]
    prefixes = [run.factors[:k] for k in range(1, len(run.factors))]
    if not any(is_scalar_run(p) for p in prefixes) and is_scalar_run(run.factors):
        return [quotient(left, juxtaposed(run.factors), token)]
    raise FormulaError("it is not clear how far the denominator reaches", start=token.start_pos, end=run.end,
                       hint="put the denominator, or the fraction, in brackets")


def is_scalar_run(factors: Sequence[Part]) -> bool:
    try:
        return juxtaposed(factors).is_scalar
    except FormulaError:
        return False


def quotient(top: Part, bottom: Part, token: Lexeme) -> Part:
    c = bottom.term
    if not c.is_scalar:
        raise FormulaError(f"cannot divide by {describe(c.shape)}", start=token.start_pos, end=token.end_pos,
                           hint="write inv(X) for a matrix, ./ for entry by entry")
    if c.op is NUMBER and c.data == 0:
        raise FormulaError("division by zero", start=token.start_pos, end=bottom.end)
    return replace(lifted(lambda t: divide(t, c), top), end=bottom.end)


def total(items: Sequence) -> Part:
    signs: list[Lexeme | None] = [] if isinstance(items[0], Lexeme) else [None]
    parts: list[Part] = []
    for item in items:
        if isinstance(item, Lexeme):
            signs.append(item)
            continue
        part = evaluated(item)
        sign = signs[-1]
        parts.append(lifted(negative, part) if sign and sign.sign == "-" else part)
    start, end = (signs[0].start_pos if signs[0] else parts[0].start), parts[-1].end
    if len(parts) == 1:
        return Part(parts[0].value, start, end, "number" if parts[0].form == "number" else "")
    known = next((p for p in parts if isinstance(p.value, Term)), None)
    if known is None:
        return Part(open_sum(parts), start, end)
    terms = [fitted(p, known).term for p in parts]
    for sign, term in zip(signs, terms, strict=True):
        try:
            add(known.term, term)
        except ShapeError as error:
            place = sign or known
            a, b = (place.start_pos, place.end_pos) if isinstance(place, Lexeme) else (place.start, place.end)
            raise FormulaError(error.message, start=a, end=b, hint=error.hint) from None
    return Part(add(*terms), start, end)


def open_sum(parts: Sequence[Part]) -> Value:
    values: list[Unsized] = [p.value for p in parts]
    rows = next((v.rows for v in values if v.rows is not None), None)
    cols = next((v.cols for v in values if v.cols is not None), None)
    return sized(Unsized(lambda shape: add(*(v.at(shape) for v in values)), rows, cols, any(v.square for v in values)))
