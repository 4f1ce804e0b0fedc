"""Terms as SymPy expressions, and back.

A matrix is a MatrixSymbol, a column one of width 1; dimensions are positive integer Symbols; a scalar is a real Symbol
with the assumptions that its facts give it. SymPy's matrices carry no facts: whoever comes back brings the symbols.
"""
from .from_sympy import from_sympy
from .to_sympy import to_sympy

__all__ = ["from_sympy", "to_sympy"]
