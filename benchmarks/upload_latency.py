"""How long does a learner wait? ``python -m benchmarks.upload_latency``

A real server and a real, headless Chromium on this machine. A photo nobody has sent before is
put into the page's file input; the clock stops two frames after the last map of its run was
painted. Beside it: what the first load costs, in bytes over the wire and in requests.
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
import uvicorn
from PIL import Image, ImageDraw
from playwright.sync_api import Page, sync_playwright

from app.main import create_app
from app.settings import Settings

FLAGS = ["--no-sandbox", "--disable-gpu"]
ARRIVED = """(before) => new Promise((resolve, reject) => {
  const late = setTimeout(() => reject(new Error('no new maps within 20 s')), 20000);
  const run = () => document.querySelector('a[download$="-run.json"]')?.href;
  const look = () => {
    if (!run() || run() === before) return requestAnimationFrame(look);
    clearTimeout(late);
    requestAnimationFrame(() => requestAnimationFrame(() => {
      performance.mark('drawn');
      resolve(performance.measure('upload', 'sent', 'drawn').duration);
    }));
  };
  requestAnimationFrame(look);
})"""
"""Svelte paints every map of a run in the same turn in which it changes the run's address."""


@dataclass(frozen=True)
class Load:
    """What one page load costs."""

    bytes: int
    requests: int
    milliseconds: float


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=10, help="uploads (default: 10)")
    parser.add_argument("--size", default="1600x1200", help="of the photo (default: 1600x1200)")
    parser.add_argument("--network", default="tiny-vgg")
    options = parser.parse_args(arguments)
    width, height = (int(part) for part in options.size.split("x"))
    chromium = os.environ.get("CONVSCOPE_CHROMIUM") or shutil.which("chromium")
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        load = first_load(page, f"{home}/#network={options.network}")
        waits = [upload(page, photo(seed, width, height)) for seed in range(options.rounds + 1)]
        browser.close()
    counted = waits[1:]  # the first also warms up the compilers of the browser
    print(f"first load        {load.bytes / 1000:8.0f} kB in {load.requests} requests")
    print(f"  to the first maps {load.milliseconds:6.0f} ms")
    print(f"upload to all maps {statistics.median(counted):7.0f} ms, the median of {len(counted)}")
    print(
        f"  from {min(counted):.0f} to {max(counted):.0f} ms, a JPEG of {width} × {height} pixels"
    )


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


def upload(page: Page, jpeg: bytes) -> float:
    """Milliseconds from the file input's change to all maps of the new run on screen."""
    before = page.locator('a[download$="-run.json"]').evaluate("(link) => link.href")
    page.evaluate(
        """() => document.querySelector('input[type=file]').addEventListener('change',
          () => performance.mark('sent'), { capture: true, once: true })"""
    )
    page.evaluate(f"(before) => {{ window.arrived = ({ARRIVED})(before); }}", before)
    page.locator("input[type=file]").set_input_files(
        {"name": "photo.jpg", "mimeType": "image/jpeg", "buffer": jpeg}
    )
    return float(page.evaluate("window.arrived"))


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
