"""Reading a close-up: its tables, its sums, the number it says is chosen."""

import re
from typing import Any

import numpy as np
from playwright.sync_api import Locator, expect

from tests.browser.learner import Learner, read

Cell = tuple[int, int, int]
HALF_A_HUNDREDTH = 0.0051
A_HUNDREDTH = 0.0101
"""Printed parts are rounded so that they add up: each may be off by a whole last digit."""


def show(
    learner: Learner, layer: str, cell: Cell | None = None, network: str = "", tools: str = ""
) -> None:
    """Open the close-up of a layer, with a certain number chosen and its controls set."""
    chosen = f"&map={cell[0] + 1}&cell={cell[1]},{cell[2]}" if cell else ""
    settings = f"&tools={tools}" if tools else ""
    where = f"network={network or learner.network}&layer={layer}&open=1"
    learner.open(f"#{where}{chosen}{settings}")
    expect(learner.close_up.get_by_role("heading").first).to_be_visible()
    expect(learner.close_up).not_to_contain_text("on their way")


def is_chosen(learner: Learner, layer: str, cell: Cell, maps: np.ndarray) -> None:
    """Address, place in words and number at full length all say this cell."""
    chosen = re.compile(rf"layer={layer}&map={cell[0] + 1}&cell={cell[1]},{cell[2]}(&|$)")
    expect(learner.page).to_have_url(chosen)
    value = float(maps[cell])
    printed = f"{abs(value):.{4 if abs(value) >= 100 else 7}f}"
    due = "0" if value == 0 else "≈0" if float(printed) == 0 else printed
    sign = "−" if value < 0 and due != "≈0" else ""
    expect(learner.meaning.locator("code").first).to_contain_text(re.compile(rf"# {sign}{due}\s*$"))
    where = learner.close_up.get_by_role("paragraph").first
    if maps.shape[1] > 1:
        place = f"map {cell[0] + 1} of {len(maps)}, row {cell[1]}, column {cell[2]}"
        expect(where).to_contain_text(place)
    else:
        expect(where).to_contain_text(f"{cell[0] + 1:,} of {len(maps):,}")


def numbers(cells: Locator) -> list[float]:
    """The printed numbers of a table's cells."""
    return [read(text) for text in cells.all_inner_texts() if text.strip()]


def near(printed: list[float], true: Any, by: float) -> bool:
    return len(printed) == len(list(true)) and bool(
        np.abs(np.array(printed) - np.array(list(true))).max() <= by
    )


def addition(learner: Learner, name: str) -> tuple[list[float], float]:
    """The parts and the total of a school addition, which says that it adds up."""
    table = learner.close_up.get_by_role("table", name=name)
    expect(table.get_by_role("rowheader", name="adds up", exact=True)).to_be_visible()
    *parts, total = numbers(table.get_by_role("cell"))
    if not learner.close_up.get_by_text("rounded").count():
        assert round(sum(parts), 2) == total, "printed digits add up"
    return parts, total
