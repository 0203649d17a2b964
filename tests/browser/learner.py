"""Somebody at the page, and the service's own word on what they should be seeing.

A ``Learner`` finds things as people do, by their names. The ``Service`` beside them asks the
public API for the same numbers, so that a test can say: what is on screen is true.
"""

import base64
import io
import re
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import httpx
import numpy as np
from playwright.sync_api import Locator, Page, Route, expect

from tests.browser.pictures import File
from tests.browser.rest import at_rest

PATIENCE = 10_000
"""Milliseconds that anything may take on a machine that has much else to do."""
NETWORKS = ("tiny-vgg", "lenet-5")
CHOSEN = "#network=tiny-vgg"
"""The link of somebody who has chosen a network: photos go to that one then."""
ANY = re.compile("")
READY = re.compile("The network, layer by layer|Close-up|Filter studio")
NUMBER = re.compile(r"[+−]?\d+\.?\d*")

PUT_AWAY = """(run) => new Promise((resolve) => {
  const asked = indexedDB.open('convscope');
  asked.onsuccess = () => {
    const stores = asked.result;
    if (!stores.objectStoreNames.contains('uploads')) return resolve(false);
    const found = stores.transaction('uploads').objectStore('uploads').get(run);
    found.onsuccess = () => { stores.close(); resolve(Boolean(found.result)); };
  };
})"""
"""Whether this browser has put the file away, to have it again after a reload."""


def plain(text: str) -> str:
    """Words with single spaces between them, whatever kind of spaces the page used."""
    return " ".join(text.split())


def read(text: str) -> float:
    """A printed number: real minus signs, and ≈0 for what is too small to print.

    >>> read("−0.25"), read("+3.92"), read("≈0"), read("9.5 %")
    (-0.25, 3.92, 0.0, 9.5)
    """
    return float(text.replace("−", "-").replace("≈", "").replace("%", "").replace(",", "").strip())


class Service:
    """The public API, asked directly."""

    def __init__(self, home: str) -> None:
        self._client = httpx.Client(base_url=home, trust_env=False, timeout=30)
        self._networks: dict[str, Any] = {}

    def get(self, address: str) -> Any:
        """The JSON at an address."""
        return self._client.get(address).raise_for_status().json()

    def post(self, address: str, question: Any) -> Any:
        """The JSON that answers a question asked in JSON."""
        return self._client.post(address, json=question).raise_for_status().json()

    def keep(self, picture: bytes) -> Any:
        """Send a whole picture to be filtered; what the service says of it."""
        answer = self._client.post("/api/lab/pictures", files={"picture": picture})
        return answer.raise_for_status().json()

    def filtered(self, source: dict[str, Any], steps: list[dict[str, Any]]) -> np.ndarray:
        """What filters make of a source, (h, w), exactly."""
        question = {"source": source, "steps": steps}
        answer = self._client.post("/api/lab/convolve", params={"form": "npy"}, json=question)
        return np.load(io.BytesIO(answer.raise_for_status().content))[0]

    def altered(self, run: str, changes: dict[str, float]) -> Any:
        """The run of that run's picture, moved about."""
        answer = self._client.post(f"/api/runs/{run}/altered", json=changes)
        return answer.raise_for_status().json()

    def network(self, name: str) -> Any:
        if name not in self._networks:
            self._networks[name] = self.get(f"/api/networks/{name}")
        return self._networks[name]

    def run(self, run: str) -> Any:
        return self.get(f"/api/runs/{run}")

    def maps(self, run: str, layer: str) -> np.ndarray:
        """What one layer made, (c, h, w), exactly."""
        answer = self._client.get(f"/api/runs/{run}/layers/{layer}.npy").raise_for_status()
        return np.load(io.BytesIO(answer.content))

    def learned(self, network: str, layer: str) -> dict[str, np.ndarray]:
        """What one layer learned: its weights and its bias."""
        address = f"/api/networks/{network}/layers/{layer}/weights.npz"
        with np.load(io.BytesIO(self._client.get(address).raise_for_status().content)) as kept:
            return dict(kept)

    def cell(self, run: str, layer: str, cell: tuple[int, int, int]) -> Any:
        """Where one number comes from."""
        return self.get(f"/api/runs/{run}/layers/{layer}/cells/{'/'.join(map(str, cell))}")

    def lab(self, run: str, layer: str, channel: int, **told: Any) -> Any:
        """What comes out of a layer with other settings."""
        asked = {"layer": layer, "channel": channel, **told}
        return self._client.post(f"/api/runs/{run}/lab", json=asked).raise_for_status().json()

    def picture(self, address: str) -> bytes:
        return self._client.get(address).raise_for_status().content

    def close(self) -> None:
        self._client.close()


