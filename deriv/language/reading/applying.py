"""How far a function reaches: tr AB is tr(AB), log det X is log(det(X)), log(x)² is (log x)², log|X|² is log(|X|²)."""
from __future__ import annotations

from collections.abc import Sequence

from ..errors import ShapeError
from .parts import Part
from .places import Place
from .powers import Raised, marked
from .products import multiplied
from .tokens import Lexeme

Item = Lexeme | Part | Raised


def applied(items: Sequence[Item]) -> list[Part]:
    """The factors of a run of functions and parts."""
    found: list[Part] = []
    i = 0
    while i < len(items):
        names: list[Lexeme] = []
        while i < len(items) and isinstance(items[i], Lexeme):
            names.append(items[i])
            i += 1
        if not names:
            found.append(whole(items[i]))
            i += 1
            continue
        part, i = with_argument(names[-1], items, i)
        for name in reversed(names[:-1]):
            part = called(name, [part], part.place, "open" if part.form == "open" else "")
        found.append(part)
    return found


def whole(item: Part | Raised) -> Part:
    return marked(item.base, item.marks) if isinstance(item, Raised) else item.single()


def with_argument(name: Lexeme, items: Sequence[Item], i: int) -> tuple[Part, int]:
    """The function applied to what stands at i, and the place after that."""
    if i == len(items):
        raise name.place.error(f"{name} of what? Its argument is missing", f"write {name}(…)")
    end = next((j for j in range(i, len(items)) if isinstance(items[j], Lexeme)), len(items))
    first, alone = items[i], end == i + 1
    base, marks = (first.base, first.marks) if isinstance(first, Raised) else (first, ())
    attached = name.place.touches(base.place)
    if base.form in ("group", "list") and (attached or (alone and not marks)):
        part = called(name, [base] if base.form == "group" else base.value, base.place)
        return (marked(part, marks) if marks else part), i + 1
    if base.form == "fence" and (attached or alone):
        return called(name, [whole(first)], first.place), i + 1
    if base.form in ("group", "list", "fence"):
        raise unclear(name, items[end - 1])
    factors = [whole(x) for x in items[i:end]]
    if not is_clear(name, factors):
        raise unclear(name, factors[-1])
    argument = multiplied(factors, lambda a, b: a.place.to(b.place))
    return called(name, [argument], argument.place, "open"), end


def is_clear(name: Lexeme, factors: Sequence[Part]) -> bool:
    """sin 2x and tr cAB have one reading; sin xy and det Ac have two."""
    if len(factors) == 1:
        return True
    if not name.function.takes_product:
        return len(factors) == 2 and factors[0].form == "number" and factors[0].place.touches(factors[1].place)
    scalars_first = sorted(factors, key=lambda f: not f.is_scalar) == list(factors)
    return scalars_first and not factors[-1].is_scalar


def unclear(name: Lexeme, last: Part | Raised):
    hint = f"write {name}(…) with its whole argument inside the brackets"
    return name.place.to(last.place).error(f"it is not clear how far {name} reaches", hint)


def called(name: Lexeme, arguments: Sequence[Part], place: Place, form: str = "") -> Part:
    f, n = name.function, len(arguments)
    if n < f.least or (f.most is not None and n > f.most):
        wanted = f"{f.least}" if f.most == f.least else f"{f.least} or {f.most}" if f.most else f"at least {f.least}"
        raise name.place.to(place).error(f"{name} takes {wanted} argument{'s' * (wanted != '1')}, not {n}")
    try:
        return Part(f.build(*(a.term for a in arguments)), name.place.to(place), form)
    except ShapeError as error:
        raise name.place.misfit(error) from None
