"""Where recipes are kept: one small file each, in a folder that all workers share.

The folder never grows past its limit; what was asked for longest ago goes first. A file is
written beside its place and moved there, so nobody ever reads half of one. Every file
begins with a checksum of the rest: a damaged one is taken for lost, never for true. A
disk that is full or cannot be written to costs the memory, not the answer.
"""

import contextlib
import hashlib
import logging
import os
import threading
from collections.abc import Iterator
from pathlib import Path

CHECKSUM = 32
SUFFIX = ".run"
SWEEP_EVERY = 64
"""Writes between two looks at how large the folder has become."""

log = logging.getLogger("convscope.store")


class Store:
    """Bytes by name, on disk, up to ``limit`` bytes in all."""

    def __init__(self, folder: Path, limit: int) -> None:
        self.folder = folder
        self.limit = limit
        self.damaged = 0
        """How many damaged files were met."""
        self.failed = 0
        """How many writes the disk refused."""
        self._writes = 0
        self._lock = threading.Lock()

    def get(self, name: str) -> bytes | None:
        """What was kept under that name, as it was; None when it is not there."""
        place = self._place(name)
        try:
            data = place.read_bytes()
            os.utime(place)
        except OSError:
            return None
        checksum, kept = data[:CHECKSUM], data[CHECKSUM:]
        if hashlib.sha256(kept).digest() == checksum:
            return kept
        self.damaged += 1
        log.warning("%s is damaged and was thrown away", place)
        with contextlib.suppress(OSError):
            place.unlink()
        return None

    def put(self, name: str, data: bytes) -> bool:
        """Keep ``data`` under that name; False when the disk would not have it."""
        if self.get(name) is not None:
            return True
        try:
            self._write(self._place(name), hashlib.sha256(data).digest() + data)
        except OSError as error:
            self.failed += 1
            log.warning("a run could not be kept on disk: %s", error)
            return False
        self._sweep_now_and_then()
        return True

    def sweep(self) -> None:
        """Remove what was asked for longest ago until the folder is within its limit."""
        files = sorted(self._files(), key=lambda found: found.stat.st_mtime)
        size = sum(found.stat.st_size for found in files)
        for found in files:
            if size <= self.limit:
                break
            with contextlib.suppress(OSError):
                found.place.unlink()
            size -= found.stat.st_size

    def _place(self, name: str) -> Path:
        return self.folder / f"{name}{SUFFIX}"

    def _write(self, place: Path, data: bytes) -> None:
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        half = place.with_name(f"{place.name}.{os.getpid()}.{threading.get_ident()}.half")
        try:
            half.write_bytes(data)
            half.replace(place)
        except OSError:
            with contextlib.suppress(OSError):
                half.unlink()
            raise

    def _sweep_now_and_then(self) -> None:
        with self._lock:
            self._writes += 1
            due = self._writes % SWEEP_EVERY == 1
        if due:
            self.sweep()

    def _files(self) -> "Iterator[_Found]":
        """Everything in the folder, with its age; others may be removing files meanwhile."""
        try:
            with os.scandir(self.folder) as entries:
                for entry in entries:
                    with contextlib.suppress(OSError):
                        yield _Found(Path(entry.path), entry.stat())
        except OSError:
            return


class _Found:
    """A file and what the disk knows of it."""

    def __init__(self, place: Path, stat: os.stat_result) -> None:
        self.place = place
        self.stat = stat
