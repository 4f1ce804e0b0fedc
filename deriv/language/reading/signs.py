"""Every spelling of every sign: one regular expression that finds the next one."""
from __future__ import annotations

import re

from ..characters import FRACTIONS, SUBSCRIPTS, SUPERSCRIPTS
from ..names import LETTERS, WORD

OPERATORS = {
    ".*": "⊙", "∘": "⊙", r"\odot": "⊙", r"\circ": "⊙", "./": "⊘", r"\oslash": "⊘", r"\otimes": "⊗",
    "÷": "/", r"\times": "×", "·": "*", "⋅": "*", "∙": "*", r"\cdot": "*",
}
MATES = {
    "(": ")", "[": "]", "{": "}", r"\{": r"\}", "⟨": "⟩", "<": ">",
    r"\langle": r"\rangle", r"\lvert": r"\rvert", r"\lVert": r"\rVert",
}

_GAP = r"(?:\s|\\[,;:!])*"
_T = r"(?:T|⊤|\\top|\\intercal|\\prime|′|\\(?:math(?:sf|rm|tt|it)|text)(?:\s*\{\s*T\s*\}|\s+T))"
_FONT = r"\\(?:math(?:bf|rm|it|sf|bb|normal)|boldsymbol|bm|text(?:bf|it|rm)?|operatorname\*?|vec)(?![a-zA-Z])"
_INDEX = rf"(?:[{SUBSCRIPTS}]+|_\{{[{LETTERS}0-9]+\}}|_[{LETTERS}0-9])"
_END = "(?![a-zA-Z])"  # of a command

SIGN = re.compile(
    rf"""
      (?P<gap>(?:[\s~\u200b\u2060-\u2062\ufeff]|\\[,;:!>\ ]|\\(?:q?quad|displaystyle){_END})+)
    | (?P<growing>\\(?:left|right|[bB]igg?[lrm]?){_END})
    | (?P<inverted>⁻ᵀ|\^{_GAP}(?:[-−]\s*{_T}(?![0-9_])|\{{{_GAP}[-−]{_GAP}{_T}{_GAP}\}}))
    | (?P<transpose>ᵀ|['’′⊤]|\.T(?![{LETTERS}0-9_])|\^{_GAP}(?:{_T}(?![0-9_])|\{{{_GAP}{_T}{_GAP}\}}))
    | (?P<entrywise>\^\s*\{{?\s*(?:\\odot{_END}|\\circ{_END}|⊙|∘)|\.\^)
    | (?P<power>\^|\*\*)
    | (?P<superscript>[{"".join(SUPERSCRIPTS)}]+)
    | (?P<number>(?:[0-9]+(?:\.[0-9]+)?|\.[0-9]+)(?P<exponent>[eE][+-]?[0-9]+)?)
    | (?P<vulgar>[{"".join(FRACTIONS)}])
    | (?P<bold>(?:[𝟏𝟎𝟙]|{_FONT}\s*(?:\{{\s*[01]\s*\}}|[01])){_INDEX}?)
    | (?P<font>{_FONT}\s*(?:\{{\s*(?:\\[A-Za-z]+|{WORD})\s*\}}|\\[A-Za-z]+|[{LETTERS}]){_INDEX}?)
    | (?P<product>\.\*|\*|[@·⋅∙×⊙∘⊗⊘÷]|\./|/|\\(?:cdot|times|odot|circ|otimes|oslash){_END})
    | (?P<sign>[-+−–])
    | (?P<root>√|∛|\\sqrt{_END}(?:\s*\[[^\]]*\])?)
    | (?P<fraction>\\[dt]?frac{_END}(?:\s*[0-9]\s*[0-9](?![0-9]))?)
    | (?P<norm>\|\||‖|∥|\\\||\\[lr]?Vert{_END})
    | (?P<bar>\||∣|\\[lr]?vert{_END})
    | (?P<brackets>\\?\{{|[(\[])
    | (?P<close>\\?\}}|[)\]])
    | (?P<angle><|⟨|\\langle{_END})
    | (?P<endangle>>|⟩|\\rangle{_END})
    | (?P<comma>,)
    | (?P<command>\\[A-Za-z]+{_INDEX}?)
    | (?P<word>{WORD})
    | (?P<stray>.)
    """,
    re.VERBOSE | re.DOTALL,
)
"""The group that matches is the method of Tokens that reads it."""

NORM_INDEX = re.compile(
    r"""(?:\s*(?:\^\s*(?:\{[^{}]*\}|[-−]?[0-9])|[⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+))?                 # a power may stand first
        (?P<index>\s*_\s*\{?\s*(?:(?!\\infty)\\[a-z]+\s*\{?\s*)?(?P<name>\\infty|[A-Za-z]+|[0-9]|∞|\*)(?:\s*\})*)""",
    re.VERBOSE,
)

STRAY = {
    "=": "write the function alone",
    ".": "write decimals as 0.5, the transpose as X'",
    "!": "gamma(n + 1) is n!",
    "∑": "sum(x) adds the entries of x",
}
