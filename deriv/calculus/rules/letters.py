"""The letters that rules are stated in."""

from ...language.facts import Fact
from ...language.operators import letter

s, t, p, q, c, k = (letter(n) for n in "stpqck")
p1, q1 = letter("p₁"), letter("q₁")
a, b, d, r, z = letter("a", "m", 1), letter("b", "n", 1), letter("d", "n", 1), letter("r", "n", 1), letter("z", "n", 1)
y = letter("y", "n", 1)
u, v = letter("u", "n", 1), letter("v", "n", 1)
A, B, D, R = (letter(n, "m", "n") for n in "ABDR")
C, E = letter("C", "n", "m"), letter("E", "n", "m")
U = letter("U", "m", "n")
M = letter("M", "n", "n")
N = letter("N", "n", "n")
K = letter("K", "n", "n", facts=[Fact.INVERTIBLE])
L = letter("L", "n", "n")
whole = letter("k", facts=[Fact.POSITIVE, Fact.INTEGER])
integer = letter("k", facts=[Fact.INTEGER])
positive = letter("s", facts=[Fact.POSITIVE])
nonzero = letter("q", facts=[Fact.NONZERO])
base = letter("a", facts=[Fact.POSITIVE])
left = letter("p", 1, "m")  # a row: the run of factors before U
right = letter("q", "n", 1)  # a column: the run of factors after U
