"""Start convscope as a person would, in a process of its own, and watch how it ends."""

import os
import re
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
ADDRESS = re.compile(r"convscope is at (http://\S+:(\d+))")
NO_PROXY = urllib.request.build_opener(urllib.request.ProxyHandler({}))


@dataclass
class Served:
    """A server that is up."""

    process: subprocess.Popen[str]
    address: str
    port: int
    said: list[str]

    def get(self, path: str) -> bytes:
        """The body at a path; any status but 2xx raises."""
        with NO_PROXY.open(self.address + path, timeout=30) as answer:
            return bytes(answer.read())

    def send(self, one: signal.Signals, *, to_all: bool = False) -> tuple[int, float, str]:
        """Send a signal (to_all: as Ctrl-C does, to the whole group): status, seconds, words."""
        began = time.monotonic()
        (os.killpg if to_all else os.kill)(self.process.pid, one)
        said = self.process.communicate(timeout=30)[0]
        return self.process.returncode, time.monotonic() - began, "".join(self.said) + said

    def family(self) -> list[int]:
        """The processes it started, and those they started."""
        return descendants(self.process.pid)


@contextmanager
def served(
    command: Sequence[str | Path], cwd: Path, env: Mapping[str, str] | None = None
) -> Iterator[Served]:
    """Run a command that serves, until it says where; whatever is left at the end is killed."""
    environment = {**(os.environ if env is None else env), "CI": "1", "PYTHONUNBUFFERED": "1"}
    process = subprocess.Popen(
        [os.fspath(part) for part in command],
        cwd=cwd,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        start_new_session=True,
    )
    said: list[str] = []
    try:
        for line in process.stdout or []:
            said.append(line)
            if found := ADDRESS.search(line):
                yield Served(process, found[1], int(found[2]), said)
                break
        else:
            raise AssertionError("it did not start:\n" + "".join(said))
    finally:
        if process.poll() is None:
            os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def descendants(pid: int) -> list[int]:
    """Children and children's children, from /proc."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    found = [int(child) for child in children.read_text().split()] if children.exists() else []
    return found + [grandchild for child in found for grandchild in descendants(child)]


def alive(pid: int) -> bool:
    """Whether a process still runs; one that only waits to be noticed as dead does not."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def is_free(port: int) -> bool:
    """Whether a server could take this port now."""
    with socket.socket() as one:
        one.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            one.bind(("127.0.0.1", port))
        except OSError:
            return False
    return True
