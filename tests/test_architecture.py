"""Imports point down: commands and pages ask services, services ask the engine, the engine NumPy.

    commands, cli
    worker
    protocol
    main
    routes, problems, openapi
    middleware, answers, service
    changed, beside, pages, lessons, altered, lab, filters, missions, thumbnails
    stories, portrait
    blanks, counted, worked
    lineage
    describe, glossary, drawing, experiment
    runs
    sampled, computing
    cards, datasets
    training_recipe
    weights
    turns, recipe, edits, catalogue, shelf, store, cache, body, wire, painted, metrics, schemas
    pictures, colours, formulas
    engine
    settings
    errors

A file may import from its own line (as long as nobody goes round in circles) and from every
line below. The engine is stricter: itself, NumPy and Python, nothing else.
"""

import ast
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
APP = ROOT / "app"
LINES = [
    [name.strip() for name in line.split(",")]
    for line in (__doc__ or "").split("\n\n")[1].splitlines()
]
ENGINE_MAY_USE = {"app", "numpy", *sys.stdlib_module_names}
TOP = {"app", "app.__main__"}
"""The package itself, which says its version and touches nothing else."""


def files() -> list[Path]:
    return sorted(path for path in APP.rglob("*.py") if "static" not in path.parts)


def module(path: Path, root: Path = ROOT) -> str:
    parts = path.relative_to(root).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports(source: str, inside: str) -> Iterator[str]:
    """Every module that a file imports, wherever in it; ``inside`` is its own package."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = inside.rsplit(".", node.level - 1)[0] if node.level else ""
            base = ".".join(part for part in (package, node.module) if part)
            yield from (f"{base}.{alias.name}" for alias in node.names)


def line_of(name: str) -> int:
    """How far down a module of ours stands; the first line is 0."""
    part = name.split(".")[1] if "." in name else ""
    for number, line in enumerate(LINES):
        if part in line:
            return number
    raise AssertionError(f"{name} has no place in the house: give it one in {Path(__file__).name}")


def faults(name: str, source: str, package: str) -> list[str]:
    """What a module imports although it should not."""
    found = []
    for used in imports(source, package):
        ours = used.split(".")[0] == "app"
        if name.startswith("app.engine"):
            if used.split(".")[0] not in ENGINE_MAY_USE or (
                ours and not used.startswith("app.engine")
            ):
                found.append(f"{name}, in the engine, imports {used}")
        elif ours and used not in {*TOP, "app.__version__"} and line_of(used) < line_of(name):
            found.append(f"{name} reaches up to {used}")
    return found


@pytest.mark.parametrize("path", files(), ids=lambda path: module(path))
def test_imports_point_down(path):
    name = module(path)
    if name in TOP:
        return
    package = name if path.name == "__init__.py" else name.rpartition(".")[0]
    assert faults(name, path.read_text(), package) == []


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("app.engine.layer", "from app.pictures import read"),
        ("app.engine.layer", "from app import pictures"),
        ("app.engine.layer", "import app.settings"),
        ("app.engine.layer", "from app.errors import ConvscopeError"),
        ("app.engine.layer", "from PIL import Image"),
        ("app.engine.layer", "import orjson"),
        ("app.engine.layers.conv2d", "def late():\n    from app.runs import Runs"),
        ("app.engine.layers.conv2d", "from ...runs import Runs"),
        ("app.pictures", "from app.catalogue import Entry"),
        ("app.catalogue", "from app import runs"),
        ("app.runs", "from app.routes import networks"),
        ("app.wire", "from app.describe import run"),
        ("app.routes.runs", "from app.main import create_app"),
        ("app.errors", "from app.settings import Settings"),
        ("app.main", "import app.cli"),
        ("app.settings", "from app.engine.network import Network"),
    ],
)
def test_an_upward_import_would_be_found(name, source):
    assert len(faults(name, source, name.rpartition(".")[0])) == 1


@pytest.mark.parametrize(
    ("name", "source"),
    [
        ("app.engine.layer", "import numpy as np\nfrom app.engine.types import Array\nimport math"),
        ("app.routes.runs", "from app.runs import Run\nfrom app import wire, answers"),
        ("app.main", "from app import __version__\nfrom app.routes import health"),
        ("app.runs", "import numpy\nfrom app.errors import NotFound"),
    ],
)
def test_a_downward_import_is_fine(name, source):
    assert faults(name, source, name.rpartition(".")[0]) == []


def test_nobody_goes_round_in_circles():
    names = {module(path): path for path in files()}
    uses = {
        name: {
            next((known for known in (used, used.rpartition(".")[0]) if known in names), "")
            for used in imports(
                path.read_text(), name if path.name == "__init__.py" else name.rpartition(".")[0]
            )
        }
        - {"", "app", name}
        for name, path in names.items()
    }
    done: set[str] = set()
    while free := {name for name in uses if name not in done and uses[name] <= done}:
        done |= free
    assert set(uses) - done == set()


def test_pillow_is_known_only_where_pictures_are_read():
    """One package prepares pictures; a file opens those to learn from, and hands them to it."""
    users = {
        ".".join(module(path).split(".")[:2])
        for path in files()
        if any(used.split(".")[0] == "PIL" for used in imports(path.read_text(), "app"))
    }
    assert users == {"app.datasets", "app.pictures"}


def test_only_one_file_reads_the_models():
    words = ("network.json", "weights.safetensors", "calibration.json")
    readers = {
        module(path) for path in files() if any(f'"{word}"' in path.read_text() for word in words)
    }
    assert "app.catalogue" in readers
    assert not {name for name in readers if name.startswith(("app.routes", "app.engine"))}
