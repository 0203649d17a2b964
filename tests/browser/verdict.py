"""How logits become a verdict, worked out from the service's own numbers, and how it is printed."""

from typing import Any

import numpy as np
from playwright.sync_api import Locator

from tests.browser.learner import Learner, plain, read

TENTH = 0.051
"""Shares are printed in tenths of a per cent."""
TOO_SMALL = """
(least) => [...document.querySelectorAll(
    '[data-stage] :is(button, select, input:not([type=radio]))')]
  .filter((one) => one.checkVisibility())
  .map((one) => [one, one.getBoundingClientRect()])
  .filter(([, box]) => box.width > 1 && (box.height < least || box.width < 24))
  .map(([one]) => one.outerHTML.slice(0, 120))
"""
"""What a finger would miss: controls less than so many pixels high."""


def logits_of(learner: Learner) -> np.ndarray:
    """What the last dense layer gave each class."""
    return learner.service.maps(learner.run, learner.layers[-2]["name"]).ravel().astype(float)


def sigmoid(x: Any) -> Any:
    return 1 / (1 + np.exp(-x))


def shared(logits: np.ndarray, temperature: float = 1) -> np.ndarray:
    """Softmax, in the clearest words that NumPy has."""
    powers = np.exp((logits - logits.max()) / temperature)
    return np.asarray(powers / powers.sum())


def in_percent(text: str) -> float:
    """A printed share, from 0 to 100."""
    return read(text.replace("> 99.9", "100").replace("≈0", "0"))


def named(header: Locator) -> str:
    """The name of a row, as it is said."""
    button = header.get_by_role("button")
    said = button.get_attribute("aria-label") if button.count() else None
    return plain(said or header.inner_text())


def columns(table: Locator) -> dict[str, list[str]]:
    """Rows of a table by their names; empty cells, where bars are drawn, left out."""
    return {
        named(row.get_by_role("rowheader")): [
            plain(text) for text in row.get_by_role("cell").all_inner_texts() if text.strip()
        ]
        for row in table.get_by_role("row").all()
        if row.get_by_role("rowheader").count()
    }


def signed(value: float) -> str:
    """A number with its sign, in hundredths."""
    return f"{value:+.2f}".replace("-", "−")
