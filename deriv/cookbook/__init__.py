"""Recipes, the collection of them, cross-references, all wording and grouping, the document model."""
