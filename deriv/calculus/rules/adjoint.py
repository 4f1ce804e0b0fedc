"""Rules that take one operator off the direction: ⟨C, L(U)⟩ = ⟨L*(C), U⟩ under a trace, L(u) = Ju beside a vector."""

from __future__ import annotations

from dataclasses import dataclass

from ...language.terms import Op, Term, subterms
from ..rule import Rule


@dataclass(frozen=True, eq=False)
class Adjoint(Rule):
    """A rule that is used where the direction stands in one of the letters `frees`, and in no other."""

    frees: tuple[Term, ...] = ()

    @property
    def around(self) -> frozenset[tuple[Op, Op]]:
        """The operator at the top of the left side, and the one that stands around a letter that is freed."""
        return frozenset((self.lhs.op, t.op) for t in subterms(self.lhs) if any(a in self.frees for a in t.args))
