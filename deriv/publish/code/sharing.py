"""What is computed once: repeated parts of expressions get a name and a line of their own."""
from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence

from .arrays import Array, parts, value_of
from .names import free, fresh

Names = Mapping[Array, str]

DEEPEST = 24  # levels in one expression: a reader loses the thread long before, and Python's parser not long after
TRIVIAL = {"neg", "T", "column", "row", "eye", "ones", "zeros"}
SCALAR_ARITHMETIC = {"+", "*", "/", "**", "index"}
FALLBACKS = ("s", "c", "p", "q"), ("v", "w", "p", "q"), ("M", "G", "H", "L"), ("powers",)


def share(
    results: Sequence[Array], leaves: Names, always: Names, shared: Names, taken: Iterable[str]
) -> dict[Array, str]:
    """Names for the parts that get one, in the order in which they are computed.

    A part is named if it is used twice, if it is in `always`, or to keep the nesting bounded. `leaves` are the names of
    the symbols, `always` and `shared` the names that parts should have, `taken` all names that are not free.
    """
    order = list(parts(*results))
    times = _times(order, results)
    indices = _open_indices(order)
    names: dict[Array, str] = {}
    depth: dict[Array, int] = {}
    for part in order:
        depth[part] = 1 + max((depth[x] for x in part.args), default=0)
        if indices[part] or _is_trivial(part) or (part in results and times[part] < 2):
            continue
        if part in always or times[part] > 1 or depth[part] > DEEPEST or part.op == "powers":
            unfree = {*taken, *names.values()}
            suggested = always.get(part) or shared.get(part) or _suggested(part, {**leaves, **names})
            names[part] = fresh(suggested, unfree) if suggested else free(FALLBACKS[part.ndim], unfree)
            depth[part] = 0
    return names


def _times(order: Sequence[Array], results: Sequence[Array]) -> Counter[Array]:
    """How often each part is used; what a part without a name of its own is made of, as often as that part."""
    times = Counter(results)
    for part in reversed(order):
        for x in part.args:
            times[x] += times[part] if _is_trivial(part) else 1
    return times


def shared_work(results: Sequence[Array]) -> bool:
    """Do two of the results have a part in common that takes more than a little arithmetic?"""
    users = Counter(part for r in results for part in parts(r))
    return any(times > 1 and _is_work(part) for part, times in users.items())


def _is_work(a: Array) -> bool:
    return not _is_trivial(a) and (a.op not in SCALAR_ARITHMETIC or any(x.ndim for x in a.args))


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
    called = [_called(x, names) for x in (_factors(a) if a.op == "@" else a.args)]
    if a.op == "+" and any(x.op == "neg" for x in a.args):
        return "R" if a.ndim == 2 else "r"
    if not all(called) or sum(map(len, called)) > 12:
        return ""
    match a.op:
        case "@" if sum(map(len, called)) <= 4:
            name = "".join(called)
        case "inv":
            name = f"{called[0]}_inv"
        case "solve":
            name = f"{called[0]}_inv_{called[1]}"
        case "**" if value_of(a.args[1]) == 2:
            name = f"{called[0]}_squared"
        case _:
            name = f"{a.op}_{called[0]}" if len(called) == 1 else ""
    return name if name.isidentifier() else ""


def _called(a: Array, names: Names) -> str:
    if a.op == "number":
        return str(a.data).replace("/", "_")
    plain = names.get(a.args[0] if a.op == "T" else a, "").rstrip("_")
    return f"{plain}t" if plain and a.op == "T" else plain


def _factors(a: Array) -> tuple[Array, ...]:
    """What a product of matrices multiplies."""
    return (*_factors(a.args[0]), *_factors(a.args[1])) if a.op == "@" else (a,)
