"""Sentences about variables with a structure: what directions keep, and which of two arrays is the gradient."""

from __future__ import annotations

from collections.abc import Iterable

from ...calculus.derivation import Derivation
from ...calculus.rules.structures import PART_COUNTS
from ...language.build import negative
from ...language.facts import adjectives, facts
from ...language.operators import ENTRY, HADAMARD, TRANSPOSE, TRIL, TRIU, eye, symbol
from ...language.structures import STRUCTURES, Structure
from ...language.terms import Term, make, size
from ...language.tex import tex
from ..document import Inlines, Math, Text
from .words import equation, listed, math

SHORT = 8  # the size up to which a gradient is repeated in a sentence


def over(variables: Iterable[Term], structure: str) -> Inlines:
    """over symmetric positive definite S"""
    return Text("over "), *listed([_described(x, STRUCTURES[structure]) for x in variables])


def _described(variable: Term, space: Structure) -> Inlines:
    others = adjectives(facts(variable) - space.implied, variable.shape)
    return Text(f"{' '.join((space.adjective, *others))} "), math(variable)


def directions(d: Derivation) -> Inlines:
    """Directions are symmetric too: U = Uᵀ."""
    if not d.structure:
        return ()
    u, space = d.direction, STRUCTURES[d.structure]
    flipped, diagonal = make(TRANSPOSE, u), make(HADAMARD, u, eye(u.shape[0]))
    equal = {
        "symmetric": (equation(u, "=", flipped),),
        "diagonal": (equation(u, "=", diagonal),),
        "lower triangular": (equation(u, "=", make(TRIL, u)),),
        "upper triangular": (equation(u, "=", make(TRIU, u)),),
        "skew": (equation(flipped, "=", negative(u)),),
        "toeplitz": (Text("each of their diagonals holds one number"),),
        "symmetric toeplitz": (equation(u, "=", flipped), Text(", and each diagonal holds one number")),
    }[d.structure]
    return Text(f"Directions are {space.adjective} too: "), *equal, Text(".")


def are_free() -> Inlines:
    """Where the structure ties no entries together, there is one array only."""
    said = "No two entries of such a matrix are tied together: the slopes along them are the same array."
    return (Text(said),)


def counted(d: Derivation) -> Inlines:
    """Counting S_ij and S_ji as one variable gives another array,"""
    above, below = _entry(d.variable, "i", "j"), _entry(d.variable, "j", "i")
    opposite = Math(f"{below.tex} = -{above.tex}", f"{below.text} = −{above.text}")
    one = {
        "symmetric": (above, Text(" and "), below),
        "skew": (above, Text(" and "), opposite),
        "toeplitz": (Text("all entries of a diagonal"),),
        "symmetric toeplitz": (Text("all entries of a diagonal and of its mirror image"),),
    }[d.structure]
    return Text("Counting "), *one, Text(" as one variable gives another array, which some books print:")


def which_to_use(d: Derivation, gradient: Math) -> Inlines:
    """How the two arrays relate, and which of them a gradient step follows."""
    twice = {
        "symmetric": "every entry off the diagonal twice",
        "skew": "every entry twice",
        "toeplitz": "every diagonal as often as it has entries",
        "symmetric toeplitz": "every diagonal as often as it and its mirror image have entries",
    }[d.structure]
    space, free = STRUCTURES[d.structure], symbol("G", *d.variable.shape)
    return (
        Text("It holds the slopes along the shared entries, and is no gradient: a step along it counts "),
        Text(f"{twice}. A gradient step follows "),
        gradient,
        Text(f", which is {space.adjective} as the directions are. In general, where "),
        math(free),
        Text(" is the gradient for free entries, "),
        math(space.part(free)),
        Text(" is the gradient and "),
        math(space.entries(free)),
        Text(" the array."),
    )


def so(d: Derivation) -> Inlines:
    """S⁻¹ is itself symmetric, so"""
    if not d.structure or d.kind != "gradient" or any(s.move is PART_COUNTS[d.structure] for s in d.steps):
        return (Text("so"),)
    what = math(d.answer) if size(d.answer) <= SHORT else Text("This gradient")
    return what, Text(f" is itself {STRUCTURES[d.structure].adjective}, so")


def _entry(matrix: Term, i: str, j: str) -> Math:
    return Math(tex(make(ENTRY, matrix, symbol(i), symbol(j))), f"{matrix}_{i}{j}")
