"""How loudly each filter of a network answers to an edge that lies one way or another.

The edges are made up: one half of the picture black, the other white. What a filter says of the
edge is told apart from what it says of brightness: its answer is how far the loudest number
near the edge lies beyond its numbers for all black and for all white. A filter that only
measures brightness so answers nothing, whichever way the edge lies, and turning black into
white changes no answer.
"""

import numpy as np

from app.engine.network import INPUT, Network, Node
from app.engine.reads import Window
from app.engine.types import Array, Shape, Weights

EDGES = {
    "vertical": "a vertical edge",
    "horizontal": "a horizontal edge",
    "rising": "a slanted edge that rises to the right",
    "falling": "a slanted edge that falls to the right",
}
"""The ways an edge may lie, as people say them."""


def first_convolution(network: Network) -> Node | None:
    """The convolution that looks at the picture itself; None where there is none."""
    return next(
        (node for node in network.nodes if node.layer.kind == "conv2d" and node.inputs == (INPUT,)),
        None,
    )


def edge_picture(way: str, image: Shape) -> Array:
    """Half black, half white, parted by an edge through the middle: (1, c, h, w)."""
    channels, height, width = image
    row, column = np.mgrid[:height, :width]
    across = (column + 0.5) / width - 0.5
    down = (row + 0.5) / height - 0.5
    slope = {
        "vertical": across,
        "horizontal": down,
        "rising": across + down,
        "falling": across - down,
    }[way]
    picture: Array = np.broadcast_to(slope > 1e-9, (1, channels, height, width)).astype(np.float32)
    return picture


def edge_answers(network: Network, node: Node, weights: Weights) -> dict[str, Array]:
    """For each way an edge may lie, the answer of every filter of a convolution of the picture.

    node     as ``first_convolution`` has it
    answers  (filters,), 0 and above

    Windows that reach beyond the picture are left out: what they see was made up.
    """
    picture = network.image
    flat = np.zeros((1, *picture), np.float32)
    inner = _inside(network, node)

    def said(images: Array) -> Array:
        maps: Array = node.layer.forward((images,), weights.get(node.name, {}))[0]
        return maps[:, inner[0], inner[1]].astype(np.float64)

    plain = [said(flat), said(flat + 1)]
    low = np.minimum(*(maps.min(axis=(1, 2)) for maps in plain))
    high = np.maximum(*(maps.max(axis=(1, 2)) for maps in plain))
    answers: dict[str, Array] = {}
    for way in EDGES:
        maps = said(edge_picture(way, picture))
        beyond = np.maximum(maps.max(axis=(1, 2)) - high, low - maps.min(axis=(1, 2)))
        rounding = 1e-5 * np.maximum(np.abs(low), np.abs(high))
        answers[way] = np.where(beyond > rounding, beyond, 0.0)
    return answers


def _inside(network: Network, node: Node) -> tuple[slice, slice]:
    """The rows and columns of the map whose windows lie wholly inside the picture."""
    window = node.layer.reads(network.image)[0]
    assert isinstance(window, Window), "a convolution reads windows"
    _, *sizes = network.image
    _, *made = network.shapes()[node.name]
    spans = []
    for axis, (size, cells) in enumerate(zip(sizes, made, strict=True)):
        lines = (window.rows, window.columns)[axis]
        fits = [at for at in range(cells) if min(lines(at)) >= 0 and max(lines(at)) < size]
        spans.append(slice(fits[0], fits[-1] + 1) if fits else slice(0, cells))
    return spans[0], spans[1]
