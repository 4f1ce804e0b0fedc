"""Absolute values and signs: |s|² = s², s sign(s) = |s|, sign(s)/|s| = 1/s; entry by entry too."""

from __future__ import annotations

from fractions import Fraction

from ....language.operators import DIVIDE, HADAMARD, HADAMARD_DIVIDE, POWER, SCALE, TIMES, number
from ....language.operators.entrywise import ABS, SIGN
from ....language.operators.leaves import ones
from ....language.terms import Term, make
from ...monomials import Monomial, Powers, monomial
from ...rule import Tactic
from .letters import A, C, s, t


def _signs(term: Term) -> Term | None:
    """Of z, |z| and sign z those are kept that say it shortest: z^d, |z|^d or sign z, where d counts z and |z|."""
    m = monomial(term)
    for inner in dict.fromkeys(b.args[0] for b, _ in m.powers if b.op in (ABS, SIGN)):
        plain, size, sign = inner, make(ABS, inner), make(SIGN, inner)
        count = dict(m.powers)
        a, b, c = (count.get(x, Fraction(0)) for x in (plain, size, sign))
        if a.denominator != 1 or c.denominator != 1 or not (a or b):
            continue
        new = _shortest(plain, size, sign, a + b, (a + c) % 2 == 1)
        said_by_size = c and all(x is not sign for x, _ in new)
        if said_by_size or len(new) < sum(k != 0 for k in (a, b, c)) or (not a and not c and new[0][0] is plain):
            kept = tuple((x, k) for x, k in m.powers if x not in (plain, size, sign))
            rest = Monomial(m.coefficient, kept, m.core)
            return (Monomial(Fraction(1), new, None) * rest).term()
    return None


def _shortest(plain: Term, size: Term, sign: Term, degree: Fraction, odd: bool) -> Powers:
    """|z|^degree, times sign z if odd."""
    whole = degree.denominator == 1
    if whole and degree % 2 == odd:
        new = ((plain, degree),)
    elif whole and odd:
        new = ((plain, degree - 1), (size, Fraction(1))) if degree else ((sign, Fraction(1)),)
    else:
        new = ((size, degree), *([(sign, Fraction(1))] if odd else []))
    return tuple((x, k) for x, k in new if k)


_z = make(ABS, s), make(SIGN, s)
SIGNS = Tactic(
    "absolute values and signs",
    (),
    _signs,
    (
        (make(POWER, make(ABS, s), number(2)), make(POWER, s, number(2))),
        (make(TIMES, s, make(SIGN, s)), make(ABS, s)),
        (make(TIMES, make(ABS, s), make(SIGN, s)), s),
        (make(DIVIDE, make(SIGN, s), make(ABS, s)), make(DIVIDE, number(1), s)),
        (make(SCALE, make(DIVIDE, s, make(ABS, s)), A), make(SCALE, make(SIGN, s), A)),
        (make(TIMES, make(SIGN, s), make(POWER, s, number(2))), make(TIMES, s, make(ABS, s))),
        (make(TIMES, t, make(DIVIDE, make(TIMES, s, make(SIGN, s)), make(ABS, s))), t),
    ),
    axiom="s = |s| sign(s)",
)


def _sign_entries(term: Term) -> Term | None:
    """A ⊙ sign(A) = |A|, |A| ⊙ sign(A) = A, |A| ⊙ |A| = A ⊙ A."""
    factors = list(term.args)
    for f in factors:
        if f.op not in (ABS, SIGN):
            continue
        inner = f.args[0]
        size, sign = make(ABS, inner), make(SIGN, inner)
        for pair, new in (
            ((inner, sign), (size,)),
            ((size, sign), (inner,)),
            ((size, size), (inner, inner)),
        ):
            if all(factors.count(p) >= pair.count(p) for p in pair):
                at = factors.index(pair[0])
                for p in pair:
                    factors.remove(p)
                factors[at:at] = new
                return make(HADAMARD, *factors)
    return None


SIGN_ENTRIES = Tactic(
    "absolute values and signs, entry by entry",
    (),
    _sign_entries,
    (
        (make(HADAMARD, A, make(SIGN, A)), make(ABS, A)),
        (make(HADAMARD, make(SIGN, A), C, make(ABS, A)), make(HADAMARD, A, C)),
        (make(HADAMARD, make(ABS, A), make(ABS, A)), make(HADAMARD, A, A)),
    ),
    axiom="entry by entry, s = |s| sign(s)",
)


def _sign_quotient(term: Term) -> Term | None:
    """A ⊘ |A| = sign(A), sign(A) ⊘ |A| = 1 ⊘ A."""
    above, below = term.args
    if below.op is not ABS:
        return None
    inner = below.args[0]
    if above is inner:
        return make(SIGN, inner)
    if above.op is SIGN and above.args[0] is inner:
        return make(HADAMARD_DIVIDE, ones(*term.shape), inner)
    return None


SIGN_QUOTIENT = Tactic(
    "sign as a quotient, entry by entry",
    (),
    _sign_quotient,
    (
        (make(HADAMARD_DIVIDE, A, make(ABS, A)), make(SIGN, A)),
        (make(HADAMARD_DIVIDE, make(SIGN, A), make(ABS, A)), make(HADAMARD_DIVIDE, ones("m", "n"), A)),
    ),
    axiom="entry by entry, s = |s| sign(s)",
)
