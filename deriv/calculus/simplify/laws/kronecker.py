"""Kronecker products, vec and what undoes it: factor by factor where both factors fit."""

from __future__ import annotations

from ....language.build import power, times
from ....language.dimensions import divided
from ....language.operators import (
    COMMUTATION,
    DET,
    IDENTITY,
    INNER_FIRST,
    INNER_SECOND,
    INVERSE,
    KRON,
    MAT,
    ONES,
    PRODUCT,
    SUM,
    TOTAL,
    TRACE,
    TRANSPOSE,
    VEC,
    counted,
    eye,
    letter,
    number,
)
from ....language.operators.leaves import ones
from ....language.terms import Term, make
from ....language.transposing import transposed
from ...rule import Tactic
from .letters import A, B, C, K, M, d

D, E = letter("D", "q", "r"), letter("E", "q", "r")
F, G = letter("F", "r", "k"), letter("G", "q", "r")
N, L = letter("N", "q", "q"), letter("L", "q", "q", facts=K.data[1])
b = letter("b", "q", 1)
m, n = (counted(size) for size in A.shape)
c = letter("c", A.shape[0] * A.shape[1], 1)


def _kronecker(term: Term) -> Term | None:
    """I ⊗ I = I, and a column beside a row is an outer product."""
    for i, (s, t) in enumerate(zip(term.args, term.args[1:], strict=False)):
        if s.op is t.op is IDENTITY:
            both = eye(s.shape[0] * t.shape[0])
        elif s.is_vector and t.shape[0] == 1:
            both = make(PRODUCT, s, t)
        elif t.is_vector and s.shape[0] == 1:
            both = make(PRODUCT, t, s)
        else:
            continue
        return make(KRON, *term.args[:i], both, *term.args[i + 2 :])
    return None


KRONECKER = Tactic(
    "Kronecker product of simple factors",
    (),
    _kronecker,
    (
        (make(KRON, eye("m"), eye("n")), eye(A.shape[0] * A.shape[1])),
        (make(KRON, d, make(TRANSPOSE, d)), make(PRODUCT, d, make(TRANSPOSE, d))),
    ),
    axiom="the definition of the Kronecker product",
)


def _mixed(term: Term) -> Term | None:
    """(A ⊗ B)(C ⊗ D) = AC ⊗ BD."""
    for i, (s, t) in enumerate(zip(term.args, term.args[1:], strict=False)):
        if s.op is t.op is KRON and len(s.args) == len(t.args):
            if all(a.shape[1] == b.shape[0] for a, b in zip(s.args, t.args, strict=True)):
                parts = [make(PRODUCT, a, b) for a, b in zip(s.args, t.args, strict=True)]
                whole = [x for x in parts if not x.is_scalar]
                both = [make(KRON, *whole)] if whole else []
                return times(*(x for x in parts if x.is_scalar), *term.args[:i], *both, *term.args[i + 2 :])
    return None


MIXED = Tactic(
    "product of Kronecker products",
    (),
    _mixed,
    ((make(PRODUCT, make(KRON, A, D), make(KRON, B, F)), make(KRON, make(PRODUCT, A, B), make(PRODUCT, D, F))),),
    axiom="entry by entry, block by block",
)


def _commuted(term: Term) -> Term | None:
    """(B ⊗ A)K = A ⊗ B where A or B is a row: nothing is left to permute in front."""
    for i, (s, t) in enumerate(zip(term.args, term.args[1:], strict=False)):
        if s.op is KRON and t.op is COMMUTATION and len(s.args) == 2:
            one, two = s.args
            if 1 in (one.shape[0], two.shape[0]) and t.args == (counted(one.shape[1]), counted(two.shape[1])):
                return make(PRODUCT, *term.args[:i], make(KRON, two, one), *term.args[i + 2 :])
    return None


_turned = make(TRANSPOSE, b)
COMMUTED = Tactic(
    "Kronecker product with a row, commuted",
    (),
    _commuted,
    ((make(PRODUCT, make(KRON, _turned, A), make(COMMUTATION, counted(b.shape[0]), n)), make(KRON, A, _turned)),),
    axiom="K(A ⊗ B) = (B ⊗ A)K, and a commutation matrix with a size 1 is I",
)


