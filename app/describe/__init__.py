"""Networks and runs, put into the words and figures that go over the wire."""

from app.describe.networks import network, summary
from app.describe.runs import evidence, is_unsure, judged, measured, prediction, run, unjudged

__all__ = [
    "evidence",
    "is_unsure",
    "judged",
    "measured",
    "network",
    "prediction",
    "run",
    "summary",
    "unjudged",
]
