"""Two runs of one network, laid on each other: which layers differ, where, and by how much.

After an edit the first layer that differs is the one that was changed; what differs further
down is what came of it.
"""

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np

from app.engine.network import INPUT, Network
from app.engine.trace import Trace
from app.engine.types import Array, Cell
from app.engine.writing import percent, thousands, unsigned

SAME = "No layer has changed: every number is what it was."
ALIKE = "Both runs are the same in every number."


class Difference(NamedTuple):
    """How far one layer of the first picture has moved."""

    layer: str
    largest: float
    """The largest magnitude of a difference, above 0."""
    cell: Cell
    """Channel, row and column where it first stands."""
    mean: float
    """The mean magnitude, over all numbers."""
    share: float
    """The share of numbers that differ, 0 to 1."""
    channels: tuple[int, ...]
    """The channels in which a number differs."""


def differing(before: Trace, after: Trace) -> tuple[Difference, ...]:
    """Every layer whose numbers are not the same in both runs, in the order of the network.

    The traces are of one network; their first pictures (c, h, w) are compared. The difference
    of two floats may be rounded, but is 0 only where they are equal (IEEE 754, 5.6 and 7.5).
    """
    with np.errstate(over="ignore"):
        found = [_difference(layer, before, after) for layer in before]
    return tuple(one for one in found if one is not None)


def sentence(found: Sequence[Difference], network: Network) -> str:
    """Where the difference begins, as one says it."""
    if not found:
        return SAME
    first = found[0]
    return (
        f"The first layer to change is {_title(first.layer, network)}: "
        f"{_where(first, network)} by {_amount(first.largest)}."
    )


def between(found: Sequence[Difference], network: Network) -> str:
    """Where two runs, of two pictures or with other edits, begin to differ."""
    if not found:
        return ALIKE
    first = found[0]
    if first.layer == INPUT:
        return (
            f"The pictures themselves differ, in {percent(first.share)} of their numbers "
            f"by {_amount(first.largest)}."
        )
    return (
        f"The first layer that differs is {_title(first.layer, network)}: "
        f"{_where(first, network)} by {_amount(first.largest)}."
    )


def _where(found: Difference, network: Network) -> str:
    """The map, or the number of a list, in which the largest difference stands."""
    thing = "number" if network.shapes()[found.layer][1:] == (1, 1) else "map"
    return f"{thing} {thousands(found.cell[0] + 1)}"


def _difference(layer: str, before: Trace, after: Trace) -> Difference | None:
    if before[layer] is after[layer]:
        return None
    apart = _apart(after[layer][0], before[layer][0])
    largest = np.maximum.reduce(apart, axis=1)
    channels = np.flatnonzero(largest).tolist()
    if not channels:
        return None
    channel = int(largest.argmax())
    row, column = divmod(int(apart[channel].argmax()), after[layer].shape[3])
    return Difference(
        layer=layer,
        largest=float(largest[channel]),
        cell=(channel, row, column),
        mean=float(np.add.reduce(apart, axis=None) / apart.size),
        share=int(np.count_nonzero(apart != 0)) / apart.size,  # counting truths is quicker
        channels=tuple(channels),
    )


def _apart(after: Array, before: Array) -> Array:
    """Magnitudes of differences, a line for every channel: in the maps' own kind of number,
    wider where that overflows."""
    new, old = (maps.reshape(len(maps), -1) for maps in (after, before))
    apart = new - old
    np.abs(apart, out=apart)
    if np.isfinite(apart.max()):
        return apart
    return np.abs(np.subtract(new, old, dtype=np.float64))


def _amount(largest: float) -> str:
    """A magnitude to two decimals, or what can still be said of a smaller one.

    >>> _amount(0.8312), _amount(0.0012)
    ('up to 0.83', 'less than 0.01')
    """
    return "less than 0.01" if largest < 0.005 else f"up to {unsigned(largest)}"


def _title(name: str, network: Network) -> str:
    """What people call a layer, and its name: "convolved 1 (conv_1_1)".

    Where it is the only one of its stage, it is not counted. Inside a module it is counted
    there, and the module is said first: "res 2b convolved 2 (res_2b_conv_2)".
    """
    asked = network.node(name)
    stage = asked.layer.stage
    alike = [
        node.name
        for node in network.nodes
        if node.layer.stage == stage and node.module == asked.module
    ]
    counted = f"{stage} {alike.index(name) + 1}" if len(alike) > 1 else stage
    title = f"{asked.module.replace('_', ' ')} {counted}" if asked.module else counted
    return title if title == name else f"{title} ({name})"
