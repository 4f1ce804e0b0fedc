"""Products of matrices and entry by entry: zeros, ones, neighbours that cancel."""

from __future__ import annotations

from itertools import pairwise

from ....language.build import power, times
from ....language.facts import Fact, has
from ....language.operators import (
    DIAG,
    HADAMARD,
    HADAMARD_DIVIDE,
    INVERSE,
    MATRIX_POWER,
    NUMBER,
    ONES,
    PRODUCT,
    SCALE,
    TRANSPOSE,
    ZERO,
    counted,
    eye,
    letter,
    number,
    zero,
)
from ....language.operators.leaves import ones
from ....language.terms import Term, make
from ....language.transposing import transposed
from ...rule import Tactic
from .letters import A, C, D, K, M, d, x
from .scalars import ONE, product_of, simple_sum

_E = letter("E", "m", "n", facts=[Fact.NONZERO])


def is_zero(term: Term) -> bool:
    return term.op is ZERO or (term.op is NUMBER and not term.data)


def _nothing(term: Term) -> Term | None:
    return zero(*term.shape) if any(is_zero(f) for f in term.args) else None


NOTHING = Tactic(
    "zero", ("a product with 0 is 0",), _nothing, ((make(SCALE, number(0), A), zero("m", "n")),), axiom="0A = 0"
)


NOTHING_ABOVE = Tactic(
    "zero over something",
    ("0 divided by something is 0",),
    lambda term: zero(*term.shape) if is_zero(term.args[0]) else None,
    ((make(HADAMARD_DIVIDE, zero("m", "n"), D), zero("m", "n")),),
    axiom="0/a = 0",
)


def _exponent(f: Term) -> tuple[Term, Term]:
    """The base and the exponent: X⁻ᵀ is Xᵀ to the power −1."""
    if f.op is MATRIX_POWER or f.op is INVERSE:
        base, k = _exponent(f.args[0])
        return base, product_of(k, f.args[1] if f.op is MATRIX_POWER else number(-1))
    if f.op is TRANSPOSE and f.args[0].op in (INVERSE, MATRIX_POWER):
        base, k = _exponent(f.args[0])
        return transposed(base), k
    return f, ONE


def _raised(base: Term, k: Term) -> Term:
    """((A + B)^k)ᵀ rather than ((A + B)ᵀ)^k."""
    if k.op is NUMBER and k.data == 1:
        return base
    if base.op is TRANSPOSE and base.args[0].args:
        return transposed(power(base.args[0], k))
    return power(base, k)


def _neighbours(term: Term) -> Term | None:
    out: list[Term] = []
    for f in term.args:
        if has(f, Fact.IDENTITY):
            continue
        if out:
            (b, j), (c, k) = _exponent(out[-1]), _exponent(f)
            if b is c and f.is_square and not (out[-1] is b and f is b):
                total = simple_sum(j, k)
                out.pop()
                if not (total.op is NUMBER and total.data == 0):
                    out.append(_raised(b, total))
                continue
            if f.is_square and out[-2:] == [f, f]:
                out[-2:] = [_raised(f, number(3))]
                continue
            if f.is_square and has(f, Fact.ORTHOGONAL) and transposed(f) is out[-1]:
                out.pop()
                continue
        out.append(f)
    if len(out) == len(term.args):
        return None
    return make(PRODUCT, *out) if out else eye(term.shape[0])


CANCEL = Tactic(
    "cancel neighbours",
    (),
    _neighbours,
    (
        (make(PRODUCT, K, make(INVERSE, K), M), M),
        (make(PRODUCT, M, eye("n")), M),
        (make(PRODUCT, M, make(MATRIX_POWER, M, number(2))), make(MATRIX_POWER, M, number(3))),
        (make(PRODUCT, M, M, M, M), make(MATRIX_POWER, M, number(4))),
    ),
    axiom="the definitions of inverse, identity and power",
)


def _is_row_of_ones(f: Term) -> bool:
    return f.op is TRANSPOSE and f.args[0].op is ONES and f.is_row


def _ones_beside_ones(term: Term) -> Term | None:
    """𝟏ᵀ𝟏 = n; 𝟏𝟏ᵀ where nothing stands beside it is a matrix of ones."""
    f = term.args
    for i in range(len(f) - 1):
        if _is_row_of_ones(f[i]) and f[i + 1].op is ONES and f[i + 1].is_vector:
            return times(counted(f[i].shape[1]), *f[:i], *f[i + 2 :])
    if len(f) == 2 and f[0].op is ONES and f[0].is_vector and _is_row_of_ones(f[1]):
        return ones(*term.shape)
    return None


ONES_BESIDE_ONES = Tactic(
    "ones beside ones",
    (),
    _ones_beside_ones,
    (
        (make(PRODUCT, make(TRANSPOSE, ones("n")), ones("n")), counted(M.shape[0])),
        (make(PRODUCT, ones("m"), make(TRANSPOSE, ones("n"))), ones("m", "n")),
        (
            make(PRODUCT, x, make(TRANSPOSE, ones("m")), ones("m"), make(TRANSPOSE, x)),
            times(counted(A.shape[0]), x, make(TRANSPOSE, x)),
        ),
    ),
    axiom="the definition of the matrix product",
)


