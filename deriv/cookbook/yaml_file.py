"""YAML read as text with places: every key and every value knows where in its file it stands.

All scalars stay the text that was typed (`no`, `1e3`, `2`): what they mean is decided by the model they are read into.
Recipes need no anchors, aliases or tags, so these are refused, and with them everything that can harm.
"""
from __future__ import annotations

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
        if not isinstance(node, Text):
            return Place(self.file, self.text, node.start, node.end)
        offsets = _offsets(node, self.text)
        last = len(offsets) - 1
        first, stop = offsets[min(start, last)], last if end is None else min(end, last)
        return Place(self.file, self.text, first, max(first, offsets[stop - 1] if stop else 0) + 1)

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
        return YamlFile(file, text, _Composer(file, text).compose())
    except yaml.MarkedYAMLError as e:
        raise _misread(file, text, e) from None
    except yaml.reader.ReaderError as e:
        here = Place(file, text, e.position, e.position + 1)
        said = f"the character U+{ord(text[e.position]):04X} cannot stand in a YAML file"
        raise Refused.one(said, here, "delete it") from None


def _decoded(file: str, content: bytes) -> str:
    too_long = Refused.one(f"the file is longer than {LONGEST} characters", Place(file))
    if len(content) > 4 * LONGEST:
        raise too_long
    try:
        text = content.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as e:
        before = content[: e.start].decode("utf-8-sig", "replace")
        here = Place(file, before + "�", len(before), len(before) + 1)
        raise Refused.one("the file is not UTF-8 text", here, "save it with the encoding UTF-8") from None
    if len(text) > LONGEST:
        raise too_long
    return text


def _misread(file: str, text: str, e: yaml.MarkedYAMLError) -> Refused:
    """The parser's complaint; what never ends is shown where it begins."""
    said, at, hint = e.problem, e.problem_mark.index, QUOTING
    if e.context_mark and ("end of stream" in said or "<stream end>" in said):
        said, at, hint = f"{e.context} {said}", e.context_mark.index, "quotes and brackets must be closed"
    elif text[at : at + 1] == "\t":
        hint = "indent with spaces"
    return Refused.one(f"this is not YAML: {said}", Place(file, text, at, at + 1), hint)


class _Composer:
    """Makes nodes of the parser's events, without recursion."""

    def __init__(self, file: str, text: str):
        self.file, self.text = file, text
        self.twice: list[Problem] = []

    def place(self, start: int, end: int) -> Place:
        return Place(self.file, self.text, start, max(end, start + 1))

    def compose(self) -> Map:
        documents: list[Node] = []
        levels: list[tuple[yaml.Event | None, list[Node]]] = [(None, documents)]  # what is open, with what is in it
        for event in yaml.parse(self.text, Loader=yaml.BaseLoader):
            here = self.place(event.start_mark.index, event.end_mark.index)
            _refuse_magic(event, here)
            match event:
                case yaml.DocumentStartEvent() if documents:
                    raise Refused.one("a second document begins here", here, "one file holds one recipe")
                case yaml.ScalarEvent():
                    levels[-1][1].append(Text(event.value, event.start_mark.index, event.end_mark.index, event.style))
                case yaml.SequenceStartEvent() | yaml.MappingStartEvent():
                    levels.append((event, []))
                    if len(levels) > DEEPEST + 1:
                        raise Refused.one(f"nested more than {DEEPEST} levels deep", here, "three levels are enough")
                case yaml.SequenceEndEvent() | yaml.MappingEndEvent():
                    begin, inside = levels.pop()
                    start, end = begin.start_mark.index, event.end_mark.index
                    is_list = isinstance(event, yaml.SequenceEndEvent)
                    node = List(tuple(inside), start, end) if is_list else Map(self.entries(inside), start, end)
                    levels[-1][1].append(node)
        if self.twice:
            raise Refused(self.twice)
        return self.checked(documents)

    def entries(self, inside: list[Node]) -> dict[str, tuple[Text, Node]]:
        """Keys and values, which stand one after the other."""
        found: dict[str, tuple[Text, Node]] = {}
        for key, value in zip(inside[::2], inside[1::2], strict=True):
            here = self.place(key.start, key.end)
            if not isinstance(key, Text):
                raise Refused.one("a key must be a word", here)
            if key.value in found:
                line = self.place(found[key.value][0].start, 0).line
                self.twice.append(Problem(f"the key {key.value} is given twice", here, f"line {line} has it already"))
            found.setdefault(key.value, (key, value))
        return found

    def checked(self, documents: list[Node]) -> Map:
        if not documents or documents == [Text("", 0, 0, None)]:
            raise Refused.one("the file is empty", self.place(0, 0))
        if not isinstance(documents[0], Map):
            here = self.place(documents[0].start, documents[0].end)
            raise Refused.one("keys with values are needed here", here, "such as   title: …")
        return documents[0]


def _refuse_magic(event: yaml.Event, here: Place) -> None:
    """Raises Refused for what makes a YAML file more than text."""
    if isinstance(event, yaml.AliasEvent):
        hint = "write the value out; a formula that begins with * needs quotes"
        raise Refused.one(f"the alias *{event.anchor} is not allowed", here, hint)
    if anchor := getattr(event, "anchor", None):
        hint = "recipes have no anchors and aliases: write each value out"
        raise Refused.one(f"the anchor &{anchor} is not allowed", here, hint)
    if tag := getattr(event, "tag", None):
        hint = "recipes have no tags; text that begins with ! needs quotes"
        raise Refused.one(f"the tag {tag} is not allowed", here, hint)


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
