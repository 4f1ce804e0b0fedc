"""What terms mean: one walk over a term, operands first, whatever the operators are interpreted in.

evaluate.py interprets terms in NumPy arrays, exact.py in SymPy expressions.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Mapping
from copy import copy
from typing import Any

from ..calculus.derivation import Definition
from ..language.operators import ENTRY, LETTER, REMAINDER, SIGMA, SUM, SYMBOL, VALUE, zero
from ..language.terms import Op, Term, subterms

DEEPEST_BINDING = 50
LONGEST_SUM = 1000


class NoValue(Exception):
    """A term has no value here; says why."""


class Meaning(ABC):
    """The values of terms; what they share is computed once.

    A name that `definitions` knows has the value of its body. Each occurrence of a remainder is a quantity of its own:
    O(ε²) − O(ε²) is not 0.
    """

    def __init__(self, values: Mapping[Term, Any], definitions: Iterable[Definition] = ()):
        self.values = values
        self.definitions = {d.symbol: d for d in definitions}
        self.known: dict[Term, Any] = {}
        self.outer: Meaning | None = None
        self.bound: frozenset[Term] = frozenset()  # what has another value here than outside
        self.depth = 0

    # ---- an interpretation says ---------------------------------------------------------------------------------
    @abstractmethod
    def leaf(self, t: Term) -> Any: ...

    @abstractmethod
    def remainder(self, t: Term) -> Any: ...

    @abstractmethod
    def apply(self, op: Op, args: list) -> Any: ...

    @abstractmethod
    def entry(self, a: Any, indices: list[int]) -> Any: ...

    @abstractmethod
    def index(self, i: int) -> Any:
        """The whole number i as a scalar."""
        ...

    @abstractmethod
    def whole(self, value: Any) -> int:
        """The whole number that a scalar is."""
        ...

    # ---- the walk -----------------------------------------------------------------------------------------------
    def of(self, term: Term) -> Any:
        """The value of a term."""
        if term in self.known:
            return self.known[term]
        open_ended: set[Term] = set()  # with a remainder inside
        for t in self._in_order(term):
            if self._carries_remainder(t, open_ended):
                open_ended.add(t)
            elif self._is_outside(t):
                self.known[t] = self.outer.of(t)
            else:
                args = [self._each(a, open_ended) if a in open_ended else self.known[a] for a in self._operands(t)]
                self.known[t] = self._value(t, args)
        return self._each(term, open_ended) if term in open_ended else self.known[term]

    def _each(self, term: Term, open_ended: set[Term]) -> Any:
        """The value of a term with remainders: computed anew at each occurrence, as each remainder is another."""
        todo, done = [(term, False)], []
        while todo:
            t, ready = todo.pop()
            if t not in open_ended:
                done.append(self.known[t])
            elif t.op is REMAINDER:
                done.append(self.remainder(t))
            elif ready:
                n = len(self._operands(t))
                args = done[len(done) - n :]
                del done[len(done) - n :]
                done.append(self._value(t, args))
            else:
                todo.append((t, True))
                todo.extend((a, False) for a in reversed(self._operands(t)))
        return done[0]

    def _operands(self, t: Term) -> tuple[Term, ...]:
        """What must be known before t."""
        if self._is_outside(t):
            return ()
        if t.op is SIGMA:
            return t.args[1:3]
        if t.op is VALUE:
            return t.args[1:]
        if not t.args and t not in self.values and t in self.definitions:
            return (self.definitions[t].body,)
        return t.args

    def _is_outside(self, t: Term) -> bool:
        return self.outer is not None and t not in self.bound

    @staticmethod
    def _carries_remainder(t: Term, open_ended: set[Term]) -> bool:
        if t.op is SIGMA:
            return any(x.op is REMAINDER for x in subterms(t.args[3])) or any(a in open_ended for a in t.args)
        return t.op is REMAINDER or any(a in open_ended for a in t.args)

    def _in_order(self, term: Term) -> Iterator[Term]:
        """Every different subterm that is not known yet, after its operands."""
        seen: set[Term] = set()
        above: set[Term] = set()
        todo = [(term, False)]
        while todo:
            t, ready = todo.pop()
            if ready:
                above.discard(t)
                seen.add(t)
                yield t
            elif t in above:
                raise NoValue(f"{t} is defined by itself")
            elif t not in seen and t not in self.known:
                above.add(t)
                todo.append((t, True))
                todo.extend((a, False) for a in reversed(self._operands(t)))

    def _value(self, t: Term, args: list) -> Any:
        if t.op is SYMBOL or t.op is LETTER:
            if t in self.values:
                return self.values[t]
            if args:
                return args[0]
            raise NoValue(f"{t} has no value")
        if not t.args:
            return self.leaf(t)
        if t.op is SIGMA:
            return self._sum(t, args)
        if t.op is VALUE:
            return self._function(t, args)
        if t.op is ENTRY:
            return self.entry(args[0], [self.whole(i) for i in args[1:]])
        return self.apply(t.op, args)

    def _sum(self, t: Term, limits: list) -> Any:
        index, _, _, body = t.args
        first, last = map(self.whole, limits)
        if last - first >= LONGEST_SUM:
            raise NoValue(f"a sum of {last - first + 1} terms is too long to evaluate")
        bound = self.depending(body, {index})
        parts = [self._inside({index: self.index(i)}, bound).of(body) for i in range(first, last + 1)]
        return self.apply(SUM, parts) if parts else self.leaf(zero(*body.shape))

    def _function(self, t: Term, args: list) -> Any:
        f = self.definitions.get(t.args[0])
        if f is None or len(f.parameters) != len(args):
            raise NoValue(f"{t.args[0]} is not defined as a function of {len(args)} variables")
        arguments = dict(zip(f.parameters, args, strict=True))
        return self._inside(arguments, self.depending(f.body, set(arguments))).of(f.body)

    def _inside(self, values: Mapping[Term, Any], bound: frozenset[Term]) -> Meaning:
        """The same meaning with some symbols bound to other values."""
        if self.depth >= DEEPEST_BINDING:
            raise NoValue("functions or sums are nested too deeply")
        inner = copy(self)
        inner.values = {**self.values, **values}
        inner.known, inner.outer, inner.bound, inner.depth = {}, self, bound, self.depth + 1
        return inner

    def depending(self, term: Term, symbols: set[Term]) -> frozenset[Term]:
        """The subterms of term and of the definitions in it whose value moves with the symbols, or with a remainder."""
        found, seen, todo = set(symbols), set(), [(term, False)]
        while todo:
            t, ready = todo.pop()
            parts = (self.definitions[t].body,) if not t.args and t in self.definitions else t.args
            if ready:
                if t.op is REMAINDER or any(a in found for a in parts):
                    found.add(t)
            elif t not in seen:
                seen.add(t)
                todo.append((t, True))
                todo.extend((a, False) for a in parts)
        return frozenset(found)
