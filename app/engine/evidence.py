"""Which map speaks for the answer, and through whom: the evidence along every edge.

The answer is a score, the logit of the winning class. A map that is read gives something to
the map that reads it; how much of that reaches the score is told by the score's slope:

    evidence of map s in map r  =  sum over cells of x_s · (slope of the score for x_s, through r)

For a layer that adds up products, that is the slope of the score for every cell of r times
what s gave to that cell. All maps of the input together give gradient times map, less the
part of the bias. It holds for any kind: nothing is asked of a layer but its gradients.

Gradient times input: Shrikumar, Greenside, Shcherbina and Kundaje, Not Just a Black Box, 2016.
"""

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from app.engine.layer import image_of
from app.engine.network import Network, Node
from app.engine.trace import Trace
from app.engine.types import Array, Params, Weights

Places = NDArray[np.intp]

READERS = 16
"""How many maps of a layer are asked who speaks to them: those with the most evidence."""
FEWEST_READERS = 4
WORK = 2_000_000_000
"""How many multiplications may go into an edge before fewer maps are asked."""
NUMBERS = 4_000_000
"""How many numbers of a layer are held at once while its maps are asked."""
WIRES = 24
"""How many wires of an edge are told: the strongest."""


@dataclass(frozen=True, slots=True)
class Target:
    """The score in question: the one of ``layer`` that won."""

    layer: str
    channel: int


@dataclass(frozen=True, slots=True)
class Wire:
    """What map ``source`` of one layer gives to the score through map ``reader`` of the next."""

    start: str
    end: str
    source: int
    reader: int
    evidence: float


def target(network: Network, trace: Trace) -> Target:
    """The score of the winning class: what the shares were made of, before they were shares."""
    return Target(network.logits, int(trace.answer[0].argmax()))


def evidence(network: Network, weights: Weights, trace: Trace) -> tuple[Wire, ...]:
    """The strongest wires of every edge that leads to the score, edge by edge, in order.

    For the first picture of the trace.
    """
    first, score = trace.first, target(network, trace)
    grad = np.zeros_like(first[score.layer])
    grad[0, score.channel] = network.nodes[-1].layer.best  # -1: a small distance is a high score
    with np.errstate(all="ignore"):  # edited weights may blow a slope up
        slopes = network.slopes(grad, first, weights, at=score.layer)
        return tuple(
            wire
            for node in network.nodes
            if node.name in slopes
            for wire in _wires(node, slopes[node.name], first, weights)
        )


def _wires(node: Node, slope: Array, trace: Trace, weights: Weights) -> Iterator[Wire]:
    """The strongest wires of each edge into one node; ``slope`` (1, c, h, w) is the score's."""
    asked = _how_many(node, trace)
    readers = _strongest((slope * trace[node.name])[0].sum(axis=(1, 2)), asked)
    readers = readers[np.any(slope[0, readers] != 0, axis=(1, 2))]
    if not len(readers):
        return
    for start, shares in zip(
        node.inputs, _shares(node, slope, readers, trace, weights), strict=True
    ):
        for place in _strongest(shares.ravel(), WIRES).tolist():
            reader, source = divmod(place, shares.shape[1])
            told = float(shares[reader, source])
            if told:
                yield Wire(start, node.name, source, int(readers[reader]), told)


def _how_many(node: Node, trace: Trace) -> int:
    """How many maps of a node are asked: fewer where each answer is a lot of work."""
    macs = node.layer.macs(*(image_of(trace[name]) for name in node.inputs))
    return min(READERS, max(FEWEST_READERS, WORK // max(macs, 1)))


def _shares(
    node: Node, slope: Array, readers: Places, trace: Trace, weights: Weights
) -> list[Array]:
    """Input by input, what each of its maps gives through each of the readers: (readers, maps)."""
    heard = tuple(trace[name] for name in node.inputs)
    largest = max(slope[0].size, *(x[0].size for x in heard))
    at_once = max(1, NUMBERS // largest)
    params = weights.get(node.name, {})
    told = [
        _asked(node, slope, readers[begin : begin + at_once], heard, params)
        for begin in range(0, len(readers), at_once)
    ]
    return [np.concatenate(parts) for parts in zip(*told, strict=True)]


def _asked(
    node: Node, slope: Array, readers: Places, heard: tuple[Array, ...], params: Params
) -> list[Array]:
    """The same for a few readers. Each is asked alone: the same picture once per reader, the
    slope left standing on that one map.
    """
    alone = np.zeros((len(readers), *slope.shape[1:]), slope.dtype)
    alone[np.arange(len(readers)), readers] = slope[0, readers]
    copies = tuple(np.broadcast_to(x, (len(readers), *x.shape[1:])) for x in heard)
    blames = node.layer.input_gradients(alone, copies, params)
    return [
        np.nan_to_num((blame * x).sum(axis=(2, 3))) for blame, x in zip(blames, heard, strict=True)
    ]


def _strongest(values: Array, count: int) -> Places:
    """The places of the largest magnitudes, the largest first."""
    return np.argsort(-np.abs(values), kind="stable")[:count]
