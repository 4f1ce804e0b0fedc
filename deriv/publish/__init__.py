"""Markdown, LaTeX, PDF, JSON, code, the site: writers that lay out what they are given."""