def _behind(term: Term) -> Term | None:
    """K(A ⊗ B) = (B ⊗ A)K"""
    for i, (s, t) in enumerate(zip(term.args, term.args[1:], strict=False)):
        if s.op is COMMUTATION and t.op is KRON and len(t.args) == 2:
            one, two = t.args
            if s.args == (counted(two.shape[0]), counted(one.shape[0])):
                behind = make(COMMUTATION, counted(two.shape[1]), counted(one.shape[1]))
                return make(PRODUCT, *term.args[:i], make(KRON, two, one), behind, *term.args[i + 2 :])
    return None


BEHIND = Tactic(
    "commutation matrix behind",
    (),
    _behind,
    (
        (
            make(PRODUCT, make(COMMUTATION, counted(D.shape[0]), m), make(KRON, A, D)),
            make(PRODUCT, make(KRON, D, A), make(COMMUTATION, counted(D.shape[1]), n)),
        ),
    ),
    axiom="both take vec(X) to vec of the transpose of DXAᵀ",
)


def _squares(t: Term) -> bool:
    return t.op is KRON and all(f.is_square for f in t.args)


def _inverted(term: Term) -> Term | None:
    inside = term.args[0]
    return make(KRON, *(make(INVERSE, f) for f in inside.args)) if _squares(inside) else None


KRON_INVERSE = Tactic(
    "inverse of a Kronecker product",
    (),
    _inverted,
    ((make(INVERSE, make(KRON, K, L)), make(KRON, make(INVERSE, K), make(INVERSE, L))),),
    axiom="(A ⊗ B)(A⁻¹ ⊗ B⁻¹) = I ⊗ I = I",
)


def _traced(term: Term) -> Term | None:
    inside = term.args[0]
    return times(*(make(TRACE, f) for f in inside.args)) if _squares(inside) else None


KRON_TRACE = Tactic(
    "trace of a Kronecker product",
    (make(TRACE, make(KRON, M, N)), " = ", times(make(TRACE, M), make(TRACE, N))),
    _traced,
    ((make(TRACE, make(KRON, M, N)), times(make(TRACE, M), make(TRACE, N))),),
    axiom="the diagonal of A ⊗ B holds the products of the diagonal entries",
)


def _determined(term: Term) -> Term | None:
    """|A ⊗ B| = |A|^p |B|^n for an n×n matrix A and a p×p matrix B."""
    inside = term.args[0]
    if not _squares(inside):
        return None
    size = inside.shape[0]
    return times(*(power(make(DET, f), counted(divided(size, f.shape[0]))) for f in inside.args))


KRON_DETERMINANT = Tactic(
    "determinant of a Kronecker product",
    (),
    _determined,
    (
        (
            make(DET, make(KRON, M, N)),
            times(power(make(DET, M), counted(N.shape[0])), power(make(DET, N), counted(M.shape[0]))),
        ),
    ),
    axiom="A ⊗ B = (A ⊗ I)(I ⊗ B), and each factor is block diagonal up to the order of rows and columns",
)


def _summed(term: Term) -> Term | None:
    inside = term.args[0]
    return times(*(make(TOTAL, f) for f in inside.args)) if inside.op is KRON else None


KRON_TOTAL = Tactic(
    "sum of a Kronecker product",
    (),
    _summed,
    ((make(TOTAL, make(KRON, A, D)), times(make(TOTAL, A), make(TOTAL, D))),),
    axiom="the entries of A ⊗ B are the products of the entries",
)


def _stacked(term: Term) -> Term | None:
    """A column is its own vec, and vec(abᵀ) = b ⊗ a."""
    inside = term.args[0]
    if inside.is_vector:
        return inside
    if inside.shape[0] == 1:
        return transposed(inside)
    if inside.op is PRODUCT and len(inside.args) == 2 and inside.args[0].is_vector:
        return make(KRON, transposed(inside.args[1]), inside.args[0])
    return inside.args[0] if inside.op is MAT else None


