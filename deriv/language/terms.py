"""Terms: immutable, interned, shaped.

Equality is `is`. A term that does not fit together cannot be made, and no term rewrites itself: what was written is
what there is. A scalar has shape (), a column vector (n, 1), a row (1, n), a matrix (m, n).
"""
from __future__ import annotations

import atexit
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any
from weakref import WeakValueDictionary

from .dimensions import Shape, dimension

ANY: Shape = ("any",)  # the shape of a letter that stands for a scalar, a vector or a matrix


@dataclass(frozen=True, slots=True)
class Notation:
    """How an operator is written. `kind` says where the sign stands; a writer needs nothing else.

    leaf, infix, prefix (tr A), postfix (Aᵀ), fence (|A|), call (diag(a)); `own` is written by a rule of its own.
    """

    kind: str
    text: str = ""
    tex: str = ""
    ascii: str = ""
    binds: int = 100  # precedence: sums 10, products 20, prefix operators 30, powers 40, atoms 100


@dataclass(frozen=True, eq=False, repr=False)
class Op:
    """One operator, declared once: what fits it, what it means, how it is written."""

    name: str
    shape: Callable[..., Shape]  # the shape of the result from the shapes of the operands; raises ShapeError
    notation: Notation
    value: Callable[..., Any] | None = None  # value(np, *arrays): batched, scalars (...), matrices (..., m, n)
    exact: Callable[..., Any] | None = None  # exact(sp, *values): SymPy expressions and matrices
    facts: Callable[..., Any] | None = None  # facts(*terms): what is known of the result
    flat: bool = False  # associative: a nested use is one use
    names: tuple[str, ...] = ()  # the function names that a formula may use for it

    def __repr__(self) -> str:
        return self.name

    def __call__(self, *args: Term) -> Term:
        return make(self, *args)

    def shape_of(self, args: tuple[Term, ...]) -> Shape:
        return self.shape(*[a.shape for a in args])


@dataclass(frozen=True, eq=False, slots=True, weakref_slot=True, repr=False)
class Term:
    op: Op
    args: tuple[Term, ...]
    data: Any
    shape: Shape
    size: int  # the number of symbols and operators a reader meets, operands counted as often as they are written

    @property
    def is_scalar(self) -> bool:
        return self.shape == ()

    @property
    def is_vector(self) -> bool:
        return len(self.shape) == 2 and self.shape[1] == 1

    @property
    def is_row(self) -> bool:
        return len(self.shape) == 2 and self.shape[0] == 1 and self.shape[1] != 1

    @property
    def is_square(self) -> bool:
        return len(self.shape) == 2 and self.shape[0] == self.shape[1]

    def __repr__(self) -> str:
        from .text import text

        return text(self)

    __str__ = __repr__


_interned: WeakValueDictionary[tuple, Term] = WeakValueDictionary()
atexit.register(_interned.clear)  # terms that die later would compare keys when modules are gone already


def _term(op: Op, args: tuple[Term, ...], data: Any, shape: Shape) -> Term:
    key = op, args, data, shape
    found = _interned.get(key)
    if found is None:
        size = (max(1, len(args) - 1) if args else 1) + sum(a.size for a in args)
        found = _interned[key] = Term(*key, size)
    return found


def make(op: Op, *args: Term) -> Term:
    """The operator applied to its operands; associative operators take their own nested uses in."""
    if op.flat:
        if any(a.op is op for a in args):
            args = tuple(x for a in args for x in (a.args if a.op is op else (a,)))
        if len(args) == 1:
            return args[0]
    return _term(op, args, None, op.shape_of(args))


def leaf(op: Op, data: Any, *shape) -> Term:
    return _term(op, (), data, tuple(dimension(d) for d in shape))


def with_args(term: Term, args: tuple[Term, ...]) -> Term:
    """The same operator on other operands."""
    return term if args == term.args else make(term.op, *args)


def subterms(term: Term) -> Iterator[Term]:
    """Every different subterm once, operands before the operator."""
    seen: set[Term] = set()
    stack = [(term, False)]
    while stack:
        t, ready = stack.pop()
        if t in seen:
            continue
        if ready or not t.args:
            seen.add(t)
            yield t
        else:
            stack.append((t, True))
            stack.extend((a, False) for a in reversed(t.args))


def rebuild(term: Term, change: Callable[[Term], Term | None]) -> Term:
    """The term with every subterm for which `change` has an answer replaced, outermost first; iterative in depth."""
    done: dict[Term, Term] = {}
    stack = [(term, False)]
    while stack:
        t, ready = stack.pop()
        if t in done:
            continue
        if not ready and (new := change(t)) is not None:
            done[t] = new
        elif ready or not t.args:
            done[t] = with_args(t, tuple(done[a] for a in t.args)) if t.args else t
        else:
            stack.append((t, True))
            stack.extend((a, False) for a in reversed(t.args))
    return done[term]


def substitute(term: Term, replacements: dict[Term, Term]) -> Term:
    """The term with some subterms replaced by others of the same shape."""
    return rebuild(term, replacements.get)


def mentions(term: Term, part: Term) -> bool:
    return any(t is part for t in subterms(term))


def size(term: Term) -> int:
    """The number of symbols and operators a reader meets, operands counted as often as they are written."""
    return term.size
