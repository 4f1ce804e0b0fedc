"""A generated derivation passes through the lines that its lecture writes, in the lecture's order.

Lines are compared as terms, up to the order of summands and of scalar factors, with names put back (f(X), K). A
milestone may stand inside a longer line, also as some summands of a sum or some factors of a product. The lines of a
derivation are those read from top to bottom, with lemmas unfolded; where a chain of its own rewrites the first-order
term, as in tr(AUB) = … = tr(UᵀG), each of its lines also stands for the whole line that holds this term.
"""
from collections import Counter
from pathlib import Path

import pytest
import yaml

from deriv.calculus.replacing import replace_everywhere
from deriv.cookbook.collection import load_one
from deriv.cookbook.working import work
from deriv.language.operators import EPS, INVERSE, SCALE, SUM, SYMBOL, TIMES, TRANSPOSE, VALUE, remainder
from deriv.language.reading import declare, read
from deriv.language.terms import make, rebuild, substitute, subterms

TESTS = Path(__file__).parent
ROWS = yaml.safe_load((TESTS / "milestones.yaml").read_text(encoding="utf-8"))
RECIPES = TESTS.parent.parent / "recipes"


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["recipe"])
def test_the_derivation_passes_through_the_lines_of_its_lecture(row):
    (derivation,) = work(load_one(RECIPES / f"{row['recipe']}.yaml")).derivations
    passed = [ordered(written_out(t, derivation)) for t in [*read_from_the_top(derivation), derivation.result]]
    at = 0
    for formula, term in milestones(row, derivation):
        wanted = ordered(written_out(term, derivation))
        later = [i for i in range(at, len(passed)) if stands_in(wanted, passed[i])]
        assert later, f"the derivation does not come to {formula}"
        at = later[0]


def test_milestones_can_be_missed():
    """The comparison is not so generous that everything passes."""
    symbols = {name: declare(name, "vector(n)") for name in "abc"}
    line = ordered(read("2(aᵀb)(cᵀc) + aᵀc", symbols))
    for formula in ("(cᵀc)(aᵀb)", "aᵀc + 2(aᵀb)(cᵀc)", "aᵀb"):
        assert stands_in(ordered(read(formula, symbols)), line), formula
    for formula in ("cᵀa", "3(aᵀb)", "aᵀc + bᵀc", "2(aᵀb)(cᵀc) − aᵀc", "(aᵀb)²"):
        assert not stands_in(ordered(read(formula, symbols)), line), formula


# ---- what the lecture writes
def milestones(row, derivation):
    """The terms of a row; f(X), O(ε²) and the direction are read as symbols and mean what they do in the derivation."""
    symbols = {t.data[0]: t for t in subterms(derivation.function) if t.op is SYMBOL} | {"ε": EPS}
    value, rest = declare("value", "scalar"), declare("rest", "scalar")
    directions = {name: declare(name, shape) for name, shape in row.get("direction", {}).items()}
    meant = {value: derivation.function, rest: remainder(2), **dict.fromkeys(directions.values(), derivation.direction)}
    for line in row["lines"]:
        for formula in line["reads"]:
            text = formula.replace(f"f({derivation.variable})", "value").replace("O(ε²)", "rest")
            yield formula, substitute(read(text, {**symbols, **directions, "value": value, "rest": rest}), meant)


# ---- what the derivation shows
def read_from_the_top(derivation):
    """Every term that stands at the right of an equals sign, in reading order, with lemmas unfolded."""
    whole = None
    for chain in derivation.chains:
        if chain.purpose == "main":
            yield from unfolded(chain)
            whole = chain.end
        elif chain.purpose == "isolate" and whole is not None:
            for term in unfolded(chain):
                yield term
                yield replace_everywhere(whole, chain.start, term)
            whole = replace_everywhere(whole, chain.start, chain.end)
        else:
            yield from unfolded(chain)


def unfolded(chain):
    here = chain.start
    yield here
    for step in chain.steps:
        for term in unfolded(step.proof) if step.proof else ():
            yield replace_everywhere(here, step.before, term)
        here = replace_everywhere(here, step.before, step.after)
        yield here


# ---- comparing
def written_out(term, derivation):
    """The term in the symbols alone: names and values of the function put back."""
    names = {d.symbol: d.body for d in derivation.definitions if d.role != "function"}

    def change(t):
        if t in names:
            return written_out(names[t], derivation)
        if t.op is VALUE:
            return substitute(derivation.function, {derivation.variable: written_out(t.args[1], derivation)})
        return None

    return rebuild(term, change)


def ordered(term):
    """The term as nested tuples in which the order of summands and of scalar factors is lost."""
    if term.op is INVERSE and term.args[0].op is TRANSPOSE:
        return ordered(make(TRANSPOSE, make(INVERSE, term.args[0].args[0])))  # X⁻ᵀ is written in one way only
    if term.op in (TIMES, SCALE):
        factors = [f for a in term.args for f in (a.args if a.op in (TIMES, SCALE) else (a,))]
        return ("times", tuple(sorted(map(ordered, factors), key=repr)))
    parts = [ordered(a) for a in term.args]
    return (f"{term.op.name} {term.data} {term.shape}", tuple(sorted(parts, key=repr) if term.op is SUM else parts))


def stands_in(wanted, line) -> bool:
    name, parts = wanted
    if line == wanted:
        return True
    if line[0] == name and (name == "times" or name.startswith("+ ")) and Counter(parts) <= Counter(line[1]):
        return True
    return any(stands_in(wanted, part) for part in line[1])
