"""The laws of simplification: each looks at the top of a term and says what it may be replaced by, or None.

A law is a tactic with examples; the examples are tested and printed like the statement of a rule.
"""

from __future__ import annotations

from ....language.operators import (
    COMMUTATION,
    DET,
    DIAG,
    DIAGMEANS,
    DIAGSUMS,
    DIAGVEC,
    DIVIDE,
    FRECHET,
    HADAMARD,
    HADAMARD_DIVIDE,
    HADAMARD_POWER,
    INNER,
    INNER_FIRST,
    INNER_SECOND,
    INVERSE,
    KRON,
    MAT,
    MATRIX_POWER,
    PINV,
    POWER,
    PROD,
    PRODUCT,
    SCALE,
    SIGMA,
    SUM,
    TIMES,
    TOTAL,
    TRACE,
    TRANSPOSE,
    TRIL,
    TRIU,
    VEC,
)
from ....language.operators.entrywise import EXP, LOG
from ....language.operators.maps import UnknownMap
from ....language.terms import Op
from ...rule import Tactic
from .commuting import EXPONENTIALS_CANCEL, FRECHET_COMMUTING
from .functions import (
    DETERMINANT_OF_EXPM,
    DIFFERENTIAL_OF_NOTHING,
    FRECHET_LINEAR,
    INVERSE_OF_EXPM,
    LOG_DETERMINANT_OF_EXPM,
    ROOT_SQUARED,
)
from .kronecker import (
    BEHIND,
    BY_FACTORS,
    COMMUTED,
    INNER_PRODUCTS,
    KRON_DETERMINANT,
    KRON_INVERSE,
    KRON_TOTAL,
    KRON_TRACE,
    KRONECKER,
    MIXED,
    PERMUTED,
    STACKED,
    UNSTACKED,
)
from .parts import ON_DIAGONAL, PARTS
from .products import (
    CANCEL,
    CANCEL_ENTRIES,
    DIAGONAL_NEIGHBOURS,
    HADAMARD_ONES,
    NOTHING,
    NOTHING_ABOVE,
    ONE_QUOTIENT,
    ONES_BESIDE_ONES,
    OVER,
    SUMMED,
    is_zero,
)
from .scalars import (
    COMPOUND,
    EXP_LOG,
    FRONT,
    LOGISTIC,
    LOGISTIC_ENTRIES,
    POWERS,
    POWERS_OF_ENTRIES,
    RECOGNISED_SOFTMAX,
    SAME_BASE,
    SAME_BASE_ENTRIES,
    SQUARED_LENGTH,
    SUM_OF_SOFTMAX,
    simple_sum,
)
from .series import CONSTANT_SERIES
from .signs import SIGN_ENTRIES, SIGN_QUOTIENT, SIGNS
from .single import DETERMINANTS, DIAGONALS, INVERSES, LINEAR, TOTALS, TRACES, TRANSPOSES
from .spectral import (
    LOG_DETERMINANT_OF_PINV,
    PENROSE,
    PRODUCT_OF_EIGENVALUES,
    PSEUDO_INVERSES,
    SUM_OF_EIGENVALUES,
    UNIT_LENGTH,
)
from .sums import LIKE, ONE_DIAGONAL, TRACE_TWINS, TWINS

