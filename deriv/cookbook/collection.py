"""The collection: every recipe below a folder, in chapters, in a fixed order; mistakes in one never stop the others."""
from __future__ import annotations

import os
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from ..language.errors import DerivError
from .entry import Entry, read_entry
from .faults import did_you_mean, fit
from .places import Place, Problem, Refused
from .recipe import ChapterFile
from .yaml_file import YamlFile, parse

CHAPTER_FILE = "_chapter.yaml"
COVERAGE_FILE = "_coverage.yaml"
WAY = "recipes/<chapter>/<name>.yaml"
ADDRESS = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@dataclass(frozen=True)
class Chapter:
    slug: str
    title: str
    order: int
    intro: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True)
class Collection:
    chapters: tuple[Chapter, ...]
    problems: tuple[Problem, ...]  # of the files that are not in it

    @property
    def entries(self) -> tuple[Entry, ...]:
        return tuple(e for chapter in self.chapters for e in chapter.entries)

    def find(self, slug: str) -> Entry | None:
        return next((e for e in self.entries if e.slug == slug), None)


def load(folder: Path, *, shown_from: Path | None = None) -> Collection:
    """Every recipe in `folder`; messages name files as seen from `shown_from`, by default the folder's parent."""
    root = folder.resolve()
    seen_from = (shown_from or root.parent).resolve()
    if not root.is_dir():
        raise DerivError(f"there is no folder {folder}", f"recipes stand in {WAY}, seen from here or from --root")
    problems: list[Problem] = []
    files = _read_all(root, seen_from, problems)
    entries = []
    for slug, file in files:
        try:
            entries.append(read_entry(slug, file))
        except Refused as e:
            problems += e.problems
    problems += _broken_references(entries, [slug for slug, _ in files])
    refused = {p.place.file for p in problems}
    kept = [e for e in entries if e.file.file not in refused]
    chapters = []
    for chapter in sorted({e.chapter for e in kept}):
        names = [slug.split("/")[1] for slug, _ in files if slug.split("/")[0] == chapter]
        mine = [e for e in kept if e.chapter == chapter]
        chapters.append(_chapter(root / chapter, seen_from, mine, names, problems))
    return Collection(tuple(sorted(chapters, key=lambda c: (c.order, c.slug))), Refused(problems).problems)


def load_one(path: Path, *, shown_from: Path | None = None) -> Entry:
    """The recipe in one file, wherever it lies."""
    shown = _shown(path.resolve(), (shown_from or Path.cwd()).resolve())
    return read_entry(f"{path.resolve().parent.name}/{path.stem}", _parsed(path, shown))


def _read_all(root: Path, seen_from: Path, problems: list[Problem]) -> list[tuple[str, YamlFile]]:
    """Each file under its address."""
    taken: dict[str, str] = {}
    files = []
    for slug, path in _recipe_files(root):
        shown = _shown(path, seen_from)
        try:
            _check_address(slug, path, Place(shown), taken)
            files.append((slug, _parsed_inside(root, path, shown)))
        except Refused as e:
            problems += e.problems
        taken.setdefault(_address(slug), shown)
    return files


def _check_address(slug: str, path: Path, place: Place, taken: Mapping[str, str]) -> None:
    """Raises Refused for an address that is taken or cannot be one."""
    address = _address(slug)
    if address in taken:
        message = f"this recipe has the same address as {taken[address]}: {address}"
        raise Refused.one(message, place, "rename one of the two")
    if slug.count("/") != 1:
        raise Refused.one("a recipe stands in a chapter's folder", place, f"move it to {WAY}")
    if path.suffix != ".yaml":
        raise Refused.one("the name of a recipe's file ends in .yaml", place, f"rename it to {address}.yaml")
    if not _well_named(slug, path):
        hint = f"lower-case letters, digits and hyphens: {address}.yaml"
        raise Refused.one("the name of a recipe's file is its address on the site", place, hint)


def _recipe_files(root: Path) -> list[tuple[str, Path]]:
    """The files and what their paths say their addresses are; well-named ones first, so that they keep an address."""
    found = (p for p in root.rglob("*.*") if p.suffix.lower() in (".yaml", ".yml"))
    paths = [p for p in found if p.is_file() or p.is_symlink()]
    recipes = (p for p in paths if p.name != CHAPTER_FILE and p != root / COVERAGE_FILE)
    named = [(p.relative_to(root).with_suffix("").as_posix(), p) for p in recipes]
    return sorted(named, key=lambda n: (not _well_named(*n), n[1].relative_to(root).parts))


def _well_named(slug: str, path: Path) -> bool:
    return path.suffix == ".yaml" and all(map(ADDRESS.fullmatch, slug.split("/")))


def _address(slug: str) -> str:
    """The address that a file's path amounts to: what differs only in case, accents or signs is the same."""
    plain = unicodedata.normalize("NFKD", slug).encode("ascii", "ignore").decode().lower()
    return "/".join(re.sub(r"[^a-z0-9]+", "-", part).strip("-") for part in plain.split("/"))


def _parsed_inside(root: Path, path: Path, shown: str) -> YamlFile:
    """A file of the collection; what a link to elsewhere leads to is not read."""
    if not Path(os.path.realpath(path)).is_relative_to(root):
        raise Refused.one("this link leads out of the folder of recipes", Place(shown), "put the file itself here")
    return _parsed(path, shown)


def _parsed(path: Path, shown: str) -> YamlFile:
    try:
        return parse(shown, path.read_bytes())
    except OSError as e:
        raise Refused.one(f"the file cannot be read: {e.strerror}", Place(shown)) from None


def _shown(path: Path, seen_from: Path) -> str:
    return path.relative_to(seen_from).as_posix() if path.is_relative_to(seen_from) else str(path)


def _broken_references(entries: Iterable[Entry], slugs: list[str]) -> Iterator[Problem]:
    for entry in entries:
        for i, other in enumerate(entry.recipe.see):
            if other not in slugs or other == entry.slug:
                message = "a recipe need not refer to itself" if other == entry.slug else f"there is no recipe {other}"
                yield Problem(message, entry.file.place(("see", i)), did_you_mean(other, slugs))


def _chapter(folder: Path, seen_from: Path, entries: list[Entry], names: list[str], problems: list[Problem]) -> Chapter:
    """A chapter as its file describes it; where it has none, or a wrong one, its folder's name must do."""
    slug = folder.name
    path = folder / CHAPTER_FILE
    try:
        file = _parsed_inside(folder.parent, path, _shown(path, seen_from))
        about = fit(ChapterFile, file)
    except Refused as e:
        problems += e.problems
        return Chapter(slug, slug.replace("-", " ").capitalize(), 10**6, "", tuple(entries))
    for i, name in enumerate(about.recipes):
        if name not in names:
            place = file.place(("recipes", i))
            problems.append(Problem(f"there is no recipe {slug}/{name}", place, did_you_mean(name, names)))
    first = {f"{slug}/{name}": i for i, name in enumerate(about.recipes)}
    in_order = sorted(entries, key=lambda e: (first.get(e.slug, len(first)), e.slug))
    return Chapter(slug, about.title, about.order, about.intro, tuple(in_order))
