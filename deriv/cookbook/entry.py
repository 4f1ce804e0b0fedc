"""Recipes read: symbols declared, formulas made into terms, and every mistake at its place."""
from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass

from ..calculus.derivation import Definition
from ..language.errors import DerivError, FormulaError
from ..language.facts import facts
from ..language.operators import symbol
from ..language.reading import declare, read
from ..language.terms import Term, mentions, substitute
from .faults import did_you_mean, fit
from .places import Problem, Refused
from .recipe import DERIVED, Recipe
from .yaml_file import Path, YamlFile


@dataclass(frozen=True)
class Entry:
    """A recipe with its formulas read."""

    slug: str
    recipe: Recipe
    file: YamlFile
    symbols: Mapping[str, Term]
    let: tuple[Definition, ...]  # the names that the recipe introduces
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
    let, names = _named(recipe, symbols, problems)
    known = {**symbols, **{d.symbol.data[0]: d.symbol for d in let}}
    typed = None
    with problems.at("function"):
        typed = read(recipe.function, known)
    problems.stop()
    function = substitute(typed, names)
    variables = _variables(recipe, symbols, function, problems)
    expected = _expected(recipe, known, names, problems)
    problems.stop()
    return Entry(slug, recipe, file, symbols, let, typed, function, variables, expected)


class _Problems:
    """What is wrong with one file, as far as it was read."""

    def __init__(self, file: YamlFile):
        self.file = file
        self.found: list[Problem] = []

    def add(self, message: str, path: Path, hint: str = "") -> None:
        self.found.append(Problem(message, self.file.place(path), hint))

    @contextmanager
    def at(self, *path: str | int) -> Iterator[None]:
        """A formula read here that cannot be read is a problem at its place in the file."""
        try:
            yield
        except FormulaError as e:
            self.found.append(Problem(e.message, self.file.place(path, e.start, e.end), e.hint))
        except DerivError as e:
            self.add(e.message, path, e.hint)

    def stop(self) -> None:
        if self.found:
            raise Refused(self.found)


def _decline(recipe: Recipe, problems: _Problems) -> None:
    for key, derived in DERIVED.items():
        value = getattr(recipe, key)
        if value not in derived:
            said = "" if isinstance(value, tuple) else f" {value}"
            only = ", ".join(str(v) for v in derived if v)
            problems.add(f"{key}{said} is not derived yet", (key,), f"only {key} {only}" if only else f"leave {key} out")


def _declared(recipe: Recipe, problems: _Problems) -> dict[str, Term]:
    symbols: dict[str, Term] = {}
    for name, declaration in recipe.where.items():
        if name.count("(") != name.count(")"):
            problems.found.append(Problem(
                "this declaration was cut at a comma", problems.file.key(("where", name)), 'inside { } declarations need quotes: W: "matrix(m, n)"'
            ))
            return {}
        with problems.at("where", name):
            symbols[name] = declare(name, declaration)
    return symbols


def _named(recipe: Recipe, symbols: Mapping[str, Term], problems: _Problems) -> tuple[tuple[Definition, ...], dict[Term, Term]]:
    """The recipe's own names, and what each stands for in the symbols alone."""
    known, let, names = dict(symbols), [], {}
    for name, formula in recipe.let.items():
        if name in symbols:
            problems.add(f"{name} is declared in where already", ("let", name), "a name needs a letter of its own")
            continue
        with problems.at("let", name):
            body = read(formula, known)
            known[name] = symbol(name, *body.shape, facts=facts(body))
            let.append(Definition(known[name], body))
            names[known[name]] = substitute(body, names)
    return tuple(let), names


def _variables(recipe: Recipe, symbols: Mapping[str, Term], function: Term, problems: _Problems) -> tuple[Term, ...]:
    inside = [name for name, s in symbols.items() if mentions(function, s)]
    if not inside:
        problems.add("this function has no symbol in it: there is nothing to differentiate", ("function",))
        return ()
    has = f"the function has {', '.join(inside)}"
    for i, name in enumerate(recipe.wrt):
        path = ("wrt", i)
        if name in recipe.let:
            problems.add(f"{name} is a name for {recipe.let[name]}, not a variable", path, has)
        elif name not in symbols:
            problems.add(f"{name} is not declared in where", path, did_you_mean(name, symbols) or has)
        elif name not in inside:
            problems.add(f"{name} does not occur in the function", path, has)
        elif name in recipe.wrt[:i]:
            problems.add(f"{name} is given twice", path)
    return tuple(symbols[name] for name in recipe.wrt if name in symbols)


def _expected(recipe: Recipe, known: Mapping[str, Term], names: Mapping[Term, Term], problems: _Problems) -> tuple[Mapping[str, Term], ...]:
    if recipe.expect and len(recipe.expect) != len(recipe.wrt):
        problems.add(f"{len(recipe.expect)} answers are expected of {len(recipe.wrt)} variables", ("expect",), "one answer for each entry of wrt")
        return ()
    answers = []
    for i, expected in enumerate(recipe.expect):
        answers.append({})
        for layout, formula in expected.formulas.items():
            with problems.at("expect", i, layout):
                answers[i][layout] = substitute(read(formula, known), dict(names))
    return tuple(answers)
