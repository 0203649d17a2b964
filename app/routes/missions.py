"""Missions: what there is to bring about, and whether it has been."""

from collections.abc import Mapping
from typing import Annotated

import orjson
from fastapi import APIRouter, Depends, Path, Request, Response

from app import answers, body, missions, schemas
from app.answers import for_now
from app.errors import BadRequest
from app.routes import asked
from app.routes.asked import NetworkId, RunId
from app.service import Service

MissionId = Annotated[str, Path(description="A mission's name.", examples=["silence-three"])]
ATTEMPT = {
    "requestBody": {
        "required": False,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Attempt"}}},
    }
}


def router(service: Service) -> APIRouter:
    """What lies under /missions of a network and of a run."""
    routes = APIRouter(prefix="/api", tags=["missions"])
    catalogue, runs, settings = service.catalogue, service.runs, service.settings
    kept: dict[str, bytes] = {}  # a last hint is found by trying, and stays what it is

    @routes.get("/networks/{network}/missions", response_model=schemas.Missions)
    def offered(network: NetworkId, request: Request) -> Response:
        """The missions of a network, each with three hints."""
        entry = catalogue[network]
        if entry.id not in kept:
            kept[entry.id] = orjson.dumps(missions.offered(runs, entry))
        return for_now(request, kept[entry.id])

    @routes.post(
        "/runs/{run}/missions/{mission}", response_model=schemas.Found, openapi_extra=ATTEMPT
    )
    def attempted(
        run: RunId, mission: MissionId, sent: Annotated[bytes, Depends(asked.raw)]
    ) -> Response:
        """Whether a run fulfils a mission; if not, what is missing. An answer goes with it."""
        told = body.parse(sent, settings.json_bytes, settings.json_nesting) if sent else {}
        if not isinstance(told, Mapping):
            raise BadRequest('An attempt is an object in braces, as {"answer": 4}, or nothing.')
        return answers.told(missions.attempted(runs, run, mission, told.get("answer")))

    return routes
