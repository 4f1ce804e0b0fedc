"""Whether two terms have the same value: an answer that is expected and the one that is derived."""
from __future__ import annotations

from ..language.terms import Term
from .claims import Claim, judge, trials_where
from .domain import NoPoint
from .verdict import Verdict
from .vocabulary import assignments, vocabulary


def agree(one: Term, other: Term, function: Term) -> Verdict:
    """one = other wherever `function` is defined."""
    words = vocabulary([function, one, other])
    try:
        return judge(Claim(one, other, exact=True), trials_where([function], words, assignments(words.dimensions)))
    except NoPoint as e:
        return Verdict(None, why=str(e))
