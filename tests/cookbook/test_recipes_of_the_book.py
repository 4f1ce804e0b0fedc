"""The book's own recipes: all there, derived, checked, giving the answers that their sources give, and well written."""
from pathlib import Path

import pytest

from deriv.cookbook.collection import load
from deriv.cookbook.style import remarks
from deriv.cookbook.working import work

BOOK = load(Path(__file__).parent.parent.parent / "recipes")

LECTURES = {  # a row of the lectures: its recipe
    "chain-rule-nested": "scalar/chain-rule-nested",
    "chain-rule-power": "scalar/chain-rule-power",
    "exponential-scaled": "scalar/exponential-scaled",
    "exponential-base-a": "scalar/exponential-base-a",
    "partials-two-variables": "scalar/partials-two-variables",
    "quadratic-plus-linear": "vector/quadratic-plus-linear",
    "linear-form-left": "vector/linear-form-left",
    "linear-form-right": "vector/linear-form-right",
    "quadratic-form": "vector/quadratic-form",
    "weighted-least-squares": "vector/weighted-least-squares",
    "squared-bilinear-residual": "matrix/squared-bilinear-residual",
    "trace-axb": "trace/axb",
    "bilinear-form": "matrix/bilinear-form",
    "inverse-bilinear-form": "inverse/inverse-bilinear-form",
    "log-determinant": "determinant/log-determinant",
    "gp-marginal-likelihood": "learning/gp-marginal-likelihood",
    "affine-residual": "norm/affine-residual",
}
EXEMPLARS = [
    "determinant/log-determinant",
    "vector/rayleigh-quotient",
    "learning/softmax-cross-entropy",
    "learning/two-layer-network",
    "trace/power",
    "determinant/regularised-log-determinant",
]
MISPRINTED = {"determinant/log-determinant", "norm/affine-residual"}


def test_every_recipe_is_read():
    assert BOOK.problems == ()
    assert all(chapter.intro for chapter in BOOK.chapters)
    assert [c.order for c in BOOK.chapters] == sorted({c.order for c in BOOK.chapters})


def test_the_lectures_and_the_exemplars_are_in_it():
    assert {*LECTURES.values(), *EXEMPLARS} <= {e.slug for e in BOOK.entries}


def test_misprints_of_the_sources_are_noted():
    assert {e.slug for e in BOOK.entries if any(s.printed for s in e.recipe.sources)} == MISPRINTED


def test_style():
    assert [str(r) for r in remarks(BOOK.entries)] == []


@pytest.mark.parametrize("entry", BOOK.entries, ids=lambda e: e.slug)
def test_each_is_derived_and_checked_and_gives_the_known_answer(entry):
    assert len(entry.expected) == len(entry.variables)
    worked = work(entry)
    assert all(c.verdict.ok and c.verdict.error < 1e-6 for c in worked.checked)
    assert [d.variable for d in worked.derivations] == [*entry.variables]
