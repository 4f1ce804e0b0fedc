"""Bringing a term to the form that a textbook prints, one named law at a time."""
from .canonical import canonical
from .laws import LAWS
from .simplify import simplified, simplify
from .factoring import FACTOR, factored, grouped

__all__ = ["FACTOR", "LAWS", "canonical", "factored", "grouped", "simplified", "simplify"]
