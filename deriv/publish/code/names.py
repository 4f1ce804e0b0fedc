"""Python names for the symbols of a formula.

Greek letters are spelled out and indices follow their letter (Σ is Sigma, x₁ is x1); a name that Python or the
generated module needs for itself takes a trailing underscore (λ is lambda_).
"""
from __future__ import annotations

import builtins
import keyword
import re
from collections.abc import Container, Iterable

from ...language.names import ascii_name


def python_name(symbol: str, taken: Container[str] = ()) -> str:
    """An identifier for the symbol, none of those taken."""
    name = spelled(symbol)
    while _is_used(name, taken):
        name += "_"
    return name


def spelled(symbol: str) -> str:
    """The symbol in the characters of an identifier."""
    name = re.sub(r"\W+", "_", ascii_name(symbol), flags=re.ASCII).strip("_") or "x"
    return f"x{name}" if name[0].isdigit() else name


def fresh(suggested: str, taken: Container[str]) -> str:
    """The suggested name, numbered from 2 where it is taken."""
    name, n = suggested, 1
    while _is_used(name, taken):
        n += 1
        name = f"{suggested}{n}"
    return name


def free(names: Iterable[str], taken: Container[str]) -> str:
    """The first of the names that is not taken, else the first of them numbered."""
    names = list(names)
    return next((n for n in names if not _is_used(n, taken)), fresh(names[0], taken))


def _is_used(name: str, taken: Container[str]) -> bool:
    return name in taken or keyword.iskeyword(name) or hasattr(builtins, name)
