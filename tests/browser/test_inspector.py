"""The account of a number: every figure beside it is the service's, and its lines make it again."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.sync_api import Locator, Page, expect

from tests.browser.learner import NETWORKS, Learner, plain, read

WORDS = 'aside[aria-label="What it means"]'
FOLDS = ("How each is counted", "in figures", "In NumPy")
SIZES = {"desk": {"width": 1280, "height": 800}, "phone": {"width": 390, "height": 844}}


def fold(learner: Learner, title: str) -> Locator:
    return learner.meaning.locator("details").filter(has=learner.page.get_by_text(title))


def unfold(learner: Learner) -> None:
    """Open every part of the account; it stays open on this browser."""
    for title in FOLDS:
        one = fold(learner, title)
        if one.count() and one.get_attribute("open") is None:
            one.locator("summary").click()
            expect(one).to_have_attribute("open", "")


def facts(part: Locator) -> dict[str, str]:
    """The names and values of the lists in a part of the page."""
    names = [plain(text) for text in part.locator("dt").all_inner_texts()]
    values = [plain(text) for text in part.locator("dd").all_inner_texts()]
    return dict(zip(names, values, strict=True))


def brief(learner: Learner) -> list[str]:
    """The list of figures that stands above what can be opened: name and value of each."""
    return learner.meaning.locator("dl").first.locator("> div").all_inner_texts()


def every_layer(learner: Learner, network: str, more: str = "") -> Iterator[tuple[dict, dict]]:
    """Open each layer in turn: as the network and as the run describe it."""
    learner.open(f"#network={network}")
    told = learner.told["layers"]
    for layer, run in zip(learner.service.network(network)["layers"], told, strict=True):
        learner.open(f"#network={network}&layer={layer['name']}{more}")
        learner.page.mouse.move(2, 2)
        expect(learner.page.locator("body")).not_to_contain_text("on their way")
        yield layer, run


@pytest.mark.parametrize("network", NETWORKS)
def test_every_figure_is_the_services(learner: Learner, network: str) -> None:
    for layer, run in every_layer(learner, network, "&open=1"):
        unfold(learner)
        seen = {fact.split("\n")[0]: fact.split("\n")[-1] for fact in brief(learner)}
        assert seen["Parameters"] == f"{layer['parameters']:,}"
        assert seen.get("Multiplications", "0") == f"{layer['macs']:,}"
        if layer["inputs"]:
            sight = " × ".join(str(side) for side in layer["receptive_field"])
            assert seen["Each number sees"] == f"{sight} pixels"
        for line in layer["words"]["arithmetic"]:
            label, told = line.split(": ", 1)
            words = plain(told.replace("; ", " "))
            shown = (
                fold(learner, FOLDS[0])
                .locator("div")
                .filter(has=learner.page.get_by_text(label[0].upper() + label[1:], exact=True))
            )
            expect(shown.last.locator("dd")).to_have_text(
                re.compile(re.escape(words).replace(r"\ ", r"\s*"))
            )
        maps = learner.service.maps(learner.run, layer["name"])
        vector = maps.shape[1:] == (1, 1)
        chosen = maps if vector else maps[learner_map(learner)]
        figures = facts(fold(learner, FOLDS[1]))
        assert read(figures["Lowest"]) == pytest.approx(chosen.min(), abs=6e-5)
        assert read(figures["Highest"]) == pytest.approx(chosen.max(), abs=6e-5)
        assert read(figures["Mean"]) == pytest.approx(chosen.mean(dtype=float), abs=6e-5)
        zeros = 100 * float((chosen == 0).mean())
        printed = figures["Exactly zero"].replace("<", "").replace(">", "")
        assert read(printed) == pytest.approx(zeros, abs=0.51)
        if not vector and run["channels"]:
            told = run["channels"][learner_map(learner)]
            assert read(figures["Mean"]) == pytest.approx(told["mean"], abs=6e-5)


def learner_map(learner: Learner) -> int:
    """The chosen map, by the heading of its figures: "Map 2 in figures"."""
    title = fold(learner, FOLDS[1]).locator("summary").inner_text()
    return int(re.search(r"\d+", title)[0]) - 1


@pytest.mark.parametrize("network", NETWORKS)
def test_the_lines_on_screen_make_the_number_on_screen(
    learner: Learner, page: Page, network: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As somebody would do it: download the file, take the lines as they stand, run them."""
    learner.open(f"#network={network}&layer=input&open=1")
    unfold(learner)
    with page.expect_download() as coming:
        learner.meaning.get_by_role("link", name="run.npz").click()
    assert coming.value.suggested_filename == "run.npz"
    coming.value.save_as(tmp_path / "run.npz")
    monkeypatch.chdir(tmp_path)
    run = learner.run
    for layer, _ in every_layer(learner, network, "&open=1"):
        assert learner.run == run
        lines = learner.meaning.locator("code").first.inner_text()
        printed: list[float] = []
        held: Any = {"print": lambda value, to=printed: to.append(float(value))}
        exec(compile(lines, layer["name"], "exec"), held)
        held["run"].close()
        shown = read(lines.rpartition("# ")[2])
        cell = chosen_cell(lines, layer["shape"])
        slack = 1e-7
        if layer["inputs"]:
            slack += 2 * learner.service.cell(run, layer["name"], cell)["tolerance"]
        assert printed == [pytest.approx(shown, abs=slack)], layer["name"]
        assert shown == pytest.approx(
            float(learner.service.maps(run, layer["name"])[cell]), abs=6e-8
        )


