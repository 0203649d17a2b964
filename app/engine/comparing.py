"""Two outcomes of one layer side by side, and what to say about the difference.

What each knob can and cannot change is seen in the numbers themselves: sizes, counts of maps
and parameters, and whether two maps differ only along their border.
"""

from collections.abc import Mapping, Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from app.engine.coverage import rim
from app.engine.knobs import Knob
from app.engine.outcome import Outcome
from app.engine.types import Shape
from app.engine.writing import by, counted, listed, sentence_case, signed, thousands

ALIKE = "Both sides are set alike: the same numbers, one by one."
FRACTIONS = {1 / 2: "half", 1 / 3: "a third", 1 / 4: "a quarter", 1 / 9: "a ninth"}


def compared(
    one: Outcome, other: Outcome, knobs: Sequence[Knob], image: Shape, of: str
) -> tuple[str, ...]:
    """Sentences on what changes from ``one`` to ``other``.

    knobs  of both, for their names; image (c, h, w) is what both read, and ``of`` its name
    """
    if dict(one.settings) == dict(other.settings):
        return (ALIKE,)
    lead = sentence_case(_changes(one.settings, other.settings, knobs))
    if one.shape is None or other.shape is None:
        return (f"{lead}: {_emptied(one, other)}",)
    return (
        f"{lead}: {_sizes(one.shape, other.shape)}{_rest(one, other, of)}.",
        *_depth(one, other),
        *_parameters(one, other),
        *_numbers(one, other, image),
    )


def _changes(one: Mapping[str, Any], other: Mapping[str, Any], knobs: Sequence[Knob]) -> str:
    """What was changed: "stride 2 instead of 1"."""
    named = {knob.name: knob for knob in knobs}
    told = []
    for name, knob in named.items():
        before, after = one.get(name), other.get(name)
        if before == after or before is None or after is None:
            continue
        told.append(_turned(knob, before, after))
    return listed(told) if told else "other settings"


def _turned(knob: Knob, before: Any, after: Any) -> str:
    if knob.form == "switch":
        return f"{knob.label} {'on' if after else 'off'}"
    if knob.form != "choice":
        return f"{knob.label} {_value(after)} instead of {_value(before)}"
    labels = {choice.value: choice.label for choice in knob.choices}
    name = "" if knob.name == "kind" else f"{knob.label} "
    return f"{name}{labels.get(after, after)} instead of {labels.get(before, before)}"


def _value(value: Any) -> str:
    return by(value) if isinstance(value, list | tuple) else f"{value:g}"


def _emptied(one: Outcome, other: Outcome) -> str:
    if one.shape is None and other.shape is None:
        return "nothing comes out on either side."
    if other.shape is None:
        return f"nothing comes out, where there was a map of {by((one.shape or ())[1:])}."
    return f"there is a map of {by(other.shape[1:])}, where nothing came out."


def _sizes(one: Shape, other: Shape) -> str:
    """How the size changes, and what share of the numbers is left."""
    if one[1:] == other[1:]:
        return f"each map stays {'one number' if one[1:] == (1, 1) else by(one[1:])}"
    share = other[1] * other[2] / (one[1] * one[2])
    return f"{by(one[1:])} becomes {by(other[1:])}, {_share(share)}"


def _share(share: float) -> str:
    """A part of the numbers there were, in words.

    >>> _share(0.25), _share(0.255), _share(4)
    ('a quarter of the numbers', 'about a quarter of the numbers', '4 times as many numbers')
    """
    for exact, words in FRACTIONS.items():
        if abs(share - exact) < 0.012:
            return f"{'' if share == exact else 'about '}{words} of the numbers"
    if share < 1:
        return f"{100 * share:.0f}\N{NO-BREAK SPACE}% of the numbers"
    if share < 2:
        return f"{100 * (share - 1):.0f}\N{NO-BREAK SPACE}% more numbers"
    return f"{share:.2g} times as many numbers"


def _rest(one: Outcome, other: Outcome, of: str) -> str:
    """What is never read any more, as the end of a sentence."""
    told = other.coverage.sentence(of)
    if told and told != one.coverage.sentence(of):
        return f"; {told[0].lower()}{told[1:].rstrip('.')}"
    if one.coverage.sentence(of) and not told:
        return "; now every row and column is read"
    return ""


def _depth(one: Outcome, other: Outcome) -> tuple[str, ...]:
    """More filters make more maps, and no map larger."""
    if one.shape is None or other.shape is None or one.shape[0] == other.shape[0]:
        return ()
    maps = other.shape[0]
    told = f"{counted(one.shape[0], 'map')} become {thousands(maps)}, one per filter"
    if other.weights and other.weights[1] > 1:
        slices = other.weights[1]
        told += (
            f", not {thousands(maps * slices)}: each filter has {slices} slices, and their sums "
            f"become one map"
        )
    return (f"{told}. More filters make the stack deeper, never a map larger.",)


def _parameters(one: Outcome, other: Outcome) -> tuple[str, ...]:
    if one.parameters == other.parameters:
        if not other.parameters:
            return ()
        return (
            f"There are {thousands(other.parameters)} learned numbers on both sides: where the "
            f"filter is laid down costs none.",
        )
    return (
        f"{thousands(one.parameters)} parameters become {thousands(other.parameters)}, however "
        f"large the picture is.",
    )


def _numbers(one: Outcome, other: Outcome, image: Shape) -> tuple[str, ...]:
    """Where two maps of one size differ, and by how much."""
    if one.map is None or other.map is None or one.map.shape != other.map.shape:
        return ()
    if one.channel != other.channel:
        return (f"There is no map {one.channel + 1} any more: this is map {other.channel + 1}.",)
    apart = np.abs(other.map.astype(np.float64) - one.map)
    scale = max(float(np.abs(one.map).max()), float(np.abs(other.map).max()), 1e-9)
    differs = apart > 1e-5 * scale
    count, cells = int(differs.sum()), apart.size
    if cells == 1:
        before, after = signed(float(one.map[0, 0])), signed(float(other.map[0, 0]))
        return (f"{before} becomes {after}." if count else f"The number stays {after}.",)
    if not count:
        return (f"Not one of the {thousands(cells)} numbers of this map changes.",)
    most = signed(float(apart.max())).removeprefix("+")
    if _only_the_rim(one, other, differs, image):
        return (
            f"Only {counted(count, 'number')} along the border "
            f"{'differs' if count == 1 else 'differ'}, by up to {most}: there the window reaches "
            f"over the edge. The other {thousands(cells - count)} are the same on both sides.",
        )
    return (
        f"{thousands(count)} of {thousands(cells)} numbers of this map differ, by up to {most}.",
    )


def _only_the_rim(one: Outcome, other: Outcome, differs: NDArray[np.bool_], image: Shape) -> bool:
    """Whether all that differs has a window that reaches over the edge."""
    if one.window is None or one.window != other.window:
        return False
    rows, columns = differs.shape
    return not bool((differs & ~rim(one.window, (rows, columns), image)).any())
