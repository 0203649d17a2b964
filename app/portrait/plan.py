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
from app.portrait.columns import Column, columns
from app.portrait.lanes import lanes, ranks
from app.portrait.wires import Wire, wires

PER_LETTER = 6.8
"""Pixels that a letter of a label takes, at most."""


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


class Slice(NamedTuple):
    """A part of a column that one branch has made."""

    x: float
    width: float


class Box(NamedTuple):
    """A column on paper; ``labels`` stand below it, line by line."""

    name: str
    x: float
    y: float
    width: float
    height: float
    words: str
    labels: tuple[str, ...]
    learns: bool
    is_list: bool
    aside: bool
    adds: bool
    slices: tuple[Slice, ...]

    def moved(self, right: float, down: float) -> "Box":
        """The same column somewhere else."""
        slices = tuple(one._replace(x=round(one.x + right, 1)) for one in self.slices)
        return self._replace(x=round(self.x + right, 1), y=round(self.y + down, 1), slices=slices)

    @property
    def right(self) -> float:
        return self.x + self.width

    @property
    def bottom(self) -> float:
        return self.y + self.height

    @property
    def middle(self) -> float:
        return self.y + self.height / 2


class Brace(NamedTuple):
    """A line along several columns, with what they have in common."""

    text: str
    x: float
    y: float
    width: float

    def moved(self, right: float, down: float) -> "Brace":
        """The same brace somewhere else."""
        return self._replace(x=round(self.x + right, 1), y=round(self.y + down, 1))


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
    return 0.0 if size in (None, (1, 1)) else PER_LETTER * len(_size_text(size)) + 8


def _size_text(size: tuple[int, int]) -> str:
    return f"{size[0]}×{size[1]}"


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
    modules = [] if close else _modules(found, boxes, top - 12)
    sizes = [] if close else _sizes(main, rank, bottom + 4)
    head = top - (30 if modules else 6)
    foot = max([box.bottom + scale.label for box in boxes] + [bottom + (24 if sizes else 0)])
    margin = 30.0 if close else 12.0
    width = max(box.right for box in boxes) + 2 * margin
    return Plan(
        round(width, 1),
        round(foot - head, 1),
        tuple(box.moved(margin, -head) for box in boxes),
        tuple(wire.moved(margin, -head) for wire in drawn),
        tuple(brace.moved(margin, -head) for brace in modules),
        tuple(brace.moved(margin, -head) for brace in sizes),
    )


def _modules(found: Sequence[Column], boxes: Sequence[Box], y: float) -> list[Brace]:
    """A brace over every module; where its name does not fit, its last word."""
    held: dict[str, list[Box]] = {}
    for column, box in zip(found, boxes, strict=True):
        if column.module:
            held.setdefault(column.module, []).append(box)
    braces = []
    for name, row in held.items():
        x, width = _span(row)
        text = name.replace("_", " ")
        if PER_LETTER * len(text) > width + 10:
            text = text.rpartition(" ")[2]
        braces.append(Brace(text, x, min(box.y for box in row) - 8 if row[0].aside else y, width))
    return braces


def _sizes(main: Sequence[tuple[Column, Box]], rank: dict[str, int], y: float) -> list[Brace]:
    """A brace under all columns in a row whose maps are of one size."""
    braces: list[Brace] = []
    row: list[Box] = []
    size: tuple[int, int] | None = None
    ordered = sorted(main, key=lambda pair: rank[pair[0].name])
    for column, box in [*ordered, (None, None)]:
        if column is None or box is None or column.shape[1:] != size:
            if row and size:
                text = "numbers" if size == (1, 1) else _size_text(size)
                braces.append(Brace(text, _span(row)[0], y, _span(row)[1]))
            row, size = [], column.shape[1:] if column else None
        if box is not None:
            row.append(box)
    return braces


def _span(row: Sequence[Box]) -> tuple[float, float]:
    left, right = min(box.x for box in row), max(box.right for box in row)
    return round(left, 1), round(right - left, 1)