BY_OP: dict[Op, tuple[Tactic, ...]] = {
    SUM: (LIKE, TWINS, TRACE_TWINS, ONE_DIAGONAL),
    TIMES: (NOTHING, FRONT, SAME_BASE, SIGNS, SQUARED_LENGTH, LOGISTIC, COMPOUND),
    SCALE: (NOTHING, FRONT, SIGNS, SQUARED_LENGTH, LOGISTIC, COMPOUND),
    DIVIDE: (NOTHING_ABOVE, FRONT, RECOGNISED_SOFTMAX, SIGNS, SQUARED_LENGTH, LOGISTIC, COMPOUND),
    POWER: (POWERS, SIGNS),
    MATRIX_POWER: (POWERS, ROOT_SQUARED),
    HADAMARD_POWER: (POWERS_OF_ENTRIES,),
    PRODUCT: (
        NOTHING,
        FRONT,
        CANCEL,
        DIAGONAL_NEIGHBOURS,
        ONES_BESIDE_ONES,
        SUMMED,
        SUM_OF_SOFTMAX,
        UNIT_LENGTH,
        PENROSE,
        EXPONENTIALS_CANCEL,
        MIXED,
        COMMUTED,
        BEHIND,
    ),
    HADAMARD: (NOTHING, FRONT, HADAMARD_ONES, ON_DIAGONAL, OVER, SIGN_ENTRIES, SAME_BASE_ENTRIES),
    HADAMARD_DIVIDE: (NOTHING_ABOVE, ONE_QUOTIENT, CANCEL_ENTRIES, SIGN_QUOTIENT, LOGISTIC_ENTRIES),
    TRANSPOSE: (NOTHING, TRANSPOSES),
    INVERSE: (INVERSES, INVERSE_OF_EXPM, KRON_INVERSE),
    TRACE: (TRACES, KRON_TRACE),
    DET: (DETERMINANTS, DETERMINANT_OF_EXPM, KRON_DETERMINANT),
    DIAG: (NOTHING, LINEAR, DIAGONALS),
    DIAGVEC: (NOTHING, LINEAR, DIAGONALS),
    TOTAL: (NOTHING, LINEAR, SUM_OF_SOFTMAX, TOTALS, SUM_OF_EIGENVALUES, KRON_TOTAL),
    PROD: (PRODUCT_OF_EIGENVALUES,),
    PINV: (PSEUDO_INVERSES,),
    KRON: (NOTHING, LINEAR, KRONECKER),
    VEC: (NOTHING, LINEAR, STACKED),
    MAT: (NOTHING, LINEAR, UNSTACKED),
    COMMUTATION: (PERMUTED,),
    INNER_FIRST: (NOTHING, LINEAR, INNER_PRODUCTS),
    INNER_SECOND: (NOTHING, LINEAR, INNER_PRODUCTS),
    INNER: (NOTHING, LINEAR),
    SIGMA: (CONSTANT_SERIES,),
    TRIL: (NOTHING, LINEAR, PARTS),
    TRIU: (NOTHING, LINEAR, PARTS),
    DIAGMEANS: (NOTHING, LINEAR, PARTS),
    DIAGSUMS: (NOTHING, LINEAR),
    **dict.fromkeys(FRECHET.values(), (FRECHET_LINEAR, FRECHET_COMMUTING)),
    EXP: (EXP_LOG,),
    LOG: (EXP_LOG, LOG_DETERMINANT_OF_PINV, LOG_DETERMINANT_OF_EXPM),
}
"""The laws for what stands at the top of a term, in the order in which they are tried."""

BEFORE: dict[Op, tuple[Tactic, ...]] = {
    DET: (DETERMINANT_OF_EXPM,),
    INVERSE: (INVERSE_OF_EXPM,),
    TOTAL: (SUM_OF_EIGENVALUES,),
    PROD: (PRODUCT_OF_EIGENVALUES,),
    PINV: (PSEUDO_INVERSES,),
    LOG: (LOG_DETERMINANT_OF_PINV, LOG_DETERMINANT_OF_EXPM),
}
"""Laws that make a function simpler before it is expanded."""



def laws_of(op: Op) -> tuple[Tactic, ...]:
    if isinstance(op, UnknownMap) and op.kind == "differential":
        return (DIFFERENTIAL_OF_NOTHING,)
    return BY_OP.get(op, ())


LAWS: tuple[Tactic, ...] = (
    *dict.fromkeys(law for laws in BY_OP.values() for law in laws),
    DIFFERENTIAL_OF_NOTHING,
)

__all__ = [
    "BEFORE",
    "BY_FACTORS",
    "BY_OP",
    "FRONT",
    "LAWS",
    "POWERS",
    "SUMMED",
    "TRACE_TWINS",
    "TRANSPOSES",
    "TWINS",
    "is_zero",
    "laws_of",
    "simple_sum",
]
