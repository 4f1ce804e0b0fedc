"""Parts of a square matrix: the lower triangle of what is lower triangular is all of it."""

from __future__ import annotations

from ....language.facts import Fact, has
from ....language.operators import (
    DIAG,
    DIAGMEANS,
    HADAMARD,
    IDENTITY,
    PRODUCT,
    TRANSPOSE,
    TRIL,
    TRIU,
    eye,
    letter,
)
from ....language.terms import Op, Term, make, size
from ....language.transposing import transposed
from ...rule import Tactic
from .letters import M, d, x

WHOLE: dict[Op, Fact] = {TRIL: Fact.LOWER, TRIU: Fact.UPPER, DIAGMEANS: Fact.TOEPLITZ}
"""The operators that leave a matrix with this property as it is."""
OPPOSITE: dict[Op, Fact] = {TRIL: Fact.UPPER, TRIU: Fact.LOWER}
LOWER, UPPER, TOEPLITZ, DIAGONAL = (
    letter(n, "n", "n", facts=[f])
    for n, f in (("L", Fact.LOWER), ("R", Fact.UPPER), ("T", Fact.TOEPLITZ), ("D", Fact.DIAGONAL))
)


def _part(term: Term) -> Term | None:
    a = term.args[0]
    if term.op in WHOLE and has(a, WHOLE[term.op]):
        return a
    if term.op in OPPOSITE and has(a, OPPOSITE[term.op]):
        return make(HADAMARD, a, eye(a.shape[0]))
    return None


PARTS = Tactic(
    "parts of a matrix",
    (),
    _part,
    (
        (make(TRIL, LOWER), LOWER),
        (make(TRIL, UPPER), make(HADAMARD, UPPER, eye("n"))),
        (make(DIAGMEANS, TOEPLITZ), TOEPLITZ),
    ),
    axiom="entry by entry",
)


def _on_diagonal(term: Term) -> Term | None:
    """D ⊙ I = D, uvᵀ ⊙ I = diag(u ⊙ v), and Mᵀ ⊙ I = M ⊙ I."""
    if not any(f.op is IDENTITY for f in term.args):
        return None
    others = [f for f in term.args if f.op is not IDENTITY]
    if len(others) != 1:
        return None
    a = others[0]
    if has(a, Fact.DIAGONAL):
        return a
    column = next((i for i, f in enumerate(a.args, 1) if f.shape[1] == 1), 0) if a.op is PRODUCT else 0
    if not 0 < column < len(a.args):
        turned = transposed(a)
        return make(HADAMARD, turned, eye(a.shape[0])) if size(turned) < size(a) else None
    left, right = make(PRODUCT, *a.args[:column]), transposed(make(PRODUCT, *a.args[column:]))
    return make(DIAG, make(HADAMARD, left, right))


ON_DIAGONAL = Tactic(
    "Hadamard product with the identity",
    (),
    _on_diagonal,
    (
        (make(HADAMARD, DIAGONAL, eye("n")), DIAGONAL),
        (
            make(HADAMARD, make(PRODUCT, x, transposed(d)), eye("n")),
            make(DIAG, make(HADAMARD, x, d)),
        ),
        (make(HADAMARD, make(TRANSPOSE, M), eye("n")), make(HADAMARD, M, eye("n"))),
    ),
    axiom="entry by entry",
)
