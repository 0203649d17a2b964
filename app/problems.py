"""Whatever goes wrong, said in a sentence: our own errors, FastAPI's and Starlette's."""

from collections.abc import Mapping
from typing import Any

from fastapi import FastAPI, Request, Response
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException

from app import answers
from app.errors import BadCrop, ConvscopeError, DamagedPicture, TooLarge, UnsupportedPicture
from app.service import Service

HTML = "text/html; charset=utf-8"
REFUSED = (BadCrop, DamagedPicture, TooLarge, UnsupportedPicture)
NO_PICTURE = (
    'There is no picture: send one as the file "picture" of a form (multipart/form-data), '
    "as in curl -F picture=@cat.jpg."
)


def handle(app: FastAPI, service: Service) -> None:
    """Teach ``app`` to say what went wrong."""

    async def ours(request: Request, error: Exception) -> Response:
        assert isinstance(error, ConvscopeError)
        if isinstance(error, REFUSED):
            service.metrics.add("convscope_refused_pictures_total", reason=error.slug)
        return answers.failed(error, request)

    async def invalid(request: Request, error: Exception) -> Response:
        assert isinstance(error, RequestValidationError)
        detail = sentence(error.errors()[0])
        return answers.problematic(422, "That cannot be answered", "bad-request", detail, request)

    async def http(request: Request, error: Exception) -> Response:
        assert isinstance(error, HTTPException)
        if error.status_code == 404 and _is_browsing(request):
            return Response(service.pages.page("not_found.html"), 404, media_type=HTML)
        return _http(request, error)

    app.add_exception_handler(ConvscopeError, ours)
    app.add_exception_handler(RequestValidationError, invalid)
    app.add_exception_handler(HTTPException, http)


def sentence(error: Mapping[str, Any]) -> str:
    """What pydantic found wrong with one value, for a person.

    >>> sentence({"type": "int_parsing", "loc": ("path", "row"), "msg": "...", "input": "x"})
    "row is 'x', but should be a whole number."
    """
    name = str(error["loc"][-1])
    value = f"{str(error.get('input'))[:60]!r}"
    limits = error.get("ctx", {})
    match error["type"]:
        case "missing" if name == "picture":
            return NO_PICTURE
        case "value_error" if name == "picture":
            return NO_PICTURE
        case "missing":
            return f"{name} is missing."
        case "int_parsing" | "int_parsing_size" | "int_from_float":
            return f"{name} is {value}, but should be a whole number."
        case "literal_error":
            return f"{name} is {value}, but should be {limits['expected']}."
        case "greater_than_equal":
            return f"{name} is {value}, but should be at least {limits['ge']}."
    return f"{name} is {value}, which makes no sense here: {error['msg']}."


def _is_browsing(request: Request) -> bool:
    """Whether a person opened a page, rather than a program an address of the API."""
    return "text/html" in request.headers.get("accept", "") and not request.url.path.startswith(
        "/api/"
    )


def _http(request: Request, error: HTTPException) -> Response:
    status, path = error.status_code, request.url.path[:120]
    if status == 404:
        detail = f"There is nothing at {path}."
        return answers.problematic(404, "Not found", "not-found", detail, request)
    if status == 405:
        allowed = (error.headers or {}).get("Allow", "")
        detail = f"{request.method} means nothing at {path}; {allowed} does."
        return answers.problematic(
            405, "Not possible here", "method", detail, request, {"allow": allowed}
        )
    if "exceeded maximum size" in str(error.detail):
        detail = "A field of the form is too long: 1 MiB is the most for anything but the picture."
        return answers.problematic(413, "Too large", "too-large", detail, request)
    if status == 400:
        detail = f"The form cannot be read: {str(error.detail).rstrip('.')}."
        return answers.problematic(422, "That cannot be answered", "bad-request", detail, request)
    return answers.problematic(status, "That went wrong", "error", str(error.detail), request)
