"""`dev.py run` stops when it is told to: in good order, all of it, and the port is free."""

import signal
import socket
import subprocess
import sys
import time
import urllib.error

import pytest

from tests.packaging.serving import ROOT, Served, alive, is_free, served

RUN = [sys.executable, ROOT / "dev.py", "run", "--no-browser", "--port", "0"]
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")


def wait_until_gone(pids: list[int], seconds: float = 12) -> list[int]:
    """Those that are still there after a while."""
    end = time.monotonic() + seconds
    while (left := [pid for pid in pids if alive(pid)]) and time.monotonic() < end:
        time.sleep(0.05)
    return left


def assert_it_ended_well(server: Served, family: list[int], ended: tuple[int, float, str]) -> None:
    status, seconds, said = ended
    assert status == 0, said
    assert seconds < 10
    assert "Traceback" not in said
    assert said.rstrip().endswith("convscope has stopped.")
    assert wait_until_gone(family) == []
    assert is_free(server.port)


@pytest.mark.parametrize("workers", [1, 2])
def test_control_c_stops_it(workers: int) -> None:
    with served([*RUN, "--workers", str(workers)], cwd=ROOT) as server:
        server.get("/healthz")
        family = server.family()
        ended = server.send(signal.SIGINT, to_all=True)
        assert_it_ended_well(server, family, ended)


@pytest.mark.parametrize("workers", [1, 2])
def test_a_polite_kill_stops_it(workers: int) -> None:
    with served([*RUN, "--workers", str(workers)], cwd=ROOT) as server:
        server.get("/healthz")
        family = server.family()
        assert len(family) >= workers - 1
        ended = server.send(signal.SIGTERM)
        assert_it_ended_well(server, family, ended)


def test_it_says_that_it_is_about_to_stop_and_answers_what_is_under_way() -> None:
    with (
        served(RUN, cwd=ROOT) as server,
        socket.create_connection(("127.0.0.1", server.port), timeout=10) as slow,
    ):
        slow.sendall(b"POST /api/networks/tiny-vgg/runs HTTP/1.1\r\n")
        slow.sendall(b"Host: here\r\nContent-Length: 4\r\n\r\nhal")  # the rest of it comes later
        time.sleep(0.3)
        server.process.send_signal(signal.SIGTERM)
        assert first_refusal(server) == 503
        time.sleep(1.5)  # by now the door is closed
        slow.sendall(b"f")
        assert slow.recv(100).startswith(b"HTTP/1.1 422")  # an answer, if no kind one
        assert server.process.wait(10) == 0


def first_refusal(server: Served) -> int:
    """The status with which /readyz first declines."""
    while True:
        try:
            server.get("/readyz")
        except urllib.error.HTTPError as refused:
            with refused:
                return refused.code


def test_workers_do_not_outlive_a_supervisor_that_was_killed_outright() -> None:
    with served([*RUN, "--workers", "2"], cwd=ROOT) as server:
        family = server.family()
        assert len(family) >= 2
        server.send(signal.SIGKILL)
        assert wait_until_gone(family) == []
        assert is_free(server.port)


def test_a_worker_that_dies_is_replaced() -> None:
    with served([*RUN, "--workers", "2"], cwd=ROOT) as server:
        spawned = [pid for pid in server.family() if b"spawn_main" in command_line(pid)]
        assert len(spawned) == 2
        subprocess.run(["kill", "-9", str(spawned[0])], check=True)
        end = time.monotonic() + 60
        while time.monotonic() < end:
            now = [pid for pid in server.family() if b"spawn_main" in command_line(pid)]
            if len(now) == 2 and spawned[0] not in now:
                break
            time.sleep(0.1)
        else:
            pytest.fail("nobody took the place of the dead worker")
        server.get("/healthz")


def command_line(pid: int) -> bytes:
    try:
        with open(f"/proc/{pid}/cmdline", "rb") as file:
            return file.read()
    except OSError:
        return b""


def test_a_port_that_was_asked_for_and_is_taken_is_said_in_a_sentence() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        port = other.getsockname()[1]
        command = [sys.executable, ROOT / "dev.py", "run", "--no-browser", "--port", str(port)]
        ended = subprocess.run(command, capture_output=True, text=True, timeout=60, cwd=ROOT)
    assert ended.returncode == 1
    assert ended.stderr.strip().splitlines()[-1] == (
        f"convscope: Port {port} is taken by another program. Choose another one with --port."
    )


def test_a_port_that_nobody_asked_for_gives_way_to_the_next_free_one() -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            other.bind(("127.0.0.1", 8000))
            other.listen()
        except OSError:
            pass  # somebody else has it: all the better
        with served([sys.executable, ROOT / "dev.py", "run", "--no-browser"], cwd=ROOT) as server:
            assert server.port > 8000
            assert f"Port 8000 is taken, so this is {server.port}." in "".join(server.said)
