"""Hypothesis draws the same examples in every run of the tests, and new ones in `make fuzz`."""
import os

from hypothesis import settings

settings.register_profile("same", deadline=None, derandomize=True)
settings.register_profile("fuzz", deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "same"))
