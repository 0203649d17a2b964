"""Missions are done on the samples that convscope comes with."""

import pytest

from app.settings import Settings
from tests.service.conftest import Client, serving


@pytest.fixture(scope="session")
def shelf(tmp_path_factory, server):
    """A server with the samples that convscope comes with, and a client of it.

    It stands inside the session's server: whoever limits threads first gives them back last.
    """
    with (
        serving(Settings(store_folder=tmp_path_factory.mktemp("store"))) as (address, app),
        Client(base_url=address, timeout=30, trust_env=False) as client,
    ):
        client.service = app.state.service
        yield client
