"""python -m tests.bench.growth: how the time to derive grows with the length of a product, a sum, a nesting.

Each row ends with the exponent k of time ~ size^k between the two longest formulas; the engine is to stay at 2.
"""

from __future__ import annotations

import math
import sys
import time
from collections.abc import Callable

from deriv.calculus.epsilon import derive
from deriv.language.errors import DerivError
from deriv.language.reading import declare, read
from deriv.language.terms import size
from tests.bench.run import forget

LENGTHS = (1, 2, 4, 8, 16, 32, 64)
MATRIX = "matrix(n, n)"
Family = tuple[Callable[[int], str], str, dict[str, str]]  # the formula of a length, the variable, the symbols


def listed(letter: str, n: int, joined: str, each: str) -> str:
    return joined.join(each.replace("#", f"{letter}{i}") for i in range(n))


def nested(outer: str, inner: str, n: int) -> str:
    for _ in range(n):
        inner = outer.replace("#", inner)
    return inner


X, V, S = {"X": MATRIX, "A": MATRIX}, {"x": "vector(n)", "W": MATRIX}, {"x": "scalar"}
BILINEAR = {"a": "vector(n)", "b": "vector(n)", **X}
FAMILIES: dict[str, Family] = {
    "aᵀX⋯Xb": (lambda n: "a'*" + "X*" * n + "b", "X", BILINEAR),
    "tr(A₁X⋯AₙX)": (lambda n: f"tr({listed('A', n, '*', '#*X')})", "X", X),
    "tr(A₁⋯AₙX)": (lambda n: f"tr({listed('A', n, '*', '#')}*X)", "X", X),
    "tr((AX)ⁿ)": (lambda n: f"tr((A*X)^{n})", "X", X),
    "sin(s₁x)⋯sin(sₙx)": (lambda n: listed("s", n, "*", "sin(#*x)"), "x", S),
    "sum(tanh(A₁x) ⊙ ⋯)": (lambda n: f"sum({listed('A', n, ' .* ', 'tanh(#*x)')})", "x", V),
    "Σ tr(AᵢX)": (lambda n: listed("A", n, " + ", "tr(#*X)"), "X", X),
    "Σ tr(XᵀAᵢX)": (lambda n: listed("A", n, " + ", "tr(X'*#*X)"), "X", X),
    "Σ exp(vᵢᵀx)": (lambda n: listed("v", n, " + ", "exp(#'*x)"), "x", V),
    "sin(sin(⋯))": (lambda n: nested("sin(#)", "x", n), "x", S),
    "sum(tanh(tanh(⋯)))": (lambda n: f"sum({nested('tanh(#)', 'x', n)})", "x", V),
    "sum(tanh(W tanh(⋯))) by x": (lambda n: f"sum({nested('tanh(W*#)', 'x', n)})", "x", V),
    "sum(tanh(W tanh(⋯))) by W": (lambda n: f"sum({nested('tanh(W*#)', 'x', n)})", "W", V),
    "tr((⋯ + A)⁻¹)": (lambda n: f"tr({nested('inv(# + A)', 'X', n)})", "X", X),
    "((x² + 1)² + 1)²": (lambda n: nested("(#)^2 + 1", "x", n), "x", S),
    "log(1 + (⋯)²)": (lambda n: nested("log(1 + #^2)", "x", n), "x", S),
    "1/(1 + ⋯)": (lambda n: nested("1/(1 + #)", "x", n), "x", S),
    "X(⋯ + A)": (lambda n: nested("X*(# + A)", "X", n), "X", X),
}


def measured(family: Family, n: int) -> tuple[int, float]:
    """The size of the formula, and the least time of two rounds in milliseconds."""
    formula, wrt, where = family[0](n), family[1], dict(family[2])
    for letter, what in (("A", MATRIX), ("s", "scalar"), ("v", "vector(n)")):
        where |= {f"{letter}{i}": what for i in range(n)}
    symbols = {name: declare(name, what) for name, what in where.items()}
    function = read(formula, symbols)
    times = []
    for _ in range(2):
        forget()
        begin = time.process_time()
        derive(function, symbols[wrt])
        times.append(1000 * (time.process_time() - begin))
    return size(function), min(times)


def main() -> int:
    for name, family in FAMILIES.items():
        found = []
        for n in LENGTHS:
            try:
                found.append(measured(family, n))
            except DerivError:  # the reader takes formulas nested up to about 60 deep
                break
        (small, before), (large, after) = found[-2:]
        exponent = math.log(after / before) / math.log(large / small) if large > small else 0.0
        shown = "".join(f"{t:9.1f}" for _, t in found)
        print(f"{name:28}{shown}{'':{9 * (len(LENGTHS) - len(found))}}   size {large}: exponent {exponent:.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
