"""Putting array expressions together as a careful programmer writes them.

No negation inside a product, no square of a square root, and the forms of log, softmax and the logistic function that
do not overflow.
"""
from __future__ import annotations

from collections import Counter
from fractions import Fraction

from ...language.facts import Fact, has
from .arrays import ONE, Array, array, is_decimal, number, value_of

ROWS, COLUMNS = "sum of rows", "sum of columns"
LOGSUMEXP = {
    ("sum", 1): "logsumexp", ("sum", 2): "logsumexp of all",
    (ROWS, 2): "logsumexp of rows", (COLUMNS, 2): "logsumexp of columns",
}


# ---- arithmetic -----------------------------------------------------------------------------------------------------
def neg(a: Array) -> Array:
    return a.args[0] if a.op == "neg" else array("neg", (a,), a.ndim)


def add(*terms: Array) -> Array:
    """The sum; numbers are added up, and a positive term stands first where there is one."""
    flat = [x for t in terms for x in (t.args if t.op == "+" else (t,))]
    numbers = [x for x in flat if value_of(x) is not None]
    if len(numbers) > 1:
        total = sum(map(value_of, numbers), Fraction(0))
        flat = [x for x in flat if x not in numbers] + ([number(total)] if total else [])
    flat = _collected(flat)
    flat.sort(key=lambda x: x.op == "neg")
    if len(flat) < 2:
        return flat[0] if flat else number(0)
    if all(_is_diagonal(x) for x in flat):
        return diag(add(*(_on_diagonal(x) for x in flat)))
    return array("+", tuple(_broadcast(flat)), max(x.ndim for x in flat))


def _collected(terms: list[Array]) -> list[Array]:
    """2 * x for x + x, where x has no number in front."""
    alike: dict[object, list[Array]] = {}
    for x in terms:
        inside = x.args[0] if x.op == "neg" else x
        factors = inside.args if inside.op == "*" else (inside,)
        plain = inside.args and not any(f.op == "number" for f in factors)
        alike.setdefault((x.op == "neg", frozenset(Counter(factors).items())) if plain else len(alike), []).append(x)
    return [xs[0] if len(xs) == 1 else mul(number(len(xs)), xs[0]) for xs in alike.values()]


def subtract(a: Array, b: Array) -> Array:
    return add(a, neg(b))


def mul(*factors: Array) -> Array:
    """The product of scalars, or entry by entry; signs and reciprocals are taken out."""
    negative = sum(f.op == "neg" for f in factors) % 2 == 1
    bare = [f.args[0] if f.op == "neg" else f for f in factors]
    above, below = [], []
    flat = _broadcast([x for f in bare for x in (f.args if f.op == "*" else (f,))])
    for numerator, denominator in map(_fraction, flat):
        above += [numerator] if numerator is not ONE else []
        below += [denominator] if denominator is not ONE else []
    product = _plain_product(_diagonal_factors(_logistic_factors([x for f in above for x in _factors(f)])))
    if below:
        product = div(product, _plain_product(below))
    return neg(product) if negative else product


def _broadcast(parts: list[Array]) -> list[Array]:
    """v 1ᵀ and 1 wᵀ beside a whole matrix are v as a column and w, which the library repeats itself."""
    if not any(x.ndim == 2 and not _repeated(x) for x in parts):
        return parts
    return [_once(x) for x in parts]


def _repeated(a: Array) -> bool:
    return a.op in ("column", "row") or (a.op == "outer" and any(x.op == "ones" for x in a.args))


def _once(a: Array) -> Array:
    if a.op != "outer" or not _repeated(a):
        return a
    left, right = a.args
    return right if left.op == "ones" else column(left)


def _fraction(a: Array) -> tuple[Array, Array]:
    """Numerator and denominator of a reciprocal, or of a number that is no decimal."""
    if a.op == "/" and a.args[0] is ONE:
        return a.args
    if a.op == "number" and not is_decimal(a.data):
        return number(a.data.numerator), number(a.data.denominator)
    return a, ONE


def diag(a: Array) -> Array:
    """The square matrix with the vector on its diagonal; the sign stands outside."""
    return neg(diag(a.args[0])) if a.op == "neg" else call("diag", a, ndim=2)


def _is_diagonal(a: Array) -> bool:
    return a.ndim == 2 and (a.args[0] if a.op == "neg" else a).op == "diag"


def _on_diagonal(a: Array) -> Array:
    return neg(a.args[0].args[0]) if a.op == "neg" else a.args[0]


