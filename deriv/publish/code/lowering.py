"""From a term to an array expression: columns and rows become 1-D, and each operator becomes what NumPy users write."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from ...language import operators as o
from ...language.errors import DerivError
from ...language.facts import Fact, has
from ...language.operators.entrywise import ScalarFunction
from ...language.terms import Op, Term, subterms
from . import making as m
from .arrays import ONE, Array, array, constant, name, number, size
from .products import is_mirrored, is_ones, product

Memo = dict[Term, Array]


class NoCode(DerivError):
    """An operator that array code cannot express; the message names it."""


def ndim(term: Term) -> int:
    """The number of axes of the term's array: a column and a row have one."""
    return 0 if term.is_scalar else 1 if 1 in term.shape else 2


def lower(term: Term) -> Array:
    """The array expression with the term's value."""
    done: Memo = {}
    for t in subterms(term):
        done[t] = _lowered(t, done)
    return done[term]


def _lowered(t: Term, done: Memo) -> Array:
    if isinstance(t.op, (o.UnknownFunction, o.UnknownMap)):
        raise NoCode(f"{t.op.name} has no code: it is declared and not written out", "write the function out")
    if isinstance(t.op, ScalarFunction):
        return _function(t, done)
    write = WRITERS.get(t.op)
    if write is None:
        raise NoCode(f"{t.op.name} has no code", "code needs a function without open parts")
    return write(t, done)


# ---- leaves ---------------------------------------------------------------------------------------------------------
def _symbol(t: Term, done: Memo) -> Array:
    return name(t, ndim(t))


def _filled(kind: str) -> Callable[[Term, Memo], Array]:
    def write(t: Term, done: Memo) -> Array:
        if t.is_scalar:
            return number(0)
        sizes = [size(d) for d in t.shape if d != 1] or [ONE]
        return m.call(kind, *sizes, ndim=ndim(t))

    return write


def _identity(t: Term, done: Memo) -> Array:
    return m.call("eye", size(t.shape[0]), ndim=ndim(t))


# ---- arithmetic -----------------------------------------------------------------------------------------------------
def _sum(t: Term, done: Memo) -> Array:
    """A multiple of ones beside another array is a number that is added to every entry."""
    filling = [x for x in t.args if _level(x) is not None]
    if not t.is_scalar and 0 < len(filling) < len(t.args):
        return m.add(*(done[x] if (c := _level(x)) is None else _product_of(c, done) for x in t.args))
    return m.add(*(done[x] for x in t.args))


def _level(t: Term) -> tuple[Term, ...] | None:
    """The scalars c… where the term is c…·1, ones in every entry."""
    if is_ones(t):
        return ()
    if t.op is o.SCALE and (inner := _level(t.args[1])) is not None:
        return (t.args[0], *inner)
    return None


def _product_of(factors: tuple[Term, ...], done: Memo) -> Array:
    return m.mul(*(done[f] for f in factors))


def _times(t: Term, done: Memo) -> Array:
    return _product_of(t.args, done)


def _divide(t: Term, done: Memo) -> Array:
    return m.div(done[t.args[0]], done[t.args[1]])


def _power(t: Term, done: Memo) -> Array:
    return m.power(done[t.args[0]], done[t.args[1]])


def _matrix_power(t: Term, done: Memo) -> Array:
    if not has(t.args[1], Fact.INTEGER):
        raise NoCode("a matrix power that may not be whole has no code", "declare the exponent as an integer")
    return array("matrix_power", tuple(done[x] for x in t.args), 2, t.shape[0])


# ---- matrices -------------------------------------------------------------------------------------------------------
def _matrix_product(t: Term, done: Memo) -> Array:
    return product(t.args, done)


def _transpose(t: Term, done: Memo) -> Array:
    return m.transpose(done[t.args[0]])


def _inverse(t: Term, done: Memo) -> Array:
    if t.args[0].op is o.TRANSPOSE:
        return m.transpose(m.call("inv", done[t.args[0].args[0]]))
    return m.call("inv", done[t.args[0]])


def _trace(t: Term, done: Memo) -> Array:
    inside = t.args[0]
    scalars = []
    while inside.op is o.SCALE:
        scalars.append(done[inside.args[0]])
        inside = inside.args[1]
    return m.mul(*scalars, _trace_of(inside, done))


