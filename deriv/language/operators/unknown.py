"""Functions of one variable that are declared and not written out: f, f′, f″.

What is claimed of every f can be tried on one. Each name has an analytic function of its own, drawn from the name, and
its derivatives are Taylor coefficients of that function on a circle: no rule of differentiation enters.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache
from math import factorial

from ..characters import primes
from ..dimensions import Shape
from ..facts import Fact as F
from ..facts import common
from ..names import ENGLISH, ascii_name, parts, unicode_name
from ..terms import Notation, Op, Term, leaf, subterms
from .entrywise import ScalarFunction
from .leaves import OWN

NODES, RADIUS = 24, 1.0
FUNCTION = Op("function", lambda *_: (), OWN)  # data = (name, facts, the argument); a formula holds uses of it only


@dataclass(frozen=True, eq=False, repr=False)
class UnknownFunction(ScalarFunction):
    """The derivative of this order of the function with this name; order 0 is the function itself."""

    stem: str = ""
    order: int = 0


def function(name: str, shape: Shape = (), facts: frozenset[F] = frozenset(), of: str = "") -> Term:
    """What `name: function` declares, or `name: matrix(m, n) function of t`."""
    return leaf(FUNCTION, (name, facts, of), *shape)


def functions_in(term: Term) -> frozenset[str]:
    """The names of the unknown functions in a term."""
    return frozenset(stem for t in subterms(term) if (stem := getattr(t.op, "stem", "")))


@cache
def unknown(name: str, order: int = 0) -> UnknownFunction:
    """f of a scalar or entry by entry, or one of its derivatives."""
    letters, index = parts(name)
    written = rf"\{ENGLISH[letters]}" if letters in ENGLISH else letters
    tex = written + (f"_{{{index}}}" if index else "") + "'" * order
    return UnknownFunction(
        unicode_name(name) + primes(order),
        lambda s: s,
        Notation("prefix", unicode_name(name) + primes(order), tex, ascii_name(name) + "'" * order, binds=30),
        value=lambda np, x: _value(np, name, order, x),
        exact=lambda sp, a: _exact(sp, name, order, a),
        facts=lambda t: common(t.args, F.SYMMETRIC, F.TOEPLITZ),
        stem=name,
        order=order,
    )


@cache
def _waves(name: str) -> tuple[tuple[float, float, float], ...]:
    drawn = random.Random(name)
    return tuple((drawn.uniform(0.5, 1.5), drawn.uniform(0.5, 1.3), drawn.uniform(-3, 3)) for _ in range(3))


def _value(np, name: str, order: int, x):
    """A sum of waves, and the coefficients of its power series around x."""

    def at(z):
        return sum(a * np.sin(b * z + c) for a, b, c in _waves(name))

    if order == 0:
        return at(x)
    turns = np.exp(2j * np.pi * np.arange(NODES) / NODES)
    total = sum(at(x + RADIUS * w) * w**-order for w in turns)
    found = total * factorial(order) / (NODES * RADIUS**order)
    return found.real if np.isrealobj(x) else found


def _exact(sp, name: str, order: int, a):
    t = sp.Symbol("t")
    applied = sp.Function(name)(t)

    def at(x):
        return sp.Subs(applied.diff(t, order), t, x).doit() if order else applied.subs(t, x)

    return a.applyfunc(at) if hasattr(a, "applyfunc") else at(a)
