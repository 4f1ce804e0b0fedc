"""Plain text → TeX that prints it. Nothing a person writes in a title or a note can act as a command.

The result is ASCII and needs no package, so that it prints alike in every class, font encoding and engine.
"""
from __future__ import annotations

import re
import unicodedata
from functools import reduce
from urllib.parse import quote

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\ensuremath{<}", ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}", '"': "{''}", "`": r"\`{}", "'": "'{}", "-": "-{}", ",": ",{}", "?": "?{}", "!": "!{}",
}  # those that end in {} would run together with a neighbour: --, ,, and ?` are ligatures
_MARKS = dict(zip(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0331",
    ("\\`", r"\'", r"\^", r"\~", r"\=", r"\u", r"\.", r'\"', r"\r", r"\H", r"\v", r"\d", r"\c", r"\b"),
))
_LETTERS = {
    "ß": r"\ss{}", "æ": r"\ae{}", "Æ": r"\AE{}", "œ": r"\oe{}", "Œ": r"\OE{}", "ø": r"\o{}", "Ø": r"\O{}", "ł": r"\l{}",
    "Ł": r"\L{}", "ı": r"\i{}", "ȷ": r"\j{}", "§": r"\S{}", "¶": r"\P{}", "©": r"\copyright{}", "£": r"\pounds{}",
    "¡": "!`{}", "¿": "?`{}", "–": "--", "—": "---", "‐": "-{}", "‑": r"\mbox{-}", "‘": "`{}", "’": "'{}", "“": "``", "”": "''",
    "„": "{,\\kern0pt,}", "…": r"\ldots{}", "\u00a0": "~", "\u2009": r"\,", "\u202f": r"\,", "†": r"\dag{}", "‡": r"\ddag{}",
}
_GREEK = {
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "varepsilon", "ϵ": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "vartheta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "µ": "mu", "ν": "nu", "ξ": "xi",
    "π": "pi", "ρ": "rho", "ϱ": "varrho", "σ": "sigma", "ς": "varsigma", "τ": "tau", "υ": "upsilon", "φ": "varphi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta", "Λ": "Lambda", "Ξ": "Xi",
    "Π": "Pi", "Σ": "Sigma", "Υ": "Upsilon", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega",
}
_SIGNS = {
    "−": "-", "±": r"\pm", "∓": r"\mp", "×": r"\times", "÷": r"\div", "·": r"\cdot", "⋅": r"\cdot", "∘": r"\circ", "∗": r"\ast",
    "⊙": r"\odot", "⊗": r"\otimes", "⊕": r"\oplus", "≤": r"\le", "≥": r"\ge", "≠": r"\ne", "≈": r"\approx", "≡": r"\equiv",
    "≔": ":=", "∼": r"\sim", "≪": r"\ll", "≫": r"\gg", "≺": r"\prec", "≻": r"\succ", "⪰": r"\succeq", "⪯": r"\preceq",
    "→": r"\to", "←": r"\gets", "↔": r"\leftrightarrow", "↦": r"\mapsto", "⇒": r"\Rightarrow", "⇔": r"\Leftrightarrow",
    "∈": r"\in", "∉": r"\notin", "⊂": r"\subset", "⊆": r"\subseteq", "∪": r"\cup", "∩": r"\cap", "∅": r"\emptyset",
    "∀": r"\forall", "∃": r"\exists", "¬": r"\neg", "∧": r"\wedge", "∨": r"\vee", "∂": r"\partial", "∇": r"\nabla",
    "∞": r"\infty", "∑": r"\sum", "∏": r"\prod", "∫": r"\int", "√": r"\surd", "‖": r"\|", "∥": r"\|", "⟨": r"\langle",
    "⟩": r"\rangle", "⌊": r"\lfloor", "⌋": r"\rfloor", "⌈": r"\lceil", "⌉": r"\rceil", "⊤": r"\top", "⊥": r"\perp", "′": "'",
    "″": "''", "°": r"^\circ", "•": r"\bullet", "▸": r"\triangleright", "½": r"\tfrac12", "⅓": r"\tfrac13", "¼": r"\tfrac14",
    "¾": r"\tfrac34", "ℝ": r"\mathbf{R}", "ℂ": r"\mathbf{C}", "𝟏": r"\mathbf{1}", "ℓ": r"\ell", "ᵀ": r"^{\mathsf{T}}",
}


_BREAKS_AFTER = frozenset("/_.,:;=(@?&")


def escape(text: str) -> str:
    """TeX that prints `text`. A character that TeX's fonts do not have is shown by its number, as (U+1F600)."""
    return "".join(_escaped(cluster) for cluster in _clusters(text))


def escape_code(text: str) -> str:
    """TeX that prints `text` in typewriter letters, and may break the line after its punctuation."""
    return r"\texttt{" + "".join(_escaped(c) + r"\allowbreak{}" * (c in _BREAKS_AFTER) for c in _clusters(text)) + "}"


def escape_address(url: str) -> str:
    r"""A web address as the first argument of \href: what TeX reads as a command is marked, the rest is percent-encoded."""
    kept = quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")
    return re.sub(r"([#%&_~$])", r"\\\1", kept)


def _clusters(text: str) -> list[str]:
    """Letters with the accents that follow them, composed where a composed letter exists."""
    return re.findall(r".[\u0300-\u036f]*", unicodedata.normalize("NFC", re.sub(r"\s+", " ", text)))


def _escaped(cluster: str) -> str:
    if len(cluster) == 1:
        if cluster in _SPECIAL:
            return _SPECIAL[cluster]
        if " " <= cluster <= "~":
            return cluster
        if cluster in _PRINTED:
            return _PRINTED[cluster]
    base, *marks = unicodedata.normalize("NFD", cluster)
    if marks and all(m in _MARKS for m in marks) and base.isascii():
        return reduce(lambda inner, mark: f"{_MARKS[mark]}{{{inner}}}", marks, _escaped(base))
    if len(cluster) > 1:
        return "".join(map(_escaped, cluster))
    return _compatible(cluster)


def _compatible(char: str) -> str:
    """A raised, lowered or bold letter as the plain one raised, lowered or bold; else the character's number."""
    kind, _, points = unicodedata.decomposition(char).partition(" ")
    if not kind.startswith("<"):
        return f"(U+{ord(char):04X})"
    plain = "".join(_SIGNS.get(c) or _escaped(c) for c in (chr(int(p, 16)) for p in points.split()))
    match kind:
        case "<super>":
            return rf"\ensuremath{{^{{{plain}}}}}"
        case "<sub>":
            return rf"\ensuremath{{_{{{plain}}}}}"
        case "<font>" if "BOLD" in unicodedata.name(char, "") and plain.isascii() and plain.isalnum():
            return rf"\ensuremath{{\mathbf{{{plain}}}}}"
    return plain


_PRINTED = _LETTERS | {c: rf"\ensuremath{{\{name}}}" for c, name in _GREEK.items()} | {
    c: rf"\ensuremath{{{tex}}}" for c, tex in _SIGNS.items()
}
