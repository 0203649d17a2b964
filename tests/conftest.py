"""What every test shares: tests that make up their own examples do so the same way each time."""

import os

from hypothesis import settings

import app  # noqa: F401  (before NumPy and SciPy: it tells the libraries under them to use one thread)

settings.register_profile("here", deadline=None)
settings.register_profile("ci", deadline=None, derandomize=True, print_blob=True)
settings.load_profile("ci" if "CI" in os.environ else "here")
