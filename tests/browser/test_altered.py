"""The picture moved about: sliders, the verdict along each of them, and a page that follows."""

import io
import json
import re
from typing import Any

import numpy as np
import pytest
from PIL import Image
from playwright.sync_api import Locator, Page, expect

from tests.browser import colours
from tests.browser.colours import CLOSE
from tests.browser.learner import Canvas, Learner, Service, plain

SAMPLE = "tabby"
PANEL = "Move the picture about"
POINTS = re.compile(r"[ML]([\d.]+) ([\d.]+)")
NAMES = {"Turn": "rotate", "Shift sideways": "shift_x"}
HEIGHT = 28
"""Units from the foot of a curve to its head."""


def panel(page: Page) -> Locator:
    return page.get_by_role("region", name=PANEL)


def opened(learner: Learner, link: str = f"#sample={SAMPLE}") -> Locator:
    """The sliders, asked for by their button, with every curve there."""
    learner.open(link)
    learner.page.get_by_role("button", name="Move it about").click()
    return curves(learner.page)


def curves(page: Page) -> Locator:
    sliders = panel(page)
    expect(sliders.locator("[data-sweep]")).to_have_count(6)
    return sliders


def slider(page: Page, name: str) -> Locator:
    return panel(page).get_by_role("slider", name=name, exact=True)


def pull(page: Page, name: str, share: float, steps: int = 12) -> None:
    """Take a slider's knob where it is and pull it to a share of the slider's length."""
    knob = slider(page, name)
    knob.scroll_into_view_if_needed()
    box = knob.bounding_box()
    assert box is not None
    low, high, value = (
        float(str(knob.evaluate(f"(input) => input.{what}"))) for what in ("min", "max", "value")
    )
    at = (value - low) / (high - low)
    x = [box["x"] + 7 + (box["width"] - 14) * place for place in (at, share)]
    y = box["y"] + box["height"] / 2
    page.mouse.move(x[0], y)
    page.mouse.down()
    page.mouse.move(x[1], y, steps=steps)
    page.mouse.up()
    rests = f"{NAMES[name]}:{knob.input_value()}"
    expect(page).to_have_url(re.compile(rf"{re.escape(rests)}(;|&|$)"))


def altered(service: Service, run: str, **changes: float) -> Any:
    return service.altered(run, changes)


def base_of(learner: Learner) -> str:
    """The run of the picture as it was given."""
    samples = learner.service.network("tiny-vgg")["samples"]
    return str(next(sample["run"] for sample in samples if sample["id"] == SAMPLE))


def changes(learner: Learner) -> dict[str, float]:
    """How the link says the picture is moved about."""
    parts = learner.link.get("altered", "").split(";")
    return {
        name: float(value) for name, _, value in (part.partition(":") for part in parts if part)
    }


def verdict(page: Page) -> str:
    return plain(page.get_by_role("listbox", name="Verdict").inner_text())


def test_a_real_drag_leads_to_the_very_run_the_api_makes(learner: Learner, page: Page) -> None:
    opened(learner)
    before = learner.run
    pull(page, "Turn", 0.6)
    expect(slider(page, "Turn")).not_to_have_value("0")
    made = altered(learner.service, before, **changes(learner))
    assert 30 < changes(learner)["rotate"] < 42
    learner.arrived(made["run"])
    assert made["run"] != before
    expect(page.get_by_role("region", name="Your picture")).to_contain_text("Turned by")
    top = made["prediction"][0]
    expect(page.get_by_role("listbox", name="Verdict")).to_contain_text(top["label"])


