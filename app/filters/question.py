"""What is asked: a picture, and one to four filters to lay on it, read from plain data.

    {"source": {"picture": "0f3c..."}, "steps": [{"weights": [[-1, 0, 1]]}]}
    {"source": {"run": "0f3c...", "layer": "conv_1_1", "channel": 4}, "steps": [...]}

Whatever makes no sense is refused in a sentence that names the step, and the cell.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from app.engine.filtering import Step
from app.engine.knobs import EDGE, REFLECT, ZEROS
from app.engine.types import Array
from app.engine.writing import MINUS, counted, listed, thousands
from app.errors import BadFilter
from app.experiment import shown
from app.settings import Settings

KEYS = {
    "weights", "bias", "stride", "padding", "border", "dilation", "flip", "relu", "pool",
}  # fmt: skip
BORDERS = [choice.value for choice in (ZEROS, REFLECT, EDGE)]
POOLS = ("max", "average")
Asked = Mapping[str, Any]
"""A question as plain data: a source, steps, and perhaps a place."""


@dataclass(frozen=True)
class Source:
    """What filters are laid on: a picture that was sent, or maps of a run.

    picture          its name, or None
    run, layer       whose maps, where there is no picture
    channel          one of them, or None for all
    """

    picture: str | None = None
    run: str = ""
    layer: str = ""
    channel: int | None = None


def source(told: Any) -> Source:
    """A source from plain data. Raises BadFilter."""
    known: Mapping[str, Any] = told if isinstance(told, Mapping) else {}
    if set(known) == {"picture"} and isinstance(known["picture"], str):
        return Source(picture=known["picture"])
    if {"run", "layer"} <= set(known) <= {"run", "layer", "channel"}:
        run, layer, channel = known["run"], known["layer"], known.get("channel")
        if not isinstance(run, str) or not isinstance(layer, str):
            raise BadFilter("source: run and layer should be names, as text.")
        if channel is not None and type(channel) is not int:
            raise BadFilter(
                f"source: channel is {shown(channel)}, but should be a whole number, or null for "
                f"all channels."
            )
        return Source(run=run, layer=layer, channel=channel)
    raise BadFilter(
        'source should be {"picture": ...}, a picture that was sent before, or {"run": ..., '
        '"layer": ..., "channel": ...}, maps of a run.'
    )


def asked(told: Any, *keys: str) -> Asked:
    """The question as an object that has nothing but ``keys``. Raises BadFilter."""
    if not isinstance(told, Mapping):
        raise BadFilter('A question is an object: {"source": {...}, "steps": [{"weights": ...}]}.')
    for key in told:
        if key not in keys:
            raise BadFilter(f"There is a {key[:80]!r}; a question may have {listed(keys)}.")
    return told


def steps(told: Any, limits: Settings) -> tuple[Step, ...]:
    """The filters from plain data. Raises BadFilter, in a sentence that names the fault."""
    most = limits.lab_steps
    if not isinstance(told, list) or not 1 <= len(told) <= most:
        has = f"are {thousands(len(told))}" if isinstance(told, list) else f"is {shown(told)}"
        raise BadFilter(
            f'steps {has}, but should be a list of 1 to {most}: [{{"weights": [[-1, 0, 1]]}}].'
        )
    return tuple(_Reader(number, one, limits).step() for number, one in enumerate(told, 1))


class _Reader:
    """Reads one step; it knows which one it is, for the sentences."""

    def __init__(self, number: int, told: Any, limits: Settings) -> None:
        self.number, self.limits = number, limits
        if not isinstance(told, Mapping):
            raise self.fault(f'it is {shown(told)}, but should be an object: {{"weights": ...}}')
        for key in told:
            if key not in KEYS:
                raise self.fault(f"there is a {key[:80]!r}; a step may have {listed(sorted(KEYS))}")
        self.told = told

    def fault(self, words: str) -> BadFilter:
        return BadFilter(f"Step {self.number}: {words}.")

    def step(self) -> Step:
        limits = self.limits
        return Step(
            weights=self.weights(),
            bias=self.number_of("bias", self.told.get("bias", 0)),
            stride=self.pair("stride", 1, limits.lab_stride),
            padding=self.padding(),
            border=self.choice("border", BORDERS, BORDERS[0]),
            dilation=self.pair("dilation", 1, limits.lab_dilation),
            flip=self.switch("flip"),
            relu=self.switch("relu"),
            pool=None if self.told.get("pool") is None else self.choice("pool", POOLS),  # type: ignore[arg-type]
        )

    def weights(self) -> Array:
        """Rows of columns, or one such slice after the other."""
        told = self.told.get("weights")
        if not isinstance(told, list) or not told:
            raise self.fault(
                f"weights is {shown(told)}, but should be a list of rows: [[0, 1, 0], [1, 1, 1]]"
            )
        deep = isinstance(told[0], list) and bool(told[0]) and isinstance(told[0][0], list)
        if not deep:
            return np.array(self.slice(told, ""))
        slices = [self.slice(one, f" of slice {at}") for at, one in enumerate(told)]
        for at, one in enumerate(slices):
            if (len(one), len(one[0])) != (len(slices[0]), len(slices[0][0])):
                raise self.fault(
                    f"slice {at} of the weights is {len(one)}×{len(one[0])}, but should be "
                    f"{len(slices[0])}×{len(slices[0][0])}, as slice 0 is"
                )
        return np.array(slices)

    def slice(self, told: Any, where: str) -> list[list[float]]:
        """One grid of numbers; ``where`` is said after the row and the column."""
        most = self.limits.lab_size
        if not isinstance(told, list) or not 1 <= len(told) <= most:
            size = f"are {counted(len(told), 'row')}" if isinstance(told, list) else "are no rows"
            raise self.fault(f"the weights{where} {size}, but should be 1 to {most} rows")
        rows = []
        for i, row in enumerate(told):
            if not isinstance(row, list) or not 1 <= len(row) <= most:
                has = f"has {thousands(len(row))}" if isinstance(row, list) else f"is {shown(row)}"
                raise self.fault(
                    f"row {i}{where} of the weights {has}, but should have 1 to {most} numbers"
                )
            if len(row) != len(told[0]):
                raise self.fault(
                    f"row {i}{where} of the weights has {counted(len(row), 'number')}, but row 0 "
                    f"has {len(told[0])}: all rows should be equally long"
                )
            rows.append(
                [
                    self.number_of(f"the weight at row {i}, column {j}{where}", weight)
                    for j, weight in enumerate(row)
                ]
            )
        return rows

    def number_of(self, name: str, value: Any) -> float:
        most = self.limits.lab_value
        number = isinstance(value, int | float) and not isinstance(value, bool)
        if not number or not -most <= value <= most:
            raise self.fault(
                f"{name} is {shown(value)}, but should be a number from {MINUS}{most:,.0f} to "
                f"{most:,.0f}"
            )
        return float(value)

    def padding(self) -> Any:
        told = self.told.get("padding", "same")
        if told in ("same", "none"):
            return told
        return self.pair("padding", 0, self.limits.lab_padding, '"same", "none" or ')

    def pair(self, name: str, least: int, most: int, other: str = "") -> tuple[int, int]:
        told = self.told.get(name, least)
        both = told if isinstance(told, list) else [told, told]
        if len(both) != 2 or not all(type(one) is int and least <= one <= most for one in both):
            raise self.fault(
                f"{name} is {shown(told)}, but should be {other}a whole number from {least} to "
                f"{most}, or two of them: [rows, columns]"
            )
        return both[0], both[1]

    def choice(self, name: str, able: Sequence[str], usual: str | None = None) -> str:
        told = self.told.get(name, usual)
        if told not in able:
            choices = " or ".join(f'"{one}"' for one in able)
            raise self.fault(f"{name} is {shown(told)}, but should be {choices}")
        return str(told)

    def switch(self, name: str) -> bool:
        told = self.told.get(name, False)
        if not isinstance(told, bool):
            raise self.fault(f"{name} is {shown(told)}, but should be true or false")
        return told
