"""Networks and their layers, put into the words and figures that go over the wire."""

from app import schemas
from app.catalogue import Entry
from app.engine import figures, trial
from app.engine.input import Input
from app.engine.network import INPUT, Network, Node
from app.engine.reads import Window

NAMED = 20
"""Of more classes than this, the list of networks names only the first: it has to stay short."""
LISTS = frozenset({"flattened", "dense", "compared", "softmax", "softmin"})
"""Stages that make lists of numbers out of maps: no block of maps holds them."""


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
