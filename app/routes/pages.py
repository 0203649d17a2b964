"""The pages people open, and the files those need."""

from fastapi import APIRouter, Request, Response
from starlette.staticfiles import StaticFiles
from starlette.types import Scope

from app import answers
from app.pages import island
from app.service import Service

HTML = "text/html; charset=utf-8"
SVG = "image/svg+xml"
CSS = "text/css; charset=utf-8"
JAVASCRIPT = "text/javascript; charset=utf-8"


def router(service: Service) -> APIRouter:
    """/, /docs, the icon and the sample pictures. None of them is part of the API."""
    routes = APIRouter(include_in_schema=False)
    pages, shelf = service.pages, service.shelf

    @routes.get("/")
    def index(request: Request) -> Response:
        if not pages.built:
            return Response(pages.page("unbuilt.html"), 503, media_type=HTML)
        home = str(request.base_url).rstrip("/")
        page = pages.page("index.html", networks=island(service.listed), home=home)
        return answers.for_now(request, page, HTML)

    @routes.get("/docs")
    def docs(request: Request) -> Response:
        return answers.for_now(request, pages.page("docs.html", drawn=pages.documented), HTML)

    @routes.get("/docs/start.js")
    def docs_start(request: Request) -> Response:
        return answers.for_now(request, pages.file("docs.js"), JAVASCRIPT)

    @routes.get("/pages.css")
    def style(request: Request) -> Response:
        return answers.for_now(request, pages.file("pages.css"), CSS)

    @routes.get("/icon.svg")
    @routes.get("/favicon.ico")
    def icon(request: Request) -> Response:
        return answers.for_now(request, pages.file("icon.svg"), SVG)

    @routes.get("/samples/{file:path}")
    def sample(file: str, request: Request, v: str = "") -> Response:
        """A sample picture; for ever where the address says exactly which (?v=...)."""
        held = shelf.file(file)
        if v == held.version:
            return answers.for_ever(request, v, lambda: held.data, held.media_type)
        return answers.for_now(request, held.data, held.media_type)

    return routes


class Assets(StaticFiles):
    """The built files. Those with a hash in their names never change."""

    async def get_response(self, path: str, scope: Scope) -> Response:
        answer = await super().get_response(path, scope)
        hashed = path.startswith("assets/")
        answer.headers["cache-control"] = answers.FOR_EVER if hashed else answers.ASK_AGAIN
        return answer
