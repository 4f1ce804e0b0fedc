"""Verdicts: how something was checked, at which sizes, with which error."""
from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Verdict:
    """ok is True (held), False (failed) or None (not checked; never counts as right)."""

    ok: bool | None
    error: float = 0.0  # the worst relative difference seen
    sizes: tuple[tuple[str, int], ...] = ()  # the dimension names and the sizes tried
    trials: int = 0  # random points tried
    how: str = ""  # "Taylor coefficients on a circle", "exact at 2×2", ...
    why: str = ""  # for a failure or an unchecked claim: what parted, at which order in ε, or why it could not be tried

    def __bool__(self) -> bool:
        return self.ok is True


def worst(verdicts) -> Verdict:
    """One verdict for many: failed if one failed, else unchecked if one was not checked, else held."""
    verdicts = tuple(verdicts)
    if not verdicts:
        return Verdict(None, why="nothing to check")
    rank = {False: 0, None: 1, True: 2}
    lowest = min(verdicts, key=lambda v: rank[v.ok])
    if lowest.ok is not True:
        return lowest
    return Verdict(True, max(v.error for v in verdicts), lowest.sizes, max(v.trials for v in verdicts), lowest.how)
