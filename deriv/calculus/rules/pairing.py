"""Isolating the direction: transposes, traces and the adjoints of linear maps, each an identity."""

from ...language.build import times
from ...language.operators import DIAG, DIAGVEC, HADAMARD, HADAMARD_DIVIDE, INNER, TOTAL, TRACE, TRANSPOSE, eye, letter
from ...language.operators.leaves import ones
from ...language.terms import make
from ..rule import Rule
from .adjoint import Adjoint
from .letters import A, B, C, D, M, N, U, a, b, d, left, r, right, u, v, z

T = lambda m: make(TRANSPOSE, m)  # noqa: E731
tr = lambda m: make(TRACE, m)  # noqa: E731
row = letter("p", 1, "n")


SCALAR_TRANSPOSE = Rule(
    "scalar transpose",
    times(row, u),
    times(T(u), T(row)),
    because=("a scalar equals its transpose",),
    lemma="scalar-transpose",
)
BILINEAR = Rule(
    "bilinear form as a trace",
    times(left, U, right),
    tr(times(T(U), T(left), T(right))),
    because=(times(T(a), U, b), " = ", tr(times(T(U), a, T(b)))),
    lemma="bilinear-as-trace",
)
BILINEAR_TRANSPOSED = Rule(
    "transposed bilinear form as a trace",
    times(letter("p", 1, "n"), T(U), letter("q", "m", 1)),
    tr(times(T(U), letter("q", "m", 1), letter("p", 1, "n"))),
    because=("a scalar is its own trace, and the trace is cyclic",),
    axiom="a scalar is its own trace, and tr AB = tr BA",
)
TRACE_TRANSPOSE = Rule("trace of a transpose", tr(M), tr(T(M)), lemma="trace-transpose")
CYCLIC = Rule(
    "cyclic trace", tr(times(A, C)), tr(times(C, A)), because=("the trace is cyclic",), lemma="trace-commutes"
)
TRACE_OF_OUTER = Rule(
    "trace of an outer product", tr(times(u, row)), times(row, u), because=("the trace is cyclic",), lemma="outer"
)
INNER_VECTORS = Adjoint(
    "inner product of vectors",
    make(INNER, u, v),
    times(T(u), v),
    axiom="the definition of the inner product",
    frees=(u, v),
)
INNER_TRACE = Adjoint(
    "inner product of matrices", make(INNER, A, B), tr(times(T(A), B)), lemma="frobenius-inner-product", frees=(A, B)
)
SUM_VECTOR = Adjoint(
    "sum of a vector", make(TOTAL, u), times(T(ones("n")), u), axiom="the definition of the sum", frees=(u,)
)
SUM_MATRIX = Adjoint(
    "sum of a matrix", make(TOTAL, A), times(T(ones("m")), A, ones("n")), axiom="the definition of the sum", frees=(A,)
)
HADAMARD_ROW = Adjoint(
    "entries into a Hadamard product",
    times(row, make(HADAMARD, r, d)),
    times(T(make(HADAMARD, T(row), r)), d),
    because=(times(T(z), make(HADAMARD, r, d)), " = ", times(T(make(HADAMARD, z, r)), d)),
    lemma="hadamard-vector",
    frees=(d,),
)
HADAMARD_TRACE = Adjoint(
    "Hadamard product under a trace",
    tr(times(C, make(HADAMARD, B, U))),
    tr(times(T(make(HADAMARD, T(C), B)), U)),
    because=(tr(times(T(A), make(HADAMARD, B, U))), " = ", tr(times(T(make(HADAMARD, A, B)), U))),
    lemma="hadamard-trace",
    frees=(U,),
)
QUOTIENT_ROW = Adjoint(
    "entries into a Hadamard quotient",
    times(row, make(HADAMARD_DIVIDE, d, r)),
    times(T(make(HADAMARD_DIVIDE, T(row), r)), d),
    because=(times(T(z), make(HADAMARD_DIVIDE, d, r)), " = ", times(T(make(HADAMARD_DIVIDE, z, r)), d)),
    axiom="entry by entry",
    frees=(d,),
)
QUOTIENT_TRACE = Adjoint(
    "Hadamard quotient under a trace",
    tr(times(C, make(HADAMARD_DIVIDE, U, B))),
    tr(times(T(make(HADAMARD_DIVIDE, T(C), B)), U)),
    because=(tr(times(T(A), make(HADAMARD_DIVIDE, U, B))), " = ", tr(times(T(make(HADAMARD_DIVIDE, A, B)), U))),
    axiom="entry by entry",
    frees=(U,),
)
DIAG_FORM = Adjoint(
    "diagonal matrix in a bilinear form",
    times(row, make(DIAG, u), v),
    times(T(make(HADAMARD, T(row), v)), u),
    because=(times(T(z), make(DIAG, u), v), " = ", times(T(make(HADAMARD, z, v)), u)),
    lemma="diag-form",
    frees=(u,),
)
DIAG_TRACE = Adjoint(
    "diagonal matrix under a trace",
    tr(times(M, make(DIAG, u))),
    times(T(make(DIAGVEC, M)), u),
    lemma="diag-trace",
    frees=(u,),
)
DIAGVEC_ROW = Adjoint(
    "diagonal of a matrix in an inner product",
    times(row, make(DIAGVEC, N)),
    tr(times(make(DIAG, T(row)), N)),
    because=(times(T(z), make(DIAGVEC, N)), " = ", tr(times(make(DIAG, z), N))),
    lemma="diagvec-row",
    frees=(N,),
)
OWN_TRACE = Rule(
    "scalar as its own trace",
    times(left, A, right),
    tr(times(right, left, A)),
    because=("a scalar is its own trace, and the trace is cyclic",),
    axiom="a scalar is its own trace, and tr AB = tr BA",
)
WITH_IDENTITY = Rule("a factor I", tr(M), tr(times(eye("n"), M)), because=("M = IM",), axiom="the definition of I")
TRACE_OF_DIAG = Adjoint(
    "trace of a diagonal matrix", tr(make(DIAG, u)), times(T(ones("n")), u), axiom="entry by entry", frees=(u,)
)
HADAMARD_COMMUTES = Rule(
    "Hadamard product commutes", make(HADAMARD, D, B), make(HADAMARD, B, D), axiom="entry by entry"
)
ALL = (
    OWN_TRACE,
    WITH_IDENTITY,
    TRACE_OF_DIAG,
    HADAMARD_COMMUTES,
    SCALAR_TRANSPOSE,
    BILINEAR,
    BILINEAR_TRANSPOSED,
    TRACE_TRANSPOSE,
    CYCLIC,
    TRACE_OF_OUTER,
    INNER_VECTORS,
    INNER_TRACE,
    SUM_VECTOR,
    SUM_MATRIX,
    HADAMARD_ROW,
    HADAMARD_TRACE,
    QUOTIENT_ROW,
    QUOTIENT_TRACE,
    DIAG_FORM,
    DIAG_TRACE,
    DIAGVEC_ROW,
)
