"""What is computed once: repeated parts of an expression get a name and a line of their own."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from .arrays import Array, parts
from .names import fresh

Names = Mapping[Array, str]

DEEPEST = 24  # levels in one expression: a reader loses the thread long before, and Python's parser not long after
TRIVIAL = {"neg", "T", "column", "row", "eye", "ones", "zeros"}


def share(result: Array, leaves: Names, always: Names, shared: Names, taken: Iterable[str]) -> dict[Array, str]:
    """Names for the parts that get one, in the order in which they are computed.

    A part is named if it is used twice, if it is in `always`, or to keep the nesting bounded. `leaves` are the names of
    the symbols, `always` and `shared` the names that parts should have, `taken` all names that are not free.
    """
    order = list(parts(result))
    uses = Counter(x for part in order for x in part.args)
    indices = _open_indices(order)
    names: dict[Array, str] = {}
    depth: dict[Array, int] = {}
    for part in order:
        depth[part] = 1 + max((depth[x] for x in part.args), default=0)
        if part is result or indices[part] or _is_trivial(part):
            continue
        if part in always or uses[part] > 1 or depth[part] > DEEPEST:
            suggested = always.get(part) or shared.get(part) or _suggested(part, {**leaves, **names})
            names[part] = fresh(suggested, {*taken, *names.values()})
            depth[part] = 0
    return names


def _is_trivial(a: Array) -> bool:
    """Is nothing gained by a name, as for a symbol, its transpose, or twice it?"""
    if not a.args or a.op in TRIVIAL:
        return True
    return a.op in ("*", "/") and sum(x.op != "number" for x in a.args) < 2 and not any(x.args for x in a.args)


def _open_indices(order: list[Array]) -> dict[Array, frozenset[Array]]:
    """The indices of sums that each part speaks of and does not bind itself."""
    bound = {a.args[0] for a in order if a.op == "sigma"}
    found: dict[Array, frozenset[Array]] = {}
    for a in order:
        inside = frozenset().union(*(found[x] for x in a.args)) | ({a} & bound)
        found[a] = inside - {a.args[0]} if a.op == "sigma" else inside
    return found


def _suggested(a: Array, names: Names) -> str:
    """A name as a person would choose it: Xw for X @ w, K_inv for inv(K), exp_z for exp(z), r for a residual."""
    called = [names.get(x, "") for x in (_factors(a) if a.op == "@" else a.args)]
    if a.op == "@" and all(called) and sum(map(len, called)) <= 4:
        return "".join(called)
    if a.op == "inv" and called[0]:
        return f"{called[0]}_inv"
    if len(called) == 1 and called[0] and a.op.isidentifier():
        return f"{a.op}_{called[0]}"
    if a.op == "+" and any(x.op == "neg" for x in a.args):
        return "R" if a.ndim == 2 else "r"
    return ("s", "v", "M")[a.ndim]


def _factors(a: Array) -> tuple[Array, ...]:
    """What a product of matrices multiplies."""
    return (*_factors(a.args[0]), *_factors(a.args[1])) if a.op == "@" else (a,)
