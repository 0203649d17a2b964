"""What the lessons draw with: numbers as text, as colours, as points on a curve.

The content policy allows no style attributes, so a colour is the name of a class; the
stylesheet of the lessons gets the colours behind those names from ``shades``.
"""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from app import colours
from app.engine.writing import MINUS, NARROW

SHADES = 8
"""Steps from nothing to the largest number of a table."""
INK, BLACK, WHITE = "#17181b", "#000000", "#ffffff"


class Shade(NamedTuple):
    """One colour by its class, by day and by night, with the ink that can be read on it."""

    name: str
    light: str
    light_ink: str
    dark: str
    dark_ink: str


def number(value: float, digits: int = 2) -> str:
    """A number as people write it: no useless zeros, a real minus, and no false 0.

    >>> number(4.0), number(-0.25), number(0.6590), number(-0.0001), number(0), number(12288)
    ('4', '−0.25', '0.66', '≈0', '0', '12,288')
    """
    text = f"{abs(value):,.{digits}f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    if text == "0":
        return "0" if value == 0 else "≈0"
    return f"{MINUS if value < 0 else ''}{text}"


def fixed(value: float, digits: int = 2) -> str:
    """With all its decimals, for numbers that stand below each other.

    >>> fixed(-0.5, 3)
    '−0.500'
    """
    return f"{value:.{digits}f}".replace("-", MINUS)


def percent(share: float, digits: int = 1) -> str:
    """A share of one whole.

    >>> percent(0.659)
    '65.9\xa0%'
    """
    return f"{100 * share:.{digits}f}{NARROW}%"


def plus(value: float, digits: int = 2) -> str:
    """The same as it is added to something.

    >>> plus(0.5), plus(-0.5)
    (' + 0.5', ' − 0.5')
    """
    sign = MINUS if value < 0 else "+"
    return f" {sign} {number(abs(value), digits)}"


def factor(value: float, digits: int = 2) -> str:
    """A number that is multiplied: a negative one in brackets.

    >>> factor(2), factor(-2)
    ('2', '(−2)')
    """
    return number(value, digits) if value >= 0 else f"({number(value, digits)})"


def shade(value: float, extent: float = 1.0, tint: str = "") -> str:
    """The class that colours a number on a scale from -extent to extent, or 0 to 1 in a tint.

    >>> shade(1, 4), shade(-4, 4), shade(0, 4), shade(0.5, tint="r")
    ('p2', 'n8', 'z', 'r4')
    """
    steps = round(SHADES * abs(value) / (extent or 1.0))
    if tint:
        return f"{tint}{max(0, min(SHADES, steps))}"
    if value == 0:
        return "z"
    return f"{'p' if value > 0 else 'n'}{max(1, min(SHADES, steps))}"


def extent(rows: Sequence[Sequence[float]]) -> float:
    """The largest magnitude in a table.

    >>> extent([[1, -4], [0, 2]])
    4
    """
    return max(abs(value) for row in rows for value in row)


def shades() -> list[Shade]:
    """Every colour there is a class for."""
    both = {theme: colours.signed_table(theme) for theme in ("light", "dark")}
    made = [_shade("z", *(both[theme][colours.STEPS] for theme in both))]
    for step in range(1, SHADES + 1):
        away = round(colours.STEPS * step / SHADES)
        for name, at in (("p", colours.STEPS + away), ("n", colours.STEPS - away)):
            made.append(_shade(f"{name}{step}", *(both[theme][at] for theme in both)))
    for name, channel, channels in (("r", 0, 3), ("g", 1, 3), ("b", 2, 3), ("k", 0, 1)):
        table = colours.tint_table(channel, channels)
        for step in range(SHADES + 1):
            colour = table[colours.STEPS + round(colours.STEPS * step / SHADES)]
            made.append(_shade(f"{name}{step}", colour, colour))
    return made


def _shade(name: str, light: Sequence[int], dark: Sequence[int]) -> Shade:
    return Shade(name, _hex(light), ink(light), _hex(dark), ink(dark))


def _hex(colour: Sequence[int]) -> str:
    return "#" + "".join(f"{int(part):02x}" for part in colour)


def ink(colour: Sequence[int]) -> str:
    """White, black or the page's ink: whichever can be read on this colour at 4.5 to 1.

    >>> ink((255, 255, 255)), ink((10, 47, 102))
    ('#17181b', '#ffffff')
    """
    red, green, blue = (_linear(int(part) / 255) for part in colour)
    luminance = 0.2126 * red + 0.7152 * green + 0.0722 * blue
    return INK if luminance > 0.22 else BLACK if luminance > 0.179 else WHITE


def _linear(part: float) -> float:
    return float(part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4)


class Plot:
    """A small coordinate system: numbers in, places of an SVG drawing out."""

    def __init__(
        self, x: tuple[float, float], y: tuple[float, float], width: int = 280, height: int = 160
    ) -> None:
        self.x_range, self.y_range, self.width, self.height = x, y, width, height

    def x(self, value: float) -> float:
        """How far from the left."""
        low, high = self.x_range
        return round((value - low) / (high - low) * self.width, 1)

    def y(self, value: float) -> float:
        """How far from the top."""
        low, high = self.y_range
        return round(self.height - (value - low) / (high - low) * self.height, 1)

    def path(self, points: Sequence[tuple[float, float]]) -> str:
        """A line through points, as SVG writes it; it ends where it leaves the drawing.

        >>> Plot((0, 1), (0, 1), 10, 10).path([(0, 0), (1, 1)])
        'M0.0 10.0L10.0 0.0'
        """
        low, high = self.y_range
        parts, drawing = [], False
        for x, y in points:
            inside = low <= y <= high
            if inside:
                parts.append(f"{'L' if drawing else 'M'}{self.x(x)} {self.y(y)}")
            drawing = inside
        return "".join(parts)

    def curve(self, function: Callable[[float], float], steps: int = 80) -> str:
        """The graph of a function."""
        low, high = self.x_range
        places = [low + (high - low) * step / steps for step in range(steps + 1)]
        return self.path([(x, function(x)) for x in places])
