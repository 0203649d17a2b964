"""The weights after a row of edits; those that were learned stay as they are."""

from collections.abc import Callable, Mapping, Sequence
from typing import NamedTuple

import numpy as np

from app.edits.cutting import listening
from app.edits.edit import Edit
from app.edits.grids import fitted
from app.edits.lasting import lasting
from app.engine.layer import LISTENS
from app.engine.network import Network
from app.engine.rows import same, seal
from app.engine.types import Array, Weights
from app.errors import BadEdit
from app.settings import Settings

Params = Mapping[str, Array]


class Made(NamedTuple):
    """What became of the weights, and the edits that it takes to get there."""

    edits: tuple[Edit, ...]
    weights: Weights
    """Layers that nothing was changed about are the very arrays they were before."""


def make(edits: Sequence[Edit], weights: Weights, settings: Settings) -> Made:
    """What the network would have learned, had it learned this.

    An edit that leaves no trace is left out: one that is off, that a later one replaces, that
    gives a channel what it has, or that helps to leave a layer exactly as it was learned.

    Raises BadEdit when a weight has grown larger than an edit may make it.
    """
    left = lasting(edits, weights)
    before = {edit.layer: listening(edit, weights) for edit in left}
    changed = {
        layer: {name: array.copy() for name, array in params.items()}
        for layer, params in before.items()
    }
    done: list[Edit] = []
    with np.errstate(all="ignore"):  # what has grown too large is found by ``_check``
        for edit in left:
            if _make(edit, changed[edit.layer]):
                done.append(edit)
            if _same(changed[edit.layer], before[edit.layer]):
                done = [one for one in done if one.layer != edit.layer]
    if len(lasting(done, weights)) < len(done):  # one that was left out had kept another alive
        return make(done, weights, settings)
    touched = {edit.layer for edit in done}
    changed = {layer: params for layer, params in changed.items() if layer in touched}
    _check(done, changed, settings)
    for params in changed.values():
        for array in params.values():
            seal(array)
    return Made(tuple(done), {**weights, **changed})


def starts(before: Weights, after: Weights, network: Network) -> list[str]:
    """The layers from which a run has to be computed again, in order, after a change of weights.

    What lies downstream of one that comes before it need not be named.
    """
    named: list[str] = []
    covered: set[str] = set()
    for node in network.nodes:
        if node.name not in covered and _differ(before.get(node.name), after.get(node.name)):
            named.append(node.name)
            covered |= network.downstream(node.name)
    return named


def _differ(one: Params | None, other: Params | None) -> bool:
    if one is other or one is None or other is None:
        return one is not other
    return not _same(one, other)


def _same(one: Params, other: Params) -> bool:
    return all(same(array, other[name]) for name, array in one.items())


def _make(edit: Edit, params: Params) -> bool:
    """Change the arrays of a layer, and say whether any number is another than before."""
    rows = list(edit.channels)
    before = {name: array[rows] for name, array in params.items()}
    CHANGES[edit.change](edit, params)
    if any(not np.array_equal(array[rows], before[name]) for name, array in params.items()):
        return True
    for name, array in params.items():
        array[rows] = before[name]  # an edit left out may not even turn 0 into −0
    return False


def _replace(edit: Edit, params: Params) -> None:
    if edit.change == "bias":
        params["bias"][edit.channel] = edit.value
    else:
        replaced = params["weights"][edit.channel, edit.part]
        replaced[...] = edit.value.reshape(replaced.shape)


def _put_in(edit: Edit, params: Params) -> None:
    replaced = params["weights"][edit.channel, edit.part]
    replaced[...] = fitted(edit.value, replaced, edit.rescale)  # type: ignore[arg-type]


def _scale(edit: Edit, params: Params) -> None:
    for array in params.values():
        array[edit.channel] *= edit.value


def _swap(edit: Edit, params: Params) -> None:
    rows = list(edit.channels)
    for array in params.values():
        array[rows] = array[rows[::-1]]


def _cut(edit: Edit, params: Params) -> None:
    params[LISTENS][...] *= edit.value


CHANGES: Mapping[str, Callable[[Edit, Params], None]] = {
    "weights": _replace,
    "bias": _replace,
    "kernel": _put_in,
    "scale": _scale,
    "swap": _swap,
    "cut": _cut,
}


def _check(edits: Sequence[Edit], changed: Weights, settings: Settings) -> None:
    """Raise BadEdit when a weight has become larger than an edit may make it."""
    touched = {(edit.layer, channel) for edit in edits for channel in edit.channels}
    for layer, channel in sorted(touched):
        for name, array in changed[layer].items():
            largest = float(np.abs(array[channel]).max())
            if not largest <= settings.edit_value:
                reach = f"reach {largest:,.6g}" if largest < np.inf else "grow beyond all bounds"
                raise BadEdit(
                    f"{layer}, channel {channel}: after these edits its {name} would {reach}; "
                    f"{settings.edit_value:,.6g} is the most."
                )
