"""Formulas on lines of a given width, in em of the text font: about how wide they are, and where they are broken."""
from __future__ import annotations

from collections.abc import Iterator

from .breaking import TOKEN, pieces

_SCRIPT = 0.7  # the size of an exponent, and of a small fraction
_OTHER_COMMAND, _CAPITAL, _LETTER = 0.6, 0.72, 0.5
_WIDTHS = {
    **dict.fromkeys(("+", "-", r"\cdot", r"\times", r"\odot", r"\oslash", r"\otimes"), 1.22),  # with the spaces around
    **dict.fromkeys(("=", r"\neq", r"\to"), 1.5),
    **{rf"\{name}": 0.5 * len(name) for name in "log exp sin cos tan arctan sinh cosh tanh".split()},
    **dict.fromkeys((r"\mathbf", r"\mathsf", r"\mathrm", r"\bm", r"\operatorname", r"\left", r"\right"), 0),
    r"\lvert": 0.28, r"\rvert": 0.28, r"\lVert": 0.5, r"\rVert": 0.5, r"\,": 0.17, r"\;": 0.28, r"\quad": 1.0,
}


def em(tex: str) -> float:
    """About how wide a formula is set, a little more rather than less."""
    return 1.05 * _measured(iter(TOKEN.findall(tex)))


def fitted(tex: str, width: float) -> list[str]:
    """The formula on lines that fit, broken in brackets only if it must be; a part with no place for it sticks out."""
    found, lines = pieces(tex), [tex]
    for deepest in sorted({depth for depth, _ in found}):
        if all(em(line) <= width for line in lines):
            break
        lines = _filled(_joined(found, deepest), width)
    return [line.strip() for line in lines]


def _joined(found: list[tuple[int, str]], deepest: int) -> list[str]:
    """The pieces that begin at most so deep in brackets, with those that follow them and begin deeper."""
    joined: list[str] = []
    for depth, piece in found:
        if depth <= deepest:
            joined.append(piece)
        else:
            joined[-1] += piece
    return joined


def _filled(parts: list[str], width: float) -> list[str]:
    """As many parts on each line as fit."""
    first, *rest = parts
    lines = [first]
    for part in rest:
        if em(lines[-1] + part) > width:
            lines.append(part)
        else:
            lines[-1] += part
    return lines


def _measured(tokens: Iterator[str]) -> float:
    """The tokens as far as the end of their group."""
    total, scale = 0.0, 1.0
    for token in tokens:
        if token == "}":
            break
        if token in ("^", "_"):
            scale = _SCRIPT
        elif not token.isspace():
            total += scale * _part(token, tokens)
            scale = 1.0
    return total


def _part(token: str, tokens: Iterator[str]) -> float:
    """A token with the groups that belong to it."""
    match token:
        case "{":
            return _measured(tokens)
        case r"\frac" | r"\tfrac":
            wider = max(_part(next(tokens, ""), tokens), _part(next(tokens, ""), tokens))
            return wider * (_SCRIPT if token == r"\tfrac" else 1.0) + 0.2
    if token in _WIDTHS:
        return _WIDTHS[token]
    if token.startswith("\\"):
        return _OTHER_COMMAND
    return _CAPITAL if token.isupper() else _LETTER
