"""How fast is the engine, and against what? ``python3 dev.py bench``

Everything runs on one thread, keeps every map, and takes turns: in each round ours and
PyTorch's runs follow each other, and the median of the rounds counts. So what else the
machine is doing slows both alike. See README.md beside this file on how to read the table.
"""

import argparse
import json
import os
import platform
import statistics
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from time import process_time
from types import ModuleType
from typing import NamedTuple

import app  # noqa: F401  (sets the number of threads, so it comes before NumPy)

# isort: split
import numpy as np
from rich.console import Console
from rich.table import Table
from threadpoolctl import threadpool_info

from app import body, changed
from app.engine import INPUT, Network, Trace, figures
from app.service import Service
from app.settings import Settings

MODELS = Path(__file__).parent.parent / "models"
BATCH = 64
MICRO_BATCH = {"lenet-5": 16}  # pictures whose maps fit in the second-level cache; else 4

Run = Callable[[], object]
Weights = Mapping[str, Mapping[str, np.ndarray]]


class Entry(NamedTuple):
    name: str
    network: Network
    weights: Weights


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    console = Console(width=110)
    torch = _torch()
    describe_machine(console, torch)
    entries = [entry for entry in load() if entry.name in (options.networks or [entry.name])]
    before = sgemm_peak()
    console.print(f"sgemm before: {before:.0f} GFLOP/s\n")
    rows = [forward(entry, torch, options) for entry in entries]
    steps = [] if options.quick else [learn(entry, torch, options) for entry in entries]
    edits = [edit(entry, options) for entry in entries]
    after = sgemm_peak()
    peak = max(before, after)
    console.print(forward_table(rows, peak, options.rounds))
    if steps:
        console.print(learning_table(steps, options.rounds))
    console.print(edit_table(edits))
    console.print(f"sgemm after: {after:.0f} GFLOP/s (the two should agree: else, run it again)")
    if torch is None:
        console.print("To compare with PyTorch: pip install torch, in the environment of this run.")


# What is measured


class Forward(NamedTuple):
    """One picture through a network, all maps kept: CPU milliseconds."""

    name: str
    macs: int
    ours: float
    torch: float | None


class Learning(NamedTuple):
    """Forward and backward for a batch: CPU milliseconds."""

    name: str
    micro_batch: int
    ours: float
    torch: float | None


class Edit(NamedTuple):
    """A changed filter in the first convolution: CPU milliseconds.

    ``asked`` is all that POST .../edits/maps does, from the JSON of a brush to the bytes of the
    maps; None for a network without weights.
    """

    name: str
    node: str
    first: float
    everything: float
    afresh: float
    asked: float | None


def forward(entry: Entry, torch: ModuleType | None, options: argparse.Namespace) -> Forward:
    """One picture, ours and PyTorch's in turns; first of all, they must agree."""
    images = pictures(entry.network, 1)
    contenders: list[Run] = [lambda: entry.network.run(images, entry.weights)]
    if torch is not None:
        theirs = _torch_forward(torch, entry, images)
        _agree(entry.network.run(images, entry.weights), theirs())
        contenders.append(theirs)
    times = in_turns(contenders, options.rounds)
    return Forward(entry.name, figures.macs(entry.network), times[0], _second(times))


