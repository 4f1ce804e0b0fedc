"""What stands on the board while a derivation is written: names, expansions shown, chains, conditions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from ...language.build import add
from ...language.facts import IMPLIED, Fact, facts
from ...language.operators import DET, SYMBOL, VALUE, number, symbol
from ...language.terms import Term, make, mentions, size, substitute
from ..derivation import Chain, Definition, Step
from ..first_order import Expansion, epsilon_times
from ..rule import Words
from ..rules.near import condition
from ..terms_of import depends
from .expansion import Expander
from .lines import chain
from .naming import direction_for, first_free, taken


class Board:
    """The derivation of f by one variable in the making."""

    def __init__(
        self,
        function: Term,
        variable: Term,
        name: str,
        let: Mapping[str, Term],
        among: tuple[Term, ...],
        expander: type[Expander] = Expander,
    ):
        used = taken((function, *among, *let.values())) | {name, *let}
        self.typed, self.variable, self._expander = function, variable, expander
        constants, self.function, self.let = _with_constants_named(function, variable, let)
        self.direction = number(1) if variable.is_scalar else direction_for(variable, used)
        self.used = used | ({self.direction.data[0]} if self.direction.op is SYMBOL else set())
        self.name = symbol(name, *function.shape)
        self.moved = add(variable, epsilon_times(self.direction))
        self.at = make(VALUE, self.name, *among)
        self.moved_to = make(VALUE, self.name, *(self.moved if v is variable else v for v in among))
        self.known: dict[Term, Expansion] = {}
        self.definitions: list[Definition] = [Definition(self.name, function, "function", among), *constants]
        self.chains: list[Chain] = []
        self.conditions: dict[tuple[Term, Fact], Words] = {}

    def expander(self) -> Expander:
        return self._expander(self.variable, self.direction, self.directions, self.known)

    @property
    def order(self) -> int:
        return self._expander.order

    @property
    def changes(self) -> tuple[Definition, ...]:
        """The first-order changes that have a name."""
        return tuple(d for d in self.definitions if d.role == "change")

    @property
    def directions(self) -> tuple[Term, ...]:
        """What a first-order term is linear in: the named changes, and the direction."""
        own = (self.direction,) if self.direction.op is SYMBOL else ()
        return (*(c.symbol for c in self.changes), *own)

    def define(self, names: Iterable[str], body: Term, role: str) -> Term:
        """A new symbol for the body, under the first of the names that is free."""
        new = symbol(first_free(names, self.used), *body.shape, facts=facts(body) if role != "change" else ())
        return self.define_as(new, body, role)

    def define_as(self, new: Term, body: Term, role: str) -> Term:
        self.used.add(new.data[0])
        self.definitions.append(Definition(new, body, role))
        return new

    def note(self, e: Expander) -> None:
        """The conditions that the expander met; what follows from another is not said."""
        for term, fact in e.conditions:
            self.conditions.setdefault((term, fact), condition(term, fact))
        for term, fact in list(self.conditions):
            for weaker in IMPLIED.get(fact, ()):
                self.conditions.pop((term, weaker), None)
            if term.op is DET:
                self.conditions.pop((term.args[0], Fact.INVERTIBLE), None)

    def extend(self, *groups: tuple[Words, tuple[Step, ...]]) -> None:
        """More lines for the last chain."""
        last = self.chains[-1]
        more = chain(last.purpose, last.subject, last.end, groups)
        self.chains[-1] = Chain(last.purpose, last.subject, last.start, (*last.lines, *more.lines))


def _with_constants_named(
    function: Term, variable: Term, let: Mapping[str, Term]
) -> tuple[tuple[Definition, ...], Term, dict[Term, str]]:
    """The given names of what does not depend on the variable, the function written with them, and the other names."""
    constants: dict[Term, Term] = {}
    others: dict[Term, str] = {}
    for n, body in sorted(let.items(), key=lambda given: size(given[1])):
        body = substitute(body, constants)
        if depends(body, variable):
            others[body] = n
        elif mentions(function := substitute(function, constants), body):
            constants[body] = symbol(n, *body.shape, facts=facts(body))
    function = substitute(function, constants)
    return tuple(Definition(s, body, "name") for body, s in constants.items()), function, others
