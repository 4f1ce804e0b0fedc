"""The laws of simplification: each looks at the top of a term and says what it may be replaced by, or None.

A law is a tactic with examples; the examples are tested and printed like the statement of a rule.
"""
from __future__ import annotations

from collections import defaultdict
from fractions import Fraction

from ...language.build import add, power, scaled, times
from ...language.facts import Fact, has
from ...language.operators import (
    DET, DIAG, DIAGVEC, DIVIDE, HADAMARD, HADAMARD_DIVIDE, IDENTITY, INNER, INVERSE, MATRIX_POWER, NUMBER, ONES,
    POWER, PRODUCT, SCALE, SUM, TIMES, TOTAL, TRACE, TRANSPOSE, ZERO, counted, eye, letter, number, zero,
)
from ...language.operators.entrywise import EXP, LOG
from ...language.operators.leaves import ones
from ...language.terms import Term, make
from ...language.transposing import transposed
from ..monomials import Monomial, monomial
from ..rule import Tactic
from ..terms_of import summands
from .canonical import canonical

A, B, C = letter("A", "m", "n"), letter("B", "n", "p"), letter("C", "m", "n")
D = letter("D", "m", "n", facts=[Fact.NONZERO])
S, K = letter("S", "n", "n", facts=[Fact.SYMMETRIC]), letter("K", "n", "n", facts=[Fact.INVERTIBLE])
M = letter("M", "n", "n")
s, t = letter("s"), letter("t")
P = letter("a", facts=[Fact.POSITIVE])
d, x = letter("d", "n", 1), letter("x", "n", 1)


# ---- like terms ------------------------------------------------------------------------------------------------------
def _like(term: Term, form=lambda b: b) -> Term | None:
    found: dict[tuple, list] = {}
    for part in term.args:
        m = monomial(part)
        if not m.coefficient:
            continue
        kind = (frozenset((form(b), e) for b, e in m.powers), m.core)
        if kind in found:
            found[kind][0] += m.coefficient
        else:
            found[kind] = [m.coefficient, m]
    if len(found) == len(term.args):
        return None
    kept = [Monomial(c, m.powers, m.core).term() for c, m in found.values() if c]
    return add(*kept) if kept else zero(*term.shape)


LIKE = Tactic("collect like terms", ("collect like terms",), _like, ((add(A, A), times(number(2), A)), (add(s, t, times(number(-1), s)), t)),
              axiom="a vector space: cA + dA = (c + d)A")
TWINS = Tactic("like terms up to transposition", ("a scalar equals its transpose",), lambda term: _like(term, canonical),
               ((add(times(make(TRANSPOSE, x), d), times(make(TRANSPOSE, d), x)), times(number(2), make(TRANSPOSE, x), d)),),
               axiom="the rules for a scalar transpose and for the cyclic trace")


# ---- numbers and scalars in front --------------------------------------------------------------------------------------
def _front(term: Term) -> Term | None:
    new = monomial(term).term()
    return None if new is term else new


FRONT = Tactic("scalars in front", ("scalars in front",), _front,
               ((make(PRODUCT, make(SCALE, s, A), B), make(SCALE, s, make(PRODUCT, A, B))), (make(TIMES, s, make(DIVIDE, t, s)), t)),
               axiom="scalars commute with everything")


def _same_base(term: Term) -> Term | None:
    """s · s^(k−1) = s^k, for exponents that are not numbers; FRONT does those that are."""
    exponents: dict[Term, list[Term]] = {}
    for f in term.args:
        base, k = f.args if f.op is POWER else (f, number(1))
        exponents.setdefault(base, []).append(k)
    if all(len(ks) == 1 or all(k.op is NUMBER for k in ks) for ks in exponents.values()):
        return None
    return times(*(power(base, simple_sum(*ks)) for base, ks in exponents.items()))


SAME_BASE = Tactic("powers of one base", (), _same_base, ((make(TIMES, P, make(POWER, P, add(s, number(-1)))), make(POWER, P, s)),), axiom="the laws of exponents")


# ---- transposes ----------------------------------------------------------------------------------------------------------
def _inside(term: Term) -> Term | None:
    new = transposed(term.args[0])
    return None if new is term else new