STACKED = Tactic(
    "vec of simple matrices",
    (),
    _stacked,
    (
        (make(VEC, d), d),
        (make(VEC, make(MAT, c, m, n)), c),
        (make(VEC, make(PRODUCT, d, make(TRANSPOSE, b))), make(KRON, b, d)),
    ),
    axiom="vec stacks the columns",
)


def _unstacked(term: Term) -> Term | None:
    """What vec is undone on: vec A itself, b ⊗ a, (Bᵀ ⊗ A)c."""
    inside, *sizes = term.args
    rows, columns = term.shape
    if inside.op is VEC and inside.args[0].shape == term.shape:
        return inside.args[0]
    if 1 in term.shape:
        return inside if columns == 1 else transposed(inside)
    if inside.op is ONES:
        return ones(rows, columns)
    if inside.op is SUM and any(a.op is VEC for a in inside.args):
        return make(SUM, *(make(MAT, a, *sizes) for a in inside.args))
    first, *rest = inside.args if inside.op is PRODUCT else (inside,)
    if first.op is COMMUTATION and rest and first.args == tuple(reversed(sizes)):
        return make(TRANSPOSE, make(MAT, make(PRODUCT, *rest), *first.args))
    if first.op is not KRON or len(first.args) != 2:
        return None
    left, right = first.args
    if (right.shape[0], left.shape[0]) != term.shape:
        return None
    if not rest:
        return make(PRODUCT, right, transposed(left))
    inner = make(MAT, make(PRODUCT, *rest), counted(right.shape[1]), counted(left.shape[1]))
    return make(PRODUCT, right, inner, transposed(left))


UNSTACKED = Tactic(
    "vec undone",
    (),
    _unstacked,
    (
        (make(MAT, make(VEC, A), m, n), A),
        (make(MAT, make(PRODUCT, make(COMMUTATION, n, m), c), m, n), make(TRANSPOSE, make(MAT, c, n, m))),
        (make(MAT, make(KRON, b, d), n, counted(b.shape[0])), make(PRODUCT, d, make(TRANSPOSE, b))),
        (
            make(MAT, make(PRODUCT, make(KRON, A, G), make(VEC, letter("X", "r", "n"))), counted(G.shape[0]), m),
            make(PRODUCT, G, letter("X", "r", "n"), make(TRANSPOSE, A)),
        ),
    ),
    axiom="vec(AXB) = (Bᵀ ⊗ A) vec(X), and vec(abᵀ) = b ⊗ a",
)


def _permuted(term: Term) -> Term | None:
    """There is nothing to permute in a row or a column."""
    return eye(term.shape[0]) if 1 in (a.data for a in term.args) else None


PERMUTED = Tactic(
    "commutation matrix of vectors",
    (),
    _permuted,
    ((make(COMMUTATION, n, number(1)), eye("n")),),
    axiom="vec r = vec rᵀ",
)


def _inner_product(term: Term) -> Term | None:
    """⟨A, C ⊗ D⟩₁ = tr(AᵀC) D and ⟨E, A ⊗ D⟩₂ = tr(EᵀD) A."""
    one, whole = term.args
    if whole.op is not KRON or len(whole.args) != 2:
        return None
    same, other = whole.args if term.op is INNER_FIRST else reversed(whole.args)
    if same.shape != one.shape:
        return None
    pair = make(PRODUCT, make(TRANSPOSE, one), same)
    return times(pair if pair.is_scalar else make(TRACE, pair), other)


INNER_PRODUCTS = Tactic(
    "inner product with one factor",
    (),
    _inner_product,
    (
        (make(INNER_FIRST, A, make(KRON, C, D)), times(make(TRACE, make(PRODUCT, make(TRANSPOSE, A), C)), D)),
        (make(INNER_SECOND, E, make(KRON, A, D)), times(make(TRACE, make(PRODUCT, make(TRANSPOSE, E), D)), A)),
    ),
    axiom="entry by entry",
)

BY_FACTORS = (MIXED, KRON_INVERSE, KRON_TRACE, KRON_DETERMINANT, KRON_TOTAL)
"""What a reader is told each time."""
