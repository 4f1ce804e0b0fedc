"""Text in columns on a terminal: how wide it is, where it may be broken."""
from __future__ import annotations

import re
import unicodedata

FIXED = "\u00a0"  # a space inside a formula: not a place to begin a new line

_OPEN, _CLOSE, _BARS = "([{⟨", ")]}⟩", "|‖"
_PICTURES = {c: 0x2400 + c for c in range(0x20) if chr(c) != "\n"} | dict.fromkeys(range(0x7F, 0xA0), 0xFFFD)
_SIGN = re.compile(r" (?=[+−=≤≥≈→] )")


def width(text: str) -> int:
    """The number of columns that `text` takes: accents take none, East Asian characters two."""
    return sum(map(_width, text))


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf", "Cc"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


def padded(text: str, columns: int) -> str:
    return text + " " * (columns - width(text))


def harmless(text: str) -> str:
    """`text` with a picture for each control character, so that no title can command the terminal."""
    return text.expandtabs(4).translate(_PICTURES)


def filled(text: str, columns: int) -> list[str]:
    """Lines of words, none wider than `columns` unless a word is that has no place to break it at."""
    lines: list[str] = []
    for word in re.findall(r"[^ \n]+", text):
        if lines and width(lines[-1]) + 1 + width(word) <= columns:
            lines[-1] += " " + word.replace(FIXED, " ")
        else:
            lines += folded(word.replace(FIXED, " "), columns)
    return lines or [""]


def folded(formula: str, columns: int, depth: int = 0) -> list[str]:
    """A formula on lines of at most `columns`, broken before + − = outside brackets, inside them where it must be."""
    if width(formula) <= columns or depth > 3:
        return [formula]
    lines: list[str] = []
    for piece in _pieces(formula, depth):
        if lines and width(lines[-1]) + 1 + width(piece) <= columns:
            lines[-1] += " " + piece
        else:
            lines += folded(piece, columns, depth + 1)
    return lines


def _pieces(formula: str, depth: int) -> list[str]:
    """The formula cut at its signs, as far as these stand at most `depth` brackets deep."""
    pieces, start, here, bars = [], 0, 0, set()
    cuts = {m.start() for m in _SIGN.finditer(formula)}
    for i, char in enumerate(formula):
        here += (char in _OPEN) - (char in _CLOSE)
        if char in _BARS:
            bars ^= {char}
        if i in cuts and i > start and here + len(bars) <= depth:
            pieces.append(formula[start:i])
            start = i + 1
    return [*pieces, formula[start:]]
