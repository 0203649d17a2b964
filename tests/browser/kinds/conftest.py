"""What is tested here is opened on a server of its own, with one network of every kind of layer.

It is served once, for all modules of this folder.
"""

from collections.abc import Iterator

import pytest

from tests.browser import every_kind
from tests.browser.conftest import served_alone
from tests.browser.learner import Service


@pytest.fixture(scope="session")
def base_url(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served_alone(tmp_path_factory.mktemp("every-kind"), every_kind.put) as home:
        yield home


@pytest.fixture(scope="session")
def service(base_url: str) -> Iterator[Service]:
    asked = Service(base_url)
    yield asked
    asked.close()
