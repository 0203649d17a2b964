"""Everything one worker holds: the networks, the runs, the pages, and whether it takes work."""

import threading
from dataclasses import dataclass, field
from functools import cached_property

import orjson
from threadpoolctl import threadpool_info  # type: ignore[import-untyped]

from app import describe, schemas
from app.cache import Cache
from app.catalogue import Catalogue, Entry
from app.errors import SetupError
from app.metrics import Metrics
from app.pages import Pages
from app.runs import Run, Runs
from app.settings import Settings
from app.shelf import Shelf
from app.stories import Stories


@dataclass(frozen=True)
class Service:
    """One of everything, handed to whoever needs it."""

    settings: Settings
    metrics: Metrics
    catalogue: Catalogue
    shelf: Shelf
    stories: Stories
    runs: Runs
    pages: Pages
    bodies: Cache[bytes]
    draining: threading.Event = field(default_factory=threading.Event)
    """Set when the worker is about to stop: it finishes its work and takes no more."""

    @classmethod
    def open(cls, settings: Settings) -> "Service":
        """Read the networks and the samples. Raises SetupError when they make no sense."""
        one_thread()
        metrics = Metrics()
        catalogue = Catalogue(settings.models)
        shelf = Shelf(settings.samples)
        stories = Stories(settings.models, catalogue)
        runs = Runs(catalogue, shelf, settings, metrics)
        bodies: Cache[bytes] = Cache(settings.body_cache_bytes)
        return cls(settings, metrics, catalogue, shelf, stories, runs, Pages(settings), bodies)

    def entry(self, network: str, weights: str | None = None) -> Entry:
        """A network, with weights that somebody has loaded for it if they are named.

        Raises UnknownNetwork, WeightsNotKept.
        """
        entry = self.catalogue[network]
        return entry if weights is None else self.runs.loaded.entry(entry, weights)

    def described(self, entry: Entry) -> bytes:
        """A network as it goes over the wire; nothing about it changes while we run."""
        name = f"network {entry.digest}"
        body = self.bodies.get(name)
        if body is None:
            body = orjson.dumps(describe.network(entry, self._samples(entry)))
            self.bodies.put(name, body, len(body))
        return body

    def _samples(self, entry: Entry) -> list[schemas.Sample]:
        """The samples of a network; only one that has learned something is asked about them."""
        if entry.origin == "learned":
            return [describe.judged(*one) for one in self.runs.samples(entry)]
        return [describe.unjudged(*one) for one in self.runs.sample_names(entry)]

    @cached_property
    def listed(self) -> schemas.Networks:
        """Every network in a few figures, counted once."""
        return {"networks": [describe.summary(entry) for entry in self.catalogue.values()]}

    def told(self, run: Run) -> bytes:
        """A run as it goes over the wire, remembered: many ask for the same."""
        name = f"{run.id} {hash(run.recipe.facts)}"
        body = self.bodies.get(name)
        if body is None:
            body = orjson.dumps(describe.run(run))
            self.bodies.put(name, body, len(body))
        return body

    def measure(self) -> None:
        """Write down what is only worth knowing when somebody asks."""
        store = self.runs.store
        self.metrics.set("convscope_trace_bytes", self.runs.traces.size + self.runs.large.size)
        self.metrics.set("convscope_store_damaged_total", store.damaged)
        self.metrics.set("convscope_store_failed_total", store.failed)


def one_thread() -> None:
    """Raise SetupError unless the library under NumPy works on one thread.

    With two, a request was seen to cost 40 to 87 ms of processor time instead of 4: the
    matrices are small and the threads mostly wait for each other.
    """
    for library in threadpool_info():
        if library["user_api"] == "blas" and library["num_threads"] != 1:
            name = library["internal_api"]
            raise SetupError(
                f"{name}, which multiplies NumPy's matrices, uses {library['num_threads']} threads "
                f"and convscope needs it to use one. Set {name.upper()}_NUM_THREADS=1 before "
                f"Python starts, or start it with `convscope serve`."
            )
