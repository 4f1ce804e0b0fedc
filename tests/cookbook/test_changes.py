"""What is marked as new in a line; a long sum is marked summand by summand, so that its line can be broken."""
import pytest

from deriv.cookbook.exposition.changes import changed
from deriv.language.operators import EPS
from deriv.language.reading import read
from tests.language.symbols import declared

NAMES = declared("A B X U: matrix(n, n)", "s t: scalar") | {"ε": EPS}
CHANGED = [  # before, after, what is new
    ("s + t", "s + 2t", ["2t"]),
    ("tr(AX)", "tr(A(X + εU))", ["X + εU"]),
    ("tr(A(X + εU))", "tr(AX) + ε tr(AU)", ["ε tr(AU)"]),
    ("tr(AXBX)", "tr(AXBX) + ε(tr(AUBX) + tr(AXBU))", ["tr(AUBX)", "tr(AXBU)"]),
]


@pytest.mark.parametrize(("before", "after", "new"), CHANGED)
def test_what_is_new(before, after, new):
    assert [str(t) for t in changed(read(before, NAMES), read(after, NAMES))] == new
