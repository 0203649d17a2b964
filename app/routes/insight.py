"""What numbers really depend on: the field of one number, and the evidence for the answer."""

from fastapi import APIRouter, Request, Response

from app import answers, describe, schemas, wire
from app.answers import for_ever
from app.engine.effective_field import effective_field
from app.engine.types import EngineError
from app.routes import asked
from app.routes.asked import ChannelNumber, Column, LayerName, Row, RunId
from app.service import Service

BINARY = {"schema": {"type": "string", "format": "binary"}}
TENSORS: asked.Responses = {200: {"content": {answers.SAFETENSORS: BINARY}}}


def router(service: Service) -> APIRouter:
    """What is asked about a run beyond its numbers."""
    routes = APIRouter(prefix="/api/runs", tags=["runs"])
    runs = service.runs

    @routes.get("/{run}/layers/{layer}/cells/{channel}/{row}/{column}/field", responses=TENSORS)
    def field(
        run: RunId,
        layer: LayerName,
        channel: ChannelNumber,
        row: Row,
        column: Column,
        request: Request,
    ) -> Response:
        """What one number really listens to: its slope, cell by cell, on every layer before it.

        Safetensors: per layer [1, rows, columns], the magnitudes summed over the channels.
        """

        def make() -> bytes:
            held = runs.get(run)
            place = asked.node(held, layer).name, (channel, row, column)
            with runs.computing.turn(held.entry):
                return wire.tensors(
                    effective_field(held.entry.network, held.weights, held.trace, *place)
                )

        try:
            return for_ever(request, run, make, answers.SAFETENSORS)
        except EngineError as error:
            raise asked.cell_of(error) from None

    @routes.get("/{run}/evidence", response_model=schemas.Evidence)
    def evidence(run: RunId, request: Request) -> Response:
        """Which maps speak for the winning class, and through whom: the strongest of each edge."""

        def make() -> schemas.Evidence:
            held = runs.get(run)
            with runs.computing.turn(held.entry):
                return describe.evidence(held)

        return for_ever(request, run, make)

    return routes
