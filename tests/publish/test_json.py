"""Documents as JSON: there and back, and nothing else is taken."""
import json

import pytest

from deriv.cookbook.document import Code, Document, Fold, Math, Paragraph, Row, Table, Text
from deriv.language.errors import DerivError
from deriv.publish.json import dumps, from_dict, loads, to_dict
from tests.publish.latex_documents import HOSTILE, LOGDET, PAGES, RULE

STEPS = Document("x", "X", (Fold((Code("a"),), (Table(((),), (((Text("b"),),),)),)),))


@pytest.mark.parametrize("document", [*PAGES, RULE, HOSTILE, STEPS], ids=lambda d: d.slug)
def test_there_and_back(document):
    assert loads(dumps(document)) == document
    assert dumps(loads(dumps(document))) == dumps(document)


def test_form():
    row = Row(None, "=", Math(r"\mathbf{X}", "X"), (Text("so"),), ok=False)
    assert to_dict(row) == {
        "type": "row", "left": None, "relation": "=", "right": {"type": "math", "tex": r"\mathbf{X}", "text": "X"},
        "reason": [{"type": "text", "text": "so"}], "ok": False,
    }
    assert to_dict(Paragraph(())) == {"type": "paragraph", "words": []}


def test_types_are_named_and_text_stays_readable():
    data = json.loads(dumps(LOGDET))
    assert data["type"] == "document"
    assert {b["type"] for b in data["blocks"]} >= {
        "heading", "paragraph", "note", "aligned", "table", "source", "bullets", "download",
    }
    assert "X⁻ᵀ" in dumps(LOGDET)


@pytest.mark.parametrize(("text", "message"), [
    ("{", "not JSON: line 1, column 2"),
    ("[]", "holds no document"),
    ('{"type": "text", "text": "a"}', "holds no document"),
    ('{"type": "image"}', "no part of a document has the type 'image'"),
    ('{"type": ["text"]}', "no part of a document has the type"),
    ('{"slug": "a"}', "the type None"),
    ('{"type": "document", "slug": "a", "title": "b"}', "a document needs blocks"),
    ('{"type": "document", "slug": "a", "title": "b", "blocks": [], "colour": "red"}', "a document has no colour"),
])
def test_refused(text, message):
    with pytest.raises(DerivError, match=message.replace("[", r"\[")):
        loads(text)


def test_from_dict_takes_parts():
    assert from_dict([{"type": "text", "text": "a"}]) == (Text("a"),)
