"""Learning is easier on numbers around zero: (x - mean) / std, channel by channel.

The finished network reads plain pictures, 0 to 1, so what was taken off while it learned
is folded into the filters that see the picture first. It is the same arithmetic, moved:
w (x - mean) / std + b  =  (w / std) x + (b - w mean / std). That is exact as long as
those filters pad nothing, because padding is zero before the move and after it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np
from numpy.typing import NDArray

from app.engine.network import INPUT, Network
from app.engine.types import Array, SpecError


@dataclass(frozen=True)
class Centring:
    """What is taken off each channel, and what it is divided by: (x - mean) / std."""

    mean: tuple[float, ...]
    std: tuple[float, ...]

    @classmethod
    def of(cls, images: NDArray[np.uint8]) -> Self:
        """Measured over ``images`` (n, c, h, w), to four decimals so that a card can say it."""
        values = [images[:, channel] / np.float32(255) for channel in range(images.shape[1])]
        return cls(
            tuple(round(float(channel.mean(dtype=np.float64)), 4) for channel in values),
            tuple(round(float(channel.std(dtype=np.float64)), 4) for channel in values),
        )

    def __call__(self, pictures: Array) -> Array:
        """Pictures 0..1 (n, c, h, w), centred."""
        mean, std = (np.array(numbers, pictures.dtype) for numbers in (self.mean, self.std))
        centred: Array = (pictures - mean[:, None, None]) / std[:, None, None]
        return centred

    def fold(
        self, network: Network, weights: Mapping[str, Mapping[str, Array]]
    ) -> dict[str, dict[str, Array]]:
        """Weights that do on plain pictures what ``weights`` do on centred ones."""
        folded = {node: dict(params) for node, params in weights.items()}
        for node in network.nodes:
            if INPUT not in node.inputs:
                continue
            settings = node.layer.settings()
            if node.layer.kind != "conv2d" or settings["padding"] or settings["groups"] != 1:
                raise SpecError(
                    f"{node.name} sees the picture first, but only a convolution without "
                    "padding can take the centring of the pictures into its filters."
                )
            filters = folded[node.name]["weights"].astype(np.float64)
            filters = filters / np.array(self.std)[:, None, None]
            shift = (filters * np.array(self.mean)[:, None, None]).sum(axis=(1, 2, 3))
            dtype = folded[node.name]["weights"].dtype
            folded[node.name] = {
                "weights": filters.astype(dtype),
                "bias": (folded[node.name]["bias"] - shift).astype(dtype),
            }
        return folded
