"""YAML read as text with places: every key and every value knows where in its file it stands.

All scalars stay the text that was typed (`no`, `1e3`, `2`): what they mean is decided by the model they are read into.
Recipes need no anchors, aliases or tags, so these are refused, and with them everything that can harm.
"""
from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import yaml

from .places import Place, Problem, Refused

LONGEST = 256 * 1024  # characters of a file
DEEPEST = 12  # levels of lists and maps

QUOTING = 'text that holds ": " or " #", or begins with one of | [ ] { } & * ! % @ > needs quotes: "…"'

Path = tuple[str | int, ...]
"""The way to a value: ("sources", 0, "locator")."""


@dataclass(frozen=True)
class Text:
    value: str
    start: int
    end: int
    style: str | None  # None for plain text, else ' " | or >


@dataclass(frozen=True)
class List:
    items: tuple[Node, ...]
    start: int
    end: int


@dataclass(frozen=True)
class Map:
    entries: dict[str, tuple[Text, Node]]  # the key as it stands there, and its value
    start: int
    end: int


Node = Text | List | Map
Data = str | list["Data"] | dict[str, "Data"]


@dataclass(frozen=True)
class YamlFile:
    """A file's map as plain data, and the place of each of its parts."""

    file: str
    text: str
    root: Map

    @property
    def data(self) -> Data:
        return _data(self.root)

    def node(self, path: Path) -> Node:
        """What stands at a path; parts of the path that the file does not have are passed over."""
        here: Node = self.root
        for part in path:
            if isinstance(here, Map) and part in here.entries:
                here = here.entries[part][1]
            elif isinstance(here, List) and isinstance(part, int) and part < len(here.items):
                here = here.items[part]
        return here

    def place(self, path: Path = (), start: int = 0, end: int | None = None) -> Place:
        """The place of a value; of a text also the place of its characters from `start` to `end`."""
        node = self.node(path)
        if isinstance(node, Text):
            offsets = _offsets(node, self.text)
            last = len(offsets) - 1
            first, stop = min(start, last), last if end is None else min(end, last)
            return Place(self.file, self.text, offsets[first], max(offsets[stop - 1] + 1 if stop else 0, offsets[first] + 1))
        return Place(self.file, self.text, node.start, node.end)

    def key(self, path: Path) -> Place:
        """The place of the key that a path ends in."""
        parent = self.node(path[:-1])
        if isinstance(parent, Map) and path[-1] in parent.entries:
            key = parent.entries[path[-1]][0]
            return Place(self.file, self.text, key.start, key.end)
        return self.place(path)


def parse(file: str, content: bytes) -> YamlFile:
    """The map that a YAML file holds; raises Refused with every fault of its form."""
    text = _decoded(file, content)
    try:
        root = _tree(file, text)
    except yaml.MarkedYAMLError as e:
        raise Refused([_misread(file, text, e)]) from None
    except yaml.reader.ReaderError as e:
        here = Place(file, text, e.position, e.position + 1)
        raise Refused([Problem(f"the character U+{ord(text[e.position]):04X} cannot stand in a YAML file", here, "delete it")]) from None
    return YamlFile(file, text, root)


def _decoded(file: str, content: bytes) -> str:
    if len(content) > 4 * LONGEST:
        raise Refused([Problem(f"the file is longer than {LONGEST} characters", Place(file))])
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as e:
        before = content[: e.start].decode("utf-8-sig", "replace")
        here = Place(file, before + "�", len(before), len(before) + 1)
        raise Refused([Problem("the file is not UTF-8 text", here, "save it with the encoding UTF-8")]) from None
    if len(text) > LONGEST:
        raise Refused([Problem(f"the file is longer than {LONGEST} characters", Place(file))])
    return text


def _misread(file: str, text: str, e: yaml.MarkedYAMLError) -> Problem:
    """The parser's complaint; what never ends is shown where it begins."""
    unended = e.context_mark and ("end of stream" in e.problem or "<stream end>" in e.problem)
    at = (e.context_mark if unended else e.problem_mark).index
    hint = "quotes and brackets must be closed" if unended else "indent with spaces" if text[at : at + 1] == "\t" else QUOTING
    return Problem(f"this is not YAML: {e.context + ' ' if unended else ''}{e.problem}", Place(file, text, at, at + 1), hint)


