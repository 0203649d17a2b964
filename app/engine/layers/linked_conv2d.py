"""Linked convolution: filters that read only the maps they are linked to, as LeNet's C3."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from textwrap import wrap
from typing import Any

import numpy as np

from app.engine import accounts
from app.engine.kernels import conv2d as kernel
from app.engine.layer import Layer, as_pair, given
from app.engine.layers.conv2d import Conv2D, step
from app.engine.listing import held, listing, padded, place, window
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Pair, Params, Shape, ShapeError, SpecError
from app.engine.writing import by, counted, flat, loudest, signed, thousands, where

Links = tuple[tuple[int, ...], ...]


@dataclass(frozen=True)
class LinkedConv2D(Layer):
    """A convolution after a table: for each filter, the input channels that it reads.

        x        (n, c, h, w)
        links    for each of the k filters the channels it reads, ascending, counted from 0
        weights  (number of links, size, size)   filter by filter, in the order of its channels
        bias     (k,)
        output   (n, k, h', w')   h' = (h + 2 padding - size) // stride + 1

    LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document
    Recognition, 1998, table I.
    """

    kind = "linked_conv2d"
    stage = "convolved"
    verb = "a weighted sum of its window in the maps it is linked to, plus a bias"
    formula = r"y_{kij} = b_k + \sum_{c \in L_k} \sum_{u,v} w_{kcuv}\, x_{c,\,si+u,\,sj+v}"
    summary = (
        "A small filter is laid on what comes in, and every weight is multiplied by the number "
        "under it; the products and one bias are added up to a single number. {onward}\n\n"
        "Not every filter reads every map. A table says which: of {possible} possible links "
        "between {maps_in} and {filters} there are {links}. So each filter gets its own mixture, "
        "and none can learn quite the same as another.\n\n"
        "A large number says: here is my pattern. A negative one: here is its opposite."
    )
    eli5 = (
        "Several reporters want to write about what happened, but nobody may talk to all the "
        "witnesses. A list on the wall says who talks to whom: this one to the first three, "
        "that one to the last four, a single one to them all.\n\n"
        "So the stories come out different, and there is less work: fewer talks, fewer notes."
    )
    in_depth = (
        "Each number is a dot product: the {size} window in the linked channels, times a filter "
        "of the same shape, plus a bias. {links} of {size} weights and {biases}: "
        "{parameters_formula} = {parameters} learned numbers; with every filter linked to every "
        "map it would be {full}.\n\n"
        "{shrinking}\n\n"
        "LeNet-5 did so for two reasons: it kept the number of connections within bounds, and it "
        "broke the symmetry, so that filters had to look for different things. Today one links "
        "everything and lets training sort it out; groups, as in AlexNet, are what is left of the "
        "idea."
    )

    links: Links
    size: Pair = (3, 3)
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)

    def __post_init__(self) -> None:
        object.__setattr__(self, "links", _as_links(self.links))
        for name, least in {"size": 1, "stride": 1, "padding": 0}.items():
            object.__setattr__(self, name, as_pair(name, getattr(self, name), least))

    @property
    def filters(self) -> int:
        """How many there are: as many as rows in the table."""
        return len(self.links)

    @property
    def count(self) -> int:
        """How many links there are in all."""
        return sum(len(seen) for seen in self.links)

    def settings(self) -> dict[str, Any]:
        return super().settings() | {"links": [list(seen) for seen in self.links]}

    def output_shape(self, *inputs: Shape) -> Shape:
        highest = max(max(seen) for seen in self.links)
        if highest >= inputs[0][0]:
            raise ShapeError(
                f"a filter is linked to channel {highest}, counted from 0, but there are only "
                f"{counted(inputs[0][0], 'channel')}"
            )
        return self._linked_to_all().output_shape(*inputs)

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return {"weights": (self.count, *self.size), "bias": (self.filters,)}

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("listed", self.size, self.stride, self.padding, links=self.links),)

    def macs(self, *inputs: Shape) -> int:
        _, rows, columns = self.output_shape(*inputs)
        return rows * columns * self.count * prod(self.size)

    def _linked_to_all(self, filters: int | None = None) -> Conv2D:
        """The convolution that has no table."""
        return Conv2D(filters or self.filters, self.size, self.stride, self.padding)

    def _places(self) -> tuple[Array, Array]:
        """For every link the filter and the channel it joins, in the order of the weights."""
        joined = [(k, c) for k, seen in enumerate(self.links) for c in seen]
        filters, channels = np.array(joined).T
        return filters, channels

    def _spread(self, weights: Array, channels: int) -> Array:
        """The weights as those of a full convolution (k, c, size, size): zeros where no link is."""
        full = np.zeros((self.filters, channels, *self.size), weights.dtype)
        full[self._places()] = weights
        return full

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        x = inputs[0]
        weights = self._spread(given(params, "weights", self), x.shape[1])
        bias = given(params, "bias", self)
        return kernel.conv2d(x, weights, bias, self.stride, self.padding)

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        """One filter laid on the channels it is linked to: nothing else has to be computed."""
        seen, first = self.links[channel], self._first(channel)
        mine = {
            "weights": params["weights"][first : first + len(seen)][None],
            "bias": params["bias"][channel : channel + 1],
        }
        return self._linked_to_all(1).forward((inputs[0][:, list(seen)],), mine)

    def _first(self, channel: int) -> int:
        """Where in the weights a filter begins."""
        return sum(len(seen) for seen in self.links[:channel])

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """As in any convolution; where no link is, nobody is to blame."""
        blame = self.input_gradients(grad, inputs, params)
        return Gradients(blame, self.param_gradients(grad, inputs, params))

    def param_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> dict[str, Array]:
        slopes = kernel.weight_gradients(grad, inputs[0], self.size, self.stride, self.padding)
        return {"weights": slopes[self._places()], "bias": kernel.bias_gradients(grad)}

    def input_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> tuple[Array, ...]:
        c, h, w = inputs[0].shape[1:]
        weights = self._spread(given(params, "weights", self), c)
        return (kernel.input_gradients(grad, weights, (h, w), self.stride, self.padding),)

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        image, rule = inputs[0][0], self.reads()[0]
        _, height, width = image.shape
        first, seen = self._first(cell[0]), self.links[cell[0]]
        weights = params["weights"][first : first + len(seen)].astype(np.float64)
        bias = float(params["bias"][cell[0]])
        terms = []
        for c, filter_slice in zip(seen, weights, strict=True):
            for i, line in zip(rule.rows(cell[1]), filter_slice, strict=True):
                for j, weight in zip(rule.columns(cell[2]), line.tolist(), strict=True):
                    outside = not (0 <= i < height and 0 <= j < width)
                    value = 0.0 if outside else float(image[c, i, j])
                    terms.append(Term(c, i, j, value, weight, value * weight, outside))
        return Terms(tuple(terms), sum((term.product for term in terms), bias), bias)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        channels = inputs[0][0]
        _, rows, columns = self.output_shape(*inputs)
        area = prod(self.size)
        return super().blanks(*inputs) | {
            "size": by(self.size),
            "links": counted(self.count, "link"),
            "possible": thousands(channels * self.filters),
            "filters": counted(self.filters, "filter"),
            "biases": counted(self.filters, "bias", "biases"),
            "onward": (
                f"Then the filter moves {step(self.stride)} on and does the same again."
                if rows * columns > 1
                else "It is as large as what it reads, so there is only this one place to lay it."
            ),
            "parameters_formula": f"{thousands(self.count)} · {area} + {thousands(self.filters)}",
            "parameters": thousands(self.count * area + self.filters),
            "full": thousands(self.filters * (channels * area + 1)),
            "shrinking": self._linked_to_all().shrinking(inputs[0]),
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        moved = accounts.sliding(inputs[0], self.size, self.stride, self.padding)
        return *moved, f"maps: {thousands(self.filters)}; one per filter"

    def parameters_told(self, *inputs: Shape) -> str:
        weights = accounts.product(counted(self.count, "link"), *self.size)
        total = self.count * prod(self.size) + self.filters
        biases = counted(self.filters, "bias", "biases")
        return f"{weights} weights + {biases} = {thousands(total)}"

    def macs_told(self, *inputs: Shape) -> str:
        _, rows, columns = self.output_shape(*inputs)
        cells = f"{rows} × {columns} cells" if rows * columns > 1 else "1 cell"
        weights = accounts.product(counted(self.count, "link"), *self.size)
        return f"{cells} × {weights} weights = {thousands(self.macs(*inputs))}"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        table = ",".join(str(list(seen)).replace(" ", "") for seen in self.links)
        rows = wrap(table.replace("],[", "], ["), 50, break_long_words=False)
        return listing(
            f"x = {held(heard[0])}",
            padded(self.padding),
            f"w, b = {held(name, 'weights')}, {held(name, 'bias')}",
            place("k"),
            "links = [" + "\n  ".join(rows) + "]",
            "first = sum(len(seen) for seen in links[:k])",
            f"window = x[links[k], {window(self.size, self.stride)}]",
            "products = window * w[first:first+len(links[k])]",
            "y = products.sum() + b[k]",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        maps = output[0]
        told = (
            f"{counted(self.filters, 'filter')} of {by(self.size)} slid over the maps they are "
            f"linked to, by {counted(self.count, 'link')} in all."
        )
        (channel, row, column), most = loudest(maps)
        name = "the map" if len(maps) == 1 else f"map {channel + 1}"
        if flat(maps):
            return f"{told} Nothing changes from place to place: {name} is {signed(most)} all over."
        at = where((channel, row, column), maps)
        if most <= 0:
            return f"{told} Nothing matches; {name} comes nearest: {signed(most)}{at}."
        return f"{told} {name[0].upper()}{name[1:]} answers most: {signed(most)}{at}."


def _as_links(links: Any) -> Links:
    """The table as tuples. Raises SpecError where a row is empty or not ascending."""
    rows = [tuple(row) if isinstance(row, Sequence) else () for row in links or ()]
    if not rows:
        raise SpecError("links is empty, but should list the channels that each filter reads.")
    for at, row in enumerate(rows):
        fine = all(type(c) is int and c >= 0 for c in row) and list(row) == sorted(set(row))
        if not row or isinstance(links[at], str) or not fine:
            raise SpecError(
                f"links of filter {at + 1} are {links[at]!r}, but should be at least one channel, "
                f"ascending and counted from 0."
            )
    return tuple(rows)
