"""deriv: the ε-derivation of a matrix derivative, line by line and checked by machine.

    import deriv
    symbols = {"W": "matrix(m, n)", "a": "vector(m)", "b": "vector(n)", "c": "scalar"}
    d = deriv.derive("(aᵀWb − c)²", wrt="W", where=symbols)
    print(d)           # the derivation
    d.gradient         # 2(aᵀWb − c)abᵀ
"""
from __future__ import annotations

from .language.errors import DerivError

TYPE_CHECKING = False  # typing itself would be half of what importing deriv costs
if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from .interface import Derived, Family

__version__ = "0.1.0"
__all__ = ["DerivError", "derive"]


def derive(
    function: str,
    wrt: str | Sequence[str],
    where: Mapping[str, str],
    *,
    name: str | None = None,
    let: Mapping[str, str] | None = None,
    method: str = "epsilon",
    order: int = 1,
    structure: str | None = None,
    layout: str = "denominator",
    detail: str = "standard",
    assume: Sequence[str] = (),
) -> Derived | Family:
    """f(X + εU) = f(X) + ε tr(UᵀG) + O(ε²): the derivation of `function` by `wrt`, every line checked.

    function    the formula as one writes it, Unicode, ASCII or LaTeX: "(aᵀWb − c)²", "(a'*W*b - c)^2"
    wrt         the variable, or several; for several the answer holds one derivation for each
    where       the symbols: {"W": "matrix(m, n)", "S": "symmetric positive definite matrix(n, n)", "c": "scalar"}
    name        what the function is called; by itself f, of a matrix-valued function F, or the next letter that is free
    let         names for inner expressions that the derivation is to use: {"z": "Xw"}
    detail      how many lines are shown: "brief", "standard" or "full"
    structure   what the variable is and its directions stay: "symmetric", "diagonal", "lower triangular", "skew",
                "toeplitz", …; the gradient is then the one among these directions
    order       1, or 2 for the second derivative too
    method, layout, assume
                as in recipes; so far each is derived at its default only

    Raises DerivError for a formula that cannot be read, shapes that clash, functions that deriv declines, and a
    derivation that does not pass its check; the message says what, where and what to do.
    """
    from .interface import derived

    options = {
        "method": method, "order": order, "structure": structure, "layout": layout, "detail": detail, "assume": assume,
    }
    return derived(function, wrt, where, name=name, let=let, options=options)
