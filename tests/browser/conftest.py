"""Browser tests: the real server, a real Chromium, and a page that must behave at all times.

Every test here fails on an uncaught error, a line on the console's error channel, a breach of the
content policy, or a request to any other host. A test that provokes one of these on purpose says
so: ``complaints.forgive("status of 415")``.
"""

import os
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
import uvicorn
from fastapi import FastAPI
from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

from app.main import create_app
from app.settings import Settings
from tests.browser import rest
from tests.browser.learner import Learner, Service
from tests.browser.rest import LIMIT, at_rest
from tests.browser.studio import Studio

AXE = Path(__file__).resolve().parents[2] / "node_modules" / "axe-core" / "axe.min.js"
FINISHED = """
() => Promise.allSettled(document.getAnimations()
  .filter((one) => one.effect?.getComputedTiming().iterations !== Infinity)
  .map((one) => one.finished)).then(() => true)
"""
"""Whatever fades or flies has arrived: half faded letters say nothing about their colour."""
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--force-color-profile=srgb",
    "--font-render-hinting=none",
]
WATCH = """
document.addEventListener('securitypolicyviolation', (event) => console.error(
  `content policy: ${event.effectiveDirective} forbids ${event.blockedURI || event.sample}`))
"""


def pytest_collection_modifyitems(items: Sequence[pytest.Item]) -> None:
    """In CI a test in a browser may try once more, as is usual for such tests.

    A machine that stops for seconds makes any of hundreds of them late. The summary names those
    that needed it ("R"); on a developer's machine, where somebody looks, none may.
    """
    if "CI" in os.environ:
        for item in items:
            if item.path.is_relative_to(Path(__file__).parent):
                item.add_marker(pytest.mark.flaky(reruns=1))


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The machine's Chromium, which dev.py found or installed; else Playwright's own."""
    found = os.environ.get("CONVSCOPE_CHROMIUM") or shutil.which("chromium")
    chosen = {"executable_path": found} if found else {}
    return {**browser_type_launch_args, **chosen, "args": FLAGS}


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any]) -> dict[str, Any]:
    """A laptop in daylight whose owner asked for little motion."""
    # Whose address a page opens is said by ``new_context``: this is kept for the whole session, and
    # some tests have a server of their own.
    given = {name: value for name, value in browser_context_args.items() if name != "base_url"}
    return {
        **given,
        "viewport": {"width": 1280, "height": 800},
        "reduced_motion": "reduce",
        "color_scheme": "light",
    }


@pytest.fixture(scope="session")
def app(tmp_path_factory: pytest.TempPathFactory) -> FastAPI:
    """The service, with a store of its own."""
    place = tmp_path_factory.mktemp("runs")
    own = {"store_folder": place / "store", "weights_folder": place / "weights"}
    return create_app(replace(Settings.from_environment(), **own))


@contextmanager
def served(app: FastAPI) -> Iterator[str]:
    """The address of a live server for ``app``, as long as this lasts."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    config = uvicorn.Config(app, http="h11", ws="none", log_level="warning")
    server = uvicorn.Server(config)
    thread = threading.Thread(target=server.run, args=([listener],), daemon=True)
    thread.start()
    while not server.started:
        assert thread.is_alive(), "the server did not start"
        time.sleep(0.01)
    yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    server.should_exit = True
    thread.join(10)


@contextmanager
def served_alone(place: Path, put: Callable[[Path, Path, Path], None]) -> Iterator[str]:
    """The address of a server that has the networks and samples which ``put`` writes, no others.

    place   an empty folder for them, and for what the server keeps
    put     takes a folder for models, one for samples, and that of the project's own samples
    """
    ours = Settings.from_environment()
    models, samples = place / "models", place / "samples"
    put(models, samples, ours.samples)
    own = replace(ours, models=models, samples=samples, store_folder=place / "store")
    with served(create_app(own)) as home:
        yield home


@pytest.fixture(scope="session")
def base_url(app: FastAPI) -> Iterator[str]:
    """The address of a live server, the same for the whole session. ``page.goto("/")`` uses it."""
    with served(app) as home:
        yield home


