"""Every limit and every knob, in one place, each from an environment variable.

The variable is ``CONVSCOPE_`` and the field's name in capitals: ``CONVSCOPE_BODY_BYTES``.
Sizes are in bytes, times in seconds.
"""

import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from typing import Self

from app.errors import SetupError

HERE = Path(__file__).resolve().parent
KIB, MIB = 1024, 1024 * 1024


def home(name: str) -> Path:
    """A folder that ships with convscope: ``models``, ``samples``, ``templates``, ``static``.

    In the repository it lies beside ``app``; in an installed wheel, inside it.
    """
    inside, beside = HERE / name, HERE.parent / name
    return inside if inside.is_dir() else beside


def cache() -> Path:
    """Where a person's caches are kept on this machine."""
    kept = os.environ.get("XDG_CACHE_HOME")
    if kept:
        return Path(kept) / "convscope"
    try:
        return Path.home() / ".cache" / "convscope"
    except RuntimeError:  # a user without a home
        return Path(tempfile.gettempdir()) / "convscope"


@dataclass(frozen=True)
class Settings:
    """What the service keeps to."""

    body_bytes: int = 10 * MIB
    """Most bytes of one request, counted while they arrive."""
    json_bytes: int = 64 * KIB
    """Most bytes of a JSON body that is not a list of edits."""
    edits_bytes: int = 1 * MIB
    """Most bytes of a JSON list of edits."""
    json_nesting: int = 20
    """How deep brackets may stand inside brackets."""
    drain_bytes: int = 64 * MIB
    """How much of a request that is too large is still read (and thrown away), so that the
    sender gets to hear the answer."""
    drain_seconds: float = 10.0
    """How long that may take."""

    picture_pixels: int = 25_000_000
    """Most pixels of a picture."""
    picture_side: int = 16_384
    """Longest side of a picture, in pixels."""

    edits_count: int = 256
    """Most edits on one run."""
    edit_value: float = 1e4
    """Largest magnitude of a number in an edit, and of a weight after it."""

    lab_size: int = 11
    """Widest window of an experiment, in cells."""
    lab_stride: int = 8
    """Widest step of an experiment."""
    lab_padding: int = 8
    """Widest border of an experiment."""
    lab_dilation: int = 8
    """Widest spread of a window in an experiment."""
    lab_filters: int = 128
    """Most filters in an experiment (or as many as the network has there)."""
    lab_operations: int = 100_000_000
    """Most multiplications for the one map that an experiment computes."""

    lab_steps: int = 4
    """Most filters laid on a picture one after the other."""
    lab_value: float = 1e4
    """Largest magnitude of a weight or a bias of such a filter."""
    lab_picture_side: int = 1024
    """Longest side of a picture that filters are laid on; larger ones are made smaller."""
    lab_picture_memory: int = 24 * MIB
    """How many bytes of such pictures a worker keeps in memory."""
    lab_picture_bytes: int = 128 * MIB
    """How many bytes of such pictures are kept on disk, beside the recipes."""

    png_scale: int = 32
    """Largest enlargement of a map drawn as PNG."""
    png_pixels: int = 16_000_000
    """Most pixels of a PNG the service draws."""

    heavy_macs: int = 300_000_000
    """Multiplications from which on a run is long work: AlexNet's 724 million take 60 ms, VGG-16's
    15 billion most of a second."""
    heavy_at_once: int = 1
    """How much long work a worker does at the same time."""
    heavy_waiting: int = 6
    """How many may wait for it; whoever comes after them is asked to come again."""
    heavy_seconds: float = 30.0
    """How long they wait."""
    sweep_macs: int = 100_000_000_000
    """Most multiplications for the verdict along a slider."""
    answer_bytes: int = 256 * MIB
    """Most bytes of numbers in one answer."""

    trace_bytes: int = 64 * MIB
    """How many bytes of computed maps a worker keeps in memory."""
    large_trace_bytes: int = 256 * MIB
    """How many bytes of runs that are each larger than that a worker keeps beside them: the
    newest one or two of VGG-16, whose 28 million numbers a page asks for layer by layer."""
    body_cache_bytes: int = 8 * MIB
    """How many bytes of described runs a worker keeps in memory."""
    weights_file_bytes: int = 700 * MIB
    """Most bytes of a file of weights that somebody loads; VGG-19's are 548 MiB."""
    weights_at_once: int = 2
    """How many such files a worker receives at the same time; others wait."""
    weights_bytes: int = 2048 * MIB
    """How many bytes of loaded weights are kept on disk, shared by all workers."""
    weights_folder: Path = field(default_factory=lambda: cache() / "weights")
    """Where they are kept."""
    store_bytes: int = 256 * MIB
    """How many bytes of recipes are kept on disk, shared by all workers."""
    store_folder: Path = field(default_factory=lambda: cache() / "runs")
    """Where the recipes are kept."""

    models: Path = field(default_factory=lambda: home("models"))
    """The networks."""
    samples: Path = field(default_factory=lambda: home("samples"))
    """Sample pictures made by the project."""
    templates: Path = field(default_factory=lambda: home("templates"))
    """Page shells."""
    dist: Path = field(default_factory=lambda: home("static") / "dist")
    """The built assets of the page."""

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] | None = None) -> Self:
        """The defaults, and what the environment says instead.

        Raises SetupError, naming the variable, where a value is not of its kind.
        """
        environment = os.environ if environment is None else environment
        given: dict[str, int | float | Path] = {}
        for one in fields(cls):
            name = f"CONVSCOPE_{one.name.upper()}"
            if name in environment:
                given[one.name] = _read(name, environment[name], one.type)
        return cls(**given)  # type: ignore[arg-type]


def _read(name: str, text: str, kind: object) -> int | float | Path:
    """One variable as the kind its field has."""
    if kind is Path:
        return Path(text)
    try:
        value = float(text) if kind is float else int(text)
    except ValueError:
        value = -1
    if not 0 < value < float("inf"):
        raise SetupError(f"{name} is {text!r}, but should be a number above 0.")
    return value
