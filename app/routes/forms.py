"""The forms in which maps are served: safetensors, JSON and npy for programs, PNG for people.

A run's maps and the differences between two runs stand at addresses that end alike. What they do
not share, their beginning and how the maps are come by, a router brings along (``Maps``).
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Annotated, Any, Protocol

from fastapi import APIRouter, Depends, Request, Response

from app import answers, painted, schemas, wire
from app.answers import for_ever
from app.engine.types import Array
from app.routes import asked
from app.routes.asked import ChannelNumber, LayerName, Numbers, Palette, Scale
from app.routes.chosen import Choice, Chosen
from app.settings import Settings

PNG: asked.Responses = {200: {"content": {answers.PNG: asked.BINARY}}}
NPY: asked.Responses = {200: {"content": {answers.NPY: asked.BINARY}}}


class Maps(Protocol):
    """Maps that somebody asks for. Nothing is computed before one of its methods is called."""

    @property
    def name(self) -> str:
        """What they are made of: an answer is remembered under it."""

    @property
    def picture(self) -> str | None:
        """The layer whose maps are colours, and shown as such, if one is."""

    def layer(self, layer: str) -> Array:
        """All maps of a layer, (c, h, w). Raises UnknownLayer."""

    def one(self, layer: str, channel: int) -> Array:
        """All maps of a layer that has such a channel. Raises UnknownLayer, UnknownCell."""

    def some(self, choice: Choice) -> dict[str, Array]:
        """The maps that are chosen, by layer. Raises UnknownLayer, UnknownCell, BadRequest."""


Given = Callable[..., Any]
"""What fills in the beginning of the address, and gives ``Maps``."""


@dataclass(frozen=True)
class Said:
    """What the API pages say of one layer in each form."""

    json: str
    npy: str
    sheet: str
    one: str


# A handler's own blanks are listed before those that a dependency fills in. These two are filled
# in by dependencies as well, so that they are listed where they stand in the address.
async def _layer(layer: LayerName) -> str:
    return layer


async def _channel(channel: ChannelNumber) -> int:
    return channel


def of_many(routes: APIRouter, at: str, given: Given, said: str) -> None:
    """Serve the maps of several layers in one body, below the address ``at``."""

    @routes.get(f"{at}/maps", responses=asked.TENSORS, description=said)
    def maps(
        held: Annotated[Maps, Depends(given)],
        request: Request,
        chosen: Chosen,
        dtype: Numbers = "f32",
    ) -> Response:
        return for_ever(
            request,
            held.name,
            lambda: wire.tensors(held.some(chosen), dtype),
            answers.SAFETENSORS,
            press=dtype != "f32",
        )


def of_one(routes: APIRouter, at: str, given: Given, said: Said, settings: Settings) -> None:
    """Serve the maps of one layer in every form, below the address ``at``."""

    @routes.get(
        f"{at}/layers/{{layer}}.json", response_model=schemas.Numbers, description=said.json
    )
    def layer_json(
        held: Annotated[Maps, Depends(given)],
        layer: Annotated[str, Depends(_layer)],
        request: Request,
    ) -> Response:
        return for_ever(request, held.name, lambda: wire.plain(held.layer(layer)))

    @routes.get(f"{at}/layers/{{layer}}.npy", responses=NPY, description=said.npy)
    def layer_npy(
        held: Annotated[Maps, Depends(given)],
        layer: Annotated[str, Depends(_layer)],
        request: Request,
    ) -> Response:
        return for_ever(request, held.name, lambda: wire.npy(held.layer(layer)), answers.NPY)

    @routes.get(
        f"{at}/layers/{{layer}}.png", response_class=Response, responses=PNG, description=said.sheet
    )
    def layer_png(
        held: Annotated[Maps, Depends(given)],
        layer: Annotated[str, Depends(_layer)],
        request: Request,
        scale: Scale = 1,
        palette: Palette = "light",
    ) -> Response:
        def make() -> bytes:
            maps = held.layer(layer)
            size = asked.scale(scale, maps.shape, settings)
            return painted.sheet(maps, palette=palette, scale=size, tint=layer == held.picture)

        return for_ever(request, held.name, make, answers.PNG)

    @routes.get(
        f"{at}/layers/{{layer}}/{{channel}}.png",
        response_class=Response,
        responses=PNG,
        description=said.one,
    )
    def channel_png(
        held: Annotated[Maps, Depends(given)],
        layer: Annotated[str, Depends(_layer)],
        channel: Annotated[int, Depends(_channel)],
        request: Request,
        scale: Scale = 1,
        palette: Palette = "light",
    ) -> Response:
        def make() -> bytes:
            maps = held.one(layer, channel)
            size = asked.scale(scale, maps.shape[1:], settings)
            tint = layer == held.picture
            return painted.one_map(maps, channel, palette=palette, scale=size, tint=tint)

        return for_ever(request, held.name, make, answers.PNG)
