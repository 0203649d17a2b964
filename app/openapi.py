"""The description of the API that /openapi.json gives and /docs draws."""

from collections.abc import Callable
from typing import Any

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic import TypeAdapter

from app import __version__, schemas

ABOUT = """\
See every number inside a convolutional network.

Send a picture to a network and get a *run*: every number of every layer, at addresses that
never change.

```
curl -F picture=@cat.jpg http://localhost:8000/api/networks/tiny-vgg/runs
curl http://localhost:8000/api/runs/{run}/layers/conv_1_1/cells/4/26/43
curl -o maps.safetensors http://localhost:8000/api/runs/{run}/maps
curl -d '{"edits": [{"layer": "conv_1_1", "channel": 4, "scale": 0}]}' \\
     http://localhost:8000/api/runs/{run}/edits
```

Whatever goes wrong is answered as `application/problem+json` (RFC 9457); its `detail` is a
sentence that can be shown to a person.
"""
TAGS = [
    {"name": "networks", "description": "What there is, and what it learned."},
    {"name": "runs", "description": "Every number a network computes for a picture."},
    {"name": "filters", "description": "Filters of one's own, laid on a picture."},
    {"name": "missions", "description": "What to bring about, and whether it has been."},
    {"name": "words", "description": "The words of the trade, explained."},
    {"name": "health", "description": "How the service is."},
]
PROBLEM = {
    "description": "What went wrong, in a sentence.",
    "content": {"application/problem+json": {"schema": {"$ref": "#/components/schemas/Problem"}}},
}
EXTRA = (
    schemas.Problem,
    schemas.Edits,
    schemas.Changes,
    schemas.Experiment,
    schemas.Imagined,
    schemas.Filtering,
    schemas.FilteredCell,
    schemas.Filtered,
    schemas.Attempt,
)
REFERENCE = "#/components/schemas/{model}"


def described(app: FastAPI) -> Callable[[], dict[str, Any]]:
    """A function that describes ``app``, the first time it is asked."""

    def openapi() -> dict[str, Any]:
        if app.openapi_schema is None:
            app.openapi_schema = _describe(app)
        return app.openapi_schema

    return openapi


def _gist(description: str) -> str:
    """The beginning of a description, for a list.

    >>> _gist("One layer, for numpy.load: exact. And more.")
    'One layer, for numpy.load'
    """
    return description.split(". ")[0].split(": ")[0].removesuffix(".")


def _describe(app: FastAPI) -> dict[str, Any]:
    told = get_openapi(
        title="convscope", version=__version__, description=ABOUT, routes=app.routes, tags=TAGS
    )
    held = told.setdefault("components", {}).setdefault("schemas", {})
    for schema in EXTRA:
        added = TypeAdapter(schema).json_schema(ref_template=REFERENCE)
        held.update(added.pop("$defs", {}))
        held[schema.__name__] = added
    for unused in ("HTTPValidationError", "ValidationError"):
        held.pop(unused, None)
    for calls in told["paths"].values():
        for call in calls.values():
            call["summary"] = _gist(call["description"])
            call["responses"].pop("422", None)
            call["responses"]["default"] = PROBLEM
    return told
