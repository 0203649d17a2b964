"""Three maps silenced, and the network takes one thing for another.

A network has no neuron "for" cats. What it says is a sum of many hints, and a few of them
decide between neighbours. Which maps those are is found out by silencing them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from app.catalogue import Entry
from app.engine.trace import Trace
from app.engine.types import Array, Weights
from app.engine.writing import counted, listed, percent
from app.missions.mission import Finding, Mission, Samples, Task, called, maps_told
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


class Map(NamedTuple):
    """One channel of one layer."""

    layer: str
    channel: int


class Touched(NamedTuple):
    """The channels whose weights are not what was learned."""

    silenced: list[Map]
    changed: list[Map]


class SilenceThree(Mission):
    """Make the network call this cat a dog by silencing three maps."""

    id = "silence-three"

    def fits(self, entry: Entry, samples: Samples) -> bool:
        wish = WISHES.get(entry.id)
        return wish is not None and any(one.id == wish.sample for one, _ in samples)

    def task(self, entry: Entry, samples: Samples) -> Task:
        wish, sample, run = _wished(entry, samples)
        first = _convolutions(entry)[0]
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
        touched = _touched(run)
        figures = _figures(run, own, wish, touched)
        if not np.array_equal(run.recipe.pixels, own.recipe.pixels):
            other = f"This is another picture; the mission is about “{sample.title}”, as it is."
            return Finding(False, other, figures)
        missing = [
            *_other_edits(run, touched),
            *_too_many(touched),
            *_verdict(run, wish, figures),
        ]
        if missing:
            return Finding(False, " ".join(missing), figures)
        silent = _places(run.entry, touched.silenced)
        return Finding(
            True,
            f"It says {wish.label}, {percent(figures['probability'])}, with {silent} silenced.",
            figures,
            f"{counted(len(touched.silenced), 'map')} of "
            f"{len(_maps(run.entry))} carried {wish.label} from {percent(figures['before'])} to "
            f"{percent(figures['wanted_probability'])}. None of them is the {sample.label}: "
            "the answer is a sum of many hints, and where two classes lie close together a few "
            "of them decide.",
        )


# What is seen


def _figures(run: Run, own: Run, wish: Wish, touched: Touched) -> dict[str, Any]:
    shares, before = _shares(run.trace), _shares(own.trace)
    wanted, likeliest = run.entry.classes.index(wish.label), int(shares.argmax())
    probability = float(shares[likeliest])
    return {
        "silenced": [one._asdict() for one in touched.silenced],
        "changed": [one._asdict() for one in touched.changed],
        "says": run.entry.classes[likeliest],
        "probability": probability,
        "unsure": probability < run.entry.calibration.unsure_below,
        "wanted": wish.label,
        "wanted_probability": float(shares[wanted]),
        "before": float(before[wanted]),
    }


def _other_edits(run: Run, touched: Touched) -> list[str]:
    if not touched.changed:
        return []
    some = _places(run.entry, touched.changed[:MOST])
    more = len(touched.changed) - MOST
    also = f" and {more} more" if more > 0 else ""
    verb = "is" if len(touched.changed) == 1 else "are"
    return [
        f"Only maps of convolutions may be changed here, and only silenced; {some}{also} {verb} "
        f"changed in another way. Take that back."
    ]


def _too_many(touched: Touched) -> list[str]:
    if len(touched.silenced) <= MOST:
        return []
    return [f"{len(touched.silenced)} maps are silenced; three are the most. Let some speak again."]


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


# What was changed


def _touched(run: Run) -> Touched:
    """Every channel whose weights or bias are not the learned ones, silent ones apart."""
    convolutions = _convolutions(run.entry)
    silenced: list[Map] = []
    changed: list[Map] = []
    for layer, learned in run.entry.weights.items():
        params = run.weights[layer]
        if all(params[name] is learned[name] for name in learned):
            continue
        for channel in range(len(learned["weights"])):
            if all(np.array_equal(params[n][channel], learned[n][channel]) for n in learned):
                continue
            silent = not any(np.any(params[name][channel]) for name in learned)
            kept = silenced if silent and layer in convolutions else changed
            kept.append(Map(layer, channel))
    return Touched(silenced, changed)


def _wished(entry: Entry, samples: Samples) -> tuple[Wish, Sample, Run]:
    """The wish for a network, with the sample it is about and that sample's run."""
    wish = WISHES[entry.id]
    sample, run = next((one, run) for one, run in samples if one.id == wish.sample)
    return wish, sample, run


