"""Sums over an index: Σ_{r=0}^{k−1} M = kM where M does not hold r."""

from __future__ import annotations

from ....language.build import add, negative, times
from ....language.facts import Fact
from ....language.operators import SIGMA, letter, number
from ....language.terms import Term, make, mentions
from ...rule import Tactic
from .letters import A
from .scalars import simple_sum


def _constant(term: Term) -> Term | None:
    index, first, last, body = term.args
    if mentions(body, index):
        return None
    return times(simple_sum(last, negative(first), number(1)), body)


_r, _k = (letter(name, facts=[Fact.INTEGER, Fact.POSITIVE]) for name in "rk")
CONSTANT_SERIES = Tactic(
    "sum of equal terms",
    (),
    _constant,
    ((make(SIGMA, _r, number(0), add(_k, number(-1)), A), times(_k, A)),),
    axiom="the sum has k terms",
)
