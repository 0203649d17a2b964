"""Bodies are counted while they arrive, whatever their sender says about their length.
(A file of weights is far too long for that: it goes to disk as it comes, and is counted there.)

One that is too large is answered at once, and then read to its end and thrown away (within
limits): a sender who is still sending would otherwise meet a closed door instead of the
answer.
"""

import asyncio
from collections.abc import Mapping
from typing import Any

import orjson
from starlette.datastructures import Headers
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import BodyTooLarge
from app.metrics import Metrics
from app.settings import KIB, MIB, Settings


class SenderGone(Exception):  # noqa: N818
    """Whoever was sending has stopped in the middle."""


class Bodies:
    """Lets a body through once all of it has arrived and it is not too large."""

    def __init__(self, app: ASGIApp, settings: Settings, metrics: Metrics) -> None:
        self.app = app
        self.settings = settings
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or not _has_body(Headers(scope=scope)):
            await self.app(scope, receive, send)
            return
        if goes_to_disk(scope) and _declared(scope) <= self.settings.weights_file_bytes:
            await self.app(scope, receive, send)
            return
        most = _most(scope, self.settings)
        try:
            body = None
            if _declared(scope) <= most:
                body = await _read(receive, most)
        except SenderGone:
            return
        if body is None:
            await self._refuse(most, scope, receive, send)
            return
        self.metrics.add("convscope_bytes_in_flight", len(body))
        try:
            await self.app(scope, _replayed(body, receive), send)
        finally:
            self.metrics.add("convscope_bytes_in_flight", -len(body))

    async def _refuse(self, most: int, scope: Scope, receive: Receive, send: Send) -> None:
        """Say so, and then listen to the rest."""
        size = f"{most / MIB:g} MiB" if most >= MIB else f"{most / KIB:g} KiB"
        error = BodyTooLarge(f"That is too much to send at once: {size} are the most here.")
        body = orjson.dumps(error.problem(scope["path"]))
        headers = [
            (b"content-type", b"application/problem+json"),
            (b"content-length", str(len(body)).encode()),
            (b"connection", b"close"),
        ]
        start = {"type": "http.response.start", "status": error.status, "headers": headers}
        await send(start)
        await send({"type": "http.response.body", "body": body, "more_body": True})
        if Headers(scope=scope).get("expect", "").lower() != "100-continue":
            await self._drain(receive)
        await send({"type": "http.response.body", "body": b""})

    async def _drain(self, receive: Receive) -> None:
        """Read and throw away what still comes, for so long and so much."""
        left = self.settings.drain_bytes
        try:
            async with asyncio.timeout(self.settings.drain_seconds):
                while left > 0:
                    message = await receive()
                    left -= len(message.get("body", b""))
                    if not message.get("more_body"):
                        return
        except TimeoutError:
            return


def goes_to_disk(scope: Mapping[str, Any]) -> bool:
    """Whether a body is a file of weights, which nobody holds in memory: its route counts it."""
    parts = str(scope["path"]).strip("/").split("/")
    return parts[:2] == ["api", "networks"] and parts[3:] == ["weights"]


def _has_body(headers: Headers) -> bool:
    return headers.get("content-length", "0") != "0" or "transfer-encoding" in headers


def _most(scope: Scope, settings: Settings) -> int:
    """How long this body may be: JSON is never as long as a picture."""
    if goes_to_disk(scope):
        return settings.weights_file_bytes
    if not Headers(scope=scope).get("content-type", "").startswith("application/json"):
        return settings.body_bytes
    edits = scope["path"].endswith(("/edits", "/edits/maps"))
    return settings.edits_bytes if edits else settings.json_bytes


def _declared(scope: Scope) -> int:
    """The length the sender announces; 0 if none."""
    told = Headers(scope=scope).get("content-length", "")
    return int(told) if told.isdecimal() else 0


async def _read(receive: Receive, most: int) -> bytes | None:
    """The whole body; None as soon as it is too large. Raises SenderGone."""
    parts: list[bytes] = []
    size = 0
    while True:
        message = await receive()
        if message["type"] == "http.disconnect":
            raise SenderGone
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return parts[0] if len(parts) == 1 else b"".join(parts)


def _replayed(body: bytes, receive: Receive) -> Receive:
    """A ``receive`` that hands over the whole body at once, and then listens on."""
    handed_over = False

    async def replay() -> Message:
        nonlocal handed_over
        if handed_over:
            return await receive()
        handed_over = True
        return {"type": "http.request", "body": body, "more_body": False}

    return replay
