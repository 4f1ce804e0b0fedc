"""Where in a file something stands, and what is wrong there."""
from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from ..language.errors import DerivError, excerpt


@dataclass(frozen=True)
class Place:
    """A stretch of a file, by character offsets into its text."""

    file: str
    text: str = ""
    start: int = 0
    end: int = 0

    @property
    def line(self) -> int:
        return self.text.count("\n", 0, self.start) + 1

    @property
    def column(self) -> int:
        return self.start - self.text.rfind("\n", 0, self.start)

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


class Problem(DerivError):
    """One thing that is wrong at one place: "recipes/trace/axb.yaml:4:11: message", the line, a caret, what to do."""

    def __init__(self, message: str, place: Place, hint: str = ""):
        super().__init__(message, hint)
        self.place = place

    def __str__(self) -> str:
        shown = excerpt(self.place.text, self.place.start, self.place.end)
        return "\n".join([f"{self.place}: {self.message}", *shown, *([f"  {self.hint}"] if self.hint else [])])


class Refused(DerivError):
    """Everything that is wrong with a file, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]):
        self.problems = tuple(sorted(problems, key=lambda p: (p.place.file, p.place.start)))
        super().__init__("\n".join(p.message for p in self.problems))

    @classmethod
    def one(cls, message: str, place: Place, hint: str = "") -> Refused:
        return cls([Problem(message, place, hint)])

    def __str__(self) -> str:
        return "\n".join(map(str, self.problems))
