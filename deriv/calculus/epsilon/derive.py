"""f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the whole derivation, from the substitution to G."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...language.build import add, times
from ...language.errors import Declined, DerivError
from ...language.facts import IMPLIED, Fact, facts
from ...language.operators import DET, DIVIDE, HADAMARD, PRODUCT, SUM, SYMBOL, VALUE, number, symbol
from ...language.terms import Term, make, size, substitute
from ..derivation import Chain, Definition, Derivation, Step
from ..first_order import Expansion, epsilon_times
from ..rule import Words
from ..rules.near import Perturbation, condition
from ..rules.tactics import COLLECT, EXPANSION_ABOVE, JOIN, NAME, PUT_BACK, SPLIT, SUBSTITUTE
from ..simplify import factored, grouped, simplified, simplify
from ..simplify.laws import FRONT, TWINS
from ..terms_of import deep, depends, summands
from .expansion import Expander
from .isolation import Isolated, isolate, paired, split
from .jacobian import multiplied
from .lines import by_rules, chain, joined, reason
from .naming import direction_for, first_free, name_for, taken
from .plan import plan, unscaled

DEEPEST = 200  # nesting beyond which no reader follows; the reader of formulas has a limit of its own
LONG_CHANGE = 14  # the size from which the change of an expression that is used again gets a name of its own
LONG_FACTOR = 9  # the size from which the factor of an outer product gets a name
KEPT = ("name", "factor")  # the roles of names that an answer may keep
KEEP = 7  # a name stays in the answer where putting it back would make the answer this much longer


def derive(
    function: Term,
    variable: Term,
    *,
    name: str = "f",
    let: Mapping[str, Term] | None = None,
    among: tuple[Term, ...] = (),
) -> Derivation:
    """f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the derivation of how `function` changes with `variable`.

    `let` gives names to inner expressions that the derivation is to use; `among` are all the variables that f is written as
    a function of, f(x + εu, y). Raises Declined where no honest derivation is known.
    """
    if not depends(function, variable):
        raise DerivError(
            f"{variable} does not occur in {function}", "the function must depend on what it is differentiated by"
        )
    if deep(function, DEEPEST):
        raise Declined(f"the formula is nested more than {DEEPEST} levels deep")
    return _Work(function, variable, name, let or {}, among or (variable,)).derivation()


class _Work:
    """One derivation in the making."""

    def __init__(self, function: Term, variable: Term, name: str, let: Mapping[str, Term], among: tuple[Term, ...]):
        self.function, self.variable = function, variable
        used = taken((function, *among, *let.values())) | {name, *let}
        self.direction = number(1) if variable.is_scalar else direction_for(variable, used)
        self.used = used | ({self.direction.data[0]} if self.direction.op is SYMBOL else set())
        self.name = symbol(name, *function.shape)
        self.at = make(VALUE, self.name, *among)
        moved = add(variable, epsilon_times(self.direction))
        self.moved_to = make(VALUE, self.name, *(moved if v is variable else v for v in among))
        self.known: dict[Term, Expansion] = {}
        self.definitions: list[Definition] = [Definition(self.name, function, "function", among)]
        self.chains: list[Chain] = []
        self.conditions: dict[tuple, Words] = {}
        self.let = {body: n for n, body in let.items()}

    def expander(self) -> Expander:
        return Expander(self.variable, self.direction, self.known)

    # ---- the lines before f: inner expressions ---------------------------------------------------------------------------
    def station(self, t: Term, parent: Term | None, named: bool, shared: bool) -> None:
        e = self.expander()
        if named:
            sym = symbol(self.let[t], *t.shape, facts=facts(t)) if t in self.let else name_for(t, parent, self.used)
            self.used.add(sym.data[0])
            e.alias[t] = sym
        found = e.expand(t)
        self.note(e)
        steps = list(e.steps)
        if named:
            self.definitions.append(Definition(sym, substitute(t, {inner: x.base for inner, x in self.known.items()})))
            if found.base is not sym:
                steps.append(Step(found.term, Expansion(sym, found.first, found.exact).term, NAME))
                found = Expansion(sym, found.first, found.exact)
        if (
            self.direction.is_vector
            and t.is_scalar
            and len(summands(self.apart(found.first)[0])) > 1
            and not any(depends(found.first, c.symbol) for c in self.changes)
        ):
            gradient, parts = self.isolated(found.first)
            final = paired(self.direction, gradient)
            steps += self.to_pairing(found, final, parts)[0]
            steps.append(
                Step(
                    Expansion(found.base, final, found.exact).raw, Expansion(found.base, final, found.exact).term, FRONT
                )
            )
            found = Expansion(found.base, final, found.exact)
        groups = [(reason(steps), tuple(steps))]
        if shared and size(found.first) > LONG_CHANGE:
            change = symbol(f"{found.base.data[0]}₁" if named else first_free(["d₁", "D₁"], self.used), *t.shape)
            self.used.add(change.data[0])
            self.definitions.append(Definition(change, found.first, "change"))
            short = Expansion(found.base, change, found.exact)
            groups.append((("write ", change, " for the change"), (Step(found.term, short.term, NAME),)))
            found = short
        self.known[t] = found
        self.chains.append(chain("expand", found.base, e.moved(t), groups))

    def note(self, e: Expander) -> None:
        for term, fact in e.conditions:
            self.conditions.setdefault((term, fact), condition(term, fact))
        for term, fact in list(self.conditions):
            for weaker in IMPLIED.get(fact, ()):
                self.conditions.pop((term, weaker), None)
            if term.op is DET:
                self.conditions.pop((term.args[0], Fact.INVERTIBLE), None)

    # ---- f itself ----------------------------------------------------------------------------------------------------------
    def main(self, whole: bool) -> Expansion:
        e = self.expander()
        if self.function.op is DIVIDE:
            e.alias[self.function] = self.at
        found = e.expand(self.function)
        self.note(e)
        start = Step(self.moved_to, e.moved(self.function), SUBSTITUTE)
        folded = Expansion(self.at, found.first, found.exact)
        fold = Step(found.term, folded.term, NAME)
        if whole:
            groups = by_rules(e.steps) or [((), ())]
            if shown := self.shown_in_full(e):
                groups = [(line.because, line.steps) for line in shown.proof.lines]
                fold = Step(shown.proof.end, folded.term, NAME)
            last_reason, last = groups[-1]
            groups[-1] = (last_reason, (*last, fold))
            opening = [start]
            while len(groups) > 1 and all(s.move in (COLLECT, FRONT) for s in groups[0][1]):
                opening += groups.pop(0)[1]
            groups.insert(
                0,
                (
                    ("substitute ", add(self.variable, epsilon_times(self.direction)), " for ", self.variable),
                    tuple(opening),
                ),
            )
        else:
            cited = tuple(s for s in e.steps if s.move is EXPANSION_ABOVE)
            rest = (*(s for s in e.steps if s.move is not EXPANSION_ABOVE), fold)
            if unscaled(self.function, self.variable).op is SUM:
                groups = [(COLLECT.reason, (start, *cited, *rest))]
            else:
                groups = [(EXPANSION_ABOVE.reason, (start, *cited)), (reason(rest), rest)]
        self.chains.append(chain("main", self.moved_to, self.moved_to, groups))
        return folded

    def shown_in_full(self, e: Expander) -> Step | None:
        """Where the function is what a lemma is about, φ(X) itself, the lemma's proof is the derivation."""
        for s in e.steps:
            if isinstance(s.move, Perturbation):
                return s if s.proof and s.before is e.moved(self.function) else None
        return None

    # ---- the first-order term ------------------------------------------------------------------------------------------------
    def isolated(self, first: Term) -> tuple[Term, list[Isolated]]:
        apart, _ = self.apart(first)
        parts = [isolate(p, self.direction) for p in summands(apart)]
        total = simplified(add(*(p.gradient for p in parts)))
        return factored(total), parts

    @property
    def changes(self) -> tuple[Definition, ...]:
        return tuple(d for d in self.definitions if d.role == "change")

    def unwound(self, found: Expansion) -> Expansion:
        """The named changes put back, the last first: what multiplies each of them is collected, and named if it is long."""
        free, pair = (multiplied, times) if self.function.is_vector else (isolate, lambda d, g: paired(d, g))
        for change in reversed(self.changes):
            c = change.symbol
            if not depends(found.first, c):
                continue
            if self.function.is_scalar or self.function.is_vector and self.direction.is_vector:
                found = self.collected(found, c, free, pair)
            put_back = Expansion(found.base, substitute(found.first, {c: change.body}), found.exact)
            self.extend(
                [
                    (
                        ("put back ", c),
                        (
                            Step(found.term, found.raw, FRONT),
                            Step(c, change.body, PUT_BACK),
                            Step(put_back.raw, put_back.term, FRONT),
                        ),
                    )
                ]
            )
            found = put_back
        return found

    def collected(self, found: Expansion, c: Term, free, pair) -> Expansion:
        """f(X) + ε(tr(cᵀA) + …): everything that multiplies the change c in one place."""
        collected, steps = self.apart(found.first)
        parts = {p: free(p, c) for p in summands(collected) if depends(p, c)}
        factor = factored(simplified(add(*(p.gradient for p in parts.values()))))
        inner = [s for p in parts.values() for g in p.groups for s in g]
        rest = [p for p in summands(collected) if p not in parts]
        freed = add(*(parts[p].pairing if p in parts else p for p in summands(collected)))
        if size(factor) > LONG_CHANGE:
            factor = self.fresh_factor(factor)
        together = add(*rest, pair(factor, c) if free is multiplied else pair(c, factor))
        done = Expansion(found.base, together, found.exact)
        begin = (Step(found.term, found.raw, FRONT), *steps, *inner)
        words = ("collect what multiplies ", c)
        if factor.op is SYMBOL and self.definitions[-1].symbol is factor:
            words = (*words, "; let ", factor, " = ", self.definitions[-1].body)
        self.extend([(words, (*begin, Step(freed, together, JOIN), Step(done.raw, done.term, FRONT)))])
        return done

    def extend(self, groups) -> None:
        """More lines for the chain of f."""
        main = self.chains[-1]
        more = chain("main", main.subject, main.end, groups)
        self.chains[-1] = Chain("main", main.subject, main.start, (*main.lines, *more.lines))

    def with_factor(self, result: Term, part: Isolated) -> tuple[Term, list[Isolated]]:
        """tr(Uᵀδxᵀ): a long vector that stands before a row gets a name, δ."""
        long = next(
            (
                f
                for f in (result.args if result.op is PRODUCT else ())
                if f.is_vector and f.op is HADAMARD and size(f) > LONG_FACTOR
            ),
            None,
        )
        if long is None or not part.groups:
            return result, [part]
        delta = self.fresh_factor(long)
        *before, last = part.groups
        named = {long: delta}
        groups = (*before, (*last, Step(long, delta, NAME)))
        return substitute(result, named), [
            replace(
                part, pairing=substitute(part.pairing, named), gradient=substitute(part.gradient, named), groups=groups
            )
        ]

    def fresh_factor(self, body: Term) -> Term:
        delta = symbol(first_free(["δ", "γ", "β", "α"], self.used), *body.shape, facts=facts(body))
        self.used.add(delta.data[0])
        self.definitions.append(Definition(delta, body, "factor"))
        return delta

    def apart(self, first: Term) -> tuple[Term, tuple[Step, ...]]:
        """The first-order term as a sum of terms with one direction each, equal ones counted together."""
        raw = add(*split(first, (*(c.symbol for c in self.changes), self.direction)))
        collected, steps = simplify(raw)
        return collected, (*((Step(first, raw, SPLIT),) if raw is not first else ()), *steps)

    def vector_lines(self, found: Expansion, gradient: Term, parts: list[Isolated]) -> None:
        self.same_chain(found, paired(self.direction, gradient), parts)

    def same_chain(self, found: Expansion, final: Term, parts: list[Isolated]) -> None:
        """One more line: f(x) + ε uᵀ(…) + O(ε²), or f(x) + ε J u + O(ε²)."""
        steps, words = self.to_pairing(found, final, parts)
        done = Expansion(found.base, final, found.exact)
        if done.term is not found.term:
            self.extend([(words, (*steps, Step(done.raw, done.term, FRONT)))])

    def reason(self, steps: tuple[Step, ...]) -> Words:
        """The reason of the steps, and the factor that they name."""
        named = [
            (d.symbol, " = ", d.body)
            for s in steps
            for d in self.definitions
            if s.move is NAME and d.role == "factor" and d.symbol is s.after
        ]
        return joined([reason(steps), *named])

    def matrix_lines(self, found: Expansion, gradient: Term, parts: list[Isolated]) -> None:
        """Beside one another: each summand of the first-order term, then f(X) + ε tr(UᵀG) + O(ε²)."""
        for p in parts:
            if not p.groups:
                continue
            groups = [(self.reason(g), g) for g in p.groups]
            if len(parts) > 1:
                groups = [(joined(w for w, _ in groups), tuple(s for _, g in groups for s in g))]
            self.chains.append(chain("isolate", p.term, p.term, groups))
        final = paired(self.direction, gradient)
        steps: list[Step] = [Step(self.moved_to, found.term, EXPANSION_ABOVE)]
        more, _ = self.to_pairing(found, final, parts, cite=True)
        steps += more
        done = Expansion(found.base, final, found.exact)
        steps.append(Step(done.raw, done.term, FRONT))
        self.chains.append(chain("result", self.moved_to, self.moved_to, [(("collect",), tuple(steps))]))

    def to_pairing(
        self, found: Expansion, final: Term, parts: list[Isolated], cite: bool = False
    ) -> tuple[list[Step], Words]:
        """The steps from the first-order term to uᵀg, tr(UᵀG) or J u, and the reasons that a reader wants to see."""
        steps: list[Step] = [Step(found.term, found.raw, FRONT)] if found.term is not found.raw else []
        steps += self.apart(found.first)[1]
        telling = [s for s in steps if s.move is TWINS]
        for p in parts:
            inner = [s for g in p.groups for s in g]
            steps += [Step(p.term, p.pairing, EXPANSION_ABOVE)] if cite and inner else inner
            telling += inner
        together = add(*(p.pairing for p in parts))
        if together is not final:
            steps.append(Step(together, final, JOIN))
        return steps, reason(telling) if telling else JOIN.reason

    # ---- all of it -------------------------------------------------------------------------------------------------------------
    def derivation(self) -> Derivation:
        p = plan(self.function, self.expander(), tuple(self.let))
        for t in p.stations:
            self.station(t, p.named.get(t), t in p.named, t in p.shared)
        found = self.main(whole=not p.stations)
        if self.changes:
            found = self.unwound(found)
        first = found.first
        if self.direction.op is not SYMBOL:
            kind, result = "derivative", grouped(first)
        elif self.function.is_vector and self.direction.is_vector:
            kind = "jacobian"
            parts = [multiplied(p, self.direction) for p in summands(self.apart(first)[0])]
            result = factored(simplified(add(*(p.gradient for p in parts))))
            self.same_chain(found, times(result, self.direction), parts)
        elif not self.function.is_scalar:
            kind, result = "differential", None
        else:
            kind = "gradient"
            result, parts = self.isolated(first)
            if len(parts) == 1 and not self.direction.is_vector:
                result, parts = self.with_factor(result, parts[0])
            (self.vector_lines if self.direction.is_vector else self.matrix_lines)(found, result, parts)
        answer, where = self.with_names(result if result is not None else first)
        return Derivation(
            function=self.function,
            variable=self.variable,
            direction=self.direction,
            name=self.name,
            definitions=tuple(self.definitions),
            chains=tuple(self.chains),
            differential=self.put_back(first),
            kind=kind,
            result=None if result is None else grouped(self.put_back(result)),
            answer=answer,
            where=where,
            assumptions=tuple(self.conditions.values()),
            conditions=tuple(self.conditions),
        )

    def names(self) -> dict[Term, Term]:
        """Each name and what it stands for in the symbols as typed."""
        out: dict[Term, Term] = {}
        for d in self.definitions[1:]:
            if d.role in KEPT:
                out[d.symbol] = substitute(d.body, out)
        return out

    def put_back(self, term: Term) -> Term:
        names = {**self.names(), self.at: self.function}
        return simplified(substitute(term, names))

    def with_names(self, term: Term) -> tuple[Term, tuple[Definition, ...]]:
        """The answer with those names put back that do not make it much longer."""
        term = grouped(term)
        named = [d for d in self.definitions[1:] if d.role in KEPT]
        for d in reversed(named):
            if depends(term, d.symbol):
                candidate = grouped(simplified(substitute(term, {d.symbol: d.body})))
                if size(candidate) - size(term) < KEEP or size(term) <= 1:
                    term = candidate
        kept = {d.symbol for d in named if depends(term, d.symbol)}
        for d in reversed(named):
            if d.symbol in kept:
                kept |= {e.symbol for e in named if depends(d.body, e.symbol)}
        return term, tuple(d for d in named if d.symbol in kept)
