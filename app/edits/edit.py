"""One change to a layer, mostly to one of its output channels, read and checked."""

from dataclasses import dataclass, field
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from app.engine.layer import LISTENS

Change = Literal["weights", "kernel", "bias", "scale", "swap", "cut"]
ALL = slice(None)


@dataclass(frozen=True, eq=False)
class Edit:
    """What shall be different about one channel; or which input a layer no longer listens to.

    layer, channel   which; the channel counted from 0, and of no meaning for a cut
    change           what is changed about it
    value            weights (c, r, s), (r, s), (c,) or (); kernel (r, s) or (c, r, s); bias,
                     scale and swap a single number (); cut (inputs,), 0 for the one cut off
    input_channel    the only channel (or map) whose weights are meant; None for all
    part             the same as a place among the inputs of the filter
    rescale          whether a kernel gets the length (L2 norm) of the filter it replaces
    source           the layer that is cut off
    on               whether it is made at all
    """

    layer: str
    channel: int
    change: Change
    value: NDArray[np.float32] | NDArray[np.int64]
    input_channel: int | None = None
    part: slice = field(default_factory=lambda: ALL)
    rescale: bool = False
    on: bool = True
    source: str = ""

    @property
    def channels(self) -> tuple[int, ...]:
        """The output channels that it changes; for a cut, all inputs of the layer."""
        if self.change == "cut":
            return tuple(range(len(self.value)))
        return (self.channel, int(self.value)) if self.change == "swap" else (self.channel,)

    @property
    def param(self) -> str:
        """The array whose numbers it replaces, where it replaces any."""
        if self.change == "cut":
            return LISTENS
        return "bias" if self.change == "bias" else "weights"

    def as_dict(self) -> dict[str, Any]:
        """The edit as plain data, as one would send it."""
        told: dict[str, Any] = {"layer": self.layer}
        if self.change == "cut":
            told["cut"] = self.source
        else:
            told["channel"] = self.channel
            if self.input_channel is not None:
                told["input_channel"] = self.input_channel
            told[self.change] = self.value.tolist()
        if self.rescale:
            told["rescale"] = True
        if not self.on:
            told["on"] = False
        return told
