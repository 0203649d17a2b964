"""Three maps silenced, and the network takes one thing for another.

A network has no neuron "for" cats. What it says is a sum of many hints, and a few of them
decide between neighbours. Which maps those are is found out by silencing them.
"""

from dataclasses import dataclass
from typing import Any

import numpy as np

from app.catalogue import Entry
from app.engine.writing import counted, percent
from app.missions.mission import Finding, Mission, Samples, Task, called
from app.missions.silencing import (
    Map,
    Touched,
    convolutions,
    maps_of,
    places,
    shares_of,
    touched,
    way,
)
from app.runs import Run, Runs
from app.shelf import Sample

MOST = 3
STRETCH = 10


@dataclass(frozen=True)
class Wish:
    """Which sample shall be taken for what, and whether the network has to be sure of it."""

    sample: str
    shown: str
    label: str
    title: str
    sure: bool


WISHES = {
    "tiny-vgg": Wish("tabby", "this tabby cat", "dog", "A cat called a dog", sure=True),
    "lenet-5": Wish("five", "this handwritten 5", "9", "A five called a nine", sure=False),
}
"""Wishes that can come true. Of all 9,880 ways to silence three maps of Tiny VGG 707 make it sure
of the dog, and 30 of all 780 pairs. For LeNet-5 there are 123 ways to make 9 the likeliest, but
none that makes it sure."""


class SilenceThree(Mission):
    """Make the network call this cat a dog by silencing three maps."""

    id = "silence-three"

    def fits(self, entry: Entry, samples: Samples) -> bool:
        wish = WISHES.get(entry.id)
        return wish is not None and any(one.id == wish.sample for one, _ in samples)

    def task(self, entry: Entry, samples: Samples) -> Task:
        wish, sample, run = _wished(entry, samples)
        first = convolutions(entry)[0]
        call = (
            f"Make {entry.title} call {wish.shown} a {wish.label}, and be sure enough to say so"
            if wish.sure
            else f"Make {wish.label} the likeliest answer of {entry.title} for {wish.shown}"
        )
        return Task(
            title=wish.title,
            task=(
                f"{call}. You may silence up to three maps of its convolutions, and change "
                f"nothing else."
            ),
            hints=(
                "A silenced map is 0 everywhere: whoever reads it hears nothing. Choose a map of "
                "a convolution, silence it, and watch the bars of "
                f"{sample.label} and {wish.label}.",
                "Maps near the picture feed everything after them; maps of the last convolution "
                "are the last to be heard before the verdict. Try the second half of the network "
                f"one map at a time, and keep what brings {wish.label} up and {sample.label} down.",
                _way(entry, run, wish),
            ),
            about=(
                f"No map is the {sample.label}. What a network says is a sum of many hints, and a "
                f"few of them decide between neighbours."
            ),
            sample=sample.id,
            layer=first,
        )

    def check(self, run: Run, runs: Runs, answer: Any) -> Finding:
        wish, sample, own = _wished(run.entry, runs.samples(run.entry))
        seen = touched(run)
        figures = _figures(run, own, wish, seen)
        if not np.array_equal(run.recipe.pixels, own.recipe.pixels):
            other = f"This is another picture; the mission is about “{sample.title}”, as it is."
            return Finding(False, other, figures)
        missing = [
            *_other_edits(run, seen),
            *_too_many(seen),
            *_verdict(run, wish, figures),
        ]
        if missing:
            return Finding(False, " ".join(missing), figures)
        silent = places(run.entry, seen.silenced)
        return Finding(
            True,
            f"It says {wish.label}, {percent(figures['probability'])}, with {silent} silenced.",
            figures,
            f"{counted(len(seen.silenced), 'map')} of "
            f"{len(maps_of(run.entry))} carried {wish.label} from {percent(figures['before'])} to "
            f"{percent(figures['wanted_probability'])}. None of them is the {sample.label}: "
            "the answer is a sum of many hints, and where two classes lie close together a few "
            "of them decide.",
        )


# What is seen


def _figures(run: Run, own: Run, wish: Wish, seen: Touched) -> dict[str, Any]:
    shares, before = shares_of(run.trace), shares_of(own.trace)
    wanted, likeliest = run.entry.classes.index(wish.label), int(shares.argmax())
    probability = float(shares[likeliest])
    return {
        "silenced": [one._asdict() for one in seen.silenced],
        "changed": [one._asdict() for one in seen.changed],
        "says": run.entry.classes[likeliest],
        "probability": probability,
        "unsure": probability < run.entry.calibration.unsure_below,
        "wanted": wish.label,
        "wanted_probability": float(shares[wanted]),
        "before": float(before[wanted]),
    }


def _other_edits(run: Run, seen: Touched) -> list[str]:
    if not seen.changed:
        return []
    some = places(run.entry, seen.changed[:MOST])
    more = len(seen.changed) - MOST
    also = f" and {more} more" if more > 0 else ""
    verb = "is" if len(seen.changed) == 1 else "are"
    return [
        f"Only maps of convolutions may be changed here, and only silenced; {some}{also} {verb} "
        f"changed in another way. Take that back."
    ]


def _too_many(seen: Touched) -> list[str]:
    if len(seen.silenced) <= MOST:
        return []
    return [f"{len(seen.silenced)} maps are silenced; three are the most. Let some speak again."]


def _verdict(run: Run, wish: Wish, figures: dict[str, Any]) -> list[str]:
    says, share = figures["says"], percent(figures["probability"])
    silent = len(figures["silenced"])
    with_them = f"With {counted(silent, 'map')} silenced" if silent else "With nothing silenced"
    if says != wish.label:
        at = percent(figures["wanted_probability"])
        left = MOST - silent
        then = f" You may silence {left} more." if 0 < left < MOST else ""
        return [f"{with_them} it says {says}, {share}; {wish.label} has {at}.{then}"]
    if wish.sure and figures["unsure"]:
        least = percent(run.entry.calibration.unsure_below)
        return [
            f"{with_them} {wish.label} is the likeliest, {share}, but below {least} it counts as "
            f"unsure. Make it surer."
        ]
    return []


def _wished(entry: Entry, samples: Samples) -> tuple[Wish, Sample, Run]:
    """The wish for a network, with the sample it is about and that sample's run."""
    wish = WISHES[entry.id]
    sample, run = next((one, run) for one, run in samples if one.id == wish.sample)
    return wish, sample, run


def _way(entry: Entry, run: Run, wish: Wish) -> str:
    """All of a way but its last step; of that, only the layer, or a stretch of a wide one."""
    steps = way(entry, run, wish.label, wish.sure, MOST)
    *first, last = steps
    where = _near(entry, last)
    if not first:
        return f"A single map is enough, and it is among {where}."
    return f"Begin with {places(entry, first)}. The map that is still missing is among {where}."


def _near(entry: Entry, one: Map) -> str:
    """About where a map is: ten maps at most."""
    low = one.channel // STRETCH * STRETCH
    high = min(low + STRETCH, entry.network.shapes()[one.layer][0])
    return f"maps {low + 1} to {high} of {called(entry.network, one.layer)}"