def _diagonal_factors(factors: list[Array]) -> list[Array]:
    """v[:, None] * diag(w) is diag(v * w)."""
    diagonal = [x for x in factors if x.ndim == 2 and x.op == "diag"]
    if len(diagonal) != 1 or any(x.ndim == 2 and x.op not in ("diag", "column", "row") for x in factors):
        return factors
    scalars = [x for x in factors if not x.ndim]
    along = [x if x.ndim == 1 else x.args[0] for x in factors if x.ndim]
    return [*scalars, diag(mul(*along))]


def _logistic_factors(factors: list[Array]) -> list[Array]:
    """exp(x) σ(−x) = σ(x)."""
    factors = list(factors)
    for f in [f for f in factors if f.op == "exp"]:
        opposite = call("sigmoid", neg(f.args[0]))
        if opposite in factors:
            factors.remove(f)
            factors[factors.index(opposite)] = call("sigmoid", f.args[0])
    return factors


def _plain_product(factors: list[Array]) -> Array:
    grouped: dict[Array, int] = {}
    for f in factors:
        grouped[f] = grouped.get(f, 0) + 1
    factors = [power(f, number(k)) for f, k in grouped.items()]
    if len(factors) < 2:
        return factors[0] if factors else ONE
    return array("*", tuple(factors), max(f.ndim for f in factors))


def div(a: Array, b: Array) -> Array:
    if a.op == "neg":
        return neg(div(a.args[0], b))
    if b.op == "neg":
        return neg(div(a, b.args[0]))
    if b is ONE:
        return a
    a, b = _broadcast([a, b])
    return _softmax(a, b) or _logistic(a, b) or array("/", (a, b), max(a.ndim, b.ndim))


def _softmax(a: Array, b: Array) -> Array | None:
    """exp(z) / sum(exp(z)) = exp(z − logsumexp(z)), which cannot overflow; the same by rows or columns."""
    by_rows = b.op == "column" and b.args[0].op == ROWS
    sums = b.args[0] if by_rows else b
    if not by_rows and b.op not in ("sum", COLUMNS) or sums.args[0].op != "exp":
        return None
    exp = sums.args[0]
    factors = a.args if a.op == "*" else (a,)
    if exp not in factors:
        return None
    stable = call("exp", subtract(exp.args[0], column(log(sums)) if by_rows else log(sums)))
    return mul(*(stable if f is exp else f for f in factors))


def _logistic(a: Array, b: Array) -> Array | None:
    """exp(x) / (1 + exp(x)) = σ(x) and 1 / (1 + exp(x)) = σ(−x), neither of which can overflow."""
    base, times = _powered(b)
    x = _one_plus_exp(base)
    if x is None:
        return None
    factors = [f for g in (a.args if a.op == "*" else (a,)) for f in _factors(g)]
    for _ in range(times):
        exp = call("exp", x)
        if exp in factors:
            factors[factors.index(exp)] = call("sigmoid", x)
        else:
            factors.append(call("sigmoid", neg(x)))
    return mul(*factors)


def _powered(a: Array) -> tuple[Array, int]:
    """b and k, where the expression is b², b³ or b⁴, as quotients of exponentials have them."""
    k = value_of(a.args[1]) if a.op == "**" else None
    return (a.args[0], int(k)) if k in (2, 3, 4) else (a, 1)


def _factors(a: Array) -> list[Array]:
    base, times = _powered(a)
    return [base] * times


def _one_plus_exp(a: Array) -> Array | None:
    """x, where the expression is 1 + exp(x)."""
    if a.op == "+" and len(a.args) == 2 and ONE in a.args:
        other = a.args[a.args[0] is ONE]
        return other.args[0] if other.op == "exp" else None
    return None


def power(base: Array, exponent: Array) -> Array:
    k = value_of(exponent)
    if k == 1:
        return base
    if k is not None and k < 0:
        return div(ONE, power(base, number(-k)))
    if k == Fraction(1, 2):
        return call("sqrt", base)
    if base.op == "norm" and k is not None and k.denominator == 1 and k.numerator % 2 == 0 and k:
        return power(square(base.args[0]), number(k / 2))
    if base.op == "constant" and base.data == "e":
        return call("exp", exponent)
    return array("**", (base, exponent), max(base.ndim, exponent.ndim))


def square(a: Array) -> Array:
    """The sum of the squares of all entries."""
    return matmul(a, a) if a.ndim == 1 else total(power(a, number(2)))


# ---- linear algebra -------------------------------------------------------------------------------------------------
_MATMUL = {(1, 1): 0, (2, 1): 1, (1, 2): 1, (2, 2): 2}


