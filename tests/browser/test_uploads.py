"""Bringing one's own picture: by button, drop and paste, of every kind; and files that are none."""

import base64

import numpy as np
import pytest
from playwright.sync_api import Page, expect

from tests.browser import pictures
from tests.browser.conftest import Complaints
from tests.browser.learner import Canvas, Learner
from tests.browser.pictures import KINDS, REFUSED, File, Kind, Refused

BRING = {
    "drop": """([text, name, type]) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const dataTransfer = new DataTransfer();
      dataTransfer.items.add(new File([bytes], name, { type }));
      const over = new DragEvent('dragover', { dataTransfer, bubbles: true, cancelable: true });
      const drop = new DragEvent('drop', { dataTransfer, bubbles: true, cancelable: true });
      const target = document.querySelector('h2');
      target.dispatchEvent(over);
      target.dispatchEvent(drop);
      return over.defaultPrevented && drop.defaultPrevented;
    }""",
    "paste": """([text, name, type]) => {
      const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      const clipboardData = new DataTransfer();
      clipboardData.items.add(new File([bytes], name, { type }));
      const paste = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
      document.body.dispatchEvent(paste);
      return paste.defaultPrevented;
    }""",
}


def sees(page: Page) -> np.ndarray:
    """What the network sees, as the page draws it: (h, w, 3)."""
    return Canvas(page.get_by_role("region", name="Your picture").locator("canvas")).pixels[..., :3]


def show_quarters(page: Page) -> bool:
    """Whether the four colours stand where they belong."""
    small = sees(page).astype(float)
    half = len(small) // 2
    corners = [small[i : i + half, j : j + half] for i in (0, half) for j in (0, half)]
    inner = slice(half // 4, -half // 4)
    means = [np.median(corner[inner, inner], axis=(0, 1)) for corner in corners]
    return all(
        np.abs(mean - due).max() < 40 for mean, due in zip(means, pictures.QUARTERS, strict=True)
    )


def all_maps_are_drawn(page: Page) -> bool:
    """Whether no column of the strip has a hole where a map should be."""
    return page.evaluate(
        """() => [...document.querySelectorAll('[data-column] canvas')].every((canvas) => {
          const { width, height } = canvas;
          const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
          return [...canvas.parentElement.querySelectorAll('[role=option]')].every((option) => {
            const x = option.offsetLeft + option.offsetWidth / 2;
            const y = option.offsetTop + option.offsetHeight / 2;
            return data[(Math.floor(y) * width + Math.floor(x)) * 4 + 3] === 255;
          });
        })"""
    )


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.file.name)
def test_every_kind_of_picture_works(learner: Learner, page: Page, kind: Kind) -> None:
    learner.open()
    run = learner.upload(kind.file)
    assert kind.says in learner.notes()
    for note in learner.told["picture"]["notes"]:
        assert note in learner.notes(), "what was done is said in full"
    assert all_maps_are_drawn(page)
    assert not kind.quartered or show_quarters(page)
    assert learner.link["run"] == run
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize("way", BRING)
def test_a_picture_can_be_dropped_anywhere_or_pasted(
    learner: Learner, page: Page, way: str
) -> None:
    learner.open()
    file = pictures.png()
    text = base64.b64encode(file.data).decode()
    with page.expect_response("**/runs") as sent:
        assert page.evaluate(BRING[way], [text, file.name, file.media_type])
    learner.arrived(sent.value.json()["run"])
    assert show_quarters(page)
    assert all_maps_are_drawn(page)


def test_a_file_over_the_page_is_told_where_it_may_land(learner: Learner, page: Page) -> None:
    learner.open()
    page.evaluate(
        """() => {
          const dataTransfer = new DataTransfer();
          dataTransfer.items.add(new File(['x'], 'x.png'));
          document.body.dispatchEvent(new DragEvent('dragover',
            { dataTransfer, bubbles: true, cancelable: true }));
        }"""
    )
    expect(page.get_by_text("Drop the picture anywhere")).to_be_visible()
    page.evaluate("document.body.dispatchEvent(new DragEvent('dragleave', { bubbles: true }))")
    expect(page.get_by_text("Drop the picture anywhere")).to_have_count(0)


@pytest.mark.parametrize("refused", REFUSED, ids=lambda refused: refused.file.name)
def test_a_file_that_is_no_picture_is_turned_away_kindly(
    learner: Learner, page: Page, complaints: Complaints, refused: Refused
) -> None:
    complaints.forgive(f"status of {refused.status}")
    learner.open()
    before, shown = learner.run, sees(page)
    with page.expect_response("**/runs") as sent:
        learner.choose(refused.file)
    assert sent.value.status == refused.status
    sentence = sent.value.json()["detail"]
    assert refused.says in sentence

    expect(page.get_by_role("alert")).to_contain_text(sentence)
    assert learner.run == before, "the earlier picture stays"
    assert (sees(page) == shown).all()
    assert "run" not in learner.link

    learner.upload(pictures.png())  # the way on: another picture
    expect(page.get_by_role("alert")).to_have_count(0)
    assert show_quarters(page)


def test_the_same_file_can_be_chosen_twice(learner: Learner, page: Page) -> None:
    """Somebody mends a file and chooses it again under the same name."""
    learner.open()
    first = learner.upload(File("mine.png", pictures.photo(3).data))
    second = learner.upload(File("mine.png", pictures.photo(4).data))
    assert first != second


def test_an_upload_is_a_step_that_back_undoes(learner: Learner, page: Page) -> None:
    learner.open()
    sample = learner.run
    first = learner.upload(pictures.photo(5))
    second = learner.upload(pictures.photo(6))
    page.go_back()
    learner.arrived(first)
    page.go_back()
    learner.arrived(sample)
    page.go_forward()
    page.go_forward()
    learner.arrived(second)


def test_a_reload_keeps_an_own_picture(learner: Learner, page: Page) -> None:
    learner.open()
    run = learner.upload(pictures.png())
    learner.put_away(run)
    page.reload()
    learner.ready().arrived(run)
    assert show_quarters(page)
    expect(page.get_by_role("img", name="Your picture", exact=True)).to_be_visible()


def test_of_pictures_sent_quickly_the_newest_wins(learner: Learner, page: Page) -> None:
    learner.open()
    for seed in range(10, 15):
        learner.choose(pictures.photo(seed))
    learner.choose(pictures.png())
    notes = page.get_by_role("region", name="Your picture")
    expect(notes).to_contain_text("Shrunk from 240 × 240 to 64 × 64 pixels.")
    page.wait_for_load_state("networkidle")
    assert show_quarters(page)
    expect(page.get_by_role("alert")).to_have_count(0)
