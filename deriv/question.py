"""What deriv.derive is asked: its arguments read, and every mistake in them told."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from reprlib import repr as shown

from .calculus.epsilon.naming import names_for_function
from .cookbook.offers import DERIVED
from .language.errors import DerivError
from .language.facts import facts
from .language.names import canonical
from .language.operators import symbol
from .language.reading import declare, read
from .language.reading.declarations import check_name
from .language.structures import kept_by
from .language.terms import Term, substitute

OFFERED = {**DERIVED, "layout": ("denominator",)}
SAID_TOO = {"layout": "; the result is printed in numerator layout too wherever that differs"}


@dataclass(frozen=True)
class Question:
    """One function, and what it is to be differentiated by."""

    name: str  # what the function is called
    typed: Term  # the function as typed, with the names given to inner expressions
    function: Term  # the function in the symbols alone
    names: Mapping[Term, Term]  # each name given and what it stands for, as typed
    let: Mapping[str, Term]  # the same in the symbols alone
    variables: tuple[Term, ...]
    order: int = 1
    structure: str | None = None
    detail: str = "standard"


def question(
    function: str,
    wrt: str | Sequence[str],
    where: Mapping[str, str],
    *,
    name: str | None,
    let: Mapping[str, str] | None,
    options: Mapping[str, object],
) -> Question:
    """The arguments of deriv.derive as terms; without a `name` the function has the first usual one that is free."""
    _decline(options)
    if not isinstance(function, str):
        raise _mistyped("the function", "a formula in a string", '"tr(A*X)"', function)
    symbols = _declared(_pairs("where", where, '{"X": "matrix(m, n)"}'))
    given = _pairs("let", {} if let is None else let, '{"z": "Xw"}')
    if options["structure"]:
        symbols = _structured(symbols, wrt, given, options["structure"])
    names, let_in_symbols = _named(given, symbols)
    known = symbols | {s.data[0]: s for s in names}
    return Question(
        typed=(typed := read(function, known)),
        name=_function_name(name, typed, known),
        function=substitute(typed, let_in_symbols),
        names=names,
        let={s.data[0]: body for s, body in let_in_symbols.items()},
        variables=_variables(wrt, symbols, known),
        order=options["order"],
        structure=options["structure"],
        detail=options["detail"],
    )


def _decline(options: Mapping[str, object]) -> None:
    """What deriv does not derive, or not yet."""
    for key, value in options.items():
        asked = tuple(value) if isinstance(value, list) else value
        if not any(type(asked) is type(offered) and asked == offered for offered in OFFERED[key]):
            *others, last = [repr(offered) for offered in OFFERED[key] if offered] or [""]
            hint = f"{key} is {', '.join(others)}{' or ' * bool(others)}{last}" if last else f"leave {key} out"
            raise DerivError(f"{key}={shown(value)} cannot be asked for", hint + SAID_TOO.get(key, ""))


def _mistyped(what: str, wanted: str, example: str, given: object) -> DerivError:
    return DerivError(f"{what} must be {wanted}, such as {example}, not {shown(given)}")


def _pairs(what: str, given: object, example: str) -> Mapping[str, str]:
    if not isinstance(given, Mapping):
        raise _mistyped(what, "a mapping from names to strings", example, given)
    for name, said in given.items():
        if not isinstance(name, str):
            raise _mistyped(f"a name in {what}", "a string", '"x"', name)
        if not isinstance(said, str):
            raise _mistyped(f"what {what} says of {name}", "a string", example, said)
    return given


def _new_name(name: str, known: Iterable[str]) -> str:
    """The name as it is kept; no two spellings of it may be given."""
    if not name.strip():
        raise DerivError("a name is empty", "a name is one or more letters and an index: x, λ, W1, x_i")
    check_name(name)
    if canonical(name) in known:
        raise DerivError(f"{name} is declared already", "a symbol is declared once")
    return canonical(name)


def _declared(where: Mapping[str, str]) -> dict[str, Term]:
    symbols: dict[str, Term] = {}
    for name, declaration in where.items():
        kept = _new_name(name, symbols)
        symbols[kept] = declare(name, declaration)
    return symbols


def _named(let: Mapping[str, str], symbols: Mapping[str, Term]) -> tuple[dict[Term, Term], dict[Term, Term]]:
    """The names given to inner expressions: what each stands for, as typed and in the symbols alone."""
    known, typed, expanded = dict(symbols), {}, {}
    for name, formula in let.items():
        kept = _new_name(name, known)
        body = read(formula, known)
        known[kept] = symbol(kept, *body.shape, facts=facts(body))
        typed[known[kept]] = body
        expanded[known[kept]] = substitute(body, expanded)
    return typed, expanded


def _structured(
    symbols: dict[str, Term], wrt: str | Sequence[str], let: Mapping[str, str], structure: str
) -> dict[str, Term]:
    """The symbols, of which the variables have the structure."""
    known = symbols | {s.data[0]: s for s in _named(let, symbols)[0]}
    variables = _variables(wrt, symbols, known)
    return {name: kept_by(s, structure) if s in variables else s for name, s in symbols.items()}


def _function_name(name: str | None, function: Term, known: Mapping[str, Term]) -> str:
    if name is None:
        names = names_for_function(function)
        free = next((n for n in names if n not in known), None)
        if free is None:
            hint = "say what the function is called (name=…)"
            raise DerivError(f"{', '.join(names)} are symbols already", hint)
        return free
    if not isinstance(name, str):
        raise _mistyped("name", "a string", '"f"', name)
    if canonical(name) in known:
        raise DerivError(f"{name} is a symbol of the function already", "call the function something else (name=…)")
    return _new_name(name, ())


def _variables(wrt: str | Sequence[str], symbols: Mapping[str, Term], known: Mapping[str, Term]) -> tuple[Term, ...]:
    """What wrt names: symbols, and not the names of expressions, though these are known too."""
    given = [wrt] if isinstance(wrt, str) else wrt
    if not isinstance(given, Sequence) or not all(isinstance(v, str) for v in given):
        raise _mistyped("wrt", "a symbol or a list of symbols", '"X" or ["x", "y"]', wrt)
    if not given or not all(v.strip() for v in given):
        raise DerivError("wrt names no variable", _one_of(symbols))
    found: list[Term] = []
    for name in given:
        variable = read(name, known)
        if variable not in symbols.values():
            raise DerivError(f"{name} is not a symbol that was declared", _one_of(symbols))
        if variable in found:
            raise DerivError(f"{name} is given twice", "wrt names each variable once")
        found.append(variable)
    return tuple(found)


def _one_of(symbols: Mapping[str, Term]) -> str:
    return f"wrt takes one or more of {', '.join(symbols)}" if symbols else "declare the symbols in where"
