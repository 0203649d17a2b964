"""How numbers are written in sentences: real minus signs, plurals, and no false zeros."""

from collections.abc import Sequence
from math import inf, isnan

import numpy as np

from app.engine.types import Array, Cell

MINUS = "\N{MINUS SIGN}"
NARROW = "\N{NO-BREAK SPACE}"


def signed(value: float) -> str:
    """A number with its sign, to two decimals. Only an exact zero is written as 0.

    >>> signed(0.5734), signed(-1.5), signed(0), signed(-0.001), signed(12345.6)
    ('+0.57', '−1.50', '0', '≈0', '+12,346')
    """
    if isnan(value):
        return "not a number"
    if abs(value) == inf:
        return "+∞" if value > 0 else f"{MINUS}∞"
    if value == 0:
        return "0"
    if abs(value) < 0.005:
        return "≈0"
    text = f"{value:+.2f}" if abs(value) < 1000 else f"{value:+,.0f}"
    return text.replace("-", MINUS)


def unsigned(value: float) -> str:
    """The same without a plus sign.

    >>> unsigned(2.5), unsigned(-2.5)
    ('2.50', '−2.50')
    """
    return signed(value).removeprefix("+")


def by(sizes: Sequence[int]) -> str:
    """Sizes as people write them.

    >>> by((3, 64, 64))
    '3×64×64'
    """
    return "×".join(str(size) for size in sizes)


def thousands(count: int) -> str:
    """A whole number people can read.

    >>> thousands(1690)
    '1,690'
    """
    return f"{count:,}"


def counted(count: int, one: str, many: str | None = None) -> str:
    """A number of things.

    >>> counted(1, "map"), counted(1690, "map"), counted(2, "class", "classes")
    ('1 map', '1,690 maps', '2 classes')
    """
    return f"{thousands(count)} {one if count == 1 else many or one + 's'}"


def sentence_case(words: str) -> str:
    """Words as they begin a sentence.

    >>> sentence_case("the 9th")
    'The 9th'
    """
    return words[:1].upper() + words[1:]


def ordinal(place: int) -> str:
    """A place in a row, counted from 1.

    >>> [ordinal(place) for place in (1, 2, 3, 4, 11, 12, 13, 21, 102)]
    ['1st', '2nd', '3rd', '4th', '11th', '12th', '13th', '21st', '102nd']
    """
    ending = {1: "st", 2: "nd", 3: "rd"}.get(place % 10, "th")
    return f"{thousands(place)}{'th' if place % 100 in (11, 12, 13) else ending}"


def percent(share: float) -> str:
    """A share of one whole, never rounded up to all of it or down to none of it.

    >>> percent(0.904), percent(0.00004), percent(0.99999), percent(1), percent(0)
    ('90.4\xa0%', 'under 0.1\xa0%', 'over 99.9\xa0%', '100\xa0%', '0\xa0%')
    """
    if isnan(share):
        return "not a number"
    if share in (0, 1):
        return f"{100 * share:.0f}{NARROW}%"
    if share < 0.001:
        return f"under 0.1{NARROW}%"
    if share > 0.999:
        return f"over 99.9{NARROW}%"
    return f"{100 * share:.1f}{NARROW}%"


def listed(items: Sequence[str]) -> str:
    """Things in a row, as one says them.

    >>> listed(["64", "32", "16"])
    '64, 32 and 16'
    """
    return " and ".join([*([", ".join(items[:-1])] if items[1:] else []), items[-1]])


def where(cell: Cell, maps: Array) -> str:
    """A place on a map, or nothing where the map is a single number.

    >>> where((4, 27, 43), np.zeros((10, 62, 62)))
    ' at row 27, column 43'
    """
    _, row, column = cell
    return "" if maps.shape[1:] == (1, 1) else f" at row {row}, column {column}"


def loudest(maps: Array) -> tuple[Cell, float]:
    """The largest number of (c, h, w) and where it first stands."""
    at = int(maps.argmax())
    channel, rest = divmod(at, maps.shape[1] * maps.shape[2])
    row, column = divmod(rest, maps.shape[2])
    return (channel, row, column), float(maps[channel, row, column])


def flat(maps: Array) -> bool:
    """Whether every map of (c, h, w) is one number all over, give or take roundings."""
    if maps.shape[1:] == (1, 1):
        return False
    low, high = maps.min(axis=(1, 2)), maps.max(axis=(1, 2))
    with np.errstate(invalid="ignore"):  # infinite maps are not flat, whatever their difference
        return bool(np.all(high - low <= 1e-5 * np.maximum(np.abs(low), np.abs(high))))
