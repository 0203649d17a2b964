"""The plan of a network: every layer a column, drawn to scale, with its branches and its detours.

A pure function from a description to places on paper; the template only writes them down.

    height of a column   the rows of its maps, to scale; a list of numbers is a thin bar that
                         grows by the same bit whenever the list gets twice as long
    width of a column    grows by the same bit whenever there are twice as many maps
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import log2
from typing import NamedTuple

from app.engine import figures
from app.engine.network import Network
from app.portrait import braces
from app.portrait.boxes import Box, Slice
from app.portrait.braces import PER_LETTER, Brace, size_text
from app.portrait.columns import Column, columns
from app.portrait.lanes import lanes, ranks
from app.portrait.wires import Wire, wires


class Scale(NamedTuple):
    """How large things are drawn, in pixels."""

    tallest: float
    gap: float
    wide_gap: float
    lane: float
    label: float


FAR = Scale(tallest=150, gap=14, wide_gap=24, lane=16, label=16)
CLOSE = Scale(tallest=64, gap=34, wide_gap=46, lane=42, label=30)
SIGN = 16.0
"""How large the circle is in which several ways are added up."""


@dataclass(frozen=True)
class Plan:
    """A drawing: columns, wires, braces above (modules) and below (sizes of maps)."""

    width: float
    height: float
    boxes: tuple[Box, ...]
    wires: tuple[Wire, ...]
    modules: tuple[Brace, ...]
    sizes: tuple[Brace, ...]

    @property
    def detours(self) -> bool:
        """Whether some wire goes past what stands in its way."""
        return any(wire.past for wire in self.wires)

    @property
    def asides(self) -> bool:
        """Whether there is anything that the answer can do without."""
        return any(box.aside for box in self.boxes)


def plan(network: Network, close: bool = False) -> Plan:
    """Where everything stands. ``close`` draws a single module, with a label for every column."""
    scale = CLOSE if close else FAR
    learned = {node.name: figures.parameters(network, node.name) for node in network.nodes}
    found = columns(network, learned)
    rank, lane = ranks(found), lanes(found)
    sizes = {column.name: _size(column, network, scale) for column in found}
    labels = _labels(found, lane, close)
    lefts = _lefts(found, rank, lane, sizes, labels, scale)
    middles = _middles(found, rank, lane, sizes, scale)
    boxes = tuple(
        _box(
            column,
            lefts[rank[column.name]],
            middles[column.name],
            sizes[column.name],
            labels[column.name],
        )
        for column in found
    )
    drawn = wires(found, {box.name: box for box in boxes}, rank)
    return _framed(found, boxes, drawn, rank, scale, close)


def _size(column: Column, network: Network, scale: Scale) -> tuple[float, float]:
    channels, rows, _ = column.shape
    if column.adds:
        return SIGN, SIGN
    if column.is_list:
        return 7.0, round(6 + 9 * log2(max(channels, 2)), 1)
    height = scale.tallest * rows / network.image[1]
    return round(4 + 3 * log2(max(channels, 2)), 1), round(max(height, 3.0), 1)


def _lefts(
    found: Sequence[Column],
    rank: dict[str, int],
    lane: dict[str, float],
    sizes: dict[str, tuple[float, float]],
    labels: dict[str, tuple[str, ...]],
    scale: Scale,
) -> list[float]:
    """The left edge of every rank; more room where ways part and meet, and for labels."""
    rows: list[list[Column]] = [[] for _ in range(max(rank.values()) + 1)]
    for column in found:
        rows[rank[column.name]].append(column)
    lefts, x, began, size = [], 0.0, 0.0, None
    for place, row in enumerate(rows):
        first = row[0]
        if first.shape[1:] != size:
            x = max(x, began + _room(size))
            began, size = x, first.shape[1:]
        wide = max(sizes[column.name][0] for column in row)
        text = max((len(text) for column in row for text in labels[column.name]), default=0)
        spare = max(0.0, (PER_LETTER * text - scale.gap + 4 - wide) / 2)
        lefts.append(round(x + spare, 1))
        after = rows[place + 1] if place + 1 < len(rows) else []
        parted = any(lane[column.name] for column in (*row, *after))
        x += wide + 2 * spare + (scale.wide_gap if parted else scale.gap)
    return lefts


def _room(size: tuple[int, int] | None) -> float:
    """How wide the label of maps of that size is, with a little room behind it."""
    return 0.0 if size in (None, (1, 1)) else PER_LETTER * len(size_text(size)) + 8


def _middles(
    found: Sequence[Column],
    rank: dict[str, int],
    lane: dict[str, float],
    sizes: dict[str, tuple[float, float]],
    scale: Scale,
) -> dict[str, float]:
    """The height of every column's middle; 0 is the middle of the drawing."""
    middles: dict[str, float] = {}
    for column in found:
        height = max(sizes[one.name][1] for one in found if _beside(one, column, rank))
        middles[column.name] = lane[column.name] * (height + scale.lane)
    lowest = max(
        (middles[one.name] + sizes[one.name][1] / 2 for one in found if not one.aside), default=0
    )
    for column in found:
        if column.aside:
            middles[column.name] = lowest + 2 * scale.lane + sizes[column.name][1] / 2
    asides = [middles[one.name] for one in found if one.aside]
    return {column.name: max(asides) if column.aside else middles[column.name] for column in found}


