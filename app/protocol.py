"""How long we listen to somebody who does not come to the point.

uvicorn reads a request for as long as it takes; a few hundred senders of one byte a minute would
hold a few hundred connections for ever. Here a request's head must arrive within HEAD seconds and
its body within BODY; who is too slow, or says too much before the body, is told so (408, 431) and
let go. Time in which we ourselves are not reading does not count.
"""

import asyncio
import sys
from typing import Any, cast

import h11
import orjson
from uvicorn.protocols.http.h11_impl import H11Protocol

from app.errors import problem
from app.middleware.bodies import goes_to_disk

HEAD = 10.0  # seconds
BODY = 20.0  # seconds; 10 MiB in that time are 4 Mbit/s
STEADY = 4 * 2**20  # bytes; a file of weights may take longer while so many come in that time


class PatientProtocol(H11Protocol):
    """One connection: uvicorn's, with an end to its patience."""

    _waiting_for: str | None = None
    _timer: asyncio.TimerHandle | None = None
    _heard = False
    _came = 0

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        super().connection_made(transport)
        self._wait_for("head")

    def data_received(self, data: bytes) -> None:
        self._heard = True
        self._came += len(data)
        super().data_received(data)
        self._wait_for({h11.IDLE: "head", h11.SEND_BODY: "body"}.get(self.conn.their_state))

    def on_response_complete(self) -> None:
        super().on_response_complete()
        self._heard = False
        if self.conn.their_state is h11.IDLE:
            self._wait_for(None)  # between two requests uvicorn's own patience counts

    def connection_lost(self, exc: Exception | None) -> None:
        self._wait_for(None)
        super().connection_lost(exc)

    def send_400_response(self, msg: str) -> None:  # noqa: ARG002
        """Called by uvicorn from where it caught what h11 could not read."""
        if getattr(sys.exception(), "error_status_hint", 400) == 431:
            said = "The head of that request is too long: 64 KiB are the most."
            self._refuse(431, "Too much to say", "head-too-large", said)
        else:
            said = "That is not a request as HTTP has them."
            self._refuse(400, "Not understood", "malformed", said)

    def _wait_for(self, what: str | None) -> None:
        """Start the clock when we begin to wait for something, and not again while we do."""
        if what == self._waiting_for:
            return
        self._waiting_for = what
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None
        if what is not None:
            self._timer = self.loop.call_later(HEAD if what == "head" else BODY, self._too_slow)

    def _too_slow(self) -> None:
        came, self._came = self._came, 0
        scope = cast(dict[str, Any] | None, self.scope)
        steady = came >= STEADY and scope is not None and goes_to_disk(scope)
        if self._waiting_for == "body" and (self.flow.read_paused or steady):
            self._timer = self.loop.call_later(BODY, self._too_slow)
        elif not self._heard:
            self.transport.close()  # a connection kept in hand, as browsers do
        else:
            said = "That request took too long to arrive. Please send it again."
            self._refuse(408, "Too slow", "too-slow", said)

    def _refuse(self, status: int, title: str, slug: str, detail: str) -> None:
        """Answer if no answer has begun, and close."""
        self._wait_for(None)
        if self.transport.is_closing():
            return
        if self.conn.our_state in {h11.IDLE, h11.SEND_RESPONSE}:
            path = self.scope["path"] if self.scope else ""
            body = orjson.dumps(problem(status, title, slug, detail, path))
            headers = [
                ("content-type", "application/problem+json"),
                ("content-length", str(len(body))),
                ("connection", "close"),
            ]
            answer: list[Any] = [
                h11.Response(status_code=status, headers=headers),
                h11.Data(data=body),
                h11.EndOfMessage(),
            ]
            self.transport.write(b"".join(self.conn.send(event) or b"" for event in answer))
        self.transport.close()
