"""From a recipe to a run: every number that one network computes for one picture.

A run never changes and can always be computed again from its recipe, so remembering is
only a way of being fast: traces in memory, recipes on disk, both bounded.
"""

import logging
import re
import threading
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple
from weakref import WeakValueDictionary

from app import edits, pictures
from app.cache import Cache
from app.catalogue import Catalogue, Entry
from app.computing import Computing
from app.edits import Edit
from app.engine.trace import Trace
from app.engine.types import Weights
from app.errors import BadEdit, RunNotKept, UnknownRun
from app.metrics import Metrics
from app.pictures import Picture
from app.recipe import Facts, Recipe
from app.sampled import Sampled
from app.settings import Settings
from app.shelf import Sample, Shelf
from app.store import Store
from app.weights import Kept

NAME = re.compile(r"[0-9a-f]{32}\Z")
NOT_KEPT = "This run is no longer kept here. Send the picture again and it comes back."

log = logging.getLogger("convscope.runs")


@dataclass(frozen=True, eq=False)
class Run:
    """One picture, seen by one network: the numbers, and the weights that made them."""

    id: str
    entry: Entry
    recipe: Recipe
    weights: Weights
    trace: Trace

    @property
    def address(self) -> str:
        """Where it is described."""
        return f"/api/runs/{self.id}"

    @property
    def size(self) -> int:
        """Bytes it takes in memory, maps and pixels."""
        return sum(array.nbytes for array in self.trace.values()) + self.recipe.pixels.nbytes


class _Turn:
    """Held by whoever computes a run; others who want the same one wait for it."""

    def __init__(self) -> None:
        self.lock = threading.Lock()

    def __enter__(self) -> None:
        self.lock.acquire()

    def __exit__(self, *_: object) -> None:
        self.lock.release()


class Plan(NamedTuple):
    """What a run is to be made from: its recipe, and the weights that its edits lead to."""

    recipe: Recipe
    weights: Weights


