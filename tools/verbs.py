"""run, test, check, bench: what each verb needs, and what it does then."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple, NoReturn

from tools import assets, chromium, node, packages
from tools.places import PYTHON, ROOT
from tools.progress import SetupError, plain, say, step
from tools.turns import my_turn

TORCH = "2.13.0"


def main(arguments: Sequence[str], usage: str) -> int:
    """Do what the first word says with the words after it."""
    verb, *rest = arguments or [""]
    if verb in {"", "-h", "--help", "help"}:
        print(usage.strip())
        return 0 if verb else 2
    if verb not in VERBS:
        say(f"dev.py knows {', '.join(VERBS)}; {verb!r} is none of them.")
        return 2
    os.chdir(ROOT)
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))  # so that what we started ends too
    try:
        return VERBS[verb](rest)
    except SetupError as error:
        say("\n".join(filter(None, [str(error), error.advice])))
        return 1
    except KeyboardInterrupt:
        say("stopped")
        return 130


def run(arguments: Sequence[str]) -> int:
    """Serve the page."""
    with my_turn():
        packages.ready("run")
        assets.ready()
    become("-m", "app", "serve", *arguments)


def bench(arguments: Sequence[str]) -> int:
    """Measure the engine."""
    with my_turn():
        packages.ready("run")
        torch()
    become("-m", "benchmarks.bench", *arguments)


def check(arguments: Sequence[str]) -> int:
    """Style and types, all of them, whether or not an earlier one failed."""
    if arguments:
        raise SetupError("check takes no arguments.")
    with my_turn():
        packages.ready("dev")
        node.modules()
    env = node.environment()
    svelte_check = "node_modules/svelte-check/bin/svelte-check"
    return report(
        [
            watch("ruff check", [PYTHON, "-m", "ruff", "check", "."]),
            watch("ruff format", [PYTHON, "-m", "ruff", "format", "--check", "."]),
            watch("mypy", [PYTHON, "-m", "mypy"]),
            watch("svelte-check", [str(node.ready()), svelte_check, "--fail-on-warnings"], env),
            watch("tsc", [node.ready(), "node_modules/typescript/bin/tsc", "--noEmit"], env),
        ]
    )


def test(arguments: Sequence[str]) -> int:
    """The page's tests, then everything else. Paths choose: tests/js, or anything for pytest."""
    paths = [a for a in arguments if not a.startswith("-") and Path(a.split("::")[0]).exists()]
    scripts = [p for p in paths if p.startswith("tests/js")]
    with my_turn():
        packages.ready("dev")
        torch()
        node.modules()
        assets.ready()
        env = {**node.environment(), **chromium.ready()}
    outcomes = []
    if scripts or not paths:
        vitest = ("node_modules/vitest/vitest.mjs", "run", *scripts)
        outcomes.append(watch("vitest", [node.ready(), *vitest], env))
    if not paths or len(paths) > len(scripts):
        others = [a for a in arguments if a not in scripts]
        outcomes.append(watch("pytest", [PYTHON, "-m", "pytest", *others], env))
    return report(outcomes)


def torch() -> None:
    """PyTorch, which the engine is compared with: only where CONVSCOPE_TORCH=1 asks for it."""
    if os.environ.get("CONVSCOPE_TORCH", "0") in {"", "0"} or packages.has("torch"):
        return
    with step(f"installing PyTorch {TORCH} to compare the engine with"):
        packages.pip(f"torch=={TORCH}", failed="PyTorch did not install.")


def become(*arguments: str) -> NoReturn:
    """Turn into .venv's Python, so that Ctrl-C and signals reach it without a go-between."""
    sys.stdout.flush()
    if os.name == "posix":
        os.execv(PYTHON, [str(PYTHON), *arguments])
    sys.exit(subprocess.run([PYTHON, *arguments]).returncode)


class Outcome(NamedTuple):
    """How one tool fared."""

    tool: str
    code: int
    seconds: float
    closing: str  # the line it ended with: "812 passed in 41 s"


def watch(
    tool: str, command: Sequence[str | Path], env: Mapping[str, str] | None = None
) -> Outcome:
    """Run a tool, pass on what it prints, and remember its closing line."""
    say(f"\n── {tool}")
    began = time.monotonic()
    environment = dict(env or os.environ)
    environment.setdefault("PYTHONUNBUFFERED", "1")
    if sys.stdout.isatty():
        environment |= {"FORCE_COLOR": "1", "CLICOLOR_FORCE": "1", "PY_COLORS": "1"}
    closing = ""
    with subprocess.Popen(
        [os.fspath(part) for part in command],
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
    ) as process:
        try:
            for line in process.stdout or []:
                print(line, end="", flush=True)
                closing = _closing(line) or closing
        except BaseException:
            process.terminate()
            raise
    return Outcome(tool, process.returncode, time.monotonic() - began, closing)


def report(outcomes: Sequence[Outcome]) -> int:
    """One summary for all; 1 if any failed."""
    print("\n── summary")
    for tool, code, seconds, closing in outcomes:
        print(f"  {'FAILED' if code else 'ok':7}{tool:13}{seconds:6.1f} s  {closing}")
    return int(any(outcome.code for outcome in outcomes))


def _closing(line: str) -> str:
    """The line without colours and rules, if it is the kind of line that tools end with."""
    words = plain(line).strip(" =\n")
    counts = r"\d+ (passed|failed|error)|Success|Found \d+|already formatted|would be reformatted"
    return words if re.search(counts + r"|All checks passed|svelte-check found", words) else ""


VERBS = {"run": run, "test": test, "check": check, "bench": bench}
