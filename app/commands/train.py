"""Teach a network from a recipe.

Reads training/<network>.toml and a data set, learns, calibrates, and writes
weights.safetensors, calibration.json and card.md into models/<network>. A checkpoint is
written on the way; --resume goes on from there as if nothing had happened.
"""

import argparse
import json
import os
import shlex
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from app.errors import BadRequest

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from app.cards import Figures, Learning
    from app.engine.network import Network
    from app.engine.training import Pictures, Plan, Progress, State
    from app.engine.types import Weights
    from app.training_recipe import TrainingRecipe

EVERY = 60.0  # seconds between two checkpoints


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """--recipe --data --out --resume --checkpoint --epochs --seed --no-judge --judge-only"""
    parser.add_argument("--recipe", type=Path, required=True, help="such as training/lenet-5.toml")
    parser.add_argument(
        "--data",
        type=Path,
        required=True,
        help="a folder of idx files, a folder split/class/file, or a ZIP archive of one",
    )
    parser.add_argument(
        "--out", type=Path, help="where the trained network goes (default: models/<network>)"
    )
    parser.add_argument("--resume", action="store_true", help="go on from the checkpoint")
    parser.add_argument(
        "--checkpoint", type=Path, help="default: <recipe>.checkpoint.npz beside the recipe"
    )
    parser.add_argument("--epochs", type=int, help="instead of the recipe's, for a quick look")
    parser.add_argument("--seed", type=int, help="instead of the recipe's")
    parser.add_argument(
        "--no-judge", action="store_true", help="leave the split for the published figure alone"
    )
    parser.add_argument(
        "--judge-only",
        action="store_true",
        help="learn nothing: say how good the network in --out is on that split",
    )


def run(arguments: argparse.Namespace) -> int:
    """Learn, calibrate, judge, write."""
    for name in ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS"):
        os.environ.setdefault(name, "1")  # micro-batches are too small to share out
    from app import training_recipe
    from app.engine.types import EngineError

    recipe = training_recipe.read(
        arguments.recipe, {"epochs": arguments.epochs, "seed": arguments.seed}
    )
    if recipe.teacher != "numpy" and not arguments.judge_only:
        raise BadRequest(
            f"{arguments.recipe} is taught with PyTorch: python -m training.{recipe.teacher} "
            f"--recipe {arguments.recipe} --data ... (see training/README.md)."
        )
    try:
        return judge_only(arguments, recipe) if arguments.judge_only else teach(arguments, recipe)
    except EngineError as error:
        raise BadRequest(str(error)) from None


def teach(arguments: argparse.Namespace, recipe: "TrainingRecipe") -> int:
    """The whole way from pictures to a folder in models/."""
    import numpy as np

    from app import cards, datasets
    from app.engine import evaluation
    from app.engine.centring import Centring
    from app.engine.figures import parameters
    from app.engine.network import Network
    from app.engine.training import Pictures

    description = describe(recipe.network)
    network = Network.from_spec(description)
    say(f"Reading {recipe.source.learn} from {arguments.data} ...")
    found = datasets.read(arguments.data, recipe.source.learn, description)
    kept, held = evaluation.hold_out(found.labels, recipe.source.hold_out, recipe.plan.seed)
    if not held:
        raise BadRequest("hold_out keeps no picture aside; there is nothing to calibrate with.")
    pictures = Pictures(found.images[kept], found.labels[kept])
    aside = Pictures(found.images[held], found.labels[held])
    plan = replace(recipe.plan, centring=Centring.of(pictures.images))
    say(f"{len(kept):,} pictures to learn from, {len(held):,} held out.")

    path = arguments.checkpoint or arguments.recipe.with_suffix(".checkpoint.npz")
    stamp = f"{recipe.digest} {len(kept)}"
    state = learn(network, pictures, aside, plan, path, stamp, arguments.resume)

    weights = state.learned(network, plan)
    scores = evaluation.logits(network, weights, aside.images)
    heat = evaluation.temperature(scores, aside.labels)
    weights = evaluation.cooled(network, weights, heat)
    unsure_below = evaluation.unsure_below(evaluation.probabilities(scores, heat), recipe.keep)
    learning = cards.Learning(
        pictures=len(kept),
        held_out=len(held),
        aside=measure(network, weights, aside, recipe.source.learn, unsure_below),
        judged=None,
        temperature=heat,
        unsure_below=unsure_below,
        seconds=state.seconds,
        command=command(arguments),
        numpy=np.__version__,
    )
    say(f"{cards.percent(learning.aside.accuracy)} of the held-out pictures are right.")
    if not arguments.no_judge:
        unseen = datasets.read(arguments.data, recipe.source.judge, description)
        judged = measure(network, weights, unseen, recipe.source.judge, unsure_below)
        learning = replace(learning, judged=judged)
        say(f"{cards.percent(judged.accuracy)} of {judged.pictures:,} in {judged.split} are right.")

    out = arguments.out or models() / recipe.network
    text = cards.card(
        str(description["title"]),
        str(description["about"]),
        description["classes"],
        parameters(network),
        recipe,
        learning,
    )
    write(out, description, weights, learning, text)
    path.unlink(missing_ok=True)
    say(f"Written to {out}.")
    return 0


