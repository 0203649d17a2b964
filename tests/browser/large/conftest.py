"""A server of its own, which has two large networks and nothing else."""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.main import create_app
from app.settings import Settings
from tests.browser.conftest import served
from tests.browser.large import networks
from tests.browser.learner import Service


@pytest.fixture(scope="session")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("wide")
    ours = Settings.from_environment()
    networks.put(place / "models", place / "samples", ours.samples)
    settings = replace(
        ours,
        models=place / "models",
        samples=place / "samples",
        store_folder=place / "store",
    )
    with served(create_app(settings)) as address:
        yield address


@pytest.fixture(scope="session")
def base_url(home: str) -> str:
    return home


@pytest.fixture(scope="session")
def service(home: str) -> Iterator[Service]:
    asked = Service(home)
    yield asked
    asked.close()
