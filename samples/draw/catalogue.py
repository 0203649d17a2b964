"""Which pictures there are, what they are called, and in which order the page shows them."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from samples.draw import digits
from samples.draw.noise import Array
from samples.draw.pictures import (
    bird,
    bottle,
    bridge,
    bus,
    butterfly,
    car,
    cat,
    dog,
    fruit,
    train,
)


@dataclass(frozen=True)
class Sample:
    """A picture, its title in words, and the class it belongs to."""

    id: str
    title: str
    label: str
    file: str
    network: str
    side: int
    draw: Callable[[int], Array]

    def entry(self) -> dict[str, object]:
        """Its line in index.json."""
        return {
            "id": self.id,
            "title": self.title,
            "label": self.label,
            "file": self.file,
            "networks": [self.network],
        }


def photo(name: str, title: str, label: str, draw: Callable[[int], Array]) -> Sample:
    return Sample(name, title, label, f"everyday/{name}.webp", "tiny-vgg", 320, draw)


def digit(name: str, title: str, label: str, tool: Callable[[str, int], Array]) -> Sample:
    suffix = "png" if tool is digits.felt_tip else "webp"
    file = f"digits/{name}.{suffix}"
    return Sample(name, title, label, file, "lenet-5", 280, partial(tool, label))


EVERYDAY = (
    photo("monarch", "A monarch butterfly", "butterfly", butterfly.monarch),
    photo("school-bus", "A school bus in the morning", "bus", bus.school_bus),
    photo("tabby", "A tabby cat", "cat", cat.tabby),
    photo("oranges", "Oranges, one cut open", "fruit", fruit.oranges),
    photo("bullet-train", "A bullet train at the platform", "train", train.bullet_train),
    photo("red-bridge", "A red suspension bridge", "bridge", bridge.red_bridge),
    photo("retriever", "A golden retriever", "dog", dog.retriever),
    photo("goose", "A goose on the lawn", "bird", bird.goose),
    photo("sports-car", "A red sports car", "car", car.sports_car),
    photo("root-beer", "A bottle of root beer", "bottle", bottle.root_beer),
    photo("viaduct", "A viaduct of old stone", "bridge", bridge.viaduct),
)

NAMES = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")

DIGITS = (
    *(digit(name, f"A {name}", str(n), digits.felt_tip) for n, name in enumerate(NAMES)),
    digit("ink-four", "A four in ink on paper", "4", digits.fountain_pen),
    digit("chalk-seven", "A seven in chalk", "7", digits.chalk),
)

SAMPLES = EVERYDAY + DIGITS
