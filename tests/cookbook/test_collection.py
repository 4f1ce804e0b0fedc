"""The collection: recipes in a fixed order; what is wrong with one never stops the others."""
import pytest

from deriv.cookbook.collection import load
from deriv.language.errors import DerivError

RECIPE = "title: T\nfunction: x²\nwhere:\n  x: scalar\nwrt: x\n"


@pytest.fixture
def book(tmp_path):
    """Writes files below recipes/ and loads them."""

    def load_files(files: dict[str, str]):
        for name, text in files.items():
            path = tmp_path / "recipes" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        return load(tmp_path / "recipes")

    return load_files


CHAPTERS = {
    "b/_chapter.yaml": "title: First\norder: 1\nrecipes: [z]",
    "a/_chapter.yaml": "title: Second\norder: 2\nintro: Words.",
}


def test_order(book):
    collection = book({**CHAPTERS, "b/x.yaml": RECIPE, "b/z.yaml": RECIPE, "b/a.yaml": RECIPE, "a/q.yaml": RECIPE})
    assert collection.problems == ()
    assert [c.title for c in collection.chapters] == ["First", "Second"]
    assert [e.slug for e in collection.entries] == ["b/z", "b/a", "b/x", "a/q"]
    assert collection.find("a/q").file.file == "recipes/a/q.yaml"


WRONG = [  # files beside a right one; place; message; hint
    ({"b/q.yaml": RECIPE + "colour: red"}, "recipes/b/q.yaml:6:1", "unknown key colour", "the keys here are"),
    ({"b/q.yml": RECIPE, "b/q.yaml": RECIPE}, "recipes/b/q.yml:1:1", "same address as recipes/b/q.yaml", "rename"),
    ({"b/q.yaml": RECIPE, "b/Q.yaml": RECIPE}, "recipes/b/Q.yaml:1:1", "same address as recipes/b/q.yaml", "rename"),
    ({"b/q_r.yaml": RECIPE, "b/q-r.yaml": RECIPE}, "recipes/b/q_r.yaml:1:1", "same address as recipes/b/q-r.yaml", ""),
    ({"b/été.yaml": RECIPE}, "recipes/b/été.yaml:1:1", "its address on the site", "b/ete.yaml"),
    ({"b/q.yml": RECIPE}, "recipes/b/q.yml:1:1", "ends in .yaml", "rename it to b/q.yaml"),
    ({"b/q.YAML": RECIPE}, "recipes/b/q.YAML:1:1", "ends in .yaml", "rename it to b/q.yaml"),
    ({"b/∇.yaml": RECIPE}, "recipes/b/∇.yaml:1:1", "its address on the site", "lower-case letters"),
    ({"q.yaml": RECIPE}, "recipes/q.yaml:1:1", "in a chapter's folder", "recipes/<chapter>/<name>.yaml"),
    ({"b/c/q.yaml": RECIPE}, "recipes/b/c/q.yaml:1:1", "in a chapter's folder", "recipes/<chapter>/<name>.yaml"),
    ({"b/q.yaml": RECIPE + "see: b/zz"}, "recipes/b/q.yaml:6:6", "there is no recipe b/zz", "did you mean b/z?"),
    ({"b/q.yaml": RECIPE + "see: b/q"}, "recipes/b/q.yaml:6:6", "need not refer to itself", ""),
    ({"b/_chapter.yaml": "title: B\norder: one"}, "recipes/b/_chapter.yaml:2:1", "order must be a whole number", ""),
    ({"b/_chapter.yaml": "title: B\norder: 1\nrecipes: [zz]"}, "recipes/b/_chapter.yaml:3:11", "no recipe b/zz", "z?"),
    ({"c/q.yaml": RECIPE}, "recipes/c/_chapter.yaml:1:1", "the file cannot be read: No such file or directory", ""),
]


@pytest.mark.parametrize(("files", "place", "message", "hint"), WRONG, ids=[w[1] + " " + w[2] for w in WRONG])
def test_mistakes_are_told_and_the_others_kept(book, files, place, message, hint):
    collection = book({**CHAPTERS, "b/z.yaml": RECIPE, **files})
    (problem,) = collection.problems
    assert str(problem.place) == place
    assert message in problem.message
    assert hint in problem.hint
    assert "b/z" in [e.slug for e in collection.entries]


@pytest.mark.parametrize("name", ["b/link.yaml", "b/_chapter.yaml"])
def test_a_link_out_of_the_folder_is_not_read(book, tmp_path, name):
    (tmp_path / "secret").write_text("root:x:0:0")
    link = tmp_path / "recipes" / name
    link.parent.mkdir(parents=True)
    link.symlink_to(tmp_path / "secret")
    files = {f: text for f, text in {**CHAPTERS, "b/z.yaml": RECIPE}.items() if f != name}
    (problem,) = book(files).problems
    assert str(problem.place) == f"recipes/{name}:1:1"
    assert "leads out of the folder" in problem.message
    assert "root" not in str(problem)


def test_a_link_inside_the_folder_is_a_recipe(book, tmp_path):
    (tmp_path / "recipes" / "a").mkdir(parents=True)
    (tmp_path / "recipes" / "a" / "y.yaml").symlink_to(tmp_path / "recipes" / "b" / "z.yaml")
    collection = book({**CHAPTERS, "b/z.yaml": RECIPE})
    assert collection.problems == ()
    assert [e.slug for e in collection.entries] == ["b/z", "a/y"]


def test_a_link_to_nothing_is_told(book, tmp_path):
    (tmp_path / "recipes" / "b").mkdir(parents=True)
    (tmp_path / "recipes" / "b" / "q.yaml").symlink_to("gone.yaml")
    (problem,) = book({**CHAPTERS, "b/z.yaml": RECIPE}).problems
    assert "cannot be read" in problem.message


def test_a_missing_folder(tmp_path):
    with pytest.raises(DerivError, match="there is no folder"):
        load(tmp_path / "recipes")
