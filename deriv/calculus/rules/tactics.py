"""The moves that no pattern states: substitute, multiply out, collect in ε, name and put back, split and join."""

from ...language.build import add, power, times
from ...language.operators import EPS, PRODUCT, TRACE, TRANSPOSE, number, remainder
from ...language.terms import make
from ..rule import Tactic
from .letters import A, B, C, D, E, M, N, R, U, p, q, s, t, u, v, z

_o2, _two = remainder(2), remainder(2, "m", "n")

SUBSTITUTE = Tactic("substitute", ("substitute",), axiom="the definition of f at another point")
MULTIPLY_OUT = Tactic(
    "multiply out",
    ("multiply out",),
    axiom="the distributive law; what holds ε² or more is O(ε²)",
    examples=(
        (
            times(add(s, times(EPS, p)), add(t, times(EPS, q))),
            add(times(s, t), times(EPS, add(times(p, t), times(s, q))), _o2),
        ),
    ),
)
LINEAR = Tactic(
    "linear",
    ("by linearity",),
    axiom="the operation is linear",
    examples=(
        (make(TRACE, add(M, times(EPS, N))), add(make(TRACE, M), times(EPS, make(TRACE, N)))),
        (make(TRANSPOSE, add(A, times(EPS, D))), add(make(TRANSPOSE, A), times(EPS, make(TRANSPOSE, D)))),
    ),
)
COLLECT = Tactic(
    "collect",
    ("collect the terms in ε",),
    axiom="the order of a sum does not matter; O(ε²) + O(ε²) = O(ε²)",
    examples=((add(A, times(EPS, B), _two, D, times(EPS, R), _two), add(A, D, times(EPS, add(B, R)), _two)),),
)
EXPANSION_ABOVE = Tactic("expansion above", ("by the lines above",), axiom="shown in the lines before")
NAME = Tactic("definition", ("by definition",), axiom="a name for an expression")
PUT_BACK = Tactic("put back", ("put back the names",), axiom="a name for an expression")
SPLIT = Tactic(
    "split the sum",
    ("the terms one by one",),
    axiom="the distributive law",
    examples=((times(A, add(C, E)), add(times(A, C), times(A, E))),),
)
JOIN = Tactic(
    "one inner product",
    (),
    axiom="the distributive law, right to left",
    examples=(
        (add(times(make(TRANSPOSE, u), v), times(make(TRANSPOSE, u), z)), times(make(TRANSPOSE, u), add(v, z))),
        (
            add(make(TRACE, times(make(TRANSPOSE, U), A)), make(TRACE, times(make(TRANSPOSE, U), B))),
            make(TRACE, times(make(TRANSPOSE, U), add(A, B))),
        ),
    ),
)
SCALARS_APART = Tactic(
    "scalars apart",
    ("a scalar factor stands apart",),
    axiom="the product of matrices is associative",
    examples=(
        (
            times(make(TRANSPOSE, u), v, make(TRANSPOSE, v), z),
            times(times(make(TRANSPOSE, u), v), times(make(TRANSPOSE, v), z)),
        ),
    ),
)
WRITE_OUT = Tactic(
    "power written out",
    ("write the power out",),
    axiom="the definition of a power",
    examples=((power(M, number(3)), make(PRODUCT, M, M, M)),),
)
INTO_SUM = Tactic("into the sum", ("term by term",), axiom="the distributive law")
ALL = (MULTIPLY_OUT, LINEAR, COLLECT, SPLIT, JOIN, SCALARS_APART, WRITE_OUT)
