"""The blanks in our addresses, each with the words that the API pages show for it."""

from typing import Annotated, Any, Literal

from fastapi import Form, Path, Query, Request

from app import answers, body
from app.engine.network import INPUT, Node
from app.engine.types import Array, EngineError, Weights
from app.errors import BadRequest, TooMuch, UnknownCell, UnknownLayer
from app.pictures import Crop
from app.runs import Run
from app.settings import MIB, Settings
from app.thumbnails import LEAST_SIDE, MOST_SIDE
from app.wire import Form as Dtype

Responses = dict[int | str, dict[str, Any]]
"""What FastAPI is told of an answer that is not JSON."""
BINARY = {"schema": {"type": "string", "format": "binary"}}
TENSORS: Responses = {200: {"content": {answers.SAFETENSORS: BINARY}}}

NetworkId = Annotated[str, Path(description="A network's id.", examples=["tiny-vgg"])]
OtherNetwork = Annotated[
    str, Path(description="The id of the network it is laid on.", examples=["lenet-5"])
]
RunId = Annotated[
    str,
    Path(description="A run's name, 32 digits.", examples=["0f3c9a5e7b1d42668a90c1f2e3d4b5a6"]),
]
OtherRun = Annotated[
    str,
    Path(description="A second run of the same network.", examples=["f".zfill(32)]),
]
LayerName = Annotated[str, Path(description="A layer's name.", examples=["conv_1_1"])]
ChannelNumber = Annotated[int, Path(description="A channel, counted from 0.", examples=[4])]
Row = Annotated[int, Path(description="A row, counted from 0, from the top.", examples=[26])]
Column = Annotated[int, Path(description="A column, counted from 0, from the left.", examples=[43])]
Palette = Annotated[
    Literal["light", "dark", "grey"],
    Query(description="Which ramps: the page's on light or dark paper, or black to white."),
]
Scale = Annotated[int, Query(ge=1, description="Pixels along the side of one number, up to 32.")]
Layers = Annotated[
    str | None,
    Query(description="Names of layers with commas between; all if left out.", examples=["input"]),
]
Numbers = Annotated[
    Dtype,
    Query(
        description="f32: exactly as computed. f16: rounded. u8: bytes, with low and high of "
        "every channel as JSON in the metadata."
    ),
]
Channels = Annotated[
    str | None,
    Query(
        description="Channels of one layer, counted from 0, with commas between: only these come, "
        "in that order. All if left out.",
        examples=["4,17"],
    ),
]
Rows = Annotated[
    str | None,
    Query(
        description="A stretch of rows of one layer, as NumPy writes it: from the first, up to but "
        "not with the last. All if left out.",
        examples=["32:64"],
    ),
]
Columns = Annotated[
    str | None,
    Query(description="A stretch of columns of one layer, likewise.", examples=["0:32"]),
]
Side = Annotated[
    int,
    Query(
        ge=LEAST_SIDE,
        le=MOST_SIDE,
        description="Most numbers along a side of a thumbnail; smaller maps come as they are.",
    ),
]
LoadedWeights = Annotated[
    str | None,
    Query(
        description="The name of weights that were loaded for this network, 32 digits. Left out, "
        "its own are meant: those it learned, or those drawn at random."
    ),
]
CropText = Annotated[
    str | None,
    Form(
        description="A square of the upright picture: left,top,side in its own pixels. Left out, "
        "the middle is taken.",
        examples=["120,0,600"],
    ),
]
EditsText = Annotated[
    str | None,
    Form(
        description="Edits as JSON, as POST /api/runs/{run}/edits takes them.",
        examples=['[{"layer": "conv_1_1", "channel": 4, "scale": 0}]'],
    ),
]


def crop(text: str | None) -> Crop | None:
    """The square that "left,top,side" means. Raises BadRequest."""
    if text is None or not text.strip():
        return None
    try:
        left, top, side = (int(part) for part in text.split(","))
    except ValueError:
        raise BadRequest(
            f"crop is {text[:60]!r}, but should be three whole numbers, left,top,side, "
            f"in pixels of the picture."
        ) from None
    return Crop(left, top, side)