def _convolutions(entry: Entry) -> list[str]:
    return [node.name for node in entry.network.nodes if node.layer.kind == "conv2d"]


def _maps(entry: Entry) -> list[Map]:
    shapes = entry.network.shapes()
    return [Map(layer, at) for layer in _convolutions(entry) for at in range(shapes[layer][0])]


def _places(entry: Entry, maps: Sequence[Map]) -> str:
    """Maps as people say them: "maps 1 and 10 of convolved 3 (conv_2_1)"."""
    layers = list(dict.fromkeys(one.layer for one in maps))
    return listed(
        [
            f"{maps_told([one.channel for one in maps if one.layer == layer])} of "
            f"{called(entry.network, layer)}"
            for layer in layers
        ]
    )


def _shares(trace: Trace) -> Array:
    shares: Array = trace.answer[0, :, 0, 0]
    return shares


# A way there, for the last hint: found by trying, step by step, never written down


def _way(entry: Entry, run: Run, wish: Wish) -> str:
    """All of a way but its last step; of that, only the layer, or a stretch of a wide one."""
    steps = way(entry, run, wish)
    *first, last = [*steps] if steps else [_maps(entry)[-1]]
    where = _near(entry, last)
    if not first:
        return f"A single map is enough, and it is among {where}."
    return f"Begin with {_places(entry, first)}. The map that is still missing is among {where}."


def _near(entry: Entry, one: Map) -> str:
    """About where a map is: ten maps at most."""
    low = one.channel // STRETCH * STRETCH
    high = min(low + STRETCH, entry.network.shapes()[one.layer][0])
    return f"maps {low + 1} to {high} of {called(entry.network, one.layer)}"


def way(entry: Entry, run: Run, wish: Wish) -> list[Map]:
    """Maps whose silence makes the wish come true, or comes as near as one map at a time can.

    Step by step the map that does most is taken: the one after which the wished-for class has
    the largest share against the likeliest of the others.
    """
    silent: list[Map] = []
    for _ in range(MOST):
        tried = [one for one in _maps(entry) if one not in silent]
        shares = [_shares(_silenced(entry, run.trace, [*silent, one])) for one in tried]
        leads = [_lead(each, entry.classes.index(wish.label)) for each in shares]
        best = int(np.argmax(leads))
        silent.append(tried[best])
        sure = float(shares[best].max()) >= entry.calibration.unsure_below
        if leads[best] > 0 and (sure or not wish.sure):
            break
    return silent


def _lead(shares: Array, wanted: int) -> float:
    """How far a class lies before the best of the others, as a ratio on a log scale."""
    others = np.delete(shares, wanted)
    return float(np.log(max(float(shares[wanted]), 1e-30) / max(float(others.max()), 1e-30)))


def _silenced(entry: Entry, earlier: Trace, maps: list[Map]) -> Trace:
    """The run of the same picture with some maps silent."""
    weights: dict[str, Any] = dict(entry.weights)
    for layer in {one.layer for one in maps}:
        weights[layer] = {name: array.copy() for name, array in entry.weights[layer].items()}
        for array in weights[layer].values():
            array[[one.channel for one in maps if one.layer == layer]] = 0
    silent: Weights = weights
    start = min((one.layer for one in maps), key=_convolutions(entry).index)
    return entry.network.run(earlier["input"], silent, start=start, earlier=earlier)
