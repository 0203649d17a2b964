"""The pages of the lessons, and where they are written."""

from tests.service.reading import ROOT

TEMPLATES = ROOT / "templates"
LESSONS = [
    "picture", "one-dimension", "two-dimensions", "colour", "relu", "pooling", "flatten", "dense",
    "softmax", "learning", "networks",
]  # fmt: skip
PAGES = ["/learn", "/learn/glossary", *(f"/learn/{name}" for name in LESSONS)]
