"""YAML read as text with places, and all that a file of recipes may not hold."""
import re

import pytest

from deriv.cookbook.faults import fit
from deriv.cookbook.places import Refused
from deriv.cookbook.recipe import Recipe, schema
from deriv.cookbook.yaml_file import DEEPEST, LONGEST, parse


def read(text: str):
    return parse("r.yaml", text.encode())


# Each file has one ★ inside the value of `f`; the place of that character of the value must be the place in the file.
PLACES = {
    "plain": "f: a + ★",
    "plain over two lines": "f: a +\n  b + ★",
    "single quotes": "f: 'a''b ★'",
    "double quotes": 'f: "a \\u1d40 \\"b\\" \\\\ ★"',
    "escaped line end": 'f: "a \\\n   b ★"',
    "literal block": "f: |\n  a\n    b ★\n",
    "literal block with a blank line": "f: |\n  a\n\n  b ★\n",
    "folded block": "f: >-\n   a\n   b ★\n",
    "flow map": "{e: x, f: a ★}",
    "after wide characters": "f: 𝟏ᵀx − ★",
    "after a byte order mark": "\ufeff# a remark\nf: ★",
    "after carriage returns": "e: x\r\nf: a\r\n  ★",
}


@pytest.mark.parametrize("text", PLACES.values(), ids=PLACES)
def test_a_character_of_a_value_has_its_place(text):
    file = read(text)
    at = file.data["f"].index("★")
    place = file.place(("f",), at, at + 1)
    assert file.text[place.start : place.end] == "★"
    before = re.split(r"\r?\n", text.removeprefix("\ufeff").split("★")[0])
    assert (place.line, place.column) == (len(before), len(before[-1]) + 1)


def test_the_end_of_a_value_has_a_place():
    for text, column in {"f: abc": 7, "f: 'abc'": 8, "f: ''": 5}.items():
        file = read(text)
        assert file.place(("f",), len(file.data["f"])).column == column, text


def test_values_stay_as_typed():
    assert read("a: no\nb: 1e3\nc: 0x10\nd: 12:30\ne: ~\nf: [2, on]").data == {
        "a": "no", "b": "1e3", "c": "0x10", "d": "12:30", "e": "~", "f": ["2", "on"],
    }


BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\nd: [*c, *c]"
NOT_YAML = {  # text: (line, column, message, hint)
    BOMB: (1, 4, "the anchor &a is not allowed", "write each value out"),
    "f: *X": (1, 4, "the alias *X is not allowed", "a formula that begins with * needs quotes"),
    "f: !!python/object/apply:os.system [ls]": (1, 4, "python/object/apply:os.system is not allowed", "no tags"),
    "f: !x y": (1, 4, "the tag !x is not allowed", "needs quotes"),
    "a: 1\nb: 2\na: 3": (3, 1, "the key a is given twice", "line 1"),
    "x: {a: 1, a: 2}": (1, 11, "the key a is given twice", "line 1"),
    "? [a]\n: b": (1, 3, "a key must be a word", ""),
    "": (1, 1, "the file is empty", ""),
    "# nothing": (1, 1, "the file is empty", ""),
    "- a": (1, 1, "keys with values are needed here", "title: …"),
    "just words": (1, 1, "keys with values are needed here", "title: …"),
    "a: 1\n---\nb: 2": (2, 1, "a second document begins here", "one file holds one recipe"),
    "a: " + "[" * 100_000: (1, 4 + DEEPEST - 1, f"nested more than {DEEPEST} levels deep", "three levels are enough"),
    "a: 1\nf: |X|": (2, 5, "expected chomping or indentation indicators", "needs quotes"),
    "f: a: b": (1, 5, "mapping values are not allowed here", "needs quotes"),
    "f: 'a": (1, 4, "found unexpected end of stream", "must be closed"),
    "f: {a: 1": (1, 4, "but got '<stream end>'", "must be closed"),
    "a:\n\tb: 1": (2, 1, "cannot start any token", "indent with spaces"),
    "a: \x07": (1, 4, "the character U+0007 cannot stand in a YAML file", "delete it"),
    "a: " + "x" * LONGEST: (1, 1, f"the file is longer than {LONGEST} characters", ""),
}


