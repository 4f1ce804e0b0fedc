"""python -m tests.bench.coverage: time and lines for each row of the Matrix Cookbook, beside the limits."""

from __future__ import annotations

import statistics
import sys

from deriv.calculus.epsilon import derive
from deriv.checking.check import check
from deriv.cookbook.coverage import book_beside, covered
from deriv.language.reading import declare, read
from tests.bench.run import RECIPES, median

ROUNDS = 3
SLOWEST = 5
LINES = 12  # that a reader likes to read
LIMITS = {"derive": 5.0, "check": 10.0, "tr((AX)^7)": 5.0}  # medians, in milliseconds


def main() -> int:
    rows = [c for row in book_beside(RECIPES).rows if (c := covered(row)).derivation]
    measured = [(*_times(c.row, c.derivation), len(c.derivation.lines), c.row) for c in rows]
    found = {
        "derive": statistics.median(m[0] for m in measured),
        "check": statistics.median(m[1] for m in measured),
        "tr((AX)^7)": _power(),
    }
    print(f"{'median of ' + str(len(rows)) + ' rows':36}{'ms':>10}{'limit':>10}{'ratio':>7}")
    for what, limit in LIMITS.items():
        print(f"{what:36}{found[what]:10.2f}{limit:10.2f}{found[what] / limit:7.2f}")
    print(f"\n{'slowest':36}{'derive ms':>10}{'check ms':>10}{'lines':>7}")
    for derived, checked, lines, row in sorted(measured, key=lambda m: -m[0])[:SLOWEST]:
        print(f"{row.eq + '  ' + row.function:36.35}{derived:10.2f}{checked:10.2f}{lines:7}")
    long = [m for m in measured if m[2] > LINES]
    print(f"\n{len(long)} rows have more than {LINES} lines")
    for derived, checked, lines, row in long:
        print(f"{row.eq + '  ' + row.function:36.35}{derived:10.2f}{checked:10.2f}{lines:7}")
    return 0


def _times(row, d) -> tuple[float, float]:
    def again():
        return derive(d.function, d.variable, name=d.name.data[0], order=row.order, structure=row.structure)

    return median(again, ROUNDS), median(lambda: check(d), ROUNDS)


def _power() -> float:
    symbols = {name: declare(name, "matrix(n, n)") for name in "AX"}
    function = read("tr((AX)^7)", symbols)
    return median(lambda: derive(function, symbols["X"]))


if __name__ == "__main__":
    sys.exit(main())
