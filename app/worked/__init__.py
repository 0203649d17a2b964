"""The worked examples of the lessons: what goes in stands here, the engine does the sums.

One file for each lesson, with the lesson's name. From the ReLU on they are one thread: a small
map is rectified, pooled, flattened, voted on and ends as three shares, and the lesson on
learning goes the same way back.
"""

from functools import cache
from types import SimpleNamespace

from app.worked import (
    colour,
    dense,
    flatten,
    learning,
    one_dimension,
    picture,
    pooling,
    relu,
    softmax,
    two_dimensions,
)

LESSONS = (
    picture,
    one_dimension,
    two_dimensions,
    colour,
    relu,
    pooling,
    flatten,
    dense,
    softmax,
    learning,
)


@cache
def examples() -> SimpleNamespace:
    """Every example by the name of its lesson. Computed once: nothing about them ever changes."""
    made = {lesson.__name__.rpartition(".")[2]: lesson.example() for lesson in LESSONS}
    return SimpleNamespace(**made)
