"""Runs: every number that a network computed for a picture, at addresses that never change."""

from dataclasses import dataclass

from fastapi import APIRouter, Request, Response

from app import answers, painted, schemas, wire
from app.answers import for_ever
from app.engine.network import INPUT
from app.engine.provenance import provenance
from app.engine.types import Array, EngineError
from app.routes import asked, chosen, forms
from app.routes.asked import (
    ChannelNumber,
    Channels,
    Column,
    LayerName,
    Layers,
    Row,
    RunId,
    Scale,
    Side,
)
from app.routes.chosen import Choice
from app.runs import Runs
from app.service import Service
from app.thumbnails import Thumbnails

NPZ: asked.Responses = {200: {"content": {answers.NPZ: asked.BINARY}}}
MANY = """\
The numbers of all layers, or of some, as one safetensors body: [c, h, w] by name.

Of one layer, also single maps: ?layers=conv_1_1&channels=4,17. And single stretches of them:
&rows=32:64&columns=0:32."""
ONE = forms.Said(
    json="The exact numbers of one layer: channels of rows of columns.",
    npy="The exact numbers of one layer, for numpy.load.",
    sheet="All maps of one layer on one sheet, in the page's colours.",
    one="One map, on the colour scale of its layer.",
)


@dataclass(frozen=True)
class Computed:
    """What the layers of a run made of the picture, as ``forms`` asks for it."""

    runs: Runs
    name: str
    picture: str | None = INPUT

    def layer(self, layer: str) -> Array:
        return asked.maps(self.runs.get(self.name), layer)

    def one(self, layer: str, channel: int) -> Array:
        return asked.one_map(self.runs.get(self.name), layer, channel)

    def some(self, choice: Choice) -> dict[str, Array]:
        return choice.of(self.runs.get(self.name))


def router(service: Service) -> APIRouter:
    """Everything under /api/runs."""
    routes = APIRouter(prefix="/api/runs", tags=["runs"])
    runs, settings = service.runs, service.settings

    async def computed(run: RunId) -> Computed:
        return Computed(runs, run)

    @routes.get("/{run}.npz", responses=NPZ)
    def npz(run: RunId, request: Request, layers: Layers = None) -> Response:
        """Every map and every weight of a run, for numpy.load: conv_1_1, conv_1_1.weights, input.

        The weights are those it was computed with, edits included. Of a large network ask for the
        layers you want: what they read comes with them.
        """

        def make() -> bytes:
            return wire.npz(asked.arrays(runs.get(run), layers, settings))

        return for_ever(request, run, make, answers.NPZ)

    @routes.get("/{run}", response_model=schemas.Run)
    def show(run: RunId, request: Request) -> Response:
        """What every layer made of the picture, in figures and sentences."""
        return for_ever(request, run, lambda: service.told(runs.get(run)))

    forms.of_many(routes, "/{run}", computed, MANY)

    @routes.get("/{run}/weights", responses=asked.TENSORS)
    def weights(
        run: RunId, request: Request, layers: Layers = None, channels: Channels = None
    ) -> Response:
        """The weights this run was computed with, edits included, as safetensors.

        Of one layer, also those of single output channels: ?layers=fc6&channels=4,17.
        """

        def make() -> bytes:
            found = chosen.weights(runs.get(run), layers, channels)
            return wire.params(asked.in_one_answer(found, settings))

        return for_ever(request, run, make, answers.SAFETENSORS)

    @routes.get("/{run}/picture.png", response_class=Response, responses=forms.PNG)
    def picture(run: RunId, request: Request, scale: Scale = 1) -> Response:
        """What the network saw: the picture, cut and scaled, pixel by pixel."""

        def make() -> bytes:
            pixels = runs.recipe(run).pixels
            return painted.picture(pixels, asked.scale(scale, pixels.shape, settings))

        return for_ever(request, run, make, answers.PNG)

    @routes.get("/{run}/layers/{layer}/thumbnails", responses=asked.TENSORS)
    def thumbnails(run: RunId, layer: LayerName, request: Request, side: Side = 32) -> Response:
        """All maps of one layer, small: what a wall of hundreds of them is drawn from.

        One safetensors body of bytes [c, h', w'] under the layer's name. Each stands for a block of
        cells, and for the number of largest magnitude in it: 0 is exactly zero, 1 to 255 are
        low + (byte - 1) / 254 * (high - low). The metadata holds JSON: "thumbnails" has the shape
        of the layer and the block, "ends" the true low and high of each map, "loudest" row and
        column of its number of largest magnitude.
        """

        def make() -> bytes:
            held = asked.maps(runs.get(run), layer)
            return Thumbnails.of(held, side).to_bytes(layer, held.shape)

        return for_ever(request, run, make, answers.SAFETENSORS, press=True)

    forms.of_one(routes, "/{run}", computed, ONE, settings)

    @routes.get("/{run}/layers/{layer}/cells/{channel}/{row}/{column}", response_model=schemas.Cell)
    def cell(
        run: RunId,
        layer: LayerName,
        channel: ChannelNumber,
        row: Row,
        column: Column,
        request: Request,
    ) -> Response:
        """One number and every term it was made of, computed again in float64."""

        def make() -> object:
            held = runs.get(run)
            place = asked.node(held, layer).name, (channel, row, column)
            return provenance(held.entry.network, held.weights, held.trace, *place)

        try:
            return for_ever(request, run, make)
        except EngineError as error:
            raise asked.cell_of(error) from None

    return routes
