"""How closely do the maps follow the brush? ``python -m benchmarks.brush_latency``

A real server and a real, headless Chromium on this machine, with a learned filter on the pad and
the network following. Every move of the pointer paints another cell. The clock runs from the
pointer event, as the page is given it, to the first map that is drawn anew, to the last map of
the network, and to the frame in which all of it can be seen. The moves are made twice: inside the
page, so that nothing else runs; and by the program that drives the browser, which then competes
with server and page for the processors of this machine. Beside it: how many questions the page
asks during a stroke of two seconds, whose moves come as fast as a hand makes them.
"""

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from tempfile import TemporaryDirectory

from playwright.sync_api import Page, Request, sync_playwright

from benchmarks.upload_latency import FLAGS

WATCH = """
() => {
  const strokes = window.strokes = [];
  let now = null;
  // Chromium tells of a move at once (pointerrawupdate) and again with the next frame. A press
  // paints too; a pointer on its way to it does not.
  const began = (event) => {
    if (!event.buttons) return;
    if (now && (now.drawn.length === 0 || event.timeStamp === now.moved)) return;
    now = { moved: event.timeStamp, began: performance.now(), drawn: [], seen: null };
    strokes.push(now);
  };
  addEventListener('pointerdown', began, true);
  addEventListener('pointerrawupdate', began, true);
  addEventListener('pointermove', began, true);
  const put = CanvasRenderingContext2D.prototype.putImageData;
  CanvasRenderingContext2D.prototype.putImageData = function (...image) {
    put.apply(this, image);
    if (!now || !this.canvas.closest('nav[aria-label=Layers]')) return;
    now.drawn.push(performance.now());
    if (now.seen === null) {
      const mine = now;
      mine.seen = 0;
      requestAnimationFrame(() => (mine.seen = performance.now()));
    }
  };
}
"""
"""A canvas that is drawn is known to the page at once; people see it with the next frame."""
HAND = """
async ({ pad, cells, shift, pause }) => {
  for (const [x, y] of cells) {
    await new Promise((rest) => setTimeout(rest, pause));
    const move = { pointerId: 1, pointerType: 'mouse', isPrimary: true, bubbles: true, button: -1,
                   buttons: 1, clientX: x, clientY: y, shiftKey: shift };
    document.querySelector(pad).dispatchEvent(new PointerEvent('pointerrawupdate', move));
  }
}
"""
"""The moves of a mouse that is held down, one every so many milliseconds."""
PAUSE = 0.033
"""Seconds between two moves that are timed: thirty a second, so each is drawn before the next."""
PAD = '[role=grid][data-explain="studio-pad"]'


def main(arguments: Sequence[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, allow_abbrev=False)
    parser.add_argument("--rounds", type=int, default=200, help="moves (default: 200)")
    parser.add_argument("--seconds", type=float, default=2, help="of one stroke (default: 2)")
    options = parser.parse_args(arguments)
    chromium = os.environ.get("CONVSCOPE_CHROMIUM") or shutil.which("chromium")
    with served() as home, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        page = browser.new_page(viewport={"width": 1280, "height": 800})
        asked: list[str] = []
        page.on("request", lambda request: asked.append(_address(request)))
        open_pad(page, home)
        paint(page, 20, in_page=True)  # warms up the compilers of the browser
        page.evaluate(WATCH)
        for in_page in (True, False):
            page.evaluate("window.strokes.length = 0")
            paint(page, options.rounds, in_page)
            report(page, "inside the page" if in_page else "by the program that drives it")
        open_filter(page, home)
        asked.clear()
        moves = stroke(page, options.seconds)
        page.wait_for_timeout(60)
        trials = sum(one.endswith("/edits/maps") for one in asked)
        filters = sum(one.endswith("/lab/convolve") for one in asked)
        print(
            f"  a stroke of {options.seconds:g} s: {moves} moves, {trials} questions about the "
            f"network, {filters} about the picture"
        )
        browser.close()


@contextmanager
def served() -> Iterator[str]:
    """The address of `convscope serve`, in a process of its own as people run it."""
    command = [sys.executable, "-m", "app", "serve", "--port", "0", "--no-browser"]
    with TemporaryDirectory() as store:
        environment = {**os.environ, "CONVSCOPE_STORE_FOLDER": store}
        with subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=environment
        ) as server:
            said = next(line for line in server.stdout or () if "convscope is at" in line)
            yield said.split()[3]
            server.terminate()


