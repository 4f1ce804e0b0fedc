"""Errors for the person who made the mistake: what, where, what to do."""


class DerivError(Exception):
    """Base of everything raised for bad input, or for a function that deriv declines to derive."""

    def __init__(self, message: str, hint: str = ""):
        super().__init__(message)
        self.message, self.hint = message, hint

    def __str__(self) -> str:
        return f"{self.message}\n  {self.hint}" if self.hint else self.message


class ShapeError(DerivError):
    """The operands do not fit together."""


class FormulaError(DerivError):
    """A formula that cannot be read; `start` and `end` are character offsets into `text`."""

    def __init__(self, message: str, text: str = "", start: int = 0, end: int | None = None, hint: str = ""):
        super().__init__(message, hint)
        self.text, self.start = text, start
        self.end = start + 1 if end is None else end

    def __str__(self) -> str:
        hint = [f"  {self.hint}"] if self.hint else []
        return "\n".join([self.message, *excerpt(self.text, self.start, self.end), *hint])


class Declined(DerivError):
    """A well-formed function that the engine has no honest derivation for; it names the operator and says why."""


def excerpt(text: str, start: int, end: int, width: int = 76) -> list[str]:
    """The line of `text` around an offset and a caret under it; long lines are cut around the caret."""
    if not text:
        return []
    begin = text.rfind("\n", 0, start) + 1
    stop = text.find("\n", begin)
    line = text[begin : stop if stop >= 0 else len(text)].replace("\t", " ")
    column, length = start - begin, max(1, min(end, begin + len(line)) - start)
    left = max(0, min(column - width // 2, len(line) - width))
    shown = ("…" if left else "") + line[left : left + width] + ("…" if left + width < len(line) else "")
    at = column - left + bool(left)
    return [f"  {shown}", f"  {' ' * at}{'^' * max(1, min(length, len(shown) - at))}"]
