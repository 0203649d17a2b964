"""Networks, runs and cells, put into the words and figures that go over the wire."""

from math import prod

import numpy as np

from app import schemas
from app.catalogue import Entry
from app.engine import figures, trial
from app.engine.evidence import evidence as gathered
from app.engine.evidence import target
from app.engine.input import Input
from app.engine.layer import LISTENS
from app.engine.network import INPUT, Network, Node
from app.engine.reads import Window
from app.engine.types import Array
from app.engine.writing import loudest
from app.runs import Run
from app.shelf import Sample

MANY = 128
"""A longer list of numbers is not told one by one: /maps has them."""
NAMED = 20
"""Of more classes than this, the list of networks names only the first: it has to stay short."""
LISTS = frozenset({"flattened", "dense", "compared", "softmax", "softmin"})
"""Stages that make lists of numbers out of maps: no block of maps holds them."""


# Networks


def summary(entry: Entry) -> schemas.NetworkSummary:
    """A network in a few figures."""
    totals = entry.totals
    channels, height, width = entry.network.image
    return {
        "id": entry.id,
        "title": entry.title,
        "year": entry.year,
        "about": entry.about,
        "input": {"channels": channels, "height": height, "width": width},
        "classes": list(entry.classes[:NAMED]),
        "otherwise": entry.otherwise,
        "class_count": len(entry.classes),
        "parameters": totals.parameters,
        "auxiliary_parameters": totals.auxiliary_parameters,
        "macs": totals.macs,
        "dense_share": totals.dense_share,
        "receptive_field": list(totals.receptive_field),
        "trained": entry.trained,
        "accuracy": entry.accuracy,
        "weights": entry.origin,
        "original": entry.original,
    }


def network(entry: Entry, shown: list[schemas.Sample]) -> schemas.Network:
    """A network, all its layers, and the samples."""
    blocks, seen = _blocks(entry.network), figures.receptive_fields(entry.network)
    return {
        **summary(entry),
        "classes": list(entry.classes),
        "layers": [
            _input(entry.network),
            *(_layer(entry.network, node, blocks[node.name], seen) for node in entry.network.nodes),
        ],
        "samples": shown,
        "preprocessing": dict(entry.preprocessing),
        "weights_digest": entry.digest,
        "unsure_below": entry.calibration.unsure_below,
        "loaded": entry.loaded,
        "caution": entry.caution,
    }


def _input(network: Network) -> schemas.Layer:
    """The picture, which stands first in every list of layers."""
    told = Input(network.image)
    return {
        "name": INPUT,
        "kind": told.kind,
        "stage": told.stage,
        "inputs": [],
        "shape": list(network.image),
        "parameters": 0,
        "macs": 0,
        "bytes": figures.map_bytes(network, INPUT),
        "receptive_field": [1, 1],
        "block": None,
        "module": None,
        "settings": {},
        "reads": [],
        "knobs": [],
        "unread": [0, 0],
        "words": _words(network, INPUT, {}),
    }


def _layer(network: Network, node: Node, block: int | None, seen: figures.Fields) -> schemas.Layer:
    shapes = network.input_shapes(node.name)
    return {
        "name": node.name,
        "kind": node.layer.kind,
        "stage": node.layer.stage,
        "inputs": list(node.inputs),
        "shape": list(network.shapes()[node.name]),
        "parameters": figures.parameters(network, node.name),
        "macs": figures.macs(network, node.name),
        "bytes": figures.map_bytes(network, node.name),
        "receptive_field": list(seen[node.name][0]),
        "block": block,
        "module": node.module or None,
        "settings": node.layer.settings(),
        "reads": [rule.as_dict() for rule in node.layer.reads(*shapes)],
        "knobs": [knob.name for knob in trial.knobs(type(node.layer))],
        "unread": list(figures.unread(network, node.name)),
        "words": _words(network, node.name, seen),
    }


def _words(network: Network, name: str, seen: figures.Fields) -> schemas.Words:
    told = network.words(name)
    accounts = *network.arithmetic(name), *figures.receptive_field_told(network, name, seen)
    return {
        "verb": told["verb"],
        "formula": told["formula"],
        "summary": told["summary"],
        "eli5": told["eli5"],
        "in_depth": told["in_depth"],
        "arithmetic": list(accounts),
        "code": network.code(name),
    }


def _blocks(network: Network) -> dict[str, int | None]:
    """The block of every map layer, counted from 1.

    A new one begins after each pool that makes maps smaller, and after what is done to its
    numbers one by one.
    """
    shapes = network.shapes()
    blocks: dict[str, int | None] = {}
    ended: dict[str, bool] = {INPUT: False}
    for node in network.nodes:
        heard = [blocks.get(name, 1) for name in node.inputs]
        if node.layer.stage in LISTS or None in heard:
            blocks[node.name] = None
        elif _in_place(network, node):
            blocks[node.name] = heard[0]
        else:
            blocks[node.name] = max(
                (block or 1) + ended[name] for block, name in zip(heard, node.inputs, strict=True)
            )
        still = _in_place(network, node) and ended[node.inputs[0]]
        shrunk = shapes[node.name][1:] != shapes[node.inputs[0]][1:]
        ended[node.name] = still or (node.layer.stage == "pooled" and shrunk)
    return blocks


def _in_place(network: Network, node: Node) -> bool:
    """Whether a layer changes each number where it stands and weighs nothing up."""
    shapes = network.input_shapes(node.name)
    rules = node.layer.reads(*shapes)
    windows = [rule for rule in rules if isinstance(rule, Window) and rule.size == (1, 1)]
    return len(rules) == len(windows) == 1 and not node.layer.macs(*shapes)


