"""Operating on a network: the edits made, where they are listed, and what the API makes of them."""

from collections.abc import Callable
from typing import Any

import numpy as np
from playwright.sync_api import Locator, expect

from tests.browser import colours
from tests.browser.learner import Canvas, Learner, plain

Axe = Callable[..., list[str]]
Edits = list[dict[str, Any]]

FIRST = {"tiny-vgg": "conv_1_1", "lenet-5": "conv_1"}
SILENT: Edits = [{"layer": "conv_1_1", "channel": 3, "scale": 0}]
BOTH = "conv_1_1:4,s0;conv_1_2:7,s2"
TWO: Edits = [*SILENT, {"layer": "conv_1_2", "channel": 6, "scale": 2}]


def show(
    learner: Learner, edits: str = "", more: str = "&open=1", network: str = "tiny-vgg"
) -> str:
    """Open map 4 of the first convolution; answers the run without edits."""
    sample = learner.service.network(network)["samples"][0]
    edited = f"&edits={edits}" if edits else ""
    learner.open(f"#network={network}&layer={FIRST[network]}&map=4{more}{edited}")
    return str(sample["run"])


def made(learner: Learner, run: str, edits: Edits) -> Any:
    """What the API makes of a run."""
    answer = learner.service._client.post(f"/api/runs/{run}/edits", json={"edits": edits})
    return answer.raise_for_status().json()


def arrived(learner: Learner, run: str, edits: Edits) -> Any:
    """Wait until the page shows what the API makes of the same edits."""
    due = made(learner, run, edits)
    learner.arrived(due["run"])
    return due


def operate(learner: Learner) -> Locator:
    """The tools, opened."""
    learner.close_up.get_by_role("button", name="Operate").click()
    return learner.close_up.get_by_role("group", name="Operate on")


def panel(learner: Learner) -> Locator:
    """The list of edits."""
    return learner.page.get_by_role("group", name="Your edits")


def rows(learner: Learner) -> list[str]:
    """The edits in the list, those that are off in brackets."""
    expect(panel(learner)).to_be_visible()
    switches = panel(learner).get_by_role("switch")
    return [
        plain(one.locator("..").inner_text())
        if one.is_checked()
        else f"({plain(one.locator('..').inner_text())})"
        for one in switches.all()
    ]


def shares(told: Any) -> dict[str, float]:
    """The verdict of a run, by class."""
    return {one["label"]: one["probability"] for one in told["prediction"]}


def frame(learner: Learner, name: str) -> np.ndarray:
    """The pixels of a layer's frame in the timeline."""
    frames = learner.page.get_by_role("navigation", name="Layers").get_by_role("button")
    one = frames.filter(has=learner.page.locator("canvas"))
    named = one.and_(learner.page.locator(f'[aria-label*=", {name}"]')).first
    return Canvas(named.locator("canvas").first).pixels


def close(pixels: np.ndarray, maps: np.ndarray, extent: float) -> bool:
    """Whether these are the pixels of one of the maps."""
    return any(
        colours.off(pixels, colours.signed(one, extent, "light")) <= colours.CLOSE for one in maps
    )


def drawn_as(learner: Learner, numbers: Callable[[str], np.ndarray]) -> None:
    """Every frame of the timeline that shows a map shows one of these."""
    for layer in learner.layers[1:]:
        maps = numbers(layer["name"])
        if maps.shape[1] == 1:
            continue
        extent = float(np.abs(maps).max()) or 1.0
        assert close(frame(learner, layer["name"]), maps, extent), layer["name"]
