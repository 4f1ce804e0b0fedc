"""The rules to second order; what has none is listed by the operator in its first-order term that moves no further."""

from deriv.calculus.epsilon.second import second_order
from deriv.calculus.rules import NEAR
from deriv.calculus.rules.functions import NAMED
from deriv.language.errors import Declined

ONCE = ("Σ", "Fréchet derivative", "place of the", "eigen", "singular", "pseudo", "polar", "adjugate")


def _second_order(rule):
    try:
        return second_order(rule)
    except Declined as e:
        assert any(f"no perturbation rule for {name}" in e.message for name in ONCE), e.message
        return None


SECOND_ORDERS = tuple(found for rule in (*NEAR, *NAMED) if (found := _second_order(rule)))
