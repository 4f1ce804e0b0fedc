"""Bringing a term to the form that a textbook prints, one named law at a time."""

from .canonical import canonical
from .factoring import FACTOR, factored, grouped
from .laws import LAWS
from .simplify import simplified, simplify

__all__ = ["FACTOR", "LAWS", "canonical", "factored", "grouped", "simplified", "simplify"]
