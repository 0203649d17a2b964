"""The ten digits as little pictures of ink and paper, 7 columns by 12 rows.

LeNet-5 compares what it found with such pictures, drawn by hand: +1 where there is ink and -1
where there is none. They look like what they mean, so codes of like characters are alike, and a
sloppy 7 is near a 1 for the network as for us. These are drawn for this project, in the style of
figure 3 of Gradient-Based Learning Applied to Document Recognition (LeCun and others, 1998).
"""

import numpy as np

from app.engine.types import Array

ROWS, COLUMNS = 12, 7

DRAWN = """
..###.. ...#... .#####. .#####. ....##. ####### ..####. ####### .#####. .#####.
.##.##. ..##... ##...## ##...## ...###. ##..... .##.... .....## ##...## ##...##
##...## .###... ##...## .....## ..####. ##..... ##..... .....## ##...## ##...##
##...## ...#... .....## .....## .##.##. ##..... ##..... ....##. ##...## ##...##
##...## ...#... .....## ....##. ##..##. #####.. ##.###. ....##. .##.##. ##...##
##...## ...#... ....##. ..###.. ##..##. ....##. ###..## ...##.. ..###.. .##.###
##...## ...#... ...##.. ....##. ####### .....## ##...## ...##.. .##.##. ..##.##
##...## ...#... ..##... .....## ....##. .....## ##...## ..##... ##...## .....##
##...## ...#... .##.... .....## ....##. .....## ##...## ..##... ##...## .....##
.##.##. ...#... ##..... ##...## ....##. ##...## ##...## .##.... ##...## ....##.
..###.. .#####. ####### .#####. ....##. .#####. .#####. .##.... .#####. .####..
....... ....... ....... ....... ....... ....... ....... ....... ....... .......
"""


def digits() -> Array:
    """Ten codes of 84 numbers, +1 and -1, each read row by row: (10, 84) float32."""
    lines = [line.split() for line in DRAWN.strip().splitlines()]
    pictures = zip(*lines, strict=True)
    codes = [[1.0 if cell == "#" else -1.0 for cell in "".join(rows)] for rows in pictures]
    return np.array(codes, np.float32)
