"""The outermost layer: counts, times, answers HEAD like GET, and has the last word on errors."""

import logging
import time

import orjson
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from app.errors import problem
from app.metrics import Metrics

SORRY = "Something went wrong on our side. Try again; if it happens again, please tell us."

log = logging.getLogger("convscope")


class Watch:
    """Nothing passes unnoticed, and nothing goes unanswered."""

    def __init__(self, app: ASGIApp, metrics: Metrics) -> None:
        self.app = app
        self.metrics = metrics

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        method = scope["method"]
        bodyless = method == "HEAD"
        if bodyless:
            scope["method"] = "GET"
        started, status = time.perf_counter(), 0

        async def sending(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
            elif bodyless and message["type"] == "http.response.body":
                message = {**message, "body": b""}
            await send(message)

        try:
            await self.app(scope, receive, sending)
        except Exception:
            log.exception("%s %s failed", method, scope["path"])
            if not status:
                await _sorry(scope, sending)
        finally:
            if status:
                seconds = time.perf_counter() - started
                self.metrics.answered(_route(scope), method, status, seconds)


async def _sorry(scope: Scope, send: Send) -> None:
    told = problem(500, "Something went wrong", "error", SORRY, scope["path"])
    headers = [(b"content-type", b"application/problem+json")]
    await send({"type": "http.response.start", "status": 500, "headers": headers})
    await send({"type": "http.response.body", "body": orjson.dumps(told)})


def _route(scope: Scope) -> str:
    """The pattern of the address, not the address: /api/runs/{run}."""
    route = scope.get("route")
    path = getattr(route, "path", None)
    return path if isinstance(path, str) else "(none)"
