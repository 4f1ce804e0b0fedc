"""What the proofs of the perturbation rules rest on: products taken apart, and series near 1 and near I."""

from ...language.build import add, divide, negative, power, subtract, times
from ...language.facts import Fact
from ...language.operators import DET, EPS, FROBENIUS, INVERSE, NORM, TRACE, TRANSPOSE, eye, letter, number, remainder
from ...language.operators.entrywise import EXP, LOG
from ...language.terms import make
from ..rule import Formula, Rule
from .letters import K, M, N, R, base, nonzero, r, s, t

ONE, TWO, o2 = number(1), number(2), remainder(2)
n2, I = remainder(2, "n", "n"), eye("n")
inv = make(INVERSE, K)
K2 = letter("B", "n", "n", facts=[Fact.INVERTIBLE])
v, w = letter("a", facts=[Fact.POSITIVE]), letter("b", facts=[Fact.POSITIVE])

EPS2, root = power(EPS, TWO), power(v, number("1/2"))

TAKE_OUT = Rule(
    "take out a factor",
    add(K, times(EPS, M), n2),
    times(K, add(I, times(EPS, inv, M), n2)),
    because=("take ", K, " out; ", K, " is invertible"),
    axiom="KK⁻¹ = I",
)
DETERMINANT_PRODUCT = Rule(
    "determinant of a product",
    make(DET, times(M, N)),
    times(make(DET, M), make(DET, N)),
    axiom="a theorem of linear algebra",
    source="Cauchy–Binet",
)
LOG_PRODUCT = Rule(
    "logarithm of a product", make(LOG, times(v, w)), add(make(LOG, v), make(LOG, w)), axiom="the law of logarithms"
)
DETERMINANT_NEAR_ONE = Rule(
    "determinant near the identity",
    make(DET, add(I, times(EPS, M), n2)),
    add(ONE, times(EPS, make(TRACE, M)), o2),
    because=(make(DET, add(I, times(EPS, M))), " = ", add(ONE, times(EPS, make(TRACE, M)), o2)),
    axiom="of the products in the determinant only that of the diagonal has no ε²",
)
LOG_NEAR_ONE = Rule(
    "logarithm near 1",
    make(LOG, add(ONE, times(EPS, t), o2)),
    add(times(EPS, t), o2),
    because=(Formula("log(1 + t) = t + O(t²)", r"\log(1 + t) = t + O(t^{2})"),),
    axiom="Taylor's theorem",
)
NEUMANN = Rule(
    "Neumann series",
    make(INVERSE, add(I, times(EPS, M), n2)),
    add(I, negative(times(EPS, M)), n2),
    because=(make(INVERSE, add(I, times(EPS, M))), " = ", add(I, negative(times(EPS, M)), n2)),
    axiom="(I + εM)(I − εM) = I − ε²M²",
)
INVERSE_PRODUCT = Rule(
    "inverse of a product",
    make(INVERSE, times(K, K2)),
    times(make(INVERSE, K2), make(INVERSE, K)),
    axiom="(AB)(B⁻¹A⁻¹) = I",
)
GEOMETRIC = Rule(
    "geometric series",
    divide(ONE, add(ONE, times(EPS, t), o2)),
    add(ONE, negative(times(EPS, t)), o2),
    because=(Formula("1/(1 + t) = 1 − t + O(t²)", r"\frac{1}{1 + t} = 1 - t + O(t^{2})"),),
    axiom="(1 + t)(1 − t) = 1 − t²",
)
NORM_SQUARED = Rule(
    "square of the Euclidean norm",
    power(make(NORM, r), TWO),
    times(make(TRANSPOSE, r), r),
    axiom="the definition of the norm",
)
FROBENIUS_SQUARED = Rule(
    "square of the Frobenius norm",
    power(make(FROBENIUS, R), TWO),
    make(TRACE, times(make(TRANSPOSE, R), R)),
    axiom="the definition of the norm",
)
ROOT_SERIES = Rule(
    "square root to second order in t",
    power(add(v, times(EPS, s), times(EPS2, t), remainder(3)), number("1/2")),
    add(
        root,
        times(EPS, divide(s, times(TWO, root))),
        times(EPS2, subtract(divide(t, times(TWO, root)), divide(power(s, TWO), times(number(8), v, root)))),
        remainder(3),
    ),
    because=(
        Formula(
            "√(a + t) = √a + t/(2√a) − t²/(8a√a) + O(t³)",
            r"\sqrt{a + t} = \sqrt{a} + \frac{t}{2\sqrt{a}} - \frac{t^{2}}{8a\sqrt{a}} + O(t^{3})",
        ),
    ),
    axiom="Taylor's theorem",
)
ROOT_OF_SQUARE = Rule(
    "norm as a root", make(NORM, r), power(power(make(NORM, r), TWO), number("1/2")), axiom="a norm is not negative"
)
EXP_OF_LOG = Rule(
    "a constant as an exponential",
    power(base, s),
    power(make(EXP, make(LOG, base)), s),
    because=(base, " = ", make(EXP, make(LOG, base))),
    axiom="exp and log are inverse",
)
EXP_POWER = Rule(
    "power of an exponential", power(make(EXP, s), t), make(EXP, times(s, t)), axiom="the laws of exponents"
)
FACTOR_OUT = Rule(
    "take a factor out of a sum",
    add(nonzero, times(EPS, t), o2),
    times(nonzero, add(ONE, times(EPS, divide(t, nonzero)), o2)),
    because=("take ", nonzero, " out"),
    axiom="the distributive law",
)
ALL = (
    TAKE_OUT,
    DETERMINANT_PRODUCT,
    LOG_PRODUCT,
    DETERMINANT_NEAR_ONE,
    LOG_NEAR_ONE,
    NEUMANN,
    INVERSE_PRODUCT,
    GEOMETRIC,
    NORM_SQUARED,
    FROBENIUS_SQUARED,
    ROOT_OF_SQUARE,
    ROOT_SERIES,
    EXP_OF_LOG,
    EXP_POWER,
    FACTOR_OUT,
)
