"""What a convolution's close-up should be saying, worked out from the service's own numbers."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from playwright.sync_api import Locator, expect

from tests.browser.close_up import Cell, numbers
from tests.browser.learner import Learner, read

FEW = [  # network, layer, cell: channels few enough to print every product
    ("tiny-vgg", "conv_1_1", (1, 33, 35)),
    ("tiny-vgg", "conv_1_1", (7, 0, 61)),
    ("lenet-5", "conv_1", (3, 23, 15)),
]
MANY = [
    ("tiny-vgg", "conv_1_2", (2, 32, 24)),
    ("tiny-vgg", "conv_2_2", (8, 0, 25)),
    ("lenet-5", "conv_2", (11, 6, 3)),
    ("lenet-5", "conv_3", (110, 0, 0)),
]
ALL = [FEW[0], FEW[2], MANY[0], MANY[2], MANY[3]]


@dataclass
class Sum:
    """One number of a convolution, taken apart: (channels, rows, columns) of its window."""

    values: np.ndarray
    weights: np.ndarray
    bias: float
    truth: float

    @property
    def products(self) -> np.ndarray:
        return self.values * self.weights

    @property
    def sums(self) -> np.ndarray:
        """One number per channel."""
        return np.asarray(self.products.sum(axis=(1, 2)))

    @property
    def flipped(self) -> "Sum":
        """The same with the filter turned by half a turn."""
        return Sum(self.values, self.weights[:, ::-1, ::-1], self.bias, self.truth)

    @property
    def total(self) -> float:
        return float(self.sums.sum() + self.bias)


def taken_apart(learner: Learner, layer: str, cell: Cell) -> Sum:
    """What the service tells of one number of the run on screen."""
    due = learner.service.cell(learner.run, layer, cell)
    channels = sorted({term["channel"] for term in due["terms"]})
    rows = sorted({term["row"] for term in due["terms"]})
    columns = sorted({term["column"] for term in due["terms"]})
    shape = (len(channels), len(rows), len(columns))
    of = {key: np.zeros(shape) for key in ("value", "weight")}
    for term in due["terms"]:
        at = (
            channels.index(term["channel"]),
            rows.index(term["row"]),
            columns.index(term["column"]),
        )
        for key, array in of.items():
            array[at] = term[key]
    return Sum(of["value"], of["weight"], due["bias"] or 0.0, due["value"])


def table(learner: Learner, name: str) -> Locator:
    """A window of numbers: a table, or a grid where its numbers can be followed."""
    found = learner.close_up.get_by_role("table", name=name, exact=True)
    return found.or_(learner.close_up.get_by_role("grid", name=name, exact=True))


def printed(learner: Learner, name: str) -> list[float]:
    """The numbers of a window: printed, or where cells are too small said one by one."""
    shown = table(learner, name)
    fine = learner.close_up.get_by_role("slider", name=name, exact=True)
    expect(shown.or_(fine)).to_be_visible()
    return numbers(shown.locator("td[data-i]")) if shown.count() else said_one_by_one(fine)


def said_one_by_one(fine: Locator) -> list[float]:
    """Numbers in cells too small for print: each is said when the keys come to it."""
    count = int(str(fine.get_attribute("aria-valuemax"))) + 1
    fine.focus()
    for _ in range(12):
        fine.press("PageUp")
    said: list[float] = []
    while True:
        fine.press("Home")
        before = str(fine.get_attribute("aria-valuenow"))
        while True:
            now = str(fine.get_attribute("aria-valuetext"))
            said.append(read(now.rpartition(", ")[2]))
            fine.press("ArrowRight")
            if str(fine.get_attribute("aria-valuetext")) == now:
                break
        if len(said) >= count:
            return said
        fine.press("Home")
        fine.press("ArrowDown")
        assert str(fine.get_attribute("aria-valuenow")) != before


def total(learner: Learner) -> Locator:
    """The last line of the school addition, or of the sum at the foot of a phone."""
    return learner.close_up.locator('[data-explain="total"]').last


def says(learner: Learner, value: float) -> None:
    """The total on the page is this number, to the digit that is printed."""
    line = total(learner)
    expect(line).to_be_visible()
    expect(line).to_contain_text(signed(value))


def signed(value: float, digits: int = 2) -> str:
    """A number with its sign, as the page prints it."""
    text = f"{abs(value):.{digits}f}"
    if float(text) == 0:
        return "0" if value == 0 else "≈0"
    return f"{'−' if value < 0 else '+'}{text}"


def weights_of(learner: Learner, layer: str) -> Any:
    """What a layer has learned, (filters, channels, rows, columns)."""
    told = learner.service.get(f"/api/networks/{learner.network}/layers/{layer}/weights.json")
    return np.array(told["params"]["weights"]["data"])


def names(channels: int) -> tuple[str, ...]:
    """What the channels of a picture are called."""
    return ("red", "green", "blue") if channels == 3 else ("grey",)
