"""Side by side: two networks by their descriptions."""

from fastapi import APIRouter, Request, Response

from app import lineage, schemas
from app.answers import for_now
from app.routes import asked
from app.routes.asked import NetworkId
from app.service import Service


def router(service: Service) -> APIRouter:
    """/api/networks/{network}/against/{other}."""
    routes = APIRouter(prefix="/api", tags=["networks"])
    catalogue = service.catalogue

    @routes.get("/networks/{network}/against/{other}", response_model=schemas.Lineage)
    def against(network: NetworkId, other: asked.OtherNetwork, request: Request) -> Response:
        """What a network changed against another: in figures, and a sentence for each.

        Counted from the two descriptions, so it can be asked of networks without weights too.
        """
        return for_now(request, lineage.against(catalogue[network], catalogue[other]))

    return routes
