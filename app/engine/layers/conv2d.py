"""Convolution: slide a small filter over the image and note how well it matches."""

from dataclasses import dataclass
from math import prod
from typing import Literal

import numpy as np

from app.engine import windows
from app.engine.kernels import conv2d as kernel
from app.engine.layer import Layer, as_count, as_pair, as_switch, given, volume
from app.engine.reads import Window
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Pair, Params, Shape, ShapeError, SpecError


@dataclass(frozen=True)
class Conv2D(Layer):
    """Each output channel answers one question: where does my filter match?

    The filter is laid on the image, every pair of touching numbers is multiplied, and
    the products are added up with a bias. Then it moves ``stride`` cells and repeats.
    (Strictly a cross-correlation: the filter is not flipped.)

        x        (n, c, h, w)
        weights  (k, c / groups, size, size)   one filter per output channel
        bias     (k,)
        output   (n, k, h', w')   h' = (h + 2 padding - dilation (size - 1) - 1) // stride + 1

    ``size``, ``stride``, ``padding`` and ``dilation`` are one number or [rows, columns].
    With ``groups`` > 1 each filter sees only its own share of the channels (AlexNet).
    Without ``bias`` nothing is added (ResNet leaves that to the batch norm that follows).
    """

    kind = "conv2d"
    stage = "convolved"
    verb = "a weighted sum of its window, plus a bias"
    formula = r"y_{kij} = b_k + \sum_{c,u,v} w_{kcuv}\, x_{c,\,si+u,\,sj+v}"

    filters: int
    size: Pair = (3, 3)
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    groups: int = 1
    bias: bool = True

    def __post_init__(self) -> None:
        as_count("filters", self.filters)
        as_count("groups", self.groups)
        for name, least in {"size": 1, "stride": 1, "padding": 0, "dilation": 1}.items():
            object.__setattr__(self, name, as_pair(name, getattr(self, name), least))
        if self.filters % self.groups:
            raise SpecError(
                f"{self.filters} filters cannot be shared out among {self.groups} equal groups."
            )
        as_switch("bias", self.bias)

    def output_shape(self, *inputs: Shape) -> Shape:
        self._share(inputs[0])
        rows, columns = windows.grid(inputs[0], self.size, self.stride, self.padding, self.dilation)
        return self.filters, rows, columns

    def param_shapes(self, *inputs: Shape) -> dict[str, tuple[int, ...]]:
        shapes: dict[str, tuple[int, ...]] = {
            "weights": (self.filters, self._share(inputs[0]), *self.size)
        }
        return {**shapes, "bias": (self.filters,)} if self.bias else shapes

    def reads(self, *inputs: Shape) -> tuple[Window, ...]:
        channels: Literal["all", "group"] = "all" if self.groups == 1 else "group"
        return (Window(channels, self.size, self.stride, self.padding, self.dilation, self.groups),)

    def macs(self, *inputs: Shape) -> int:
        return volume(self.output_shape(*inputs)) * self._share(inputs[0]) * prod(self.size)

    def forward(self, inputs: tuple[Array, ...], params: Params) -> Array:
        weights = given(params, "weights", self)
        bias = given(params, "bias", self) if self.bias else None
        return kernel.conv2d(inputs[0], weights, bias, **self._geometry())

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A weight is to blame for every cell it touched; a pixel, for every window it was in."""
        h, w = inputs[0].shape[2:]
        weights = given(params, "weights", self)
        blame = kernel.input_gradients(grad, weights, (h, w), **self._geometry())
        return Gradients((blame,), self.param_gradients(grad, inputs, params))

    def param_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> dict[str, Array]:
        slopes = kernel.weight_gradients(grad, inputs[0], self.size, **self._geometry())
        return {"weights": slopes, **({"bias": grad.sum(axis=(0, 2, 3))} if self.bias else {})}

    def _geometry(self) -> kernel.Geometry:
        return {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }

    def _share(self, image: Shape) -> int:
        """How many input channels each filter sees."""
        if image[0] % self.groups:
            raise ShapeError(
                f"{image[0]} channels cannot be shared out among {self.groups} equal groups."
            )
        return image[0] // self.groups

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        image = inputs[0][0]
        rule = self.reads(image.shape)[0]
        seen = rule.channels_of(cell[0], image.shape[0], self.filters)
        weights = params["weights"][cell[0]].astype(np.float64)
        bias = float(params["bias"][cell[0]]) if self.bias else None
        _, height, width = image.shape
        terms = []
        for c, filter_slice in zip(range(seen.start, seen.stop), weights, strict=True):
            for i, line in zip(rule.rows(cell[1]), filter_slice, strict=True):
                for j, weight in zip(rule.columns(cell[2]), line.tolist(), strict=True):
                    outside = not (0 <= i < height and 0 <= j < width)
                    value = 0.0 if outside else float(image[c, i, j])
                    terms.append(Term(c, i, j, value, weight, value * weight, outside))
        return Terms(tuple(terms), sum((term.product for term in terms), bias or 0.0), bias)
