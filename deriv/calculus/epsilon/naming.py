"""Names as a person chooses them: r for a residual, K for a symmetric matrix, p/q for a quotient, h for activations."""

from __future__ import annotations

from collections.abc import Iterable

from ...language.facts import Fact, facts
from ...language.operators import DIVIDE, LETTER, SOFTMAX, SUM, SYMBOL, ScalarFunction, symbol
from ...language.operators.entrywise import EXP
from ...language.operators.unknown import functions_in
from ...language.terms import Term, subterms
from ..monomials import monomial

FUNCTIONS = {"scalar": "fghFGL", "matrix": "FGHfgh"}
"""What functions are called, the first choice first."""

SPARE = "abcdefghijklmnopqrstuvwxyz"


def taken(terms: Iterable[Term]) -> set[str]:
    """The names of all symbols in the terms, and those that have a meaning of their own."""
    terms = tuple(terms)
    symbols = {s.data[0] for t in terms for s in subterms(t) if s.op in (SYMBOL, LETTER)}
    return {"I", "e", "O"} | symbols | {n for t in terms for n in functions_in(t)}


def names_for_function(function: Term) -> str:
    """f for what is a scalar or a vector, F for what is a matrix."""
    return FUNCTIONS["scalar" if function.is_scalar or function.is_vector else "matrix"]


def direction_for(variable: Term, used: set[str]) -> Term:
    names = ["u", "v", "h", "d"] if variable.is_vector else ["U", "V", "H", "D"]
    return symbol(first_free(names, used), *variable.shape)


def first_free(candidates: Iterable[str], used: set[str]) -> str:
    candidates = list(candidates)
    for n in candidates:
        if n not in used:
            return n
    return next(n + digit for digit in "₁₂₃₄₅₆₇₈₉" for n in candidates if n + digit not in used)


def is_difference(t: Term) -> bool:
    return t.op is SUM and monomial(t.args[-1]).coefficient < 0


def candidates(t: Term, parent: Term | None) -> list[str]:
    """Names that suit what the term is, the best first."""
    if t.is_scalar:
        if parent is not None and parent.op is DIVIDE:
            return ["p", "s"] if parent.args[0] is t else ["q", "s", "t"]
        return ["s", "t", "v", "w", "c"]
    if t.is_vector:
        if isinstance(t.op, ScalarFunction):
            return ["p", "g", "h"] if t.op is EXP else ["h", "g", "k"]
        if t.op is SOFTMAX:
            return ["p", "q", "h"]
        return ["r", "e", "d", "z"] if is_difference(t) else ["z", "v", "w", "y"]
    if isinstance(t.op, ScalarFunction):
        return ["H", "G", "P"]
    if is_difference(t):
        return ["R", "D", "E"]
    if Fact.SYMMETRIC in facts(t):
        return ["K", "S", "M", "N"]
    return ["M", "N", "Z", "P", "Q"]


def name_for(t: Term, parent: Term | None, used: set[str]) -> Term:
    """A fresh symbol for the term, with the facts that are known of it."""
    upper = not (t.is_scalar or t.is_vector)
    spare = SPARE.upper() if upper else SPARE
    chosen = first_free([*candidates(t, parent), *spare], used)
    return symbol(chosen, *t.shape, facts=facts(t))
