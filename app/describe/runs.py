"""Runs, what they say of samples, and their maps in figures, as they go over the wire."""

from math import prod

import numpy as np

from app import schemas
from app.engine.evidence import evidence as gathered
from app.engine.evidence import target
from app.engine.input import Input
from app.engine.layer import LISTENS
from app.engine.network import INPUT, Node
from app.engine.types import Array
from app.engine.writing import loudest
from app.runs import Run
from app.shelf import Sample

MANY = 128
"""A longer list of numbers is not told one by one: /maps has them."""


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
        "noise": facts.noise,
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
    """Whether the likeliest class cannot be counted on.

    Because it is not likely enough, or the weights were drawn by lot, or a thing is named where
    there is none.
    """
    facts = run.recipe.facts
    named = guesses[0]["label"] != run.entry.otherwise
    return (
        facts.blank
        or (facts.noise and named)
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
        "negative": int(np.count_nonzero(maps < 0)) / prod(maps.shape),
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
