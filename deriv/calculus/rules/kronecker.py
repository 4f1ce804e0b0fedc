"""vec, its inverse and Kronecker products: taken off the direction under a trace, and beside vec U."""

from ...language.build import times
from ...language.operators import (
    COMMUTATION,
    DIAG,
    DIAGVEC,
    HADAMARD,
    HADAMARD_DIVIDE,
    INNER_FIRST,
    INNER_SECOND,
    KRON,
    MAT,
    TRACE,
    TRANSPOSE,
    VEC,
    counted,
    eye,
    letter,
)
from ...language.operators.leaves import ones
from ...language.terms import make
from ..rule import Rule
from .adjoint import Adjoint
from .letters import A, B, C, M, U, a, b, u

T = lambda m: make(TRANSPOSE, m)  # noqa: E731
tr = lambda m: make(TRACE, m)  # noqa: E731
vec = lambda m: make(VEC, m)  # noqa: E731
kron = lambda *factors: make(KRON, *factors)  # noqa: E731

V = letter("V", "k", "l")
(m, n), (k, l) = U.shape, V.shape
rows, columns, height, width = map(counted, (m, n, k, l))
W = letter("W", m * k, n * l)
X = letter("X", "l", "k")
h = letter("h", "k", 1)
c = letter("c", m * n, 1)
w = letter("w", n * l, 1)
row = letter("p", 1, m * n)
row_of_pairs = letter("p", 1, m * k)
D = letter("D", "m", "n")
outer = letter("P", "i", "m")
inner = letter("Q", "n", "j")
thin = letter("q", "n", 1)

# ---- under a trace
VEC_ROW = Adjoint(
    "vec in an inner product",
    times(row, vec(U)),
    tr(times(T(make(MAT, T(row), rows, columns)), U)),
    because=(times(T(c), vec(U)), " = ", tr(times(T(make(MAT, c, rows, columns)), U))),
    axiom="entry by entry",
    frees=(U,),
)
MAT_TRACE = Adjoint(
    "mat under a trace",
    tr(times(C, make(MAT, c, rows, columns))),
    times(T(vec(T(C))), c),
    because=(tr(times(T(A), make(MAT, c, rows, columns))), " = ", times(T(vec(A)), c)),
    axiom="entry by entry",
    frees=(c,),
)
KRON_AFTER = Adjoint(
    "Kronecker product under a trace, second factor",
    tr(times(letter("C", n * l, m * k), kron(A, V))),
    tr(times(T(make(INNER_FIRST, A, T(letter("C", n * l, m * k)))), V)),
    because=(tr(times(T(W), kron(A, V))), " = ", tr(times(T(make(INNER_FIRST, A, W)), V))),
    axiom="block by block, ⟨A ⊗ V, W⟩ = Σ_ij A_ij ⟨V, W_[ij]⟩",
    frees=(V,),
)
KRON_BEFORE = Adjoint(
    "Kronecker product under a trace, first factor",
    tr(times(letter("C", n * l, m * k), kron(U, letter("B", "k", "l")))),
    tr(times(T(make(INNER_SECOND, letter("B", "k", "l"), T(letter("C", n * l, m * k)))), U)),
    because=(tr(times(T(W), kron(U, V))), " = ", tr(times(T(make(INNER_SECOND, V, W)), U))),
    axiom="block by block, ⟨U ⊗ V, W⟩ = Σ_ij U_ij ⟨V, W_[ij]⟩",
    frees=(U,),
)
KRON_ROW_AFTER = Adjoint(
    "Kronecker product of vectors, second factor",
    times(row_of_pairs, kron(a, h)),
    times(T(times(make(MAT, T(row_of_pairs), height, rows), a)), h),
    because=("a ⊗ h = vec(haᵀ)",),
    axiom="entry by entry",
    frees=(h,),
)
KRON_ROW_BEFORE = Adjoint(
    "Kronecker product of vectors, first factor",
    times(row_of_pairs, kron(a, h)),
    times(T(times(T(make(MAT, T(row_of_pairs), height, rows)), h)), a),
    because=("a ⊗ h = vec(haᵀ)",),
    axiom="entry by entry",
    frees=(a,),
)
INNER_FIRST_TRACE = Adjoint(
    "inner product over the first factor, under a trace",
    tr(times(X, make(INNER_FIRST, A, W))),
    tr(times(T(kron(A, T(X))), W)),
    because=(tr(times(T(V), make(INNER_FIRST, A, W))), " = ", tr(times(T(kron(A, V)), W))),
    axiom="block by block, ⟨A ⊗ V, W⟩ = Σ_ij A_ij ⟨V, W_[ij]⟩",
    frees=(A, W),
)
INNER_SECOND_TRACE = Adjoint(
    "inner product over the second factor, under a trace",
    tr(times(C, make(INNER_SECOND, V, W))),
    tr(times(T(kron(T(C), V)), W)),
    because=(tr(times(T(U), make(INNER_SECOND, V, W))), " = ", tr(times(T(kron(U, V)), W))),
    axiom="block by block, ⟨U ⊗ V, W⟩ = Σ_ij U_ij ⟨V, W_[ij]⟩",
    frees=(V, W),
)

