"""How smoothly does a wall of ten thousand maps scroll? ``python -m benchmarks.wall_frames``

A real server and a real, headless Chromium on this machine (it draws without a graphics card).
The network is VGG-16 as models/vgg-16 describes it, its dense layers narrowed and its weights
drawn at random, because only its maps are looked at. The wheel turns over the wall of the whole
network; what is counted are the times between two frames. The first way down fetches every
layer's thumbnails, the way back finds them there; "rest" is a wheel that does not turn, and tells
how much of it is the machine's own. "Main thread" is processor time of the page's
own thread, which tells the same on a machine that is busy.
"""

import argparse
import json
import os
import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import app  # noqa: F401  (sets the number of threads, so it comes before NumPy)

# isort: split
import numpy as np
from playwright.sync_api import Page, sync_playwright
from safetensors.numpy import save_file

from app.engine import Network
from app.settings import home
from benchmarks.stage_latency import busy
from benchmarks.upload_latency import FLAGS, served

RECORD = """
() => {
  window.frames_ = [];
  let last = null;
  const look = (now) => {
    if (last !== null) window.frames_.push(now - last);
    last = now;
    if (window.frames_) requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}
"""
TAKE = "() => { const taken = window.frames_; window.frames_ = null; return taken; }"
NOTCH = 110
"""Pixels of one notch of the wheel."""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--seconds", type=float, default=5, help="each way (default: 5)")
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CONVSCOPE_CHROMIUM") or shutil.which("chromium")
    with shelves(), served() as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        page.goto(f"{address}/#network=vgg-16")
        page.get_by_role("button", name="maps").last.wait_for(timeout=120_000)
        page.get_by_role("button", name="All 9,920 maps").click()
        print(page.locator("#wall-title").inner_text())
        page.wait_for_load_state("networkidle")
        for size in ("24 px", "56 px", "16 px"):
            page.get_by_role("radio", name=size).check(force=True)
            page.locator("dialog .scroll").evaluate("(element) => (element.scrollTop = 0)")
            for way, by in (("rest", 0), ("down", NOTCH), ("back", -NOTCH)):
                print(f"{size} {way:4}  {told(page, by, options.seconds)}")
        browser.close()


def told(page: Page, by: int, seconds: float) -> str:
    """What the wheel found, turned for so long."""
    page.mouse.move(600, 500)
    with busy(page) as thread:
        page.evaluate(RECORD)
        for _ in range(round(seconds * 30)):
            if by:
                page.mouse.wheel(0, by)
            page.wait_for_timeout(1000 / 30)
        frames = sorted(page.evaluate(TAKE))
    middle, high = statistics.median(frames), frames[int(0.95 * len(frames))]
    late = sum(frame > 20 for frame in frames) / len(frames)
    reached = page.locator("dialog .scroll").evaluate("(element) => element.scrollTop")
    return (
        f"median {middle:5.1f} ms, p95 {high:5.1f} ms, {late:4.0%} over 20 ms, "
        f"{len(frames)} frames, "
        f"main thread {thread[0] / len(frames):.1f} ms a frame, at {reached:.0f} px"
    )


@contextmanager
def shelves() -> Iterator[None]:
    """A folder with this one network and one with a sample for it, where the service looks."""
    with TemporaryDirectory() as folder:
        models, samples = Path(folder) / "models", Path(folder) / "samples"
        put(models / "vgg-16")
        samples.mkdir()
        shutil.copy(home("samples") / "everyday/monarch.webp", samples / "monarch.webp")
        row = {"id": "monarch", "title": "A monarch", "label": "butterfly", "file": "monarch.webp"}
        (samples / "index.json").write_text(json.dumps([{**row, "networks": ["vgg-16"]}]))
        os.environ |= {"CONVSCOPE_MODELS": str(models), "CONVSCOPE_SAMPLES": str(samples)}
        yield


def put(place: Path) -> None:
    """VGG-16 with dense layers of 64 and random weights that keep its numbers alive."""
    spec = json.loads((home("models") / "vgg-16/network.json").read_text(encoding="utf-8"))
    for node in spec["nodes"]:
        if node["kind"] == "dense" and node["units"] == 4096:
            node["units"] = 64
    rng = np.random.default_rng(7)
    weights = {
        f"{node}.{name}": (
            rng.standard_normal(shape) * np.sqrt(2 / np.prod(shape[1:] or (400,)))
        ).astype(np.float32)
        for node, shapes in Network.from_spec(spec).param_shapes().items()
        for name, shape in shapes.items()
    }
    place.mkdir(parents=True)
    (place / "network.json").write_text(json.dumps(spec), encoding="utf-8")
    save_file(weights, place / "weights.safetensors")


if __name__ == "__main__":
    main()
