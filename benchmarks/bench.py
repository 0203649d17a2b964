"""How fast is the engine, and against what? ``python3 dev.py bench``

Everything runs on one thread, keeps every map, and takes turns: in each round ours and
PyTorch's runs follow each other, and the median of the rounds counts. So what else the
machine is doing slows both alike. See README.md beside this file on how to read the table.
"""

import argparse
from collections.abc import Sequence

import app  # noqa: F401  (sets the number of threads, so it comes before NumPy)

# isort: split
from rich.console import Console

from benchmarks.engine import pytorch, tables
from benchmarks.engine.clock import sgemm_peak
from benchmarks.engine.measured import edit, forward, learn
from benchmarks.engine.networks import load


def main(arguments: Sequence[str] | None = None) -> None:
    options = _options(arguments)
    console = Console(width=110)
    torch = pytorch.installed()
    tables.describe_machine(console, torch)
    entries = [entry for entry in load() if entry.name in (options.networks or [entry.name])]
    before = sgemm_peak()
    console.print(f"sgemm before: {before:.0f} GFLOP/s\n")
    rows = [forward(entry, torch, options) for entry in entries]
    steps = [] if options.quick else [learn(entry, torch, options) for entry in entries]
    edits = [edit(entry, options) for entry in entries]
    after = sgemm_peak()
    peak = max(before, after)
    console.print(tables.forward_table(rows, peak, options.rounds))
    if steps:
        console.print(tables.learning_table(steps, options.rounds))
    console.print(tables.edit_table(edits))
    console.print(f"sgemm after: {after:.0f} GFLOP/s (the two should agree: else, run it again)")
    if torch is None:
        console.print("To compare with PyTorch: pip install torch, in the environment of this run.")


def _options(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="dev.py bench", description=__doc__)
    parser.add_argument("networks", nargs="*", help="which of models/ (default: all)")
    parser.add_argument("--rounds", type=int, default=25, help="rounds to take the median of")
    parser.add_argument("--quick", action="store_true", help="leave the learning out")
    parser.add_argument("--micro-batch", type=int, help="pictures learned from at once")
    return parser.parse_args(arguments)


if __name__ == "__main__":
    main()
