"""At rest: nothing on the page is awaited any more, so what is read there is there to stay.

``expect`` waits for what it expects. A value that is read to be reckoned with has nobody who waits
for it, and on a busy machine it is read before the answer has come. So whoever reads a value by a
``Locator`` waits first: ``waits_before_reading`` sees to it for every test of the browser.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import wraps
from typing import Any
from unittest.mock import patch

from playwright.sync_api import Locator, Page

WATCH = """
(() => {
  const { setTimeout: later, clearTimeout: never, requestAnimationFrame: frame } = window;
  const now = performance.now.bind(performance);
  const SHORT = 250;
  let awaited = 0;
  let patient = true;
  const count = (asked) => {
    awaited++;
    const done = () => { awaited--; };
    asked.then(done, done);
    return asked;
  };
  const { fetch } = window;
  window.fetch = (...asked) => count(fetch(...asked));
  for (const read of ['json', 'text', 'arrayBuffer', 'blob']) {
    const reads = Response.prototype[read];
    Response.prototype[read] = function () { return count(reads.call(this)); };
  }
  const { send } = XMLHttpRequest.prototype;
  XMLHttpRequest.prototype.send = function (...asked) {
    count(new Promise((resolve) => this.addEventListener('loadend', resolve, { once: true })));
    return send.apply(this, asked);
  };
  const timers = new Set();
  window.setTimeout = (work, wait = 0, ...told) => {
    const timer = later(() => { timers.delete(timer); work(...told); }, wait);
    if (wait <= SHORT) timers.add(timer);
    return timer;
  };
  window.clearTimeout = (timer) => { timers.delete(timer); never(timer); };
  const idle = window.requestIdleCallback;
  window.requestIdleCallback = (work, told) =>
    count(new Promise((resolve) => idle((left) => { resolve(); work(left); }, told))) && 0;
  window.atRest = (patience) => new Promise((resolve) => {
    const end = now() + patience;
    let calm = 0;
    const look = () => {
      calm = awaited + timers.size === 0 ? calm + 1 : 0;
      if (calm > 0) patient = true;
      else if (now() > end) patient = false;
      if (calm > 2 || !patient) resolve();
      else frame(look);
    };
    look();
    later(resolve, patience + 1000);
  });
})();
"""
"""Counts what is asked and not answered: requests, bodies, idle work, and the short waits after a
hand has come to rest. At rest are two frames without any. Whoever holds an answer back on purpose
is waited for once and not again until it has come."""
PATIENCE = 5_000
LIMIT = 60_000
"""Milliseconds after which a page that does not even answer is given up: ``evaluate`` would wait
for ever."""
READERS = (
    "all",
    "all_inner_texts",
    "all_text_contents",
    "bounding_box",
    "count",
    "get_attribute",
    "inner_html",
    "inner_text",
    "input_value",
    "is_checked",
    "is_disabled",
    "is_enabled",
    "is_visible",
    "text_content",
)
"""What answers at once, or as soon as there is any such element: with what may be on its way."""


def at_rest(page: Page) -> None:
    """Wait until nothing on the page is awaited. A page without JavaScript always is at rest."""
    if page.evaluate("'atRest' in window"):
        waits = "(patience) => window.atRest?.(patience).then(() => true) ?? true"
        page.wait_for_function(waits, arg=PATIENCE, timeout=LIMIT)


@contextmanager
def waits_before_reading() -> Iterator[None]:
    """As long as this lasts, whoever reads a value by a locator waits for the page first."""

    def waiting(read: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(read)
        def patiently(self: Locator, *told: Any, **more: Any) -> Any:
            at_rest(self.page)
            return read(self, *told, **more)

        return patiently

    with patch.multiple(Locator, **{name: waiting(getattr(Locator, name)) for name in READERS}):
        yield
