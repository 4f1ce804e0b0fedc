"""φ(s + εt) = φ(s) + ε φ′(s) t + O(ε²) for each scalar function φ, and the same entry by entry."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

from ...language.build import add, divide, negative, power, subtract, times
from ...language.errors import Declined
from ...language.facts import Fact
from ...language.operators import (
    DIVIDE,
    EPS,
    HADAMARD,
    HADAMARD_DIVIDE,
    HADAMARD_POWER,
    NUMBER,
    POWER,
    SUM,
    TIMES,
    ScalarFunction,
    UnknownFunction,
    number,
    remainder,
)
from ...language.operators import entrywise as f
from ...language.operators.leaves import ones
from ...language.operators.unknown import unknown
from ...language.terms import Op, Term, make
from .letters import A, B, D, R, k, positive, s, t
from .near import Perturbation, near

ONE, TWO = number(1), number(2)


def _squared(x: Term) -> Term:
    return power(x, TWO)


SLOPES: dict[Op, Callable[[Term], Term]] = {
    f.EXP: lambda x: make(f.EXP, x),
    f.LOG: lambda x: divide(ONE, x),
    f.SIN: lambda x: make(f.COS, x),
    f.COS: lambda x: negative(make(f.SIN, x)),
    f.TAN: lambda x: add(ONE, _squared(make(f.TAN, x))),
    f.TANH: lambda x: subtract(ONE, _squared(make(f.TANH, x))),
    f.SINH: lambda x: make(f.COSH, x),
    f.COSH: lambda x: make(f.SINH, x),
    f.ATAN: lambda x: divide(ONE, add(ONE, _squared(x))),
    f.SIGMOID: lambda x: times(make(f.SIGMOID, x), subtract(ONE, make(f.SIGMOID, x))),
    f.SOFTPLUS: lambda x: make(f.SIGMOID, x),
    f.RELU: lambda x: make(f.STEP, x),
    f.STEP: lambda x: number(0),
    f.ABS: lambda x: make(f.SIGN, x),
    f.SIGN: lambda x: number(0),
}
"""φ′ of the functions that formulas name; any other comes from SymPy, and the tests hold this table against SymPy."""

POSITIVE_ONLY = {f.LOG}
KINKED = {f.RELU, f.STEP, f.ABS, f.SIGN}


def slope(phi: Op, x: Term) -> Term:
    """φ′(x) for a scalar x."""
    if phi in SLOPES:
        return SLOPES[phi](x)
    if isinstance(phi, UnknownFunction):
        return make(unknown(phi.stem, phi.order + 1), x)
    return _from_sympy(phi.name, x)


def _from_sympy(name: str, x: Term) -> Term:
    import sympy

    at = sympy.Symbol("t")
    return _term(sympy.diff(getattr(sympy, name)(at), at), at, x)


def _term(e, at, x: Term) -> Term:
    import sympy

    from ...language.operators import constant, sympy_function

    if e == at:
        return x
    if e.is_Rational:
        return number(f"{e.p}/{e.q}")
    if e is sympy.pi:
        return constant("pi")
    parts = [_term(a, at, x) for a in e.args]
    if e.is_Add:
        return add(*parts)
    if e.is_Mul:
        return times(*parts)
    if e.is_Pow:
        return make(f.EXP, parts[1]) if e.base is sympy.E else power(*parts)
    if isinstance(e, sympy.polygamma) and e.args[0] in (0, 1):
        return make(sympy_function(("digamma", "trigamma")[int(e.args[0])]), parts[1])
    if isinstance(e, sympy.Function) and len(e.args) == 1:
        name = type(e).__name__
        op = f.KNOWN.get(name) or sympy_function(name)
        if op is not None:
            return make(op, *parts)
    raise Declined(f"the derivative of this function is {e}, which has no operator here")


def entrywise(scalar: Term, at: Term, z: Term) -> Term:
    """What a scalar expression in `at` becomes when it is taken of every entry of z."""
    if scalar is at:
        return z
    if scalar.op is NUMBER or not scalar.args:
        return ones(*z.shape) if scalar is ONE else times(scalar, ones(*z.shape))
    if scalar.op is SUM:
        return add(*(entrywise(a, at, z) for a in scalar.args))
    if scalar.op is TIMES:
        constants = [a for a in scalar.args if a.op is NUMBER]
        rest = [entrywise(a, at, z) for a in scalar.args if a.op is not NUMBER]
        inner = make(HADAMARD, *rest) if rest else ones(*z.shape)
        return times(*constants, inner)
    if scalar.op is POWER:
        base, exponent = scalar.args
        inner = entrywise(base, at, z)
        return make(HADAMARD, inner, inner) if exponent is TWO else make(HADAMARD_POWER, inner, exponent)
    if scalar.op is DIVIDE:
        return make(HADAMARD_DIVIDE, entrywise(scalar.args[0], at, z), entrywise(scalar.args[1], at, z))
    return make(scalar.op, *(entrywise(a, at, z) for a in scalar.args))


@cache
def of_scalar(phi: Op) -> Perturbation:
    x = positive if phi in POSITIVE_ONLY else s
    at = slope(phi, x)
    first = divide(t, at.args[1]) if at.op is DIVIDE and at.args[0] is ONE else times(at, t)
    return near(
        f"{phi.name} of a scalar",
        make(phi, x),
        first,
        {x: t},
        axiom=f"Taylor's theorem, with the derivative of {phi.name}",
        requires=((x, Fact.NONZERO),) if phi in KINKED else (),
    )


@cache
def of_entries(phi: Op) -> Perturbation:
    at = entrywise(slope(phi, s), s, A)
    if at.op is HADAMARD_DIVIDE and at.args[0] is ones(*A.shape):
        first = make(HADAMARD_DIVIDE, D, at.args[1])
    else:
        first = make(HADAMARD, at, D)
    return near(
        f"{phi.name} entry by entry",
        make(phi, A),
        first,
        {A: D},
        because=_entry_reason(phi),
        axiom="Taylor's theorem in every entry",
        requires=((A, Fact.POSITIVE if phi in POSITIVE_ONLY else Fact.NONZERO),)
        if phi in POSITIVE_ONLY | KINKED
        else (),
    )


def _entry_reason(phi: Op):
    return (
        "entry by entry, ",
        make(phi, add(s, times(EPS, t))),
        " = ",
        add(make(phi, s), times(EPS, slope(phi, s), t), remainder(2)),
    )


LOGISTIC = (
    ("", s, t, ONE, times),
    (" entry by entry", A, D, ones("m", "n"), lambda a, b: make(HADAMARD, a, b)),
)
HADAMARD_POWER_NEAR = near(
    "Hadamard power",
    make(HADAMARD_POWER, A, k),
    make(HADAMARD, times(k, make(HADAMARD_POWER, A, add(k, number(-1)))), D),
    {A: D},
    axiom="the power rule in every entry",
)
HADAMARD_RECIPROCAL = near(
    "Hadamard reciprocal",
    make(HADAMARD_DIVIDE, B, A),
    negative(make(HADAMARD_DIVIDE, make(HADAMARD, B, D), make(HADAMARD, A, A))),
    {A: D},
    axiom="the geometric series in every entry",
    requires=((A, Fact.NONZERO),),
    quadratic=make(HADAMARD_DIVIDE, make(HADAMARD, B, D, D), make(HADAMARD, A, A, A)),
)
HADAMARD_QUOTIENT = near(
    "Hadamard quotient",
    make(HADAMARD_DIVIDE, B, A),
    make(HADAMARD_DIVIDE, subtract(R, make(HADAMARD, make(HADAMARD_DIVIDE, B, A), D)), A),
    {B: R, A: D},
    axiom="the geometric series in every entry",
    requires=((A, Fact.NONZERO),),
    quadratic=negative(
        make(
            HADAMARD_DIVIDE,
            make(HADAMARD, D, subtract(R, make(HADAMARD, make(HADAMARD_DIVIDE, B, A), D))),
            make(HADAMARD, A, A),
        )
    ),
)
LOG_SIGMOID, LOG_SIGMOID_ENTRIES = (
    near(
        f"logarithm of a sigmoid{where}",
        make(f.LOG, make(f.SIGMOID, x)),
        multiply(subtract(one, make(f.SIGMOID, x)), change),
        {x: change},
        axiom="(log σ)′ = σ′/σ = 1 − σ",
    )
    for where, x, change, one, multiply in LOGISTIC
)
LOG_REST, LOG_REST_ENTRIES = (
    near(
        f"logarithm of 1 less a sigmoid{where}",
        make(f.LOG, subtract(one, make(f.SIGMOID, x))),
        negative(multiply(make(f.SIGMOID, x), change)),
        {x: change},
        axiom="1 − σ(s) = σ(−s)",
    )
    for where, x, change, one, multiply in LOGISTIC
)
ENTRYWISE = (
    LOG_SIGMOID,
    LOG_SIGMOID_ENTRIES,
    LOG_REST,
    LOG_REST_ENTRIES,
    HADAMARD_POWER_NEAR,
    HADAMARD_RECIPROCAL,
    HADAMARD_QUOTIENT,
)
NAMED = tuple(rule for phi in SLOPES for rule in (of_scalar(phi), of_entries(phi)))
ALL = ENTRYWISE + NAMED


def rules_for(op: Op, scalar: bool) -> tuple[Perturbation, ...]:
    if not isinstance(op, ScalarFunction):
        return ()
    return (of_scalar(op) if scalar else of_entries(op),)
