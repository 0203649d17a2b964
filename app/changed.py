"""What edits change about a run: layer by layer against the unedited one, and on every sample.

``imagined`` is for a brush that is still moving: an answer for the moment, as short as it can
be, about a run that nobody keeps.
"""

from collections.abc import Sequence

from app import describe, schemas, wire
from app.engine.differing import Difference, differing, sentence
from app.engine.types import Array
from app.runs import Run, Runs
from app.shelf import Sample


def imagined(runs: Runs, name: str, told: object, form: wire.Form) -> bytes:
    """The maps that edits (plain data) on the run called ``name`` would change, as safetensors.

    Of a layer that changes in half of its channels or fewer, only those are sent. The verdict and
    the figures of these layers stand in the metadata under "run", and under "changes" how far the
    network as it was learned is away.

    Raises UnknownRun, RunNotKept, BadEdit.
    """
    before, after = runs.imagine(name, told)
    plain = runs.unedited(before)
    found = differing(before.trace, after.trace)
    maps = {one.layer: after.trace[one.layer][0] for one in found}
    alone = {one.layer: _alone(one, maps[one.layer]) for one in found}
    guesses = describe.prediction(after)
    verdict: schemas.Imagined = {
        "run": after.id,
        "prediction": guesses,
        "unsure": describe.is_unsure(after, guesses),
        "layers": [
            {"name": layer, **describe.measured(held), "alone": alone[layer]}
            for layer, held in maps.items()
        ],
    }
    since = found if plain is before else differing(plain.trace, after.trace)
    sent = {
        layer: held if (few := alone[layer]) is None else held[few] for layer, held in maps.items()
    }
    return wire.tensors(sent, form, {"run": verdict, "changes": _told(plain, since)})


def _alone(found: Difference, maps: Array) -> list[int] | None:
    """The channels that changed, where they are so few that they are sent without the others."""
    return list(found.channels) if 2 * len(found.channels) <= len(maps) else None


def changes(runs: Runs, name: str) -> schemas.Differences:
    """Where a run differs from the same pixels without edits. Raises UnknownRun, RunNotKept."""
    run = runs.get(name)
    plain = runs.unedited(run)
    return _told(plain, differing(plain.trace, run.trace))


def on_samples(runs: Runs, name: str) -> schemas.SampleVerdicts:
    """What the edits of a run do to the verdict on every sample of its network.

    Raises UnknownRun, RunNotKept, BadEdit.
    """
    told: list[schemas.SampleVerdict] = []
    for sample, before, after in runs.on_samples(runs.get(name)):
        told.append(
            {
                "id": sample.id,
                "title": sample.title,
                "label": sample.label,
                **_verdict(after, sample),
                "before": _verdict(before, sample),
            }
        )
    return {
        "right": sum(one["correct"] for one in told),
        "right_before": sum(one["before"]["correct"] for one in told),
        "samples": told,
    }


def _verdict(run: Run, sample: Sample) -> schemas.Verdict:
    likeliest = describe.prediction(run)[0]
    return {
        "predicted": likeliest["label"],
        "probability": likeliest["probability"],
        "correct": likeliest["label"] == sample.label,
    }


def _told(plain: Run, found: Sequence[Difference]) -> schemas.Differences:
    return {
        "against": plain.id,
        "first": found[0].layer if found else None,
        "sentence": sentence(found, plain.entry.network),
        "layers": [
            {
                "layer": one.layer,
                "largest": one.largest,
                "mean": one.mean,
                "channel": one.cell[0],
                "row": one.cell[1],
                "column": one.cell[2],
                "share": one.share,
            }
            for one in found
        ],
    }
