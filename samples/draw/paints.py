"""Paint: what colour and how shiny a solid is, at every point of its skin.

Colours are named as on a screen, '#rrggbb', but mixed as light is: in linear numbers.
"""

from collections.abc import Callable

import numpy as np

from samples.draw.noise import Array

Skin = tuple[Array, Array | float]
"""Linear colours (3, n), and gloss: 0 is chalk, 1 is a mirror."""
Paint = Callable[[Array, Array], Skin]
"""From points and the directions they face, both (3, n), to their skin."""


def colour(hexadecimal: str) -> Array:
    """'#rrggbb' as three numbers between 0 and 1."""
    pairs = [int(hexadecimal[i : i + 2], 16) for i in (1, 3, 5)]
    return np.asarray(pairs, np.float32) / np.float32(255)


def linear(shade: Array) -> Array:
    """A screen's colour as an amount of light."""
    return np.clip(shade, 0, 1) ** np.float32(2.2)


def plain(hexadecimal: str, gloss: float = 0.0) -> Paint:
    """One colour all over."""
    return lambda p, _normal: (coat(p, hexadecimal), gloss)


def coat(p: Array, hexadecimal: str) -> Array:
    """A first coat for these points, (3, n), ready to be painted `over`."""
    return np.repeat(linear(colour(hexadecimal))[:, None], p.shape[1], axis=1)


def over(below: Array, mask: Array, above: Array | str) -> Array:
    """A colour, or another coat, painted over (3, n) where the mask is 1."""
    top = linear(colour(above))[:, None] if isinstance(above, str) else above
    return below + (top - below) * mask
