"""Document ↔ JSON. Every part is an object whose "kind" names its class; fields at their default are left out."""
from __future__ import annotations

import json
from dataclasses import MISSING, fields
from functools import cache
from typing import Any, get_args

from ..cookbook.document import Block, Document, Inline, Row
from ..language.errors import DerivError

KINDS = {cls.__name__.lower(): cls for cls in (Document, Row, *get_args(Block), *get_args(Inline))}


def to_dict(part: Any) -> Any:
    """A Document, or any part of one, as dictionaries, lists, strings, numbers and truth values."""
    if isinstance(part, tuple):
        return [to_dict(p) for p in part]
    if type(part) not in KINDS.values():
        return part
    kept = {f.name: to_dict(getattr(part, f.name)) for f in fields(part) if getattr(part, f.name) != f.default}
    return {"kind": type(part).__name__.lower(), **kept}


def from_dict(data: Any) -> Any:
    """The Document, or the part of one, that `to_dict` gave this for."""
    if isinstance(data, list):
        return tuple(from_dict(d) for d in data)
    if not isinstance(data, dict):
        return data
    kind = data.get("kind")
    if kind not in KINDS:
        raise DerivError(f"no part of a document is of kind {kind!r}", "the kinds are " + ", ".join(KINDS))
    known, required = _fields(kind)
    given = data.keys() - {"kind"}
    if unknown := given - known:
        raise DerivError(f"a {kind} has no {', '.join(sorted(unknown))}", "its fields are " + ", ".join(sorted(known)))
    if missing := required - given:
        raise DerivError(f"a {kind} needs {', '.join(sorted(missing))}")
    return KINDS[kind](**{name: from_dict(data[name]) for name in given})


def dumps(document: Document) -> str:
    """The Document as JSON text, the same to the byte for the same Document."""
    return json.dumps(to_dict(document), ensure_ascii=False, indent=1) + "\n"


def loads(text: str) -> Document:
    try:
        document = from_dict(json.loads(text))
    except json.JSONDecodeError as error:
        raise DerivError(f"not JSON: line {error.lineno}, column {error.colno}: {error.msg}") from None
    if not isinstance(document, Document):
        raise DerivError("this JSON holds no document", 'its "kind" must be "document"')
    return document


@cache
def _fields(kind: str) -> tuple[frozenset[str], frozenset[str]]:
    """All fields of a kind, and those without a default."""
    of = fields(KINDS[kind])
    return frozenset(f.name for f in of), frozenset(f.name for f in of if f.default is MISSING)
