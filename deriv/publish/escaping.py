"""Plain text → TeX that prints it. Nothing a person writes in a title or a note can act as a command.

The result is ASCII and needs no package but amsmath, so that it prints alike in every class, font encoding and engine.
"""
from __future__ import annotations

import re
import unicodedata
from functools import reduce
from urllib.parse import quote

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", "<": r"\ensuremath{<}", ">": r"\ensuremath{>}",
    "|": r"\ensuremath{|}", '"': "{''}", "`": r"\`{}",
}
_JOINT = "\u2060"  # the word joiner: in TeX an empty group, which keeps --, ,, and '' from running together
_ACCENTS = dict(zip(
    "\u0300\u0301\u0302\u0303\u0304\u0306\u0307\u0308\u030a\u030b\u030c\u0323\u0327\u0331",
    ["\\`", r"\'", r"\^", r"\~", r"\=", r"\u", r"\.", r'\"', r"\r", r"\H", r"\v", r"\d", r"\c", r"\b"],
    strict=True,
))


def _table(text: str) -> dict[str, str]:
    """Characters and the TeX that prints them, one after the other."""
    words = text.split()
    return dict(zip(words[::2], words[1::2], strict=True))


_SPACES = {_JOINT: "{}", "\u00a0": "~", "\u2009": r"\,", "\u202f": r"\,"}
_LETTERS = _table(r"""
    ß \ss{}  æ \ae{}  Æ \AE{}  œ \oe{}  Œ \OE{}  ø \o{}  Ø \O{}  ł \l{}  Ł \L{}  ı \i{}  ȷ \j{}  § \S{}  ¶ \P{}
    © \copyright{}  £ \pounds{}  ¡ !`{}  ¿ ?`{}  – --  — ---  ‐ -{}  ‑ \mbox{-}  ‘ `{}  ’ '{}  “ ``  ” ''
    „ {,\kern0pt,}  … \ldots{}  † \dag{}  ‡ \ddag{}
""")
_GREEK = _table(r"""
    α \alpha  β \beta  γ \gamma  δ \delta  ε \varepsilon  ϵ \epsilon  ζ \zeta  η \eta  θ \theta  ϑ \vartheta
    ι \iota  κ \kappa  λ \lambda  μ \mu  µ \mu  ν \nu  ξ \xi  π \pi  ρ \rho  ϱ \varrho  σ \sigma  ς \varsigma
    τ \tau  υ \upsilon  φ \varphi  ϕ \phi  χ \chi  ψ \psi  ω \omega  Γ \Gamma  Δ \Delta  Θ \Theta  Λ \Lambda
    Ξ \Xi  Π \Pi  Σ \Sigma  Υ \Upsilon  Φ \Phi  Ψ \Psi  Ω \Omega
""")
_SIGNS = _table(r"""
    − -  ± \pm  ∓ \mp  × \times  ÷ \div  · \cdot  ⋅ \cdot  ∘ \circ  ∗ \ast  ⊙ \odot  ⊗ \otimes  ⊕ \oplus  ≤ \le
    ≥ \ge  ≠ \ne  ≈ \approx  ≡ \equiv  ≔ :=  ∼ \sim  ≪ \ll  ≫ \gg  ≺ \prec  ≻ \succ  ⪰ \succeq  ⪯ \preceq
    → \to  ← \gets  ↔ \leftrightarrow  ↦ \mapsto  ⇒ \Rightarrow  ⇔ \Leftrightarrow  ∈ \in  ∉ \notin  ⊂ \subset
    ⊆ \subseteq  ∪ \cup  ∩ \cap  ∅ \emptyset  ∀ \forall  ∃ \exists  ¬ \neg  ∧ \wedge  ∨ \vee  ∂ \partial
    ∇ \nabla  ∞ \infty  ∑ \sum  ∏ \prod  ∫ \int  √ \surd  ‖ \|  ∥ \|  ⟨ \langle  ⟩ \rangle  ⌊ \lfloor
    ⌋ \rfloor  ⌈ \lceil  ⌉ \rceil  ⊤ \top  ⊥ \perp  ′ '  ″ ''  ° ^\circ  • \bullet  ▸ \triangleright
    ½ \tfrac12  ⅓ \tfrac13  ¼ \tfrac14  ¾ \tfrac34  ℝ \mathbf{R}  ℂ \mathbf{C}  𝟏 \mathbf{1}  ℓ \ell
    ᵀ ^{\mathsf{T}}
""")
_BREAKS_AFTER = frozenset("/_.,:;=(@?&")


def escape(text: str) -> str:
    """TeX that prints `text`. A character that TeX's fonts do not have is shown by its number, as (U+1F600)."""
    return "".join(_escaped(cluster) for cluster in _clusters(text))


def escape_code(text: str) -> str:
    """TeX that prints `text` in typewriter letters, and may break the line after its punctuation."""
    return r"\texttt{" + "".join(_escaped(c) + r"\allowbreak{}" * (c in _BREAKS_AFTER) for c in _clusters(text)) + "}"


def escape_address(url: str) -> str:
    r"""A web address for \href: what could act is marked, and what no address holds is percent-encoded."""
    kept = quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")
    return re.sub(r"([#%&_~$])", r"\\\1", kept)


def _clusters(text: str) -> list[str]:
    """Letters with the accents that follow them, composed where a composed letter exists."""
    text = re.sub(r"([-,'])(?=\1)", rf"\1{_JOINT}", re.sub(r"[ \t\r\n]+", " ", text))
    return re.findall(r".[\u0300-\u036f]*", unicodedata.normalize("NFC", text))


def _escaped(cluster: str) -> str:
    if len(cluster) == 1:
        if cluster in _SPECIAL:
            return _SPECIAL[cluster]
        if " " <= cluster <= "~":
            return cluster
        if cluster in _PRINTED:
            return _PRINTED[cluster]
    base, *marks = unicodedata.normalize("NFD", cluster)
    if marks and all(m in _ACCENTS for m in marks) and base.isascii():
        return reduce(lambda inner, mark: f"{_ACCENTS[mark]}{{{inner}}}", marks, _escaped(base))
    if len(cluster) > 1:
        return "".join(map(_escaped, cluster))
    return _compatible(cluster)


def _compatible(char: str) -> str:
    """A raised, lowered or bold letter as the plain one raised, lowered or bold; else the character's number."""
    kind, _, points = unicodedata.decomposition(char).partition(" ")
    if not kind.startswith("<"):
        return f"(U+{ord(char):04X})"
    letters = [chr(int(point, 16)) for point in points.split()]
    plain = "".join(map(_escaped, letters))
    in_formula = "".join(_SIGNS.get(c) or _escaped(c) for c in letters)
    match kind:
        case "<super>":
            return rf"\ensuremath{{^{{{in_formula}}}}}"
        case "<sub>":
            return rf"\ensuremath{{_{{{in_formula}}}}}"
        case "<font>" if "BOLD" in unicodedata.name(char, "") and plain.isascii() and plain.isalnum():
            return rf"\ensuremath{{\mathbf{{{plain}}}}}"
    return plain


_PRINTED = _SPACES | _LETTERS | {c: rf"\ensuremath{{{tex}}}" for c, tex in (_GREEK | _SIGNS).items()}