def test_the_maps_on_screen_are_the_altered_runs(learner: Learner, page: Page) -> None:
    opened(learner)
    pull(page, "Shift sideways", 0.8)
    made = altered(learner.service, base_of(learner), **changes(learner))
    learner.arrived(made["run"])
    seen = Canvas(page.get_by_role("region", name="Your picture").locator("canvas")).pixels
    told = np.asarray(Image.open(io.BytesIO(learner.service.picture(made["picture"]["pixels"]))))
    assert (seen[..., :3] == told).all()
    page.goto(f"/#sample={SAMPLE}&altered={learner.link['altered']}&layer=conv_1_2&open=1")
    learner.arrived(made["run"])
    maps = learner.service.maps(made["run"], "conv_1_2")
    end = max(abs(made["layers"][3]["low"]), abs(made["layers"][3]["high"]))
    stamps = learner.close_up.get_by_role("radiogroup", name="Map").get_by_role("radio")
    expect(stamps).to_have_count(10)
    expect(learner.close_up).not_to_contain_text("on their way")
    for c in (0, 4, 9):
        drawn = Canvas(stamps.nth(c).locator("canvas")).pixels
        assert colours.off(drawn, colours.signed(maps[c], end, "light")) <= CLOSE


@pytest.mark.parametrize("name", ["shift_x", "rotate", "noise"])
def test_the_curve_drawn_is_the_curve_of_the_api(learner: Learner, name: str) -> None:
    learner.open(f"#sample={SAMPLE}&altered=brightness:0.8")
    sliders = curves(learner.page)
    base = base_of(learner)
    told = learner.service.get(f"/api/runs/{base}/sweeps/{name}?brightness=0.8")
    line = sliders.locator(f"[data-sweep={name}] path.first")
    winner = str(line.get_attribute("data-class"))
    drawn = POINTS.findall(str(line.get_attribute("d")))
    due = [row[told["classes"].index(winner)] for row in told["probabilities"]]
    assert len(drawn) == len(told["values"])
    low, high = told["values"][0], told["values"][-1]
    for (x, y), value, share in zip(drawn, told["values"], due, strict=True):
        assert float(x) == pytest.approx(100 * (value - low) / (high - low), abs=0.06)
        assert 1 - float(y) / HEIGHT == pytest.approx(share, abs=0.001)


def test_where_the_answer_changes_is_said(learner: Learner, page: Page) -> None:
    sliders = opened(learner)
    slider(page, "Size").focus()
    base = learner.run
    turns = learner.service.get(f"/api/runs/{base}/sweeps/scale")["turns"]
    above = next(turn for turn in turns if turn["at"] > 1)
    said = sliders.locator("p[data-explain=alter-curve]")
    expect(said).to_contain_text(f"it turns from {above['before']} into {above['after']}")
    slider(page, "Size").press("End")
    expect(page.get_by_role("listbox", name="Verdict")).to_contain_text(turns[-1]["after"])


def test_keys_move_a_slider_and_its_number_can_be_typed(learner: Learner, page: Page) -> None:
    opened(learner)
    before = learner.run
    turn = slider(page, "Turn")
    turn.focus()
    for _ in range(3):
        turn.press("ArrowRight")
    learner.arrived(altered(learner.service, before, rotate=3)["run"])
    expect(page).to_have_url(re.compile("rotate:3&"))
    box = panel(page).get_by_role("spinbutton", name="Noise, as a number")
    box.fill("0.1")
    learner.arrived(altered(learner.service, before, rotate=3, noise=0.1)["run"])
    box.fill("9")
    box.press("Tab")
    expect(box).to_have_value("0.4")
    expect(page).to_have_url(re.compile("rotate:3;noise:0.4"))
    spoken = panel(page).locator("[aria-live=polite]")
    expect(spoken).to_contain_text("Turn 3°, Noise 0.4: ")


def test_each_slider_goes_back_and_all_of_them(learner: Learner, page: Page) -> None:
    sliders = opened(learner)
    before = learner.run
    slider(page, "Turn").press("PageUp")
    slider(page, "Noise").press("PageUp")
    expect(page).to_have_url(re.compile("rotate.*noise"))
    sliders.get_by_role("button", name="Turn: back to 0°").click()
    expect(slider(page, "Turn")).to_have_value("0")
    assert list(changes(learner)) == ["noise"]
    sliders.get_by_role("button", name="Reset", exact=True).click()
    learner.arrived(before)
    assert changes(learner) == {}
    expect(slider(page, "Noise")).to_have_value("0")


