"""Missions: small things to bring about with a network, each checked by its own numbers.

One file each, with its words beside its check. To add one, write the file and name it here.
"""

from typing import Any

from app import schemas
from app.catalogue import Entry
from app.errors import UnknownMission
from app.missions.mission import Finding, Mission, Samples, Task
from app.missions.silence_three import SilenceThree
from app.missions.sobel_first import SobelFirst
from app.missions.vertical_edges import VerticalEdges
from app.runs import Runs

MISSIONS: dict[str, Mission] = {
    one.id: one for one in (VerticalEdges(), SilenceThree(), SobelFirst())
}
"""All missions by their ids, from easy to hard."""


def offered(runs: Runs, entry: Entry) -> schemas.Missions:
    """The missions that make sense for a network, in its words."""
    samples = _samples(runs, entry)
    able = [one for one in MISSIONS.values() if entry.trained and one.fits(entry, samples)]
    return {"missions": [_told(one.id, one.task(entry, samples)) for one in able]}


def attempted(runs: Runs, name: str, mission: str, answer: Any) -> schemas.Found:
    """How far a mission has come with the run called ``name``.

    Raises UnknownRun, RunNotKept, UnknownMission, BadRequest, BadEdit.
    """
    run = runs.get(name)
    asked, samples = MISSIONS.get(mission), _samples(runs, run.entry)
    if asked is None or not run.entry.trained or not asked.fits(run.entry, samples):
        raise UnknownMission(
            f"There is no mission called {mission[:80]!r} for {run.entry.title}. "
            f"/api/networks/{run.entry.id}/missions lists those that there are."
        )
    return _found(asked.check(run, runs, answer))


def _samples(runs: Runs, entry: Entry) -> Samples:
    return runs.samples(entry) if entry.trained else []


def _told(name: str, task: Task) -> schemas.Mission:
    return {
        "id": name,
        "title": task.title,
        "task": task.task,
        "hints": list(task.hints),
        "about": task.about,
        "sample": task.sample,
        "layer": task.layer,
        "answer": None if task.wanted is None else task.wanted.as_dict(),
    }


def _found(finding: Finding) -> schemas.Found:
    return {
        "done": finding.done,
        "sentence": finding.sentence,
        "learned": finding.learned,
        "figures": dict(finding.figures),
    }
