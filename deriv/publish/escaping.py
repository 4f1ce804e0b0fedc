"""Plain text → TeX that prints it. Nothing a person writes in a title or a note can act as a command.

The result is ASCII and needs no package but amsmath, so that it prints alike in every class, font encoding and engine.
"""
from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import reduce
from itertools import groupby
from urllib.parse import quote

Piece = tuple[str, str]
"""What TeX prints, and how: "" in the text, "$" in a formula, "^" raised and "_" lowered in one."""

_SPECIAL = {
    "\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "$": r"\$", "&": r"\&", "#": r"\#", "%": r"\%", "_": r"\_",
    "^": r"\textasciicircum{}", "~": r"\textasciitilde{}", '"': "{''}", "`": r"\`{}",
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
    < <  > >  | |  − -  ± \pm  ∓ \mp  × \times  ÷ \div  · \cdot  ⋅ \cdot  ∘ \circ  ∗ \ast  ⊙ \odot  ⊗ \otimes
    ⊕ \oplus  ≤ \le  ≥ \ge  ≠ \ne  ≈ \approx  ≡ \equiv  ≔ :=  ∼ \sim  ≪ \ll  ≫ \gg  ≺ \prec  ≻ \succ
    ⪰ \succeq  ⪯ \preceq  → \to  ← \gets  ↔ \leftrightarrow  ↦ \mapsto  ⇒ \Rightarrow  ⇔ \Leftrightarrow
    ∈ \in  ∉ \notin  ⊂ \subset  ⊆ \subseteq  ∪ \cup  ∩ \cap  ∅ \emptyset  ∀ \forall  ∃ \exists  ¬ \neg
    ∧ \wedge  ∨ \vee  ∂ \partial  ∇ \nabla  ∞ \infty  ∑ \sum  ∏ \prod  ∫ \int  √ \surd  ‖ \|  ∥ \|
    ⟨ \langle  ⟩ \rangle  ⌊ \lfloor  ⌋ \rfloor  ⌈ \lceil  ⌉ \rceil  ⊤ \top  ⊥ \perp  • \bullet
    ▸ \triangleright  ½ \tfrac12  ⅓ \tfrac13  ¼ \tfrac14  ¾ \tfrac34  ℝ \mathbf{R}  ℂ \mathbf{C}
    𝟏 \mathbf{1}  ℓ \ell
""")
_RAISED = _table(r"ᵀ \mathsf{T}  ′ \prime  ″ \prime\prime  ° \circ")
_PRINTED: dict[str, Piece] = (
    {c: ("", tex) for c, tex in (_SPECIAL | _SPACES | _LETTERS).items()}
    | {c: ("$", tex) for c, tex in (_GREEK | _SIGNS).items()}
    | {c: ("^", tex) for c, tex in _RAISED.items()}
)
_BREAKS_AFTER = frozenset("/_.,:;=(@?&")
_COMMAND = re.compile(r"\\[A-Za-z]+$")


def escape(text: str) -> str:
    """TeX that prints `text`. A character that TeX's fonts do not have is shown by its number, as (U+1F600)."""
    return _joined(piece for cluster in _clusters(text) for piece in _pieces(cluster))


def escape_code(text: str) -> str:
    """TeX that prints `text` in typewriter letters, and may break the line after its punctuation."""
    pieces: list[Piece] = []
    for cluster in _clusters(text):
        pieces += _pieces(cluster)
        if cluster in _BREAKS_AFTER:
            pieces.append(("", r"\allowbreak{}"))
    return rf"\texttt{{{_joined(pieces)}}}"


def escape_address(url: str) -> str:
    r"""A web address for \href: what could act is marked, and what no address holds is percent-encoded."""
    kept = quote(url, safe=":/?#[]@!$&'()*+,;=%~-._")
    return re.sub(r"([#%&_~$])", r"\\\1", kept)


def _clusters(text: str) -> list[str]:
    """Letters with the accents that follow them, composed where a composed letter exists."""
    text = re.sub(r"([-,'])(?=\1)", rf"\1{_JOINT}", re.sub(r"[ \t\r\n]+", " ", text))
    return re.findall(r".[\u0300-\u036f]*", unicodedata.normalize("NFC", text))


def _pieces(cluster: str) -> list[Piece]:
    if cluster in _PRINTED:
        return [_PRINTED[cluster]]
    if len(cluster) == 1 and " " <= cluster <= "~":
        return [("", cluster)]
    base, *marks = unicodedata.normalize("NFD", cluster)
    if marks and all(m in _ACCENTS for m in marks) and base.isascii():
        return [("", reduce(lambda inner, mark: f"{_ACCENTS[mark]}{{{inner}}}", marks, escape(base)))]
    if len(cluster) > 1:
        return [piece for char in cluster for piece in _pieces(char)]
    return _compatible(cluster)


def _compatible(char: str) -> list[Piece]:
    """A raised, lowered or bold letter as the plain one raised, lowered or bold; else the character's number."""
    kind, _, points = unicodedata.decomposition(char).partition(" ")
    if not kind.startswith("<"):
        return [("", f"(U+{ord(char):04X})")]
    plain = [piece for point in points.split() for piece in _pieces(chr(int(point, 16)))]
    tex = _side_by_side(tex for _, tex in plain)
    match kind:
        case "<super>":
            return [("^", tex)]
        case "<sub>":
            return [("_", tex)]
        case "<font>" if "BOLD" in unicodedata.name(char, "") and tex.isalnum():
            return [("$", rf"\mathbf{{{tex}}}")]
    return plain


def _joined(pieces: Iterable[Piece]) -> str:
    """Neighbours in a formula make one formula, and neighbours that are raised one exponent."""
    out = ""
    for is_text, run in groupby(pieces, key=lambda piece: piece[0] == ""):
        found = [*run]
        out += "".join(tex for _, tex in found) if is_text else f"${_formula(found)}$"
    return out


def _formula(pieces: Iterable[Piece]) -> str:
    out, before = "", "$"
    for kind, run in groupby(pieces, key=lambda piece: piece[0]):
        tex = _side_by_side(tex for _, tex in run)
        if kind == "$":
            out = _side_by_side((out, tex))
        else:  # TeX takes a script only once at one place
            out += f"{kind}{{{tex}}}" if before == "$" else f"{{}}{kind}{{{tex}}}"
        before = kind
    return out


def _side_by_side(parts: Iterable[str]) -> str:
    """The parts together, with a space where a letter would lengthen the name of a command."""
    return reduce(lambda out, tex: f"{out} {tex}" if _COMMAND.search(out) and tex[0].isalpha() else out + tex, parts)
