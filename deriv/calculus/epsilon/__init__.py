"""The method of ε: X → X + εU, expand, drop O(ε²), bring the first-order term to tr(UᵀG), read off G."""

from .derive import derive
from .family import derive_by_each

__all__ = ["derive", "derive_by_each"]
