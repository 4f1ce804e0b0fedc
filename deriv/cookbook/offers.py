"""What can be asked for by name, as far as it is derived."""
from __future__ import annotations

from ..language.structures import STRUCTURES

DERIVED: dict[str, tuple[object, ...]] = {
    "method": ("epsilon",),
    "order": (1, 2),
    "structure": (None, *STRUCTURES),
    "detail": ("brief", "standard", "full"),
    "assume": ((),),
}
"""Keys of which a recipe says more than is derived so far, with the values that are."""
