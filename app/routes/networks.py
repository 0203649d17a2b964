"""The networks: what they are and what they learned."""

from typing import Annotated

from fastapi import APIRouter, File, Request, Response, UploadFile

from app import answers, pictures, schemas, wire
from app.answers import for_now
from app.engine.types import Array
from app.errors import UnknownLayer
from app.routes import asked
from app.routes.asked import CropText, EditsText, LayerName, Layers, LoadedWeights, NetworkId
from app.service import Service

IN_JSON = 24
"""Bytes that a number takes in JSON, about."""
BINARY = {"schema": {"type": "string", "format": "binary"}}
FILE: asked.Responses = {200: {"content": {"application/octet-stream": BINARY}}}


def router(service: Service) -> APIRouter:
    """Everything under /api/networks.

    Plain ``def`` throughout, on purpose: the work is arithmetic, so it belongs in a
    thread, where it cannot hold up anyone else's request.
    """
    routes = APIRouter(prefix="/api/networks", tags=["networks"])
    catalogue, runs, settings = service.catalogue, service.runs, service.settings

    @routes.get("", response_model=schemas.Networks)
    def networks(request: Request) -> Response:
        """Every network there is, in a few figures each."""
        return for_now(request, service.listed)

    @routes.get("/{network}", response_model=schemas.Network)
    def network(network: NetworkId, request: Request, weights: LoadedWeights = None) -> Response:
        """One network: all its layers, explained, and what it makes of the sample pictures."""
        told = service.described(service.entry(network, weights))
        return for_now(request, told, press=True)

    @routes.get("/{network}/weights", responses=FILE)
    def weights(network: NetworkId, request: Request, layers: Layers = None) -> Response:
        """Its weights, all or of some layers, as safetensors: `<layer>.<param>`, float32.

        What it learned; or, where it has learned nothing, what is drawn at random.
        """
        entry = catalogue[network]
        if layers is None and entry.stored is not None:
            return for_now(request, entry.stored, answers.SAFETENSORS)
        named = list(entry.weights) if layers is None else layers.split(",")
        held = {name: _params(service, network, name) for name in map(str.strip, named)}
        body = wire.params(asked.in_one_answer(held, settings))
        return for_now(request, body, answers.SAFETENSORS)

    @routes.get("/{network}/layers/{layer}/weights.npz", responses=FILE)
    def layer_npz(network: NetworkId, layer: LayerName, request: Request) -> Response:
        """What one layer learned, as NumPy's npz: `weights` and `bias`."""
        params = _params(service, network, layer)
        asked.in_one_answer({layer: params}, settings)
        return for_now(request, wire.npz(params), answers.NPZ)

    @routes.get("/{network}/layers/{layer}/weights.json", response_model=schemas.Weights)
    def layer_json(network: NetworkId, layer: LayerName, request: Request) -> Response:
        """What one layer learned, as JSON: exact float32 numbers in nested lists."""
        params = _params(service, network, layer)
        asked.in_one_answer({layer: params}, settings, each=IN_JSON)
        told = {name: wire.plain(array) for name, array in params.items()}
        return for_now(request, {"layer": layer, "params": told})

    @routes.post("/{network}/runs", status_code=201, response_model=schemas.Run, tags=["runs"])
    def run(
        network: NetworkId,
        picture: Annotated[UploadFile, File(description="A picture: JPEG, PNG, WebP, GIF or BMP.")],
        crop: CropText = None,
        edits: EditsText = None,
        weights: LoadedWeights = None,
    ) -> Response:
        """Run one picture through one network, and say what every layer made of it."""
        entry = service.entry(network, weights)
        square, changes = asked.crop(crop), asked.edits(edits, settings)
        seen = pictures.read(
            picture.file.read(), entry.preprocessing, entry.network.image, square, settings
        )
        made = runs.start(entry, seen, changes)
        return answers.created(service.told(made), at=made.address)

    return routes


def _params(service: Service, network: str, layer: str) -> dict[str, Array]:
    """The weights of one layer. Raises UnknownNetwork, UnknownLayer."""
    entry = service.catalogue[network]
    weights = entry.weights
    if layer not in weights:
        able = ", ".join(entry.network.param_shapes())
        raise UnknownLayer(f"No layer called {layer[:80]!r} has weights. Those that do: {able}.")
    return dict(weights[layer])
