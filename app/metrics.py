"""What a worker has done since it started, in numbers, as Prometheus reads them.

Every worker counts for itself. Pictures are never part of it.
"""

import threading
from bisect import bisect_left
from collections import defaultdict
from dataclasses import dataclass, field

NAMES = {
    "convscope_requests_total": ("counter", "Requests answered, by route, method and status."),
    "convscope_request_seconds": ("histogram", "Time from a request's first byte to its answer."),
    "convscope_bytes_in_flight": ("gauge", "Bytes of request bodies held in memory right now."),
    "convscope_refused_pictures_total": ("counter", "Pictures not taken, by kind of reason."),
    "convscope_runs_total": ("counter", "Runs asked for, by where they came from."),
    "convscope_engine_seconds_total": ("counter", "Time spent computing runs."),
    "convscope_trace_bytes": ("gauge", "Bytes of computed maps held in memory."),
    "convscope_store_damaged_total": ("counter", "Damaged recipes met on disk."),
    "convscope_store_failed_total": ("counter", "Recipes the disk would not take."),
}
BOUNDS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0)

Labels = tuple[tuple[str, str], ...]


@dataclass
class Histogram:
    """How many answers took up to so long; ``counts`` has one more than BOUNDS, for the rest."""

    counts: list[int] = field(default_factory=lambda: [0] * (len(BOUNDS) + 1))
    total: float = 0.0


class Metrics:
    """Counters, gauges and histograms by name and labels. Safe to share between threads."""

    def __init__(self) -> None:
        self._values: dict[tuple[str, Labels], float] = defaultdict(float)
        self._times: dict[Labels, Histogram] = defaultdict(Histogram)
        self._lock = threading.Lock()

    def add(self, name: str, amount: float = 1, **labels: str) -> None:
        """Count ``amount`` more of something."""
        with self._lock:
            self._values[name, tuple(labels.items())] += amount

    def set(self, name: str, value: float) -> None:
        """Say how much there is of something now."""
        with self._lock:
            self._values[name, ()] = value

    def answered(self, route: str, method: str, status: int, seconds: float) -> None:
        """Count one answer and how long it took."""
        labels = (("route", route), ("method", method), ("status", str(status)))
        with self._lock:
            self._values["convscope_requests_total", labels] += 1
            histogram = self._times[("route", route),]
            histogram.counts[bisect_left(BOUNDS, seconds)] += 1
            histogram.total += seconds

    def text(self) -> str:
        """Everything, in Prometheus' text format."""
        with self._lock:
            values = dict(self._values)
            times = {labels: (list(h.counts), h.total) for labels, h in self._times.items()}
        lines: list[str] = []
        for name, (kind, about) in NAMES.items():
            lines += [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]
            if kind == "histogram":
                for labels, (counts, total) in times.items():
                    lines += _histogram(name, labels, counts, total)
                continue
            held = {labels: value for (own, labels), value in values.items() if own == name}
            lines += [f"{name}{_braces(labels)} {value:g}" for labels, value in held.items()]
            if not held and kind == "gauge":
                lines.append(f"{name} 0")
        return "\n".join(lines) + "\n"


def _histogram(name: str, labels: Labels, counts: list[int], total: float) -> list[str]:
    lines, so_far = [], 0
    for bound, count in zip([*map(str, BOUNDS), "+Inf"], counts, strict=True):
        so_far += count
        lines.append(f"{name}_bucket{_braces((*labels, ('le', bound)))} {so_far}")
    braces = _braces(labels)
    return [*lines, f"{name}_sum{braces} {total:.6f}", f"{name}_count{braces} {so_far}"]


def _braces(labels: Labels) -> str:
    """Labels as they are written: {route="/",status="200"}."""
    if not labels:
        return ""
    told = ",".join(f'{name}="{_escaped(value)}"' for name, value in labels)
    return "{" + told + "}"


def _escaped(value: str) -> str:
    return value.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
