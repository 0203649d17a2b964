"""Two runs of one network beside each other: where they differ, and the differences themselves."""

from fastapi import APIRouter, Request, Response

from app import answers, beside, change_schemas, schemas, wire
from app.answers import for_ever
from app.engine.types import Array
from app.routes import asked
from app.routes.asked import (
    ChannelNumber,
    Channels,
    LayerName,
    Layers,
    Numbers,
    OtherRun,
    Palette,
    RunId,
    Scale,
)
from app.service import Service

PNG: asked.Responses = {200: {"content": {answers.PNG: asked.BINARY}}}
NPY: asked.Responses = {200: {"content": {answers.NPY: asked.BINARY}}}


def router(service: Service) -> APIRouter:
    """Everything under /api/runs/{run}/against/{other}: both runs are of one network."""
    routes = APIRouter(prefix="/api/runs/{run}/against/{other}", tags=["runs"])
    runs, settings = service.runs, service.settings

    def apart(run: str, other: str, layer: str) -> Array:
        one, two = beside.both(runs, run, other)
        return beside.apart(asked.maps(one, layer), asked.maps(two, layer))

    @routes.get("", response_model=change_schemas.Beside)
    def show(run: RunId, other: OtherRun, request: Request) -> Response:
        """Which layers of two runs differ, where, and by how much; the first is named."""
        return for_ever(
            request, f"{run}-{other}", lambda: beside.beside(*beside.both(runs, run, other))
        )

    @routes.get("/maps", responses=asked.TENSORS)
    def maps(
        run: RunId,
        other: OtherRun,
        request: Request,
        layers: Layers = None,
        dtype: Numbers = "f32",
        channels: Channels = None,
    ) -> Response:
        """The second run's numbers minus the first's, of all layers or some: [c, h, w] by name.

        Of one layer, also single maps: ?layers=conv_1_1&channels=4,17.
        """

        def make() -> bytes:
            one, two = (
                asked.some_maps(side, layers, channels) for side in beside.both(runs, run, other)
            )
            return wire.tensors({name: beside.apart(one[name], two[name]) for name in one}, dtype)

        return for_ever(request, f"{run}-{other}", make, answers.SAFETENSORS, press=dtype != "f32")

    @routes.get("/layers/{layer}.json", response_model=schemas.Numbers)
    def layer_json(run: RunId, other: OtherRun, layer: LayerName, request: Request) -> Response:
        """The exact differences of one layer: channels of rows of columns."""
        return for_ever(request, f"{run}-{other}", lambda: wire.plain(apart(run, other, layer)))

    @routes.get("/layers/{layer}.npy", responses=NPY)
    def layer_npy(run: RunId, other: OtherRun, layer: LayerName, request: Request) -> Response:
        """The exact differences of one layer, for numpy.load."""
        return for_ever(
            request, f"{run}-{other}", lambda: wire.npy(apart(run, other, layer)), answers.NPY
        )

    @routes.get("/layers/{layer}.png", response_class=Response, responses=PNG)
    def layer_png(
        run: RunId,
        other: OtherRun,
        layer: LayerName,
        request: Request,
        scale: Scale = 1,
        palette: Palette = "light",
    ) -> Response:
        """The differences of all maps of one layer on one sheet: blue where there is more."""

        def make() -> bytes:
            held = apart(run, other, layer)
            size = asked.scale(scale, held.shape, settings)
            return wire.sheet(held, palette=palette, scale=size)

        return for_ever(request, f"{run}-{other}", make, answers.PNG)

    @routes.get("/layers/{layer}/{channel}.png", response_class=Response, responses=PNG)
    def channel_png(
        run: RunId,
        other: OtherRun,
        layer: LayerName,
        channel: ChannelNumber,
        request: Request,
        scale: Scale = 1,
        palette: Palette = "light",
    ) -> Response:
        """The differences of one map, on the colour scale of its layer."""

        def make() -> bytes:
            asked.one_map(runs.get(run), layer, channel)
            held = apart(run, other, layer)
            size = asked.scale(scale, held.shape[1:], settings)
            return wire.one_map(held, channel, palette=palette, scale=size)

        return for_ever(request, f"{run}-{other}", make, answers.PNG)

    return routes
