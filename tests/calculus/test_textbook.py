"""Answers are those of textbooks, and no longer: the median, and every row."""

import statistics

import pytest

from tests.calculus.textbook import ROWS, compared

IDS = [row["id"] for row in ROWS]


@pytest.mark.parametrize("row", IDS)
def test_the_textbook_gives_the_same_answer(row):
    verdict = compared(row).verdict
    assert verdict.ok is True, verdict.why


@pytest.mark.parametrize("row", IDS)
def test_no_answer_is_half_as_long_again_as_the_textbook(row):
    assert compared(row).ratio <= 1.5


def test_the_median_answer_is_no_longer_than_the_textbook():
    assert statistics.median(compared(row).ratio for row in IDS) <= 1