def _tree(file: str, text: str) -> Map:
    """The nodes of the file's one document, built from the parser's events without recursion."""
    problems: list[Problem] = []
    found: list[Node] = []  # the document
    open_: list[tuple[yaml.Event, list[Node]]] = [(None, found)]

    def problem(message: str, event, hint: str = "") -> Problem:
        return Problem(message, Place(file, text, event.start_mark.index, max(event.end_mark.index, event.start_mark.index + 1)), hint)

    for event in yaml.parse(text, Loader=yaml.BaseLoader):
        _plain_only(event, problem)
        match event:
            case yaml.ScalarEvent():
                open_[-1][1].append(Text(event.value, event.start_mark.index, event.end_mark.index, event.style))
            case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                if len(open_) > DEEPEST:
                    raise Refused([problem(f"nested more than {DEEPEST} levels deep", event, "a recipe needs three levels at most")])
                open_.append((event, []))
            case yaml.SequenceEndEvent():
                begin, items = open_.pop()
                open_[-1][1].append(List(tuple(items), begin.start_mark.index, event.end_mark.index))
            case yaml.MappingEndEvent():
                begin, items = open_.pop()
                entries: dict[str, tuple[Text, Node]] = {}
                for key, value in zip(items[::2], items[1::2], strict=True):
                    problems += _refused_key(file, text, entries, key)
                    if isinstance(key, Text):
                        entries.setdefault(key.value, (key, value))
                open_[-1][1].append(Map(entries, begin.start_mark.index, event.end_mark.index))
            case yaml.DocumentStartEvent() if found:
                raise Refused([problem("a second document begins here", event, "one file holds one recipe")])
    if problems:
        raise Refused(problems)
    if not found or found == [Text("", 0, 0, None)]:
        raise Refused([Problem("the file is empty", Place(file, text))])
    if not isinstance(found[0], Map):
        raise Refused([Problem("keys with values are needed here", Place(file, text, found[0].start, found[0].end), "such as   title: …")])
    return found[0]


def _plain_only(event, problem) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise Refused([problem(f"the alias *{event.anchor} is not allowed", event, "write the value out; a formula that begins with * needs quotes")])
    if getattr(event, "anchor", None):
        raise Refused([problem(f"the anchor &{event.anchor} is not allowed", event, "recipes have no anchors and aliases: write each value out")])
    if getattr(event, "tag", None):
        raise Refused([problem(f"the tag {event.tag} is not allowed", event, "recipes have no tags; text that begins with ! needs quotes")])


def _refused_key(file: str, text: str, entries: dict[str, tuple[Text, Node]], key: Node) -> Iterator[Problem]:
    here = Place(file, text, key.start, key.end)
    if not isinstance(key, Text):
        yield Problem("a key must be a word", here)
    elif key.value in entries:
        first = Place(file, text, entries[key.value][0].start)
        yield Problem(f"the key {key.value} is given twice", here, f"it stands in line {first.line} already")


def _data(node: Node) -> Data:
    match node:
        case Text():
            return node.value
        case List():
            return [_data(n) for n in node.items]
        case Map():
            return {k: _data(v) for k, (_, v) in node.entries.items()}


def _offsets(node: Text, text: str) -> list[int]:
    """The place in the file of each character of the value, and of its end.

    Quotes, escapes, folded lines and indentation are in the file and not in the value; white space matches freely.
    """
    at = node.start
    if node.style in ("|", ">"):
        at = text.index("\n", at) + 1
    elif node.style:
        at += 1
    places = []
    for c in node.value:
        if not c.isspace():
            while text[at].isspace() or (node.style == '"' and text[at] == "\\" and text[at + 1] == "\n"):
                at += 2 if text[at] == "\\" else 1
        places.append(at)
        at += _written_length(node.style, text, at)
    return [*places, min(at, len(text))]


ESCAPES = {"x": 4, "u": 6, "U": 10}


def _written_length(style: str | None, text: str, at: int) -> int:
    """How many characters of the file stand for the one character of the value that begins there."""
    if style == '"' and text[at] == "\\":
        return ESCAPES.get(text[at + 1], 2)
    return 2 if style == "'" and text[at] == "'" else 1
