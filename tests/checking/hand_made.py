"""Derivations written by hand, right ones, from which wrong ones are made."""
from __future__ import annotations

from dataclasses import replace
from functools import partial
from itertools import pairwise

from deriv.calculus.derivation import Chain, Definition, Derivation, Line, Step
from deriv.calculus.rule import Tactic
from deriv.language import operators as o
from deriv.language.build import add, negative, power, subtract, times
from deriv.language.facts import Fact
from deriv.language.operators.entrywise import LOG
from deriv.language.terms import Term, make

ANY_MOVE = Tactic("a move", ("a move",))
T, tr, inv, det, log = (partial(make, op) for op in (o.TRANSPOSE, o.TRACE, o.INVERSE, o.DET, LOG))
e = partial(times, o.EPS)
O2 = o.remainder(2)
f = o.symbol("f")


def chain(purpose: str, subject: Term, start: Term, *afters: Term) -> Chain:
    """A chain whose every line is one step: the whole line becomes the next."""
    lines = tuple(Line(b, ("a move",), (Step(a, b, ANY_MOVE),)) for a, b in pairwise((start, *afters)))
    return Chain(purpose, subject, start, lines)


def with_line(derivation: Derivation, number: int, which: int, after: Term) -> Derivation:
    """The derivation with one line of one chain changed; the lines before and after it stay."""
    old = derivation.chains[number]
    afters = [line.after for line in old.lines]
    afters[which] = after
    chains = list(derivation.chains)
    chains[number] = chain(old.purpose, old.subject, old.start, *afters)
    return replace(derivation, chains=tuple(chains))


def derivation(function, variable, direction, chains, differential, result, definitions=()) -> Derivation:
    return Derivation(
        function, variable, direction, f, definitions, chains, differential, "gradient", result, result, (), ()
    )


# ---- log |X| ---------------------------------------------------------------------------------------------------------
X, U = o.symbol("X", "n", "n"), o.symbol("U", "n", "n")
XU, I, D = add(X, e(U)), o.eye("n"), tr(times(inv(X), U))
LOGDET = derivation(
    log(det(X)), X, U,
    (
        chain(
            "main", make(o.VALUE, f, XU), log(det(XU)),
            log(det(times(X, add(I, e(times(inv(X), U)))))),
            log(times(det(X), det(add(I, e(times(inv(X), U)))))),
            add(log(det(X)), log(det(add(I, e(times(inv(X), U)))))),
            add(log(det(X)), log(add(o.number(1), e(D), O2))),
            add(make(o.VALUE, f, X), e(D), O2),
        ),
        chain("isolate", D, D, tr(times(T(U), T(inv(X))))),
    ),
    D, T(inv(X)),
)  # fmt: skip

# ---- (aᵀWb − c)² -----------------------------------------------------------------------------------------------------
W, V = o.symbol("W", "m", "n"), o.symbol("V", "m", "n")
a, b, c = o.symbol("a", "m", 1), o.symbol("b", "n", 1), o.symbol("c")
WV, TWO = add(W, e(V)), o.number(2)
residual = subtract(times(T(a), W, b), c)
first = times(TWO, residual, times(T(a), V, b))
BILINEAR = derivation(
    power(residual, TWO), W, V,
    (
        chain(
            "main", make(o.VALUE, f, WV), power(subtract(times(T(a), WV, b), c), TWO),
            power(add(residual, e(times(T(a), V, b))), TWO),
            add(power(residual, TWO), e(first), O2),
            add(make(o.VALUE, f, W), e(first), O2),
        ),
        chain(
            "isolate", first, first,
            times(TWO, residual, tr(times(b, T(a), V))),
            times(TWO, residual, tr(times(T(V), a, T(b)))),
            tr(times(T(V), times(times(TWO, residual), a, T(b)))),
        ),
    ),
    first, times(times(TWO, residual), a, T(b)),
)  # fmt: skip

# ---- log |XᵀX + λI|, with a name -------------------------------------------------------------------------------------
Y, Z = o.symbol("Y", "m", "n"), o.symbol("Z", "m", "n")
lam = o.symbol("λ", facts=[Fact.POSITIVE])
K, M = o.symbol("K", "n", "n", facts=[Fact.DEFINITE]), o.symbol("M", "n", "n")
YZ = add(Y, e(Z))
body, change = add(times(T(Y), Y), times(lam, I)), add(times(T(Z), Y), times(T(Y), Z))
K_MOVED = add(K, e(M), o.remainder(2, "n", "n"))
NAMED = derivation(
    log(det(body)), Y, Z,
    (
        chain(
            "expand", K, add(times(T(YZ), YZ), times(lam, I)),
            add(body, e(change), times(power(o.EPS, TWO), T(Z), Z)),
            K_MOVED,
        ),
        chain("expand", log(det(K)), log(det(K_MOVED)), add(log(det(K)), e(tr(times(inv(K), M))), O2)),
        chain(
            "main", make(o.VALUE, f, YZ), log(det(K_MOVED)),
            add(make(o.VALUE, f, Y), e(tr(times(inv(K), M))), O2),
        ),
        chain(
            "isolate", tr(times(inv(K), M)), times(TWO, tr(times(inv(K), T(Y), Z))),
            tr(times(T(Z), times(TWO, times(Y, inv(K))))),
        ),
    ),
    tr(times(inv(body), change)), times(TWO, times(Y, inv(body))),
    (Definition(K, body), Definition(M, change, "change")),
)  # fmt: skip

# ---- a scalar variable, a vector function, a matrix function ---------------------------------------------------------
t = o.symbol("t")
g = o.symbol("f", "m", 1)
x, u, A = o.symbol("x", "n", 1), o.symbol("u", "n", 1), o.symbol("A", "m", "n")
slope = times(o.number(3), power(t, TWO))
cubed = replace(derivation(power(t, o.number(3)), t, o.number(1), (), slope, slope), kind="derivative")
affine = replace(derivation(times(A, x), x, u, (), times(A, u), A), kind="jacobian", name=g)
inverse = replace(
    derivation(inv(X), X, U, (), negative(times(inv(X), U, inv(X))), None), kind="differential",
    answer=negative(times(inv(X), U, inv(X))), name=o.symbol("f", "n", "n"),
)  # fmt: skip

RIGHT = {
    "log-determinant": LOGDET, "bilinear": BILINEAR, "named": NAMED, "scalar": cubed, "jacobian": affine,
    "inverse": inverse,
}  # fmt: skip
