"""python -m tests.bench.run: deriving and checking each recipe, beside SymPy's bare diff where that is right."""

from __future__ import annotations

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from deriv.calculus.epsilon import derive
from deriv.checking.check import check
from deriv.cookbook.collection import load

ROUNDS = 15
RECIPES = Path(__file__).parents[2] / "recipes"


def forget() -> None:
    """Nothing that an earlier round has worked out may help the next: every cache of the engine is emptied."""
    for name, module in list(sys.modules.items()):
        if name.startswith(("deriv.calculus", "deriv.language", "deriv.checking")):
            for value in list(vars(module).values()):
                if (
                    hasattr(value, "cache_clear")
                    and getattr(value, "__module__", "") == name
                    and "rules.functions" not in name
                    and "reading" not in name
                ):
                    value.cache_clear()


def median(run: Callable[[], object], rounds: int = ROUNDS) -> float:
    """The median processor time in milliseconds, with nothing known before."""
    times = []
    for _ in range(rounds):
        forget()
        begin = time.process_time()
        run()
        times.append(time.process_time() - begin)
    return 1000 * statistics.median(times)


def sympy_cases() -> dict[str, tuple[Callable[[], object], str, str, dict[str, str]]]:
    """Functions for which SymPy 1.14 gives a right answer: its call, and ours."""
    import sympy as sp

    m, n, p, q = sp.symbols("m n p q", integer=True, positive=True)
    A, X, B, C = (
        sp.MatrixSymbol("A", p, m),
        sp.MatrixSymbol("X", m, n),
        sp.MatrixSymbol("B", n, p),
        sp.MatrixSymbol("C", p, q),
    )
    M, x, a, D = (
        sp.MatrixSymbol("M", n, n),
        sp.MatrixSymbol("x", n, 1),
        sp.MatrixSymbol("a", n, 1),
        sp.MatrixSymbol("B", n, q),
    )
    R = A * X * D + C
    return {
        "tr(AXB)": (
            lambda: sp.Trace(A * X * B).diff(X),
            "tr(AXB)",
            "X",
            {"A": "matrix(p, m)", "X": "matrix(m, n)", "B": "matrix(n, p)"},
        ),
        "xᵀMx + aᵀx": (
            lambda: (x.T * M * x + a.T * x).diff(x),
            "xᵀMx + aᵀx",
            "x",
            {"M": "matrix(n, n)", "x": "vector(n)", "a": "vector(n)"},
        ),
        "‖AXB + C‖²": (
            lambda: sp.Trace(R.T * R).diff(X),
            "‖AXB + C‖²_F",
            "X",
            {"A": "matrix(p, m)", "X": "matrix(m, n)", "B": "matrix(n, q)", "C": "matrix(p, q)"},
        ),
    }


def main() -> int:
    from sympy.core.cache import clear_cache

    from deriv.language.reading import declare, read

    print(f"{'recipe':36}{'derive ms':>10}{'check ms':>10}{'lines':>7}")
    derived, checked = [], []
    for entry in load(RECIPES).entries:
        for variable in entry.variables:

            def one(entry=entry, variable=variable):
                return derive(entry.function, variable, name=entry.recipe.name, let=entry.let)

            d = one()
            derived.append(median(one))
            checked.append(median(lambda d=d: check(d)))
            print(f"{entry.slug:36}{derived[-1]:10.2f}{checked[-1]:10.2f}{len(d.lines):7}")
    print(f"{'median':36}{statistics.median(derived):10.2f}{statistics.median(checked):10.2f}")
    print(f"\n{'beside SymPy diff':36}{'ours ms':>10}{'SymPy ms':>10}{'ratio':>7}")
    for name, (theirs, formula, wrt, where) in sympy_cases().items():
        symbols = {n: declare(n, spec) for n, spec in where.items()}
        term = read(formula, symbols)
        ours = median(lambda term=term, x=symbols[wrt]: derive(term, x))

        def bare(theirs=theirs):
            clear_cache()
            theirs()

        sympy = median(bare)
        print(f"{name:36}{ours:10.2f}{sympy:10.2f}{ours / sympy:7.2f}")
    begin = [_import_time() for _ in range(5)]
    print(f"\nimport deriv: {1000 * statistics.median(begin):.0f} ms over a bare interpreter")
    return 0


def _import_time() -> float:
    def run(code: str) -> float:
        begin = time.perf_counter()
        subprocess.run([sys.executable, "-c", code], check=True)
        return time.perf_counter() - begin

    return run("import deriv") - run("pass")


if __name__ == "__main__":
    sys.exit(main())
