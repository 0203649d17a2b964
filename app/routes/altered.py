"""The picture moved about: altered runs, and the verdict along each slider."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Request, Response

from app import altered, answers, body, schemas
from app.answers import for_ever, for_now
from app.engine.alterations import ALTERATIONS
from app.routes import asked
from app.routes.asked import RunId
from app.service import Service

Name = Annotated[str, Path(description="An alteration's name.", examples=["rotate"])]
CHANGES = {
    "requestBody": {
        "required": True,
        "content": {"application/json": {"schema": {"$ref": "#/components/schemas/Changes"}}},
    }
}
OTHERS = {
    "parameters": [
        {
            "name": name,
            "in": "query",
            "required": False,
            "description": f"Where the slider stands meanwhile. {one.about}",
            "schema": {
                "type": "number",
                "minimum": one.low,
                "maximum": one.high,
                "default": one.neutral,
            },
        }
        for name, one in ALTERATIONS.items()
    ]
}


def router(service: Service) -> APIRouter:
    """/api/alterations, and what altering a run's picture leads to."""
    routes = APIRouter(prefix="/api", tags=["runs"])
    runs, settings = service.runs, service.settings

    @routes.get("/alterations", response_model=schemas.Alterations)
    def alterations(request: Request) -> Response:
        """How a picture can be moved about: one slider each."""
        return for_now(request, {"alterations": [one.as_dict() for one in ALTERATIONS.values()]})

    @routes.post(
        "/runs/{run}/altered", status_code=201, response_model=schemas.Run, openapi_extra=CHANGES
    )
    def alter(run: RunId, sent: Annotated[bytes, Depends(asked.raw)]) -> Response:
        """The picture of a run, moved about, through the same network: a new run."""
        changes = altered.read(body.parse(sent, settings.json_bytes, settings.json_nesting))
        made = altered.run(runs, run, changes)
        return answers.created(service.told(made), at=made.address)

    @routes.get(
        "/runs/{run}/sweeps/{alteration}", response_model=schemas.Sweep, openapi_extra=OTHERS
    )
    def sweep(run: RunId, alteration: Name, request: Request) -> Response:
        """Every class's probability along one slider: what the altered runs there would say."""
        swept = altered.alteration(alteration)
        others = altered.asked(request.query_params.multi_items(), swept)
        return for_ever(request, run, lambda: altered.sweep(runs, run, swept, others))

    return routes
