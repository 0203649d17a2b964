"""When something fails the page says what happened, loses nothing, and goes on."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser import pictures
from tests.browser.conftest import Complaints
from tests.browser.learner import Learner

UNREACHABLE = "The convscope server does not answer."


def test_a_run_that_was_forgotten_comes_back_by_itself(
    learner: Learner, page: Page, complaints: Complaints, forget: Callable[[], None]
) -> None:
    complaints.forgive("status of 404")
    learner.open()
    run = learner.upload(pictures.png())
    page.get_by_role("option", name="Map 2 of 10, convolved 2").click()
    learner.put_away(run)
    forget()
    with page.expect_response(lambda answer: answer.request.method == "POST") as sent:
        page.reload()
    assert sent.value.json()["run"] == run, "the same picture makes the same run"
    learner.ready().arrived(run)
    expect(page.get_by_role("alert")).to_have_count(0)
    expect(learner.heading).to_have_text("Step 4 of 14: convolved")


def test_a_run_forgotten_while_looking_at_it_comes_back_by_itself(
    learner: Learner, page: Page, complaints: Complaints, forget: Callable[[], None]
) -> None:
    """The page needs the server again for the sum of a cell, or for exact numbers."""
    complaints.forgive("status of 404")
    learner.open()
    run = learner.upload(pictures.photo(41))
    forget()
    page.get_by_role("option", name="Map 7 of 10, convolved 4").click()
    page.keyboard.press("Enter")
    expect(learner.close_up.get_by_role("rowheader", name="adds up", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)
    learner.put_away(run)
    page.reload()
    learner.ready().arrived(run)


def test_a_friend_whose_browser_never_had_the_picture_is_told(
    learner: Learner,
    page: Page,
    complaints: Complaints,
    forget: Callable[[], None],
    new_context: Callable,
) -> None:
    complaints.forgive("status of 404")
    learner.open()
    learner.upload(pictures.photo(42))
    forget()
    friend = Learner(new_context().new_page(), learner.service, learner.folder)
    friend.page.goto(page.url)
    friend.ready()
    expect(friend.page.get_by_role("status").filter(has_text="no longer kept")).to_be_visible()
    expect(friend.page.get_by_role("img", name="A monarch butterfly")).to_be_visible()


def server_error(route: Route) -> None:
    route.fulfill(status=500, content_type="text/plain", body="oops")


def no_room(route: Route) -> None:
    body = '{"detail": "Much is going on here. Try again in a moment.", "status": 503}'
    route.fulfill(status=503, content_type="application/problem+json", body=body)


def gone(route: Route) -> None:
    route.abort("connectionrefused")


FAILURES = {
    "unreachable": (gone, UNREACHABLE),
    "server-error": (server_error, "The server answered 500"),
    "no-room": (no_room, "Much is going on here."),
}


@pytest.mark.parametrize("failure", FAILURES)
def test_an_upload_that_fails_says_so_and_can_be_tried_again(
    learner: Learner, page: Page, complaints: Complaints, failure: str
) -> None:
    fail, says = FAILURES[failure]
    complaints.forgive("Failed to load resource")
    learner.open()
    before = learner.run
    page.route("**/runs", fail)
    learner.choose(pictures.png())
    expect(page.get_by_role("alert")).to_contain_text(says)
    assert learner.run == before, "the earlier picture stays"
    page.unroute("**/runs")
    with page.expect_response("**/runs") as sent:
        page.get_by_role("button", name="Try again").click()
    learner.arrived(sent.value.json()["run"])
    expect(page.get_by_role("alert")).to_have_count(0)


@pytest.mark.parametrize(
    "address",
    ["**/api/networks/tiny-vgg", "**/api/runs/*", "**/maps*", "**/weights"],
    ids=["network", "run", "maps", "weights"],
)
def test_a_page_that_cannot_load_says_so_and_can_be_tried_again(
    learner: Learner, page: Page, complaints: Complaints, address: str
) -> None:
    complaints.forgive("Failed to load resource")
    page.set_default_timeout(10_000)
    page.route(address, gone)
    page.goto("/#layer=conv_1_2&open=1")
    expect(page.get_by_role("alert")).to_contain_text(UNREACHABLE)
    page.unroute(address)
    page.get_by_role("button", name="Try again").click()
    learner.ready()
    expect(learner.close_up.get_by_role("rowheader", name="adds up", exact=True)).to_be_visible()
    expect(page.get_by_role("alert")).to_have_count(0)


def test_trouble_can_be_put_away(learner: Learner, page: Page, complaints: Complaints) -> None:
    complaints.forgive("status of 415")
    learner.open()
    learner.choose(pictures.REFUSED[0].file)
    alert = page.get_by_role("alert")
    expect(alert).to_be_visible()
    expect(page.get_by_role("button", name="Try again")).to_have_count(0)
    alert.get_by_role("button", name="Close").click()
    expect(alert).to_have_count(0)


def test_a_slow_server_is_said_to_be_waited_for(learner: Learner, page: Page) -> None:
    learner.open()
    waiting: list[Route] = []
    page.route("**/runs", lambda route: waiting.append(route))
    learner.choose(pictures.png())
    expect(page.get_by_role("status").filter(has_text="Sending your picture …")).to_be_visible()
    page.get_by_role("button", name="Next layer").click()
    expect(learner.heading).to_contain_text("Step 3")
    waiting[0].continue_()
    expect(page.get_by_text("Sending your picture …")).to_have_count(0)
    expect(page.get_by_role("img", name="Your picture", exact=True)).to_be_visible()
    expect(learner.heading).to_contain_text("Step 3")


def test_a_browser_that_refuses_storage_still_shows_everything(
    learner: Learner, page: Page
) -> None:
    page.add_init_script(
        """Object.defineProperty(window, 'indexedDB', { get() { throw new Error('no'); } });
        Object.defineProperty(window, 'localStorage', { get() { throw new Error('no'); } });"""
    )
    learner.open()
    learner.upload(pictures.png())
    page.get_by_role("button", name="Dark colours").click()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