TRANSPOSES = Tactic(
    "transposes inside", (), _inside,
    ((make(TRANSPOSE, make(PRODUCT, A, B)), make(PRODUCT, make(TRANSPOSE, B), make(TRANSPOSE, A))), (make(TRANSPOSE, S), S),
     (make(TRANSPOSE, add(A, C)), add(make(TRANSPOSE, A), make(TRANSPOSE, C))), (make(TRANSPOSE, make(INVERSE, K)), make(INVERSE, make(TRANSPOSE, K)))),
    axiom="entry by entry, (AB)ᵀ_ij = Σ_k A_jk B_ki",
)


# ---- products of matrices ------------------------------------------------------------------------------------------------
def _exponent(f: Term) -> tuple[Term, Term]:
    if f.op is MATRIX_POWER:
        return f.args
    if f.op is INVERSE:
        return f.args[0], number(-1)
    if f.op is TRANSPOSE and f.args[0].op is INVERSE:
        return make(TRANSPOSE, f.args[0].args[0]), number(-1)
    return f, number(1)


def _neighbours(term: Term) -> Term | None:
    out: list[Term] = []
    for f in term.args:
        if f.op is IDENTITY:
            continue
        if out:
            (b, j), (c, k) = _exponent(out[-1]), _exponent(f)
            if b is c and f.is_square and not (out[-1] is b and f is b):
                total = simple_sum(j, k)
                out.pop()
                if not (total.op is NUMBER and total.data == 0):
                    out.append(b if total.op is NUMBER and total.data == 1 else power(b, total))
                continue
            if f.is_square and has(f, Fact.ORTHOGONAL) and transposed(f) is out[-1]:
                out.pop()
                continue
        out.append(f)
    if len(out) == len(term.args):
        return None
    return make(PRODUCT, *out) if out else eye(term.shape[0])


def simple_sum(*parts: Term) -> Term:
    """The sum of exponents, numbers added up."""
    whole = [q for p in parts for q in summands(p)]
    rest: dict[Term, Fraction] = defaultdict(Fraction)
    total = Fraction(0)
    for q in whole:
        m = monomial(q)
        if m.powers:
            rest[Monomial(Fraction(1), m.powers, None).term()] += m.coefficient
        else:
            total += m.coefficient
    kept = [scaled(number(c), b) if c != 1 else b for b, c in rest.items() if c]
    return add(*kept, *([number(total)] if total or not kept else []))


CANCEL = Tactic("cancel neighbours", (), _neighbours,
                ((make(PRODUCT, K, make(INVERSE, K), M), M), (make(PRODUCT, M, eye("n")), M), (make(PRODUCT, M, make(MATRIX_POWER, M, number(2))), make(MATRIX_POWER, M, number(3)))),
                axiom="the definitions of inverse, identity and power")


def _over(term: Term) -> Term | None:
    """(A ⊘ B) ⊙ C = (A ⊙ C) ⊘ B."""
    i = next((i for i, f in enumerate(term.args) if f.op is HADAMARD_DIVIDE), None)
    if i is None:
        return None
    above, below = term.args[i].args
    return make(HADAMARD_DIVIDE, make(HADAMARD, *term.args[:i], above, *term.args[i + 1 :]), below)


OVER = Tactic("Hadamard product with a quotient", (), _over,
              ((make(HADAMARD, make(HADAMARD_DIVIDE, A, D), C), make(HADAMARD_DIVIDE, make(HADAMARD, A, C), D)),), axiom="entry by entry")


def _summed(term: Term) -> Term | None:
    """1ᵀ(a ⊙ b) = aᵀb."""
    first, *rest = term.args
    if first.op is TRANSPOSE and first.args[0].op is ONES and rest and rest[0].op is HADAMARD and rest[0].shape[1] == 1:
        *some, last = rest[0].args
        return make(PRODUCT, make(TRANSPOSE, make(HADAMARD, *some)), last, *rest[1:])
    return None