# ---- beside vec U
TRACE_AS_VECS = Rule(
    "trace as an inner product of vectors", tr(times(T(U), A)), times(T(vec(A)), vec(U)), axiom="entry by entry"
)
SANDWICHED_VECTOR = Rule(
    "matrix beside a vector",
    times(outer, U, thin),
    times(kron(T(thin), outer), vec(U)),
    axiom="vec(AXB) = (Bᵀ ⊗ A)vec X",
)
TIMES_VECTOR = Rule(
    "matrix times a vector", times(U, thin), times(kron(T(thin), eye("m")), vec(U)), axiom="vec(XB) = (Bᵀ ⊗ I)vec X"
)
VEC_SANDWICH = Adjoint(
    "vec of a product",
    vec(times(outer, U, inner)),
    times(kron(T(inner), outer), vec(U)),
    axiom="column by column",
    frees=(U,),
)
VEC_LEFT = Adjoint(
    "vec of a product, factor before",
    vec(times(outer, U)),
    times(kron(eye("n"), outer), vec(U)),
    axiom="column by column",
    frees=(U,),
)
VEC_RIGHT = Adjoint(
    "vec of a product, factor behind",
    vec(times(U, inner)),
    times(kron(T(inner), eye("m")), vec(U)),
    axiom="column by column",
    frees=(U,),
)
VEC_TRANSPOSE = Adjoint(
    "vec of a transpose",
    vec(T(U)),
    times(make(COMMUTATION, rows, columns), vec(U)),
    axiom="the definition of the commutation matrix",
    frees=(U,),
)
VEC_HADAMARD = Adjoint(
    "vec of a Hadamard product",
    vec(make(HADAMARD, B, U)),
    times(make(DIAG, vec(B)), vec(U)),
    axiom="entry by entry",
    frees=(U,),
)
VEC_QUOTIENT = Adjoint(
    "vec of a Hadamard quotient",
    vec(make(HADAMARD_DIVIDE, U, B)),
    times(make(DIAG, vec(make(HADAMARD_DIVIDE, ones("m", "n"), B))), vec(U)),
    axiom="entry by entry",
    frees=(U,),
)
VEC_DIAG = Adjoint(
    "vec of a diagonal matrix",
    vec(make(DIAG, u)),
    times(make(DIAG, vec(eye("n"))), kron(ones("n"), eye("n")), u),
    because=("diag(u) = I ⊙ (u𝟏ᵀ)",),
    axiom="entry by entry",
    frees=(u,),
)
DIAGVEC_OF_VEC = Adjoint(
    "diagonal of a matrix from its vec",
    make(DIAGVEC, M),
    times(kron(T(ones("n")), eye("n")), make(DIAG, vec(eye("n"))), vec(M)),
    because=("diagvec(M) = (I ⊙ M)𝟏",),
    axiom="entry by entry",
    frees=(M,),
)
VEC_KRON_AFTER = Adjoint(
    "vec of a Kronecker product, second factor",
    vec(kron(A, V)),
    times(kron(times(kron(eye("n"), make(COMMUTATION, width, rows)), kron(vec(A), eye("l"))), eye("k")), vec(V)),
    axiom="entry by entry",
    frees=(V,),
)
VEC_KRON_BEFORE = Adjoint(
    "vec of a Kronecker product, first factor",
    vec(kron(U, V)),
    times(kron(eye("n"), times(kron(make(COMMUTATION, width, rows), eye("k")), kron(eye("m"), vec(V)))), vec(U)),
    axiom="entry by entry",
    frees=(U,),
)
KRON_TIMES_AFTER = Adjoint(
    "Kronecker product times a vector, second factor",
    times(kron(A, V), w),
    vec(times(V, make(MAT, w, width, columns), T(A))),
    axiom="vec(BXAᵀ) = (A ⊗ B)vec X",
    frees=(V,),
)
KRON_TIMES_BEFORE = Adjoint(
    "Kronecker product times a vector, first factor",
    times(kron(U, V), w),
    vec(times(V, make(MAT, w, width, columns), T(U))),
    axiom="vec(BXAᵀ) = (A ⊗ B)vec X",
    frees=(U,),
)
KRON_VECTOR_AFTER = Adjoint(
    "Kronecker product of vectors as a product, second factor",
    kron(a, b),
    times(kron(a, eye("n")), b),
    axiom="a ⊗ b = (a ⊗ I)b",
    frees=(b,),
)
KRON_VECTOR_BEFORE = Adjoint(
    "Kronecker product of vectors as a product, first factor",
    kron(a, b),
    times(kron(eye("m"), b), a),
    axiom="a ⊗ b = (I ⊗ b)a",
    frees=(a,),
)
ALL = (
    VEC_ROW,
    MAT_TRACE,
    KRON_AFTER,
    KRON_BEFORE,
    KRON_ROW_AFTER,
    KRON_ROW_BEFORE,
    INNER_FIRST_TRACE,
    INNER_SECOND_TRACE,
    TRACE_AS_VECS,
    SANDWICHED_VECTOR,
    TIMES_VECTOR,
    VEC_SANDWICH,
    VEC_LEFT,
    VEC_RIGHT,
    VEC_TRANSPOSE,
    VEC_HADAMARD,
    VEC_QUOTIENT,
    VEC_DIAG,
    DIAGVEC_OF_VEC,
    VEC_KRON_AFTER,
    VEC_KRON_BEFORE,
    KRON_TIMES_AFTER,
    KRON_TIMES_BEFORE,
    KRON_VECTOR_AFTER,
    KRON_VECTOR_BEFORE,
)