def learn(entry: Entry, torch: ModuleType | None, options: argparse.Namespace) -> Learning:
    """The slopes of a batch: forward, backward, added up; no optimizer, no pictures read."""
    images = pictures(entry.network, BATCH)
    labels = np.random.default_rng(2).integers(0, entry.network.shapes()[_logits(entry)][0], BATCH)
    micro = options.micro_batch or MICRO_BATCH.get(entry.name, 4)
    contenders: list[Run] = [lambda: slopes(entry, images, labels, micro)]
    if torch is not None:
        contenders.append(_torch_slopes(torch, entry, images, labels))
    times = in_turns(contenders, max(3, options.rounds // 2))
    return Learning(entry.name, micro, times[0], _second(times))


def slopes(entry: Entry, images: np.ndarray, labels: np.ndarray, micro: int) -> dict:
    """How the loss of a batch changes with every weight, a few pictures at a time."""
    total: dict[tuple[str, str], np.ndarray] = {}
    for at in range(0, len(images), micro):
        trace = entry.network.run(images[at : at + micro], entry.weights)
        grad = trace.answer.copy()
        grad[np.arange(len(grad)), labels[at : at + micro]] -= 1
        found = entry.network.weight_gradients(grad, trace, entry.weights, at=_logits(entry))
        for node, params in found.items():
            for name, slope in params.items():
                if (node, name) in total:
                    total[node, name] += slope
                else:
                    total[node, name] = slope
    return total


def edit(entry: Entry, options: argparse.Namespace) -> Edit:
    """One filter of the first convolution changed: its new maps, and everything after them."""
    network = entry.network
    first = next(node for node in network.nodes if node.layer.kind == "conv2d")
    images = pictures(network, 1)
    earlier = network.run(images, entry.weights)
    params = {name: array.copy() for name, array in entry.weights[first.name].items()}
    params["weights"][0] *= -1
    changed = {**entry.weights, first.name: params}
    heard = tuple(earlier[name] for name in first.inputs)
    contenders: list[Run] = [
        lambda: first.layer.forward(heard, params),
        lambda: network.run(images, changed, start=first.name, earlier=earlier),
        lambda: network.run(images, changed),
    ]
    stroke = brush(entry, first.name)
    times = in_turns(contenders if stroke is None else [*contenders, stroke], options.rounds)
    return Edit(entry.name, first.name, *times[:3], times[3] if stroke else None)


def brush(entry: Entry, layer: str) -> Run | None:
    """What the service does while somebody paints a filter of that layer."""
    with tempfile.TemporaryDirectory() as folder:
        service = Service.open(Settings(store_folder=Path(folder)))
        known = service.catalogue[entry.name]
        if known.stored is None:
            return None
        run = service.runs.samples(known)[0][1].id
    grid = np.random.default_rng(3).normal(size=entry.weights[layer]["weights"].shape[1:])
    edit = {"layer": layer, "channel": 0, "weights": grid.round(3).tolist()}
    sent = json.dumps({"edits": [edit]}).encode()
    limits = service.settings.edits_bytes, service.settings.json_nesting
    return lambda: changed.imagined(service.runs, run, body.parse(sent, *limits), "f32")


# How it is measured


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


# What it is measured on


def load() -> list[Entry]:
    """The networks in models/, with their weights or, without, with seeded random ones."""
    entries = []
    for folder in sorted(MODELS.iterdir()):
        if (folder / "network.json").is_file():
            network = Network.from_spec(json.loads((folder / "network.json").read_text()))
            entries.append(Entry(folder.name, network, _weights(folder, network)))
    return entries


def _weights(folder: Path, network: Network) -> Weights:
    file = folder / "weights.safetensors"
    if not file.is_file():
        return random_weights(network)
    from safetensors.numpy import load_file

    weights: dict[str, dict[str, np.ndarray]] = {}
    for name, array in load_file(file).items():
        node, _, param = name.rpartition(".")
        weights.setdefault(node, {})[param] = array
    network.check(weights)
    return weights


def random_weights(network: Network, seed: int = 0) -> Weights:
    """Weights of the right shapes and a harmless size."""
    rng = np.random.default_rng(seed)
    return {
        node: {name: (0.1 * rng.normal(size=s)).astype(np.float32) for name, s in shapes.items()}
        for node, shapes in network.param_shapes().items()
    }


def pictures(network: Network, n: int) -> np.ndarray:
    return np.random.default_rng(1).uniform(size=(n, *network.image)).astype(np.float32)


def _logits(entry: Entry) -> str:
    """The node whose scores the last one, the softmax, shares out."""
    return entry.network.nodes[-1].inputs[0]


# PyTorch, where there is one


def _torch() -> ModuleType | None:
    try:
        import torch
    except ImportError:
        return None
    torch.set_num_threads(1)
    return torch


def _torch_forward(torch: ModuleType, entry: Entry, images: np.ndarray) -> Callable[[], dict]:
    """The same network in PyTorch eager, keeping every map as ours does."""
    from tests.engine import pytorch

    weights = _tensors(torch, entry.weights)
    x = torch.from_numpy(images)

    def run() -> dict:
        values = {INPUT: x}
        with torch.inference_mode():
            for node in entry.network.nodes:
                heard = [values[name] for name in node.inputs]
                values[node.name] = pytorch.forward(node.layer, heard, weights.get(node.name, {}))
        return values

    return run


def _torch_slopes(
    torch: ModuleType, entry: Entry, images: np.ndarray, labels: np.ndarray
) -> Callable[[], object]:
    """PyTorch's forward and backward of the whole batch at once, as people train."""
    from tests.engine import pytorch

    weights = _tensors(torch, entry.weights)
    leaves = [tensor.requires_grad_() for params in weights.values() for tensor in params.values()]
    x, targets = torch.from_numpy(images), torch.from_numpy(labels)

    def run() -> object:
        values = {INPUT: x}
        for node in entry.network.nodes[:-1]:
            heard = [values[name] for name in node.inputs]
            values[node.name] = pytorch.forward(node.layer, heard, weights.get(node.name, {}))
        logits = values[_logits(entry)].flatten(1)
        loss = torch.nn.functional.cross_entropy(logits, targets, reduction="sum")
        return torch.autograd.grad(loss, leaves)

    return run


def _tensors(torch: ModuleType, weights: Weights) -> dict:
    return {
        node: {name: torch.from_numpy(array.copy()) for name, array in params.items()}
        for node, params in weights.items()
    }


def _agree(ours: Trace, theirs: Mapping) -> None:
    for name, values in ours.items():
        expected = theirs[name].numpy()
        error = np.abs(values - expected).max() / max(np.abs(expected).max(), 1e-3)
        if error > 1e-4:
            raise SystemExit(f"{name} is not what PyTorch makes of it (relative error {error:.1e})")


# What is printed


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


def _second(times: Sequence[float]) -> float | None:
    return times[1] if len(times) > 1 else None


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("networks", nargs="*", help="which of models/ (default: all)")
    parser.add_argument("--rounds", type=int, default=25, help="rounds to take the median of")
    parser.add_argument("--quick", action="store_true", help="leave the learning out")
    parser.add_argument("--micro-batch", type=int, help="pictures learned from at once")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
