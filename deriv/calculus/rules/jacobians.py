"""Linear maps of a vector brought to the form J u."""

from ...language.build import times
from ...language.operators import DIAG, DIAGVEC, HADAMARD, HADAMARD_DIVIDE, TRANSPOSE
from ...language.operators.leaves import ones
from ...language.terms import make
from ..rule import Rule
from .adjoint import Adjoint
from .letters import A, C, M, a, b, d, r, u, v
from .pairing import row

HADAMARD_AS_DIAG = Adjoint(
    "Hadamard product as a diagonal matrix",
    make(HADAMARD, r, d),
    times(make(DIAG, r), d),
    axiom="entry by entry",
    frees=(d,),
)
QUOTIENT_AS_DIAG = Adjoint(
    "Hadamard quotient as a diagonal matrix",
    make(HADAMARD_DIVIDE, d, r),
    times(make(DIAG, make(HADAMARD_DIVIDE, ones("n"), r)), d),
    axiom="entry by entry",
    frees=(d,),
)
DIAG_SWAPPED = Adjoint(
    "diagonal matrix times a vector",
    times(make(DIAG, u), v),
    times(make(DIAG, v), u),
    axiom="entry by entry",
    frees=(u,),
)
DIAGVEC_BETWEEN = Adjoint(
    "diagonal of a product around a diagonal matrix",
    make(DIAGVEC, times(A, make(DIAG, b), C)),
    times(make(HADAMARD, A, make(TRANSPOSE, C)), b),
    axiom="entry by entry",
    frees=(b,),
)
DIAGVEC_BEHIND = Adjoint(
    "diagonal of a diagonal matrix times a matrix",
    make(DIAGVEC, times(make(DIAG, u), M)),
    times(make(DIAG, make(DIAGVEC, M)), u),
    axiom="entry by entry",
    frees=(u,),
)
DIAGVEC_BEFORE = Adjoint(
    "diagonal of a matrix times a diagonal matrix",
    make(DIAGVEC, times(M, make(DIAG, u))),
    times(make(DIAG, make(DIAGVEC, M)), u),
    axiom="entry by entry",
    frees=(u,),
)
SCALAR_BEHIND = Rule(
    "scalar factor behind a vector",
    times(times(row, u), a),
    times(a, row, u),
    because=("a scalar may stand behind the vector",),
    axiom="scalars commute with everything",
)
ALL = (
    HADAMARD_AS_DIAG,
    QUOTIENT_AS_DIAG,
    DIAG_SWAPPED,
    DIAGVEC_BETWEEN,
    DIAGVEC_BEHIND,
    DIAGVEC_BEFORE,
    SCALAR_BEHIND,
)
