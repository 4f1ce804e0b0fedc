"""Functions with arguments and values of any shape that are declared and not written out: F(t), f(x), G(X).

Their derivatives F′(t), ∇f(x), J_g(x) and dG(X)[U] have the values of Taylor coefficients, as in unknown.py.
"""

from __future__ import annotations

import math
import random
from dataclasses import dataclass
from functools import cache

from ..characters import primes
from ..dimensions import Shape, describe
from ..errors import ShapeError
from ..facts import Fact as F
from ..names import ENGLISH, ascii_name, parts, unicode_name
from ..terms import Notation, Op, Term, make, subterms
from .leaves import zero
from .unknown import NODES, RADIUS

KEPT = {F.SYMMETRIC, F.INVERTIBLE, F.DEFINITE, F.POSITIVE}
"""What a declared function can be said to be; what follows from these is known too."""


@dataclass(frozen=True, eq=False, repr=False)
class UnknownMap(Op):
    """F, its derivative of some order by a scalar, its gradient ∇F, its Jacobian J_F or its differential dF(X)[U].

    The last operand, where the value is no scalar, is 0 in the shape of the value: it tells the sizes.
    """

    stem: str = ""
    result: Shape = ()
    known: frozenset[F] = frozenset()
    order: int = 0
    kind: str = "derivative"


def applied(op: UnknownMap, a: Term, *direction: Term) -> Term:
    """F(a), or dF(a)[direction]."""
    shape = {
        "derivative": op.result,
        "differential": op.result,
        "gradient": a.shape,
        "jacobian": (*op.result[:1], *a.shape[:1]),
    }[op.kind]
    return make(op, a, *direction, zero(*shape)) if shape else make(op, a, *direction)


def differentials_in(term: Term) -> bool:
    """Whether a dF(X)[U] stands in the term, from which U cannot be freed."""
    return any(isinstance(t.op, UnknownMap) and t.op.kind == "differential" for t in subterms(term))


@cache
def unknown_map(name: str, result: Shape, known: frozenset[F], order: int = 0, kind: str = "derivative") -> UnknownMap:
    letters, index = parts(name)
    bold = letters if not result else rf"\mathbf{{{letters}}}"
    tex = (rf"\{ENGLISH[letters]}" if letters in ENGLISH else bold) + (f"_{{{index}}}" if index else "")
    plain, typed = unicode_name(name), ascii_name(name)
    shown = {
        "derivative": (plain + primes(order), tex + "'" * order, typed + "'" * order),
        "differential": ("d" + plain, rf"\mathrm{{d}}{tex}", "d" + typed),
        "gradient": ("∇" + plain, r"\nabla " + tex, "grad_" + typed),
        "jacobian": ("J_" + plain, rf"\mathbf{{J}}_{{{tex}}}", "J_" + typed),
    }[kind]

    def shape(a: Shape, *others: Shape) -> Shape:
        if kind == "differential" and others[0] != a:
            raise ShapeError(f"the direction must be {describe(a)}, not {describe(others[0])}")
        template = others[1:] if kind == "differential" else others
        return template[0] if template else ()

    return UnknownMap(
        shown[0],
        shape,
        Notation("applied", *shown),
        value=lambda np, a, *others: _value(np, name, known, order, kind, a, *others),
        exact=(lambda sp, a, u, of: _exact_differential(sp, name, a, u, of)) if kind == "differential" else None,
        facts=(lambda t: known) if kind == "derivative" and not order else None,
        stem=name,
        result=result,
        known=known,
        order=order,
        kind=kind,
    )


def _value(np, name: str, known: frozenset[F], order: int, kind: str, a, *others):
    direction, template = (others[0], others[1:]) if kind == "differential" else (None, others)
    shape = template[0].shape[1:] if template else ()
    at = a.reshape(len(a), -1)
    if direction is not None:
        u = direction.reshape(len(direction), -1)
        length = 4 * np.sqrt((np.abs(u) ** 2).sum(axis=1, keepdims=True)) + 1e-300
        slope = _coefficient(np, lambda z: _waves(np, name, known, shape, z), at, u / length, 1)
        return slope * length.reshape(-1, *(1 for _ in shape))
    if kind == "derivative":
        return _coefficient(np, lambda z: _waves(np, name, known, shape, z), at, np.ones(at.shape[1]), order)
    rows = () if kind == "gradient" else (shape[0], 1)
    slopes = [
        _coefficient(np, lambda z: _waves(np, name, known, rows, z), at, e, 1).reshape(len(at), -1)
        for e in np.eye(at.shape[1])
    ]
    return np.stack(slopes, axis=-1).reshape(len(at), *shape)


def _coefficient(np, f, at, direction, order: int):
    """The coefficient of ε^order, times order!, of f(at + ε direction)."""
    if order == 0:
        return f(at)
    turns = np.exp(2j * np.pi * np.arange(NODES) / NODES)
    total = sum(f(at + RADIUS * w * direction) * w**-order for w in turns)
    found = total * np.prod(np.arange(1, order + 1)) / (NODES * RADIUS**order)
    return found.real if np.isrealobj(at) and np.isrealobj(direction) else found


def _waves(np, name: str, known: frozenset[F], shape: tuple[int, ...], at):
    """Every entry of the value is a sum of waves in the entries of the argument, with amplitudes below 3."""
    drawn, n = random.Random(name), at.shape[1]
    entries = []
    for _ in range(math.prod(shape)):
        waves = [(drawn.uniform(0.5, 1.5), _row(drawn, n), drawn.uniform(-3, 3)) for _ in range(2)]
        entries.append(sum(a * np.sin(at @ np.array(w) + c) for a, w, c in waves))
    value = np.stack(entries, axis=-1).reshape(len(at), *shape)
    if F.SYMMETRIC in known:
        value = (value + np.swapaxes(value, -1, -2)) / 2
    if F.INVERTIBLE in known:
        value = value + 4 * shape[0] * np.eye(shape[0])
    return np.exp(value) if F.POSITIVE in known else value


def _row(drawn: random.Random, n: int) -> list[float]:
    return [drawn.uniform(-1, 1) for _ in range(n)]


def _exact_differential(sp, name: str, a, u, of):
    """Σ ∂F_ij/∂X_kl U_kl at A, with each entry of F a function of all entries of X."""
    letters = sp.symbols(f"t:{len(a)}")
    at = dict(zip(letters, a, strict=True))

    def entry(i: int, j: int):
        f = sp.Function(f"{name}_{i}{j}")(*letters)
        return sum(sp.Subs(f.diff(t), letters, tuple(at.values())).doit() * x for t, x in zip(letters, u, strict=True))

    return sp.Matrix(*of.shape, entry)
