"""Names: λ, lambda and \\lambda are one symbol; so are x₁, x_1, x_{1} and x1."""
from __future__ import annotations

import re
import unicodedata

from .characters import SUBSCRIPTS

_NAMES = """
    alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi pi rho sigma tau upsilon phi chi psi omega
    Gamma Delta Theta Lambda Xi Pi Sigma Upsilon Phi Psi Omega
"""
GREEK = dict(zip(_NAMES.split(), "αβγδεζηθικλμνξπρστυφχψωΓΔΘΛΞΠΣΥΦΨΩ", strict=True))
ENGLISH: dict[str, str] = {letter: name for name, letter in GREEK.items()}
VARIANTS = {
    "varepsilon": "ε", "varphi": "φ", "vartheta": "θ", "varrho": "ρ", "varsigma": "σ", "varkappa": "κ", "ell": "ℓ",
}
"""Further names in LaTeX."""

LETTERS = "A-Za-zΑ-ΡΣ-Ωα-ωϑϕϵµℓ\U0001d400-\U0001d7cb"
WORD = rf"[{LETTERS}][{LETTERS}0-9]*(?:[{SUBSCRIPTS}]+|_(?:\{{[{LETTERS}0-9]+\}}|[{LETTERS}0-9]+))?"
"""A regular expression for one or more names written without a gap."""

_SAME = str.maketrans("ϑϕϵµς", "θφεμσ")
_LOWERED = str.maketrans("0123456789", SUBSCRIPTS[:10])
_PARTS = re.compile(r"([A-Za-z]+)(.*)", re.DOTALL)


def flattened(name: str) -> str:
    """Plain letters, and indices in one way: x₁, x_1 and x_{1} as x1, x_{max} as x_max."""
    if name.isascii() and name.isalnum():
        return name
    name = re.sub(rf"[{SUBSCRIPTS}]+", lambda m: "_" + m[0], name.replace("{", "").replace("}", ""))
    return re.sub(r"_+(?=\d)", "", unicodedata.normalize("NFKC", name).translate(_SAME))


def canonical(name: str) -> str:
    """The one spelling under which a symbol is kept: flattened, a Greek letter as that letter."""
    name = flattened(name)
    m = _PARTS.fullmatch(name)
    return GREEK.get(m[1], m[1]) + m[2] if m else name


def parts(name: str) -> tuple[str, str]:
    """Letters and index: x1 → (x, 1), W_hidden → (W, hidden)."""
    m = re.fullmatch(r"(.*?[^\d_])_?(\d+|(?<=_).+)?", canonical(name))
    return (m[1], m[2] or "") if m else (name, "")


def unicode_name(name: str) -> str:
    letters, index = parts(name)
    return letters + (index.translate(_LOWERED) if index.isdigit() else index and "_" + index)


def ascii_name(name: str) -> str:
    letters, index = parts(name)
    return "".join(ENGLISH.get(c, c) for c in letters) + (index if index.isdigit() else index and "_" + index)


def spellings(name: str) -> tuple[str, ...]:
    """The ways in which a formula may write a canonical name, before any index is made canonical."""
    return tuple(dict.fromkeys((name, ascii_name(name))))
