"""All wording and grouping: derivations, rules and chapters as documents."""

from .chapters import chapter_page, results_table
from .coverage import coverage_page, summary
from .fragment import Statement, fragment
from .page import page, stated
from .rules import rule_page, rule_slug, rules_index

__all__ = [
    "Statement",
    "chapter_page",
    "coverage_page",
    "fragment",
    "page",
    "results_table",
    "rule_page",
    "rule_slug",
    "rules_index",
    "stated",
    "summary",
]
