"""Which of a run's numbers an address asks for: layers, and of one layer maps, rows, columns."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends

from app.engine.types import Array, Weights
from app.engine.writing import listed
from app.errors import BadRequest, UnknownLayer
from app.routes import asked
from app.routes.asked import Channels, Columns, Layers, Rows
from app.runs import Run


@dataclass(frozen=True)
class Choice:
    """What somebody wants of a run's maps, as it stands in the address; everything if nothing does.

    layers         names with commas between
    channels       of one layer, with commas between
    rows, columns  of one layer, stretches like "32:64"
    """

    layers: str | None = None
    channels: str | None = None
    rows: str | None = None
    columns: str | None = None

    def of(self, run: Run) -> dict[str, Array]:
        """The numbers that are meant, (c, h, w) by layer. Nothing is copied that need not be.

        Raises UnknownLayer, UnknownCell, BadRequest.
        """
        names = _names(self.layers, list(run.trace))
        held = {name: asked.maps(run, name) for name in names}
        for blank in ("channels", "rows", "columns"):
            if getattr(self, blank) is not None and len(names) != 1:
                raise _of_one(blank)
        return {name: self._part(run, name, maps) for name, maps in held.items()}

    def _part(self, run: Run, layer: str, maps: Array) -> Array:
        _, height, width = maps.shape
        rows = _stretch("rows", self.rows, layer, height)
        columns = _stretch("columns", self.columns, layer, width)
        cut: Array = maps[:, rows, columns]
        return cut if self.channels is None else cut[_channels(run, layer, self.channels)]


async def _choice(
    layers: Layers = None, channels: Channels = None, rows: Rows = None, columns: Columns = None
) -> Choice:
    return Choice(layers, channels, rows, columns)


Chosen = Annotated[Choice, Depends(_choice)]


def weights(run: Run, layers: str | None, channels: str | None = None) -> Weights:
    """What the layers named were computed with, or all that have any; or some filters of one.

    Raises UnknownLayer, UnknownCell, BadRequest.
    """
    held = run.weights
    if layers is None and channels is None:
        return held
    names = _names(layers, list(held))
    for name in names:
        asked.maps(run, name)
        if name not in held:
            raise UnknownLayer(
                f"{name} has no weights. Those with weights are {listed(list(held))}."
            )
    if channels is None:
        return {name: held[name] for name in names}
    if len(names) != 1:
        raise _of_one("channels")
    (name,) = names
    wanted, count = _channels(run, name, channels), len(run.trace[name][0])
    return {
        name: {
            param: array[wanted] if array.shape[0] == count else array
            for param, array in held[name].items()
        }
    }


def _names(layers: str | None, known: list[str]) -> list[str]:
    return known if layers is None else [name.strip() for name in layers.split(",")]


def _of_one(blank: str) -> BadRequest:
    return BadRequest(f"{blank} can be chosen of one layer at a time: name it in layers.")


def _channels(run: Run, layer: str, text: str) -> list[int]:
    """The channels that "4,17" means. Raises UnknownCell, BadRequest."""
    try:
        wanted = [int(part) for part in text.split(",")]
    except ValueError:
        raise BadRequest(
            f"channels is {text[:60]!r}, but should be whole numbers with commas between."
        ) from None
    for channel in wanted:
        asked.one_map(run, layer, channel)
    if len(wanted) > len(set(wanted)):
        raise BadRequest("channels names one of them twice.")
    return wanted


def _stretch(blank: str, text: str | None, layer: str, length: int) -> slice:
    """The rows or columns that "32:64" means. Raises BadRequest.

    >>> _stretch("rows", "32:64", "conv_1_1", 224)
    slice(32, 64, None)
    """
    if text is None:
        return slice(None)
    try:
        first, end = (int(part) for part in text.split(":"))
    except ValueError:
        raise BadRequest(
            f"{blank} is {text[:60]!r}, but should be two whole numbers with a colon between, "
            f"as in {blank}=0:32."
        ) from None
    if not 0 <= first < end <= length:
        raise BadRequest(
            f"{blank} is {text[:60]!r}, but {layer} has {length} {blank}: from 0 up to {length}."
        )
    return slice(first, end)
