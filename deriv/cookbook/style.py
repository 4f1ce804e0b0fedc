"""Remarks on style: what is right but could be better said."""
from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..language.operators import SYMBOL
from ..language.terms import Term, mentions, subterms
from .entry import Entry
from .places import Problem
from .yaml_file import Path

LONGEST_TITLE = 70


def remarks(entries: Iterable[Entry]) -> Iterator[Problem]:
    entries = tuple(entries)
    titles: dict[str, Entry] = {}
    functions: dict[str, Entry] = {}
    for entry in entries:
        yield from _of_one(entry)
        yield from _twice(entry, titles, entry.recipe.title.casefold(), "title", "has the same title")
        derived = canonical_text(entry.function, entry.variables, entry.recipe.order, entry.recipe.structure)
        yield from _twice(entry, functions, derived, "function", "derives the same")


def canonical_text(function: Term, variables: Iterable[Term], order: int, structure: str | None) -> str:
    """What is derived: the function with numbers for its symbols, in reading order, their facts, and by what."""
    numbers: dict[Term, str] = {}
    for t in _in_reading_order(function):
        if t.op is SYMBOL:
            numbers.setdefault(t, f"{len(numbers)}{sorted(f.value for f in t.data[1])}")
    return f"{_written(function, numbers)} by {[numbers[v] for v in variables]}, order {order}, {structure}"


def _of_one(entry: Entry) -> Iterator[Problem]:
    recipe = entry.recipe

    def remark(message: str, path: Path, hint: str) -> Problem:
        return Problem(message, entry.file.place(path), hint)

    if not recipe.title[0].isupper() and recipe.title[0].isalpha():
        yield remark("a title begins with a capital letter", ("title",), f"{recipe.title[0].upper()}{recipe.title[1:]}")
    if recipe.title.endswith("."):
        yield remark("a title has no full stop", ("title",), recipe.title.rstrip("."))
    if len(recipe.title) > LONGEST_TITLE:
        yield remark(f"the title is longer than {LONGEST_TITLE} characters", ("title",), "say the rest in notes")
    for i, tag in enumerate(recipe.tags):
        if tag.casefold() in [t.casefold() for t in recipe.tags[:i]]:
            yield remark(f"the tag {tag} is given twice", ("tags", i), "")
    for key in ("tags", "sources"):
        if not getattr(recipe, key):
            yield remark(f"the recipe has no {key}", (), f"readers find it by its {key}")
    if not recipe.expect:
        yield remark("the recipe expects no answer", (), "give the textbook's answer: expect: …")
    for name, symbol in entry.symbols.items():
        if not mentions(entry.function, symbol):
            yield remark(f"{name} is declared and does not occur in the function", ("where", name), "leave it out")


def _twice(entry: Entry, seen: dict[str, Entry], what: str, key: str, says: str) -> Iterator[Problem]:
    first = seen.setdefault(what, entry)
    if first is not entry:
        hint = "two sources of one identity stand in one recipe"
        yield Problem(f"{first.slug} {says}", entry.file.place((key,)), hint)


def _in_reading_order(term: Term) -> Iterator[Term]:
    stack = [term]
    while stack:
        t = stack.pop()
        yield t
        stack.extend(reversed(t.args))


def _written(term: Term, numbers: dict[Term, str]) -> str:
    done: dict[Term, str] = {}
    for t in subterms(term):
        own = numbers.get(t) or (str(t.data) if not t.args else "")
        done[t] = f"{t.op.name}{own}({','.join(done[a] for a in t.args)})"
    return done[term]
