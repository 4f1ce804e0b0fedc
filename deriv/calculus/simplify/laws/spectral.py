"""Sum and product of the eigenvalues, unit vectors, pseudo-inverses that are inverses."""

from __future__ import annotations

from ....language.build import negative, times
from ....language.dimensions import dimension
from ....language.facts import Fact, has
from ....language.operators import DET, EIG, INVERSE, PINV, PROD, PRODUCT, TOTAL, TRACE, TRANSPOSE, letter, number
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
