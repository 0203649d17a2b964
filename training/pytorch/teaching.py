"""Every step of a plan, in PyTorch; a checkpoint after each epoch, to go on from."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import numpy as np
import torch
import torch.nn.functional as F  # noqa: N812  (as every PyTorch program calls it)
from numpy.typing import NDArray
from torch import Tensor, nn

from app.engine import evaluation
from app.engine.training import Plan, class_weights
from training.pytorch import strangers
from training.pytorch.network import Learner
from training.pytorch.pictures import Shelf
from training.pytorch.recipe import Strangers

DRAWN_PER_EPOCH = 400
DRAWN_TO_CLOSE = 2_000
"""Noise has no end of looks, and a picture that comes again teaches little."""


def teach(
    learner: Learner,
    shelf: Shelf,
    plan: Plan,
    stranger: Strangers,
    checkpoint: Path,
    say: Callable[[str], None],
) -> float:
    """Take every step that is still to be taken; the seconds it took on one processor core.

    Products are computed in bfloat16 with sums in float32; weights are kept in float32.
    """
    pictures, labels = shelf.known
    per_epoch = len(pictures) // plan.batch
    optimizer = _optimizer(learner, plan)
    schedule = torch.optim.lr_scheduler.OneCycleLR(
        optimizer,
        plan.schedule.peak,
        total_steps=plan.epochs * per_epoch,
        pct_start=plan.schedule.warmup,  # type: ignore[attr-defined]
        cycle_momentum=False,
    )
    otherwise = learner.network.shapes()[learner.network.logits][0] - 1
    known = class_weights(labels, otherwise, plan.balance)
    first, seconds = _resume(checkpoint, learner, optimizer, schedule)
    epochs = plan.epochs + stranger.closing.epochs
    for epoch in range(first, epochs):
        started = time.process_time()
        learner.train()
        importance = np.append(known, np.float32(stranger.shown(epoch, plan.epochs)[2]))
        cost, right = 0.0, 0
        for step, (batch, truth) in enumerate(_batches(shelf, plan, stranger, otherwise, epoch)):
            if epoch >= plan.epochs:
                done = epoch - plan.epochs + step / per_epoch
                _set_rate(optimizer, stranger.closing.rate_after(done))
            loss, scores = _step(learner, optimizer, batch, truth, importance, plan.smoothing)
            if epoch < plan.epochs:
                schedule.step()
            cost += loss
            right += int((scores[: plan.batch] == truth[: plan.batch]).sum())
        seconds += time.process_time() - started
        said = f"epoch {epoch + 1}/{epochs} · loss {cost / per_epoch:.3f} · "
        said += f"{100 * right / per_epoch / plan.batch:.1f} % right · {seconds:.0f} s"
        if epoch % 5 == 4 or epoch >= plan.epochs - 2:
            found = _scores(learner, shelf.aside.images)
            held = evaluation.accuracy(found, shelf.aside.labels)
            said += f" · {100 * held:.2f} % of held-out"
        say(said)
        _save(checkpoint, learner, optimizer, schedule, epoch + 1, seconds)
    learner.eval()
    return seconds


def _batches(
    shelf: Shelf, plan: Plan, stranger: Strangers, otherwise: int, epoch: int
) -> Iterator[tuple[NDArray[np.float32], NDArray[np.intp]]]:
    """One epoch's pictures (n, 3, h, w), as they are shown, and what they are (n,).

    otherwise   the number of "something else", the last class
    The same epoch is the same batches, whether the run went through or was taken up again.
    """
    pictures, labels = shelf.known
    rng = np.random.default_rng([plan.seed, 1, epoch])
    torch.manual_seed(plan.seed * 1000 + epoch)
    order = rng.permutation(len(pictures))
    closing = epoch >= plan.epochs
    made = strangers.drawn(DRAWN_TO_CLOSE if closing else DRAWN_PER_EPOCH, rng, closing)
    photos, draws, _ = stranger.shown(epoch, plan.epochs)
    for step in range(len(pictures) // plan.batch):
        chosen = order[step * plan.batch : (step + 1) * plan.batch]
        others = rng.integers(0, len(shelf.others), photos)
        drawn = rng.integers(0, len(made), draws)
        taken = [pictures[chosen], shelf.others[others]]
        batch = _seen(taken, made[drawn], plan, stranger.is_late(epoch, plan.epochs), rng)
        yield batch, np.concatenate([labels[chosen], np.full(photos + draws, otherwise)])


def _step(
    learner: Learner,
    optimizer: torch.optim.Optimizer,
    batch: NDArray[np.float32],
    truth: NDArray[np.intp],
    importance: NDArray[np.float32],
    smoothing: float,
) -> tuple[float, NDArray[np.intp]]:
    """One step on one batch: the loss before it, and what each picture was taken for."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = learner(_images(batch))
    loss = F.cross_entropy(
        scores.float(),
        torch.from_numpy(truth),
        weight=torch.from_numpy(importance),
        label_smoothing=smoothing,
    )
    optimizer.zero_grad(set_to_none=True)
    loss.backward()
    optimizer.step()
    return loss.item(), scores.argmax(1).numpy()


