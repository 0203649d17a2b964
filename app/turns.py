"""Long work, one after the other: what takes a second and a hundred megabytes a time.

A lecture hall that opens VGG-16 at once would otherwise have forty threads compute it side by side,
none of them done before the last. A few may wait; the others are told to come again.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager

from app.errors import Busy
from app.settings import Settings

FULL = "Several large networks are being run already. Try again in a few seconds."


class Turns:
    """Lets so many at once do long work; so many others wait, for so long."""

    def __init__(self, settings: Settings) -> None:
        self._free = threading.Semaphore(settings.heavy_at_once)
        self._seconds = settings.heavy_seconds
        self._most = settings.heavy_waiting
        self._lock = threading.Lock()
        self._mine = threading.local()
        self.waiting = 0
        """How many wait now."""

    @contextmanager
    def taken(self) -> Iterator[None]:
        """A turn, for as long as it is needed; one who has it already keeps it. Raises Busy."""
        if getattr(self._mine, "held", False):
            yield
            return
        self._wait()
        self._mine.held = True
        try:
            yield
        finally:
            self._mine.held = False
            self._free.release()

    def _wait(self) -> None:
        if self._free.acquire(blocking=False):
            return
        with self._lock:
            if self.waiting >= self._most:
                raise Busy(FULL)
            self.waiting += 1
        try:
            if not self._free.acquire(timeout=self._seconds):
                raise Busy(FULL)
        finally:
            with self._lock:
                self.waiting -= 1
