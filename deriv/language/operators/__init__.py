"""Every operator, each declared once; a new family is a new file here."""

from ..terms import Op
from . import (
    arithmetic,
    blocks,
    entrywise,
    extremes,
    functions,
    indexed,
    layout,
    leaves,
    maps,
    matrix,
    parts,
    spectral,
    unknown,
)
from .arithmetic import DIVIDE, MATRIX_POWER, POWER, PRODUCT, SCALE, SUM, TIMES
from .blocks import COMMUTATION, INNER_FIRST, INNER_SECOND, MAT, Sized
from .entrywise import HADAMARD, HADAMARD_DIVIDE, HADAMARD_POWER, SOFTMAX, ScalarFunction, sympy_function
from .extremes import ARGMAX, ARGMIN, MAX, MIN, NORM1, NORMINF, NORMP, PROD
from .functions import COSM, EXPM, FRECHET, LOGM, SINM, SQRTM, FrechetDerivative, MatrixFunction
from .indexed import ENTRY, SIGMA, VALUE
from .layout import DIAG, DIAGVEC, KRON, TOTAL, VEC
from .leaves import (
    CONSTANT,
    DIMENSION,
    EPS,
    IDENTITY,
    LETTER,
    NUMBER,
    ONES,
    REMAINDER,
    SYMBOL,
    ZERO,
    anything,
    constant,
    counted,
    eye,
    letter,
    number,
    ones,
    remainder,
    symbol,
    zero,
)
from .maps import UnknownMap
from .matrix import DET, FROBENIUS, INNER, INVERSE, NORM, TRACE, TRANSPOSE
from .parts import DIAGMEANS, DIAGSUMS, TRIL, TRIU
from .spectral import (
    ADJUGATE,
    EIG,
    EIGMAX,
    EIGMIN,
    EIGVECMAX,
    EIGVECMIN,
    LEFT_SINGULAR,
    NUCLEAR,
    PINV,
    POLAR,
    RIGHT_SINGULAR,
    SPECTRAL,
)
from .unknown import FUNCTION, UnknownFunction

ALL: tuple[Op, ...] = tuple(
    dict.fromkeys(
        x
        for family in (
            leaves,
            arithmetic,
            matrix,
            functions,
            entrywise,
            extremes,
            layout,
            blocks,
            indexed,
            parts,
            spectral,
        )
        for x in vars(family).values()
        if isinstance(x, Op)
    )
)
BY_NAME: dict[str, Op] = {n: op for op in ALL for n in op.names}
"""The function names of a formula, such as tr, det, log, diag."""
