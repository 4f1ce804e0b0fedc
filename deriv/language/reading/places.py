"""Where something stands in the text that was typed, so that an error can point at it."""
from __future__ import annotations

from dataclasses import dataclass

from ..errors import FormulaError, ShapeError

LONGEST = 40


def short(text: str) -> str:
    """What was typed, as it is quoted in a message."""
    return text if len(text) <= LONGEST else text[: LONGEST - 1] + "…"


@dataclass(frozen=True, slots=True)
class Place:
    start: int
    end: int

    def to(self, other: Place) -> Place:
        """From here to there."""
        return Place(self.start, other.end)

    def touches(self, other: Place) -> bool:
        """Whether the other begins where this ends, without a gap."""
        return self.end == other.start

    def error(self, message: str, hint: str = "") -> FormulaError:
        return FormulaError(message, start=self.start, end=self.end, hint=hint)

    def misfit(self, error: ShapeError) -> FormulaError:
        return self.error(error.message, error.hint)
