"""Show what a network makes of one picture, without a server.

Prints the verdict with a bar for every class and says in words how sure it is. With --out it
also writes every number (maps.npz) and one picture of all maps per layer.
"""

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from app.errors import BadRequest, UnsupportedPicture

if TYPE_CHECKING:
    from app.catalogue import Entry
    from app.engine.trace import Trace
    from app.pictures import Crop, Picture

BAR = 32  # characters of a bar that is full
MOST = 20  # classes that get a line
SCALE = 4  # pixels along the side of one number on a sheet


class Share(NamedTuple):
    """One class and its probability."""

    label: str
    probability: float


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """PICTURE --network --crop --steps --out"""
    parser.add_argument("picture", type=Path, help="a PNG, JPEG, WebP, GIF or BMP file")
    parser.add_argument(
        "--network", default="tiny-vgg", help="the id of a network (default: tiny-vgg)"
    )
    parser.add_argument(
        "--crop", type=square, metavar="LEFT,TOP,SIDE", help="a square of the picture, in pixels"
    )
    parser.add_argument("--steps", action="store_true", help="also tell what every layer did")
    parser.add_argument(
        "--out",
        type=Path,
        metavar="DIR",
        help="write maps.npz and a PNG per layer into this folder",
    )


def run(arguments: argparse.Namespace) -> int:
    """Read, run, tell, write."""
    from app import pictures
    from app.catalogue import Catalogue
    from app.settings import Settings

    settings = Settings.from_environment()
    entry = Catalogue(settings.models)[arguments.network]
    try:
        data = arguments.picture.read_bytes()
    except OSError as error:
        raise UnsupportedPicture(
            f"{arguments.picture} cannot be read: {error.strerror or error}."
        ) from None
    picture = pictures.read(
        data, entry.preprocessing, entry.network.image, arguments.crop, settings
    )
    trace = entry.network.run(pictures.to_input(picture.pixels), entry.weights)

    print("\n".join(told(entry, picture, trace, arguments.steps)))
    if arguments.out:
        count = write(arguments.out, trace)
        print(f"\nWritten to {arguments.out}: maps.npz and {count} pictures.")
    return 0


def told(entry: "Entry", picture: "Picture", trace: "Trace", steps: bool) -> list[str]:
    """All that is printed, line by line."""
    lines = [
        f"{entry.title} looks at {picture.width} × {picture.height} pixels ({picture.format})."
    ]
    lines += [f"  {note}" for note in picture.notes]
    if steps:
        lines += ["", *sentences(entry, trace)]
    shares = ranking(entry, trace)
    lines += ["", *bars(shares[:MOST]), ""]
    if entry.caution:
        lines.append(entry.caution)
    if entry.origin == "drawn":
        return lines
    lines.append(verdict(shares, entry.calibration.unsure_below, _nothing(entry, picture, shares)))
    return lines


def ranking(entry: "Entry", trace: "Trace") -> list[Share]:
    """Every class with its probability, the likeliest first."""
    found = zip(entry.classes, trace.answer[0, :, 0, 0].tolist(), strict=True)
    return sorted((Share(*pair) for pair in found), key=lambda share: -share.probability)


def bars(shares: list[Share]) -> list[str]:
    """A line per class: its name, its share in per cent, and a bar.

    >>> bars([Share("cat", 0.75), Share("dog", 0.25)])[0].rstrip("█#")
    'cat   75.0 %  '
    """
    wide = max(len(share.label) for share in shares)
    ink = "█" if _prints("█") else "#"
    return [
        f"{share.label:<{wide}}  {100 * share.probability:5.1f} %  "
        f"{ink * round(BAR * share.probability)}".rstrip()
        for share in shares
    ]


def _nothing(entry: "Entry", picture: "Picture", shares: list[Share]) -> str:
    """Why what is named means nothing, if so."""
    if picture.blank:
        return "There is nothing to see in this picture."
    if picture.noise and shares[0].label != entry.otherwise:
        return "This picture looks like noise."
    return ""


def verdict(shares: list[Share], unsure_below: float, nothing: str = "") -> str:
    """The answer in a sentence, and how sure it is.

    nothing   that there is nothing to be sure of, in a sentence

    >>> verdict([Share("cat", 0.75), Share("dog", 0.25)], unsure_below=0.4)
    'It says cat, with 75.0 %.'
    >>> verdict([Share("cat", 0.3), Share("dog", 0.25)], unsure_below=0.4)
    'Unsure. Perhaps cat (30.0 %), perhaps dog (25.0 %); it takes 40.0 % to be called sure.'
    """
    first, second = shares[0], shares[1]
    if nothing:
        return f"{nothing} What the network says to it ({first.label}) means nothing."
    if first.probability < unsure_below:
        return (
            f"Unsure. Perhaps {first.label} ({_percent(first)}), perhaps {second.label} "
            f"({_percent(second)}); it takes {100 * unsure_below:.1f} % to be called sure."
        )
    return f"It says {first.label}, with {_percent(first)}."


def sentences(entry: "Entry", trace: "Trace") -> list[str]:
    """What every layer did with this picture, a line each."""
    network = entry.network
    wide = max(len(node.name) for node in network.nodes)
    told = {
        node.name: network.sentence(node.name, trace, entry.weights, entry.classes)
        for node in network.nodes
    }
    return [f"{name:<{wide}}  {sentence}" for name, sentence in told.items()]


def write(folder: Path, trace: "Trace") -> int:
    """Every number as maps.npz, every layer as a PNG; how many PNGs there are."""
    from app import painted, wire
    from app.engine.network import INPUT

    maps = {name: values[0] for name, values in trace.items()}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        (folder / "maps.npz").write_bytes(wire.npz(maps))
        for place, (name, values) in enumerate(maps.items()):
            sheet = painted.sheet(values, scale=SCALE, tint=name == INPUT)
            (folder / f"{place:02}-{name}.png").write_bytes(sheet)
    except OSError as error:
        raise BadRequest(f"{folder} cannot be written: {error.strerror or error}.") from None
    return len(maps)


def square(text: str) -> "Crop":
    """Left, top and side of a square, from the command line."""
    from app.pictures import Crop

    try:
        left, top, side = (int(part) for part in text.split(","))
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is not a square; write LEFT,TOP,SIDE in pixels, such as 40,0,300"
        ) from None
    return Crop(left, top, side)


def _percent(share: Share) -> str:
    return f"{100 * share.probability:.1f} %"


def _prints(text: str) -> bool:
    """Whether the terminal can show these characters."""
    try:
        text.encode(sys.stdout.encoding or "ascii")
    except UnicodeEncodeError:
        return False
    return True
