"""The first convolution replaced by filters out of a textbook: what is that worth?

Sobel's filters find edges as well as any. Whether a network can use them is another question,
and one is asked to guess before it is answered.
"""

from typing import Any

from app.catalogue import Entry
from app.engine.derivatives import likeness
from app.engine.edge_answers import first_convolution
from app.engine.network import Node
from app.missions.mission import Finding, Mission, Samples, Task, Wanted, called, maps_told
from app.runs import Run, Runs

ALIKE = 0.99
"""How much of a filter has to be a slope (a cosine), its slices for all channels added up."""


class SobelFirst(Mission):
    """Replace the first convolution by Sobel filters: how many samples are still right?"""

    id = "sobel-first"

    def fits(self, entry: Entry, samples: Samples) -> bool:
        node = first_convolution(entry.network)
        if node is None or not samples:
            return False
        return min(entry.network.param_shapes()[node.name]["weights"][2:]) >= 3

    def task(self, entry: Entry, samples: Samples) -> Task:
        node = self._node(entry)
        filters = entry.network.shapes()[node.name][0]
        where = called(entry.network, node.name)
        across, down = range(_enough(filters))[::2], range(_enough(filters))[1::2]
        return Task(
            title="Sobel instead of learned filters",
            task=(
                f"Replace at least {_enough(filters)} of the {filters} filters of {where} by "
                f"Sobel filters (Prewitt or Scharr will do), in whatever directions you like. But "
                f"guess before you put in the first: how many of the {len(samples)} sample "
                f"pictures will the network still name rightly?"
            ),
            hints=(
                "A Sobel filter takes what lies on one side of a place from what lies on the "
                "other, and counts the nearest line twice. Beside the pad for filters there is a "
                "row of presets.",
                "In Filters take the preset Sobel →, the same for all channels, and put it into "
                f"map 1 of {where}. Then the next map. Sobel ↓ counts as well, and so does any "
                "direction between the two.",
                f"Put Sobel → into {maps_told(across)} and Sobel ↓ into {maps_told(down)}. Any "
                f"strength counts, and the bias may stay as it is. The rest is your guess.",
            ),
            about=(
                "Textbook filters find edges as well as learned ones. What a layer is worth "
                "depends on those that learned to read it."
            ),
            layer=node.name,
            wanted=_wanted(len(samples)),
        )

    def check(self, run: Run, runs: Runs, answer: Any) -> Finding:
        node = self._node(run.entry)
        samples = runs.samples(run.entry)
        guess = _wanted(len(samples)).read(answer)
        alike = [likeness(one.sum(axis=0)) for one in run.weights[node.name]["weights"]]
        slopes = [at for at, how in enumerate(alike) if how >= ALIKE]
        figures: dict[str, Any] = {
            "slopes": slopes,
            "enough": _enough(len(alike)),
            "likeness": [round(how, 4) for how in alike],
            "guess": guess,
        }
        missing = [*_too_few(slopes, alike), *_no_guess(guess, len(samples))]
        if missing:
            return Finding(False, " ".join(missing), figures)
        pairs = runs.on_samples(run)
        before = _right([(sample, plain) for sample, plain, _ in pairs])
        after = _right([(sample, edited) for sample, _, edited in pairs])
        figures |= {"samples": len(samples), "right_before": before, "right": after}
        told = _told(guess or 0, before, after, len(samples))
        return Finding(True, told, figures, _learned(run, before, after))

    def _node(self, entry: Entry) -> Node:
        node = first_convolution(entry.network)
        assert node is not None, "asked only where it fits"
        return node


def _enough(filters: int) -> int:
    """Half of the filters, rounded up: to do it by hand ten times teaches no more than five."""
    return (filters + 1) // 2


def _wanted(samples: int) -> Wanted:
    label = f"How many of the {samples} samples will still be right?"
    return Wanted("count", label, 0, samples)


def _too_few(slopes: list[int], alike: list[float]) -> list[str]:
    enough = _enough(len(alike))
    if len(slopes) >= enough:
        return []
    rest = [at for at in range(len(alike)) if at not in slopes]
    nearest = max(rest, key=lambda at: alike[at])
    have = f"{len(slopes)} of {len(alike)} filters" if slopes else f"None of {len(alike)} filters"
    verb = "are" if len(slopes) > 1 else "is"
    return [
        f"{have} {verb} a slope like Sobel’s so far; {enough} are needed. Of the others map "
        f"{nearest + 1} comes nearest: {alike[nearest]:.2f} of 1, where {ALIKE} is enough."
    ]


def _no_guess(guess: int | None, samples: int) -> list[str]:
    if guess is not None:
        return []
    return [f"Your guess is still missing: how many of the {samples} samples will be right?"]


def _right(samples: Samples) -> int:
    """How many samples are named rightly by the runs that go with them."""
    return sum(
        run.entry.classes[int(run.trace.answer[0, :, 0, 0].argmax())] == sample.label
        for sample, run in samples
    )


def _told(guess: int, before: int, after: int, samples: int) -> str:
    gap = abs(guess - after)
    off = (
        "exactly that"
        if gap == 0
        else f"{guess}, which is {gap} too {'many' if guess > after else 'few'}"
    )
    return f"{before} of {samples} were right before, {after} are now. You said {off}."


def _learned(run: Run, before: int, after: int) -> str:
    title = run.entry.title
    if after >= before:
        return (
            f"{title} hardly minds: the layers behind the first find in these maps what they "
            f"learned to look for. Try it with more of the filters, or all in one direction."
        )
    return (
        f"Sobel’s filters find edges as well as any, but the layers behind them learned to read "
        f"the maps that {title} had there before. A network is no box of good parts: each layer "
        f"has learned to listen to the one before it, and when that one says something else, the "
        f"rest would have to learn again."
    )
