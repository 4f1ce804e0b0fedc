"""From terms and sentences to what a document holds: formulas typeset once, words around them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from ...calculus.rule import Formula, Move, Words
from ...language.dimensions import Shape
from ...language.facts import Fact, adjectives
from ...language.terms import Term
from ...language.tex import tex
from ...language.text import text
from ..document import Inline, Inlines, Link, Math, Text

RAISED = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
SIGNS = {" = ": ("=", " = "), " → ": (r"\to", " → "), " ≠ 0": (r"\neq 0", " ≠ 0"), " > 0": ("> 0", " > 0")}


def math(term: Term, changed: Iterable[Term] = ()) -> Math:
    marks = frozenset(changed)
    plain = tex(term)
    return Math(plain, text(term), tex(term, marks) if marks else "")


def equation(*parts: Term | str, changed: Iterable[Term] = ()) -> Math:
    """Terms and signs in one formula: equation(K, "=", XᵀX)."""
    marks = frozenset(changed)
    written = [p if isinstance(p, str) else tex(p) for p in parts]
    said = [{r"\to": "→", r"\neq": "≠"}.get(p, p) if isinstance(p, str) else text(p) for p in parts]
    marked = " ".join(p if isinstance(p, str) else tex(p, marks) for p in parts) if marks else ""
    return Math(" ".join(written), " ".join(said), marked)


def joined(*formulas: Math) -> Math:
    """Formulas side by side as one."""
    return Math(" ".join(f.tex for f in formulas), " ".join(f.text for f in formulas))


def inlines(words: Words) -> Inlines:
    """A sentence; a term, a sign and a term become one formula."""
    out: list[Inline] = []
    for part in words:
        if isinstance(part, Term):
            piece: Inline = math(part)
        elif isinstance(part, Formula):
            piece = Math(part.tex, part.text)
        elif part in SIGNS and out and isinstance(out[-1], Math):
            piece = Math(SIGNS[part][0], SIGNS[part][1].strip())
        else:
            piece = Text(part)
        before = out[-1] if out else None
        if isinstance(piece, Math) and isinstance(before, Math):
            out[-1] = joined(before, piece)
        else:
            out.append(piece)
    return tuple(out)


def listed(items: Sequence[Inlines]) -> Inlines:
    """a, b and c."""
    out: list[Inline] = []
    for i, item in enumerate(items):
        if i:
            out.append(Text(" and " if i == len(items) - 1 else ", "))
        out += item
    return tuple(out)


def slug(name: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")


def rule_slug(move: Move) -> str:
    return "rules/" + slug(move.name)


def cited(move: Move, words: Inlines) -> Inlines:
    return (Link(rule_slug(move), words),)


# ---- symbols
def shape_words(shape: Shape, facts: frozenset[Fact]) -> Inlines:
    """an invertible n × n matrix, a vector of length m, a positive scalar."""
    said = " ".join(adjectives(facts, shape))
    if shape == ():
        return (
            Text(
                _article(
                    f"{said} number".strip() if Fact.INTEGER in facts else f"{said} scalar".strip()
                ).replace("integer number", "whole number")
            ),
        )
    m, n = shape
    if n == 1:
        return Text(_article(f"{said} vector of length ".lstrip())), Math(_dimension(m), str(m))
    if said:
        return Text(_article(said) + " "), size(shape), Text(" matrix")
    return Text("an " if str(m)[0] in "aefhilmnorsx8" and len(str(m)) == 1 else "a "), size(shape), Text(" matrix")


def size(shape: Shape) -> Math:
    """m × n"""
    m, n = shape
    return Math(rf"{_dimension(m)} \times {_dimension(n)}", f"{m} × {n}")


def _dimension(d) -> str:
    return re.sub(r"([a-zA-Z])(\d+)", r"\1_{\2}", str(d)).replace("·", r"\cdot ")


def _article(words: str) -> str:
    return ("an " if words[0] in "aeiou" else "a ") + words


def declarations(symbols: Iterable[Term]) -> Inlines:
    """where W is an m × n matrix, a a vector of length m and c a scalar."""
    groups: dict[tuple, list[Term]] = {}
    for s in symbols:
        groups.setdefault((s.shape, s.data[1]), []).append(s)
    parts: list[Inlines] = []
    for (shape, facts), members in groups.items():
        if len(members) == 1:
            verb = " is " if not parts else " "
            parts.append((math(members[0]), Text(verb), *shape_words(shape, facts)))
        else:
            names = listed([(math(x),) for x in members])
            parts.append((*names, Text(" are " if not parts else " "), *_plural(shape_words(shape, facts))))
    return listed(parts)


def _plural(words: Inlines) -> Inlines:
    out = []
    for i, w in enumerate(words):
        if isinstance(w, Text):
            said = re.sub(r"^(an? )", "", w.text) if i == 0 else w.text
            said = re.sub(r"\b(matrix)\b", "matrices", said)
            said = re.sub(r"\b(vector|scalar|number)\b", r"\1s", said)
            w = Text(said)
        out.append(w)
    return tuple(w for w in out if not (isinstance(w, Text) and not w.text))


def scientific(x: float) -> str:
    """2·10⁻¹¹; 0 for nothing."""
    digit, exponent = f"{x:.0e}".split("e")
    return f"{digit}·10{str(int(exponent)).translate(RAISED)}" if x else "0"
