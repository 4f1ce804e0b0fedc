"""Recipes read: symbols declared, formulas made into terms, and every mistake at its place."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ..calculus.epsilon.naming import direction_for, taken
from ..language.errors import DerivError, FormulaError
from ..language.facts import facts
from ..language.names import canonical
from ..language.operators import symbol
from ..language.reading import declare, read
from ..language.reading.declarations import check_name
from ..language.structures import kept_by
from ..language.terms import Term, mentions, substitute
from .faults import did_you_mean, fit
from .offers import DERIVED
from .places import Problem, Refused
from .recipe import Recipe
from .yaml_file import Path, YamlFile


@dataclass(frozen=True)
class Entry:
    """A recipe with its formulas read."""

    slug: str
    recipe: Recipe
    file: YamlFile
    symbols: Mapping[str, Term]
    let: Mapping[str, Term]  # the recipe's names for inner expressions, in the symbols alone
    typed: Term  # the function as typed, with these names
    function: Term  # the function in the symbols alone
    variables: tuple[Term, ...]
    expected: tuple[Mapping[str, Term], ...]  # for each variable by layout; empty where the recipe expects nothing

    @property
    def chapter(self) -> str:
        return self.slug.split("/")[0]


def read_entry(slug: str, file: YamlFile) -> Entry:
    """The recipe in a file; raises Refused with everything that is wrong with it."""
    recipe = fit(Recipe, file)
    problems = _Problems(file)
    _decline(recipe, problems)
    symbols = _declared(recipe, problems)
    problems.stop()  # what is not declared rightly is not worth complaining of again
    names = _named(recipe, symbols, problems)
    known = {**symbols, **{s.data[0]: s for s in names}}
    typed = None
    with problems.at("function"):
        typed = read(recipe.function, known)
    with problems.at("name"):
        check_name(recipe.name)
    if canonical(recipe.name) in known:
        problems.add(f"{recipe.name} is a symbol, so the function needs another name", ("name",), "such as   name: g")
    problems.stop()
    function = substitute(typed, names)
    variables = _variables(recipe, symbols, function, problems)
    used = taken((function, *variables, *names.values())) | {recipe.name, *known}
    directions = tuple(direction_for(v, used) for v in variables)
    expected = _expected(recipe, known, directions, names, problems)
    problems.stop()
    let = {s.data[0]: body for s, body in names.items()}
    return Entry(slug, recipe, file, symbols, let, typed, function, variables, expected)


class _Problems:
    """What is wrong with one file, as far as it was read."""

    def __init__(self, file: YamlFile):
        self.file = file
        self.found: list[Problem] = []

    def add(self, message: str, path: Path, hint: str = "") -> None:
        self.found.append(Problem(message, self.file.place(path), hint))

    def add_at_key(self, message: str, path: Path, hint: str = "") -> None:
        self.found.append(Problem(message, self.file.key(path), hint))

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """A formula read here that cannot be read is a problem at its place in the file."""
        try:
            yield
        except FormulaError as e:
            self.found.append(Problem(e.message, self.file.place(path, e.start, e.end), e.hint))
        except DerivError as e:
            self.add(e.message, path, e.hint)

    def named(self, key: str, name: str, known: Mapping[str, Term]) -> bool:
        """Whether a name can be a symbol's; λ and lambda are one name."""
        try:
            check_name(name)
        except FormulaError as e:
            self.add_at_key(e.message, (key, name), e.hint)
            return False
        if canonical(name) in known:
            self.add_at_key(f"{name} is declared already", (key, name), "a symbol is declared once")
            return False
        return True

    def stop(self) -> None:
        if self.found:
            raise Refused(self.found)


def _decline(recipe: Recipe, problems: _Problems) -> None:
    for key, derived in DERIVED.items():
        value = getattr(recipe, key)
        if value not in derived:
            said = "" if isinstance(value, tuple) else f" {value}"
            only = ", ".join(str(v) for v in derived if v)
            hint = f"only {key} {only}" if only else f"leave {key} out"
            problems.add(f"{key}{said} is not derived yet", (key,), hint)


def _declared(recipe: Recipe, problems: _Problems) -> dict[str, Term]:
    cut = next((name for name in recipe.where if name.count("(") != name.count(")")), None)
    if cut is not None:
        hint = 'inside { } declarations need quotes: W: "matrix(m, n)"'
        problems.add_at_key("a declaration was cut at this comma", ("where", cut), hint)
        return {}
    symbols: dict[str, Term] = {}
    for name, declaration in recipe.where.items():
        if problems.named("where", name, symbols):
            with problems.at("where", name):
                symbols[canonical(name)] = declare(name, declaration)
    for name in map(canonical, recipe.wrt if recipe.structure else ()):
        if name in symbols:
            with problems.at("structure"):
                symbols[name] = kept_by(symbols[name], recipe.structure)
    return symbols


def _named(recipe: Recipe, symbols: Mapping[str, Term], problems: _Problems) -> dict[Term, Term]:
    """The recipe's own names, as symbols, and what each stands for in the symbols alone."""
    known, names = dict(symbols), {}
    for name, formula in recipe.let.items():
        if problems.named("let", name, known):
            with problems.at("let", name):
                body = read(formula, known)
                known[canonical(name)] = symbol(canonical(name), *body.shape, facts=facts(body))
                names[known[canonical(name)]] = substitute(body, names)
    return names


def _variables(recipe: Recipe, symbols: Mapping[str, Term], function: Term, problems: _Problems) -> tuple[Term, ...]:
    inside = [name for name, s in symbols.items() if mentions(function, s)]
    if not inside:
        problems.add("this function has no symbol in it: there is nothing to differentiate", ("function",))
        return ()
    has = f"the function has {', '.join(inside)}"
    names = [canonical(name) for name in recipe.wrt]
    for i, name in enumerate(names):
        path = ("wrt", i)
        if name in map(canonical, recipe.let):
            problems.add(f"{name} is a name for an expression, not a variable", path, has)
        elif name not in symbols:
            problems.add(f"{name} is not declared in where", path, did_you_mean(name, symbols) or has)
        elif name not in inside:
            problems.add(f"{name} does not occur in the function", path, has)
        elif name in names[:i]:
            problems.add(f"{name} is given twice", path)
    return tuple(symbols[name] for name in names if name in symbols)


def _expected(
    recipe: Recipe,
    known: Mapping[str, Term],
    directions: tuple[Term, ...],
    names: dict[Term, Term],
    problems: _Problems,
) -> tuple[Mapping[str, Term], ...]:
    """The answers by layout; a differential is written with the direction, as −X⁻¹UX⁻¹."""
    given, needed = len(recipe.expect), len(recipe.wrt)
    if given and given != needed:
        hint = "one answer for each entry of wrt"
        problems.add(f"{given} answers are expected of {needed} variables", ("expect",), hint)
        return ()
    answers = []
    for i, (expected, u) in enumerate(zip(recipe.expect, directions, strict=False)):
        answers.append({})
        for layout, formula in expected.formulas.items():
            with problems.at("expect", i, layout):
                answers[i][layout] = substitute(read(formula, {u.data[0]: u} | known), names)
    return tuple(answers)
