"""Weights that somebody loads: which arrays a network needs, and a file that has them."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import IO

from fastapi import APIRouter, Request, Response
from fastapi.concurrency import run_in_threadpool
from starlette.requests import ClientDisconnect

from app import answers, schemas
from app.answers import for_now
from app.errors import BodyTooLarge, ConvscopeError
from app.routes.asked import NetworkId
from app.service import Service
from app.settings import MIB
from app.weights import fitting

WRITTEN = MIB
"""Bytes that are gathered before they are written."""
FILE = {
    "requestBody": {
        "required": True,
        "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    }
}


def router(service: Service) -> APIRouter:
    """What lies under /api/networks/{network}/weights and is not the weights themselves."""
    routes = APIRouter(prefix="/api/networks", tags=["networks"])
    catalogue, kept, settings = service.catalogue, service.runs.loaded, service.settings
    turns = asyncio.Semaphore(settings.weights_at_once)

    @routes.get("/{network}/weights/names", response_model=schemas.Names)
    def names(network: NetworkId, request: Request) -> Response:
        """Every array that a file of weights for this network should hold: its name and shape."""
        entry = catalogue[network]
        tensors = [
            {"name": one.name, "layer": one.layer, "param": one.param, "shape": list(one.shape)}
            for one in fitting.needed(entry.network)
        ]
        return for_now(request, {"network": entry.id, "tensors": tensors})

    @routes.post("/{network}/weights", include_in_schema=False)
    @routes.put(
        "/{network}/weights",
        status_code=201,
        response_model=schemas.Loaded,
        openapi_extra=FILE,
    )
    async def load(network: NetworkId, request: Request) -> Response:
        """Load weights from a file, safetensors or npz, with the names that .../weights/names has.

        Numbers of 16, 32 or 64 bits are read, and kept as 32. Runs take ?weights=<the name in the
        answer>; the same weights always have the same name. Nothing is shown to others but to those
        who know that name.
        """
        try:
            entry = catalogue[network]
            async with turns:
                with kept.arriving() as file:
                    await _received(request, file, settings.weights_file_bytes)
                    made = await run_in_threadpool(kept.keep, Path(file.name), entry)
        except ConvscopeError:
            await _heard_out(request, settings.drain_bytes)
            raise
        told = {"network": entry.id, **made._asdict()}
        return answers.created(told, at=f"/api/networks/{entry.id}?weights={made.weights}")

    return routes


async def _received(request: Request, file: IO[bytes], most: int) -> None:
    """Write a body to disk as it comes. Raises BodyTooLarge."""
    size = 0
    async for data in _gathered(request):
        size += len(data)
        if size > most:
            raise BodyTooLarge(f"That file is too large: {most / MIB:g} MiB are the most here.")
        await run_in_threadpool(file.write, data)
    await run_in_threadpool(file.flush)


async def _gathered(request: Request) -> AsyncIterator[bytes]:
    """A body in pieces that are worth writing."""
    parts: list[bytes] = []
    size = 0
    async for data in request.stream():
        parts.append(data)
        size += len(data)
        if size >= WRITTEN:
            yield b"".join(parts)
            parts, size = [], 0
    yield b"".join(parts)


async def _heard_out(request: Request, most: int) -> None:
    """Read what is still sent, for a while: who is cut off in mid-sentence hears no answer."""
    try:
        async with asyncio.timeout(10):
            async for data in request.stream():
                most -= len(data)
                if most <= 0:
                    return
    except (TimeoutError, ClientDisconnect, RuntimeError):
        return
