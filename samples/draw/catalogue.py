"""Which pictures there are, what they are called, and in which order the page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from samples.draw import digits
from samples.draw.noise import Array
from samples.draw.pictures.albatross import albatross
from samples.draw.pictures.boxcar import boxcar
from samples.draw.pictures.bullet_train import bullet_train
from samples.draw.pictures.monarch import monarch
from samples.draw.pictures.oranges import oranges
from samples.draw.pictures.red_bridge import red_bridge
from samples.draw.pictures.retriever import retriever
from samples.draw.pictures.root_beer import root_beer
from samples.draw.pictures.school_bus import school_bus
from samples.draw.pictures.sports_car import sports_car, yellow_car
from samples.draw.pictures.tabby import tabby

PHOTOS = (
    "tiny-vgg",
    "lenet-twin",
    "alexnet-twin",
    "zfnet-twin",
    "vgg-twin",
    "googlenet-twin",
    "resnet-twin",
)
"""The networks that know everyday things: all of them are shown the same pictures."""


@dataclass(frozen=True)
class Sample:
    """A picture, its title in words, and the class it belongs to."""

    id: str
    title: str
    label: str
    file: str
    networks: tuple[str, ...]
    side: int
    draw: Callable[[int], Array]

    def entry(self) -> dict[str, object]:
        """Its line in index.json."""
        return {
            "id": self.id,
            "title": self.title,
            "label": self.label,
            "file": self.file,
            "networks": list(self.networks),
        }


def photo(draw: Callable[[int], Array], title: str, label: str) -> Sample:
    name = draw.__name__.replace("_", "-")
    return Sample(name, title, label, f"everyday/{name}.webp", PHOTOS, 320, draw)


def digit(name: str, title: str, label: str, tool: Callable[[str, int], Array]) -> Sample:
    suffix = "png" if tool is digits.felt_tip else "webp"
    file = f"digits/{name}.{suffix}"
    return Sample(name, title, label, file, ("lenet-5",), 280, partial(tool, label))


EVERYDAY = (
    photo(monarch, "A monarch butterfly", "butterfly"),
    photo(school_bus, "A school bus in the morning", "bus"),
    photo(tabby, "A tabby cat", "cat"),
    photo(oranges, "Oranges, one cut open", "fruit"),
    photo(albatross, "An albatross in the wind", "bird"),
    photo(sports_car, "A red sports car", "car"),
    photo(retriever, "A golden retriever", "dog"),
    photo(red_bridge, "A red suspension bridge", "bridge"),
    photo(boxcar, "A freight car, painted", "train"),
    photo(root_beer, "A bottle of root beer", "bottle"),
    photo(yellow_car, "The same car, in school-bus yellow", "car"),
    photo(bullet_train, "A bullet train in the station", "train"),
)

WRITTEN = ("A zero", "A one", "A two", "A three", "A four",
           "A five", "A six", "A seven", "An eight", "A nine")  # fmt: skip

DIGITS = (
    *(digit(title.split()[1], title, str(n), digits.felt_tip) for n, title in enumerate(WRITTEN)),
    digit("ink-four", "A four in ink on paper", "4", digits.fountain_pen),
    digit("chalk-seven", "A seven in chalk", "7", digits.chalk),
)

SAMPLES = EVERYDAY + DIGITS
