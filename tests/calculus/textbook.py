"""How long our answers are beside those of textbooks: python -m tests.calculus.textbook prints every row."""

from __future__ import annotations

import statistics
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import yaml

from deriv.calculus.derivation import Derivation
from deriv.calculus.epsilon import derive
from deriv.checking.claims import Claim, judge, trials_where
from deriv.checking.verdict import Verdict
from deriv.checking.vocabulary import assignments, vocabulary
from deriv.language.operators import SIGMA, number, symbol
from deriv.language.reading import declare, read
from deriv.language.terms import Term, make, size, substitute

ROWS = tuple(yaml.safe_load((Path(__file__).parent / "textbook.yaml").read_text("utf-8")))


@dataclass(frozen=True)
class Compared:
    """A derivation, the textbook's answer with its names put back, and the sizes of both as they are printed."""

    derivation: Derivation
    textbook: Term
    ours: int
    theirs: int

    @property
    def ratio(self) -> float:
        return self.ours / self.theirs

    @property
    def verdict(self) -> Verdict:
        """Whether the textbook's answer is ours, wherever the function and the textbook's answer are defined."""
        d = self.derivation
        ours = d.differential if d.result is None else d.result
        words = vocabulary([d.function, ours, self.textbook])
        trials = trials_where([d.function, self.textbook], words, assignments(words.dimensions))
        return judge(Claim(ours, self.textbook, exact=True), trials)


@cache
def compared(row_id: str) -> Compared:
    row = next(r for r in ROWS if r["id"] == row_id)
    symbols = {name: declare(name, what) for name, what in row["where"].items()}
    d = derive(read(row["function"], symbols), symbols[row["wrt"]])
    if d.kind == "differential":
        symbols["U"] = d.direction
    names = {}
    for name, body in row.get("let", {}).items():
        term = read(body, symbols)
        symbols[name] = symbol(name, *term.shape)
        names[symbols[name]] = term
    r, k = declare("r", "positive integer"), symbols.get("k")
    answer = read(row["answer"], {**symbols, "r": r} if "over" in row else symbols)
    if "over" in row:
        answer = make(SIGMA, r, number(0), read("k - 1", {"k": k}), answer)
    theirs = size(answer) + sum(size(body) for body in names.values() if body is not d.function)
    ours = size(d.answer) + sum(size(x.body) for x in d.where)
    return Compared(d, substitute(answer, names), ours, theirs)


def main() -> None:
    ratios = []
    for row in ROWS:
        c = compared(row["id"])
        ratios.append(c.ratio)
        where = "".join(f", {x.symbol} = {x.body}" for x in c.derivation.where)
        print(f"{c.ratio:5.2f} {c.ours:4} {c.theirs:4}  {row['id']}: {row['function']}  {c.derivation.answer}{where}")
    print(f"median {statistics.median(ratios):.2f}, longest {max(ratios):.2f}, mean {statistics.mean(ratios):.2f}")


if __name__ == "__main__":
    main()
