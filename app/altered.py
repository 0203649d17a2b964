"""A run's picture moved about: one altered run, or the verdict along a whole slider.

An altered run is a run like any other: the network sees eight bits per colour, so the altered
picture is rounded to those first, and named by them. A curve along a slider is computed from
the very pixels that the altered runs at its places would have.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from math import isfinite
from typing import Any

import numpy as np

from app import pictures, schemas
from app.engine.alterations import ALTERATIONS, Alteration, Changes, alter, check, said, unknown
from app.engine.types import Array, SpecError
from app.errors import BadEdit, BadRequest
from app.pictures import Pixels, Prepared
from app.runs import Run, Runs

AT_ONCE = 48 * 2**20
"""Bytes of maps that are computed in one go; longer sweeps are cut into pieces."""
BLANK = "Every pixel looks the same: there is nothing to see."


def read(told: Any) -> Changes:
    """Plain data as changes to a picture. Raises BadRequest."""
    if not isinstance(told, Mapping):
        raise BadRequest('The changes should be an object of names and numbers, as {"rotate": 15}.')
    changes = {name: _number(name, value) for name, value in told.items()}
    try:
        check(changes)
    except SpecError as error:
        raise BadRequest(str(error)) from None
    return changes


def asked(query: Iterable[tuple[str, str]], swept: Alteration | None = None) -> Changes:
    """The same from an address: rotate=15&noise=0.1. Raises BadRequest."""
    told: dict[str, float] = {}
    for name, text in query:
        if name in told:
            raise BadRequest(f"{name[:40]} is given twice.")
        if swept and name == swept.name:
            ends = f"{swept.low:g} to {swept.high:g}".replace("-", "−")
            raise BadRequest(f"{name} goes from {ends} here: leave out its own value.")
        try:
            told[name] = float(text)
        except ValueError:
            raise BadRequest(f"{name[:40]} is {text[:40]!r}, but should be a number.") from None
    return read(told)


def alteration(name: str) -> Alteration:
    """The alteration of that name. Raises BadRequest."""
    if name not in ALTERATIONS:
        raise BadRequest(unknown(name))
    return ALTERATIONS[name]


def run(runs: Runs, name: str, changes: Changes) -> Run:
    """The run of an altered picture, with the edits of the run called ``name``.

    Raises UnknownRun, RunNotKept. Where no pixel changes, it is that run itself.
    """
    before = runs.get(name)
    (pixels,) = _pixels(before, [changes])
    facts = before.recipe.facts
    made = Prepared(pixels, [], facts.crop)
    notes = (*facts.notes, *said(changes), *([BLANK] if made.blank and not facts.blank else []))
    return runs.again(
        before, pixels, replace(facts, notes=notes, blank=made.blank, noise=made.noise)
    )


def sweep(runs: Runs, name: str, swept: Alteration, others: Changes) -> schemas.Sweep:
    """Every class's probability along one slider, the other sliders where they are.

    Raises UnknownRun, RunNotKept, TooMuch.
    """
    before = runs.get(name)
    places = swept.values
    runs.computing.check_work(before.entry, len(places))
    pixels = _pixels(before, [{**others, swept.name: at} for at in places])
    with runs.computing.turn(before.entry):
        shares = _answers(before, pixels)
    classes = list(before.entry.classes)
    return {
        "alteration": swept.name,
        "unit": swept.unit,
        "others": dict(others),
        "values": places,
        "classes": classes,
        "probabilities": [[float(share) for share in row] for row in shares],
        "turns": _turns(places, shares, classes),
    }


def _pixels(before: Run, changes: Sequence[Changes]) -> list[Pixels]:
    """What the network sees of each altered picture."""
    picture = pictures.to_input(before.recipe.pixels)
    seen = alter(np.broadcast_to(picture, (len(changes), *picture.shape[1:])), changes)
    return list(np.rint(seen * 255).astype(np.uint8))


def _answers(before: Run, pixels: Sequence[Pixels]) -> Array:
    """The probabilities of all classes for each picture, (pictures, classes)."""
    network = before.entry.network
    size = sum(values.nbytes for values in before.trace.values())
    some = max(1, AT_ONCE // size)
    answers = []
    for start in range(0, len(pixels), some):
        images = np.concatenate([pictures.to_input(one) for one in pixels[start : start + some]])
        with np.errstate(all="ignore"):
            answers.append(network.run(images, before.weights).answer[:, :, 0, 0])
    shares: Array = np.concatenate(answers)
    if not np.isfinite(shares).all():
        raise BadEdit(
            "With these edits the numbers grow too large to be computed for some of the "
            "altered pictures. Try smaller weights."
        )
    return shares


def _turns(places: Sequence[float], shares: Array, classes: Sequence[str]) -> list[schemas.Turn]:
    """Where the likeliest class changes, on a straight line between two places."""
    first = shares.argmax(axis=1)
    turns: list[schemas.Turn] = []
    for at in range(1, len(places)):
        old, new = int(first[at - 1]), int(first[at])
        if old == new:
            continue
        lead, behind = (float(shares[here, old] - shares[here, new]) for here in (at - 1, at))
        way = lead / (lead - behind) if lead != behind else 0.5
        value = places[at - 1] + way * (places[at] - places[at - 1])
        turns.append({"at": round(value, 6), "before": classes[old], "after": classes[new]})
    return turns


def _number(name: str, value: Any) -> float:
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise BadRequest(f"{name[:40]} is {str(value)[:40]!r}, but should be a number.")
    if isinstance(value, float) and not isfinite(value):
        kind = "not a number" if value != value else "infinite"
        raise BadRequest(f"{name[:40]} is {kind}, but should be a number.")
    return float(value) if abs(value) < 10**9 else float(10**9)