def edits(text: str | None, settings: Settings) -> object:
    """Plain data from the JSON of a form's field; None if there is none."""
    if text is None or not text.strip():
        return None
    return body.parse(text.encode(), settings.edits_bytes, settings.json_nesting)


async def raw(request: Request) -> bytes:
    """The body as it came."""
    return await request.body()


def maps(run: Run, layer: str) -> Array:
    """What one layer made of the picture, (c, h, w). Raises UnknownLayer."""
    if layer not in run.trace:
        raise UnknownLayer(_no_layer(layer, list(run.trace)))
    held: Array = run.trace[layer][0]
    return held


def arrays(run: Run, layers: str | None, settings: Settings) -> dict[str, Array]:
    """Maps and weights of a run by their names: all, or of some layers and those they read.

    Raises UnknownLayer, TooMuch.
    """
    if layers is None:
        names, weights = list(run.trace), run.weights
    else:
        asked = [name.strip() for name in layers.split(",")]
        for name in asked:
            maps(run, name)
        heard = {
            source
            for node in run.entry.network.nodes
            if node.name in asked
            for source in node.inputs
        }
        names = [name for name in run.trace if name in asked or name in heard]
        weights = {name: run.weights[name] for name in asked if name in run.weights}
    held = {name: maps(run, name) for name in names}
    in_one_answer(weights, settings, sum(array.nbytes for array in held.values()))
    for layer, params in weights.items():
        held |= {f"{layer}.{name}": array for name, array in params.items()}
    return held


def in_one_answer(weights: Weights, settings: Settings, more: int = 0, each: int = 4) -> Weights:
    """The same weights, unless they are too many to be sent at once. Raises TooMuch.

    more   bytes that are sent beside them
    each   bytes that one number takes in the answer
    """
    size = more + sum(each * array.size for params in weights.values() for array in params.values())
    if size > settings.answer_bytes:
        raise TooMuch(
            f"That would be {size / MIB:,.0f} MiB in one answer; {settings.answer_bytes / MIB:g} "
            f"are the most. Ask for some layers (?layers=), or for some filters (&channels=)."
        )
    return weights


def one_map(run: Run, layer: str, channel: int) -> Array:
    """The maps of a layer that has such a channel. Raises UnknownLayer, UnknownCell."""
    held = maps(run, layer)
    if not 0 <= channel < len(held):
        raise UnknownCell(
            f"{layer} has no channel {_few(channel)}; it has {len(held)}, "
            f"counted from 0 to {len(held) - 1}."
        )
    return held


def node(run: Run, layer: str) -> Node:
    """A layer that made its numbers from others. Raises UnknownLayer, UnknownCell."""
    maps(run, layer)
    if layer == INPUT:
        raise UnknownCell(
            "The input is the picture itself: its numbers were made from nothing else."
        )
    return run.entry.network.node(layer)


def scale(wanted: int, size: tuple[int, ...], settings: Settings) -> int:
    """An enlargement that is not too large for maps of ``size``. Raises BadRequest."""
    pixels = wanted * wanted
    for axis in size:
        pixels *= axis
    if wanted > settings.png_scale or pixels > settings.png_pixels:
        raise BadRequest(
            f"scale is {_few(wanted)}; {settings.png_scale} is the most, and "
            f"{settings.png_pixels / 1e6:g} million pixels in all."
        )
    return wanted


def cell_of(error: EngineError) -> UnknownCell:
    """The engine's word on a cell that is not there."""
    return UnknownCell(str(error))


def _no_layer(layer: str, known: list[str]) -> str:
    return f"There is no layer called {layer[:80]!r}. The layers are {', '.join(known)}."


def _few(number: int) -> str:
    text = str(number)
    return text if len(text) < 16 else f"{text[:12]}..."
