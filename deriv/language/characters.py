"""Unicode characters that stand for a number or a letter in another place."""

SUPERSCRIPTS = dict(zip("⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁽⁾ⁿⁱʲᵏᵐᵖʳˢᵗˣʸ", "0123456789+-()nijkmprstxy", strict=True))
SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓ"

_FRACTIONS = "1/2 1/3 2/3 1/4 3/4 1/5 2/5 3/5 4/5 1/6 5/6 1/8 3/8 5/8 7/8"
FRACTIONS = dict(zip("½⅓⅔¼¾⅕⅖⅗⅘⅙⅚⅛⅜⅝⅞", _FRACTIONS.split(), strict=True))

PRIMES = {"′": 1, "″": 2, "‴": 3}


def primes(order: int) -> str:
    """Behind the name of a derivative: ′, ″, ‴, ‴′."""
    thrice, rest = divmod(order, 3)
    return "‴" * thrice + ("", "′", "″")[rest]
