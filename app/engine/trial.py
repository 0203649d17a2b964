"""One layer of a network, tried out with other settings on the very same numbers.

knobs      what can be changed on a kind of layer
settled    where every knob stands, given what somebody changed
Trial      the layer as it is set, and what is laid around its input
"""

from collections.abc import Mapping
from dataclasses import MISSING, dataclass, fields
from math import prod
from typing import Any, Self

import numpy as np

from app.engine import accounts, windows
from app.engine.coverage import ALL_READ, coverage, rim
from app.engine.knobs import FILL, NOTHING, Knob, kinds
from app.engine.layer import KINDS, Layer, as_pair, image_of
from app.engine.outcome import Outcome, Rim
from app.engine.reads import Window
from app.engine.refitting import Refit, refit
from app.engine.surround import BARE, Surround
from app.engine.types import Array, EngineError, Params, Shape


def knobs(kind: type[Layer]) -> tuple[Knob, ...]:
    """What can be tried otherwise on a layer of this kind; another kind of its family, first."""
    family = {one.kind: one.called for one in KINDS.values() if one.family == kind.family}
    return ((kinds(family),) if kind.family and len(family) > 1 else ()) + kind.knobs


def settled(own: Layer, told: Mapping[str, Any]) -> dict[str, Any]:
    """Where every knob stands: as it was told, else as the layer has it, else as usual.

    >>> settled(KINDS["relu"](), {"kind": "leaky_relu"})
    {'kind': 'leaky_relu', 'slope': 0.01}
    """
    kind = KINDS[told.get("kind", own.kind)]
    usual = {field.name: field.default for field in fields(kind) if field.default is not MISSING}
    trial = {"kind": own.kind, "border": own.border, "ceil": False, "fill": FILL.choices[0].value}
    values = {**usual, **trial, **_carried(own, kind), **told}
    return {knob.name: values[knob.name] for knob in knobs(kind)}


def _carried(own: Layer, kind: type[Layer]) -> dict[str, Any]:
    """What another kind keeps of a layer's settings: those that mean the same there.

    The slope of a scaled tanh is no leak, and a leak is no slope of a tanh.
    """
    if kind is type(own):
        return own.settings()
    shared = {knob.name for knob in type(own).knobs if knob in kind.knobs}
    return {name: value for name, value in own.settings().items() if name in shared}


