"""How a network is taught, as a file one can read: training/<network>.toml.

A recipe names the network, says what it learns from and who made that, and fixes
everything that is decided before the first step. The same recipe and data give the same
weights, bit for bit, on the same processor and the same NumPy.
"""

import hashlib
import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path
from typing import Any

from app.engine.augmentation import Augmentation
from app.engine.optimizers import optimizer
from app.engine.schedules import schedule
from app.engine.training import Plan
from app.engine.types import EngineError
from app.errors import BadRequest


@dataclass(frozen=True)
class Source:
    """What is learned from.

    name, credit, licence   for the card
    learn                   the split that is learned from
    judge                   the split that is looked at once, for the published figure
    hold_out                the share of ``learn`` kept aside to choose and to calibrate with
    """

    name: str
    credit: str
    licence: str
    learn: str = "train"
    judge: str = "val"
    hold_out: float = 0.1


@dataclass(frozen=True)
class TrainingRecipe:
    """A network, its data, its plan, and what is to be said about it on its card.

    network   the folder in models/ that holds network.json
    plan      without the centring, which is measured on the data
    keep      the share of held-out pictures whose verdict is not called unsure
    learned   what the network has learned to do, in a sentence or two
    weak      what it does badly
    digest    of everything in the file that decides the weights
    teacher   "numpy": our own engine; "pytorch": python -m training.pytorch
    """

    network: str
    source: Source
    plan: Plan
    keep: float = 0.8
    learned: str = ""
    weak: str = ""
    digest: str = ""
    teacher: str = "numpy"


def read(path: Path, changes: Mapping[str, Any] | None = None) -> TrainingRecipe:
    """The recipe in a TOML file; ``changes`` replace single lines of its [plan].

    Raises BadRequest in a sentence when the file cannot be read or makes no sense.
    """
    try:
        text = path.read_text(encoding="utf-8")
        found = tomllib.loads(text)
    except FileNotFoundError:
        raise BadRequest(f"There is no recipe at {path}.") from None
    except tomllib.TOMLDecodeError as error:
        raise BadRequest(f"{path} is not TOML: {error}.") from None
    changed = {name: value for name, value in (changes or {}).items() if value is not None}
    settings = found.get("plan", {}) | changed
    try:
        return TrainingRecipe(
            network=found["network"],
            source=Source(**found["data"]),
            plan=_plan(settings, found),
            keep=float(found.get("verdict", {}).get("keep", 0.8)),
            learned=found.get("card", {}).get("learned", "").strip(),
            weak=found.get("card", {}).get("weak", "").strip(),
            digest=_digest(found, settings),
            teacher=found.get("teacher", "numpy"),
        )
    except KeyError as error:
        raise BadRequest(f"{path} does not say its {error.args[0]}.") from None
    except (TypeError, EngineError) as error:
        raise BadRequest(f"{path} makes no sense: {error}") from None


def _plan(settings: Mapping[str, Any], found: Mapping[str, Any]) -> Plan:
    known = {one.name for one in fields(Plan)} - {"optimizer", "schedule", "augmentation"}
    strangers = set(settings) - known
    if strangers:
        raise TypeError(f"[plan] can be told {', '.join(sorted(known))}; not {min(strangers)}.")
    return Plan(
        **settings,
        optimizer=optimizer(found["optimizer"]),
        schedule=schedule(found["schedule"]),
        augmentation=Augmentation(**found.get("augmentation", {})),
    )


def _digest(found: Mapping[str, Any], settings: Mapping[str, Any]) -> str:
    """The same for recipes that give the same weights; words do not count."""
    decisive = {
        name: part for name, part in found.items() if name not in ("card", "plan", "verdict")
    }
    text = json.dumps(decisive | {"plan": dict(settings)}, sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]
