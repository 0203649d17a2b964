"""How long does a learner wait? ``python -m benchmarks.upload_latency --network all``

A real server and a real, headless Chromium on this machine. A photo nobody has sent before is
put into the page's file input, and the clock stops twice: two frames after the first map of its
run was painted, and two frames after the last of those that are on the screen. Beside it: what
the first load costs, in bytes over the wire and in requests. One network, several, or ``all``.
"""

import argparse
import os
import random
import shutil
import socket
import statistics
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

import app  # noqa: F401  (sets the number of threads, so it comes before NumPy)

# isort: split
import httpx
import uvicorn
from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from app.main import create_app
from app.settings import Settings

FLAGS = ["--no-sandbox", "--disable-gpu"]
ARRIVED = """(before) => new Promise((resolve, reject) => {
  const late = setTimeout(() => reject(new Error('no new maps within 120 s')), 120000);
  const run = () => document.querySelector('a[download$="-run.json"]')?.href;
  const cuts = (box) => box !== document.body && getComputedStyle(box).overflowX !== 'visible';
  const seen = (column) => {
    const { left, right, top, bottom } = column.getBoundingClientRect();
    let [from, to] = [0, innerWidth];
    for (let box = column.parentElement; box; box = box.parentElement) {
      if (!cuts(box)) continue;
      const cut = box.getBoundingClientRect();
      [from, to] = [Math.max(from, cut.left), Math.min(to, cut.right)];
    }
    return right > from && left < to && bottom > 0 && top < innerHeight;
  };
  const painted = (name) => new Promise((next) => requestAnimationFrame(() => requestAnimationFrame(
    () => next(performance.measure(name, 'sent').duration))));
  let first = null;
  const look = async () => {
    if (!run() || run() === before) return requestAnimationFrame(look);
    const columns = [...document.querySelectorAll('[data-column]')].filter(seen);
    const come = columns.filter((column) => column.ariaBusy !== 'true');
    if (come.length && !first) first = painted('first');
    if (!come.length || come.length < columns.length) return requestAnimationFrame(look);
    clearTimeout(late);
    const all = painted('all');
    resolve([await first, await all]);
  };
  requestAnimationFrame(look);
})"""
"""A column is busy until its maps are here; those of a small run come with the run itself."""


@dataclass(frozen=True)
class Load:
    """What one page load costs."""

    bytes: int
    requests: int
    milliseconds: float


@dataclass(frozen=True)
class Wait:
    """Milliseconds from the choice of a file to what it brings."""

    first: float
    all: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=10, help="uploads (default: 10)")
    parser.add_argument("--size", default="1600x1200", help="of the photo (default: 1600x1200)")
    parser.add_argument(
        "--network", nargs="+", default=["tiny-vgg"], help="by name, or all (default: tiny-vgg)"
    )
    options = parser.parse_args(arguments)
    width, height = (int(part) for part in options.size.split("x"))
    chromium = os.environ.get("CONVSCOPE_CHROMIUM") or shutil.which("chromium")
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        for network in chosen(options.network, home):
            page = browser.new_page(viewport={"width": 1280, "height": 800})
            page.set_default_timeout(120_000)
            load = first_load(page, f"{home}/#network={network}")
            run(page)
            waits = [upload(page, photo(seed, width, height)) for seed in range(options.rounds + 1)]
            page.close()
            tell(network, load, waits[1:])  # the first also warms up the compilers of the browser
        browser.close()
    print(f"each the median of {options.rounds}, JPEGs of {width} × {height} pixels")


def chosen(names: Sequence[str], home: str) -> list[str]:
    """These networks; for ``all``, every one that has weights to run with."""
    if list(names) != ["all"]:
        return list(names)
    told = httpx.get(f"{home}/api/networks", trust_env=False).raise_for_status().json()
    return [one["id"] for one in told["networks"] if one["weights"] is not None]


def tell(network: str, load: Load, waits: Sequence[Wait]) -> None:
    """Print what one network costs."""
    print(network)
    print(f"  first load         {load.bytes / 1000:7.0f} kB in {load.requests} requests")
    print(f"    to the first maps {load.milliseconds:6.0f} ms")
    for what, spans in (
        ("to the first map ", [wait.first for wait in waits]),
        ("to all on screen ", [wait.all for wait in waits]),
    ):
        median, least, most = statistics.median(spans), min(spans), max(spans)
        print(f"  upload {what} {median:7.0f} ms, from {least:.0f} to {most:.0f}", flush=True)


@contextmanager
def served() -> Iterator[str]:
    """The address of a server of our own, with an empty store."""
    with TemporaryDirectory() as folder, socket.socket() as listener:
        settings = replace(Settings.from_environment(), store_folder=Path(folder))
        listener.bind(("127.0.0.1", 0))
        server = uvicorn.Server(
            uvicorn.Config(create_app(settings), http="h11", ws="none", log_level="warning")
        )
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join(10)


def first_load(page: Page, address: str) -> Load:
    """Open the page with an empty cache and count what comes."""
    devtools = page.context.new_cdp_session(page)
    came: list[int] = []
    devtools.on("Network.loadingFinished", lambda event: came.append(event["encodedDataLength"]))
    devtools.send("Network.enable")
    began = time.perf_counter()
    page.goto(address)
    page.get_by_role("region", name="The network, layer by layer").wait_for()
    waited = time.perf_counter() - began
    page.wait_for_load_state("networkidle")
    devtools.detach()
    return Load(int(sum(came)), len(came), 1000 * waited)


def run(page: Page) -> None:
    """A network that is shown by its shapes first takes no picture before it was run."""
    if page.get_by_role("button", name="Run it").count():
        page.get_by_role("button", name="Run it").click()
        page.locator('a[download$="-run.json"]').wait_for(state="attached")
        page.wait_for_load_state("networkidle")


def upload(page: Page, jpeg: bytes) -> Wait:
    """From the file input's change to the maps of the new run on screen."""
    before = page.locator('a[download$="-run.json"]').evaluate("(link) => link.href")
    page.evaluate(
        """() => document.querySelector('input[type=file]').addEventListener('change',
          () => performance.mark('sent'), { capture: true, once: true })"""
    )
    page.evaluate(f"(before) => {{ window.arrived = ({ARRIVED})(before); }}", before)
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
    )
    return Wait(*page.evaluate("window.arrived"))


def photo(seed: int, width: int, height: int) -> bytes:
    """A JPEG like no other, of about the bytes of a photograph."""
    chance = random.Random(seed)
    noise = Image.frombytes("RGB", (160, 120), chance.randbytes(160 * 120 * 3))
    image = noise.resize((width, height), Image.Resampling.BICUBIC)
    draw = ImageDraw.Draw(image)
    for _ in range(12):
        x, y = chance.randrange(width), chance.randrange(height)
        r = chance.randrange(width // 20, width // 4)
        draw.ellipse((x - r, y - r, x + r, y + r), tuple(chance.randbytes(3)))
    target = BytesIO()
    image.save(target, "JPEG", quality=88)
    return target.getvalue()


if __name__ == "__main__":
    main()
