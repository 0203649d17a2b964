"""Maps that say nothing: which ones a run has, what becomes of a picture without some, and
which have to fall silent for the network to change its mind.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from app.catalogue import Entry
from app.engine.trace import Trace
from app.engine.types import Array, Weights
from app.engine.writing import listed
from app.missions.mission import called, maps_told
from app.runs import Run


class Map(NamedTuple):
    """One channel of one layer."""

    layer: str
    channel: int


class Touched(NamedTuple):
    """The channels whose weights are not what was learned."""

    silenced: list[Map]
    changed: list[Map]


def touched(run: Run) -> Touched:
    """Every channel whose weights or bias are not the learned ones, silent ones apart."""
    able = convolutions(run.entry)
    silenced: list[Map] = []
    changed: list[Map] = []
    for layer, learned in run.entry.weights.items():
        params = run.weights[layer]
        if all(params[name] is learned[name] for name in learned):
            continue
        for channel in range(len(learned["weights"])):
            if all(np.array_equal(params[n][channel], learned[n][channel]) for n in learned):
                continue
            silent = not any(np.any(params[name][channel]) for name in learned)
            kept = silenced if silent and layer in able else changed
            kept.append(Map(layer, channel))
    return Touched(silenced, changed)


def convolutions(entry: Entry) -> list[str]:
    """The layers whose maps may fall silent."""
    return [node.name for node in entry.network.nodes if node.layer.kind == "conv2d"]


def maps_of(entry: Entry) -> list[Map]:
    """All their maps."""
    shapes = entry.network.shapes()
    return [Map(layer, at) for layer in convolutions(entry) for at in range(shapes[layer][0])]


def places(entry: Entry, maps: Sequence[Map]) -> str:
    """Maps as people say them: "maps 1 and 10 of convolved 3 (conv_2_1)"."""
    layers = list(dict.fromkeys(one.layer for one in maps))
    return listed(
        [
            f"{maps_told([one.channel for one in maps if one.layer == layer])} of "
            f"{called(entry.network, layer)}"
            for layer in layers
        ]
    )


def shares_of(trace: Trace) -> Array:
    """What a run says of every class, (classes,)."""
    shares: Array = trace.answer[0, :, 0, 0]
    return shares


def way(entry: Entry, run: Run, label: str, sure: bool, most: int) -> list[Map]:
    """Maps whose silence makes a class the likeliest, or comes as near as one map at a time can.

    Step by step the map that does most is taken: the one after which the class has the largest
    share against the likeliest of the others. ``sure``: the network has to be sure of it.
    """
    silent: list[Map] = []
    for _ in range(most):
        tried = [one for one in maps_of(entry) if one not in silent]
        shares = [shares_of(_silenced(entry, run.trace, [*silent, one])) for one in tried]
        leads = [_lead(each, entry.classes.index(label)) for each in shares]
        best = int(np.argmax(leads))
        silent.append(tried[best])
        enough = entry.calibration.unsure_below if sure else 0.0
        if leads[best] > 0 and float(shares[best].max()) >= enough:
            break
    return silent


def _lead(shares: Array, wanted: int) -> float:
    """How far a class lies before the best of the others, as a ratio on a log scale."""
    others = np.delete(shares, wanted)
    return float(np.log(max(float(shares[wanted]), 1e-30) / max(float(others.max()), 1e-30)))


def _silenced(entry: Entry, earlier: Trace, maps: list[Map]) -> Trace:
    """The run of the same picture with some maps silent."""
    weights: dict[str, Any] = dict(entry.weights)
    for layer in {one.layer for one in maps}:
        weights[layer] = {name: array.copy() for name, array in entry.weights[layer].items()}
        for array in weights[layer].values():
            array[[one.channel for one in maps if one.layer == layer]] = 0
    silent: Weights = weights
    start = min((one.layer for one in maps), key=convolutions(entry).index)
    return entry.network.run(earlier["input"], silent, start=start, earlier=earlier)