def _seen(
    photos: list[NDArray[np.uint8]],
    drawn: NDArray[np.uint8],
    plan: Plan,
    late: bool,
    rng: np.random.Generator,
) -> NDArray[np.float32]:
    """A batch as it is shown, 0 to 1: photos always moved about, drawn pictures at first.

    Moving softens fine noise, and noise that was never seen sharp is named with confidence.
    """
    moved, plain = [part.astype(np.float32) / 255 for part in (np.concatenate(photos), drawn)]
    if not late:
        return plan.augmentation(np.concatenate([moved, plain]), rng).astype(np.float32)
    return np.concatenate([plan.augmentation(moved, rng), plain]).astype(np.float32)


def _optimizer(learner: Learner, plan: Plan) -> torch.optim.Optimizer:
    """Plain SGD with momentum; only filters and connections decay, as in our own."""
    chosen: Any = plan.optimizer
    decays = [p for p in learner.parameters() if p.ndim > 1]
    stays = [p for p in learner.parameters() if p.ndim <= 1]
    groups = [
        {"params": decays, "weight_decay": chosen.weight_decay},
        {"params": stays, "weight_decay": 0},
    ]
    return torch.optim.SGD(groups, lr=0.1, momentum=chosen.momentum, nesterov=chosen.nesterov)


def _set_rate(optimizer: torch.optim.Optimizer, rate: float) -> None:
    for group in optimizer.param_groups:
        group["lr"] = rate


def _images(batch: NDArray[np.float32]) -> Tensor:
    return torch.from_numpy(batch).contiguous(memory_format=torch.channels_last)


@torch.no_grad()
def _scores(learner: nn.Module, pictures: NDArray[np.uint8]) -> NDArray[np.float32]:
    learner.eval()
    found = []
    for at in range(0, len(pictures), 128):
        with torch.autocast("cpu", torch.bfloat16):
            part = learner(_images(pictures[at : at + 128].astype(np.float32) / 255))
        found.append(part.float().numpy())
    return np.concatenate(found)


def _resume(path: Path, learner: Learner, optimizer: Any, schedule: Any) -> tuple[int, float]:
    """How many epochs are done, and how long they took."""
    if not path.exists():
        return 0, 0.0
    state = torch.load(path, weights_only=False)
    learner.load_state_dict(state["net"])
    optimizer.load_state_dict(state["opt"])
    schedule.load_state_dict(state["sched"])
    return int(state["epoch"]), float(state["spent"])


def _save(
    path: Path, learner: Learner, optimizer: Any, schedule: Any, epoch: int, seconds: float
) -> None:
    state = {
        "net": learner.state_dict(),
        "opt": optimizer.state_dict(),
        "sched": schedule.state_dict(),
        "epoch": epoch,
        "spent": seconds,
    }
    beside = path.with_name(path.name + ".new")
    torch.save(state, beside)
    os.replace(beside, path)
