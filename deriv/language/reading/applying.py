"""How far a function reaches: tr AB is tr(AB), log det X is log(det(X)), log(x)² is (log x)², log|X|² is log(|X|²).

A power may stand before the argument: sin² x and sin²(x) are (sin x)².
"""
from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..dimensions import describe
from ..errors import FormulaError, ShapeError
from ..operators import NUMBER, sympy_function
from ..terms import Term
from .functions import OF_TWO, Function
from .parts import Part
from .places import Place
from .powers import Exponent, Raised, marked, raised
from .products import multiplied
from .tokens import Lexeme


@dataclass(frozen=True, slots=True)
class Named:
    """A function that waits for its argument, with a power of its value: sin or sin²."""

    name: Lexeme
    exponent: Exponent | None = None

    @property
    def function(self) -> Function:
        return self.name.function

    @property
    def place(self) -> Place:
        return self.name.place.to(self.exponent.part.place) if self.exponent else self.name.place

    def __str__(self) -> str:
        return str(self.name)


Item = Named | Part | Raised


def named(name: Lexeme, exponent: Exponent | None = None) -> Named:
    found = Named(name, exponent)
    if exponent:
        check_power(found)
    return found


def check_power(f: Named) -> None:
    """sin² is clear, sin⁻¹ is not."""
    k = f.exponent.part.value
    if isinstance(k, Term) and k.op is NUMBER and k.data == -1:
        inverse = f"a{f.function.name}"
        known = f"{inverse}(…) or " if sympy_function(inverse) else ""
        message = f"{f}^-1 could be the inverse function or the reciprocal"
        raise f.place.error(message, f"write {known}1/{f}(…)")
    whole = isinstance(k, Term) and k.op is NUMBER and k.data.denominator == 1 and k.data > 0
    if not whole or f.exponent.token.sign == ".^":
        message = f"only a whole power can stand between {f} and its argument"
        raise f.place.error(message, f"write it behind the argument, as in {f}(…)^2")


def applied(items: Sequence[Item]) -> list[Part]:
    """The factors of a run of functions and parts."""
    found: list[Part] = []
    i = 0
    while i < len(items):
        names: list[Named] = []
        while i < len(items) and isinstance(items[i], Named):
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


def with_argument(name: Named, items: Sequence[Item], i: int) -> tuple[Part, int]:
    """The function applied to what stands at i, and the place after that."""
    if i == len(items):
        raise name.place.error(f"{name} of what? Its argument is missing", f"write {name}(…)")
    end = next((j for j in range(i, len(items)) if isinstance(items[j], Named)), len(items))
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


def is_clear(name: Named, factors: Sequence[Part]) -> bool:
    """sin 2x and tr cAB have one reading; sin xy and det Ac have two."""
    if len(factors) == 1:
        return True
    if not name.function.takes_product:
        return len(factors) == 2 and factors[0].form == "number" and factors[0].place.touches(factors[1].place)
    scalars_first = sorted(factors, key=lambda f: not f.is_scalar) == list(factors)
    return scalars_first and not factors[-1].is_scalar


def unclear(name: Named, last: Part | Raised) -> FormulaError:
    hint = f"write {name}(…) with its whole argument inside the brackets"
    return name.place.to(last.place).error(f"it is not clear how far {name} reaches", hint)


def called(name: Named, arguments: Sequence[Part], place: Place, form: str = "") -> Part:
    f, n = name.function, len(arguments)
    if n < f.least or (f.most is not None and n > f.most):
        wanted = f"{f.least}" if f.most == f.least else f"{f.least} or {f.most}" if f.most else f"at least {f.least}"
        message = f"{name} takes {wanted} argument{'s' * (wanted != '1')}, not {n}"
        raise name.place.to(place).error(message, OF_TWO.get(f.name, ""))
    try:
        value = Part(f.build(*(a.term for a in arguments)), name.place.to(place), form)
    except ShapeError as error:
        raise name.place.misfit(error) from None
    return powered(value, name) if name.exponent else value


def powered(value: Part, name: Named) -> Part:
    """The power that stands between a function and its argument."""
    if not value.is_scalar:
        message = f"a power between {name} and its argument is for scalars, not {describe(value.term.shape)}"
        raise name.place.error(message, f"write {name}(…).^2 for entry by entry")
    return replace(raised(value, name.exponent), place=value.place, form=value.form)
