"""The engine stands on NumPy and the standard library, and on nothing else."""

import ast
import os
import subprocess
import sys
from pathlib import Path

import pytest

ENGINE = sorted(Path("app/engine").rglob("*.py"))
MAY = {"app.engine", "numpy", *sys.stdlib_module_names}


def imported(source):
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.ImportFrom):
            yield "." * node.level + (node.module or "")
        elif isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)


def strangers(source):
    """What a file imports that the engine may not."""
    return [
        name
        for name in imported(source)
        if not any(name == one or name.startswith(f"{one}.") for one in MAY)
    ]


@pytest.mark.parametrize("path", ENGINE, ids=str)
def test_the_engine_imports_only_itself(path):
    assert not strangers(path.read_text())


def test_a_planted_import_would_be_found():
    assert strangers("from app.runs import start") == ["app.runs"]
    assert strangers("import fastapi.routing") == ["fastapi.routing"]


def test_kernels_know_no_layers():
    for path in Path("app/engine/kernels").glob("*.py"):
        assert not [name for name in imported(path.read_text()) if "layer" in name]


def python(code, **environment):
    known = {name: value for name, value in os.environ.items() if "THREADS" not in name}
    run = [sys.executable, "-c", code]
    return subprocess.run(
        run, env=known | environment, capture_output=True, text=True, check=True
    ).stdout.strip()


def test_matrices_are_multiplied_on_one_thread():
    told = (
        "import app, numpy, threadpoolctl as t;"
        "print({pool['num_threads'] for pool in t.threadpool_info()})"
    )
    assert python(told) == "{1}"


def test_whoever_sets_the_threads_first_keeps_their_choice():
    told = "import app, os; print(os.environ['OPENBLAS_NUM_THREADS'])"
    assert python(told, OPENBLAS_NUM_THREADS="2") == "2"
