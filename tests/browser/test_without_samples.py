"""A network that somebody has just put on the shelf: no sample pictures of its own yet."""

import json
import re

from playwright.sync_api import Page, Route, expect

from tests.browser import pictures
from tests.browser.learner import Learner


def bare(route: Route) -> None:
    """The network as the service tells it, without its samples."""
    answer = route.fetch()
    told = {**answer.json(), "samples": []}
    route.fulfill(response=answer, body=json.dumps(told))


def test_it_looks_at_the_picture_on_the_page_and_takes_uploads(
    learner: Learner, page: Page
) -> None:
    page.route(re.compile("/api/networks/lenet-5$"), bare)
    learner.open()
    learner.open_network("lenet-5")
    expect(page).to_have_url(re.compile("network=lenet-5&run="))
    assert learner.told["network"] == "lenet-5"
    run = learner.upload(pictures.File("mine.png", pictures.saved(pictures.quarters(), "PNG")))
    assert learner.service.run(run)["network"] == "lenet-5"
