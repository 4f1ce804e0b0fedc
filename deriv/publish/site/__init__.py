"""Documents and hand-written pages → the static site."""
from .build import Built, build_site

__all__ = ["Built", "build_site"]
