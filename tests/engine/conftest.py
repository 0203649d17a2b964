"""The examples, as a fixture: a test that asks for ``example`` runs once for each.

The comparison with PyTorch itself is collected where PyTorch is; where it is not, the
numbers it gave once (reference/) stand in. CONVSCOPE_TORCH=1 insists on the real one.
"""

import os
from importlib.util import find_spec

import pytest

from tests.engine.examples import EXAMPLES

HAS_TORCH = find_spec("torch") is not None
COMPARES = HAS_TORCH or os.environ.get("CONVSCOPE_TORCH") == "1"

collect_ignore = ["reference/make.py"]
if not HAS_TORCH:
    collect_ignore.append("pytorch.py")
if not COMPARES:
    collect_ignore.append("test_pytorch.py")


def pytest_report_collectionfinish():
    if COMPARES:
        return "engine: compared with PyTorch itself"
    return "engine: no PyTorch here, compared with numbers it gave before (tests/engine/reference)"


@pytest.fixture(params=EXAMPLES, ids=str)
def example(request):
    return request.param
