"""Trainable subsampling: LeNet's pool, which learned how loud to be."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

import numpy as np

from app.engine import accounts, windows
from app.engine.kernels import pools
from app.engine.knobs import SIZE, STRIDE
from app.engine.layer import Layer, as_pair, given, image_of, volume
from app.engine.listing import held, listing, place, window
from app.engine.reads import Window
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Pair, Params, Shape
from app.engine.writing import by, counted, loudest, signed, thousands, unsigned


@dataclass(frozen=True)
class Subsample(Layer):
    """The sum of each window, times one learned number of its map, plus another.

        x        (n, c, h, w)
        weights  (c,)             what the sums of a map are multiplied by
        bias     (c,)             what is added to them
        output   (n, c, h', w')   h' = (h - size) // stride + 1

    LeNet-5 squashes the result with a scaled tanh, which is a layer of its own here.

    LeCun, Bottou, Bengio and Haffner, Gradient-Based Learning Applied to Document
    Recognition, 1998, section II.B.
    """

    kind = "subsample"
    stage = "pooled"
    knobs = (SIZE, STRIDE)
    verb = "the sum of its window, times its map's weight, plus its map's bias"
    formula = r"y_{cij} = a_c \sum_{u,v} x_{c,\,si+u,\,sj+v} + b_c"
    summary = (
        "The {cells} numbers of each window are added up; the sum is multiplied by one learned "
        "number and another is added: {size_in} cells become {size_out}. Each map has one such "
        "pair for all of its windows, and maps never mix: {maps_in} in, {maps_out} out.\n\n"
        "It is average pooling with a volume knob and an offset: {parameters} learned numbers."
    )
    eli5 = (
        "{neighbours} put all they have into one pot. Nobody asks any more who brought what.\n\n"
        "Then the pot goes past a knob that was set while the network was learning: it makes "
        "the whole map louder or quieter, or even turns it upside down. And a fixed gift is "
        "added or taken away. Every pot of a map gets the same treatment."
    )
    in_depth = (
        "y = a·Σx + b with one a and one b per map: {parameters_formula} = {parameters} learned "
        "numbers, however large the maps are. An average pool is the case a = 1/{cells}, b = "
        "0.\n\n"
        "In LeNet-5 a squashing function follows. With a small a it works in its straight part "
        "and the layer merely blurs; with a large a it becomes a noisy OR or a noisy AND of the "
        "window, depending on b. So a decides how decisively the map is read.\n\n"
        "Later networks dropped the two numbers: the convolution that follows can learn any "
        "factor itself, and the maximum proved better at keeping what was found."
    )

    size: Pair = (2, 2)
    stride: Pair = (2, 2)

    def __post_init__(self) -> None:
        for name in ("size", "stride"):
            object.__setattr__(self, name, as_pair(name, getattr(self, name), least=1))

    def output_shape(self, *inputs: Shape) -> Shape:
        return inputs[0][0], *self._cells(inputs[0])

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        return dict.fromkeys(("weights", "bias"), (inputs[0][0],))

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        return (Window("same", self.size, self.stride),)

    def macs(self, *inputs: Shape) -> int:
        return volume(self.output_shape(*inputs))

    def _cells(self, image: Shape) -> Pair:
        return windows.grid(image, self.size, self.stride)

    def _sums(self, x: Array) -> Array:
        return pools.sum_pool(x, self._cells(image_of(x)), self.size, self.stride, (0, 0))

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        y = self._sums(inputs[0])
        y *= _per_map(given(params, "weights", self))
        y += _per_map(given(params, "bias", self))
        return y

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        mine = {name: array[channel : channel + 1] for name, array in params.items()}
        return self.forward((inputs[0][:, channel : channel + 1],), mine)

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """Every cell of a window is to blame alike; a weight, by the sums it was given."""
        x = inputs[0]
        slopes = grad * _per_map(given(params, "weights", self))
        image, cells = (x.shape[2], x.shape[3]), self._cells(image_of(x))
        blame = pools.sum_pool_gradients(slopes, image, cells, self.size, self.stride, (0, 0))
        return Gradients(
            (blame,),
            {
                "weights": (grad * self._sums(x)).sum(axis=(0, 2, 3)),
                "bias": grad.sum(axis=(0, 2, 3)),
            },
        )

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        image, rule = inputs[0][0, cell[0]], self.reads(image_of(inputs[0]))[0]
        weight, bias = (float(params[name][cell[0]]) for name in ("weights", "bias"))
        terms = []
        for i in rule.rows(cell[1]):
            for j in rule.columns(cell[2]):
                value = float(image[i, j])
                terms.append(Term(cell[0], i, j, value, weight, value * weight))
        return Terms(tuple(terms), sum((term.product for term in terms), bias), bias)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        channels, cells = inputs[0][0], prod(self.size)
        return super().blanks(*inputs) | {
            "cells": thousands(cells),
            "neighbours": "Four neighbours" if cells == 4 else counted(cells, "neighbour"),
            "parameters": thousands(2 * channels),
            "parameters_formula": f"{thousands(channels)} · (1 + 1)",
        }

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        moved = accounts.sliding(inputs[0], self.size, self.stride)
        return *moved, f"maps: {thousands(inputs[0][0])}; each subsampled by itself"

    def parameters_told(self, *inputs: Shape) -> str:
        maps = counted(inputs[0][0], "map")
        return f"{maps} × (1 weight + 1 bias) = {thousands(2 * inputs[0][0])}"

    def macs_told(self, *inputs: Shape) -> str:
        maps, rows, columns = self.output_shape(*inputs)
        cells = accounts.product(counted(maps, "map"), rows, columns)
        return f"{cells} sums × 1 weight = {thousands(self.macs(*inputs))}"

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        return listing(
            place(),
            f"x = {held(heard[0])}[c]",
            f"a = {held(name, 'weights')}",
            f"b = {held(name, 'bias')}",
            f"window = x[{window(self.size, self.stride)}]",
            "y = a[c] * window.sum() + b[c]",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        before, after = inputs[0][0], output[0]
        weights = params["weights"]
        most = int(np.abs(weights).argmax())
        told = (
            f"Of every window of {by(self.size)} the sum went on: {counted(before.size, 'number')} "
            f"became {thousands(after.size)}."
        )
        if len(after) == 1:
            return f"{told} The map's sums are taken times {unsigned(float(weights[0]))}."
        (channel, _, _), high = loudest(after)
        return (
            f"{told} Map {most + 1} is turned up most, times {unsigned(float(weights[most]))}; "
            f"the loudest number is {signed(high)} in map {channel + 1}."
        )


def _per_map(values: Array) -> Array:
    return values[:, None, None]