@dataclass(frozen=True)
class Trial:
    """A layer as it is set for once; where it cannot lay its border itself, that is done for it."""

    layer: Layer
    settings: Mapping[str, Any]

    @classmethod
    def of(cls, own: Layer, settings: Mapping[str, Any]) -> Self:
        """The layer that these settings (all of them, see ``settled``) make of ``own``.

        Raises SpecError when they contradict each other.
        """
        kind = KINDS[settings.get("kind", own.kind)]
        mine = {field.name for field in fields(kind)}
        values = {**_carried(own, kind), **settings}
        layer = kind(**{name: values[name] for name in mine & values.keys()})
        return cls(layer.with_border(settings.get("border")) or layer, settings)

    def shape(self, *images: Shape) -> Shape:
        """The (c, h, w) that comes out. Raises ShapeError, in a sentence, where nothing does."""
        if self._lays_itself(images):
            return self.layer.output_shape(*images)
        around = self.surround(*images)
        around.check(images[0], self._border)
        return self.layer.unpadded().output_shape(around.around(images[0]))

    def operations(self, channel: int, *images: Shape) -> int:
        """How many numbers have to be touched to compute one map."""
        shape, rule = self.shape(*images), self._rule(images)
        if rule is None:
            return sum(prod(image) for image in images)
        channels = rule.share_of(channel, images[0][0], shape[0])
        return prod(shape[1:]) * prod(rule.size) * channels

    def surround(self, *images: Shape) -> Surround:
        """What lies around the input as far as windows reach; a negative side is never read.

        Raises ShapeError where not one window fits.
        """
        rule = self._rule(images)
        if rule is None:
            return BARE
        cells = windows.grid(
            images[0], rule.size, rule.stride, rule.padding, rule.dilation, ceil=self._ceil
        )
        after = [
            windows.covered(cells[axis], rule.size[axis], rule.stride[axis], rule.dilation[axis])
            - rule.padding[axis]
            - images[0][1 + axis]
            for axis in (0, 1)
        ]
        return Surround(rule.padding[0], after[0], rule.padding[1], after[1])

    def run(
        self,
        channel: int,
        inputs: tuple[Array, ...],
        params: Params,
        made: Array | None = None,
    ) -> Outcome:
        """One map of the first picture, and all there is to say about it.

        made  the map (h, w), where it is known already
        """
        images = tuple(image_of(x) for x in inputs)
        rule = self._rule(images)
        try:
            shape = self.shape(*images)
        except EngineError as error:
            return self.failed(images, error)
        channel = min(channel, shape[0] - 1)
        fitted = self._refitted(params)
        if made is None:
            made = self._made(channel, tuple(x[:1] for x in inputs), fitted.params)
        return Outcome(
            self.settings,
            shape,
            arithmetic=self._arithmetic(images),
            channel=channel,
            map=made,
            window=rule,
            surround=self._shown(images),
            coverage=coverage(rule, shape[1:], images[0]) if rule else ALL_READ,
            rim=self._rim(made, images),
            parameters=self._learned(fitted.params),
            weights=np.shape(fitted.params["weights"]) if "filters" in self.settings else None,
            macs=self._macs(images),
            told=fitted.told,
        )

    def failed(self, images: tuple[Shape, ...], error: EngineError) -> Outcome:
        """The outcome where nothing comes out, and why."""
        return Outcome.nothing(self.settings, error, self._rule(images), images[0])

    # How it is done

    @property
    def _border(self) -> str | None:
        border = self.settings.get("border")
        return None if border is None else str(border)

    @property
    def _ceil(self) -> bool:
        return bool(self.settings.get("ceil", False))

    def _rule(self, images: tuple[Shape, ...]) -> Window | None:
        """How the window moves, if one does and may be changed."""
        rule = self.layer.reads(*images)[0] if "size" in self.settings else None
        return rule if isinstance(rule, Window) else None

    def _lays_itself(self, images: tuple[Shape, ...]) -> bool:
        """Whether the layer knows such a border and such a rounding by itself."""
        knows_rounding = not self._ceil or "ceil" in self.layer.settings()
        return self._rule(images) is None or (self.layer.border == self._border and knows_rounding)

    def _made(self, channel: int, inputs: tuple[Array, ...], params: Params) -> Array:
        images = tuple(image_of(x) for x in inputs)
        if self._lays_itself(images):
            whole = self.layer.one(channel, inputs, params)
        else:
            laid = self.surround(*images).lay(inputs[0], self._border)
            whole = self.layer.unpadded().one(channel, (laid,), params)
        made: Array = whole[0, 0]
        return made

    def _refitted(self, params: Params) -> Refit:
        """The learned weights in the size this trial needs, where it may ask for another."""
        if "filters" not in self.settings:
            return Refit(params, ())
        size = as_pair("size", self.settings["size"], least=1)
        return refit(params, size, self.settings["filters"], self.settings["fill"])

    def _shown(self, images: tuple[Shape, ...]) -> Surround:
        """What lies around the input, for the eye: all of the padding, read or not."""
        rule = self._rule(images)
        if rule is None:
            return BARE
        reached, (rows, columns) = self.surround(*images), rule.padding
        return Surround(rows, max(rows, reached.bottom), columns, max(columns, reached.right))

    def _rim(self, made: Array, images: tuple[Shape, ...]) -> Rim | None:
        """The numbers whose window reads something made up; what is left out is not."""
        rule = self._rule(images)
        if rule is None or self._border == NOTHING.value:
            return None
        rows, columns = made.shape
        return Rim.of(made, rim(rule, (rows, columns), images[0]))

    def _learned(self, params: Params) -> int:
        return sum(a.size for name, a in params.items() if name not in self.layer.measured)

    def _macs(self, images: tuple[Shape, ...]) -> int:
        """Multiplications with a weight, for all maps."""
        if self._lays_itself(images):
            return self.layer.macs(*images)
        return self.layer.unpadded().macs(self.surround(*images).around(images[0]))

    def _arithmetic(self, images: tuple[Shape, ...]) -> tuple[str, ...]:
        rule = self._rule(images)
        if rule is None:
            return accounts.unchanged(self.layer.output_shape(*images))
        return accounts.sliding(
            images[0], rule.size, rule.stride, rule.padding, rule.dilation, self._ceil
        )
