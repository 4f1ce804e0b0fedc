"""Document ↔ JSON. Every part is an object whose "type" names its class; fields at their default are left out."""
from __future__ import annotations

import json
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_args

from ..cookbook.document import Block, Document, Inline, Row
from ..language.errors import DerivError

TYPES = {cls.__name__.lower(): cls for cls in (Document, Row, *get_args(Block), *get_args(Inline))}


def to_dict(part: Any) -> Any:
    """A Document, or any part of one, as dictionaries, lists, strings, numbers and truth values."""
    if isinstance(part, tuple):
        return [to_dict(p) for p in part]
    if type(part) not in TYPES.values():
        return part
    kept = {f.name: to_dict(getattr(part, f.name)) for f in fields(part) if getattr(part, f.name) != f.default}
    return {"type": type(part).__name__.lower(), **kept}


def from_dict(data: Any) -> Any:
    """The Document, or the part of one, that `to_dict` gave this for."""
    if isinstance(data, list):
        return tuple(from_dict(d) for d in data)
    if not isinstance(data, dict):
        return data
    name = data.get("type")
    if not isinstance(name, str) or name not in TYPES:
        raise DerivError(f"no part of a document has the type {name!r}", "the types are " + ", ".join(TYPES))
    known, required = _fields(name)
    given = data.keys() - {"type"}
    if unknown := given - known:
        raise DerivError(f"a {name} has no {', '.join(sorted(unknown))}", "its fields are " + ", ".join(sorted(known)))
    if missing := required - given:
        raise DerivError(f"a {name} needs {', '.join(sorted(missing))}")
    return TYPES[name](**{field: from_dict(data[field]) for field in given})


def dumps(document: Document) -> str:
    """The Document as JSON text, the same to the byte for the same Document."""
    return json.dumps(to_dict(document), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Document:
    try:
        document = from_dict(json.loads(text))
    except json.JSONDecodeError as error:
        raise DerivError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    if not isinstance(document, Document):
        raise DerivError("this JSON holds no document", 'its "type" must be "document"')
    return document


@cache
def _fields(name: str) -> tuple[frozenset[str], frozenset[str]]:
    """All fields of a type, and those without a default."""
    of = fields(TYPES[name])
    return frozenset(f.name for f in of), frozenset(f.name for f in of if f.default is MISSING)
