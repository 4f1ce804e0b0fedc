"""Proofs: every line of every lemma holds by itself, and the proofs lead from a rule's left side to its right."""

import pytest

from deriv.calculus.lemmas import PROOFS, in_letters
from deriv.calculus.rule import Rule, letters
from deriv.calculus.rules import ALL
from deriv.checking.rules import check_rule
from tests.calculus.second_orders import SECOND_ORDERS

RULES = (*ALL, *SECOND_ORDERS)
PROVED = [m for m in RULES if isinstance(m, Rule) and in_letters(m) is not None]


def _equations(rule):
    chain = in_letters(rule)
    here = chain.start
    for line in chain.lines:
        yield here, line.after
        here = line.after


@pytest.mark.parametrize("rule", PROVED, ids=lambda r: r.name)
def test_each_line_of_the_proof_holds(rule):
    for before, after in _equations(rule):
        verdict = check_rule(Rule("a line", before, after))
        assert verdict.ok is True, f"{before} = {after}: {verdict.why}"


@pytest.mark.parametrize("rule", PROVED, ids=lambda r: r.name)
def test_the_proof_is_of_this_rule(rule):
    chain = in_letters(rule)
    assert chain.start is rule.lhs
    assert check_rule(Rule("end", chain.end, rule.rhs)).ok is True
    assert letters(chain.end) <= letters(rule.lhs)


def test_every_proof_is_used():
    assert set(PROOFS) == {m.lemma for m in PROVED}


def test_no_rule_proves_itself_in_a_circle():
    uses = {m: {s.move for s in in_letters(m).steps} for m in PROVED}

    def grounded(move, above=()):
        assert move not in above, f"{move.name} rests on itself"
        return all(grounded(m, (*above, move)) for m in uses.get(move, ()))

    assert all(grounded(m) for m in PROVED)


def test_a_rule_is_proved_or_says_why_it_needs_no_proof():
    bare = [m.name for m in ALL if not m.axiom and not (isinstance(m, Rule) and in_letters(m) is not None)]
    assert bare == []
