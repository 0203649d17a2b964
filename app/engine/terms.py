"""What one number is made of: the terms a layer adds up, and their total.

A layer names its inputs by position here; ``provenance`` knows the names.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Term:
    """One input cell and what it gave.

    ``weight`` is None where the layer has no such thing (an exponential has none).
    ``against`` is what the value is compared with, where it is compared with anything.
    A padding cell has the row and column where it would lie, and the value 0.
    """

    channel: int
    row: int
    column: int
    value: float
    weight: float | None
    product: float
    padding: bool = False
    note: str | None = None
    source: int = 0
    against: float | None = None


@dataclass(frozen=True, slots=True)
class Terms:
    """All terms of one output cell, in reading order, and the number they make."""

    terms: tuple[Term, ...]
    total: float
    bias: float | None = None
