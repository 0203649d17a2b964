"""Noise, told from the pixels alone: as much of the fine in it as of the large.

Things are larger than their details, and brighter or darker as a whole: cut into waves, a
photo has most of its power in the long ones, and what is left falls with about the square of
how fine they are. Numbers drawn by lot have the same power in all waves, down to the size of
a grain. A network cannot say so, for it must name something; this can.

    D. J. Field, "Relations between the statistics of natural images and the response
    properties of cortical cells", JOSA A 4 (1987) 2379; A. Torralba and A. Oliva, "Statistics
    of natural image categories", Network 14 (2003) 391.
"""

import numpy as np
from numpy.typing import NDArray

LARGE = (0.0, 2.3)
FINE = (4.0, 8.0)
"""From more than so many waves across the picture to no more than so many."""
FALLS = 3.0
"""A wave of LARGE has so many times the power of one of FINE in every digit of MNIST and in all but
one photo of a thousand; in noise of sixteen grains across or more, in one picture of a thousand."""
OF_ONE_WAVE = 0.25
"""Stripes, bars and boards have much in a single wave, and are no noise."""
SMALLEST = 16
"""Pixels across, below which there are too few waves to tell."""


def looks_like_noise(pixels: NDArray[np.uint8]) -> bool:
    """Whether the pixels (c, h, w) have as much in fine waves as in long ones, and in all of them.

    False of one colour, and of a picture too small to tell.
    """
    height, width = pixels.shape[1:]
    if min(height, width) < SMALLEST:
        return False
    power = (np.abs(np.fft.rfft2(pixels)) ** 2).sum(axis=0)
    waves = np.hypot(
        np.fft.fftfreq(height, 1 / height)[:, None], np.fft.rfftfreq(width, 1 / width)[None]
    )
    large, fine = (power[(waves > least) & (waves <= most)] for least, most in (LARGE, FINE))
    return bool(
        fine.max() > 0
        and large.mean() < FALLS * fine.mean()
        and fine.max() < OF_ONE_WAVE * fine.sum()
    )