def _summed(term: Term) -> Term | None:
    """1ᵀ(a ⊙ b) = aᵀb."""
    first, *rest = term.args
    if first.op is TRANSPOSE and first.args[0].op is ONES and rest and rest[0].op is HADAMARD and rest[0].shape[1] == 1:
        *some, last = rest[0].args
        return make(PRODUCT, make(TRANSPOSE, make(HADAMARD, *some)), last, *rest[1:])
    return None


SUMMED = Tactic(
    "sum of a Hadamard product",
    (make(PRODUCT, make(TRANSPOSE, ones("n")), make(HADAMARD, x, d)), " = ", make(PRODUCT, make(TRANSPOSE, x), d)),
    _summed,
    ((make(PRODUCT, make(TRANSPOSE, ones("n")), make(HADAMARD, x, d)), make(PRODUCT, make(TRANSPOSE, x), d)),),
    axiom="the definition of the inner product",
)


def _is_ones(f: Term) -> bool:
    """A matrix of ones, also as 𝟏𝟏ᵀ."""
    if f.op is PRODUCT and len(f.args) == 2 and f.args[1].op is TRANSPOSE:
        return f.args[0].op is ONES and f.args[1].args[0].op is ONES
    return f.op is ONES


def _ones(term: Term) -> Term | None:
    kept = [f for f in term.args if not _is_ones(f)]
    if len(kept) == len(term.args):
        return None
    return make(HADAMARD, *kept) if kept else ones(*term.shape)


HADAMARD_ONES = Tactic(
    "Hadamard product with ones", (), _ones, ((make(HADAMARD, ones("m", "n"), A), A),), axiom="entry by entry"
)


def _cancel_entries(term: Term) -> Term | None:
    """(A ⊙ B) ⊘ A = B."""
    above, below = term.args
    tops = list(above.args) if above.op is HADAMARD else [above]
    bottoms = list(below.args) if below.op is HADAMARD else [below]
    shared = next((b for b in bottoms if b in tops), None)
    if shared is None:
        return None
    tops.remove(shared)
    bottoms.remove(shared)
    top = make(HADAMARD, *tops) if tops else ones(*term.shape)
    return make(HADAMARD_DIVIDE, top, make(HADAMARD, *bottoms)) if bottoms else top


CANCEL_ENTRIES = Tactic(
    "cancel entry by entry",
    (),
    _cancel_entries,
    ((make(HADAMARD_DIVIDE, make(HADAMARD, A, D), D), A),),
    axiom="entry by entry",
)


def _one_quotient(term: Term) -> Term | None:
    """(A ⊘ B) ⊘ C = A ⊘ (B ⊙ C) and A ⊘ (B ⊘ C) = (A ⊙ C) ⊘ B."""
    above, below = term.args
    if above.op is HADAMARD_DIVIDE:
        return make(HADAMARD_DIVIDE, above.args[0], make(HADAMARD, above.args[1], below))
    if below.op is HADAMARD_DIVIDE:
        return make(HADAMARD_DIVIDE, make(HADAMARD, above, below.args[1]), below.args[0])
    return None


ONE_QUOTIENT = Tactic(
    "one quotient, entry by entry",
    (),
    _one_quotient,
    (
        (
            make(HADAMARD_DIVIDE, make(HADAMARD_DIVIDE, A, D), _E),
            make(HADAMARD_DIVIDE, A, make(HADAMARD, D, _E)),
        ),
        (
            make(HADAMARD_DIVIDE, A, make(HADAMARD_DIVIDE, D, _E)),
            make(HADAMARD_DIVIDE, make(HADAMARD, A, _E), D),
        ),
    ),
    axiom="entry by entry",
)


def _diagonal_neighbours(term: Term) -> Term | None:
    i = next((i for i, (a, b) in enumerate(pairwise(term.args)) if a.op is DIAG and b.op is DIAG), None)
    if i is None:
        return None
    one = make(DIAG, make(HADAMARD, term.args[i].args[0], term.args[i + 1].args[0]))
    return times(*term.args[:i], one, *term.args[i + 2 :])


DIAGONAL_NEIGHBOURS = Tactic(
    "product of diagonal matrices",
    (),
    _diagonal_neighbours,
    ((make(PRODUCT, make(DIAG, d), make(DIAG, x)), make(DIAG, make(HADAMARD, d, x))),),
    axiom="entry by entry",
)


def _over(term: Term) -> Term | None:
    """(A ⊘ B) ⊙ C = (A ⊙ C) ⊘ B."""
    i = next((i for i, f in enumerate(term.args) if f.op is HADAMARD_DIVIDE), None)
    if i is None:
        return None
    above, below = term.args[i].args
    return make(HADAMARD_DIVIDE, make(HADAMARD, *term.args[:i], above, *term.args[i + 1 :]), below)


OVER = Tactic(
    "Hadamard product with a quotient",
    (),
    _over,
    ((make(HADAMARD, make(HADAMARD_DIVIDE, A, D), C), make(HADAMARD_DIVIDE, make(HADAMARD, A, C), D)),),
    axiom="entry by entry",
)
