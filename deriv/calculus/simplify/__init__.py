"""Bringing a term to the form that a textbook prints, one named law at a time."""

from .canonical import canonical
from .factoring import FACTOR, entry_by_entry, expanded, factored, grouped
from .laws import LAWS
from .simplify import simplified, simplify

__all__ = ["FACTOR", "LAWS", "canonical", "entry_by_entry", "expanded", "factored", "grouped", "simplified", "simplify"]
