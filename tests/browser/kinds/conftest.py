"""What is tested here is opened on a server of its own, with one network of every kind of layer.

It is served once, for all modules of this folder.
"""

from collections.abc import Iterator
from dataclasses import replace

import pytest

from app.main import create_app
from app.settings import Settings
from tests.browser import every_kind
from tests.browser.conftest import served
from tests.browser.learner import Service


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    place = tmp_path_factory.mktemp("every-kind")
    ours = Settings.from_environment()
    every_kind.put(place / "models", place / "samples", ours.samples)
    settings = replace(
        ours,
        models=place / "models",
        samples=place / "samples",
        store_folder=place / "store",
    )
    with served(create_app(settings)) as home:
        yield home


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[Service]:
    asked = Service(base_url)
    yield asked
    asked.close()
