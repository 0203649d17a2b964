"""The first screen: what it costs, and that it shows a network at work at once."""

from dataclasses import dataclass, field
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect

from tests.browser.learner import Learner

BUDGET = 500_000
"""Bytes over the wire, headers and all."""


@dataclass
class Wire:
    """Counts what comes over the wire, as DevTools does."""

    page: Page
    bytes_of: dict[str, int] = field(default_factory=dict)
    hosts: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        devtools = self.page.context.new_cdp_session(self.page)
        addresses: dict[str, str] = {}

        def asked(event: dict) -> None:
            address = event["request"]["url"]
            if address.startswith("http"):
                addresses[event["requestId"]] = address
                self.hosts.add(urlsplit(address).netloc)

        def came(event: dict) -> None:
            address = addresses.get(event["requestId"])
            if address:
                asked_for = address.removeprefix("http://").partition("/")[2]
                seen = self.bytes_of.get(asked_for, 0)
                self.bytes_of[asked_for] = seen + int(event["encodedDataLength"])

        devtools.on("Network.requestWillBeSent", asked)
        devtools.on("Network.loadingFinished", came)
        devtools.send("Network.enable")

    @property
    def total(self) -> int:
        return sum(self.bytes_of.values())

    def bill(self) -> str:
        """Every address with its bytes, the dearest first."""
        dearest = sorted(self.bytes_of.items(), key=lambda one: -one[1])
        return "\n".join(f"{size:>9,}  {path}" for path, size in dearest)


@pytest.mark.parametrize("network", ["tiny-vgg", "lenet-5"])
def test_the_first_load_stays_within_500_kilobytes(
    learner: Learner, page: Page, base_url: str, network: str
) -> None:
    wire = Wire(page)
    learner.open(f"#network={network}")
    page.wait_for_load_state("networkidle")
    print(f"\n{network}: {wire.total:,} bytes in {len(wire.bytes_of)} requests\n{wire.bill()}")
    assert wire.hosts == {urlsplit(base_url).netloc}, "nobody else is asked"
    assert wire.total <= BUDGET, wire.bill()


def test_the_first_screen_is_a_network_at_work(learner: Learner, page: Page) -> None:
    learner.open()
    told = learner.told
    expect(page).to_have_title("convolved 1 · tiny-vgg · convscope")
    for layer in learner.layers:
        if layer["shape"][1] > 1:
            column = page.get_by_role("listbox", name=f"{learner.title(layer['name'])}, ")
            expect(column.get_by_role("option")).to_have_count(layer["shape"][0])
    verdict = page.get_by_role("listbox", name="Verdict").get_by_role("option")
    expect(verdict).to_have_count(len(told["prediction"]))
    expect(page.get_by_text(f"It says {told['prediction'][0]['label']}")).to_be_visible()
    expect(page.get_by_role("img", name="A monarch butterfly")).to_be_visible()
    expect(learner.heading).to_have_text("Step 2 of 14: convolved")


def test_the_page_fits_its_window(learner: Learner, page: Page) -> None:
    """At the size it was drawn for, nothing is cut off and nothing scrolls sideways."""
    learner.open()
    for button in ("Play", "Open close-up", "Upload, drop or paste", "Export"):
        expect(page.get_by_role("button", name=button)).to_be_in_viewport(ratio=1)
    for width in (1024, 1280, 1440, 1920):
        page.set_viewport_size({"width": width, "height": 800})
        for link in ("#", "#layer=conv_1_1&open=1"):
            page.goto(f"/{link}")
            learner.ready()
            sideways = page.evaluate(
                "document.documentElement.scrollWidth - document.documentElement.clientWidth"
            )
            assert sideways <= 0, f"{width} px, {link}"


def test_without_a_built_page_or_scripts_there_are_words(page: Page) -> None:
    """What a reader without JavaScript gets."""
    page.goto("/")
    words = page.locator("noscript").evaluate("(element) => element.textContent")
    assert "convscope shows what a convolutional neural network does" in words


def test_the_api_pages_are_drawn_within_our_own_rules(page: Page) -> None:
    page.goto("/docs")
    expect(page.get_by_text("/api/networks/{network}/runs").first).to_be_visible(timeout=20_000)
