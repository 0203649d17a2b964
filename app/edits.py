"""Changes to what a network learned, tried out on one picture and written nowhere.

An edit names a layer and one of its output channels, and gives that channel new weights, a
new bias, or a scale that both are multiplied by (0 silences it, 2 doubles its answers)::

    {"layer": "conv_1_1", "channel": 4, "weights": [[[...]]]}                   its whole filter
    {"layer": "conv_1_1", "channel": 4, "input_channel": 0, "weights": [[...]]}      one slice
    {"layer": "conv_1_1", "channel": 4, "bias": 0.5}
    {"layer": "dense", "channel": 9, "scale": 0}

They are made one after the other, all of them or none.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.network import INPUT, Network
from app.engine.types import Array, EngineError, Weights
from app.engine.writing import by, listed, thousands
from app.errors import BadEdit
from app.settings import Settings

CHANGES = ("weights", "bias", "scale")
KEYS = ("layer", "channel", "input_channel", *CHANGES)
AXES = {3: ("input channel", "row", "column"), 2: ("row", "column"), 1: ("input",), 0: ()}
"""What the brackets of a list of weights count, from the outside in."""


@dataclass(frozen=True)
class Edit:
    """One change to one output channel of one layer."""

    layer: str
    channel: int
    change: str
    value: NDArray[np.float32]
    input_channel: int | None = None

    def as_dict(self) -> dict[str, Any]:
        """The edit as plain data, as one would send it."""
        told: dict[str, Any] = {"layer": self.layer, "channel": self.channel}
        if self.input_channel is not None:
            told["input_channel"] = self.input_channel
        told[self.change] = self.value.tolist()
        return told

    def replaces(self, other: "Edit") -> bool:
        """Whether nothing is left of ``other`` once this edit has been made."""
        return (
            self.change != "scale"
            and (self.layer, self.channel, self.change)
            == (other.layer, other.channel, other.change)
            and self.input_channel in (None, other.input_channel)
        )


def read(told: Any, network: Network, settings: Settings) -> tuple[Edit, ...]:
    """Edits from plain data: a list of them, or an object with such a list under "edits".

    Raises BadEdit, in a sentence that names the layer, the channel and the cell, when any
    of them cannot be made.
    """
    if isinstance(told, Mapping) and "edits" in told:
        told = told["edits"]
    if not isinstance(told, list):
        raise BadEdit('Edits come as a list: {"edits": [{"layer": ..., "channel": ..., ...}]}.')
    if len(told) > settings.edits_count:
        raise BadEdit(f"There are {len(told)} edits; {settings.edits_count} are the most.")
    return tuple(_edit(number, one, network, settings) for number, one in enumerate(told, 1))


def settle(edits: Sequence[Edit], weights: Weights) -> tuple[Edit, ...]:
    """The same changes without those that leave no trace; none at all if all is as it was."""
    lasting = [
        edit
        for place, edit in enumerate(edits)
        if not any(later.replaces(edit) for later in edits[place + 1 :])
    ]
    after = apply(lasting, weights)
    same = all(
        np.array_equal(array, weights[node][name])
        for node in {edit.layer for edit in lasting}
        for name, array in after[node].items()
    )
    return () if same else tuple(lasting)


def apply(edits: Sequence[Edit], weights: Weights) -> Weights:
    """What the network would have learned, had it learned this. ``weights`` stay as they are."""
    changed: dict[str, dict[str, Array]] = {
        layer: {name: array.copy() for name, array in weights[layer].items()}
        for layer in {edit.layer for edit in edits}
    }
    with np.errstate(all="ignore"):  # what has grown too large is found by ``check``
        for edit in edits:
            _make(edit, changed[edit.layer])
    for params in changed.values():
        for array in params.values():
            array.flags.writeable = False
    return {**weights, **changed}


def check(edits: Sequence[Edit], weights: Weights, settings: Settings) -> None:
    """Raise BadEdit when scaling has made a weight larger than an edit may."""
    for edit in edits:
        for name, array in weights[edit.layer].items():
            largest = float(np.abs(array[edit.channel]).max())
            if not largest <= settings.edit_value:
                raise BadEdit(
                    f"{_where(edit.layer, edit.channel)}: after these edits its {name} would "
                    f"reach {largest:,.6g}; {settings.edit_value:,.6g} is the most."
                )


def starts(edits: Sequence[Edit], network: Network) -> list[str]:
    """The layers from which a run has to be computed again, in order.

    What lies downstream of one that comes before it need not be named.
    """
    touched = {edit.layer for edit in edits}
    named: list[str] = []
    covered: set[str] = set()
    for node in network.nodes:
        if node.name in touched and node.name not in covered:
            named.append(node.name)
            covered |= network.downstream(node.name)
    return named


def _make(edit: Edit, params: dict[str, Array]) -> None:
    if edit.change == "scale":
        for array in params.values():
            array[edit.channel] *= edit.value
    elif edit.input_channel is None:
        params[edit.change][edit.channel] = edit.value
    else:
        params[edit.change][edit.channel, edit.input_channel] = edit.value


# Reading one edit, and saying what is wrong with it


def _where(layer: str, channel: int) -> str:
    return f"{layer}, channel {channel}"


def _edit(number: int, told: Any, network: Network, settings: Settings) -> Edit:
    if not isinstance(told, Mapping):
        raise BadEdit(f"Edit {number} is {_kind(told)}, but should be an object in braces.")
    for key in told:
        if key not in KEYS:
            raise BadEdit(f"Edit {number} has a {key[:80]!r}; it may have {listed(KEYS)}.")
    layer, shapes = _layer(number, told, network)
    channels = shapes["weights"][0]
    channel = _index(f"Edit {number}", layer, "channel", told.get("channel"), channels)
    where = _where(layer, channel)
    change = _change(where, told)
    shape = shapes["weights"][1:]
    part = _input_channel(where, layer, change, told, shape)
    if change == "weights":
        wanted = shape if part is None else shape[1:]
        value = _array(where, told["weights"], wanted, part, settings)
    else:
        value = _array(where, told[change], (), None, settings, change)
    return Edit(layer, channel, change, value, part)


def _layer(
    number: int, told: Mapping[str, Any], network: Network
) -> tuple[str, dict[str, tuple[int, ...]]]:
    """The layer an edit is about, and the shapes of what it learned."""
    shapes = network.param_shapes()
    able = [name for name, held in shapes.items() if "weights" in held and "bias" in held]
    layer = told.get("layer")
    if not isinstance(layer, str):
        raise BadEdit(f'Edit {number} does not say which layer: give its name as "layer".')
    if layer != INPUT:
        try:
            network.node(layer)
        except EngineError:
            raise BadEdit(
                f"Edit {number}: there is no layer called {layer[:80]!r}. "
                f"Those with weights are {listed(able)}."
            ) from None
    if layer not in able:
        raise BadEdit(
            f"Edit {number}: {layer} has no weights to edit. Those with weights are {listed(able)}."
        )
    return layer, shapes[layer]


def _index(where: str, layer: str, name: str, value: Any, count: int) -> int:
    words = name.replace("_", " ")
    if type(value) is not int:
        said = "is missing" if value is None else f"is {_kind(value)}"
        raise BadEdit(f"{where}: the {words} of {layer} {said}, but should be a whole number.")
    if not 0 <= value < count:
        raise BadEdit(
            f"{where}: {layer} has no {words} {_short(value)}; it has {thousands(count)}, "
            f"counted from 0 to {count - 1}."
        )
    return value


def _change(where: str, told: Mapping[str, Any]) -> str:
    given = [key for key in CHANGES if key in told]
    if not given:
        raise BadEdit(f"{where}: the edit changes nothing. Give weights, a bias or a scale.")
    if len(given) > 1:
        raise BadEdit(f"{where}: {listed(given)} are in one edit. Put each in an edit of its own.")
    return given[0]


def _input_channel(
    where: str, layer: str, change: str, told: Mapping[str, Any], shape: tuple[int, ...]
) -> int | None:
    if told.get("input_channel") is None:
        return None
    if change != "weights":
        raise BadEdit(f"{where}: a {change} belongs to the whole channel; leave out input_channel.")
    return _index(where, layer, "input_channel", told["input_channel"], shape[0])


def _array(
    where: str,
    value: Any,
    shape: tuple[int, ...],
    part: int | None,
    settings: Settings,
    name: str = "weights",
) -> NDArray[np.float32]:
    """A nested list as numbers of exactly this shape, every one of them checked."""
    flat: list[float] = []
    if name == "weights":
        axes = AXES.get(len(shape), tuple(f"axis {axis}" for axis in range(len(shape))))
        if part is not None:
            where = f"{where}, input channel {part}"
    else:
        axes = ()
    _gather(where, value, shape, axes, (), flat, name, settings)
    return np.array(flat, np.float32).reshape(shape)


def _gather(
    where: str,
    value: Any,
    shape: tuple[int, ...],
    axes: tuple[str, ...],
    at: tuple[int, ...],
    flat: list[float],
    name: str,
    settings: Settings,
) -> None:
    """Walk down the brackets; append what stands in them, or say which cell is wrong."""
    if len(at) == len(shape):
        flat.append(_number(where, value, name, _cell(axes, at), settings))
        return
    count = shape[len(at)]
    if not isinstance(value, list) or len(value) != count:
        held = f"{len(value)} things" if isinstance(value, list) else _kind(value)
        order = f" ({' × '.join(axis + 's' for axis in axes)})" if len(axes) > 1 else ""
        here = _cell(axes, at) or "the list"
        raise BadEdit(
            f"{where}: the weights should be {by(shape)} numbers{order}, "
            f"but {here} holds {held} where there should be {count}."
        )
    for place, one in enumerate(value):
        _gather(where, one, shape, axes, (*at, place), flat, name, settings)


def _number(where: str, value: Any, name: str, cell: str, settings: Settings) -> float:
    what = {"weights": "the weight", "bias": "the bias", "scale": "the scale"}[name]
    place = f"{what} at {cell}" if cell else what
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadEdit(f"{where}: {place} is {_kind(value)}, but should be a number.")
    most = settings.edit_value
    if isinstance(value, float) and not isfinite(value):
        said = "not a number" if value != value else "infinite"
        raise BadEdit(f"{where}: {place} is {said}, but should be a number up to {most:,.6g}.")
    if abs(value) > most:
        raise BadEdit(f"{where}: {place} is {_short(value)}; {most:,.6g} is the most, either way.")
    return float(value)


def _cell(axes: tuple[str, ...], at: tuple[int, ...]) -> str:
    """Where in the list, as one says it: "input channel 0, row 1, column 2"."""
    return ", ".join(f"{axis} {place}" for axis, place in zip(axes, at, strict=False))


def _short(value: float) -> str:
    """A number that may be absurdly long, shortened."""
    if isinstance(value, int) and abs(value) >= 10**15:
        return f"{'−' if value < 0 else ''}a number of {len(str(abs(value)))} digits"
    return f"{value:,.6g}".replace("-", "−")


def _kind(value: Any) -> str:
    """What kind of thing stands where another should."""
    if value is None:
        return "empty (null)"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str):
        return f"the text {value[:40]!r}"
    if isinstance(value, list):
        return "a list"
    return "an object" if isinstance(value, Mapping) else "a number"
