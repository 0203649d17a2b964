"""Serve the page and the API.

Opens the page in a browser where there is one. Ctrl-C or SIGTERM stops it: requests under way
are answered first, and within ten seconds it is gone.
"""

import argparse
import errno
import os
import signal
import socket
import sys
import threading
import time
import urllib.request
import webbrowser

from app.errors import SetupError
from app.settings import Settings

PORT = 8000
TRIES = 20  # ports looked at when nobody asked for a particular one
HEADER_BYTES = 64 * 1024
WAITING = 2048  # connections the system may hold while all workers are busy: a lecture hall
FINISHING = 8  # seconds that requests under way are given when we are told to stop


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--host --port --workers --no-browser"""
    parser.add_argument(
        "--host",
        default="127.0.0.1",
        help="address to listen on (default: 127.0.0.1); 0.0.0.0 lets others in",
    )
    parser.add_argument(
        "--port",
        type=port,
        default=None,
        help=f"port to listen on (default: {PORT}, or the next free one)",
    )
    parser.add_argument(
        "--workers", type=workers, default=1, help="processes that share the work (default: 1)"
    )
    parser.add_argument("--no-browser", action="store_true", help="do not open the page")


def run(arguments: argparse.Namespace) -> int:
    """Serve until told to stop."""
    Settings.from_environment()  # a wrong setting is said here, before anything starts
    listener = listen(arguments.host, arguments.port)
    page = address(arguments.host, listener.getsockname()[1])
    welcome = threading.Thread(
        target=announce, args=(page, may_open_browser(arguments.no_browser)), daemon=True
    )
    welcome.start()
    serve(listener, arguments.workers)
    say("convscope has stopped.")
    return 0


def serve(listener: socket.socket, count: int) -> None:
    """Hand the open port to one server, or to a supervisor that keeps ``count`` of them alive."""
    import uvicorn
    from uvicorn.supervisors import Multiprocess

    from app.protocol import PatientProtocol

    config = uvicorn.Config(
        "app.worker:application",
        factory=True,
        workers=count,
        http=PatientProtocol,
        ws="none",
        lifespan="on",
        log_level="warning",
        access_log=False,
        server_header=False,
        backlog=WAITING,
        h11_max_incomplete_event_size=HEADER_BYTES,
        timeout_graceful_shutdown=FINISHING,
        timeout_worker_healthcheck=30,
    )
    # The server stops in its own time and then raises the signal again; by then all is done.
    for one in (signal.SIGINT, signal.SIGTERM):
        signal.signal(one, lambda *_: None)
    if count == 1:
        uvicorn.Server(config).run([listener])
    else:
        Multiprocess(config, [listener]).run()


def listen(host: str, wanted: int | None) -> socket.socket:
    """An open port. Nobody asked for a particular one: the first that is free from PORT on.

    Raises SetupError in a sentence where the address cannot be had.
    """
    ports = range(PORT, PORT + TRIES) if wanted is None else [wanted]
    for number in ports:
        try:
            listener = bind(host, number)
        except OSError as error:
            if error.errno == errno.EADDRINUSE and wanted is None:
                continue
            raise SetupError(refusal(host, number, error)) from error
        if number not in (PORT, wanted):
            say(f"Port {PORT} is taken, so this is {number}.")
        return listener
    raise SetupError(f"Ports {PORT} to {PORT + TRIES - 1} are all taken. Choose one with --port.")


def bind(host: str, number: int) -> socket.socket:
    """A socket on this address that worker processes may inherit."""
    # With the protocol named, asyncio sends small answers at once; else they wait 40 ms (Nagle).
    family, kind, protocol, _, where = socket.getaddrinfo(
        host, number, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP
    )[0]
    listener = socket.socket(family, kind, protocol)
    try:
        if os.name == "posix":
            listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(where)
        # Two sockets may bind one port as long as neither listens: say now that it is ours.
        listener.listen(WAITING)
    except OSError:
        listener.close()
        raise
    listener.set_inheritable(True)
    return listener


def refusal(host: str, number: int, error: OSError) -> str:
    """Why an address cannot be had, and what to do about it."""
    if isinstance(error, socket.gaierror):
        return f"There is no address {host!r} here. Try --host 127.0.0.1, or 0.0.0.0 for everyone."
    if error.errno == errno.EADDRINUSE:
        return f"Port {number} is taken by another program. Choose another one with --port."
    if error.errno == errno.EACCES:
        return f"Port {number} is kept for the system. Choose one above 1023 with --port."
    if error.errno == errno.EADDRNOTAVAIL:
        return f"{host} is no address of this machine. Try --host 127.0.0.1."
    return f"{host} port {number} cannot be listened on: {error.strerror or error}."


def address(host: str, number: int) -> str:
    """What to type into a browser on this machine.

    >>> address("0.0.0.0", 8000), address("::1", 80)
    ('http://127.0.0.1:8000', 'http://[::1]:80')
    """
    here = {"0.0.0.0": "127.0.0.1", "::": "::1", "": "127.0.0.1"}.get(host, host)
    return f"http://[{here}]:{number}" if ":" in here else f"http://{here}:{number}"


def announce(page: str, open_browser: bool) -> None:
    """Once the page answers: say where it is, and open it."""
    asked = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    for _ in range(1200):
        try:
            asked.open(f"{page}/healthz", timeout=5).close()
            break
        except OSError:
            time.sleep(0.05)
    else:
        return
    say(f"convscope is at {page}  (Ctrl-C stops it)")
    if open_browser:
        webbrowser.open(page)


def may_open_browser(forbidden: bool) -> bool:
    """Whether somebody sits here who would see a browser open."""
    told = os.environ
    screen = sys.platform in {"win32", "darwin"} or "DISPLAY" in told or "WAYLAND_DISPLAY" in told
    elsewhere = "CI" in told or "SSH_CONNECTION" in told or not sys.stdout.isatty()
    return screen and not elsewhere and not forbidden


def say(words: str) -> None:
    """One line to the person at the terminal, at once."""
    print(words, flush=True)


def port(text: str) -> int:
    """A port number from the command line; 0 means any free one."""
    number = int(text) if text.isdecimal() else -1
    if not 0 <= number <= 65535:
        raise argparse.ArgumentTypeError(f"{text!r} is not a port; ports are 0 to 65535")
    return number


def workers(text: str) -> int:
    """A number of processes from the command line."""
    number = int(text) if text.isdecimal() else 0
    if not 1 <= number <= 64:
        raise argparse.ArgumentTypeError(f"{text!r} workers make no sense; 1 to 64 do")
    return number
