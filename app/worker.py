"""One worker process: the application, and the promises about how it ends.

Told to stop (SIGTERM), it first says so at /readyz for a moment, so that whoever shares out the
work sends no more of it here; then it answers what is under way; and within ten seconds it is
gone, whatever its threads are doing. Ctrl-C leaves out the first part. It never outlives its
supervisor. So the port is free afterwards, and nobody is left to hold it.
"""

import multiprocessing
import os
import signal
import threading
from collections.abc import Callable
from types import FrameType

from fastapi import FastAPI

from app.main import create_app

NOTICE = 1.0  # seconds between "not ready" and closing the door
LAST_RESORT = 9.5  # seconds; NOTICE and the server's own patience (commands/serve.py) are shorter


def application() -> FastAPI:
    """The application for uvicorn, called in each process that serves it."""
    app = create_app()
    leave_with(multiprocessing.parent_process())
    leave_in_time(signal.SIGINT, 0, app.state.service.draining.set)
    leave_in_time(signal.SIGTERM, NOTICE, app.state.service.draining.set)
    return app


def leave_with(supervisor: multiprocessing.process.BaseProcess | None) -> None:
    """Stop in good order when the supervisor is gone, even killed outright."""
    if supervisor is None:
        return

    def wait() -> None:
        supervisor.join()
        os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="leave-with-supervisor", daemon=True).start()


def leave_in_time(one: signal.Signals, notice: float, first: Callable[[], None]) -> None:
    """On this signal do ``first``, after ``notice`` what the server does, and then not for ever."""
    servers_own = signal.getsignal(one)

    def stop(number: int, _: FrameType | None) -> None:
        first()
        later(LAST_RESORT, lambda: os._exit(1))
        if callable(servers_own):
            later(notice, lambda: servers_own(number, None))

    signal.signal(one, stop)


def later(seconds: float, act: Callable[[], object]) -> None:
    """Do something after a while, unless the process has ended by then."""
    if not seconds:
        act()
        return
    timer = threading.Timer(seconds, act)
    timer.daemon = True
    timer.start()