SUMMED = Tactic("sum of a Hadamard product", (make(PRODUCT, make(TRANSPOSE, ones("n")), make(HADAMARD, x, d)), " = ", make(PRODUCT, make(TRANSPOSE, x), d)), _summed,
                ((make(PRODUCT, make(TRANSPOSE, ones("n")), make(HADAMARD, x, d)), make(PRODUCT, make(TRANSPOSE, x), d)),), axiom="the definition of the inner product")


def _nothing(term: Term) -> Term | None:
    return zero(*term.shape) if any(is_zero(f) for f in term.args) else None


def is_zero(term: Term) -> bool:
    return term.op is ZERO or (term.op is NUMBER and not term.data)


NOTHING = Tactic("zero", ("a product with 0 is 0",), _nothing, ((make(SCALE, number(0), A), zero("m", "n")),), axiom="0A = 0")


def _ones(term: Term) -> Term | None:
    kept = [f for f in term.args if f.op is not ONES]
    if len(kept) == len(term.args):
        return None
    return make(HADAMARD, *kept) if kept else ones(*term.shape)


HADAMARD_ONES = Tactic("Hadamard product with ones", (), _ones, ((make(HADAMARD, ones("m", "n"), A), A),), axiom="entry by entry")


def _softmax(term: Term) -> Term | None:
    above, below = term.args
    m = monomial(below)
    if above.op is EXP and len(m.powers) == 1 and m.coefficient == 1:
        inner = m.powers[0][0]
        if inner.op is PRODUCT and len(inner.args) == 2 and inner.args[0] is make(TRANSPOSE, ones(above.shape[0])) and inner.args[1] is above:
            return make(DIVIDE, above, make(TOTAL, above))
    return None


SOFTMAX = Tactic("softmax", ("the definition of softmax",), _softmax,
                 ((make(DIVIDE, make(EXP, d), times(make(TRANSPOSE, ones("n")), make(EXP, d))), make(DIVIDE, make(EXP, d), make(TOTAL, make(EXP, d)))),), axiom="the definition of softmax")


