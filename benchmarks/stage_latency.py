"""How closely does the page follow the pointer? ``python -m benchmarks.stage_latency``

A real server and a real, headless Chromium on this machine, with a convolution's close-up open.
The pointer goes over its input; the clock runs from the pointer event to the frame after the one
in which the new sum was drawn. Beside it: how long a close-up takes to open, how many nodes it
is made of, and how many frames a second are left while the window plays. "Main thread" is
processor time of the page's own thread, which tells the same on a machine that is busy.
"""

import argparse
import os
import shutil
import statistics
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

import app  # noqa: F401  (sets the number of threads, so it comes before NumPy)

# isort: split
from playwright.sync_api import Page, sync_playwright

from benchmarks.upload_latency import FLAGS, served

FOLLOW = """
async ([rounds, width]) => {
  const map = document.querySelector('[role=slider][aria-label^="Window on"]');
  const box = map.getBoundingClientRect();
  const sum = () => document.querySelector('[data-explain="total"]').textContent;
  const place = () => map.getAttribute('aria-valuetext');
  const frame = () => new Promise(requestAnimationFrame);
  const took = [];
  for (let i = 0; i < rounds; i++) {
    await frame();
    const before = sum() + place();
    // A walk that comes to another cell every time.
    const at = (n, step) => 2.5 + ((n * step) % (width - 5));
    const event = new PointerEvent('pointermove', {
      bubbles: true, pointerType: 'mouse',
      clientX: box.left + at(i, 7) / width * box.width,
      clientY: box.top + at(i, 3) / width * box.height,
    });
    const began = performance.now();
    map.dispatchEvent(event);
    while (sum() + place() === before && performance.now() - began < 1000) await frame();
    await frame();
    took.push(performance.now() - began);
  }
  return took;
}
"""
"""Two frames are in it that no page can do without: the one that draws and the one after it."""
FRAMES = """
(seconds) => new Promise((resolve) => {
  let count = 0;
  const began = performance.now();
  const look = (now) => {
    count += 1;
    if (now - began < seconds * 1000) requestAnimationFrame(look);
    else resolve(count / ((now - began) / 1000));
  };
  requestAnimationFrame(look);
})
"""
OPEN = """
() => new Promise((resolve) => {
  const began = performance.now();
  const look = () => {
    if (!document.querySelector('[data-explain="total"]')) return requestAnimationFrame(look);
    requestAnimationFrame(() => resolve(performance.now() - began));
  };
  document.querySelector('[data-open]').click();
  requestAnimationFrame(look);
})
"""


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=200, help="moves (default: 200)")
    parser.add_argument("--seconds", type=float, default=3, help="of play (default: 3)")
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CONVSCOPE_CHROMIUM") or shutil.which("chromium")
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        for layer in ("conv_1_1", "conv_1_2"):
            measure(page, home, layer, options.rounds, options.seconds)
        browser.close()


def measure(page: Page, home: str, layer: str, rounds: int, seconds: float) -> None:
    """Print what one close-up costs."""
    opened = [open_close_up(page, home, layer) for _ in range(6)][1:]
    nodes = page.evaluate("document.querySelectorAll('*').length")
    width = 64 if layer == "conv_1_1" else 62
    page.evaluate(FOLLOW, [20, width])  # warms up the compilers of the browser
    print(f"{layer}")
    print(f"  opens in           {statistics.median(opened):6.0f} ms, the median of {len(opened)}")
    print(f"  nodes on the page  {nodes:6}")
    with busy(page) as thread:
        took = sorted(page.evaluate(FOLLOW, [rounds, width]))
    print(
        f"  pointer to sum     {statistics.median(took):6.1f} ms median, "
        f"{took[int(0.95 * len(took))]:.1f} ms p95, {rounds} moves"
    )
    print(f"    main thread      {thread[0] / rounds:6.1f} ms a move")
    page.mouse.move(5, 5)
    for speed in (1, 8):
        page.get_by_label("Speed of the window").select_option(f"{speed}×")
        page.get_by_role("button", name="Slide the window").click()
        with busy(page) as thread:
            rate = page.evaluate(FRAMES, seconds)
        page.get_by_role("button", name="Pause").click()
        print(f"  plays at {speed}×        {rate:6.1f} frames a second")
        print(f"    main thread      {thread[0] / (rate * seconds):6.1f} ms a frame")


@contextmanager
def busy(page: Page) -> Iterator[list[float]]:
    """Milliseconds for which the page's main thread worked meanwhile, once it is over."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})

    def seconds() -> float:
        metrics = devtools.send("Performance.getMetrics")["metrics"]
        return next(float(one["value"]) for one in metrics if one["name"] == "TaskDuration")

    before, spent = seconds(), [0.0]
    yield spent
    spent[0] = 1000 * (seconds() - before)
    devtools.detach()


def open_close_up(page: Page, home: str, layer: str) -> float:
    """Milliseconds from the click on a map's close-up to its total, in a page that is at rest."""
    page.goto("about:blank")
    page.goto(f"{home}/#layer={layer}&map=2&cell=30,30")
    door = page.get_by_role("button", name="Open close-up")
    door.wait_for()
    page.mouse.move(700, 300)
    page.wait_for_load_state("networkidle")
    door.evaluate("(button) => button.setAttribute('data-open', '')")
    return float(page.evaluate(OPEN))


if __name__ == "__main__":
    main()
