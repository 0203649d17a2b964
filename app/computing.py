"""What the engine computes for a run: long networks in turns, and numbers that can be shown."""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import numpy as np

from app import edits, pictures
from app.catalogue import Entry
from app.engine.trace import Trace
from app.engine.types import Weights
from app.errors import BadEdit, BadWeights, TooMuch
from app.metrics import Metrics
from app.pictures import Pixels
from app.settings import Settings
from app.turns import Turns


class Computing:
    """Runs networks, as many at once as there is room for."""

    def __init__(self, settings: Settings, metrics: Metrics) -> None:
        self._settings = settings
        self._metrics = metrics
        self._turns = Turns(settings)

    @contextmanager
    def turn(self, entry: Entry) -> Iterator[None]:
        """Work with a network, one after the other where it is long. Raises Busy."""
        if entry.totals.macs >= self._settings.heavy_macs:
            with self._turns.taken():
                yield
        else:
            yield

    def check_work(self, entry: Entry, times: int) -> None:
        """Raise TooMuch where so many runs of a network are too long a wait for one answer."""
        work = times * entry.totals.macs
        if work > self._settings.sweep_macs:
            raise TooMuch(
                f"That would take {times} runs of {entry.title}, {work / 1e9:,.0f} thousand "
                f"million multiplications: too many for one answer. Look at single places of the "
                f"slider instead."
            )

    def afresh(self, entry: Entry, pixels: Pixels, weights: Weights) -> Trace:
        """Every number of a picture. Raises Busy, BadWeights where a file's blow them up."""
        trace = self._timed(entry, pixels, weights)
        if entry.origin == "loaded":
            for layer, values in trace.items():
                if not np.isfinite(values).all():
                    raise BadWeights(
                        f"With these weights the numbers of {layer} grow too large to be computed."
                    )
        return trace

    def after(
        self, entry: Entry, pixels: Pixels, earlier: Trace, before: Weights, weights: Weights
    ) -> Trace:
        """Every number after an edit; only those are computed that it can have changed.

        earlier          the numbers of the same picture with the weights ``before``

        Raises Busy, BadEdit.
        """
        trace = earlier
        for start in edits.starts(before, weights, entry.network):
            trace = self._timed(entry, pixels, weights, start=start, earlier=trace)
        for layer, values in trace.items():
            if values is not earlier[layer] and not np.isfinite(values).all():
                raise BadEdit(
                    f"With these edits the numbers of {layer} grow too large to be computed. "
                    f"Try smaller weights."
                )
        return trace

    def _timed(self, entry: Entry, pixels: Pixels, weights: Weights, **rest: Any) -> Trace:
        """What the engine computes. Edited weights may overflow: whoever made them is told."""
        with self.turn(entry), np.errstate(all="ignore"):
            started = time.perf_counter()
            trace = entry.network.run(pictures.to_input(pixels), weights, **rest)
        self._metrics.add("convscope_engine_seconds_total", time.perf_counter() - started)
        return trace