# ---- one operand -----------------------------------------------------------------------------------------------------------
def _inverse(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is INVERSE:
        return b.args[0]
    if b.op is TRANSPOSE:
        return transposed(make(INVERSE, b.args[0]))
    if b.op is IDENTITY:
        return b
    if b.op is PRODUCT and all(f.is_square and has(f, Fact.INVERTIBLE) for f in b.args):
        return make(PRODUCT, *(make(INVERSE, f) for f in reversed(b.args)))
    if b.op is SCALE:
        return make(DIVIDE, make(INVERSE, b.args[1]), b.args[0])
    if has(b, Fact.ORTHOGONAL):
        return transposed(b)
    return None


INVERSES = Tactic("inverse of an inverse", (), _inverse,
                  ((make(INVERSE, make(INVERSE, K)), K), (make(INVERSE, make(SCALE, letter("c", facts=[Fact.NONZERO]), K)), make(DIVIDE, make(INVERSE, K), letter("c", facts=[Fact.NONZERO])))),
                  axiom="the inverse is unique")


def _trace(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is TRANSPOSE:
        return make(TRACE, b.args[0])
    if b.op is IDENTITY:
        return counted(b.shape[0])
    if b.op is ZERO:
        return number(0)
    m = monomial(b)
    if m.core is not None and (m.coefficient != 1 or m.powers):
        return (Monomial(m.coefficient, m.powers, None) * monomial(make(TRACE, m.core))).term()
    return None


TRACES = Tactic("trace of a simple matrix", (), _trace,
                ((make(TRACE, make(SCALE, s, M)), times(s, make(TRACE, M))), (make(TRACE, eye("n")), counted(M.shape[0])), (make(TRACE, make(TRANSPOSE, M)), make(TRACE, M))),
                axiom="the trace is the sum of the diagonal entries")


def _linear(term: Term) -> Term | None:
    """A scalar factor comes out of diag, diagvec, sum, an inner product."""
    parts = [monomial(b) for b in term.args]
    if all(m.core is not None and m.coefficient == 1 and not m.powers for m in parts):
        return None
    out = Monomial(Fraction(1), (), None)
    for m in parts:
        if m.core is None:
            return None
        out = out * Monomial(m.coefficient, m.powers, None)
    return (out * monomial(make(term.op, *(m.core for m in parts)))).term()


LINEAR = Tactic("a factor comes out", (), _linear, ((make(DIAG, make(SCALE, s, d)), make(SCALE, s, make(DIAG, d))), (make(TOTAL, make(SCALE, s, A)), times(s, make(TOTAL, A)))), axiom="linear, entry by entry")


def _power(term: Term) -> Term | None:
    base, k = term.args
    if k.op is NUMBER and k.data == 0:
        return number(1) if term.is_scalar else eye(term.shape[0])
    if k.op is NUMBER and k.data == 1:
        return base
    if base.op in (NUMBER,) and k.op is NUMBER and k.data.denominator == 1 and (base.data or k.data > 0):
        return number(base.data ** int(k.data))
    if base.op is EXP and term.op is POWER:
        return make(EXP, times(k, base.args[0]))
    if term.op is POWER:
        return _front(term)
    if base.op is IDENTITY:
        return base
    return None


POWERS = Tactic("simple powers", (), _power, ((make(POWER, s, number(1)), s), (make(POWER, make(EXP, s), number(2)), make(EXP, times(number(2), s)))), axiom="the laws of exponents")


def _exp_log(term: Term) -> Term | None:
    b = term.args[0]
    if term.op is EXP and b.op is LOG or term.op is LOG and b.op is EXP:
        return b.args[0]
    if term.op is EXP and b.op is NUMBER and b.data == 0:
        return number(1)
    if term.op is LOG and b.op is NUMBER and b.data == 1:
        return number(0)
    return None


EXP_LOG = Tactic("exp and log are inverse", (), _exp_log, ((make(LOG, make(EXP, s)), s),), axiom="the definition of the logarithm")


def _determinant(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is TRANSPOSE:
        return make(DET, b.args[0])
    if b.op is INVERSE:
        return make(DIVIDE, number(1), make(DET, b.args[0]))
    return number(1) if b.op is IDENTITY else None


DETERMINANTS = Tactic("determinant of a simple matrix", (), _determinant, ((make(DET, make(TRANSPOSE, M)), make(DET, M)), (make(DET, make(INVERSE, K)), make(DIVIDE, number(1), make(DET, K)))),
                      axiom="facts of determinants")


def _diagonals(term: Term) -> Term | None:
    b = term.args[0]
    if term.op is DIAGVEC and b.op is DIAG:
        return b.args[0]
    if term.op is DIAGVEC and b.op is IDENTITY:
        return ones(b.shape[0])
    if term.op is DIAG and b.op is ONES:
        return eye(b.shape[0])
    return None


DIAGONALS = Tactic("diagonal of a diagonal matrix", (), _diagonals, ((make(DIAGVEC, make(DIAG, d)), d), (make(DIAGVEC, eye("n")), ones("n"))), axiom="entry by entry")


def _total(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is TRANSPOSE:
        return make(TOTAL, b.args[0])
    return None


TOTALS = Tactic("sum of a transpose", (), _total, ((make(TOTAL, make(TRANSPOSE, A)), make(TOTAL, A)),), axiom="the same entries in another order")

BY_OP: dict = {
    SUM: (LIKE, TWINS),
    TIMES: (NOTHING, FRONT, SAME_BASE),
    SCALE: (NOTHING, FRONT),
    DIVIDE: (FRONT, SOFTMAX),
    POWER: (POWERS,),
    MATRIX_POWER: (POWERS,),
    PRODUCT: (NOTHING, FRONT, CANCEL, SUMMED),
    HADAMARD: (NOTHING, FRONT, HADAMARD_ONES, OVER),
    TRANSPOSE: (NOTHING, TRANSPOSES),
    INVERSE: (INVERSES,),
    TRACE: (TRACES,),
    DET: (DETERMINANTS,),
    DIAG: (NOTHING, LINEAR, DIAGONALS),
    DIAGVEC: (NOTHING, LINEAR, DIAGONALS),
    TOTAL: (NOTHING, LINEAR, TOTALS),
    INNER: (NOTHING, LINEAR),
    EXP: (EXP_LOG,),
    LOG: (EXP_LOG,),
}
LAWS: tuple[Tactic, ...] = tuple(dict.fromkeys(law for laws in BY_OP.values() for law in laws))

