"""What is written can be read: read(text(t)) is t, read(ascii(t)) is t, for every term that a formula can mean."""
from hypothesis import HealthCheck, assume, given, settings

from deriv.language.errors import FormulaError
from deriv.language.reading import read
from deriv.language.text import ascii, text
from tests.language.formulas import SYMBOLS, formulas

UNREADABLE = ("size of this cannot be told", "size inside this product", "division by zero", "I is square")
thorough = settings(max_examples=400, suppress_health_check=list(HealthCheck))


def meaning(formula: str):
    """The term, or None where I stands alone or a number is divided by zero."""
    try:
        return read(formula, SYMBOLS)
    except FormulaError as error:
        assert any(u in error.message for u in UNREADABLE), str(error)
        return None


@thorough
@given(formulas())
def test_written_and_read_back(drawn):
    formula, shape = drawn
    term = meaning(formula)
    assume(term is not None)
    assert tuple(map(str, term.shape)) == shape
    assert read(text(term), SYMBOLS) is term, text(term)
    assert read(ascii(term), SYMBOLS) is term, ascii(term)