def judge_only(arguments: argparse.Namespace, recipe: "TrainingRecipe") -> int:
    """How good the network that lies in --out is on the split kept for that."""
    from safetensors.numpy import load_file

    from app import cards, datasets
    from app.engine.network import Network
    from app.engine.training import nested

    out = arguments.out or models() / recipe.network
    description = describe(recipe.network)
    network = Network.from_spec(description)
    weights = nested(load_file(out / "weights.safetensors"))
    calibration = json.loads((out / "calibration.json").read_text(encoding="utf-8"))
    unseen = datasets.read(arguments.data, recipe.source.judge, description)
    figures = measure(
        network, weights, unseen, recipe.source.judge, float(calibration["unsure_below"])
    )
    say(
        f"{figures.correct:,} of {figures.pictures:,} pictures in {figures.split} are right: "
        f"{cards.percent(figures.accuracy)}. Calibration error {cards.percent(figures.ece)}; "
        f"sure of {cards.percent(figures.sure)}, right in {cards.percent(figures.sure_accuracy)} "
        f"of those."
    )
    return 0


# Learning


def learn(
    network: "Network",
    pictures: "Pictures",
    aside: "Pictures",
    plan: "Plan",
    path: Path,
    stamp: str,
    resume: bool,
) -> "State":
    """Every step of the plan, with a bar to watch and a checkpoint to go on from."""
    from app.engine import evaluation
    from app.engine.training import begin, train

    state = load(path, stamp) if resume else begin(network, plan)
    if state.step:
        say(f"Going on after step {state.step:,}.")
    written = time.monotonic()
    try:
        with bar() as show:
            for progress in train(network, pictures, plan, state):
                show(progress)
                if progress.epoch_done:
                    scores = evaluation.logits(network, state.learned(network, plan), aside.images)
                    right = evaluation.accuracy(scores, aside.labels)
                    show(progress, f"{100 * right:.2f} % of held-out")
                if time.monotonic() - written > EVERY:
                    save(path, state, stamp)
                    written = time.monotonic()
    except KeyboardInterrupt:
        save(path, state, stamp)
        say(f"Stopped after step {state.step:,}. Go on with --resume.")
        raise
    return state


@contextmanager
def bar() -> Iterator[Any]:
    """A line that moves: loss, accuracy, time left. Not at a terminal: a line per epoch."""
    from rich.console import Console
    from rich.progress import BarColumn, TextColumn
    from rich.progress import Progress as Bar

    if not sys.stdout.isatty():

        def tell(progress: "Progress", result: str = "") -> None:
            if result:
                say(f"{words(progress)} · {result}")

        yield tell
        return
    columns = (TextColumn("{task.description}"), BarColumn(), TextColumn("{task.fields[words]}"))
    with Bar(*columns, console=Console()) as line:
        task = line.add_task("learning", total=None, words="")

        def show(progress: "Progress", result: str = "") -> None:
            line.update(task, completed=progress.step, total=progress.steps, words=words(progress))
            if result:
                line.console.print(f"{words(progress)} · {result}")

        yield show


def words(progress: "Progress") -> str:
    """What there is to say after a step, in one line."""
    left = round(progress.seconds_left)
    return (
        f"epoch {progress.epoch}/{progress.epochs} · loss {progress.loss:.4f} · "
        f"{100 * progress.accuracy:.2f} % right · rate {progress.rate:.2g} · "
        f"{left // 60}:{left % 60:02} left"
    )


