"""The letters in which the examples of laws are written."""

from ....language.facts import Fact
from ....language.operators import letter

A, B, C = letter("A", "m", "n"), letter("B", "n", "p"), letter("C", "m", "n")
D = letter("D", "m", "n", facts=[Fact.NONZERO])
S, K = letter("S", "n", "n", facts=[Fact.SYMMETRIC]), letter("K", "n", "n", facts=[Fact.INVERTIBLE])
M, N = letter("M", "n", "n"), letter("N", "n", "n")
s, t = letter("s"), letter("t")
P = letter("a", facts=[Fact.POSITIVE])
d, x = letter("d", "n", 1), letter("x", "n", 1)