def _trace_of(t: Term, done: Memo) -> Array:
    if t.op is o.IDENTITY:
        return size(t.shape[0])
    if t.op is o.DIAG:
        return m.total(done[t.args[0]])
    if t.op is o.PRODUCT:
        narrow = [i for i in range(1, len(t.args)) if t.args[i].shape[0] == 1]
        if narrow:  # tr(a bᵀ) = bᵀa
            return product((*t.args[narrow[-1]:], *t.args[: narrow[-1]]), done)
        half, other = t.args[: len(t.args) // 2], t.args[len(t.args) // 2 :]
        if is_mirrored(t.args):  # tr(AᵀA) = ‖A‖²
            return m.square(product(other, done))
        if half == other:
            repeated = product(half, done)
            return m.total(m.mul(repeated, m.transpose(repeated)))
        if paired := _paired(t.args, done):
            return m.total(paired[0])
    return m.call("trace", done[t], ndim=0)


def _paired(factors: tuple[Term, ...], done: Memo) -> tuple[Array, str] | None:
    """A ⊙ B whose column sums are the diagonal of AᵀB, or whose row sums are that of ABᵀ; all sums are the trace.

    It spares the rest of the product. What is left when an end is taken off must not be an inverse alone.
    """
    first, last = factors[0], factors[-1]
    ahead, behind = factors[:-1], factors[1:]
    if _flipped(first) and _is_cheap(behind):
        return m.mul(done[first.args[0]], product(behind, done)), m.COLUMNS
    if _flipped(last) and _is_cheap(ahead):
        return m.mul(product(ahead, done), done[last.args[0]]), m.ROWS
    if last.op is o.SYMBOL and _is_cheap(ahead):
        return m.mul(product(ahead, done), m.transpose(done[last])), m.ROWS
    if first.op is o.SYMBOL and _is_cheap(behind):
        return m.mul(m.transpose(done[first]), product(behind, done)), m.COLUMNS
    return None


def _flipped(t: Term) -> bool:
    return t.op is o.TRANSPOSE and t.args[0].op is not o.INVERSE


def _is_cheap(factors: tuple[Term, ...]) -> bool:
    return len(factors) > 1 or not {o.INVERSE} & {factors[0].op, *(x.op for x in factors[0].args)}


def _inner(t: Term, done: Memo) -> Array:
    left, right = (done[x] for x in t.args)
    if left.ndim == 1:
        return m.matmul(left, right)
    return m.total(m.mul(left, right)) if left.ndim else m.mul(left, right)


def _to_scalar(function: str) -> Callable[[Term, Memo], Array]:
    return lambda t, done: m.call(function, done[t.args[0]], ndim=0)


def _vector(function: str) -> Callable[[Term, Memo], Array]:
    return lambda t, done: m.call(function, *(done[a] for a in t.args), ndim=1)


# ---- entry by entry -------------------------------------------------------------------------------------------------
def _softmax(t: Term, done: Memo) -> Array:
    e = m.call("exp", done[t.args[0]])
    return m.div(e, m.total(e))


def _hadamard(t: Term, done: Memo) -> Array:
    counted = [x for x in t.args if not is_ones(x)] or list(t.args[:1])
    return m.mul(*(done[x] for x in counted))


def _hadamard_divide(t: Term, done: Memo) -> Array:
    above, below = t.args
    return m.div(ONE if is_ones(above) else done[above], done[below])


SPELLED = {f"a{f}": f"arc{f}" for f in ("sin", "cos", "tan", "sinh", "cosh", "tanh")}


def _function(t: Term, done: Memo) -> Array:
    x = done[t.args[0]]
    if t.op.name == "log":
        return m.log(x)
    return m.call(SPELLED.get(t.op.name, t.op.name), x)


# ---- layout ---------------------------------------------------------------------------------------------------------
def _diag(t: Term, done: Memo) -> Array:
    return m.diag(done[t.args[0]])


def _diagvec(t: Term, done: Memo) -> Array:
    """Where it can be, without the rest of a product."""
    inside = t.args[0]
    if inside.op is o.PRODUCT and all(f.shape[0] != 1 for f in inside.args):
        if paired := _paired(inside.args, done):
            return m.summed(*paired)
    return m.call("diag", done[inside], ndim=1)


def _vec(t: Term, done: Memo) -> Array:
    inside = done[t.args[0]]
    return m.vec(inside) if inside.ndim == 2 else inside


def _kron(t: Term, done: Memo) -> Array:
    """Rows and columns that meet matrices, or one another, get their second axis back."""
    alike = all(x.is_vector for x in t.args) or all(1 in x.shape and not x.is_vector for x in t.args)
    out, *rest = (done[x] if alike else _two_axes(x, done) for x in t.args)
    for f in rest:
        out = m.call("kron", out, f, ndim=1 if alike else 2)
    return out


def _mat(t: Term, done: Memo) -> Array:
    c, m_, n_ = t.args
    return done[c] if 1 in t.shape else m.call("mat", done[c], done[n_], done[m_], ndim=2)


def _commutation(t: Term, done: Memo) -> Array:
    whole, (rows, columns) = size(t.shape[0]), (done[a] for a in t.args)
    return m.call("permuted", m.call("eye", whole, ndim=2), columns, rows, whole, whole, whole, ndim=2)


def _partial_inner(name: str) -> Callable[[Term, Memo], Array]:
    """An inner product over one factor: the matrix gets an axis for each size of both."""

    def write(t: Term, done: Memo) -> Array:
        one, whole = t.args
        first, second = (one, t) if t.op is o.INNER_FIRST else (t, one)
        axes = (size(s) for pair in zip(first.shape, second.shape, strict=True) for s in pair)
        found = m.call(name, _two_axes(one, done), _two_axes(whole, done), *axes, ndim=2)
        return m.call("flatten", found, ndim=1) if 1 in t.shape else found

    return write


def _two_axes(t: Term, done: Memo) -> Array:
    return done[t] if ndim(t) == 2 else m.call("column" if t.is_vector else "row", done[t], ndim=2)


def _frechet(function: str) -> Callable[[Term, Memo], Array]:
    return lambda t, done: m.call(f"frechet {function}", *(done[x] for x in t.args), ndim=2)


# ---- parts of a square matrix ---------------------------------------------------------------------------------------
def _called(function: str) -> Callable[[Term, Memo], Array]:
    return lambda t, done: m.call(function, done[t.args[0]], ndim=2)


def _diagmeans(t: Term, done: Memo) -> Array:
    n = size(t.shape[0])
    ones = m.call("ones", n, n, ndim=2)
    return m.div(m.call("diagsums", done[t.args[0]], ndim=2), m.call("diagsums", ones, ndim=2))


# ---- indices --------------------------------------------------------------------------------------------------------
def _entry(t: Term, done: Memo) -> Array:
    of, *indices = t.args
    if of.is_row and len(indices) == 2:
        indices = indices[1:]
    return m.indexed(done[of], *(done[i] for i in indices[: ndim(of)]))


def _sigma(t: Term, done: Memo) -> Array:
    return m.sigma(*(done[x] for x in t.args))


WRITERS: dict[Op, Callable[[Term, Memo], Array]] = {
    o.SYMBOL: _symbol,
    o.NUMBER: lambda t, done: number(Fraction(t.data)),
    o.CONSTANT: lambda t, done: constant(t.data),
    o.DIMENSION: lambda t, done: size(t.data),
    o.IDENTITY: _identity,
    o.ZERO: _filled("zeros"),
    o.ONES: _filled("ones"),
    o.SUM: _sum,
    o.TIMES: _times,
    o.SCALE: _times,
    o.PRODUCT: _matrix_product,
    o.DIVIDE: _divide,
    o.POWER: _power,
    o.MATRIX_POWER: _matrix_power,
    o.TRANSPOSE: _transpose,
    o.INVERSE: _inverse,
    o.TRACE: _trace,
    o.DET: _to_scalar("det"),
    o.INNER: _inner,
    o.NORM: _to_scalar("norm"),
    o.FROBENIUS: _to_scalar("norm"),
    o.NORM1: lambda t, done: m.call("normp", done[t.args[0]], ONE, ndim=0),
    o.NORMP: lambda t, done: m.call("normp", *(done[x] for x in t.args), ndim=0),
    o.NORMINF: _to_scalar("norminf"),
    o.SPECTRAL: _to_scalar("norm2"),
    o.NUCLEAR: _to_scalar("nucnorm"),
    o.EIG: _vector("eig"),
    o.EIGMAX: _to_scalar("eigmax"),
    o.EIGMIN: _to_scalar("eigmin"),
    o.EIGVECMAX: _vector("eigvecmax"),
    o.EIGVECMIN: _vector("eigvecmin"),
    o.LEFT_SINGULAR: _vector("singleft"),
    o.RIGHT_SINGULAR: _vector("singright"),
    o.PINV: _called("pinv"),
    o.POLAR: _called("polar"),
    o.ADJUGATE: _called("adj"),
    o.MAX: _to_scalar("max"),
    o.MIN: _to_scalar("min"),
    o.PROD: _to_scalar("prod"),
    o.ARGMAX: lambda t, done: m.call("argmax", done[t.args[0]]),
    o.ARGMIN: lambda t, done: m.call("argmin", done[t.args[0]]),
    o.SOFTMAX: _softmax,
    o.HADAMARD: _hadamard,
    o.HADAMARD_DIVIDE: _hadamard_divide,
    o.HADAMARD_POWER: _power,
    o.DIAG: _diag,
    o.DIAGVEC: _diagvec,
    o.TOTAL: lambda t, done: m.total(done[t.args[0]]),
    o.VEC: _vec,
    o.KRON: _kron,
    o.TRIL: _called("tril"),
    o.TRIU: _called("triu"),
    o.DIAGSUMS: _called("diagsums"),
    o.DIAGMEANS: _diagmeans,
    o.MAT: _mat,
    o.COMMUTATION: _commutation,
    o.INNER_FIRST: _partial_inner("inner1"),
    o.INNER_SECOND: _partial_inner("inner2"),
    o.ENTRY: _entry,
    o.SIGMA: _sigma,
    **{f: _called(f.name) for f in o.FRECHET},
    **{derivative: _frechet(f.name) for f, derivative in o.FRECHET.items()},
}
