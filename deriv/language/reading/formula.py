"""(aᵀWb − c)², (a'*W*b - c)^2 and (\\mathbf{a}^\\top \\mathbf{W}\\mathbf{b} - c)^2 are one term."""
from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from ..errors import FormulaError
from ..terms import Term, subterms


@cache
def _parser():
    """The grammar as tables; lark is loaded at the first formula."""
    from importlib.resources import files

    from lark import Lark
    from lark.lexer import Lexer

    from .meaning import Meaning

    class Given(Lexer):
        """The tokens are there already."""

        def __init__(self, conf):
            pass

        def lex(self, data):
            return iter(data)

    grammar = files(__package__).joinpath("grammar.lark").read_text(encoding="utf-8")
    return Lark(grammar, parser="lalr", lexer=Given, start="sum", transformer=Meaning(), keep_all_tokens=True)


def read(formula: str, symbols: Mapping[str, Term]) -> Term:
    """The term that a formula means; FormulaError with the place in the text where it cannot be read."""
    try:
        return _read(formula, symbols)
    except FormulaError as error:
        error.text = formula
        raise


def _read(formula: str, symbols: Mapping[str, Term]) -> Term:
    from lark.exceptions import UnexpectedToken

    from .meaning import evaluated
    from .tokens import MAX_DEPTH, MAX_LENGTH, Tokens
    from .vocabulary import vocabulary

    if not formula.strip():
        raise FormulaError("the formula is empty", end=0, hint="write a function such as tr(A*X)")
    if len(formula) > MAX_LENGTH:
        raise FormulaError(f"the formula is too long ({len(formula)} characters, at most {MAX_LENGTH})", hint="give inner parts a name")
    tokens = Tokens(formula, vocabulary(symbols)).read()
    try:
        part = evaluated(_parser().parse(tokens))
    except UnexpectedToken as error:
        raise _misplaced(error.token, tokens) from None
    if isinstance(part.value, tuple):
        raise FormulaError("a comma has no meaning here", start=part.start, end=part.end)
    term = part.term
    if depth(term) > MAX_DEPTH:
        raise FormulaError("the formula is nested too deeply", hint="give inner parts a name")
    return term


def depth(term: Term) -> int:
    """How many operators stand inside one another."""
    depths: dict[Term, int] = {}
    for t in subterms(term):
        depths[t] = 1 + max((depths[a] for a in t.args), default=0)
    return depths[term]


def _misplaced(token, tokens) -> FormulaError:
    """The error for a token where the grammar has no place for it."""
    i = next((i for i, t in enumerate(tokens) if t is token), len(tokens))
    before = tokens[i - 1] if i else None
    needy = before is not None and before.type in ("SIGN", "OPERATOR", "POWER", "ROOT", "FRACTION", "FUNCTION")
    if i == len(tokens):
        return FormulaError(f"something is missing after {before}", start=before.start_pos, end=before.end_pos)
    start, end = token.start_pos, max(token.end_pos, token.start_pos + 1)
    if before is not None and before.type == "FUNCTION":
        return FormulaError(f"{before} needs its argument first", start=start, end=end, hint=f"write {before}(…){token}")
    if needy:
        return FormulaError(f"something is missing between {before} and {token}", start=before.start_pos, end=end)
    if token.type in ("CLOSE", "ENDBAR", "ENDNORM", "ENDANGLE", "COMMA"):
        return FormulaError(f"something is missing before {token}", start=start, end=end)
    return FormulaError(f"{token} has nothing on its left", start=start, end=end)
