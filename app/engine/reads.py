"""Where an output cell looks: the geometry of a layer, as data.

Hover links, receptive fields, provenance and the page's highlights all follow from
these two rules, so nobody ever has to ask a layer what kind it is.

    Window   a grid of cells that slides along with the output cell
    Unroll   one cell, found by reading the input map by map, row by row
"""

from dataclasses import dataclass
from math import ceil
from typing import Any, Literal, NamedTuple

import numpy as np

from app.engine.types import Cell, Pair, Shape


class Field(NamedTuple):
    """The part of an input that one output cell looks at; ``x[field]`` picks it out."""

    channels: slice | list[int]
    rows: slice
    columns: slice


@dataclass(frozen=True)
class Window:
    """Output cell (i, j) reads rows ``i * stride - padding + t * dilation``, t < size.

    channels  "same"   output channel k reads input channel k - offset, and none if there
                       is no such channel (that is how concat says whose cell it holds)
              "all"    every input channel
              "group"  with K outputs in G groups, output k reads group k // (K / G)
              "listed" output channel k reads the channels that ``links[k]`` lists, ascending

    Columns work as rows do. Pairs are (rows, columns).
    """

    channels: Literal["same", "all", "group", "listed"] = "same"
    size: Pair = (1, 1)
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    groups: int = 1
    offset: int = 0
    links: tuple[tuple[int, ...], ...] = ()

    def field(self, cell: Cell, input_shape: Shape, output_shape: Shape) -> Field:
        """What ``cell`` reads, clipped to the input: padding holds nothing to look at.

        >>> Window("all", size=(3, 3), padding=(1, 1)).field((0, 0, 4), (2, 5, 5), (1, 5, 5))
        Field(channels=slice(0, 2, None), rows=slice(0, 2, 1), columns=slice(3, 5, 1))
        """
        channel, row, column = cell
        _, height, width = input_shape
        return Field(
            self.channels_of(channel, input_shape[0], output_shape[0]),
            _clip(self.rows(row), height),
            _clip(self.columns(column), width),
        )

    def channels_of(self, channel: int, inputs: int, outputs: int) -> slice | list[int]:
        """The input channels, of ``inputs``, that one of ``outputs`` channels reads.

        As an index: a slice where they are neighbours by their rule, else a list.
        """
        if self.channels == "listed":
            return list(self.links[channel])
        if self.channels == "all":
            return slice(0, inputs)
        if self.channels == "group":
            group = channel // (outputs // self.groups)
            share = inputs // self.groups
            return slice(group * share, (group + 1) * share)
        home = channel - self.offset
        return slice(home, home + 1) if 0 <= home < inputs else slice(0, 0)

    def share_of(self, channel: int, inputs: int, outputs: int) -> int:
        """How many of the ``inputs`` channels one of ``outputs`` channels reads.

        >>> Window("listed", links=((0, 2), (1,))).share_of(0, inputs=3, outputs=2)
        2
        """
        return len(np.arange(inputs)[self.channels_of(channel, inputs, outputs)])

    def rows(self, row: int) -> range:
        """The input rows under output ``row``, padding included: some may lie outside."""
        return self._along(0, row)

    def columns(self, column: int) -> range:
        """The input columns under output ``column``, padding included."""
        return self._along(1, column)

    def unread(self, input_shape: Shape, output_shape: Shape) -> Pair:
        """How many of the last rows, and of the last columns, no window reaches.

        >>> Window(size=(3, 3), stride=(2, 2)).unread((1, 7, 6), (1, 3, 2))
        (0, 1)
        """
        rows = input_shape[1] - self.rows(output_shape[1] - 1)[-1] - 1
        columns = input_shape[2] - self.columns(output_shape[2] - 1)[-1] - 1
        return max(rows, 0), max(columns, 0)

    def _along(self, axis: int, at: int) -> range:
        start = at * self.stride[axis] - self.padding[axis]
        step = self.dilation[axis]
        return range(start, start + self.size[axis] * step, step)

    def as_dict(self) -> dict[str, Any]:
        """The rule as JSON, for the page."""
        listed = {"links": [list(seen) for seen in self.links]} if self.links else {}
        return {
            "rule": "window",
            "channels": self.channels,
            **listed,
            "offset": self.offset,
            "groups": self.groups,
            "size": list(self.size),
            "stride": list(self.stride),
            "padding": list(self.padding),
            "dilation": list(self.dilation),
        }


@dataclass(frozen=True)
class Unroll:
    """Output channel ``c * h * w + i * w + j`` reads input cell (c, i, j)."""

    def field(self, cell: Cell, input_shape: Shape, output_shape: Shape) -> Field:
        """The one cell that ``cell`` is a copy of.

        >>> Unroll().field((7, 0, 0), (2, 2, 3), (12, 1, 1))
        Field(channels=slice(1, 2, None), rows=slice(0, 1, 1), columns=slice(1, 2, 1))
        """
        channel, row, column = self.home(cell[0], input_shape)
        return Field(
            slice(channel, channel + 1), slice(row, row + 1, 1), slice(column, column + 1, 1)
        )

    def unread(self, input_shape: Shape, output_shape: Shape) -> Pair:
        """None: everything is copied."""
        return 0, 0

    def home(self, index: int, input_shape: Shape) -> Cell:
        """The cell that ends up at ``index`` of the long row."""
        _, height, width = input_shape
        channel, rest = divmod(index, height * width)
        row, column = divmod(rest, width)
        return channel, row, column

    def as_dict(self) -> dict[str, Any]:
        """The rule as JSON, for the page."""
        return {"rule": "unroll"}


Reads = Window | Unroll


def _clip(lines: range, length: int) -> slice:
    """The part of ``lines`` that lies inside 0..length, as a slice."""
    skipped = max(0, ceil(-lines.start / lines.step))
    inside = [line for line in lines[skipped:] if line < length]
    return slice(inside[0], inside[-1] + 1, lines.step) if inside else slice(0, 0, lines.step)
