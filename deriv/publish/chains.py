"""The chains that the rows of a derivation make: those whose signs stand one below the other."""
from __future__ import annotations

from collections.abc import Iterable

from ..cookbook.document import Row


def chains(rows: Iterable[Row]) -> list[list[Row]]:
    """f(X + εU) = … = … is a chain; so are replacements p → …, q → …, one after the other."""
    found: list[list[Row]] = []
    for row in rows:
        if found and (row.left is None or _alike(found[-1][-1], row)):
            found[-1].append(row)
        else:
            found.append([row])
    return found


def _alike(before: Row, row: Row) -> bool:
    return before.left is not None and before.relation == row.relation == "→"
