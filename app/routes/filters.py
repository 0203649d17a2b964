"""Filters of one's own: those with names, the pictures for them, and what comes out."""

from typing import Annotated, Any, Literal, NamedTuple

from fastapi import APIRouter, Depends, File, Path, Query, Request, Response, UploadFile
from starlette.datastructures import UploadFile as Upload

from app import answers, body, painted, pictures, schemas, wire
from app.answers import for_ever, for_now
from app.engine.types import Array
from app.errors import BadFilter
from app.filters import answer, cell, presets, question
from app.filters.answer import Sources
from app.filters.kept import Kept
from app.routes import asked
from app.routes.asked import Numbers, Palette, Scale
from app.service import Service
from app.wire import Form as Dtype

BINARY = {"schema": {"type": "string", "format": "binary"}}
PNG: asked.Responses = {200: {"content": {answers.PNG: BINARY}}}
MADE: asked.Responses = {
    200: {
        "content": {
            answers.SAFETENSORS: BINARY,
            answers.JSON: {"schema": {"$ref": "#/components/schemas/Filtered"}},
            answers.NPY: BINARY,
            answers.PNG: BINARY,
        }
    }
}
PresetName = Annotated[str, Path(description="A filter's name.", examples=["sobel-x"])]
PictureId = Annotated[
    str,
    Path(description="A picture's name, 32 digits.", examples=["0f3c9a5e7b1d42668a90c1f2e3d4b5a6"]),
]
Form = Annotated[
    Literal["safetensors", "json", "npy", "png"],
    Query(
        description="safetensors: a tensor `result`, and `told` as JSON in the metadata. json: "
        "both in one object. npy: for numpy.load. png: to look at, in the page's colours."
    ),
]
WITHOUT = (
    'There is no filter: a form needs a file "picture" and a field "filter", as in curl '
    '-F picture=@cat.jpg -F filter=\'{"steps": [{"weights": [[-1, 0, 1]]}]}\'.'
)


def _form(question: str) -> dict[str, Any]:
    """What may be sent: a question as JSON, or a form with a picture and the rest of it."""
    told = {"type": "string", "description": "The same JSON, without a source."}
    file = {"type": "string", "format": "binary", "description": "JPEG, PNG, WebP, GIF or BMP."}
    form = {
        "type": "object",
        "required": ["picture", "filter"],
        "properties": {"picture": file, "filter": told},
    }
    content = {
        "application/json": {"schema": {"$ref": f"#/components/schemas/{question}"}},
        "multipart/form-data": {"schema": form},
    }
    return {"requestBody": {"required": True, "content": content}}


class Sent(NamedTuple):
    """A question, as JSON, and the picture that came along with it, if one did."""

    told: bytes
    picture: bytes | None = None


async def sent(request: Request) -> Sent:
    """The body as it came: JSON, or a form with a picture. Raises BadFilter."""
    if not request.headers.get("content-type", "").startswith("multipart/"):
        return Sent(await request.body())
    async with request.form() as form:
        picture, told = form.get("picture"), form.get("filter")
        if not isinstance(picture, Upload) or not isinstance(told, str):
            raise BadFilter(WITHOUT)
        return Sent(told.encode(), await picture.read())


def router(service: Service) -> APIRouter:
    """Everything under /api/lab."""
    routes = APIRouter(prefix="/api/lab", tags=["filters"])
    settings = service.settings
    kept = Kept(settings)
    sources = Sources(service.runs, kept)

    @routes.get("/presets", response_model=schemas.Presets)
    def named(request: Request) -> Response:
        """Every filter that people have a name for: what it answers to, its sizes, its sliders."""
        return for_now(request, presets.all_presets())

    @routes.get("/presets/{name}", response_model=schemas.PresetWeights)
    def weights(name: PresetName, request: Request) -> Response:
        """The weights of one of them: `rows`, `columns` and its sliders stand in the address."""
        return for_now(request, presets.preset(name, request.query_params.multi_items()))

    @routes.post("/pictures", status_code=201, response_model=schemas.LabPicture)
    def keep(
        picture: Annotated[UploadFile, File(description="A picture: JPEG, PNG, WebP, GIF or BMP.")],
    ) -> Response:
        """Keep a picture to lay filters on: all of it, upright, at most 1,024 pixels long."""
        seen = pictures.whole(picture.file.read(), settings)
        name = kept.keep(seen.pixels)
        at = f"/api/lab/pictures/{name}.png"
        channels, height, width = seen.pixels.shape
        told: schemas.LabPicture = {
            "picture": name,
            "width": width,
            "height": height,
            "channels": channels,
            "format": seen.format,
            "notes": list(seen.notes),
            "pixels": at,
        }
        return answers.created(told, at=at)

    @routes.get("/pictures/{picture}.png", response_class=Response, responses=PNG)
    def pixels(picture: PictureId, request: Request) -> Response:
        """The pixels of a picture that was sent, exactly."""
        return for_ever(request, picture, lambda: painted.picture(kept.get(picture)), answers.PNG)

    @routes.post("/convolve", responses=MADE, openapi_extra=_form("Filtering"))
    def convolve(
        came: Annotated[Sent, Depends(sent)],
        dtype: Numbers = "f32",
        form: Form = "safetensors",
        palette: Palette = "light",
        scale: Scale = 1,
    ) -> Response:
        """Lay one to four filters on a picture: the last one's numbers, with their signs."""
        with answer.AT_ONCE:
            maps, asking = read(came)
            steps = question.steps(asking.get("steps"), settings)
            made = answer.made(maps, steps)
            told = answer.told(maps, made, steps)
            size = asked.scale(scale, made[-1].shape, settings) if form == "png" else 1
            return _answered(form, made[-1], told, dtype, palette, size)

    @routes.post("/cell", response_model=schemas.CellTold, openapi_extra=_form("FilteredCell"))
    def one(came: Annotated[Sent, Depends(sent)]) -> Response:
        """One number of what a step makes, with every product that was added up for it."""
        with answer.AT_ONCE:
            maps, asking = read(came, "row", "column", "step")
            steps = question.steps(asking.get("steps"), settings)
            return answers.told(cell.told(maps, steps, asking))

    def read(came: Sent, *more: str) -> tuple[Array, question.Asked]:
        """The numbers to lay filters on, and the rest of the question."""
        told = body.parse(came.told, settings.json_bytes, settings.json_nesting)
        if came.picture is None:
            asking = question.asked(told, "source", "steps", *more)
            return sources.maps(question.source(asking.get("source"))), asking
        asking = question.asked(told, "steps", *more)
        return pictures.to_input(pictures.whole(came.picture, settings).pixels)[0], asking

    return routes


def _answered(
    form: str, last: Array, told: schemas.Filtered, dtype: Dtype, palette: str, scale: int
) -> Response:
    """The numbers (1, h, w) of the last step, in the form that is asked for."""
    if form == "json":
        return answers.told({**told, "result": wire.plain(last)})
    if form == "npy":
        return answers.told(wire.npy(last), media_type=answers.NPY)
    if form == "png":
        drawn = painted.one_map(last, 0, palette=palette, scale=scale)
        return answers.told(drawn, media_type=answers.PNG)
    packed = wire.tensors({"result": last}, dtype, {"told": told})
    return answers.told(packed, media_type=answers.SAFETENSORS)
