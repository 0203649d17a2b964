"""A few lines of NumPy that make one number of a layer again, from the file of its run.

The file, ``run.npz``, holds every map and every weight by name. Of braces the lines hold only
three blanks, {channel}, {row} and {column}: whoever shows them puts the chosen number there.
They compute in float32, as the run did. Sums may be added up in another order, so what they
print may be as far away as two roundings go: twice the tolerance that a cell states.
"""

from app.engine.types import Pair

BLANKS = ("{channel}", "{row}", "{column}")


def listing(*lines: str) -> str:
    """Lines that end with ``y``, ready to be pasted: the file is opened, the number printed."""
    return "\n".join(
        ("import numpy as np", 'run = np.load("run.npz")', *filter(None, lines), "print(y)")
    )


def held(name: str, part: str = "") -> str:
    """Maps, or a part of the weights, as they are taken from the file.

    >>> held("conv_1_1"), held("conv_1_1", "bias")
    ('run["conv_1_1"]', 'run["conv_1_1.bias"]')
    """
    return f'run["{name}{"." + part if part else ""}"]'


def place(channel: str = "c") -> str:
    """Where the number stands.

    >>> place("k")
    'k, i, j = {channel}, {row}, {column}'
    """
    return f"{channel}, i, j = {', '.join(BLANKS)}"


def padded(padding: Pair, fill: str = "0", channels: bool = True) -> str:
    """The line that lays a border around ``x``; none where there is no border.

    >>> padded((1, 2))
    'x = np.pad(x, ((0, 0), (1, 1), (2, 2)))'
    """
    if not any(padding):
        return ""
    axes = [(0, 0)] * channels + [(edge, edge) for edge in padding]
    value = "" if fill == "0" else f", constant_values={fill}"
    return f"x = np.pad(x, ({', '.join(str(axis) for axis in axes)}){value})"


def window(size: Pair, stride: Pair, dilation: Pair = (1, 1)) -> str:
    """The rows and columns under the window, as a slice.

    >>> window((3, 3), (1, 1)), window((2, 3), (2, 1), (1, 2))
    ('i:i+3, j:j+3', '2*i:2*i+2, j:j+5:2')
    """
    return ", ".join(
        _span(letter, size[axis], stride[axis], dilation[axis]) for axis, letter in enumerate("ij")
    )


def share(letter: str, count: int) -> str:
    """The channels of one group, ``count`` to a group.

    >>> share("g", 2), share("g", 1)
    ('2*g:2*g+2', 'g:g+1')
    """
    return _span(letter, count, count, 1)


def _span(letter: str, size: int, stride: int, dilation: int) -> str:
    start = letter if stride == 1 else f"{stride}*{letter}"
    step = f":{dilation}" if dilation > 1 and size > 1 else ""
    return f"{start}:{start}+{dilation * (size - 1) + 1}{step}"
