"""Two runs of one network, laid on each other: two pictures, or one picture with other edits.

Differences are signed, the second minus the first, in the numbers' own float32.
"""

import numpy as np

from app import schemas
from app.engine.differing import Difference, between, differing
from app.engine.types import Array
from app.errors import BadRequest
from app.runs import Run, Runs


def both(runs: Runs, name: str, other: str) -> tuple[Run, Run]:
    """Two runs that can be laid on each other.

    Raises UnknownRun, RunNotKept, BadRequest where they are of different networks.
    """
    one, two = runs.get(name), runs.get(other)
    if one.entry.digest != two.entry.digest:
        raise BadRequest(
            f"These runs are of different networks, {one.entry.title} and {two.entry.title}, so "
            f"their layers cannot be laid on each other. Choose two runs of one network."
        )
    return one, two


def beside(one: Run, two: Run) -> schemas.Beside:
    """Where and how far two runs differ, layer by layer."""
    found = differing(one.trace, two.trace)
    return {
        "run": one.id,
        "against": two.id,
        "first": found[0].layer if found else None,
        "sentence": between(found, one.entry.network),
        "layers": [_told(row, one, two) for row in found],
    }


def apart(one: Array, two: Array) -> Array:
    """The second minus the first, (c, h, w)."""
    with np.errstate(over="ignore"):
        return np.asarray(two - one, dtype=one.dtype)


def _told(found: Difference, one: Run, two: Run) -> schemas.BesideLayer:
    channel, row, column = found.cell
    sizes = [np.abs(run.trace[found.layer][0]).mean(dtype=np.float64) for run in (one, two)]
    return {
        "layer": found.layer,
        "largest": found.largest,
        "mean": found.mean,
        "channel": channel,
        "row": row,
        "column": column,
        "share": found.share,
        "relative": 2 * found.mean / float(sum(sizes)),
    }