@pytest.mark.parametrize("text", NOT_YAML, ids=lambda t: t[:20])
def test_what_is_not_read(text):
    line, column, message, hint = NOT_YAML[text]
    with pytest.raises(Refused) as refused:
        read(text)
    (problem,) = refused.value.problems
    assert (problem.place.line, problem.place.column) == (line, column)
    assert message in problem.message
    assert hint in problem.hint


def test_what_is_not_utf8_is_said_where():
    with pytest.raises(Refused) as refused:
        parse("r.yaml", b"title: x\nf: \xe1\xb5 y")
    assert str(refused.value).startswith("r.yaml:2:4: the file is not UTF-8 text\n")


RIGHT = {"title": "T", "function": "x", "where": "{x: scalar}", "wrt": "x"}

MISFITS = [  # a changed line, and the problem: column, message, hint
    ("titel: T", 1, "unknown key titel", "did you mean title?"),
    ("colour: red", 1, "unknown key colour", "the keys here are title, function, "),
    ("title: ''", 1, "title is empty", ""),
    ("title: [a]", 1, "title must be text", "needs quotes"),
    ("title: 'a\n\n  b'", 1, "title must stand on one line", ""),
    (f"title: {'x' * 201}", 1, "title is longer than 200 characters", ""),
    ("where: [x]", 1, "where must be a map of names", "one line for each name"),
    ("wrt: []", 1, "wrt is empty", ""),
    ("wrt: {x: 1}", 6, "an entry of wrt must be text", "needs quotes"),
    ("method: epsilom", 9, "method cannot be epsilom", "it is epsilon, limit, "),
    ("order: 3", 8, "order cannot be 3", "it is 1 or 2"),
    ("layout: wide", 9, "layout cannot be wide", "denominator or numerator"),
    ("sources: [{locator: p. 3}]", 11, "the key citation is missing", "the work"),
    ("sources: [{citation: B, locater: p. 3}]", 25, "unknown key locater", "did you mean locator?"),
    ("sources: [a book]", 11, "an entry of sources must be a map of keys", "citation: …"),
    ("expect: {nominator: x}", 10, "unknown key nominator", "did you mean denominator?"),
    ("expect: {}", 9, "an expected answer needs denominator: or numerator:", ""),
]


@pytest.mark.parametrize(("line", "column", "message", "hint"), MISFITS, ids=[m[2] for m in MISFITS])
def test_what_is_not_a_recipe(line, column, message, hint):
    key = line.split(":")[0]
    replaced = {"titel": "title"}.get(key, key)
    others = [f"{k}: {v}" for k, v in RIGHT.items() if k != replaced]
    with pytest.raises(Refused) as refused:
        fit(Recipe, read("\n".join([*others, line])))
    (problem,) = refused.value.problems
    assert (problem.place.line, problem.place.column) == (len(others) + 1, column)
    assert problem.message == message
    assert hint in problem.hint


def test_all_problems_at_once_in_the_order_of_the_file():
    with pytest.raises(Refused) as refused:
        fit(Recipe, read("title: ''\ncolour: red\nwhere: x\n"))
    messages = [p.message for p in refused.value.problems]
    missing = ["the key function is missing", "the key wrt is missing"]
    assert messages == ["title is empty", *missing, "unknown key colour", "where must be a map of names"]


def test_one_is_a_list_of_one():
    recipe = fit(Recipe, read("title: T\nfunction: x\nwhere: {x: scalar}\nwrt: x\nnotes: N\nexpect: 1\nsee: a/b"))
    assert (recipe.wrt, recipe.notes, recipe.see) == (("x",), ("N",), ("a/b",))
    assert recipe.expect[0].formulas == {"result": "1"}


def test_the_schema_names_every_key_and_explains_it():
    published = schema()
    assert set(published["properties"]) == set(Recipe.model_fields)
    assert set(published["required"]) == {"title", "function", "where", "wrt"}
    assert all(p.get("description") for p in published["properties"].values())
    assert published["additionalProperties"] is False
