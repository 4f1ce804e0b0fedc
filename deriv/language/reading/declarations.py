"""symmetric positive definite matrix(n, n), vector(m), positive scalar: what a symbol is declared to be."""
from __future__ import annotations

import difflib
import re
from collections.abc import Sequence

from ..dimensions import Dimension, Shape
from ..errors import FormulaError
from ..facts import CONTRADICTIONS, OF_PLACES, Fact, closed, strongest
from ..names import WORD, canonical
from ..operators import symbol
from ..operators.maps import KEPT
from ..operators.unknown import function
from ..terms import Term
from .functions import FUNCTIONS
from .places import Place
from .sizes import Sizes

F = Fact
KINDS = {"scalar": 0, "vector": 1, "column vector": 1, "row vector": 1, "matrix": 2}
"""Each kind and the number of its sizes."""

PROPERTIES: dict[str, tuple[Fact, ...]] = {
    f.value.lower().replace("-", " "): (f,) for f in Fact if f not in OF_PLACES
} | {
    "skew symmetric": (F.SKEW,), "antisymmetric": (F.SKEW,),
    "positive semi definite": (F.SEMIDEFINITE,), "psd": (F.SEMIDEFINITE,), "spd": (F.DEFINITE,),
    "nonsingular": (F.INVERTIBLE,), "non singular": (F.INVERTIBLE,), "non negative": (F.NONNEGATIVE,), "real": (),
    "coordinate": (F.SINGLE_ENTRY,),
}
REFUSED = {
    "complex": (
        "symbols are real here, and so are the derivatives",
        "declare the real and the imaginary part by themselves",
    ),
    "negative": ("a sign is positive, nonnegative or nonzero", "declare it positive and write − in front of it"),
    "rank deficient": ("only full rank can be used", "leave it out, or write singular matrix(n, n) for a square one"),
}
"""Properties that people ask for, why they cannot be had, and what to do."""

OF_SCALARS = {F.POSITIVE, F.NONNEGATIVE, F.NONZERO, F.INTEGER}
OF_VECTORS = {F.UNIT}
OF_ARRAYS = {F.SINGLE_ENTRY, F.FULL_RANK}
OF_SQUARES = set(Fact) - OF_SCALARS - OF_VECTORS - OF_ARRAYS
FUNCTION_OF = re.compile(
    rf"(?P<value>.*\S)\s+function\s+of\s+(?:an?\s+(?P<kind>scalar|vector|matrix)|(?P<argument>{WORD}))\s*"
)
FUNCTION_EXAMPLES = "write f: function, f: scalar function of x, or F: matrix(m, n) function of t"
EXAMPLES = "write scalar, vector(n) or matrix(m, n)"


def declare(name: str, spec: str) -> Term:
    """The symbol that `name: spec` declares; FormulaError with the place in `spec` (or in `name`) of a mistake."""
    check_name(name)
    if spec.strip() == "function":
        return function(canonical(name))
    if of := FUNCTION_OF.fullmatch(spec):
        return _function_of(name, spec, of)
    try:
        shape, facts = _meaning(spec)
    except FormulaError as error:
        error.text = spec
        raise
    return symbol(canonical(name), *shape, facts=facts)


def _function_of(name: str, spec: str, of: re.Match) -> Term:
    try:
        shape, facts = _meaning(of["value"])
    except FormulaError as error:
        error.text = spec
        raise
    if wrong := [f for f in strongest(facts) if f not in KEPT]:
        message = f"a declared function cannot be {wrong[0].value} here"
        hint = "it can be symmetric, invertible, positive definite or positive"
        raise FormulaError(message, spec, 0, len(of["value"]), hint)
    return function(canonical(name), shape, facts, canonical(of["argument"] or "") or of["kind"])


def check_name(name: str) -> None:
    message, hint = "", "choose another name"
    if not re.fullmatch(WORD, name):
        message = f"{name} is not a name"
        hint = "declare each by itself" if "," in name else "a name is one or more letters and an index: x, λ, W1, x_i"
    elif canonical(name) == "ε":
        message = "ε is the small number of the expansion"
    elif name.isascii() and name in FUNCTIONS:
        message = f"{name} is the name of a function"
    if message:
        raise FormulaError(message, name, 0, len(name), hint)


