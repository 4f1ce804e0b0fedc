"""softmax(r + εd) = p + ε(p ⊙ d − (pᵀd) p) + O(ε²) with p = softmax(r), which is also the slope of log-sum-exp."""

from ...language.build import divide, subtract, times
from ...language.operators import HADAMARD, SOFTMAX, TOTAL, TRANSPOSE
from ...language.operators.entrywise import EXP, LOG
from ...language.operators.leaves import ones
from ...language.terms import make
from ..rule import Rule
from .letters import d, r
from .near import near

p = make(SOFTMAX, r)
written_out = divide(make(EXP, r), make(TOTAL, make(EXP, r)))
mean = times(make(TRANSPOSE, p), d)
change = subtract(make(HADAMARD, p, d), times(mean, p))

DEFINITION = Rule("softmax written out", p, written_out, axiom="the definition of softmax")
SOFTMAX_NEAR = near("softmax", p, change, {r: d}, lemma="softmax")
QUOTIENT_NEAR = near(
    "softmax as a quotient", written_out, change, {r: d}, axiom="the definition of softmax, and its perturbation rule"
)
LOG_SOFTMAX = near(
    "logarithm of a softmax",
    make(LOG, p),
    subtract(d, times(mean, ones("n"))),
    {r: d},
    lemma="log-softmax",
)
LOG_SUM_EXP = near("log-sum-exp", make(LOG, make(TOTAL, make(EXP, r))), mean, {r: d}, lemma="log-sum-exp")
NEAR = (SOFTMAX_NEAR, QUOTIENT_NEAR, LOG_SOFTMAX, LOG_SUM_EXP)
ALL = (DEFINITION,)
