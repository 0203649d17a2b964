"""One worker process: the application, and the two promises about how it ends.

It never outlives its supervisor, and once told to stop it is gone within ten seconds, whatever
its threads are doing. The port is then free, and nobody is left to hold it.
"""

import multiprocessing
import os
import signal
import threading
from types import FrameType

from fastapi import FastAPI

from app.main import create_app

LAST_RESORT = 9.5  # seconds; the server's own patience is shorter (see commands/serve.py)


def application() -> FastAPI:
    """The application for uvicorn, called in each process that serves it."""
    leave_with(multiprocessing.parent_process())
    for one in (signal.SIGINT, signal.SIGTERM):
        leave_in_time(one)
    return create_app()


def leave_with(supervisor: multiprocessing.process.BaseProcess | None) -> None:
    """Stop in good order when the supervisor is gone, even killed outright."""

    def wait() -> None:
        if supervisor is not None:
            supervisor.join()
            os.kill(os.getpid(), signal.SIGTERM)

    threading.Thread(target=wait, name="leave-with-supervisor", daemon=True).start()


def leave_in_time(one: signal.Signals) -> None:
    """Let the server stop as it does, but not for ever: a thread stuck in a sum cannot hold us."""
    servers_own = signal.getsignal(one)

    def stop(number: int, frame: FrameType | None) -> None:
        end = threading.Timer(LAST_RESORT, os._exit, args=(1,))
        end.daemon = True
        end.start()
        if callable(servers_own):
            servers_own(number, frame)

    signal.signal(one, stop)
