"""Teach a network of models/ in PyTorch, and write what our engine needs.

    python -m training.pytorch --recipe training/vgg-twin.toml \\
        --data everyday10-64.zip --others other-64.zip

PyTorch is a development dependency (CONTRIBUTING.md says how it is installed). Stopped with
Ctrl-C, it goes on from its last epoch when it is started again.
"""

import argparse
import os
import shlex
import sys
from dataclasses import replace
from pathlib import Path

for _name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ.setdefault(_name, "1")

import numpy as np  # noqa: E402  (after the number of threads is settled)
import torch  # noqa: E402

from app import cards, datasets  # noqa: E402
from app.commands.train import describe, measure, models, say, write  # noqa: E402
from app.engine import evaluation  # noqa: E402
from app.engine.centring import Centring  # noqa: E402
from app.engine.figures import parameters  # noqa: E402
from app.engine.network import Network  # noqa: E402
from app.errors import ConvscopeError  # noqa: E402
from training.pytorch import parity, pictures, recipe, strangeness  # noqa: E402
from training.pytorch.network import Learner  # noqa: E402
from training.pytorch.teaching import teach  # noqa: E402


def main() -> int:
    """Read, learn, fold, calibrate, judge, write."""
    parser = argparse.ArgumentParser(prog="python -m training.pytorch", description=__doc__)
    parser.add_argument("--recipe", type=Path, required=True, help="such as training/vgg-twin.toml")
    parser.add_argument(
        "--data", type=Path, required=True, help="what it is to know: a ZIP or folder"
    )
    parser.add_argument(
        "--others", type=Path, required=True, help="a ZIP of photos of other things"
    )
    parser.add_argument("--out", type=Path, help="default: models/<network>")
    parser.add_argument("--checkpoint", type=Path, help="default: <recipe>.checkpoint.pt beside it")
    arguments = parser.parse_args()
    try:
        return run(arguments)
    except ConvscopeError as error:
        say(str(error))
        return 2


def run(arguments: argparse.Namespace) -> int:
    """The whole way from pictures to a folder in models/."""
    torch.set_num_threads(1)
    plan_of, stranger = recipe.read(arguments.recipe)
    description = describe(plan_of.network)
    network = Network.from_spec(description)
    shelf = pictures.read(arguments.data, arguments.others, description, plan_of, stranger)
    say(
        f"{len(shelf.known.images):,} pictures to learn from, {len(shelf.aside.images):,} held out."
    )
    centring = Centring.of(shelf.known.images)
    torch.manual_seed(plan_of.plan.seed)
    learner = Learner(network, list(centring.mean), list(centring.std))
    learner = learner.to(memory_format=torch.channels_last)
    path = arguments.checkpoint or arguments.recipe.with_suffix(".checkpoint.pt")
    seconds = teach(learner, shelf, plan_of.plan, stranger, path, say)

    weights = learner.learned()
    apart = parity.largest(learner, network, weights, shelf.aside.images[:16])
    say(f"Our engine and PyTorch differ by {apart:.1e} of a layer's largest number at most.")
    scores = evaluation.logits(network, weights, shelf.aside.images)
    by = strangeness.shift(scores, stranger.mistaken)
    weights = strangeness.shifted(network, weights, by)
    scores[:, -1] += np.float32(by)
    say(f'The score of "{description["classes"][-1]}" is shifted by {by:+.2f}.')
    heat = evaluation.temperature(scores, shelf.aside.labels)
    weights = evaluation.cooled(network, weights, heat)
    shares = evaluation.probabilities(scores, heat)
    unsure_below = max(
        evaluation.unsure_below(shares, plan_of.keep),
        strangeness.surest(network, weights, plan_of.plan.seed),
    )
    judge = plan_of.source.judge
    aside = measure(network, weights, shelf.aside, plan_of.source.learn, unsure_below)
    judged_on = datasets.read(arguments.data, judge, description)
    judged = measure(network, weights, judged_on, judge, unsure_below)
    strange = strangeness.measured(
        network, weights, judged_on.images, arguments.others, judge, unsure_below
    )
    learning = cards.Learning(
        pictures=len(shelf.known.images),
        held_out=len(shelf.aside.images),
        aside=aside,
        judged=judged,
        temperature=heat,
        unsure_below=unsure_below,
        seconds=seconds,
        command=_command(arguments),
        numpy=np.__version__,
        teacher=f"PyTorch {torch.__version__.partition('+')[0]}",
        parity=apart,
        closing=stranger.closing.epochs,
        strange=replace(
            strange, source=f"{stranger.name}. By {stranger.credit}; {stranger.licence}"
        ),
    )
    text = cards.card(
        str(description["title"]),
        str(description["about"]),
        description["classes"],
        parameters(network),
        plan_of,
        learning,
    )
    write(arguments.out or models() / plan_of.network, description, weights, learning, text)
    say(f"{cards.percent(aside.accuracy)} of the held-out pictures are right.")
    say(f"{cards.percent(judged.accuracy)} of {judged.pictures:,} in {judge} are right.")
    say(f"Strangers of kinds never shown: AUROC {strange.auroc:.3f}.")
    return 0


def _command(arguments: argparse.Namespace) -> str:
    """What to type to do this again; where the data lie is everyone's own business."""
    parts = ["python", "-m", "training.pytorch", "--recipe", arguments.recipe.as_posix()]
    parts += ["--data", arguments.data.name, "--others", arguments.others.name]
    return shlex.join(parts)


if __name__ == "__main__":
    sys.exit(main())
