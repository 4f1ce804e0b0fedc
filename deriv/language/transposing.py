"""The transpose with ᵀ pushed inside as far as it goes: (AB)ᵀ is BᵀAᵀ, Sᵀ is S for a symmetric S."""
from __future__ import annotations

from functools import lru_cache

from .facts import Fact, has
from .terms import Term, make, subterms


@lru_cache(maxsize=100_000)
def _signs(term: Term) -> int:
    """The number of transpose signs in a term; a sum keeps one sign outside rather than several inside."""
    from .operators.matrix import TRANSPOSE

    return sum(x.op is TRANSPOSE for x in subterms(term))


@lru_cache(maxsize=100_000)
def transposed(term: Term) -> Term:
    from .operators import arithmetic as a
    from .operators import blocks, layout
    from .operators import entrywise as e
    from .operators import functions as f
    from .operators import leaves as l
    from .operators import matrix as m
    from .operators import parts as p
    from .operators import spectral as s

    op = term.op
    if term.is_scalar or term.is_square and has(term, Fact.SYMMETRIC):
        return term
    if op is m.TRANSPOSE:
        return term.args[0]
    if op is a.SUM or op is e.HADAMARD or op is e.HADAMARD_DIVIDE:
        inside = tuple(transposed(x) for x in term.args)
        if sum(map(_signs, inside)) <= sum(map(_signs, term.args)):
            return make(op, *inside)
        return make(m.TRANSPOSE, term)
    if op is a.PRODUCT:
        return make(op, *(transposed(x) for x in reversed(term.args)))
    if op is layout.KRON:
        return make(op, *(transposed(x) for x in term.args))
    if op is blocks.COMMUTATION:
        return make(op, *reversed(term.args))
    if op is a.SCALE:
        return make(op, term.args[0], transposed(term.args[1]))
    if op is a.DIVIDE:
        return make(op, transposed(term.args[0]), term.args[1])
    if op is m.INVERSE or op is a.MATRIX_POWER:
        base = term.args[0]
        inside = transposed(base)
        outside = _signs(inside) > _signs(base) and (op is m.INVERSE or base.args)
        return make(m.TRANSPOSE, term) if outside else make(op, inside, *term.args[1:])
    if isinstance(op, f.MatrixFunction | f.FrechetDerivative) or op in (s.PINV, s.ADJUGATE, s.POLAR):
        turned = tuple(transposed(x) for x in term.args)
        signs = len(term.args) - 1  # f(A)ᵀ rather than f(Aᵀ), but L_f(Aᵀ, Eᵀ) rather than L_f(A, E)ᵀ
        more = sum(map(_signs, turned)) > sum(map(_signs, term.args)) + signs
        return make(m.TRANSPOSE, term) if more else make(op, *turned)
    if op in p.TURNED:
        inside = transposed(term.args[0])
        return make(m.TRANSPOSE, term) if _signs(inside) > _signs(term.args[0]) else make(p.TURNED[op], inside)
    if op in (l.ZERO, l.REMAINDER) or (op is l.ONES and 1 not in term.shape):
        return l.leaf(op, term.data, *reversed(term.shape))
    return make(m.TRANSPOSE, term)
