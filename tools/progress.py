"""Say what is being done, how long it took, and, when it fails, what to do about it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile

from tools.places import ROOT

PATIENCE = 20.0  # seconds between two signs of life
kept_open: set[int] = set()  # files that what we start holds open as well (see turns.py)


class SetupError(Exception):
    """Set-up cannot go on. The message says what happened; ``advice`` what to do next."""

    def __init__(self, message: str, advice: str = "") -> None:
        super().__init__(message)
        self.advice = advice


def say(words: str) -> None:
    """One line to the person at the terminal, at once."""
    print(words, file=sys.stderr, flush=True)


def plain(text: str) -> str:
    """Text without the colours that tools paint it in."""
    return re.sub(r"\x1b\[[\d;]*m", "", text)


@contextmanager
def step(words: str) -> Iterator[None]:
    """Announce a step, then say how long it took."""
    say(f"· {words} ...")
    began = time.monotonic()
    yield
    say(f"  done in {time.monotonic() - began:.1f} s")


def do(
    command: Sequence[str | Path],
    *,
    failed: str,
    advice: str = "",
    env: Mapping[str, str] | None = None,
) -> None:
    """Run a command quietly, showing what it printed only when it fails.

    Raises SetupError with ``failed`` and the end of the output. A long silence is broken by a sign
    of life, so that nobody takes a slow network for a crash.
    """
    with TemporaryFile() as output:
        try:
            process = subprocess.Popen(
                [os.fspath(part) for part in command],
                cwd=ROOT,
                env=None if env is None else dict(env),
                stdin=subprocess.DEVNULL,
                stdout=output,
                stderr=subprocess.STDOUT,
                pass_fds=tuple(kept_open),
            )
        except OSError as error:
            raise SetupError(f"{failed}\n{error}", advice) from error
        began = time.monotonic()
        while True:
            try:
                code = process.wait(PATIENCE)
                break
            except subprocess.TimeoutExpired:
                say(f"  still at it ({time.monotonic() - began:.0f} s)")
            except BaseException:
                process.terminate()
                process.wait()
                raise
        if code:
            output.seek(0)
            lines = plain(output.read().decode(errors="replace")).strip().splitlines()
            raise SetupError("\n".join([failed, *(f"    {line}" for line in lines[-20:])]), advice)
