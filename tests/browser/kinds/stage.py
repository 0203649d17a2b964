"""A close-up in the network of every kind: how it is opened, and where its numbers stand."""

from typing import Any

import numpy as np
from playwright.sync_api import Locator

from tests.browser import every_kind as network
from tests.browser.close_up import Cell, show
from tests.browser.learner import Learner, plain

LAYERS = {node["name"]: node["kind"] for node in network.SPEC["nodes"]}  # type: ignore[attr-defined]


def opened(learner: Learner, layer: str, cell: Cell | None = None, tools: str = "") -> np.ndarray:
    """Open a close-up; answers what the layer made, exactly."""
    show(learner, layer, cell, network.NAME, tools)
    return learner.service.maps(learner.run, layer)


def shape(learner: Learner, layer: str) -> Cell:
    """How many maps, rows and columns a layer has."""
    told = learner.service.network(network.NAME)["layers"]
    depth, height, width = next(one["shape"] for one in told if one["name"] == layer)
    return depth, height, width


def output(learner: Learner) -> Locator:
    """Where the layer's own numbers are chosen; its map or list stands last of all."""
    return learner.close_up.locator('[role=slider][aria-valuetext*="value"]').last


def cells(learner: Learner, layer: str, cell: Cell) -> list[Any]:
    return list(learner.service.cell(learner.run, layer, cell)["terms"])


def ladder(learner: Learner, name: str) -> tuple[list[str], str]:
    """A school sum: what stands on its rungs, and what comes out."""
    table = learner.close_up.get_by_role("table", name=name)
    rungs = [plain(row) for row in table.locator("tbody tr").all_inner_texts()]
    return rungs, plain(table.locator("tfoot td").inner_text())
