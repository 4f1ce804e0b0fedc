"""What the less usual signs of an answer stand for, said below it: v_max(A) is a unit eigenvector of A …"""

from __future__ import annotations

from collections.abc import Iterable

from ...language.operators import (
    ADJUGATE,
    ARGMAX,
    ARGMIN,
    DIAGMEANS,
    EIGVECMAX,
    EIGVECMIN,
    FRECHET,
    LEFT_SINGULAR,
    PINV,
    POLAR,
    RIGHT_SINGULAR,
)
from ...language.operators.entrywise import STEP
from ...language.terms import Op, Term, subterms
from ..document import Block, Inlines, Paragraph, Text
from .words import listed, math

SAID: dict[Op, tuple[str, str]] = {  # what stands before and behind the operand
    EIGVECMAX: ("is a unit eigenvector to the largest eigenvalue of", ""),
    EIGVECMIN: ("is a unit eigenvector to the smallest eigenvalue of", ""),
    LEFT_SINGULAR: ("is the left singular vector to the largest singular value of", ""),
    RIGHT_SINGULAR: ("is the right singular vector to the largest singular value of", ""),
    POLAR: ("is the orthogonal factor in the polar decomposition of", ""),
    PINV: ("is the pseudo-inverse of", ""),
    ADJUGATE: ("is the adjugate of", ""),
    ARGMAX: ("is 1 at the largest entry of", " and 0 elsewhere"),
    ARGMIN: ("is 1 at the smallest entry of", " and 0 elsewhere"),
    STEP: ("is 1 where", " is positive and 0 where it is negative"),
    DIAGMEANS: ("holds on each of its diagonals the mean of that diagonal of", ""),
}
FUNCTIONS: dict[Op, Op] = {derivative: f for f, derivative in FRECHET.items()}


def explained(answers: Iterable[Term], function: Term) -> tuple[Block, ...]:
    """One sentence for all that is in the answers, and is no part of the function that was asked for."""
    known = {t.op for t in subterms(function)}
    terms = dict.fromkeys(t for answer in answers for t in subterms(answer) if t.op not in known)
    said = [_said(t) for t in terms if t.op in SAID or t.op in FUNCTIONS]
    return (Paragraph((Text("Here "), *listed(said), Text("."))),) if said else ()


def _said(t: Term) -> Inlines:
    if t.op in FUNCTIONS:
        at, direction = t.args
        words = f" is the Fréchet derivative of {FUNCTIONS[t.op].name} at "
        return math(t), Text(words), math(at), Text(" in the direction "), math(direction)
    before, behind = SAID[t.op]
    return math(t), Text(f" {before} "), math(t.args[0]), Text(behind)
