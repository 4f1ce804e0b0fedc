r"""Where a displayed formula may be broken: before + − = and the like, rather at the top than inside brackets.

Groups in braces and what stands between \left and \right are set whole.
"""
from __future__ import annotations

import re

TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}]|\s+|.", re.DOTALL)
_OPEN, _CLOSE = {"(", "[", r"\{", r"\lvert", r"\lVert", r"\langle"}, {")", "]", r"\}", r"\rvert", r"\rVert", r"\rangle"}
_SUMS = {"+", "-", r"\pm", r"\mp"}
_RELATIONS = {"=", *(rf"\{r}" for r in "le leq ge geq ne neq approx to mapsto in iff implies".split())}
_SPACES = {r"\quad", r"\qquad", r"\;", r"\ "}
_PRODUCTS = {r"\cdot", r"\odot", r"\otimes"}
_AFTER_THESE_A_SIGN_IS_UNARY = {"", "^", "_", ",", *_OPEN, *_SUMS, *_RELATIONS, *_SPACES, *_PRODUCTS}


def breakable(tex: str) -> str:
    r"""`tex` with \derivbreak at each good place to go on to the next line, and \derivinnerbreak at one in brackets."""
    (_, first), *rest = pieces(tex)
    return first + "".join((r"\derivinnerbreak " if depth else r"\derivbreak ") + piece for depth, piece in rest)


def pieces(tex: str) -> list[tuple[int, str]]:
    """`tex` cut where a person would go on to the next line; each piece with the depth of brackets it begins in."""
    found = [(0, "")]
    braces = whole = brackets = 0
    bars = False  # inside a pair of plain |…|
    before = ""
    for token in TOKEN.findall(tex):
        if not token.isspace():
            if not braces and not whole and _may_break(token, before):
                found.append((brackets + bars, ""))
            braces += (token == "{") - (token == "}")
            whole += (token in (r"\left", r"\begin")) - (token in (r"\right", r"\end"))
            if not braces and not whole and before != r"\right":
                brackets = max(0, brackets + (token in _OPEN) - (token in _CLOSE))
                bars ^= token == "|"
            before = token
        depth, piece = found[-1]
        found[-1] = depth, piece + token
    return found


def _may_break(token: str, before: str) -> bool:
    if token in _SUMS:
        return before not in _AFTER_THESE_A_SIGN_IS_UNARY
    return (token in _RELATIONS or token in _SPACES) and before not in {"", *_RELATIONS, *_SPACES}
