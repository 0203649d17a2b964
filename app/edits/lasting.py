"""Which edits leave a trace: what a later one replaces need not be made.

A brush that goes over the same filter a hundred times leaves one edit, not a hundred; and
however somebody got to some weights, the run they lead to is named by what is left.
"""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from app.edits.edit import ALL, Edit
from app.engine.types import Weights

Mask = NDArray[np.bool_]


def lasting(edits: Sequence[Edit], weights: Weights) -> list[Edit]:
    """The edits of which something is left at the end, in their order; none that are off.

    Walks backwards and remembers which numbers will be replaced anyway: by array, True for
    each (output channel, input) of the weights and each output channel of the biases.
    """
    masks = {
        layer: {name: np.zeros(a.shape[:2], bool) for name, a in weights[layer].items()}
        for layer in {edit.layer for edit in edits if edit.change != "cut"}
    }
    left = [
        edit
        for edit in reversed(edits)
        if edit.on and (edit.change == "cut" or _lasts(edit, masks[edit.layer]))
    ]
    return left[::-1]


def _lasts(edit: Edit, replaced: Mapping[str, Mask]) -> bool:
    """Whether an edit leaves a trace; if so, what comes before it has to reckon with it."""
    rows = list(edit.channels)
    if edit.change in ("scale", "swap"):
        if all(mask[rows].all() for mask in replaced.values()):
            return False
        if edit.change == "swap":
            for mask in replaced.values():
                mask[rows] = mask[rows[::-1]]
        return True
    mask = replaced[edit.param]
    part = (edit.channel, edit.part) if edit.part != ALL else (edit.channel,)
    if mask[part].all():
        return False
    mask[part] = not edit.rescale  # what is rescaled has to know what it replaces
    return True
