"""The laboratory: one layer of a run with other settings, tried out and forgotten."""

from typing import Annotated

from fastapi import APIRouter, Depends, Response

from app import answers, body, experiment, lab, schemas
from app.routes import asked
from app.routes.asked import RunId
from app.service import Service

EXPERIMENT = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Experiment"}}},
    }
}


def router(service: Service) -> APIRouter:
    """POST /api/runs/{run}/lab."""
    routes = APIRouter(prefix="/api/runs", tags=["runs"])
    runs, settings = service.runs, service.settings

    @routes.post("/{run}/lab", response_model=schemas.Lab, openapi_extra=EXPERIMENT)
    def tried(run: RunId, sent: Annotated[bytes, Depends(asked.raw)]) -> Response:
        """One layer with other settings, on the numbers it read: what would come out, and why."""
        told = body.parse(sent, settings.json_bytes, settings.json_nesting)
        held = runs.get(run)
        return answers.told(lab.conduct(experiment.read(told, held, settings), held, settings))

    return routes