def judged(sample: Sample, run: Run) -> schemas.Sample:
    """A sample, and what a network that has learned something makes of it."""
    guesses = prediction(run)
    return {
        **unjudged(sample, run.id),
        "predicted": guesses[0]["label"],
        "probability": guesses[0]["probability"],
        "unsure": is_unsure(run, guesses),
        "correct": guesses[0]["label"] == sample.label,
    }


def unjudged(sample: Sample, run: str) -> schemas.Sample:
    """A sample, and the name of its run, which nobody has computed yet."""
    return {
        "id": sample.id,
        "title": sample.title,
        "label": sample.label,
        "picture": sample.address,
        "run": run,
        "predicted": None,
        "probability": None,
        "unsure": True,
        "correct": None,
    }


# Runs


def run(run: Run) -> schemas.Run:
    """A run: the verdict, and every layer in a few figures and a sentence."""
    facts = run.recipe.facts
    at = run.address
    guesses = prediction(run)
    return {
        "run": run.id,
        "network": run.entry.id,
        "picture": {
            "width": facts.width,
            "height": facts.height,
            "format": facts.format,
            "crop": {"left": facts.crop.left, "top": facts.crop.top, "side": facts.crop.side},
            "notes": list(facts.notes),
            "pixels": f"{at}/picture.png",
        },
        "prediction": guesses,
        "unsure": is_unsure(run, guesses),
        "blank": facts.blank,
        "weights": run.entry.origin,
        "loaded": run.entry.loaded,
        "caution": run.entry.caution,
        "edits": list(run.recipe.edits),  # type: ignore[arg-type]
        "layers": [_seen(run), *(_made(run, node) for node in run.entry.network.nodes)],
        "links": {
            "self": at,
            "maps": f"{at}/maps",
            "weights": f"{at}/weights",
            "edits": f"{at}/edits",
            "network": f"/api/networks/{run.entry.id}",
        },
    }


def prediction(run: Run) -> list[schemas.Guess]:
    """Every class with its probability, the likeliest first."""
    shares = run.trace.answer[0, :, 0, 0]
    return [
        {"label": run.entry.classes[place], "probability": float(shares[place])}
        for place in np.argsort(-shares, kind="stable").tolist()
    ]


def is_unsure(run: Run, guesses: list[schemas.Guess]) -> bool:
    """Whether the likeliest class is not likely enough to be counted on, or drawn by lot."""
    return (
        run.recipe.facts.blank
        or run.entry.origin == "drawn"
        or guesses[0]["probability"] < run.entry.calibration.unsure_below
    )


def evidence(run: Run) -> schemas.Evidence:
    """Which maps speak for the class that won, and through whom."""
    network, trace = run.entry.network, run.trace
    score = target(network, trace)
    return {
        "target": {
            "label": run.entry.classes[score.channel],
            "channel": score.channel,
            "layer": score.layer,
        },
        "wires": [
            {
                "from": wire.start,
                "to": wire.end,
                "source": wire.source,
                "reader": wire.reader,
                "evidence": wire.evidence,
            }
            for wire in gathered(network, run.weights, trace)
        ],
    }


def _seen(run: Run) -> schemas.RunLayer:
    maps = run.trace[INPUT][0]
    told = Input(run.entry.network.image)
    return _figures(run, INPUT, told.kind, told.stage, maps, told.sentence(maps))


def _made(run: Run, node: Node) -> schemas.RunLayer:
    output, classes = run.trace[node.name], run.entry.classes
    sentence = run.entry.network.sentence(node.name, run.trace, run.weights, classes)
    return _figures(run, node.name, node.layer.kind, node.layer.stage, output[0], sentence)


def _figures(
    run: Run, name: str, kind: str, stage: str, maps: Array, sentence: str
) -> schemas.RunLayer:
    return {
        "name": name,
        "kind": kind,
        "stage": stage,
        "shape": list(maps.shape),
        **measured(maps),
        "sentence": sentence,
        "links": _links(run, name),
    }


def measured(maps: Array) -> schemas.Figures:
    """A layer's maps (c, h, w) in figures. Nothing in here loops over numbers."""
    rows = maps.reshape(maps.shape[0], -1)
    if rows.shape[1] == 1 and len(rows) > MANY:
        rows = rows.reshape(1, -1)
    lows = np.minimum.reduce(rows, axis=1).tolist()
    highs = np.maximum.reduce(rows, axis=1).tolist()
    means = (np.add.reduce(rows, axis=1) / np.float32(rows.shape[1])).tolist()
    (channel, row, column), value = loudest(maps)
    told = len(rows) == len(maps)
    each = zip(lows, highs, means, strict=True) if told else ()
    return {
        "low": min(lows),
        "high": max(highs),
        "mean": sum(means) / len(means),
        "zeros": 1 - int(np.count_nonzero(maps)) / prod(maps.shape),
        "channels": [{"low": low, "high": high, "mean": mean} for low, high, mean in each],
        "loudest": {"channel": channel, "row": row, "column": column, "value": value},
    }


def _links(run: Run, name: str) -> dict[str, str]:
    at = f"{run.address}/layers/{name}"
    links = {form: f"{at}.{form}" for form in ("json", "npy", "png")}
    links["channel"] = f"{at}/{{channel}}.png"
    if name != INPUT:
        links["cell"] = f"{at}/cells/{{channel}}/{{row}}/{{column}}"
    if name in run.weights and LISTENS not in run.weights[name]:
        links["weights"] = f"/api/networks/{run.entry.id}/layers/{name}/weights.json"
    return links
