"""Convolution: slide a small filter over the image and note how well it matches."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from math import prod
from typing import Literal, Self

import numpy as np

from app.engine import accounts, windows
from app.engine.kernels import conv2d as kernel
from app.engine.knobs import (
    CEIL,
    DILATION,
    FILL,
    FILTERS,
    KERNEL,
    PADDING,
    REFLECT,
    STRIDE,
    ZEROS,
    border,
)
from app.engine.layer import Layer, as_count, as_pair, as_switch, given, image_of, volume
from app.engine.listing import held, listing, padded, place, share, window
from app.engine.reads import Window
from app.engine.rows import whole
from app.engine.scene import PLAIN, Scene
from app.engine.terms import Term, Terms
from app.engine.types import Array, Cell, Gradients, Pair, Params, Shape, ShapeError, SpecError
from app.engine.writing import by, counted, flat, loudest, ordinal, signed, thousands, where


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
    knobs = (KERNEL, STRIDE, PADDING, border(ZEROS, REFLECT), DILATION, CEIL, FILTERS, FILL)
    verb = "a weighted sum of its window, plus a bias"
    formula = r"y_{kij} = b_k + \sum_{c,u,v} w_{kcuv}\, x_{c,\,si+u,\,sj+v}"
    summary = (
        "A small filter is laid on what comes in, and every weight is multiplied by the number "
        "under it. All {products} products{and_bias} are added up to a single number. {onward}\n\n"
        "{reading} {making}\n\n"
        "A large number says: here is my pattern. A negative one is an answer too: here is its "
        "opposite."
    )
    eli5 = (
        "Think of a small pane of glass with a pattern painted on it. You slide it over the "
        "picture, and at every stop you ask: how much does what I see look like my pattern? A "
        "good match gives a big number, nothing special a number near zero, the opposite of "
        "the pattern a number below zero.\n\n"
        "You write each answer down where the glass was. That makes a new picture, a map of "
        "where the pattern is. {panes}.\n\n"
        "Nobody painted the patterns. They began as random scribbles and were changed a tiny "
        "bit, again and again, towards better answers. Now they stay as they are: your picture "
        "does not change them."
    )
    in_depth = (
        "Each number is a dot product: the {size} window in {seen}, times a filter of the same "
        "shape{plus_bias}. Partial sums of the channels are added, not averaged, and make one "
        "map per filter: {maps_out}{not_more}. So there are {formula_of_weights} = "
        "{parameters} learned numbers, and each weight is used at {places} places, {macs} "
        "multiplications in all. Sharing them is why so few are enough, and why a thing that "
        "moves in the picture moves along in the map.\n\n"
        "{shrinking}\n\n"
        "Mathematicians turn the filter round (left to right and top to bottom) before they "
        "slide it, and call that a convolution. Networks do not flip it; strictly this is a "
        "cross-correlation. Nothing is lost: as filters are learned, a network that flipped "
        "would simply learn them the other way round."
    )

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
        weights = whole(given(params, "weights", self))
        bias = given(params, "bias", self) if self.bias else None
        return kernel.conv2d(inputs[0], weights, bias, **self._geometry())

    def one(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        """One filter laid on the channels it reads: nothing else has to be computed."""
        seen = self.reads(image_of(inputs[0]))[0]
        share = seen.channels_of(channel, inputs[0].shape[1], self.filters)
        mine = {name: array[channel : channel + 1] for name, array in params.items()}
        return replace(self, filters=1, groups=1).forward((inputs[0][:, share],), mine)

    @property
    def border(self) -> str | None:
        return ZEROS.value

    def unpadded(self) -> Self:
        return replace(self, padding=(0, 0))

    def backward(self, grad: Array, inputs: tuple[Array, ...], params: Params) -> Gradients:
        """A weight is to blame for every cell it touched; a pixel, for every window it was in."""
        blame = self.input_gradients(grad, inputs, params)
        return Gradients(blame, self.param_gradients(grad, inputs, params))

    def param_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> dict[str, Array]:
        slopes = kernel.weight_gradients(grad, inputs[0], self.size, **self._geometry())
        return {"weights": slopes, **({"bias": kernel.bias_gradients(grad)} if self.bias else {})}

    def input_gradients(
        self, grad: Array, inputs: tuple[Array, ...], params: Params
    ) -> tuple[Array, ...]:
        h, w = inputs[0].shape[2:]
        weights = whole(given(params, "weights", self))
        return (kernel.input_gradients(grad, weights, (h, w), **self._geometry()),)

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
                f"{counted(image[0], 'channel')} cannot be shared out among "
                f"{self.groups} equal groups."
            )
        return image[0] // self.groups

    def explain(self, cell: Cell, inputs: tuple[Array, ...], params: Params) -> Terms:
        image = inputs[0][0]
        rule = self.reads(image.shape)[0]
        seen = np.arange(image.shape[0])[rule.channels_of(cell[0], image.shape[0], self.filters)]
        weights = params["weights"][cell[0]].astype(np.float64)
        bias = float(params["bias"][cell[0]]) if self.bias else None
        _, height, width = image.shape
        terms = []
        for c, filter_slice in zip(seen.tolist(), weights, strict=True):
            for i, line in zip(rule.rows(cell[1]), filter_slice, strict=True):
                for j, weight in zip(rule.columns(cell[2]), line.tolist(), strict=True):
                    outside = not (0 <= i < height and 0 <= j < width)
                    value = 0.0 if outside else float(image[c, i, j])
                    terms.append(Term(c, i, j, value, weight, value * weight, outside))
        return Terms(tuple(terms), sum((term.product for term in terms), bias or 0.0), bias)

    def blanks(self, *inputs: Shape) -> dict[str, str]:
        channels, share = inputs[0][0], self._share(inputs[0])
        window, maps = by(self.size), counted(self.filters, "map")
        _, rows, columns = self.output_shape(*inputs)
        weights = f"{share}·{self.size[0]}·{self.size[1]}"
        shapes = self.param_shapes(*inputs).values()
        return super().blanks(*inputs) | {
            "size": window,
            "plus_bias": ", plus a bias that is the same all over the map" if self.bias else "",
            "and_bias": " and one bias" if self.bias else "",
            "products": thousands(share * prod(self.size)),
            "onward": (
                f"Then the filter moves {step(self.stride)} on and does the same again."
                if rows * columns > 1
                else "It is as large as what it reads, so there is only this one place to lay it."
            ),
            "reading": _reading(channels, share, window),
            "making": (
                f"{counted(self.filters, 'filter')} {'makes' if self.filters == 1 else 'make'} "
                f"{maps} of {by((rows, columns))}, one per filter."
            ),
            "panes": (
                "One pane, one map"
                if self.filters == 1
                else f"{thousands(self.filters)} panes, {maps}"
            ),
            "seen": (
                f"all {channels} channels"
                if share == channels > 1
                else "its channel"
                if share == 1
                else f"its own {share} channels"
            ),
            "not_more": f", not {thousands(share * self.filters)}" if share > 1 else "",
            "formula_of_weights": (
                f"{thousands(self.filters)} · ({weights} + 1)"
                if self.bias
                else f"{thousands(self.filters)} · {weights}"
            ),
            "parameters": thousands(sum(prod(shape) for shape in shapes)),
            "places": thousands(rows * columns),
            "macs": thousands(self.macs(*inputs)),
            "shrinking": self.shrinking(inputs[0]),
        }

    def shrinking(self, image: Shape) -> str:
        """How the number of rows comes about, and what becomes of the border."""
        height, rows = image[1], self.output_shape(image)[1]
        reach = windows.covered(1, self.size[0], 1, self.dilation[0])
        border = f" + 2·{self.padding[0]}" if self.padding[0] else ""
        room = height + 2 * self.padding[0] - reach
        told = (
            f"Rows: ({height}{border} − {reach}) / {self.stride[0]} + 1 = {rows}"
            f"{', rounded down' if room % self.stride[0] else ''}."
        )
        told += windows.unread(room % self.stride[0] - self.padding[0])
        if any(self.padding):
            told += (
                " A border of zeros is laid around the maps first, so that the filter can stand "
                "on the edge. It adds no information: along the border part of what a filter "
                "sees is made up."
            )
        elif reach > 1:
            told += (
                " The filter never hangs over the edge, so the map is smaller than what it was "
                "made from, and cells at the border are read less often than those inside."
            )
        if any(gap > 1 for gap in self.dilation):
            told += (
                f" The window is spread out: it reads every {ordinal(max(self.dilation))} cell, "
                "and so sees further with the same weights."
            )
        return told

    def sizes_told(self, *inputs: Shape) -> tuple[str, ...]:
        geometry = self.size, self.stride, self.padding, self.dilation
        return (
            *accounts.sliding(inputs[0], *geometry),
            f"maps: {thousands(self.filters)}; one per filter",
        )

    def parameters_told(self, *inputs: Shape) -> str:
        weights = f"{self._products(inputs[0])} weights"
        each = f"({weights} + 1 bias)" if self.bias else weights
        total = sum(prod(shape) for shape in self.param_shapes(*inputs).values())
        return f"{counted(self.filters, 'filter')} × {each} = {thousands(total)}"

    def macs_told(self, *inputs: Shape) -> str:
        _, rows, columns = self.output_shape(*inputs)
        cells = f"{rows} × {columns} cells" if rows * columns > 1 else "1 cell"
        told = f"{counted(self.filters, 'map')} × {cells}"
        return f"{told} × {self._products(inputs[0])} weights = {thousands(self.macs(*inputs))}"

    def _products(self, image: Shape) -> str:
        """The size of one filter, as factors."""
        share = self._share(image)
        own = "" if self.groups == 1 else " of its own group"
        return accounts.product(counted(share, "channel") + own, *self.size)

    def code(self, name: str, heard: Sequence[str], *inputs: Shape) -> str:
        grouped = self.groups > 1
        channels = share("g", self._share(inputs[0])) if grouped else ":"
        return listing(
            f"x = {held(heard[0])}",
            padded(self.padding),
            f"w = {held(name, 'weights')}",
            f"b = {held(name, 'bias')}" if self.bias else "",
            place("k"),
            f"g = k // {self.filters // self.groups}" if grouped else "",
            f"window = x[{channels}, {window(self.size, self.stride, self.dilation)}]",
            "products = window * w[k]",
            f"y = products.sum(){' + b[k]' if self.bias else ''}",
        )

    def sentence(
        self, inputs: tuple[Array, ...], output: Array, params: Params, scene: Scene = PLAIN
    ) -> str:
        maps = output[0]
        share, channels = self._share(image_of(inputs[0])), inputs[0].shape[1]
        place = "your picture" if scene.picture else counted(channels, "map")
        told = f"{counted(self.filters, 'filter')} of {by((share, *self.size))} slid over {place}."
        (channel, row, column), most = loudest(maps)
        one = self.filters == 1
        which = "The map" if one else f"Map {channel + 1}"
        if flat(maps):
            return (
                f"{told} Nothing changes from place to place: {which.lower()} is "
                f"{signed(most)} all over."
            )
        at = where((channel, row, column), maps)
        if most <= 0:
            return f"{told} Nothing matches; {which.lower()} comes nearest: {signed(most)}{at}."
        return f"{told} {which} {'is loudest' if one else 'answers most'}: {signed(most)}{at}."


def step(stride: Pair) -> str:
    """How far the filter moves.

    >>> step((1, 1)), step((2, 3))
    ('1 cell', '3 cells (2 downwards)')
    """
    down, across = stride
    sideways = counted(across, "cell")
    return sideways if down == across else f"{sideways} ({down} downwards)"


def _reading(channels: int, share: int, window: str) -> str:
    """What one filter reads: the sums of all its channels become one number."""
    if channels == 1:
        return f"There is one channel to read, so a filter is a single {window} grid."
    if share == channels and window == "1×1":
        return (
            f"A filter of 1×1 never looks sideways: it mixes the {channels} channels of one place "
            f"into one number, not {channels}."
        )
    if share == channels:
        return (
            f"A filter reads all {channels} channels at once: it has a {window} slice for each of "
            f"them, and the {channels} sums become one number, not {channels}."
        )
    if share == 1:
        return (
            f"The {channels} channels are shared out: a filter reads only one of them, with a "
            f"single {window} grid."
        )
    return (
        f"The {channels} channels are shared out: a filter reads only the {share} of its own "
        f"group, with a {window} slice for each, and their sums become one number."
    )
