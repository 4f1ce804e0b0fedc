"""What stands inside a line → LaTeX: words, formulas, code, links; and what all of our LaTeX writes alike."""
from __future__ import annotations

from collections.abc import Callable, Iterable

from ..cookbook.document import Code, Inline, Inlines, Link, Math, Text
from .escaping import escape, escape_code

SIGNS = {"=": "=", "→": r"\to"}

_STYLES = {"strong": r"\textbf", "emphasis": r"\emph"}


def words(parts: Inlines, link: Callable[[str, str], str] = lambda target, said: said) -> str:
    """The parts side by side; `link` makes TeX of a link's target and of what it says, by itself the latter alone."""
    said = "".join(_word(part, link) for part in parts)
    return "{}" + said if said.startswith(("[", "*")) else said  # \item and \\ would take it for an option


def _word(part: Inline, link: Callable[[str, str], str]) -> str:
    match part:
        case Text(text, style):
            return f"{_STYLES[style]}{{{escape(text)}}}" if style else escape(text)
        case Math(tex):
            return f"${tex}$"
        case Code(text):
            return escape_code(text)
        case Link(target, said):
            return link(target, words(said, link))
    raise TypeError(f"no LaTeX for {part!r}")


def itemize(items: Iterable[str]) -> str:
    body = "".join(f"\\item {item}\n" for item in items)
    return f"\\begin{{itemize}}\n{body}\\end{{itemize}}\n" if body else ""
