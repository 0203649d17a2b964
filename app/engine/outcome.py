"""What comes out when a layer is tried with other settings: a map, or why there is none."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

from numpy import bool_
from numpy.typing import NDArray

from app.engine import windows
from app.engine.coverage import ALL_READ, Coverage
from app.engine.reads import Window
from app.engine.surround import BARE, Surround
from app.engine.types import Array, EngineError, Shape
from app.engine.writing import MINUS, sentence_case


class Rim(NamedTuple):
    """Numbers of a map whose window reads something made up, beside those whose does not.

    inside  the mean of the others; None where there are no others
    """

    cells: int
    mean: float
    inside: float | None

    @classmethod
    def of(cls, made: Array, touched: NDArray[bool_]) -> Self | None:
        """The rim of a map (h, w), or None where nothing is made up."""
        if not touched.any():
            return None
        inside = made[~touched]
        mean = float(inside.mean()) if inside.size else None
        return cls(int(touched.sum()), float(made[touched].mean()), mean)


@dataclass(frozen=True)
class Outcome:
    """What came out of a trial.

    settings    every knob and where it stood
    shape       (c, h, w) of all maps; None where nothing comes out
    reason      why nothing comes out, else None
    arithmetic  how the size comes about
    channel     which map was computed, and ``map``, its numbers (h, w)
    window      how the window moves, where there is one
    surround    what is laid around the input, for whoever draws it
    weights     (k, c, r, s) of the weights, where filters have that form
    told        what was done to the learned weights to make them fit
    """

    settings: Mapping[str, Any]
    shape: Shape | None = None
    reason: str | None = None
    arithmetic: tuple[str, ...] = ()
    channel: int = 0
    map: Array | None = None
    window: Window | None = None
    surround: Surround = BARE
    coverage: Coverage = ALL_READ
    rim: Rim | None = None
    parameters: int = 0
    weights: tuple[int, ...] | None = None
    macs: int = 0
    told: tuple[str, ...] = ()

    @classmethod
    def nothing(
        cls,
        settings: Mapping[str, Any],
        error: EngineError,
        rule: Window | None = None,
        image: Shape | None = None,
    ) -> Self:
        """Nothing came out, because of ``error``; the sum says by how much it fell short."""
        why = sentence_case(str(error)).rstrip(".")
        lines = shortfall(rule, image) if rule and image else ()
        return cls(settings, None, f"Nothing comes out. {why}.", lines, window=rule)


def shortfall(rule: Window, image: Shape) -> tuple[str, ...]:
    """How the number of windows comes to be less than one.

    >>> shortfall(Window(size=(5, 5)), (1, 3, 9))
    ('height: ⌊(3 + 2·0 − 5) / 1⌋ + 1 = −1; there is room for no window',)
    """
    lines: dict[str, list[str]] = {}
    for axis, name in enumerate(("height", "width")):
        length, size, stride = image[1 + axis], rule.size[axis], rule.stride[axis]
        padding, dilation = rule.padding[axis], rule.dilation[axis]
        count = windows.room(length, size, padding, dilation) // stride + 1
        reach = f"{size}" if dilation == 1 else f"{dilation}·({size} − 1) − 1"
        if count < 1:
            told = f"⌊({length} + 2·{padding} − {reach}) / {stride}⌋ + 1 = {count}"
            lines.setdefault(told.replace("-", MINUS), []).append(name)
    return tuple(
        f"{' and '.join(names)}: {told}; there is room for no window"
        for told, names in lines.items()
    )
