"""The colours that numbers must have, worked out anew from the tokens of the design.

Nothing is taken from the page's own code: two who never met have to come to the same colour.
"""

import numpy as np

Ramp = tuple[str, ...]

ZERO = {"light": "#efede8", "dark": "#202226"}
POSITIVE: dict[str, Ramp] = {
    "light": ("#f1f6fb", "#b3d2f1", "#5599de", "#1c5dac", "#0a2f66"),
    "dark": ("#1f2630", "#1c4069", "#286bb0", "#56a4ee", "#a0d3ff"),
}
NEGATIVE: dict[str, Ramp] = {
    "light": ("#fcf5ed", "#f8cb9a", "#e88a36", "#ad4f0c", "#6b2a00"),
    "dark": ("#2b2420", "#5a3517", "#a3571a", "#ee8a2e", "#ffbb78"),
}
TINTS: tuple[Ramp, ...] = (
    ("#2b0f0c", "#cf7f74", "#fbe9e5"),
    ("#0d2216", "#79b18d", "#e9f6ee"),
    ("#111c36", "#7f9fd4", "#e9f0fb"),
)
CLOSE = 3
"""Levels, of 255, that rounding to a table of 255 steps may be off."""


def rgb(text: str) -> np.ndarray:
    """
    >>> rgb("#efede8").tolist()
    [239, 237, 232]
    """
    return np.array([int(text[i : i + 2], 16) for i in (1, 3, 5)])


def along(ramp: Ramp, share: np.ndarray) -> np.ndarray:
    """Colours at these shares of a ramp, 0 to 1: (..., 3)."""
    stops = np.array([rgb(stop) for stop in ramp])
    at = np.linspace(0, 1, len(ramp))
    return np.stack([np.interp(share, at, stops[:, k]) for k in range(3)], axis=-1)


def signed(values: np.ndarray, extent: float, theme: str) -> np.ndarray:
    """Colours of signed numbers on a scale from -extent to extent: (..., 3)."""
    share = np.clip(np.abs(values.astype(np.float64)) / extent, 0, 1)
    blue, orange = along(POSITIVE[theme], share), along(NEGATIVE[theme], share)
    some = np.where((values > 0)[..., None], blue, orange)
    return np.where((values == 0)[..., None], rgb(ZERO[theme]), some)


def tinted(values: np.ndarray, channel: int) -> np.ndarray:
    """Colours of one channel of a picture, 0 to 1."""
    return along(TINTS[channel], values.astype(np.float64))


def off(drawn: np.ndarray, due: np.ndarray) -> float:
    """By how many levels the worst pixel is off."""
    assert drawn.shape[:2] == due.shape[:2]
    assert (drawn[..., 3] == 255).all(), "something shows through"
    return float(np.abs(drawn[..., :3].astype(float) - due).max())