def _beside(one: Column, other: Column, rank: dict[str, int]) -> bool:
    """Whether two columns are of one part, or stand above each other."""
    together = one.module == other.module if other.module else rank[one.name] == rank[other.name]
    return together and one.aside == other.aside


def _box(
    column: Column, left: float, middle: float, size: tuple[float, float], labels: tuple[str, ...]
) -> Box:
    width, height = size
    slices, x = [], left
    for share in column.slices:
        slices.append(Slice(round(x, 1), round(share * width, 1)))
        x += share * width
    return Box(
        column.name,
        left,
        round(middle - height / 2, 1),
        width,
        height,
        column.words,
        labels,
        column.learns,
        column.is_list,
        column.aside,
        column.adds,
        tuple(slices),
    )


def _labels(
    found: Sequence[Column], lane: dict[str, float], close: bool
) -> dict[str, tuple[str, ...]]:
    """What stands below each column: how many maps, where that has changed; close to, all."""
    labels: dict[str, tuple[str, ...]] = {}
    said = ""
    for column in found:
        channels = f"{column.shape[0]:,}"
        if close:
            labels[column.name] = tuple(filter(None, (column.window, channels)))
        elif lane[column.name] or column.aside or column.adds or channels == said:
            labels[column.name] = ()
        else:
            labels[column.name] = (channels,)
            said = channels
    return labels


def _framed(
    found: Sequence[Column],
    boxes: Sequence[Box],
    drawn: Sequence[Wire],
    rank: dict[str, int],
    scale: Scale,
    close: bool,
) -> Plan:
    """The drawing with its braces, moved so that all of it lies on the paper."""
    main = [(column, box) for column, box in zip(found, boxes, strict=True) if not column.aside]
    top = min([box.y for box in boxes] + [wire.top for wire in drawn])
    bottom = max(box.bottom for _, box in main) + scale.label
    over = [] if close else braces.modules(found, boxes, top - 12)
    under = [] if close else braces.sizes(main, rank, bottom + 4)
    head = top - (30 if over else 6)
    foot = max([box.bottom + scale.label for box in boxes] + [bottom + (24 if under else 0)])
    margin = 30.0 if close else 12.0
    width = max(box.right for box in boxes) + 2 * margin
    return Plan(
        round(width, 1),
        round(foot - head, 1),
        tuple(box.moved(margin, -head) for box in boxes),
        tuple(wire.moved(margin, -head) for wire in drawn),
        tuple(brace.moved(margin, -head) for brace in over),
        tuple(brace.moved(margin, -head) for brace in under),
    )
