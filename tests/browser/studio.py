"""The filter studio as a hand meets it, and what has to be seen there, asked of the API.

A filter is written down once, as the API takes it: ``written`` makes a link of it, and
``Studio.draws`` compares the pixels on the page with what the API computes.
"""

import base64
import re
from dataclasses import dataclass
from typing import Any

import numpy as np
from playwright.sync_api import Error, Locator, Page, expect

from tests.browser import colours
from tests.browser.learner import PATIENCE, Canvas, Learner, read

Step = dict[str, Any]
PLACE = "layer=conv_1_1&map=4&open=1"
DIAGONAL = [
    [-0.8, -0.5, 0.1, 0.6, 0.3],
    [-0.7, -0.2, 0.8, 0.6, 0],
    [-0.5, 0.4, 1, 0.2, -0.5],
    [0, 0.6, 0.6, -0.3, -0.8],
    [0.3, 0.4, 0.1, -0.7, -0.8],
]
"""What lies on the pad of whoever comes for the first time."""
ENDS = re.compile(r", (\S+) to (\S+)")
AFTER = ".after canvas"
MADE = ".pad [data-cell]"
ALIKE = """([selector, width, height, due, close]) => {
  const canvas = document.querySelector(selector);
  if (canvas?.width !== width || canvas.height !== height) return false;
  const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
  const right = atob(due);
  for (let i = 0; i < right.length; i++) {
    const at = Math.floor(i / 3) * 4 + (i % 3);
    if (Math.abs(data[at] - right.charCodeAt(i)) > close) return false;
  }
  return true;
}"""
"""Whether a canvas shows these colours, given as base64 of red, green and blue bytes."""


def packed(weights: Any) -> str:
    """Weights as a link holds them: "3x3:" and exact float32."""
    numbers = np.asarray(weights, "<f4")
    text = base64.urlsafe_b64encode(numbers.tobytes()).decode().rstrip("=")
    return f"{'x'.join(map(str, numbers.shape))}:{text}"


def written(*steps: Step, head: str = "") -> str:
    """Filters, as the API takes them, as the part of a link that brings them back.

    >>> written({"weights": [[1]], "relu": True})
    '|k:1x1:AACAPw;rectify'
    """
    return "|".join([head, *(";".join(_fields(step)) for step in steps)])


def _fields(step: Step) -> list[str]:
    def pair(name: str) -> str:
        value = step[name]
        both = [value, value] if isinstance(value, int) else value
        return value if isinstance(value, str) else ",".join(map(str, both))

    named = {"stride": "stride", "padding": "pad", "border": "border", "dilation": "apart"}
    return [
        f"k:{packed(step['weights'])}",
        *([f"bias:{step['bias']}"] if "bias" in step else []),
        *(f"{word}:{pair(name)}" for name, word in named.items() if name in step),
        *(["flip"] if step.get("flip") else []),
        *(["rectify"] if step.get("relu") else []),
        *([f"pool:{step['pool']}"] if "pool" in step else []),
    ]