def chosen_cell(lines: str, shape: list[int]) -> tuple[int, int, int]:
    """The place that was filled in: "k, i, j = 1, 23, 25", or "n = 40"."""
    place = re.search(r"^[knc](?:, i, j)? = ([\d, ]+)$", lines, re.M)
    numbers = [int(number) for number in place[1].split(",")]
    channel, row, column = (*numbers, 0, 0)[:3]
    assert channel < shape[0]
    return channel, row, column


def test_the_lines_follow_the_chosen_number(learner: Learner, page: Page) -> None:
    learner.open("#layer=conv_1_2&open=1&map=4&cell=7,9")
    unfold(learner)
    code = learner.meaning.locator("code").first
    expect(code).to_contain_text("k, i, j = 3, 7, 9")
    learner.close_up.get_by_role("application").or_(
        learner.close_up.locator("canvas")
    ).first.wait_for()
    page.goto("/#layer=conv_1_2&open=1&map=4&cell=7,10")
    expect(code).to_contain_text("k, i, j = 3, 7, 10")
    maps = learner.service.maps(learner.run, "conv_1_2")
    expect(code).to_contain_text(f"{abs(float(maps[3, 7, 10])):.7f}")


def test_the_lines_can_be_copied(learner: Learner, page: Page) -> None:
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    learner.open("#layer=pool_1&open=1&map=2&cell=11,12")
    unfold(learner)
    learner.meaning.get_by_role("button", name="Copy").click()
    expect(learner.meaning.get_by_role("button", name="Copied")).to_be_visible()
    copied = page.evaluate("navigator.clipboard.readText()")
    code = learner.service.network("tiny-vgg")["layers"][5]["words"]["code"]
    filled = code.replace("{channel}", "1").replace("{row}", "11").replace("{column}", "12")
    assert copied.strip() == filled


def test_the_first_screen_shows_the_map_in_figures_and_they_follow_it(
    learner: Learner, page: Page
) -> None:
    learner.open("#layer=conv_1_1&map=3&cell=5,5")
    page.mouse.move(2, 2)
    maps = learner.service.maps(learner.run, "conv_1_1")
    for place in (2, 3):
        figures = facts(learner.meaning)
        assert read(figures["Highest"]) == pytest.approx(maps[place].max(), abs=6e-5)
        assert read(figures["Lowest"]) == pytest.approx(maps[place].min(), abs=6e-5)
        page.goto("/#layer=conv_1_1&map=4&cell=5,5")
        heading = learner.meaning.get_by_role("heading").first
        expect(heading).to_contain_text(re.compile("map 4", re.I))


def test_what_was_opened_stays_open_and_in_depth_begins_with_all_of_it(
    learner: Learner, page: Page
) -> None:
    learner.open("#layer=pool_1&open=1")
    numpy = fold(learner, "In NumPy")
    expect(numpy).not_to_have_attribute("open", "")
    expect(numpy.locator("summary")).to_contain_text(re.compile(r"# [−\d.≈]+$"))
    numpy.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(numpy).to_have_attribute("open", "")
    page.reload()
    learner.ready()
    expect(numpy).to_have_attribute("open", "")
    learner.open("#layer=conv_2_2&open=1&depth=in_depth")
    for title in FOLDS:
        expect(fold(learner, title)).to_have_attribute("open", "")


@pytest.mark.parametrize("layer", ["conv_1_1", "pool_1", "dense"])
def test_the_words_never_make_the_page_longer(learner: Learner, page: Page, layer: str) -> None:
    """However much there is to read, the column scrolls and the stage stays where it is."""
    heights = []
    for depth in ("summary", "in_depth"):
        learner.open(f"#layer={layer}&open=1&depth={depth}")
        expect(learner.close_up).not_to_contain_text("on their way")
        heights.append(page.evaluate("document.documentElement.scrollHeight"))
    assert heights[0] == heights[1]
    last = fold(learner, "In NumPy").get_by_role("link", name="run.npz")
    last.scroll_into_view_if_needed()
    expect(last).to_be_in_viewport(ratio=1)


def test_the_first_screen_fits_its_window_at_every_depth(learner: Learner, page: Page) -> None:
    for depth in ("summary", "eli5", "in_depth"):
        learner.open(f"#layer=conv_1_1&depth={depth}")
        expect(learner.meaning.get_by_role("tabpanel")).to_be_visible()
        assert page.evaluate("document.documentElement.scrollHeight") <= 800, depth


@pytest.mark.parametrize("size", SIZES)
def test_the_account_is_open_to_all(
    learner: Learner, page: Page, axe: Callable[..., list[str]], size: str
) -> None:
    page.set_viewport_size(SIZES[size])
    for link in ("#layer=conv_1_1&open=1", "#layer=pool_1"):
        learner.open(link)
        depth = learner.meaning.get_by_role("tab", name="In depth")
        if size == "phone":
            depth = page.get_by_role("group", name="How deep").get_by_text("In depth")
        depth.click()
        expect(fold(learner, "In NumPy")).to_have_attribute("open", "")
        for theme in ("light", "dark"):
            page.emulate_media(color_scheme=theme)
            expect(page.locator("html")).to_have_attribute("data-theme", theme)
            assert axe(WORDS) == [], f"{link}, {theme}"


def test_a_number_beyond_the_last_digit_is_still_the_same_number(learner: Learner) -> None:
    """What is printed at full length is the float32 number, not a rounding of it."""
    learner.open("#layer=relu_1_1&open=1")
    value = learner.exact()
    maps = learner.service.maps(learner.run, "relu_1_1")
    assert np.float32(value) in maps
