"""The examples, as a fixture: a test that asks for ``example`` runs once for each."""

import pytest

from tests.engine.examples import EXAMPLES


@pytest.fixture(params=EXAMPLES, ids=str)
def example(request):
    return request.param
