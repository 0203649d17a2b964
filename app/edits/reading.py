"""Edits from plain data: every one of them can be made, or it is said what is wrong with it."""

from collections.abc import Mapping
from typing import Any, cast

import numpy as np

from app.edits import cutting, grids
from app.edits.edit import ALL, Change, Edit
from app.edits.numbers import Wanted, kind, short
from app.engine.network import INPUT, Network
from app.engine.types import EngineError, Shape
from app.engine.writing import listed, thousands
from app.errors import BadEdit
from app.settings import Settings

CHANGES = ("weights", "kernel", "bias", "scale", "swap")
BY_CHANNEL = (2, 4)
"""Axes of weights that are edited channel by channel: rows of a dense layer, filters."""
KEYS = ("layer", "channel", "input_channel", *CHANGES, "cut", "rescale", "on")


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
    return tuple(_read(number, one, network, settings) for number, one in enumerate(told, 1))


def _read(number: int, told: Any, network: Network, settings: Settings) -> Edit:
    """One edit: to a channel, or to what a layer listens to. Raises BadEdit."""
    if isinstance(told, Mapping) and "cut" in told:
        return cutting.read(number, told, network)
    return _Reader(number, told, network, settings).edit()


class _Reader:
    """Reads one edit. It finds the layer and the channel first: every sentence names them."""

    def __init__(self, number: int, told: Any, network: Network, settings: Settings) -> None:
        self.number, self.network, self.settings = number, network, settings
        if not isinstance(told, Mapping):
            raise BadEdit(f"Edit {number} is {kind(told)}, but should be an object in braces.")
        for key in told:
            if key not in KEYS:
                raise BadEdit(f"Edit {number} has a {key[:80]!r}; it may have {listed(KEYS)}.")
        self.told = told
        self.layer, self.shapes = self._layer()
        self.shape = self.shapes["weights"]
        self.channel = self._index(f"Edit {number}", "channel", told.get("channel"), self.shape[0])
        self.where = f"{self.layer}, channel {self.channel}"

    def edit(self) -> Edit:
        """The edit. Raises BadEdit."""
        change = self._change()
        on = self._switch("on", usual=True)
        rescale = self._switch("rescale", usual=False)
        if "rescale" in self.told and change != "kernel":
            raise BadEdit(f"{self.where}: rescale goes with a kernel; this edit has none.")
        given = self.told[change]
        if change in ("weights", "kernel"):
            return self._filter(change, given, rescale, on)
        if self.told.get("input_channel") is not None:
            raise BadEdit(
                f"{self.where}: a {change} belongs to the whole channel; leave out input_channel."
            )
        if change == "swap":
            value = np.array(self._other(given), np.int64)
            return Edit(self.layer, self.channel, change, value, on=on)
        if change not in self.shapes and change == "bias":
            raise BadEdit(f"{self.where}: {self.layer} has no bias; nothing is added there.")
        number = self._wanted(change).read(given)
        return Edit(self.layer, self.channel, change, number, on=on)

    def _filter(self, change: Change, given: Any, rescale: bool, on: bool) -> Edit:
        """Weights one by one, or a kernel that is fitted into its place."""
        whole = self.shape[1:]
        if change == "kernel" and len(whole) != 3:
            raise BadEdit(
                f"{self.where}: a {self.network.node(self.layer).layer.kind} layer has no window "
                f"to put a kernel in. Give it weights instead."
            )
        asked = self.told.get("input_channel")
        part, wanted = (ALL, whole) if asked is None else self._part(asked, given)
        if change == "kernel":
            value = grids.read(self._within(), given, whole[0], asked is not None, self.settings)
        else:
            value = self._wanted("weight", "weights", wanted).read(given)
        return Edit(self.layer, self.channel, change, value, asked, part, rescale, on)

    def _part(self, asked: Any, given: Any) -> tuple[slice, tuple[int, ...]]:
        """Which inputs of a filter an input channel stands for, and the shape of their weights."""
        whole = self.shape[1:]
        if len(whole) == 1 and isinstance(given, list):
            maps = _unrolled(self.network, self.layer)
            if maps is None:
                raise BadEdit(
                    f"{self.where}: {self.layer} reads a list, not maps: with input_channel, "
                    f"its weights are one number."
                )
            channel = self._index(self.where, "input_channel", asked, maps[0])
            area = maps[1] * maps[2]
            return slice(channel * area, (channel + 1) * area), maps[1:]
        channel = self._index(self.where, "input_channel", asked, whole[0])
        return slice(channel, channel + 1), whole[1:]

    def _within(self) -> str:
        """Whose weights are meant, down to the input channel if there is one."""
        asked = self.told.get("input_channel")
        return self.where if asked is None else f"{self.where}, input channel {asked}"

    def _wanted(self, one: str, name: str = "", shape: tuple[int, ...] = ()) -> Wanted:
        return Wanted(self._within(), name or one, one, self.settings.edit_value, shape)

    def _layer(self) -> tuple[str, Mapping[str, tuple[int, ...]]]:
        """The layer an edit is about, and the shapes of what it learned."""
        shapes = self.network.param_shapes()
        able = [name for name, held in shapes.items() if len(held.get("weights", ())) in BY_CHANNEL]
        layer = self.told.get("layer")
        if not isinstance(layer, str):
            raise BadEdit(f'Edit {self.number} does not say which layer: give its name as "layer".')
        if layer in able:
            return layer, shapes[layer]
        with_weights = f"Those with weights are {listed(able)}."
        if layer != INPUT:
            try:
                self.network.node(layer)
            except EngineError:
                raise BadEdit(
                    f"Edit {self.number}: there is no layer called {layer[:80]!r}. {with_weights}"
                ) from None
        raise BadEdit(f"Edit {self.number}: {layer} has no weights to edit. {with_weights}")

    def _index(self, where: str, name: str, value: Any, count: int) -> int:
        words = name.replace("_", " ")
        if type(value) is not int:
            said = "is missing" if value is None else f"is {kind(value)}"
            raise BadEdit(
                f"{where}: the {words} of {self.layer} {said}, but should be a whole number."
            )
        if not 0 <= value < count:
            raise BadEdit(
                f"{where}: {self.layer} has no {words} {short(value)}; it has {thousands(count)}, "
                f"counted from 0 to {count - 1}."
            )
        return value

    def _change(self) -> Change:
        given = [key for key in CHANGES if key in self.told]
        if not given:
            raise BadEdit(
                f"{self.where}: the edit changes nothing. Give weights, a kernel, a bias, a scale "
                f"or a swap."
            )
        if len(given) > 1:
            raise BadEdit(
                f"{self.where}: {listed(given)} are in one edit. Put each in an edit of its own."
            )
        return cast(Change, given[0])

    def _switch(self, name: str, usual: bool) -> bool:
        value = self.told.get(name, usual)
        if not isinstance(value, bool):
            raise BadEdit(f"{self.where}: {name} is {kind(value)}, but should be true or false.")
        return value

    def _other(self, value: Any) -> int:
        """The channel to change places with."""
        other = self._index(f"{self.where}, swap", "channel", value, self.shape[0])
        if other == self.channel:
            raise BadEdit(
                f"{self.where}: it cannot change places with itself; give another channel of "
                f"{self.layer}."
            )
        return other


def _unrolled(network: Network, layer: str) -> Shape | None:
    """The maps (c, h, w) that a layer reads number by number, if its list was made of maps."""
    shapes = network.shapes()
    heard = network.node(layer).inputs
    while len(heard) == 1 and heard[0] != INPUT:
        node = network.node(heard[0])
        if node.layer.kind == "flatten":
            return shapes[node.inputs[0]]
        if node.layer.kind != "dropout":
            return None
        heard = node.inputs
    return None
