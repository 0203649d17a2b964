"""What is printed: the machine first, then a table for each thing that was measured."""

import os
import platform
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

import numpy as np
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_info

from benchmarks.engine.measured import BATCH, Edit, Forward, Learning


def describe_machine(console: Console, torch: ModuleType | None) -> None:
    """Machine, versions, and which matrix kernels run: no ratio means anything without."""
    console.print(f"{_processor()}, {os.cpu_count()} cores, Python {platform.python_version()}")
    for library in threadpool_info():
        if library["user_api"] == "blas" and "torch" not in library["filepath"]:
            kernels = library.get("architecture", "unknown kernels")
            console.print(
                f"NumPy {np.__version__} on {library['internal_api']} {library['version']}, "
                f"kernels for {kernels}, threads: {library['num_threads']}"
            )
            if library["num_threads"] != 1:
                console.print("[bold]More than one thread: these numbers compare with nothing.[/]")
    console.print(f"PyTorch {torch.__version__}, 1 thread" if torch else "PyTorch: not installed")


def _processor() -> str:
    try:
        for line in Path("/proc/cpuinfo").read_text().splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    except OSError:
        pass
    return platform.processor() or platform.machine()


def forward_table(rows: Sequence[Forward], peak: float, rounds: int) -> Table:
    table = Table(title=f"One picture, all maps kept (median of {rounds} rounds)")
    for column in ("network", "MACs", "ours ms", "PyTorch eager ms", "ratio", "share of peak"):
        table.add_column(column, justify="left" if column == "network" else "right")
    for row in rows:
        share = 2 * row.macs / (row.ours * 1e6) / peak
        table.add_row(
            row.name,
            f"{row.macs / 1e6:.2f} M",
            f"{row.ours:.3f}",
            *_against(row.ours, row.torch, ".3f"),
            f"{share:.0%}",
        )
    return table


def learning_table(rows: Sequence[Learning], rounds: int) -> Table:
    table = Table(title=f"Slopes of a batch of {BATCH} (median of {max(3, rounds // 2)} rounds)")
    for column in ("network", "pictures at once", "ours ms", "PyTorch eager ms", "ratio"):
        table.add_column(column, justify="left" if column == "network" else "right")
    for row in rows:
        numbers = _against(row.ours, row.torch, ".1f")
        table.add_row(row.name, str(row.micro_batch), f"{row.ours:.1f}", *numbers)
    return table


def edit_table(rows: Sequence[Edit]) -> Table:
    table = Table(title="An edit of the first convolution")
    for column in (
        "network",
        "layer",
        "its maps ms",
        "all after it ms",
        "a run afresh ms",
        "asked by a brush ms",
    ):
        table.add_column(column, justify="left" if column in ("network", "layer") else "right")
    for row in rows:
        times = (row.first, row.everything, row.afresh, row.asked)
        told = ("-" if time is None else f"{time:.3f}" for time in times)
        table.add_row(row.name, row.node, *told)
    return table


def _against(ours: float, theirs: float | None, form: str) -> tuple[str, str]:
    return ("-", "-") if theirs is None else (format(theirs, form), f"{ours / theirs:.2f}x")
