"""Replacing a part of a term everywhere it stands; in sums and products a part may be a run of neighbours."""

from __future__ import annotations

from ..language.terms import Term, make, rebuild


def replace_everywhere(term: Term, before: Term, after: Term) -> Term:
    """`term` with every occurrence of `before` replaced by `after`.

    A run inside a sum or product counts where the part stands nowhere by itself. What is no larger than the part
    cannot hold it and is not looked into.
    """
    if before is after:
        return term

    def whole(t: Term) -> Term | None:
        return after if t is before else t if t.size <= before.size else None

    new = rebuild(term, whole)
    if new is not term or not before.op.flat:
        return new

    def change(t: Term) -> Term | None:
        if t.size <= before.size:
            return t
        if t.op is before.op and len(t.args) > len(before.args):
            return _replace_runs(t, before, after, change)
        return None

    return rebuild(term, change)


def _replace_runs(t: Term, before: Term, after: Term, change) -> Term | None:
    run, n, i, parts, found = before.args, len(before.args), 0, [], False
    while i < len(t.args):
        if t.args[i : i + n] == run:
            parts.append(after)
            i, found = i + n, True
        else:
            parts.append(t.args[i])
            i += 1
    if not found:
        return None
    return make(t.op, *(p if p is after else rebuild(p, change) for p in parts))
