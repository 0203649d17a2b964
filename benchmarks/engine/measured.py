"""What is measured: one picture, the slopes of a batch, and an edit. Times are CPU milliseconds."""

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import numpy as np

from app import body, changed
from app.engine import figures
from app.service import Service
from app.settings import Settings
from benchmarks.engine import pytorch
from benchmarks.engine.clock import Run, in_turns
from benchmarks.engine.networks import Entry, logits, pictures

BATCH = 64
MICRO_BATCH = {"lenet-5": 16}  # pictures whose maps fit in the second-level cache; else 4


class Forward(NamedTuple):
    """One picture through a network, all maps kept: CPU milliseconds."""

    name: str
    macs: int
    ours: float
    torch: float | None


class Learning(NamedTuple):
    """Forward and backward for a batch: CPU milliseconds."""

    name: str
    micro_batch: int
    ours: float
    torch: float | None


class Edit(NamedTuple):
    """A changed filter in the first convolution: CPU milliseconds.

    ``asked`` is all that POST .../edits/maps does, from the JSON of a brush to the bytes of the
    maps; None for a network without weights.
    """

    name: str
    node: str
    first: float
    everything: float
    afresh: float
    asked: float | None


def forward(entry: Entry, torch: ModuleType | None, options: argparse.Namespace) -> Forward:
    """One picture, ours and PyTorch's in turns; first of all, they must agree."""
    images = pictures(entry.network, 1)
    contenders: list[Run] = [lambda: entry.network.run(images, entry.weights)]
    if torch is not None:
        theirs = pytorch.forward(torch, entry, images)
        pytorch.agree(entry.network.run(images, entry.weights), theirs())
        contenders.append(theirs)
    times = in_turns(contenders, options.rounds)
    return Forward(entry.name, figures.macs(entry.network), times[0], _second(times))


def learn(entry: Entry, torch: ModuleType | None, options: argparse.Namespace) -> Learning:
    """The slopes of a batch: forward, backward, added up; no optimizer, no pictures read."""
    images = pictures(entry.network, BATCH)
    labels = np.random.default_rng(2).integers(0, entry.network.shapes()[logits(entry)][0], BATCH)
    micro = options.micro_batch or MICRO_BATCH.get(entry.name, 4)
    contenders: list[Run] = [lambda: slopes(entry, images, labels, micro)]
    if torch is not None:
        contenders.append(pytorch.slopes(torch, entry, images, labels))
    times = in_turns(contenders, max(3, options.rounds // 2))
    return Learning(entry.name, micro, times[0], _second(times))


def slopes(entry: Entry, images: np.ndarray, labels: np.ndarray, micro: int) -> dict:
    """How the loss of a batch changes with every weight, a few pictures at a time."""
    total: dict[tuple[str, str], np.ndarray] = {}
    for at in range(0, len(images), micro):
        trace = entry.network.run(images[at : at + micro], entry.weights)
        grad = trace.answer.copy()
        grad[np.arange(len(grad)), labels[at : at + micro]] -= 1
        found = entry.network.weight_gradients(grad, trace, entry.weights, at=logits(entry))
        for node, params in found.items():
            for name, slope in params.items():
                if (node, name) in total:
                    total[node, name] += slope
                else:
                    total[node, name] = slope
    return total


def edit(entry: Entry, options: argparse.Namespace) -> Edit:
    """One filter of the first convolution changed: its new maps, and everything after them."""
    network = entry.network
    first = next(node for node in network.nodes if node.layer.kind == "conv2d")
    images = pictures(network, 1)
    earlier = network.run(images, entry.weights)
    params = {name: array.copy() for name, array in entry.weights[first.name].items()}
    params["weights"][0] *= -1
    changed = {**entry.weights, first.name: params}
    heard = tuple(earlier[name] for name in first.inputs)
    contenders: list[Run] = [
        lambda: first.layer.forward(heard, params),
        lambda: network.run(images, changed, start=first.name, earlier=earlier),
        lambda: network.run(images, changed),
    ]
    stroke = brush(entry, first.name)
    times = in_turns(contenders if stroke is None else [*contenders, stroke], options.rounds)
    return Edit(entry.name, first.name, *times[:3], times[3] if stroke else None)


def brush(entry: Entry, layer: str) -> Run | None:
    """What the service does while somebody paints a filter of that layer."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service.open(Settings(store_folder=Path(folder)))
        known = service.catalogue[entry.name]
        if known.stored is None:
            return None
        run = service.runs.samples(known)[0][1].id
    grid = np.random.default_rng(3).normal(size=entry.weights[layer]["weights"].shape[1:])
    edit = {"layer": layer, "channel": 0, "weights": grid.round(3).tolist()}
    sent = json.dumps({"edits": [edit]}).encode()
    limits = service.settings.edits_bytes, service.settings.json_nesting
    return lambda: changed.imagined(service.runs, run, body.parse(sent, *limits), "f32")


def _second(times: Sequence[float]) -> float | None:
    return times[1] if len(times) > 1 else None