def _address(request: Request) -> str:
    return request.url.split("?")[0]


def open_pad(page: Page, home: str) -> None:
    """A filter of the first convolution on the pad, the network following it."""
    page.goto(f"{home}/#layer=conv_1_1&map=2&open=1")
    page.get_by_role("button", name="Operate").click()
    page.get_by_role("button", name="Open on the pad").click()
    page.locator(PAD).wait_for()
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)


def open_filter(page: Page, home: str) -> None:
    """A filter of 11 by 11 on the pad, in the network, which follows it."""
    page.goto("about:blank")
    page.goto(f"{home}/#layer=conv_1_1&map=2&open=1&studio=")
    page.get_by_role("radio", name="11", exact=True).check(force=True)
    page.get_by_role("button", name="In the network").click()
    page.get_by_role("switch", name="follow my brush").check(force=True)
    page.wait_for_load_state("networkidle")
    page.wait_for_timeout(500)


def cells(page: Page, side: int) -> list[tuple[float, float]]:
    """The middles of a pad's cells on screen, row by row, there and back."""
    box = page.locator(PAD).bounding_box()
    assert box is not None
    step = box["width"] / side, box["height"] / side
    ways = [range(side), range(side - 1, -1, -1)]
    return [
        (box["x"] + (column + 0.5) * step[0], box["y"] + (row + 0.5) * step[1])
        for row in range(side)
        for column in ways[row % 2]
    ]


def paint(page: Page, moves: int, in_page: bool) -> None:
    """Strokes over all nine cells, one cell a move: painted, then subtracted, so each changes."""
    first, *others = cells(page, 3)
    for turn in range(-(-moves // 8)):
        shift = turn % 2 == 1
        if shift:
            page.keyboard.down("Shift")
        page.mouse.move(*first)
        page.mouse.down()
        time.sleep(0.4)  # the page has come to rest
        if in_page:
            asked = {"pad": PAD, "cells": others, "shift": shift, "pause": 1000 * PAUSE}
            page.evaluate(HAND, asked)
        else:
            for cell in others:
                page.mouse.move(*cell)
                time.sleep(PAUSE)
        time.sleep(PAUSE)
        page.mouse.up()
        page.keyboard.up("Shift")


def stroke(page: Page, seconds: float) -> int:
    """One stroke over an 11×11 filter as fast as a hand moves; how many events there were."""
    corners = cells(page, 11)
    page.mouse.move(*corners[0])
    page.mouse.down()
    began, moves, most = time.monotonic(), 0, round(seconds * 120)
    while moves < most:
        moves += 1
        at = moves / most * (len(corners) - 1)
        (x, y), (to_x, to_y) = corners[int(at)], corners[min(int(at) + 1, len(corners) - 1)]
        page.mouse.move(x + (at % 1) * (to_x - x), y + (at % 1) * (to_y - y))
        time.sleep(max(0.0, began + moves / 120 - time.monotonic()))
    page.mouse.up()
    return moves


def report(page: Page, made: str) -> None:
    """Print how long the moves took that changed something."""
    strokes = [one for one in page.evaluate("window.strokes") if one["drawn"] and one["seen"]]
    print(f"conv_1_1 under the brush, {len(strokes)} moves that changed a weight, made {made}")
    for name, times in (
        ("first map drawn", [one["drawn"][0] - one["began"] for one in strokes]),
        ("all maps drawn", [one["drawn"][-1] - one["began"] for one in strokes]),
        ("seen, one frame later", [one["seen"] - one["began"] for one in strokes]),
    ):
        took = sorted(times)
        print(
            f"  {name:22} {statistics.median(took):6.1f} ms median, "
            f"{took[int(0.95 * len(took))]:.1f} ms p95"
        )


if __name__ == "__main__":
    main()
