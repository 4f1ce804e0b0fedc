"""The rows of the Matrix Cookbook: each is derived and checked, or refused with a reason; the number only grows."""
from pathlib import Path

import pytest

from deriv.cookbook.coverage import Coverage, book_beside, covered
from deriv.cookbook.document import Link, Table, parts
from deriv.cookbook.exposition import coverage_page, summary
from deriv.cookbook.places import Refused
from deriv.publish.plain import said

BOOK = book_beside(Path(__file__).parents[2] / "recipes")
DERIVED, REAL, COMPLEX = 235, 237, 45


@pytest.fixture(scope="module")
def coverage():
    return Coverage(BOOK, tuple(map(covered, BOOK.rows)))


def test_as_many_rows_are_derived_as_ever(coverage):
    derived, refused, complex_rows = coverage.counts
    assert derived >= DERIVED, [(c.row.eq, c.row.function, c.refused) for c in coverage.covered if c.refused]
    assert (derived + refused, complex_rows) == (REAL, COMPLEX)


def test_what_is_not_derived_has_a_reason(coverage):
    for c in coverage.covered:
        assert (c.derivation is None) == bool(c.refused)
        assert "fails its check" not in c.refused
        assert not c.row.complex or c.derivation is None


def test_the_page_has_every_row(coverage):
    page = coverage_page(coverage, ())
    tables = [p for p in parts(page) if isinstance(p, Table)]
    assert [len(t.rows) for t in tables] == [len(s.rows) for s in BOOK.sections]
    rows = [row for t in tables for row in t.rows]
    assert sum(said(verdict) == "derived" for *_, verdict in rows) == coverage.counts[0]
    assert sum(said(verdict) == "refused" for *_, verdict in rows) == sum(coverage.counts[1:])
    assert str(coverage.counts[0]) in said(summary(coverage))


def test_a_row_leads_to_the_recipe_that_derives_the_same(coverage):
    from deriv.cookbook.collection import load

    entries = load(Path(__file__).parents[2] / "recipes").entries
    links = {p.target for p in parts(coverage_page(coverage, entries)) if isinstance(p, Link)}
    assert {"trace/axb", "matrix/bilinear-form", "vector/quadratic-form"} <= links <= {e.slug for e in entries}


def test_a_folder_without_a_book(tmp_path):
    assert book_beside(tmp_path) is None


def test_a_mistake_in_the_file_is_told_at_its_place(tmp_path):
    text = "title: T\ncitation: C\nintro: I\nsections:\n  - title: S\n    rows:\n      - {eq: 1, function: x, wrt: x}\n"
    (tmp_path / "_coverage.yaml").write_text(text)
    with pytest.raises(Refused, match=r"_coverage.yaml:7:9: the key where is missing"):
        book_beside(tmp_path)
