"""What a derivation is about, as terms: X + εU, f(X) and f(X + εU)."""

from __future__ import annotations

from ...calculus.derivation import Derivation
from ...calculus.first_order import epsilon_times
from ...language.build import add
from ...language.operators import VALUE
from ...language.terms import Term, make


def moved(d: Derivation) -> Term:
    """X + εU"""
    return add(d.variable, epsilon_times(d.direction))


def value(d: Derivation) -> Term:
    """f(X), or f(X, y) where it is written as a function of both."""
    return make(VALUE, d.name, *d.definitions[0].parameters)


def moved_value(d: Derivation) -> Term:
    """f(X + εU)"""
    return make(VALUE, d.name, *(moved(d) if v is d.variable else v for v in d.definitions[0].parameters))
