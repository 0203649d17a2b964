"""The application, put together. Wiring and nothing else."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from fastapi import FastAPI
from starlette.middleware.gzip import DEFAULT_EXCLUDED_CONTENT_TYPES, GZipMiddleware

from app import answers, pictures, problems
from app.middleware.bodies import Bodies
from app.middleware.headers import SecurityHeaders
from app.middleware.watch import Watch
from app.openapi import described
from app.routes import (
    altered,
    beside,
    edits,
    filters,
    health,
    insight,
    lab,
    learn,
    lineage,
    missions,
    networks,
    pages,
    runs,
    stories,
    weights,
)
from app.service import Service
from app.settings import Settings

UNPRESSED = (*DEFAULT_EXCLUDED_CONTENT_TYPES, answers.SAFETENSORS, answers.NPY)
"""Not worth compressing: compressed already, or numbers that hardly shrink."""


def create_app(settings: Settings | None = None) -> FastAPI:
    """The service with these settings, or with those of the environment.

    Raises SetupError when it cannot work like this.
    """
    settings = settings or Settings.from_environment()
    pictures.set_pixel_limit(settings.picture_pixels)
    service = Service.open(settings)

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        yield
        service.draining.set()

    app = FastAPI(
        title="convscope",
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        lifespan=lifespan,
    )
    app.state.service = service
    app.openapi = described(app)  # type: ignore[method-assign]
    for kind in (
        networks,
        weights,
        runs,
        edits,
        beside,
        insight,
        altered,
        lab,
        filters,
        missions,
        lineage,
        stories,
        health,
        learn,
        pages,
    ):
        app.include_router(kind.router(service))
    app.mount("/static", pages.Assets(directory=settings.dist, check_dir=False), name="static")
    problems.handle(app, service)
    app.add_middleware(GZipMiddleware, 1024, 3, exclude_content_types=UNPRESSED)
    app.add_middleware(Bodies, settings=settings, metrics=service.metrics)
    app.add_middleware(Watch, metrics=service.metrics)
    app.add_middleware(SecurityHeaders)
    return app
