"""Reading what people type: formulas and the declarations of their symbols."""
from .declarations import declare
from .formula import read

__all__ = ["declare", "read"]