def _meaning(spec: str) -> tuple[Shape, frozenset[Fact]]:
    whole = Place(0, max(1, len(spec.rstrip())))
    if not spec.strip():
        raise whole.error("the declaration is empty", EXAMPLES)
    if function := re.search(r"(?:^|\W)(function)\b", spec):
        raise Place(*function.span(1)).error("it is not clear what this is a function of", FUNCTION_EXAMPLES)
    bracket = spec.find("(")
    kind, place, facts = _words(spec if bracket < 0 else spec[:bracket], whole)
    sizes: list[Dimension] = []
    if bracket >= 0:
        sizes, end = Sizes(spec, bracket + 1).read()
        if rest := spec[end:].strip():
            start = spec.index(rest, end)
            hint = "properties stand in front, as in symmetric matrix(n, n)"
            raise Place(start, start + len(rest)).error(f"{rest} has no meaning here", hint)
    if len(sizes) != KINDS[kind]:
        wanted = ("has no size", "has one size, as in vector(n)", "has two sizes, as in matrix(m, n)")[KINDS[kind]]
        raise place.to(whole).error(f"a {kind} {wanted}")
    shape: Shape = (*sizes, 1) if KINDS[kind] == 1 else tuple(sizes)
    shape = shape[::-1] if kind == "row vector" else shape
    if shape == (1, 1):
        raise place.to(whole).error("a 1×1 matrix is a scalar here", "declare a scalar")
    _check_facts(facts, kind, shape)
    square = len(shape) == 2 and shape[0] == shape[1]
    return shape, closed([*facts, *([F.INVERTIBLE] if square and F.FULL_RANK in facts else [])])


def _words(head: str, whole: Place) -> tuple[str, Place, dict[Fact, Place]]:
    """The kind, where it stands, and the properties in front of it."""
    if stray := re.search(r"[^A-Za-z\s-]", head):
        raise Place(*stray.span()).error(f"{stray[0]} has no meaning here", EXAMPLES)
    words = [(m[0].lower(), Place(*m.span())) for m in re.finditer("[A-Za-z]+", head)]
    known = {*KINDS, *PROPERTIES, *REFUSED}
    facts: dict[Fact, Place] = {}
    i = 0
    while i < len(words):
        lengths = (n for n in (3, 2, 1) if i + n <= len(words) and " ".join(w for w, _ in words[i : i + n]) in known)
        if not (n := next(lengths, 0)):
            raise _unknown(words[i:])
        phrase, place = " ".join(w for w, _ in words[i : i + n]), words[i][1].to(words[i + n - 1][1])
        i += n
        if phrase in REFUSED:
            why, hint = REFUSED[phrase]
            raise place.error(f"{phrase} symbols cannot be declared: {why}", hint)
        if phrase in KINDS:
            if i < len(words):
                rest = words[i][1].to(words[-1][1])
                message = f"{head[rest.start : rest.end]} has no meaning here"
                raise rest.error(message, f"properties stand in front of {phrase}")
            return phrase, place, facts
        facts |= dict.fromkeys(PROPERTIES[phrase], place)
    if words and words[-1][0] == "integer":
        return "scalar", words[-1][1], facts
    said = f"{head.strip()} ".lstrip()
    hint = f"write {said}scalar, {said}vector(n) or {said}matrix(m, n)"
    raise whole.error("is this a scalar, a vector or a matrix?", hint)


def _unknown(words: Sequence[tuple[str, Place]]) -> FormulaError:
    """The error for the first of these words, which may be one half of a property."""
    word, place = words[0]
    said = [" ".join(w for w, _ in words[:n]) for n in (2, 1)]
    close = [c for s in said for c in difflib.get_close_matches(s, (*KINDS, *PROPERTIES), 1, 0.8 if " " in s else 0.6)]
    hint = f"did you mean {close[0]}?" if close else f"{EXAMPLES}, with properties such as symmetric in front"
    return place.error(f"{word} is not a kind or a property", hint)


def _check_facts(facts: dict[Fact, Place], kind: str, shape: Shape) -> None:
    square = len(shape) == 2 and shape[0] == shape[1]
    for fact, place in facts.items():
        if fact in OF_SQUARES and not square:
            what = "a square matrix, as in matrix(n, n)," if kind == "matrix" else "a matrix"
            raise place.error(f"only {what} can be {fact.value}")
        if fact in OF_VECTORS and "vector" not in kind:
            raise place.error(f"only a vector can be {fact.value} here")
        if fact in OF_ARRAYS and not shape:
            raise place.error(f"a scalar cannot be {fact.value}")
        if fact is F.INTEGER and shape:
            raise place.error(f"a {kind} cannot be {fact.value}")
    for pair in CONTRADICTIONS:
        if pair <= closed(facts):
            both = " and ".join(sorted(f.value for f in pair))
            raise max(facts.values(), key=lambda p: p.start).error(f"{both} exclude each other")