@dataclass
class Complaints:
    """What the page did that a page must not do."""

    heard: list[str] = field(default_factory=list)
    forgiven: list[str] = field(default_factory=list)

    def forgive(self, fragment: str) -> None:
        """Let pass, from the whole test, every complaint that contains these words."""
        self.forgiven.append(fragment)

    @property
    def unforgiven(self) -> list[str]:
        return [c for c in self.heard if not any(words in c for words in self.forgiven)]

    def listen(self, context: BrowserContext, home: str) -> None:
        """Hear about everything that any page of this context does."""

        def console(message: ConsoleMessage) -> None:
            if message.type == "error":
                where = message.location.get("url", "")
                self.heard.append(f"console: {message.text} {where}")

        def request(asked: Request) -> None:
            address = urlsplit(asked.url)
            if address.scheme not in {"data", "blob", "about"} and address.netloc != home:
                self.heard.append(f"asked another host: {asked.url}")

        context.add_init_script(WATCH)
        context.on("console", console)
        context.on("request", request)
        context.on("weberror", lambda error: self.heard.append(f"uncaught: {error.error}"))


@pytest.fixture(scope="session", autouse=True)
def patient() -> Iterator[None]:
    """Nobody reads a value that is still on its way."""
    with rest.waits_before_reading():
        yield


@pytest.fixture(autouse=True)
def complaints() -> Iterator[Complaints]:
    """Fails the test at its end if the page misbehaved."""
    all_of_them = Complaints()
    yield all_of_them
    if all_of_them.unforgiven:
        pytest.fail("\n".join(["the page misbehaved:", *all_of_them.unforgiven]), pytrace=False)


@pytest.fixture
def new_context(
    new_context: Callable[..., BrowserContext], complaints: Complaints, base_url: str
) -> Callable[..., BrowserContext]:
    """pytest-playwright's maker of contexts, each of them listened to."""

    def make(**options: Any) -> BrowserContext:
        context = new_context(**{"base_url": base_url, **options})
        if options.get("java_script_enabled", True):  # else nothing would ever answer
            context.add_init_script(rest.WATCH)
        complaints.listen(context, urlsplit(base_url).netloc)
        return context

    return make


@pytest.fixture
def axe(page: Page) -> Callable[..., list[str]]:
    """``axe()`` lists what keeps people out of the page as it is now, each with where it is.

    Takes a CSS selector to look at one part only, and rules by name to look for nothing else.
    """

    def violations(part: str | None = None, rules: Sequence[str] = ()) -> list[str]:
        if not page.evaluate("'axe' in window"):
            page.evaluate(AXE.read_text(encoding="utf-8"))
        at_rest(page)
        page.wait_for_function(FINISHED, timeout=LIMIT)
        found = page.wait_for_function(
            "([part, only]) => axe.run(part ?? document, { runOnly: only })",
            arg=[part, list(rules) or RULES],
            timeout=LIMIT,
        ).json_value()
        return [
            f"{violation['id']}: {violation['help']} ({node['target'][0]})"
            for violation in found["violations"]
            for node in violation["nodes"]
        ]

    return violations


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[Service]:
    """The public API, asked directly: what should be on screen."""
    asked = Service(base_url)
    yield asked
    asked.close()


@pytest.fixture
def forget(app: FastAPI) -> Callable[[], None]:
    """``forget()``: the server loses every picture it was ever sent."""

    def everything() -> None:
        runs = app.state.service.runs
        runs.traces.clear()
        for recipe in runs.store.folder.glob("*"):
            if recipe.is_file():  # the studio's pictures have a folder of their own beside them
                recipe.unlink()

    return everything


@pytest.fixture
def learner(page: Page, service: Service, tmp_path: Path) -> Learner:
    """Somebody at the page. ``learner.open()`` is where it begins."""
    return Learner(page, service, tmp_path)


@pytest.fixture
def studio(learner: Learner) -> Studio:
    """Somebody in the filter studio. ``studio.open()`` is where it begins."""
    return Studio(learner)