@dataclass
class Studio:
    """Somebody in the filter studio."""

    learner: Learner

    @property
    def page(self) -> Page:
        return self.learner.page

    # Coming in

    def open(self, *steps: Step, head: str = "", place: str = PLACE) -> "Studio":
        """Open a link with these filters on the pad; without any, the studio at its start."""
        self.learner.open(f"#{place}&studio={written(*steps, head=head) if steps else ''}")
        expect(self.page.locator(".heads")).to_contain_text(" to ")
        return self

    @property
    def link(self) -> str:
        return self.learner.link["studio"]

    # What it is laid on

    def picture(self) -> dict[str, Any]:
        """The picture that is filtered at first, as a source of the API, with its sizes."""
        sample = self.learner.service.network(self.learner.network)["samples"][0]
        return self.sent(self.learner.service.picture(sample["picture"]))

    def sent(self, picture: bytes) -> dict[str, Any]:
        return dict(self.learner.service.keep(picture))

    def due(self, source: dict[str, Any], *steps: Step) -> np.ndarray:
        """What the API makes of a source, (h, w)."""
        source = {"picture": source["picture"]} if "picture" in source else source
        return self.learner.service.filtered(source, list(steps))

    # The pad

    @property
    def grid(self) -> Locator:
        return self.page.get_by_role("grid", name="The filter")

    def cell(self, row: int, column: int) -> Locator:
        """One cell, counted from 1 as it is said."""
        return self.page.get_by_role("textbox", name=re.compile(f"^Row {row}, column {column}:"))

    def weights(self) -> np.ndarray:
        """What stands on the pad, (rows, columns), to four decimals."""
        places, words = self.page.locator(MADE).evaluate_all(
            """(all) => [all.map((one) => one.dataset.cell.split(' ').map(Number)),
                         all.map((one) => one.ariaLabel.split(': ')[1])]"""
        )
        rows, columns = np.max(places, axis=0) + 1
        return np.array([read(word) for word in words]).reshape(rows, columns)

    def holds(self, weights: Any, within: float = 6e-5) -> None:
        """Wait until these weights stand on the pad."""
        due = np.asarray(weights, float)
        self.page.wait_for_function(
            """([due, within]) => {
              const cells = [...document.querySelectorAll('.pad [data-cell]')];
              return cells.length === due.length && cells.every((one, i) => {
                const word = one.ariaLabel.split(': ')[1].replace('−', '-').replace('≈', '');
                return Math.abs(Number(word) - due[i]) <= within;
              });
            }""",
            arg=[due.ravel().tolist(), within],
        )
        assert self.weights().shape == due.shape

    def at(self, row: float, column: float) -> tuple[float, float]:
        """Where a place of the pad lies on the screen; (0.5, 0.5) is the middle of the first."""
        box = self.grid.bounding_box()
        assert box is not None
        rows, columns = self.weights().shape
        return box["x"] + column / columns * box["width"], box["y"] + row / rows * box["height"]

    def press(self, row: float, column: float) -> None:
        self.page.mouse.move(*self.at(row, column))
        self.page.mouse.down()

    def move(self, row: float, column: float) -> None:
        self.page.mouse.move(*self.at(row, column))

    def stroke(self, *way: tuple[float, float]) -> None:
        """Draw the mouse from place to place, (row, column) in cells, with nothing between."""
        points = [self.at(*place) for place in way]
        self.page.mouse.move(*points[0])
        self.page.mouse.down()
        for point in points[1:]:
            self.page.mouse.move(*point)
        self.page.mouse.up()

    def press_button(self, name: str) -> None:
        self.page.get_by_role("button", name=name, exact=True).click()

    def choose(self, group: str, name: str) -> None:
        """Pick one of a few."""
        segments = self.page.get_by_role("group", name=group, exact=True)
        segments.locator("label").get_by_text(name, exact=True).click()

    # What is seen

    def draws(self, due: np.ndarray, theme: str = "light", extent: float | None = None) -> None:
        """Wait until the result on the page has the colours of these numbers, (h, w)."""
        self.shows(AFTER, due, theme, extent)
        found = ENDS.search(self.page.locator(".heads").inner_text())
        assert found is not None
        low, high = float(due.min()), float(due.max())
        assert abs(read(found[1]) - low) <= 0.0051
        assert abs(read(found[2]) - high) <= 0.0051

    def shows(
        self, selector: str, due: np.ndarray, theme: str = "light", extent: float | None = None
    ) -> None:
        extent = extent or float(np.abs(due).max()) or 1.0
        right = colours.signed(due, extent, theme)
        code = base64.b64encode(np.rint(right).astype(np.uint8).tobytes()).decode()
        height, width = due.shape
        try:
            self.page.wait_for_function(
                ALIKE, arg=[selector, width, height, code, colours.CLOSE], timeout=PATIENCE
            )
        except Error:
            drawn = Canvas(self.page.locator(selector)).pixels
            assert drawn.shape[:2] == due.shape
            assert colours.off(drawn, right) <= colours.CLOSE, "by so many levels"
            raise

    @property
    def sum(self) -> Locator:
        return self.page.locator(".sum")

    def said(self, words: str) -> None:
        """Wait until the page says this aloud."""
        expect(
            self.page.locator("[aria-live=polite]").filter(has_text=words).first
        ).to_be_attached()


__all__ = ["DIAGONAL", "PLACE", "Step", "Studio", "packed", "written"]
