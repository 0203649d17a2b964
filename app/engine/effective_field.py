"""What one number really listens to: its effective field, beside the one it could have.

The receptive field says which cells a number *can* depend on. Their say is not equal: the
middle is reached along many paths and the rim along few, ReLU shuts some of them, and a pool
lets through only its winners. The slope of the number for every cell measures what is left.

Luo, Li, Urtasun and Zemel, Understanding the Effective Receptive Field in Deep Convolutional
Neural Networks, 2016.
"""

import numpy as np

from app.engine.network import Network
from app.engine.trace import Trace
from app.engine.types import Array, Cell, Weights


def effective_field(
    network: Network, weights: Weights, trace: Trace, node: str, cell: Cell
) -> dict[str, Array]:
    """How much ``cell`` (channel, row, column) of ``node`` changes with every cell before it.

    By layer, the input included: (1, h, w), the magnitudes of the slopes, added up over the
    channels. Layers it does not depend on are left out. For the first picture of the trace.

    Raises EngineError when there is no such node or cell.
    """
    network.check_cell(node, cell)
    first = trace.first
    grad = np.zeros_like(first[node])
    grad[0][cell] = 1
    slopes = network.slopes(grad, first, weights, at=node)
    return {
        name: np.abs(slope[0]).sum(axis=0, keepdims=True)
        for name, slope in slopes.items()
        if name != node
    }