def matmul(a: Array, b: Array) -> Array:
    if "neg" in (a.op, b.op):
        product = matmul(*(x.args[0] if x.op == "neg" else x for x in (a, b)))
        return product if a.op == b.op else neg(product)
    if _is_diagonal(a):
        return mul(a.args[0] if b.ndim == 1 else column(a.args[0]), b)
    if _is_diagonal(b):
        return mul(a, b.args[0])
    return array("@", (a, b), _MATMUL[a.ndim, b.ndim])


def transpose(a: Array) -> Array:
    """The transpose; of a product of transposes the product, of what is symmetric the same."""
    if a.ndim < 2 or is_symmetric(a):
        return a
    match a.op:
        case "T":
            return a.args[0]
        case "neg":
            return neg(transpose(a.args[0]))
        case "outer":
            return outer(*reversed(a.args))
        case "@" if all(x.op == "T" or is_symmetric(x) for x in a.args):
            return matmul(*(transpose(x) for x in reversed(a.args)))
    return array("T", (a,), 2)


def is_symmetric(a: Array) -> bool:
    """Can the matrix be seen to be its own transpose?"""
    match a.op:
        case "name":
            return has(a.data, Fact.SYMMETRIC)
        case "eye" | "diag":
            return True
        case "inv" | "neg" | "T" | "matrix_power":
            return is_symmetric(a.args[0])
        case "outer":
            return a.args[0] is a.args[1]
        case "@":
            left, right = a.args
            if left.op == "@" and is_symmetric(left.args[1]):
                left = left.args[0]
            return any(x.op == "T" and x.args[0] is y for x, y in ((left, right), (right, left)))
        case "+" | "*" | "/":
            return all(x.ndim == 0 or (x.ndim == 2 and is_symmetric(x)) for x in a.args)
    return False


def solve(k: Array, b: Array) -> Array:
    """K⁻¹b without the inverse."""
    return neg(solve(k, b.args[0])) if b.op == "neg" else array("solve", (k, b), b.ndim)


def outer(a: Array, b: Array) -> Array:
    if a.op == b.op == "ones":
        return array("ones", (*a.args, *b.args), 2)
    return array("outer", (a, b), 2)


# ---- calls ----------------------------------------------------------------------------------------------------------
def call(function: str, *args: Array, ndim: int | None = None) -> Array:
    """A call of the target's function; entry by entry unless `ndim` says otherwise."""
    return array(function, args, max(a.ndim for a in args) if ndim is None else ndim)


def column(a: Array) -> Array:
    """A vector with a second axis, a reciprocal outside."""
    if a.op == "/" and a.args[0] is ONE:
        return div(ONE, column(a.args[1]))
    return call("column", a, ndim=2)


def vec(a: Array) -> Array:
    """The columns of a matrix one below the other: its transpose, read row by row."""
    return call("flatten", a.args[0], ndim=1) if a.op == "T" else call("vec", a, ndim=1)


def total(a: Array) -> Array:
    """The sum of all entries."""
    if a.op in (ROWS, COLUMNS, "T"):
        return total(a.args[0])
    if a.op == "*" and [x.ndim for x in a.args] == [1, 1]:
        return matmul(*a.args)
    if a.op == "**" and a.ndim == 1 and value_of(a.args[1]) == 2:
        return square(a.args[0])
    return call("sum", a, ndim=0)


def summed(a: Array, over: str) -> Array:
    """The vector of the sums over an axis."""
    if a.op == "T":
        return summed(a.args[0], ROWS if over == COLUMNS else COLUMNS)
    return call(over, a, ndim=1)


def log(a: Array) -> Array:
    """log, in the forms that neither overflow nor cancel."""
    if a.op == "det" or (a.op == "abs" and a.args[0].op == "det"):
        return call("logdet", (a if a.op == "det" else a.args[0]).args[0], ndim=0)
    if a.op in ("sum", ROWS, COLUMNS) and a.args[0].op == "exp":
        z = a.args[0].args[0]
        return call(LOGSUMEXP[a.op, z.ndim], z, ndim=a.ndim)
    x = _one_plus_exp(a)
    if x is not None:
        return call("softplus", x)
    if a.op == "+" and len(a.args) == 2 and ONE in a.args:
        return call("log1p", a.args[a.args[0] is ONE])
    return call("log", a)


def sigma(index: Array, low: Array, high: Array, body: Array) -> Array:
    """The sum of the body for index = low, …, high; like Python's ranges it holds the number after the last."""
    return array("sigma", (index, low, add(high, ONE), body), body.ndim)


def indexed(a: Array, *indices: Array) -> Array:
    """An entry; indices count from 1 here, as on paper."""
    return array("index", (a, *(add(i, number(-1)) for i in indices)), 0)
