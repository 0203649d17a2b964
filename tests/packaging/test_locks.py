"""What is installed is what was locked, from wherever the installing machine gets its packages."""

import json
import re
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
LOCKS = sorted((ROOT / "requirements").glob("*.lock"))


def pins(lock: Path) -> dict[str, str]:
    """name and marker -> the whole entry."""
    entries = re.findall(r"^(\S.*?)==(\S+)( ;.*?)? \\\n((?:    .*\n?)+)", lock.read_text(), re.M)
    return {f"{name}{marker}": f"{version} {hashes}" for name, version, marker, hashes in entries}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda f: f.name)
def test_every_python_package_is_pinned_by_hash(lock: Path) -> None:
    lines = [line for line in lock.read_text().splitlines() if re.match(r"\w", line)]
    assert len(pins(lock)) == len(lines) > 0
    assert all("--hash=sha256:" in entry for entry in pins(lock).values())


@pytest.mark.parametrize("lock", LOCKS, ids=lambda f: f.name)
def test_no_python_lock_says_where_to_download(lock: Path) -> None:
    assert "://" not in lock.read_text()
    assert not re.search(r"^--|^-[a-z]", lock.read_text(), re.M)


def test_the_wider_lock_agrees_with_the_narrow_ones() -> None:
    wide = pins(ROOT / "requirements" / "dev.lock")
    for narrow in ("run", "node"):
        assert pins(ROOT / "requirements" / f"{narrow}.lock").items() <= wide.items()


def test_every_npm_package_is_pinned_by_hash_and_without_an_address() -> None:
    packages = json.loads((ROOT / "package-lock.json").read_text())["packages"]
    installed = {name: entry for name, entry in packages.items() if name}
    assert installed
    assert [name for name, entry in installed.items() if "integrity" not in entry] == []
    assert [name for name, entry in installed.items() if "resolved" in entry] == []


def test_locks_are_as_new_as_what_they_lock() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())
    groups = project["dependency-groups"]
    asked = [*project["project"]["dependencies"], *groups["node"]]
    asked += [entry for entry in groups["dev"] if isinstance(entry, str)]
    locked = {name.split(" ")[0] for name in pins(ROOT / "requirements" / "dev.lock")}
    assert {re.split(r"[<>=~!\[ ]", entry)[0] for entry in asked} <= locked

    page = json.loads((ROOT / "package.json").read_text())
    root = json.loads((ROOT / "package-lock.json").read_text())["packages"][""]
    for kind in ("dependencies", "devDependencies"):
        assert root[kind] == page[kind]
