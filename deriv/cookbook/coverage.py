"""How much of a book is derived: each of its derivatives tried, with the derivation or the reason why there is none."""
from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from ..calculus.derivation import Derivation
from ..calculus.epsilon import derive_by_each
from ..calculus.epsilon.naming import first_free, names_for_function
from ..checking.check import check
from ..language.errors import DerivError
from ..language.names import canonical
from ..language.reading import declare, read
from ..language.structures import kept_by
from ..language.terms import Term
from .collection import COVERAGE_FILE
from .faults import fit
from .recipe import CoverageFile, CoveredRow
from .yaml_file import parse

COMPLEX = "deriv derives functions of real variables"


@dataclass(frozen=True)
class Covered:
    """A row with what came of it: the function as far as it can be read, and a derivation that holds or a reason."""

    row: CoveredRow
    function: Term | None
    derivation: Derivation | None
    refused: str


@dataclass(frozen=True)
class Coverage:
    """A book and all its rows."""

    book: CoverageFile
    covered: tuple[Covered, ...]

    @property
    def counts(self) -> tuple[int, int, int]:
        """How many rows are derived and checked; how many are refused, of real variables and of complex ones."""
        derived = sum(1 for c in self.covered if c.derivation)
        complex_rows = sum(1 for c in self.covered if c.row.complex)
        return derived, len(self.covered) - derived - complex_rows, complex_rows


def book_beside(folder: Path) -> CoverageFile | None:
    """The book whose rows stand beside the recipes; None where there is no such file."""
    path = folder / COVERAGE_FILE
    return fit(CoverageFile, parse(f"{folder.name}/{path.name}", path.read_bytes())) if path.is_file() else None


def covered(row: CoveredRow) -> Covered:
    """The row worked out."""
    function = None
    try:
        if row.complex:
            raise DerivError(COMPLEX)
        symbols = _symbols(row)
        function = read(row.function, symbols)
        return Covered(row, function, _derived(row, function, symbols), "")
    except DerivError as e:
        return Covered(row, function, None, e.message)


def _symbols(row: CoveredRow) -> dict[str, Term]:
    symbols = {canonical(name): declare(name, said) for name, said in row.where.items()}
    variable = canonical(row.wrt)
    return symbols | ({variable: kept_by(symbols[variable], row.structure)} if row.structure else {})


def _derived(row: CoveredRow, function: Term, symbols: dict[str, Term]) -> Derivation:
    name = first_free(names_for_function(function), set(symbols))
    variables = (symbols[canonical(row.wrt)],)
    (derivation,) = derive_by_each(function, variables, name=name, order=row.order, structure=row.structure)
    verdict = check(derivation).verdict
    if not verdict.ok:
        failed = "fails its check" if verdict.ok is False else "could not be checked"
        raise DerivError(f"the derivation {failed}: {verdict.why}")
    return derivation
