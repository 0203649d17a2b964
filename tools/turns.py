"""One set-up at a time: two dev.py started together must not build on top of each other."""

from __future__ import annotations

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from tools.places import ROOT
from tools.progress import SetupError, kept_open, say


def _try_lock(file: IO[str]) -> bool:
    """Take the lock without waiting; the system gives it back when the process ends, however."""
    try:
        if os.name == "nt":
            import msvcrt

            msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined,unused-ignore]
        else:
            import fcntl

            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


@contextmanager
def _shared(descriptor: int) -> Iterator[None]:
    """Let pip and npm hold the turn too: should we be killed, it ends when they do, not before."""
    if os.name == "posix":
        kept_open.add(descriptor)
    yield
    kept_open.discard(descriptor)


@contextmanager
def my_turn() -> Iterator[None]:
    """Wait until no other dev.py is setting up in this folder, then keep the others waiting."""
    try:
        file = (ROOT / ".dev.lock").open("w")
    except OSError as error:
        raise SetupError(f"This folder cannot be written to: {error}") from error
    with file, _shared(file.fileno()):
        if not _try_lock(file):
            say("· another dev.py is setting up here; waiting for it ...")
            while not _try_lock(file):
                time.sleep(0.1)
        yield
