"""The laboratory's two sides, their knobs, and what each of them draws."""

import re
from collections.abc import Callable
from typing import Any

import numpy as np
from playwright.sync_api import Locator, expect

from tests.browser.learner import Canvas, Learner

Axe = Callable[..., list[str]]


def show(learner: Learner, layer: str, lab: str, more: str = "", network: str = "tiny-vgg") -> None:
    """Open the laboratory of a layer with both sides set: "padding:1|stride:2"."""
    learner.open(f"#network={network}&layer={layer}&open=1&lab={lab}{more}")
    expect(side(learner, "B")).to_have_attribute("aria-busy", "false")
    expect(side(learner, "B")).to_contain_text(re.compile("makes|has no|should be"))


def side(learner: Learner, name: str) -> Locator:
    """One half of it, A or B."""
    return learner.page.get_by_role("region", name=f"Side {name}")


def knob(learner: Learner, where: str, name: str) -> Locator:
    return side(learner, where).get_by_role("slider", name=name, exact=True)


def output(learner: Learner, where: str) -> Locator:
    """The map that a side makes, or how it differs."""
    return side(learner, where).get_by_role("slider", name=re.compile("^(Output|Difference) of"))


def drawn(learner: Learner, where: str) -> np.ndarray:
    """The pixels of that map."""
    return Canvas(output(learner, where).locator("canvas")).pixels


def numbers(told: Any) -> np.ndarray:
    """The map in an answer of the API, (rows, columns)."""
    return np.array(told["map"]["data"], np.float32)