@dataclass
class Learner:
    """Somebody at the page."""

    page: Page
    service: Service
    folder: Path

    # Coming and going

    def open(self, link: str = "") -> "Learner":
        """Open a link of the page and wait until there is something to see."""
        self.page.set_default_timeout(PATIENCE)
        expect.set_options(timeout=PATIENCE)
        self.page.goto(f"/{link or CHOSEN}")
        return self.ready()

    def ready(self) -> "Learner":
        expect(self.page.get_by_role("region", name=READY).first).to_be_visible()
        return self

    def open_network(self, name: str) -> None:
        """Choose another network from the menu in the bar."""
        title = self.service.network(name)["title"]
        self.page.get_by_role("button", name="Choose another").click()
        named = re.compile(rf"^{re.escape(title)}(, \d{{4}})? [\d,.]+ ")
        self.page.get_by_role("dialog").get_by_role("button", name=named).click()
        expect(self.page.get_by_role("button", name=f"Network: {name}")).to_be_visible()

    # Where we are

    @property
    def link(self) -> dict[str, str]:
        """What the address says."""
        at_rest(self.page)
        return {k: v[0] for k, v in parse_qs(urlsplit(self.page.url).fragment).items()}

    @property
    def run(self) -> str:
        """The run on screen, by the address behind Export."""
        addresses = self.page.locator('a[download$="-run.json"]')
        return str(addresses.get_attribute("href")).rpartition("/")[2]

    @property
    def network(self) -> str:
        return self.link.get("network", "tiny-vgg")

    @property
    def layers(self) -> list[Any]:
        return list(self.service.network(self.network)["layers"])

    def title(self, name: str) -> str:
        """What people call a layer: its stage, counted where there are several: "pooled 2";
        inside a module it is counted there: "res 2b convolved 2"."""
        places = {layer["name"]: (layer["module"], layer["stage"]) for layer in self.layers}
        module, stage = places[name]
        alike = [other for other, place in places.items() if place == places[name]]
        counted = f"{stage} {alike.index(name) + 1}" if len(alike) > 1 else str(stage)
        return f"{module.replace('_', ' ')} {counted}" if module else counted

    @property
    def told(self) -> Any:
        """What the service tells about the run on screen."""
        return self.service.run(self.run)

    @property
    def cell(self) -> tuple[int, int, int]:
        """The chosen number, as the address has it."""
        row, column = self.link["cell"].split(",")
        return int(self.link["map"]) - 1, int(row), int(column)

    # Bringing pictures

    def file(self, file: File) -> Path:
        """The file, on the learner's disk."""
        place = self.folder / file.name
        place.write_bytes(file.data)
        return place

    def choose(self, file: File) -> None:
        """Upload by the button and the system's file dialog."""
        place = self.file(file)
        with self.page.expect_file_chooser() as dialog:
            self.page.get_by_role("button", name="Upload").click()
        dialog.value.set_files(place)

    def upload(self, file: File) -> str:
        """Upload a good picture and wait until it has arrived; answers its run."""
        before = self.run
        with self.page.expect_response(lambda r: r.request.method == "POST") as sent:
            self.choose(file)
        run = str(sent.value.json()["run"])
        assert run != before
        self.arrived(run)
        return run

    def arrived(self, run: str) -> None:
        """Wait until the page shows this run."""
        links = self.page.locator('a[download$="-run.json"]')
        expect(links).to_have_attribute("href", f"/api/runs/{run}")

    def put_away(self, run: str) -> None:
        """Wait until the browser has put the file of this run away, for a reload."""
        self.page.wait_for_function(PUT_AWAY, arg=run)

    # A hand on the keys, and a slow server

    def tab_to(self, wanted: Locator, within: int = 80) -> None:
        """Press Tab, so many times at most, until this has the focus."""
        for _ in range(within):
            if wanted.evaluate("(it) => it === document.activeElement"):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError("not within reach of the Tab key")

    def first_waits(self, questions: str) -> list[Route]:
        """From now on the first such question is held back, and stands in the list; others pass."""
        held: list[Route] = []

        def asked(route: Route) -> None:
            if held:
                route.continue_()
            else:
                held.append(route)

        self.page.route(questions, asked)
        return held

    # What is on screen

    def notes(self) -> str:
        return plain(self.page.get_by_role("region", name="Your picture").inner_text())

    @property
    def heading(self) -> Locator:
        """ "Step 2 of 14: convolved" """
        return self.page.get_by_role("heading", name=re.compile(r"^Step \d+ of \d+"))

    @property
    def close_up(self) -> Locator:
        return self.page.get_by_role("region", name="Close-up")

    @property
    def meaning(self) -> Locator:
        return self.page.get_by_role("complementary", name="What it means")

    def exact(self) -> float:
        """The chosen number at full length, from the line of NumPy."""
        return read(self.meaning.locator("code").inner_text().rpartition("# ")[2])


class Canvas:
    """The pixels of one canvas, (h, w, 4)."""

    def __init__(self, canvas: Locator) -> None:
        self._canvas = canvas

    @cached_property
    def pixels(self) -> np.ndarray:
        at_rest(self._canvas.page)
        width, height, values = self._canvas.evaluate(
            """(canvas) => {
              const { width, height } = canvas;
              const { data } = canvas.getContext('2d').getImageData(0, 0, width, height);
              let text = '';
              for (let i = 0; i < data.length; i += 8192)
                text += String.fromCharCode(...data.subarray(i, i + 8192));
              return [width, height, btoa(text)];
            }"""
        )

        return np.frombuffer(base64.b64decode(values), np.uint8).reshape(height, width, 4)
