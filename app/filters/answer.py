"""What comes out of filters, and what there is to say about it.

Numbers keep their sign and are never cut off. They are computed in float32, as runs are; that
they could grow beyond it is only possible on the maps of a run whose weights were edited.
"""

import threading
from dataclasses import dataclass

import numpy as np

from app import pictures, schemas
from app.engine.filtering import Step, filtered
from app.engine.types import Array, EngineError
from app.engine.writing import by, counted, percent, sentence_case, unsigned
from app.errors import BadFilter, UnknownCell, UnknownLayer
from app.filters.kept import Kept
from app.filters.question import Source
from app.runs import Runs

AT_ONCE = threading.BoundedSemaphore(4)
"""How many are worked on at once: a large picture takes forty megabytes meanwhile."""


@dataclass(frozen=True)
class Sources:
    """Where the numbers come from that filters are laid on."""

    runs: Runs
    kept: Kept

    def maps(self, source: Source) -> Array:
        """The numbers, (c, h, w) in float32.

        Raises PictureNotKept, RunNotKept, UnknownRun, UnknownLayer, UnknownCell.
        """
        if source.picture is not None:
            seen: Array = pictures.to_input(self.kept.get(source.picture))[0]
            return seen
        trace = self.runs.get(source.run).trace
        if source.layer not in trace:
            known = ", ".join(trace)
            raise UnknownLayer(
                f"There is no layer called {source.layer[:80]!r}. The layers are {known}."
            )
        maps: Array = trace[source.layer][0]
        if source.channel is None:
            return maps
        if not 0 <= source.channel < len(maps):
            raise UnknownCell(
                f"{source.layer} has {counted(len(maps), 'channel')}, counted from 0 to "
                f"{len(maps) - 1}; the one asked for is not among them."
            )
        return maps[source.channel : source.channel + 1]


def made(maps: Array, steps: tuple[Step, ...]) -> list[Array]:
    """What every step makes, (1, h, w) each. Raises BadFilter."""
    try:
        with np.errstate(all="ignore"):
            answers = filtered(maps, steps)
    except EngineError as error:
        raise BadFilter(str(error)) from None
    for number, answer in enumerate(answers, 1):
        if not np.isfinite(answer).all():
            raise BadFilter(
                f"Step {number}: its numbers grow too large to be computed. Try smaller weights."
            )
    return answers


def told(maps: Array, answers: list[Array], steps: tuple[Step, ...]) -> schemas.Filtered:
    """The last answer in figures and in a sentence."""
    last = answers[-1]
    return {
        "shape": list(last.shape),
        "low": float(last.min()),
        "high": float(last.max()),
        "mean": float(last.mean(dtype=np.float64)),
        "steps": [_step(answer) for answer in answers],
        "sentence": _sentence(maps, last, len(steps)),
    }


def _step(answer: Array) -> schemas.FilteredStep:
    return {
        "shape": list(answer.shape),
        "low": float(answer.min()),
        "high": float(answer.max()),
    }


def _sentence(maps: Array, last: Array, steps: int) -> str:
    """What happened to this picture's numbers."""
    low, high = float(last.min()), float(last.max())
    size = f"{by(maps.shape[1:])}" + (f" in {len(maps)} channels" if len(maps) > 1 else "")
    by_whom = "The filter makes" if steps == 1 else f"{counted(steps, 'filter')} in a row make"
    began = f"{by_whom} {by(last.shape[1:])} numbers of {size}"
    if low == high == 0:
        return f"{began}. Every one of them is 0: there is nothing here that it answers to."
    if low == high:
        return f"{began}. Every one of them is {unsigned(low)}."
    told = f"{began}, from {unsigned(low)} to {unsigned(high)}."
    if high > 0:
        told += f" The largest stands at {_where(last, int(last.argmax()))}."
    if low < 0:
        told += f" The lowest, where the opposite stands, is at {_where(last, int(last.argmin()))}."
    still = float((last == 0).mean())
    return told + (f" {sentence_case(percent(still))} of them are exactly 0." if still else "")


def _where(last: Array, at: int) -> str:
    row, column = divmod(at, last.shape[2])
    return f"row {row}, column {column}"