def test_a_link_restores_it_a_reload_keeps_it_and_back_undoes_it(
    learner: Learner, page: Page
) -> None:
    learner.open(f"#sample={SAMPLE}&altered=shift_x:-2.5;rotate:23")
    curves(page)
    expect(slider(page, "Turn")).to_have_value("23")
    there = learner.run
    base = base_of(learner)
    assert there == altered(learner.service, base, shift_x=-2.5, rotate=23)["run"]
    slider(page, "Size").press("End")
    expect(page).to_have_url(re.compile(r"scale:1\.5"))
    page.reload()
    learner.ready()
    curves(page)
    expect(slider(page, "Size")).to_have_value("1.5")
    page.go_back()
    learner.arrived(there)
    expect(slider(page, "Size")).to_have_value("1")
    expect(slider(page, "Turn")).to_have_value("23")


def test_a_link_that_moves_too_far_shows_the_picture_as_it_is(
    learner: Learner, page: Page, complaints: Any
) -> None:
    complaints.forgive("status of 422")
    learner.open(f"#sample={SAMPLE}&altered=rotate:999")
    expect(page.get_by_text("rotate is 999, but should be from −180 to 180.")).to_be_visible()
    assert learner.run in {s["run"] for s in learner.service.network("tiny-vgg")["samples"]}


def test_noise_alone_gets_a_sure_answer(learner: Learner, page: Page) -> None:
    sliders = opened(learner)
    sliders.get_by_role("button", name="Only noise").click()
    expect(sliders).to_contain_text("Being sure is not being right.")
    made = altered(learner.service, base_of(learner), brightness=0, noise=0.4)
    learner.arrived(made["run"])
    assert made["prediction"][0]["probability"] > 0.9
    page.reload()
    expect(sliders.get_by_role("button", name="Only noise")).to_have_attribute(
        "aria-pressed", "true"
    )
    expect(page.get_by_role("region", name="Your picture")).to_contain_text("Wrong: this was")


def test_the_chosen_map_stays_while_the_picture_moves(learner: Learner, page: Page) -> None:
    opened(learner)
    chosen = page.locator("[data-strip] [aria-selected=true]")
    before = chosen.get_attribute("aria-label")
    assert before is not None
    slider(page, "Turn").press("PageUp")
    slider(page, "Turn").press("PageUp")
    expect(page).to_have_url(re.compile("rotate:72"))
    assert str(chosen.get_attribute("aria-label")).startswith(before.partition(",")[0])


def test_while_dragging_at_most_two_questions_are_open_and_none_is_stale(
    learner: Learner, page: Page
) -> None:
    opened(learner)
    open_now, most, asked = 0, 0, []

    def began(request: Any) -> None:
        nonlocal open_now, most
        if "/api/" in request.url:
            open_now += 1
            most = max(most, open_now)
        if request.method == "POST":
            asked.append(json.loads(request.post_data or "{}"))

    def ended(request: Any) -> None:
        nonlocal open_now
        open_now -= "/api/" in request.url

    page.on("request", began)
    page.on("requestfinished", ended)
    page.on("requestfailed", ended)
    base = learner.run
    pull(page, "Turn", 0.9, steps=60)
    learner.arrived(altered(learner.service, base, **changes(learner))["run"])
    turned = [one["rotate"] for one in asked]
    assert len(turned) > 3, "the page follows while the knob is pulled"
    assert turned == sorted(turned)
    assert most <= 2


