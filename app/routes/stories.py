"""The stories of the networks, as data for the page."""

from dataclasses import asdict

from fastapi import APIRouter, Request, Response

from app import answers, schemas
from app.routes.asked import NetworkId
from app.service import Service
from app.stories import Story


def router(service: Service) -> APIRouter:
    """One address: what is told about a network."""
    routes = APIRouter(prefix="/api/networks", tags=["words"])

    @routes.get("/{network}/story", response_model=schemas.Story)
    def story(network: NetworkId, request: Request) -> Response:
        """Where a network came from, what it changed, and what to try in it."""
        return answers.for_now(request, _told(service.stories[network]))

    return routes


def _told(story: Story) -> schemas.Story:
    """A story as it goes over the wire."""
    return {
        "network": story.network,
        "idea": story.idea,
        "before": story.before,
        "original": story.original,
        "summary": story.summary,
        "eli5": story.eli5,
        "in_depth": story.in_depth,
        "see": story.see,
        "kept": list(story.kept),
        "left_out": list(story.left_out),
        "steps": [
            {"label": step.label, "text": step.text, "at": step.address} for step in story.steps
        ],
        "wrong": [{"believed": believed, "true": true} for believed, true in story.wrong],
        "sources": [
            schemas.StorySource(**asdict(source))  # type: ignore[typeddict-item]
            for source in story.sources
        ],
    }
