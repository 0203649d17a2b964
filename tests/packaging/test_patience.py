"""Senders who do not come to the point are told so and let go; all others have their time."""

import json
import socket
import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
import uvicorn

from app import protocol
from app.commands.serve import HEADER_BYTES


async def echo(scope: Any, receive: Any, send: Any) -> None:
    """Answers with how long the body was."""
    assert scope["type"] == "http"
    size, more = 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            return
        size += len(message["body"])
        more = message.get("more_body", False)
    body = str(size).encode()
    headers = [(b"content-length", str(len(body)).encode())]
    await send({"type": "http.response.start", "status": 200, "headers": headers})
    await send({"type": "http.response.body", "body": body})


@pytest.fixture(scope="module")
def port() -> Iterator[int]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(protocol, "HEAD", 0.6)
        patch.setattr(protocol, "BODY", 1.2)
        listener = socket.socket()
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(
            echo,
            http=protocol.PatientProtocol,
            lifespan="off",
            log_level="critical",
            h11_max_incomplete_event_size=HEADER_BYTES,
        )
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
        thread.start()
        while not server.started:
            time.sleep(0.01)
        yield listener.getsockname()[1]
        server.should_exit = True
        thread.join(10)


@pytest.fixture
def line(port: int) -> Iterator[socket.socket]:
    with socket.create_connection(("127.0.0.1", port), timeout=10) as one:
        yield one


def everything(line: socket.socket) -> bytes:
    """All that comes until the other side closes."""
    return b"".join(iter(lambda: line.recv(65536), b""))


def size_heard(line: socket.socket) -> int:
    """One whole answer of ``echo``: the size of the body it got."""
    heard = b""
    while not heard.partition(b"\r\n\r\n")[2]:
        part = line.recv(65536)
        assert part, heard
        heard += part
    assert heard.startswith(b"HTTP/1.1 200 ")
    return int(heard.partition(b"\r\n\r\n")[2])


def refused(answer: bytes, status: int) -> str:
    """The sentence of a refusal."""
    head, _, body = answer.partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode()), answer
    assert b"application/problem+json" in head
    told = json.loads(body)
    assert told["status"] == status
    return str(told["detail"])


def test_a_head_that_trickles_in_is_too_slow(line: socket.socket) -> None:
    began = time.monotonic()
    line.sendall(b"GET / HTTP/1.1\r\nHos")
    assert "took too long" in refused(everything(line), 408)
    assert 0.5 < time.monotonic() - began < 5


def test_a_trickle_does_not_start_the_clock_anew(line: socket.socket) -> None:
    began = time.monotonic()
    line.settimeout(0.1)
    heard = b""
    for byte in b"GET / HTTP/1.1\r\nX: " + b"x" * 100:
        try:
            line.sendall(bytes([byte]))
            heard += line.recv(65536)
        except TimeoutError:
            continue
        except OSError:
            pass
        break
    assert b"408" in heard
    assert time.monotonic() - began < 5


def test_a_body_that_does_not_come_is_too_slow(line: socket.socket) -> None:
    line.sendall(b"POST / HTTP/1.1\r\nHost: here\r\nContent-Length: 10\r\n\r\nhalf")
    assert "took too long" in refused(everything(line), 408)


def test_a_connection_that_says_nothing_is_closed_without_a_word(line: socket.socket) -> None:
    assert everything(line) == b""


def test_a_head_that_is_too_long_is_refused(line: socket.socket) -> None:
    line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\nX: " + b"x" * (HEADER_BYTES + 1))
    assert "64 KiB" in refused(everything(line), 431)


def test_what_is_no_request_is_refused(line: socket.socket) -> None:
    line.sendall(b"hello?\r\n\r\n")
    assert "not a request" in refused(everything(line), 400)


def test_somebody_slow_but_in_time_is_answered(line: socket.socket) -> None:
    for part in (b"POST / HTTP/1.1\r\nHost: here\r\n", b"Content-Length: 4\r\n\r\n", b"ha", b"lf"):
        line.sendall(part)
        time.sleep(0.25)
    assert size_heard(line) == 4


def test_a_connection_serves_many_requests_and_each_has_its_own_time(line: socket.socket) -> None:
    for _ in range(4):
        line.sendall(b"GET / HTTP/1.1\r\nHost: ")
        time.sleep(0.35)
        line.sendall(b"here\r\n\r\n")
        assert size_heard(line) == 0
    line.sendall(b"GET / HTTP/1.1\r\nHos")
    assert refused(everything(line), 408)


def test_requests_sent_in_one_go_are_all_answered(line: socket.socket) -> None:
    line.sendall(b"GET / HTTP/1.1\r\nHost: here\r\n\r\n" * 3)
    heard = b""
    while heard.count(b"HTTP/1.1 200") < 3:
        heard += line.recv(65536)
