"""The rules to second order; what has none is listed by the operator in its first-order term that moves no further."""

from deriv.calculus.epsilon.second import second_order
from deriv.calculus.rules import NEAR
from deriv.calculus.rules.functions import NAMED
from deriv.language.errors import Declined

ONCE = ("Σ", "Fréchet derivative", "place of the", "eigen", "first left singular", "first right singular", "polar")


def _second_order(rule):
    try:
        return second_order(rule)
    except Declined as e:
        once = any(f"no perturbation rule for {name}" in e.message for name in ONCE)
        assert once or "says nothing of second order" in e.message, e.message
        return None


SECOND_ORDERS = tuple(found for rule in (*NEAR, *NAMED) if (found := _second_order(rule)))
