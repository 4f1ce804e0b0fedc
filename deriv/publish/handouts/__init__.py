"""Documents → PDF handouts: a recipe, a chapter, the whole book."""
from .printing import Printed, handouts
from .typesetting import KINDS, Handout, typeset

__all__ = ["KINDS", "Handout", "Printed", "handouts", "typeset"]
