"""f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the whole derivation, from the substitution to G."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from ...language.build import times
from ...language.dimensions import names
from ...language.errors import Declined, DerivError
from ...language.operators import IDENTITY, SYMBOL, ZERO
from ...language.operators.maps import differentials_in
from ...language.operators.unknown import functions_in
from ...language.structures import STRUCTURES
from ...language.terms import Term, subterms
from ..derivation import Derivation
from ..first_order import Expansion
from ..simplify import factored, grouped
from ..terms_of import deep, depends, summands
from .answer import as_printed, in_order, in_symbols
from .board import Board
from .expansion import Expander
from .forms import linear_forms, quadratic_form
from .freeing import apart, isolated, matrix_lines, total, vector_line, with_named_factor
from .hessian import second_order_result
from .isolation import paired
from .jacobian import multiplied
from .naming import first_free, taken
from .plan import plan
from .quadratic import counted_together
from .second import SecondOrderExpander
from .stations import station
from .structured import projected, shared_entries, within
from .unwinding import unwound
from .whole import nested_function, short_function

EXPANDERS = {1: Expander, 2: SecondOrderExpander}
OTHER_NAMES = ("h", "y", "p", "q")  # for a function of functions that takes the name f itself
DEEPEST = 200  # nesting beyond which no reader follows; the reader of formulas has a limit of its own


def derive(
    function: Term,
    variable: Term,
    *,
    name: str = "f",
    let: Mapping[str, Term] | None = None,
    among: tuple[Term, ...] = (),
    order: int = 1,
    structure: str | None = None,
) -> Derivation:
    """f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the derivation of how `function` changes with `variable`.

    `let` gives names to inner expressions that the derivation is to use; `among` are all the variables that f is
    written as a function of, f(x + εu, y). `order` 2 keeps the term in ε² too; with a `structure`, such as
    "symmetric", the variable and the directions have it. Raises Declined where no honest derivation is known.
    """
    if structure and variable not in STRUCTURES[structure]:
        raise DerivError(f"{variable} must be {structure}, as its directions are")
    if not depends(function, variable):
        hint = "what does not depend on it has the derivative 0; is a symbol misspelt?"
        raise DerivError(f"{variable} does not occur in {function}", hint)
    if deep(function, DEEPEST):
        raise Declined(f"the formula is nested more than {DEEPEST} levels deep")
    if name in functions_in(function):
        name = first_free(OTHER_NAMES, taken((function, *among)))
    board = Board(function, variable, name, let or {}, among or (variable,), EXPANDERS[order])
    stations = plan(board.function, board.expander(), tuple(board.let))
    for t in stations.stations:
        station(board, t, stations)
    found = unwound(board, (nested_function if stations.stations else short_function)(board))
    kind, free, hessian, found = (_result if order == 1 else second_order_result)(board, found)
    result = projected(board, free, structure, found) if structure and kind == "gradient" else free
    answer, where = as_printed(board, found.first if result is None else result)
    hessian_answer, where_hessian = (None, ()) if hessian is None else as_printed(board, hessian)
    derivation = Derivation(
        function=function,
        variable=variable,
        direction=board.direction,
        name=board.name,
        definitions=tuple(board.definitions),
        chains=tuple(board.chains),
        differential=in_symbols(board, found.first),
        kind=kind,
        result=None if result is None else grouped(in_symbols(board, result)),
        answer=answer,
        where=in_order(board, where + where_hessian),
        assumptions=tuple(board.conditions.values()),
        conditions=tuple(board.conditions),
        second=None if order == 1 else counted_together(in_symbols(board, found.second), board.direction)[0],
        hessian=None if hessian is None else grouped(in_symbols(board, hessian)),
        hessian_answer=hessian_answer,
        order=order,
    )
    return _with_forms(board, derivation, free, structure)


def _with_forms(board: Board, d: Derivation, free: Term | None, structure: str | None) -> Derivation:
    """The derivation with the other forms of its result; U with the structure, where directions have one."""
    if structure:
        entries = (shared_entries(board, free, d.differential, structure),) if d.kind == "gradient" else ()
        curved = quadratic_form(d) if d.order == 2 else ()
        return within(replace(d, forms=(*curved, *entries)), structure)
    if d.kind == "differential" and not d.function.is_scalar:
        sizes = {n for t in subterms(board.function) for x in t.shape for n in names(x)}
        return replace(d, forms=linear_forms(d, board.used | taken((d.differential,)) | sizes))
    if d.second is not None and d.hessian is None:
        return replace(d, forms=quadratic_form(d))
    return d


def _result(board: Board, found: Expansion) -> tuple[str, Term | None, None, Expansion]:
    """What the first-order term says, by the shapes of function and variable, with the lines that show it."""
    first, direction = found.first, board.direction
    if direction.op is not SYMBOL:
        return "derivative", grouped(first), None, found
    if differentials_in(first):
        return "differential", None, None, found
    if board.function.is_vector and direction.is_vector:
        parts = tuple(multiplied(p, direction) for p in summands(apart(board, first)[0]))
        jacobian = total(parts)
        if jacobian.op not in (IDENTITY, ZERO):
            vector_line(board, found, times(factored(jacobian), direction), parts)
        return "jacobian", jacobian, None, found
    if not board.function.is_scalar:
        return "differential", None, None, found
    gradient, parts = isolated(board, first)
    if direction.is_vector:
        vector_line(board, found, paired(direction, factored(gradient)), parts)
        return "gradient", gradient, None, found
    if len(parts) == 1:
        gradient, parts = with_named_factor(board, gradient, parts[0])
    matrix_lines(board, found, gradient, parts)
    return "gradient", gradient, None, found
