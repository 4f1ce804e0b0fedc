"""(aᵀWb − c)², (a'*W*b - c)^2 and (\\mathbf{a}^\\top \\mathbf{W}\\mathbf{b} - c)^2 are one term."""
from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING

from ..errors import FormulaError
from ..terms import Term, subterms
from .places import short

if TYPE_CHECKING:
    from .tokens import Lexeme

MAX_LENGTH = 10_000
MAX_DEPTH = 100  # operators inside one another: facts and derivations may recurse that deep, people never write it


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
    from .tokens import Tokens
    from .vocabulary import vocabulary

    if len(formula) > MAX_LENGTH:
        message = f"the formula is too long ({len(formula)} characters, at most {MAX_LENGTH})"
        raise FormulaError(message, hint="give inner parts a name")
    tokens = Tokens(formula, vocabulary(symbols)).read()
    if not tokens:
        raise FormulaError("the formula is empty", end=0, hint="write a function such as tr(A*X)")
    try:
        term = evaluated(_parser().parse(tokens)).single().term
    except UnexpectedToken as error:
        raise _misplaced(error.token, tokens) from None
    if depth(term) > MAX_DEPTH:
        raise FormulaError("the formula is nested too deeply", hint="give inner parts a name")
    return term


@cache
def _parser():
    """The grammar as tables; lark is loaded with the first formula."""
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


def depth(term: Term) -> int:
    """How many operators stand inside one another."""
    depths: dict[Term, int] = {}
    for t in subterms(term):
        depths[t] = 1 + max((depths[a] for a in t.args), default=0)
    return depths[term]


def _misplaced(token: Lexeme, tokens: Sequence[Lexeme]) -> FormulaError:
    """The error for a token where the grammar has no place for it."""
    i = next((i for i, t in enumerate(tokens) if t is token), len(tokens))
    before = tokens[i - 1] if i else None
    if i == len(tokens):
        return before.place.error(f"something is missing after {before}")
    if before is not None and before.type == "FUNCTION":
        return token.place.error(f"{before} needs its argument first", f"write {before}(…){short(token)}")
    if before is not None and before.type in ("SIGN", "OPERATOR", "POWER", "ROOT", "FRACTION"):
        return before.place.to(token.place).error(f"something is missing between {before} and {short(token)}")
    if token.type in ("CLOSE", "ENDBAR", "ENDNORM", "ENDANGLE", "COMMA"):
        return token.place.error(f"something is missing before {short(token)}")
    return token.place.error(f"{short(token)} has nothing on its left")
