"""Edits: changes to what a network learned, tried out on one picture."""

from typing import Annotated

from fastapi import APIRouter, Depends, Request, Response

from app import answers, body, changed, schemas
from app.answers import for_ever, for_now
from app.routes import asked
from app.routes.asked import Numbers, RunId
from app.service import Service

EDITS = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Edits"}}},
    }
}


def router(service: Service) -> APIRouter:
    """/api/runs/{run}/edits, and what edits have changed about a run."""
    routes = APIRouter(prefix="/api/runs", tags=["runs"])
    runs, settings = service.runs, service.settings

    @routes.post("/{run}/edits", status_code=201, response_model=schemas.Run, openapi_extra=EDITS)
    def edit(run: RunId, sent: Annotated[bytes, Depends(asked.raw)]) -> Response:
        """The same picture with changes to the weights, on top of those it has: a new run."""
        told = body.parse(sent, settings.edits_bytes, settings.json_nesting)
        made = runs.edit(run, told)
        return answers.created(service.told(made), at=made.address)

    @routes.post("/{run}/edits/maps", responses=asked.TENSORS, openapi_extra=EDITS)
    def imagine(
        run: RunId, sent: Annotated[bytes, Depends(asked.raw)], dtype: Numbers = "f32"
    ) -> Response:
        """Only the maps that edits would change, as one safetensors body: nothing is kept.

        Its metadata holds JSON: the verdict and the figures of these layers under "run", and
        under "changes" what GET .../changes would say.
        """
        told = body.parse(sent, settings.edits_bytes, settings.json_nesting)
        made = changed.imagined(runs, run, told, dtype)
        return answers.told(made, media_type=answers.SAFETENSORS)

    @routes.get("/{run}/changes", response_model=schemas.Differences)
    def changes(run: RunId, request: Request) -> Response:
        """Which layers differ from the same picture without edits, where, and by how much."""
        return for_ever(request, run, lambda: changed.changes(runs, run))

    @routes.get("/{run}/samples", response_model=schemas.SampleVerdicts)
    def samples(run: RunId, request: Request) -> Response:
        """How the network does on its sample pictures with the edits of this run."""
        return for_now(request, changed.on_samples(runs, run))

    return routes
