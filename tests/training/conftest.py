"""What is taught in PyTorch is tested where PyTorch is; CONVSCOPE_TORCH=1 insists on it."""

import os
from importlib.util import find_spec

collect_ignore: list[str] = []
if find_spec("torch") is None and os.environ.get("CONVSCOPE_TORCH") != "1":
    collect_ignore += ["test_learner.py", "test_parity.py", "test_teaching.py"]
