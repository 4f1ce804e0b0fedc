"""The book: every document of the site and of the handouts, and the files beside its pages."""
from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache

from ..calculus.rule import Move
from ..calculus.rules import ALL
from ..checking.exact import prove
from ..checking.rules import check_rule
from ..checking.verdict import Verdict
from ..cookbook.collection import Collection
from ..cookbook.coverage import Coverage
from ..cookbook.document import Document, Source
from ..cookbook.exposition import (
    chapter_page,
    coverage_page,
    fragment,
    page,
    results_table,
    rule_page,
    rules_index,
    stated,
)
from ..cookbook.exposition.page import moves_used
from ..cookbook.recipe import Recipe, schema
from ..cookbook.working import Worked
from ..publish.code import code, code_by_each
from ..publish.code.lowering import NoCode
from ..publish.json import dumps
from ..publish.latex import latex
from ..publish.plain import plain


def documents(
    collection: Collection, worked: Iterable[Worked], coverage: Coverage | None = None
) -> tuple[Document, ...]:
    """Chapters with their recipes, the table of all results, the coverage of a book, and the rules."""
    by_slug = {w.entry.slug: w for w in _referring_to_what_is_there(worked)}
    titles = {slug: w.entry.recipe.title for slug, w in by_slug.items()}
    made: list[Document] = []
    for chapter in collection.chapters:
        mine = [by_slug[e.slug] for e in chapter.entries if e.slug in by_slug]
        if mine:
            made += [chapter_page(chapter, mine), *(page(w, _sources(w), titles) for w in mine)]
    made.append(results_table(by_slug.values()))
    if coverage:
        made.append(coverage_page(coverage, [w.entry for w in by_slug.values()]))
    return (*made, *_rules(by_slug.values()))


def downloads(worked: Iterable[Worked]) -> dict[str, bytes]:
    """The derivation of each recipe as LaTeX, JSON and text; and the schema of recipes."""
    made = {"recipe.schema.json": json.dumps(schema(), ensure_ascii=False, indent=2).encode()}
    for w in worked:
        document = _fragment(w)
        written = {"tex": latex(document), "json": dumps(document), "txt": plain(document)}
        made |= {f"{w.entry.slug}.{ending}": text.encode() for ending, text in written.items()}
    return made


def _referring_to_what_is_there(worked: Iterable[Worked]) -> list[Worked]:
    """A recipe that was refused has no page to refer to."""
    worked = list(worked)
    there = {w.entry.slug for w in worked}

    def kept(recipe: Recipe) -> Recipe:
        return recipe.model_copy(update={"see": tuple(s for s in recipe.see if s in there)})

    return [replace(w, entry=replace(w.entry, recipe=kept(w.entry.recipe))) for w in worked]


def _sources(w: Worked) -> Mapping[str, tuple[Source, ...]]:
    """What a page offers to copy; not every function has code."""
    offered = {"latex": (Source("latex", latex(_fragment(w)), "LaTeX"),)}
    try:
        numpy = code(w.derivations[0]) if len(w.derivations) == 1 else code_by_each(w.derivations)
    except NoCode:
        return offered
    return {"code": (Source("python", numpy, "NumPy"),), **offered}


def _fragment(w: Worked) -> Document:
    """The derivation alone, in as many lines as the recipe asks for."""
    recipe = w.entry.recipe
    return fragment(stated(w.entry), w.checked, slug=w.entry.slug, title=recipe.title, detail=recipe.detail)


def _rules(worked: Iterable[Worked]) -> Iterator[Document]:
    """The index of rules and a page for each, those of the engine and whatever else a step went by."""
    users: dict[Move, list[tuple[str, str]]] = {move: [] for move in ALL}
    for w in worked:
        for move in moves_used(w):
            users.setdefault(move, []).append((w.entry.slug, w.entry.recipe.title))
    yield rules_index(users, {move: len(used) for move, used in users.items()})
    for move, used in users.items():
        yield rule_page(move, _verdicts(move), used)


@cache
def _verdicts(move: Move) -> Mapping[str, Verdict]:
    return {"numerical": check_rule(move), "exact": prove(move)}
