"""How the service is, for whoever looks after it."""

from fastapi import APIRouter, Response

from app import answers, schemas
from app.errors import NotReady
from app.service import Service

PROMETHEUS = "text/plain; version=0.0.4; charset=utf-8"
TEXT = {"text/plain": {"schema": {"type": "string"}}}
NOW = {"cache-control": "no-store"}


def router(service: Service) -> APIRouter:
    """/healthz, /readyz and /metrics."""
    routes = APIRouter(tags=["health"])

    @routes.get("/healthz", response_model=schemas.Health)
    async def alive() -> Response:
        """Whether it answers at all. Costs nothing."""
        return answers.told({"status": "alive"}, headers=NOW)

    @routes.get("/readyz", response_model=schemas.Health)
    async def ready() -> Response:
        """Whether it takes work: 503 while it finishes what it has before it stops."""
        if service.draining.is_set():
            raise NotReady("This server is about to stop and takes no more work.")
        return answers.told({"status": "ready"}, headers=NOW)

    @routes.get("/metrics", response_class=Response, responses={200: {"content": TEXT}})
    async def metrics() -> Response:
        """What this worker has done since it started, for Prometheus."""
        service.measure()
        return Response(service.metrics.text(), media_type=PROMETHEUS)

    return routes
