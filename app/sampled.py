"""Which sample pictures a network begins with, and what their runs are made from.

A sample never goes away, so its run can always be computed again. Nothing is computed here.
"""

import threading

from app import pictures
from app.catalogue import Catalogue, Entry
from app.engine.types import Shape
from app.pictures import Picture
from app.recipe import Facts, Recipe
from app.settings import Settings
from app.shelf import Sample, Shelf
from app.weights import Kept


class Sampled:
    """The samples of every network, with the names of their runs."""

    def __init__(
        self, catalogue: Catalogue, shelf: Shelf, loaded: Kept, settings: Settings
    ) -> None:
        self._catalogue = catalogue
        self._shelf = shelf
        self._loaded = loaded
        self._settings = settings
        self._names: dict[str, list[tuple[Sample, str]]] = {}
        self._pictures: dict[tuple[str, str, Shape], Picture] = {}
        self._lock = threading.Lock()

    def names(self, entry: Entry) -> list[tuple[Sample, str]]:
        """The samples of a network, each with the name of its run."""
        with self._lock:
            if entry.digest not in self._names:
                self._names[entry.digest] = [
                    (sample, self.recipe(entry, sample).run) for sample in self._chosen(entry)
                ]
            return self._names[entry.digest]

    def of(self, run: str) -> tuple[Entry, Sample] | None:
        """The network and the sample that a run is of, by its name; None if it is of none."""
        for entry in (*self._catalogue.values(), *self._loaded.held()):
            for sample, name in self.names(entry):
                if name == run:
                    return entry, sample
        return None

    def recipe(self, entry: Entry, sample: Sample) -> Recipe:
        """What the run of a sample is made from."""
        kind, image = str(entry.preprocessing["kind"]), entry.network.image
        picture = self._pictures.get((sample.version, kind, image))
        if picture is None:
            picture = pictures.read(
                sample.data, entry.preprocessing, image, settings=self._settings
            )
            self._pictures[sample.version, kind, image] = picture
        facts = Facts.of(picture)
        return Recipe(entry.id, entry.digest, picture.pixels, (), facts, entry.loaded)

    def _chosen(self, entry: Entry) -> list[Sample]:
        """Its own; or, where nobody chose any, those of networks that see pictures as it does."""
        if entry.origin == "learned":
            return self._shelf.of(entry.id)
        alike = [
            one.id
            for one in self._catalogue.values()
            if one.preprocessing["kind"] == entry.preprocessing["kind"]
        ]
        return self._shelf.like(alike)
