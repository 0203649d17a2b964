"""A memory that holds so many bytes and then forgets what was used longest ago."""

import threading
from collections import OrderedDict
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Cache(Generic[Value]):
    """Things by name, up to ``limit`` bytes in all. Safe to share between threads.

    >>> cache = Cache[str](10)
    >>> cache.put("a", "first", 6); cache.put("b", "second", 6)
    >>> cache.get("a"), cache.get("b")
    (None, 'second')
    """

    def __init__(self, limit: int) -> None:
        self.limit = limit
        self.size = 0
        self._held: OrderedDict[str, tuple[Value, int]] = OrderedDict()
        self._lock = threading.Lock()

    def get(self, name: str) -> Value | None:
        """What is kept under that name; None when it is not (or no longer) kept."""
        with self._lock:
            held = self._held.get(name)
            if held is None:
                return None
            self._held.move_to_end(name)
            return held[0]

    def put(self, name: str, value: Value, size: int) -> None:
        """Keep ``value``, ``size`` bytes long, and forget others until there is room."""
        with self._lock:
            if name in self._held:
                self.size -= self._held.pop(name)[1]
            if size > self.limit:
                return
            self._held[name] = value, size
            self.size += size
            while self.size > self.limit:
                self.size -= self._held.popitem(last=False)[1][1]

    def clear(self) -> None:
        """Forget everything."""
        with self._lock:
            self._held.clear()
            self.size = 0

    def __len__(self) -> int:
        return len(self._held)
