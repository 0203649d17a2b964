"""How time is taken: CPU milliseconds, in turns, beside what this NumPy can do at best."""

import statistics
from collections.abc import Callable, Sequence
from time import process_time

import numpy as np

Run = Callable[[], object]


def in_turns(contenders: Sequence[Run], rounds: int, at_least: float = 0.02) -> list[float]:
    """CPU milliseconds of each contender, median over rounds in which they take turns."""
    repeats = [_repeats(run, at_least) for run in contenders]
    times: list[list[float]] = [[] for _ in contenders]
    for _ in range(rounds):
        for run, repeat, kept in zip(contenders, repeats, times, strict=True):
            start = process_time()
            for _ in range(repeat):
                run()
            kept.append((process_time() - start) / repeat * 1e3)
    return [statistics.median(kept) for kept in times]


def _repeats(run: Run, at_least: float) -> int:
    """How often to run something so that it takes a time that can be measured."""
    run()
    repeat = 1
    while True:
        start = process_time()
        for _ in range(repeat):
            run()
        if process_time() - start >= at_least:
            return repeat
        repeat *= 2


def sgemm_peak(size: int = 1024, rounds: int = 7) -> float:
    """The best GFLOP/s that this NumPy reaches here and now, on large square matrices."""
    a, b = np.random.default_rng(0).normal(size=(2, size, size)).astype(np.float32)
    out = np.empty_like(a)
    best = float("inf")
    for _ in range(rounds):
        start = process_time()
        np.matmul(a, b, out=out)
        best = min(best, process_time() - start)
    return 2 * size**3 / best / 1e9