def test_the_sliders_stay_when_a_close_up_opens(learner: Learner, page: Page) -> None:
    opened(learner)
    page.get_by_role("listbox", name="convolved 1, ").get_by_role("option").nth(3).click()
    page.keyboard.press("Enter")
    expect(learner.close_up).to_be_visible()
    before = learner.run
    slider(page, "Brightness").press("PageDown")
    learner.arrived(altered(learner.service, before, brightness=0.8)["run"])
    expect(learner.close_up).to_be_visible()
    slider(page, "Brightness").press("Escape")
    expect(panel(page)).to_have_count(0)
    expect(learner.close_up).to_be_visible()


def test_another_picture_begins_at_rest_and_another_square_does_not(
    learner: Learner, page: Page
) -> None:
    opened(learner)
    slider(page, "Turn").press("End")
    expect(page).to_have_url(re.compile("rotate:180"))
    with page.expect_response("**/runs") as sent:
        page.get_by_role("slider", name="The square the network sees").press("-")
    base = sent.value.json()["run"]
    learner.arrived(altered(learner.service, base, rotate=180)["run"])
    assert learner.link["run"] == base
    page.get_by_role("radio", name="A school bus").check()
    expect(slider(page, "Turn")).to_have_value("0")
    assert changes(learner) == {}


def test_a_picture_that_was_forgotten_is_brought_back(
    learner: Learner, page: Page, forget: Any, complaints: Any
) -> None:
    complaints.forgive("status of 404")
    opened(learner)
    with page.expect_response("**/runs") as sent:
        page.get_by_role("slider", name="The square the network sees").press("-")
    base = sent.value.json()["run"]
    learner.arrived(base)
    learner.put_away(base)
    forget()
    slider(page, "Turn").press("End")
    expect(panel(page)).to_be_visible()
    expect(page.get_by_role("region", name="Your picture")).to_contain_text("Turned by 180°")
    learner.arrived(altered(learner.service, base, rotate=180)["run"])


def test_the_curve_can_be_read_as_a_table(learner: Learner, page: Page) -> None:
    sliders = opened(learner)
    slider(page, "Noise").focus()
    sliders.get_by_text("Noise: the curve as numbers").click()
    told = learner.service.get(f"/api/runs/{learner.run}/sweeps/noise")
    rows = sliders.get_by_role("row")
    expect(rows).to_have_count(1 + len(told["values"]))
    top = max(range(10), key=lambda c: told["probabilities"][20][c])
    expect(rows.nth(21)).to_contain_text(told["classes"][top])
    expect(rows.nth(21).get_by_role("rowheader")).to_have_text("0.2")


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("width", [1600, 1280, 1024, 390])
def test_it_keeps_nobody_out_and_hides_neither_verdict_nor_first_maps(
    learner: Learner, page: Page, axe: Any, theme: Any, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 844 if width == 390 else 800})
    page.emulate_media(color_scheme=theme)
    learner.open(f"#sample={SAMPLE}&altered=rotate:23")
    sliders = curves(page)
    assert axe() == []
    wide = page.evaluate("[document.documentElement.scrollWidth, window.innerWidth]")
    assert wide[0] <= wide[1]
    edge = sliders.bounding_box()
    assert edge is not None
    if width >= 1280:
        last = page.get_by_role("listbox", name="Verdict").bounding_box()
        assert last is not None
        assert edge["x"] > last["x"] + last["width"]
    else:
        assert edge["y"] > 340, "the picture, its verdict and the first maps can be seen above"
        expect(page.get_by_role("button", name="Close the sliders")).to_be_in_viewport()
    for control in sliders.locator("button:visible, input:visible, summary").all():
        box = control.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, control.evaluate("(e) => e.outerHTML")


def test_on_a_phone_a_slider_is_pulled_with_a_thumb(learner: Learner, page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    opened(learner)
    base = learner.run
    pull(page, "Turn", 0.75)
    learner.arrived(altered(learner.service, base, **changes(learner))["run"])
    assert changes(learner)["rotate"] > 60
    page.get_by_role("button", name="Close the sliders").click()
    expect(panel(page)).to_have_count(0)
    expect(page.get_by_role("button", name="Move it about")).to_be_focused()
