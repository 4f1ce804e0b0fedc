"""Proofs of rules: chains of lines from the rule's left side to its right side.

A proof is written once, as a function of the terms that stand for the rule's letters, so that a step that cites the
rule can unfold it with its own terms, and the rule's page can show it with the letters.
"""

from __future__ import annotations

from ..derivation import Chain
from ..matching import Binding
from ..rule import Rule
from ..rule import letters as letters_of
from . import entries, matrices, norms, scalars, softmax
from .proof import Situation

PROOFS = {**matrices.PROOFS, **norms.PROOFS, **scalars.PROOFS, **softmax.PROOFS, **entries.PROOFS}


def proof(rule: Rule, situation: Situation) -> Chain | None:
    """The rule's proof with these terms for its letters; None where the rule is an axiom here."""
    write = PROOFS.get(rule.lemma)
    return write(situation) if write else None


def in_letters(rule: Rule) -> Chain | None:
    """The proof as the rule's own page shows it."""
    own = {x: x for x in sorted(letters_of(rule.lhs), key=lambda t: t.data[0])}
    return proof(rule, Situation(rule, Binding(own, {}), {}))
