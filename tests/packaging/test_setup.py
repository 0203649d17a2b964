"""dev.py's set-up notices what is missing, stale or damaged, and mends only that."""

import base64
import hashlib
import os
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from tools import assets, chromium, debian, node, packages, progress, turns, verbs

ROOT = Path(__file__).resolve().parents[2]


def make_wheel(folder: Path, version: str) -> str:
    """The smallest package there is, "pebble"; returns the line that locks it."""
    info = f"pebble-{version}.dist-info"
    files = {
        "pebble/__init__.py": f"version = {version!r}\n",
        "pebble/grain.py": "size = 1\n",
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: pebble\nVersion: {version}\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
    }
    rows = []
    for name, text in files.items():
        digest = base64.urlsafe_b64encode(hashlib.sha256(text.encode()).digest()).rstrip(b"=")
        rows.append(f"{name},sha256={digest.decode()},{len(text)}")
    files[f"{info}/RECORD"] = "\n".join([*rows, f"{info}/RECORD,,", ""])
    wheel = folder / f"pebble-{version}-py3-none-any.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return f"pebble=={version} --hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}\n"


@pytest.fixture(scope="module")
def workshop(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A project with a .venv of its own, whose one dependency is a pebble, far from any network."""
    root = tmp_path_factory.mktemp("workshop")
    (root / "locks").mkdir()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(packages, "VENV", root / ".venv")
        patch.setattr(packages, "PYTHON", root / ".venv" / "bin" / "python")
        patch.setattr(packages, "STAMP", root / ".venv" / ".convscope.json")
        patch.setattr(packages, "LOCKS", root / "locks")
        patch.setenv("PIP_NO_INDEX", "1")
        patch.setenv("PIP_FIND_LINKS", str(root))
        lock_all(root, make_wheel(root, "1.0"))
        packages.ready("run")
        yield root


def lock_all(root: Path, text: str) -> None:
    for lock in ("run", "dev"):
        (root / "locks" / f"{lock}.lock").write_text(text)


def ask(root: Path, code: str) -> str:
    python = root / ".venv" / "bin" / "python"
    return subprocess.run(
        [python, "-c", code], capture_output=True, text=True, check=True, cwd=root
    ).stdout.strip()


VERSION = "import pebble, pebble.grain; print(pebble.version)"


def test_an_environment_is_made_and_filled(workshop: Path) -> None:
    assert ask(workshop, VERSION) == "1.0"


def test_a_whole_environment_is_left_alone(workshop: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "do", lambda *_, **__: pytest.fail("something was installed"))
    packages.ready("run")


def test_a_lost_file_is_put_back(workshop: Path, capsys: pytest.CaptureFixture[str]) -> None:
    next(workshop.glob(".venv/lib/*/site-packages/pebble/grain.py")).unlink()
    packages.ready("run")
    assert ask(workshop, VERSION) == "1.0"
    assert ".venv is damaged (pebble); mending it" in capsys.readouterr().err


def test_a_package_removed_by_hand_is_put_back(workshop: Path) -> None:
    ask(workshop, "import pip._internal.cli.main as m; m.main(['uninstall', '-qy', 'pebble'])")
    packages.ready("run")
    assert ask(workshop, VERSION) == "1.0"


def test_an_installation_that_stopped_half_way_is_finished(workshop: Path) -> None:
    packages.STAMP.unlink()
    next(workshop.glob(".venv/lib/*/site-packages/pebble-*/METADATA")).unlink()
    packages.ready("run")
    assert ask(workshop, VERSION) == "1.0"


def test_a_broken_python_is_replaced(workshop: Path) -> None:
    python = workshop / ".venv" / "bin" / "python"
    python.unlink()
    python.symlink_to("/nowhere/python3")
    packages.ready("run")
    assert ask(workshop, VERSION) == "1.0"


def test_a_new_lock_is_followed(workshop: Path) -> None:
    packages.ready("dev")
    lock_all(workshop, make_wheel(workshop, "2.0"))
    packages.ready("run")
    assert ask(workshop, VERSION) == "2.0"


def test_the_wider_lock_serves_for_the_narrow_one(
    workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packages.ready("dev")
    monkeypatch.setattr(packages, "do", lambda *_, **__: pytest.fail("something was installed"))
    packages.ready("run")


def test_no_network_is_said_with_what_to_do(workshop: Path) -> None:
    before = (workshop / "locks" / "run.lock").read_text()
    lock_all(workshop, before.replace("pebble==2.0", "pebble==3.0"))
    with pytest.raises(progress.SetupError, match="did not install") as failed:
        packages.ready("run")
    assert "Is this machine online?" in failed.value.advice
    lock_all(workshop, before)
    packages.ready("run")
    assert ask(workshop, VERSION) == "2.0"


def test_a_python_that_cannot_make_environments_says_what_to_install(
    workshop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packages, "VENV", workshop / "other")
    monkeypatch.setattr(packages, "PYTHON", workshop / "other" / "bin" / "python")
    monkeypatch.setattr(packages.importlib.util, "find_spec", lambda name: None)
    monkeypatch.setattr(debian.shutil, "which", lambda name: None)
    with pytest.raises(progress.SetupError) as failed:
        packages.ready("run")
    assert "sudo apt install python3." in failed.value.advice


@pytest.fixture
def page(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A page with one source, "built" by writing a file where Vite would."""
    (tmp_path / "static" / "src").mkdir(parents=True)
    (tmp_path / "static" / "src" / "main.ts").write_text("1")
    monkeypatch.setattr(assets, "ROOT", tmp_path)
    monkeypatch.setattr(assets, "STATIC", tmp_path / "static")
    monkeypatch.setattr(assets, "DIST", tmp_path / "static" / "dist")
    monkeypatch.setattr(assets, "STAMP", tmp_path / "static" / "dist" / ".stamp.json")
    monkeypatch.setattr(node, "modules", lambda **_: None)

    def vite(*arguments: str, **_: str) -> None:
        out = Path(arguments[arguments.index("--outDir") + 1])
        out.mkdir()
        (out / "main.js").write_text((tmp_path / "static" / "src" / "main.ts").read_text())

    monkeypatch.setattr(node, "npm", vite)
    assets.ready()
    return tmp_path


def test_a_fresh_page_is_not_built_again(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(node, "npm", lambda *_, **__: pytest.fail("it was built"))
    assets.ready()


def test_a_page_is_built_again_when_a_source_changed_came_or_went(page: Path) -> None:
    source = page / "static" / "src"
    (source / "main.ts").write_text("2")
    assert not assets.fresh()
    assets.ready()
    assert (page / "static" / "dist" / "main.js").read_text() == "2"
    (source / "new.ts").write_text("")
    assert not assets.fresh()
    assets.ready()
    (source / "new.ts").rename(source / "newer.ts")
    assert not assets.fresh()


def test_a_page_that_lost_a_file_is_built_again(page: Path) -> None:
    (page / "static" / "dist" / "main.js").unlink()
    assert not assets.fresh()


def test_a_failed_build_leaves_the_old_page(page: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: str, **__: str) -> None:
        raise progress.SetupError("a brace is missing")

    monkeypatch.setattr(node, "npm", broken)
    monkeypatch.setattr(node, "modules_whole", lambda: True)
    (page / "static" / "src" / "main.ts").write_text("{")
    with pytest.raises(progress.SetupError, match="brace"):
        assets.ready()
    assert (page / "static" / "dist" / "main.js").read_text() == "1"


def fake_node(folder: Path, version: str) -> None:
    for name in ("node", "npm"):
        program = folder / name
        program.write_text(f"#!/bin/sh\necho {version}\n")
        program.chmod(0o755)


@pytest.mark.parametrize(
    ("version", "good"), [("v20.20.2", False), ("v22.11.0", False), ("v22.12.0", True)]
)
def test_only_a_node_that_is_new_enough_is_used(
    version: str, good: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fake_node(tmp_path, version)
    monkeypatch.setattr(node, "SCRIPTS", tmp_path / "none")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert node.find() == (tmp_path / "node" if good else None)


def test_a_chromium_that_is_not_there_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CONVSCOPE_CHROMIUM", "/nowhere/chromium")
    with pytest.raises(progress.SetupError, match="/nowhere/chromium"):
        chromium.find()


def test_two_set_ups_take_turns(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "ROOT", tmp_path)
    code = f"""
import sys, time; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tools import turns
turns.ROOT = Path({str(tmp_path)!r})
with turns.my_turn():
    print("mine", flush=True)
    sys.stdin.read()
    Path({str(tmp_path)!r}, "done").touch()
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as other:
        assert other.stdout is not None
        assert other.stdin is not None
        assert other.stdout.readline() == "mine\n"
        with (tmp_path / ".dev.lock").open() as file:
            assert not turns._try_lock(file)
        other.stdin.close()
        with turns.my_turn():
            assert (tmp_path / "done").exists()


def test_a_turn_ends_with_its_process(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(turns, "ROOT", tmp_path)
    code = f"""
import os, sys; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tools import turns
turns.ROOT = Path({str(tmp_path)!r})
with turns.my_turn():
    os._exit(9)
"""
    assert subprocess.run([sys.executable, "-c", code]).returncode == 9
    began = time.monotonic()
    with turns.my_turn():
        pass
    assert time.monotonic() - began < 1


def test_a_turn_lasts_as_long_as_what_was_started_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(turns, "ROOT", tmp_path)
    monkeypatch.setattr(progress, "ROOT", tmp_path)
    code = f"""
import sys, threading; sys.path.insert(0, {str(ROOT)!r})
from pathlib import Path
from tools import progress, turns
turns.ROOT = progress.ROOT = Path({str(tmp_path)!r})
work = '''
import time
from pathlib import Path
Path("begun").touch(); time.sleep(1); Path("done").touch()
'''
with turns.my_turn():
    progress.do([sys.executable, "-c", work], failed="")
"""
    with subprocess.Popen([sys.executable, "-c", code]) as other:
        while not (tmp_path / "begun").exists():
            assert other.poll() is None
            time.sleep(0.02)
        other.kill()
    with turns.my_turn():
        assert (tmp_path / "done").exists()


def test_what_a_failed_command_said_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(progress.SetupError, match=r"It broke\.\n    the reason"):
        progress.do([sys.executable, "-c", "print('the reason'); exit(3)"], failed="It broke.")
    assert capsys.readouterr().out == ""


def test_a_command_that_is_not_there_is_trouble_not_a_traceback() -> None:
    with pytest.raises(progress.SetupError, match="nowhere"):
        progress.do(["/nowhere/program"], failed="It did not start.")


def test_the_summary_says_who_failed(capsys: pytest.CaptureFixture[str]) -> None:
    good = verbs.watch("good", [sys.executable, "-c", "print('=== 3 passed in 0.1s ===')"])
    bad = verbs.watch("bad", [sys.executable, "-c", "print('1 failed, 2 passed'); exit(1)"])
    assert verbs.report([good]) == 0
    assert verbs.report([good, bad]) == 1
    *_, second_last, last = capsys.readouterr().out.splitlines()
    assert second_last.split()[:2] == ["ok", "good"]
    assert second_last.endswith("3 passed in 0.1s")
    assert last.split()[:2] == ["FAILED", "bad"]
    assert last.endswith("1 failed, 2 passed")


@pytest.mark.parametrize("words", [["fly"], ["check", "everything"]])
def test_a_verb_that_is_none_is_said(words: list[str]) -> None:
    ended = subprocess.run(
        [sys.executable, ROOT / "dev.py", *words], capture_output=True, text=True, env=os.environ
    )
    assert ended.returncode in {1, 2}
    assert "Traceback" not in ended.stderr
    assert ended.stderr.strip()