def save(path: Path, state: "State", stamp: str) -> None:
    """Write a checkpoint: wholly or not at all."""
    import numpy as np

    with atomic(path) as file:
        np.savez(file, stamp=np.array(stamp), **state.arrays())  # type: ignore[arg-type]


def load(path: Path, stamp: str) -> "State":
    """The state in a checkpoint. Raises BadRequest if it is not one of this recipe's."""
    import numpy as np

    from app.engine.training import State

    try:
        with np.load(path, allow_pickle=False) as found:
            arrays: Mapping[str, NDArray[Any]] = dict(found)
    except FileNotFoundError:
        raise BadRequest(f"There is no checkpoint at {path} to go on from.") from None
    except (OSError, ValueError) as error:
        raise BadRequest(f"The checkpoint {path} cannot be read: {error}") from None
    if str(arrays.get("stamp")) != stamp:
        raise BadRequest(
            f"The checkpoint {path} comes from another recipe or other data, so going on from "
            f"it would give neither. Remove it, or start without --resume."
        )
    return State.from_arrays(arrays)


# Judging and writing


def measure(
    network: "Network", weights: "Weights", pictures: "Pictures", split: str, unsure_below: float
) -> "Figures":
    """All figures for one split."""
    from app.cards import Figures
    from app.engine import evaluation

    scores = evaluation.logits(network, weights, pictures.images)
    shares = evaluation.probabilities(scores)
    right = scores.argmax(axis=1) == pictures.labels
    sure = shares.max(axis=1) >= unsure_below
    return Figures(
        split=split,
        pictures=len(right),
        correct=int(right.sum()),
        ece=evaluation.calibration_error(shares, pictures.labels),
        sure=float(sure.mean()),
        sure_accuracy=float(right[sure].mean()) if sure.any() else 0.0,
        confusion=evaluation.confusion(scores, pictures.labels),
    )


def write(
    out: Path,
    description: Mapping[str, Any],
    weights: "Weights",
    learning: "Learning",
    text: str,
) -> None:
    """Everything that makes a folder in models/, each file wholly or not at all."""
    from safetensors.numpy import save as pack

    out.mkdir(parents=True, exist_ok=True)
    if not (out / "network.json").exists():
        with atomic(out / "network.json") as file:
            file.write(json.dumps(description, ensure_ascii=False, indent=1).encode())
    best = learning.judged or learning.aside
    calibration = {
        "temperature": round(learning.temperature, 6),
        "unsure_below": round(learning.unsure_below, 6),
        "accuracy": {
            "split": best.split if learning.judged else f"held out of {best.split}",
            "pictures": best.pictures,
            "correct": best.correct,
            "value": round(best.accuracy, 6),
            "ece": round(best.ece, 6),
        },
    }
    if learning.strange:
        calibration["strangers"] = {
            "split": learning.strange.split,
            "pictures": learning.strange.pictures,
            "kinds": learning.strange.kinds,
            "auroc": round(learning.strange.auroc, 6),
        }
    flat = {
        f"{node}.{name}": array
        for node, params in weights.items()
        for name, array in params.items()
    }
    for name, data in {
        "weights.safetensors": pack(flat),
        "calibration.json": (json.dumps(calibration, indent=1) + "\n").encode(),
        "card.md": text.encode(),
    }.items():
        with atomic(out / name) as file:
            file.write(data)


@contextmanager
def atomic(path: Path) -> Iterator[Any]:
    """A file to write into that takes its name only when it is whole."""
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        with beside.open("wb") as file:
            yield file
            file.flush()
            os.fsync(file.fileno())
        os.replace(beside, path)
    finally:
        beside.unlink(missing_ok=True)


def models() -> Path:
    """The folder of networks."""
    from app.settings import Settings

    return Settings.from_environment().models


def describe(network: str) -> dict[str, Any]:
    """The description of a network in models/."""
    path = models() / network / "network.json"
    try:
        found: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise BadRequest(f"There is no network {network}: {path} is missing.") from None
    return found


def command(arguments: argparse.Namespace) -> str:
    """What to type to do this again; where the data lie is everyone's own business."""
    parts = ["convscope", "train", "--recipe", arguments.recipe.as_posix()]
    parts += ["--data", arguments.data.name]
    for name in ("epochs", "seed"):
        if getattr(arguments, name) is not None:
            parts += [f"--{name}", str(getattr(arguments, name))]
    return shlex.join(parts)


def say(text: str) -> None:
    """One line to the person at the terminal, at once."""
    print(text, flush=True)
