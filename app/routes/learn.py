"""The lessons, the networks and the glossary: to read without a script, and the words as data."""

from functools import cache
from typing import Any

from fastapi import APIRouter, Request, Response
from starlette.exceptions import HTTPException

from app import answers, describe, drawing, lineage, schemas, worked
from app.catalogue import Catalogue
from app.errors import UnknownStory
from app.glossary import Glossary, Term
from app.lessons import Lessons
from app.portrait import Portrait
from app.routes.asked import NetworkId
from app.routes.pages import CSS, HTML, JAVASCRIPT
from app.service import Service
from app.worked.networks import IDEAS


class Told(dict[str, schemas.Network]):
    """The networks as the API describes them, each when a page first asks for it by its id."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__()
        self._catalogue = catalogue

    def __missing__(self, network: str) -> schemas.Network:
        told = self[network] = describe.network(self._catalogue[network], [])
        return told


def router(service: Service) -> APIRouter:
    """/learn, its lessons, the networks, the glossary, and what these are drawn with."""
    routes = APIRouter()
    pages, templates = service.pages, service.settings.templates
    lessons, glossary = Lessons(templates), Glossary(templates)
    catalogue, stories = service.catalogue, service.stories

    networks = Told(service.catalogue)

    @cache
    def portrait(network: str) -> Portrait:
        return Portrait(catalogue[network])

    def page(request: Request, template: str, **values: Any) -> Response:
        told = pages.page(
            template,
            here=request.url.path,
            lessons=lessons,
            glossary=glossary,
            draw=drawing,
            worked=worked.examples(),
            networks=networks,
            catalogue=catalogue,
            stories=stories,
            portrait=portrait,
            **values,
        )
        return answers.for_now(request, told, HTML)

    @routes.get("/learn", include_in_schema=False)
    def contents(request: Request) -> Response:
        return page(request, "learn/contents.html")

    @routes.get("/learn/glossary", include_in_schema=False)
    def terms(request: Request) -> Response:
        return page(request, "learn/glossary.html")

    @routes.get("/learn/networks/{network}", include_in_schema=False)
    def network(network: NetworkId, request: Request) -> Response:
        """One network on a page: its story, its plan, its layers, what it changed."""
        entry = catalogue.find(network)
        if entry is None or network not in stories:
            raise UnknownStory(f"There is no page about a network called {network[:80]!r}.")
        story = stories[network]
        earlier = story.before or story.original
        before = catalogue.find(earlier) if earlier else None
        idea = IDEAS.get(network)
        return page(
            request,
            "learn/network.html",
            entry=entry,
            story=story,
            sister=story.network != network,
            before=before,
            changed=lineage.against(entry, before) if before else None,
            w=idea(entry.network) if idea else None,
        )

    @routes.get("/learn/{name}", include_in_schema=False)
    def lesson(name: str, request: Request) -> Response:
        found = lessons.find(name)
        if found is None:
            raise HTTPException(404)
        before, after = lessons.beside(found)
        place = lessons.all.index(found) + 1
        return page(request, found.template, lesson=found, place=place, before=before, after=after)

    @routes.get("/learn.css", include_in_schema=False)
    def style(request: Request) -> Response:
        return answers.for_now(request, pages.page("learn/learn.css", draw=drawing), CSS)

    @routes.get("/learn.js", include_in_schema=False)
    def script(request: Request) -> Response:
        return answers.for_now(request, pages.file("learn/learn.js"), JAVASCRIPT)

    @routes.get("/api/glossary", response_model=schemas.Glossary, tags=["words"])
    def words(request: Request) -> Response:
        """The glossary: every word of the trade at three depths, and where it can be seen."""
        return answers.for_now(request, {"terms": [_told(term) for term in glossary.values()]})

    return routes


def _told(term: Term) -> schemas.GlossaryTerm:
    """A term as it goes over the wire."""
    wrong = term.misconception
    return {
        "id": term.id,
        "title": term.title,
        "words": list(term.words),
        "summary": term.summary,
        "eli5": term.eli5,
        "in_depth": term.in_depth,
        "misconception": {"believed": wrong[0], "true": wrong[1]} if wrong else None,
        "see": [{"label": view.label, "at": view.address} for view in term.views],
        "related": list(term.related),
        "at": term.address,
    }