class Runs:
    """Starts runs, keeps them as long as there is room, and computes them again."""

    def __init__(
        self, catalogue: Catalogue, shelf: Shelf, settings: Settings, metrics: Metrics
    ) -> None:
        self.store = Store(settings.store_folder, settings.store_bytes)
        self.traces: Cache[Run] = Cache(settings.trace_bytes)
        self.large: Cache[Run] = Cache(settings.large_trace_bytes)
        self.loaded = Kept(settings)
        self.computing = Computing(settings, metrics)
        self._sampled = Sampled(catalogue, shelf, self.loaded, settings)
        self._catalogue = catalogue
        self._settings = settings
        self._metrics = metrics
        self._lock = threading.Lock()
        self._under_way: WeakValueDictionary[str, _Turn] = WeakValueDictionary()

    def start(self, entry: Entry, picture: Picture, told: Any = None) -> Run:
        """Run a picture through a network, with edits (plain data) if there are any.

        Raises BadEdit, Busy.
        """
        made = self._read(told, entry) if told else ()
        plan = self._plan(entry, picture.pixels, made, Facts.of(picture))
        return self._keep(self._computed(plan, entry))

    def edit(self, name: str, told: Any) -> Run:
        """The same picture and edits, and more edits on top of them: another run.

        Raises UnknownRun, RunNotKept, BadEdit.
        """
        before = self.get(name)
        return self._keep(self._computed(self._edited(before, told), before.entry, before))

    def imagine(self, name: str, told: Any) -> tuple[Run, Run]:
        """A run, and what the same edits would make of it; nothing about that is kept.

        Raises UnknownRun, RunNotKept, BadEdit.
        """
        before = self.get(name)
        return before, self._computed(self._edited(before, told), before.entry, before)

    def unedited(self, run: Run) -> Run:
        """The same pixels through the network as it was learned."""
        if not run.recipe.edits:
            return run
        return self._without_edits(run.recipe, run.entry)

    def on_samples(self, run: Run) -> list[tuple[Sample, Run, Run]]:
        """The samples of a run's network, each without and with the edits of the run.

        None where the network has learned nothing that they could be samples of. Raises BadEdit.
        """
        told = run.recipe.edits
        return [
            (
                sample,
                one,
                self._computed(Plan(replace(one.recipe, edits=told), run.weights), run.entry, one),
            )
            for sample, one in (self.samples(run.entry) if run.entry.origin == "learned" else ())
        ]

    def again(self, before: Run, pixels: pictures.Pixels, facts: Facts) -> Run:
        """Other pixels through the same network with the same edits: another run.

        Where somebody has come by these very pixels before, it is that run, told as it was then.
        """
        recipe = replace(before.recipe, pixels=pixels, facts=facts)
        known = before if recipe.run == before.id else self._found(recipe.run)
        plan = Plan(recipe, before.weights)
        return self._remember(known) if known else self._keep(self._computed(plan, before.entry))

    def get(self, name: str) -> Run:
        """The run of that name, computed again if need be. Raises UnknownRun, RunNotKept."""
        if not NAME.match(name):
            raise UnknownRun(f"There is no run called {name[:80]!r}: a run has 32 digits, 0 to f.")
        held = self._at_hand(name)
        if held is None:
            # A page asks for many layers of one run at once: one of the questions computes it.
            with self._alone(name):
                held = self._at_hand(name)
                if held is None:
                    found = self._found(name)
                    if found is None:
                        raise RunNotKept(NOT_KEPT)
                    return self._remember(found)
        self._metrics.add("convscope_runs_total", source="memory")
        return held

    def recipe(self, name: str) -> Recipe:
        """What a run is made from; nothing is computed. Raises UnknownRun, RunNotKept."""
        held = self._at_hand(name) if NAME.match(name) else None
        if held is not None:
            return held.recipe
        sample = self._sampled.of(name)
        return self._sampled.recipe(*sample) if sample else self.get(name).recipe

    def samples(self, entry: Entry) -> list[tuple[Sample, Run]]:
        """The samples of a network, each with its run, computed on first need."""
        return [(sample, self.get(name)) for sample, name in self.sample_names(entry)]

    def sample_names(self, entry: Entry) -> list[tuple[Sample, str]]:
        """The same, with the names of their runs: nothing is computed."""
        return self._sampled.names(entry)

    # Where a run comes from

    def _read(self, told: Any, entry: Entry) -> tuple[Edit, ...]:
        return edits.read(told, entry.network, self._settings)

    def _plan(
        self, entry: Entry, pixels: pictures.Pixels, asked: Sequence[Edit], facts: Facts
    ) -> Plan:
        made = edits.make(asked, entry.weights, self._settings)
        told = tuple(edit.as_dict() for edit in made.edits)
        recipe = Recipe(entry.id, entry.digest, pixels, told, facts, entry.loaded)
        return Plan(recipe, made.weights)

    def _edited(self, before: Run, told: Any) -> Plan:
        """A run with more edits on top of those it has. Raises BadEdit."""
        earlier = self._read(list(before.recipe.edits), before.entry)
        asked = (*earlier, *self._read(told, before.entry))
        if len(asked) > self._settings.edits_count:
            most = self._settings.edits_count
            raise BadEdit(f"That would be {len(asked)} edits on one run; {most} are the most.")
        return self._plan(before.entry, before.recipe.pixels, asked, before.recipe.facts)

    def _computed(self, plan: Plan, entry: Entry, before: Run | None = None) -> Run:
        """A planned run: from memory, from an earlier run of the same picture, or anew."""
        recipe, weights = plan
        name = recipe.run
        held = self._at_hand(name)
        if held:
            self._metrics.add("convscope_runs_total", source="memory")
            return Run(name, entry, recipe, held.weights, held.trace)
        trace = self._trace(plan, entry, before)
        self._metrics.add("convscope_runs_total", source="computed")
        return Run(name, entry, recipe, weights, trace)

    def _trace(self, plan: Plan, entry: Entry, before: Run | None) -> Trace:
        """Every number; after an edit, only those that it can have changed."""
        recipe, weights = plan
        if not recipe.edits and before is None:
            return self.computing.afresh(entry, recipe.pixels, weights)
        if before is None:
            before = self._without_edits(recipe, entry)
        return self.computing.after(entry, recipe.pixels, before.trace, before.weights, weights)

    def _without_edits(self, recipe: Recipe, entry: Entry) -> Run:
        """The run of the same pixels through the network as it was learned, at hand from now on."""
        plain = replace(recipe, edits=())
        held = self._at_hand(plain.run)
        return held or self._remember(self._computed(Plan(plain, entry.weights), entry))

    def _found(self, name: str) -> Run | None:
        """A run that is at hand or can be computed again from what is kept."""
        return self._at_hand(name) or self._recalled(name) or self._sample(name)

    def _at_hand(self, name: str) -> Run | None:
        """A run that is in memory."""
        return self.traces.get(name) or self.large.get(name)

    def _alone(self, name: str) -> _Turn:
        """To be entered by one thread at a time, for each run."""
        with self._lock:
            turn = self._under_way.get(name)
            if turn is None:
                turn = self._under_way[name] = _Turn()
            return turn

    def _recalled(self, name: str) -> Run | None:
        """A run whose recipe is on disk. One that is not what it should be does not count.

        Raises WeightsNotKept.
        """
        data = self.store.get(name)
        if data is None:
            return None
        try:
            recipe = Recipe.from_bytes(data)
        except (ValueError, KeyError, TypeError):
            log.warning("the recipe of %s cannot be read", name)
            return None
        entry = self._catalogue.find(recipe.network)
        if entry is not None and recipe.weights is not None:
            entry = self.loaded.entry(entry, recipe.weights)
        if entry is None or entry.digest != recipe.digest or recipe.run != name:
            return None  # a network that has learned something else since
        made = edits.make(self._read(list(recipe.edits), entry), entry.weights, self._settings)
        return self._computed(Plan(recipe, made.weights), entry)

    def _sample(self, name: str) -> Run | None:
        """A sample's run can always be computed again: its picture never goes away."""
        found = self._sampled.of(name)
        if found is None:
            return None
        entry, sample = found
        return self._computed(Plan(self._sampled.recipe(entry, sample), entry.weights), entry)

    # Keeping it

    def _keep(self, run: Run) -> Run:
        self.store.put(run.id, run.recipe.to_bytes())
        return self._remember(run)

    def _remember(self, run: Run) -> Run:
        """Keep a run at hand; one that would leave no room for any other has its own place."""
        kept = self.traces if run.size <= self.traces.limit else self.large
        kept.put(run.id, run, run.size)
        return run
