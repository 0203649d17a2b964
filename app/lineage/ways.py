"""Ways of using layers that are no kinds of their own: windows that overlap, filters in groups."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app import schemas
from app.engine.network import Network, Node
from app.engine.reads import Window
from app.engine.types import Shape
from app.lineage.path import filters, reading


class Look(NamedTuple):
    """A layer, and the window through which it sees its first input."""

    network: Network
    node: Node
    rule: Window

    @property
    def weighs(self) -> bool:
        """Whether it lays filters on what it sees."""
        return self.rule.channels != "same" and filters(self.network, self.node)

    @property
    def seen(self) -> Shape:
        return self.network.input_shapes(self.node.name)[0]

    @property
    def made(self) -> Shape:
        return self.network.shapes()[self.node.name]


Test = Callable[[Look], bool]


def ways(network: Network, nodes: Sequence[Node]) -> list[schemas.Way]:
    """The ways that some layer of a network goes."""
    looks = [
        Look(network, node, rule) for node in nodes if (rule := reading(network, node)) is not None
    ]
    return [
        {"way": way, "called": called}
        for way, (called, goes) in WAYS.items()
        if any(goes(look) for look in looks)
    ]


def _groups(look: Look) -> bool:
    return look.weighs and look.rule.channels != "all"


def _strides(look: Look) -> bool:
    return look.weighs and max(look.rule.stride) > 1


def _overlaps(look: Look) -> bool:
    sizes = zip(look.rule.size, look.rule.stride, strict=True)
    return look.rule.channels == "same" and any(size > stride > 1 for size, stride in sizes)


def _rounds_up(look: Look) -> bool:
    """Whether its last window reaches beyond the far border and the padding there."""
    shape, out = look.seen, look.made
    last = look.rule.rows(out[1] - 1)[-1], look.rule.columns(out[2] - 1)[-1]
    return any(
        at >= size + pad for at, size, pad in zip(last, shape[1:], look.rule.padding, strict=True)
    )


def _squeezes(look: Look) -> bool:
    return look.weighs and look.rule.size == (1, 1) and look.seen[1:] != (1, 1)


def _keeps_size(look: Look) -> bool:
    return look.weighs and max(look.rule.padding) > 0


WAYS: dict[str, tuple[str, Test]] = {
    "groups": ("filters that see only some of the channels", _groups),
    "strides": ("filters that move more than one cell at a time", _strides),
    "padding": ("zeros around the maps", _keeps_size),
    "overlapping": ("pools whose windows overlap", _overlaps),
    "rounding-up": ("pools that round up at the border", _rounds_up),
    "one-by-one": ("1×1 filters, which mix maps without looking around", _squeezes),
}
