"""An input that is cut off: a layer that adds several no longer listens to one of them."""

from collections.abc import Mapping
from typing import Any

import numpy as np

from app.edits.edit import Edit
from app.edits.numbers import kind
from app.engine.layer import LISTENS
from app.engine.network import Network
from app.engine.types import Array, EngineError, Weights
from app.engine.writing import listed
from app.errors import BadEdit

KEYS = ("layer", "cut", "on")


def read(number: int, told: Mapping[str, Any], network: Network) -> Edit:
    """The edit from plain data. Raises BadEdit, in a sentence that names what it may be.

    number   which edit of the list it is, counted from 1
    """
    layer, source, on = told.get("layer"), told["cut"], told.get("on", True)
    inputs = _inputs(number, layer, network)
    for key in told:
        if key not in KEYS:
            raise BadEdit(
                f"{layer}: an input is cut off for all channels at once; leave out {key[:80]}."
            )
    if not isinstance(source, str):
        raise BadEdit(
            f"{layer}: cut is {kind(source)}, but should be the name of a layer it listens to: "
            f"{listed(inputs)}."
        )
    if source not in inputs:
        raise BadEdit(
            f"{layer} does not listen to {source[:80]!r}, so it cannot be cut off. It listens to "
            f"{listed(inputs)}."
        )
    if not isinstance(on, bool):
        raise BadEdit(f"{layer}: on is {kind(on)}, but should be true or false.")
    left = np.array([heard != source for heard in inputs], np.float32)
    return Edit(str(layer), 0, "cut", left, on=on, source=source)


def listening(edit: Edit, weights: Weights) -> Mapping[str, Array]:
    """What the layer of an edit is handed before any edit: all of its inputs count."""
    if edit.change != "cut":
        return weights[edit.layer]
    return {LISTENS: np.ones_like(edit.value, np.float32)}


def _inputs(number: int, layer: Any, network: Network) -> tuple[str, ...]:
    """The layers that a layer listens to, if one of them can be cut off."""
    able = [node.name for node in network.nodes if node.layer.severable]
    can = f"Those where one can are {listed(able)}." if able else "There is none in this network."
    if not isinstance(layer, str):
        raise BadEdit(f'Edit {number} does not say which layer: give its name as "layer".')
    if layer in able:
        return network.node(layer).inputs
    try:
        if layer != "input":
            network.node(layer)
    except EngineError:
        raise BadEdit(f"Edit {number}: there is no layer called {layer[:80]!r}. {can}") from None
    raise BadEdit(
        f"Edit {number}: {layer} does not add what several layers say, so nothing can be cut off "
        f"it. {can}"
    )
