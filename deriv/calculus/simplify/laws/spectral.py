"""Sum and product of the eigenvalues, unit vectors, pseudo-inverses that are inverses."""

from __future__ import annotations

from itertools import pairwise

from ....language.build import add, negative, subtract, times
from ....language.dimensions import dimension
from ....language.facts import Fact, has
from ....language.operators import (
    DET,
    EIG,
    IDENTITY,
    INVERSE,
    PINV,
    PROD,
    PRODUCT,
    SUM,
    TOTAL,
    TRACE,
    TRANSPOSE,
    eye,
    letter,
    number,
    zero,
)
from ....language.operators.entrywise import LOG
from ....language.terms import Term, make
from ....language.transposing import transposed
from ...rule import Tactic
from .letters import A, K, M

WIDE = letter("A", "n", dimension("n") + 1)
UNIT = letter("v", "n", 1, facts=[Fact.UNIT])


def _sum(term: Term) -> Term | None:
    b = term.args[0]
    return make(TRACE, b.args[0]) if b.op is EIG else None


SUM_OF_EIGENVALUES = Tactic(
    "sum of the eigenvalues",
    ("the eigenvalues add up to the trace",),
    _sum,
    ((make(TOTAL, make(EIG, M)), make(TRACE, M)),),
    axiom="the second coefficient of the characteristic polynomial",
)


def _product(term: Term) -> Term | None:
    b = term.args[0]
    return make(DET, b.args[0]) if b.op is EIG else None


PRODUCT_OF_EIGENVALUES = Tactic(
    "product of the eigenvalues",
    ("the eigenvalues multiply to the determinant",),
    _product,
    ((make(PROD, make(EIG, M)), make(DET, M)),),
    axiom="the last coefficient of the characteristic polynomial",
)


def _unit(term: Term) -> Term | None:
    if len(term.args) != 2 or not term.is_scalar:
        return None
    v = term.args[1]
    return number(1) if has(v, Fact.UNIT) and transposed(v) is term.args[0] else None


UNIT_LENGTH = Tactic(
    "length of a unit vector",
    (),
    _unit,
    ((times(make(TRANSPOSE, UNIT), UNIT), number(1)),),
    axiom="the definition of a unit vector",
)


def _plain(term: Term) -> Term | None:
    b = term.args[0]
    if b.op is PINV:
        return b.args[0]
    return make(INVERSE, b) if b.is_square and has(b, Fact.INVERTIBLE) else None


PSEUDO_INVERSES = Tactic(
    "pseudo-inverse of an invertible matrix",
    (),
    _plain,
    ((make(PINV, K), make(INVERSE, K)), (make(PINV, make(PINV, A)), A)),
    axiom="the pseudo-inverse is unique",
    source="Penrose (1955), A generalized inverse for matrices",
)


def _are_pseudo_inverses(a: Term, b: Term) -> bool:
    """Whether the one is the pseudo-inverse of the other; A⁺ᵀ is that of Aᵀ."""
    if a.op is TRANSPOSE and (b.op is TRANSPOSE or transposed(b) is not b):
        a, b = a.args[0], transposed(b)
    return a.op is PINV and a.args[0] is b or b.op is PINV and b.args[0] is a


def _complement(term: Term) -> tuple[Term, Term] | None:
    """A and A⁺ where the term is I − AA⁺, A⁺ and A where it is I − A⁺A."""
    if term.op is not SUM or len(term.args) != 2 or term.args[0].op is not IDENTITY:
        return None
    projection = negative(term.args[1])
    if projection.op is not PRODUCT or len(projection.args) != 2:
        return None
    return projection.args if _are_pseudo_inverses(*projection.args) else None


def _penrose(term: Term) -> Term | None:
    f = term.args
    for i in range(len(f) - 2):
        if f[i] is f[i + 2] and _are_pseudo_inverses(f[i], f[i + 1]):
            return make(PRODUCT, *f[: i + 1], *f[i + 3 :])
    for left, right in pairwise(f):
        first, second = _complement(left), _complement(right)
        if first and right in (first[0], transposed(first[1])):
            return zero(*term.shape)
        if second and left in (second[1], transposed(second[0])):
            return zero(*term.shape)
    return None


PLUS = make(PINV, A)
PENROSE = Tactic(
    "equations of Penrose",
    (),
    _penrose,
    (
        (times(A, PLUS, A), A),
        (add(A, times(subtract(eye("m"), times(A, PLUS)), A)), A),
        (add(A, times(A, subtract(eye("n"), times(PLUS, A)))), A),
        (add(transposed(A), times(subtract(eye("n"), times(PLUS, A)), transposed(A))), transposed(A)),
    ),
    axiom="the four equations that define the pseudo-inverse",
    source="Penrose (1955), A generalized inverse for matrices",
)


def _log_determinant(term: Term) -> Term | None:
    """Where the determinant of K⁺ is not 0, K⁺ is K⁻¹; and A⁺ᵀA⁺ is (AAᵀ)⁺."""
    b = term.args[0]
    if b.op is not DET:
        return None
    inside = b.args[0]
    if inside.op is PRODUCT and len(inside.args) == 2:
        left, right = inside.args
        turned = left.op is TRANSPOSE and left.args[0].op is PINV
        if turned and left.args[0] is right:
            a = right.args[0]
            return negative(make(LOG, make(DET, times(a, transposed(a)))))
    return None


LOG_DETERMINANT_OF_PINV = Tactic(
    "log-determinant of pseudo-inverses",
    ("A⁺ᵀA⁺ is the pseudo-inverse of AAᵀ, and where it has an inverse, that is AAᵀ",),
    _log_determinant,
    (
        (
            make(LOG, make(DET, times(make(TRANSPOSE, make(PINV, WIDE)), make(PINV, WIDE)))),
            negative(make(LOG, make(DET, times(WIDE, make(TRANSPOSE, WIDE))))),
        ),
    ),
    axiom="A⁺ᵀA⁺ = (AAᵀ)⁺ by the four equations of Moore and Penrose",
    source="Penrose (1955), A generalized inverse for matrices",
)
