"""A server of its own, which has two large networks and nothing else."""

from collections.abc import Iterator

import pytest

from tests.browser.conftest import served_alone
from tests.browser.large import networks
from tests.browser.learner import Service


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_alone(tmp_path_factory.mktemp("wide"), networks.put) as home:
        yield home


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[Service]:
    asked = Service(base_url)
    yield asked
    asked.close()
