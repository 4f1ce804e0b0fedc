r"""Where a displayed formula may be broken: before + − = and the like, rather at the top than inside brackets.

`\derivbreak` marks a good place, `\derivinnerbreak` one inside brackets; TeX takes them when a line is full. Groups in
braces and what stands between \left and \right are set whole.
"""
from __future__ import annotations

import re

_TOKEN = re.compile(r"\\[A-Za-z]+\*?|\\.|[{}]|\s+|.", re.DOTALL)
_OPEN, _CLOSE = {"(", "[", r"\{", r"\lvert", r"\lVert", r"\langle"}, {")", "]", r"\}", r"\rvert", r"\rVert", r"\rangle"}
_SUMS = {"+", "-", r"\pm", r"\mp"}
_RELATIONS = {"=", *(rf"\{r}" for r in "le leq ge geq ne neq approx to mapsto in iff implies".split())}
_SPACES = {r"\quad", r"\qquad", r"\;", r"\ "}
_PRODUCTS = {r"\cdot", r"\odot", r"\otimes"}
_AFTER_THESE_A_SIGN_IS_UNARY = {"", "^", "_", ",", *_OPEN, *_SUMS, *_RELATIONS, *_SPACES, *_PRODUCTS}


def breakable(tex: str) -> str:
    """`tex` with a mark at each place where a person would go on to the next line."""
    out: list[str] = []
    braces = whole = brackets = 0
    bars = False  # inside a pair of plain |…|
    before = ""
    for token in _TOKEN.findall(tex):
        if token.isspace():
            out.append(token)
            continue
        if not braces and not whole and _may_break(token, before):
            out.append(r"\derivinnerbreak " if brackets or bars else r"\derivbreak ")
        braces += (token == "{") - (token == "}")
        whole += (token in (r"\left", r"\begin")) - (token in (r"\right", r"\end"))
        if not braces and not whole and before != r"\right":
            brackets += (token in _OPEN) - (token in _CLOSE)
            bars ^= token == "|"
        out.append(token)
        before = token
    return "".join(out)


def _may_break(token: str, before: str) -> bool:
    if token in _SUMS:
        return before not in _AFTER_THESE_A_SIGN_IS_UNARY
    return (token in _RELATIONS or token in _SPACES) and before not in {"", *_RELATIONS, *_SPACES}
