"""What a recipe expects is compared with what is derived: differentials too, written with the direction."""
import pytest

from deriv.cookbook.collection import load_one
from deriv.cookbook.places import Refused
from deriv.cookbook.working import work

RECIPE = "title: T\nfunction: {}\nwhere:\n  X: invertible matrix(n, n)\n  A: matrix(n, n)\nwrt: X\nexpect: {}\n"


def worked(tmp_path, function, expected):
    path = tmp_path / "recipe.yaml"
    path.write_text(RECIPE.format(function, expected), encoding="utf-8")
    return work(load_one(path))


RIGHT = [("X⁻¹", "−X⁻¹UX⁻¹"), ("AX²", "A(UX + XU)"), ("AXᵀ", "AUᵀ"), ("tr(AX)", "Aᵀ")]


@pytest.mark.parametrize(("function", "expected"), RIGHT)
def test_the_answer_that_is_expected(tmp_path, function, expected):
    assert worked(tmp_path, function, expected).derivations


WRONG = [("X⁻¹", "−UX⁻²"), ("AX²", "2AXU"), ("AXᵀ", "AU"), ("tr(AX)", "A")]


@pytest.mark.parametrize(("function", "expected"), WRONG)
def test_another_answer(tmp_path, function, expected):
    with pytest.raises(Refused, match="expected: .*; derived: "):
        worked(tmp_path, function, expected)
