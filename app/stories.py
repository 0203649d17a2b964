"""The stories of the networks: where one came from, what it changed, and what to try in it.

Each stands in ``models/<id>/story.toml``, beside the description that fills the blanks in its
words (``app/blanks.py``), so no figure in it can go out of date. Nobody registers it. A story
may also be shared: ``same_as = "vgg-16"`` is all that the file of VGG-11 says.

    idea                       what it is about, in a few words
    before                     the network in history before it
    original                   what a twin stands for
    summary, eli5, in_depth    the story at three depths
    see                        what to see in it that the one before lacked
    kept, left_out             what a twin has of its original, and what it has not
    [quoted]                   figures that only a source can tell, and which source
    [[steps]]                  something to do on the page
    [[wrong]]                  what is often published, and what is right
    [[sources]]                what to read; a twin shares those of its original
"""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.blanks import Unfilled, filled
from app.catalogue import Catalogue, Entry
from app.errors import SetupError, UnknownStory
from app.glossary import paragraphs


@dataclass(frozen=True)
class Step:
    """Something to do: what its link says, what to look out for, and the state of the page."""

    label: str
    text: str
    state: str

    @property
    def address(self) -> str:
        """The link itself."""
        return f"/#{self.state}"

    @property
    def network(self) -> str:
        """The network that is open there."""
        return dict(part.split("=", 1) for part in self.state.split("&"))["network"]


@dataclass(frozen=True)
class Source:
    """A paper: ``where`` it appeared, and the ``address`` it can be found at."""

    title: str
    authors: str
    year: int
    where: str
    address: str


@dataclass(frozen=True)
class Story:
    """What is told about a network, with its figures filled in."""

    network: str
    idea: str
    before: str | None
    original: str | None
    summary: str
    eli5: str
    in_depth: str
    see: str
    kept: tuple[str, ...]
    left_out: tuple[str, ...]
    steps: tuple[Step, ...]
    wrong: tuple[tuple[str, str], ...]
    sources: tuple[Source, ...]


class Stories(Mapping[str, Story]):
    """All stories by the ids of the networks on the shelf, in its order."""

    def __init__(self, folder: Path, catalogue: Catalogue) -> None:
        """Find them. Raises SetupError, naming the file, where one cannot be read."""
        self._catalogue = catalogue
        written = {place.parent.name: _read(place) for place in folder.glob("*/story.toml")}
        for network, told in written.items():
            other = told.get("same_as", told.get("original", network))
            if other not in written:
                raise SetupError(
                    f"The story of {network} builds on that of {other}: there is none."
                )
            if "same_as" not in told:
                told.setdefault("sources", written[other].get("sources", []))
        absent = [network for network in written if catalogue.find(network) is None]
        self._told = {
            network: written[network]
            for network in catalogue
            if network in written and not _names(written[network], absent)
        }
        for network, told in list(self._told.items()):
            if told.get("same_as", network) not in self._told:
                del self._told[network]
        self._filled: dict[str, Story] = {}

    def __getitem__(self, network: str) -> Story:
        """The story of that network. Raises UnknownNetwork, UnknownStory."""
        entry = self._catalogue[network]
        if network not in self._told:
            known = ", ".join(self._told) or "none yet"
            raise UnknownStory(f"There is no story about {entry.title}. There are: {known}.")
        told = self._told[network]
        if "same_as" in told:
            return self[told["same_as"]]
        if network not in self._filled:
            self._filled[network] = _fill(told, entry, self._catalogue)
        return self._filled[network]

    def __contains__(self, network: object) -> bool:
        return network in self._told

    def __iter__(self) -> Iterator[str]:
        return iter(self._told)

    def __len__(self) -> int:
        return len(self._told)

    def small(self) -> list[str]:
        """The networks that stand for another: the twins, and new forms of old ones."""
        return [network for network, told in self._told.items() if "original" in told]

    def sisters(self) -> list[str]:
        """The networks that share another's story."""
        return [network for network, told in self._told.items() if "same_as" in told]

    def history(self) -> list[str]:
        """The networks that follow on one another, the first of them first."""
        before = {
            network: told.get("before")
            for network, told in self._told.items()
            if not {"same_as", "original"} & told.keys()
        }
        order: list[str] = []
        while now := next(
            (n for n, b in before.items() if b == (order[-1] if order else None)), None
        ):
            order.append(now)
        return order


def _names(told: Mapping[str, Any], networks: Collection[str]) -> bool:
    """Whether a story needs one of these networks: its words, or a figure of it.

    On a shelf that lacks that network the story is not told.
    """
    text = str(told)
    return told.get("same_as") in networks or any(
        re.search(rf"\b{network.replace('-', '_')}\.", text) for network in networks
    )


def _read(place: Path) -> dict[str, Any]:
    try:
        told = tomllib.loads(place.read_text(encoding="utf-8"))
        if "same_as" not in told:
            _fields(told)
    except (tomllib.TOMLDecodeError, KeyError, TypeError) as error:
        raise SetupError(f"The story in {place} cannot be read: {error!r}") from error
    return told


def _fill(told: Mapping[str, Any], entry: Entry, others: Mapping[str, Entry]) -> Story:
    """The story with every blank filled. Raises SetupError for one that cannot be."""
    quoted = {name: said["value"] for name, said in told.get("quoted", {}).items()}

    def fill(text: str) -> str:
        return filled(paragraphs(text), entry, others, quoted)

    try:
        return Story(network=entry.id, **_fields(told, fill))
    except Unfilled as error:
        raise SetupError(f"The story of {entry.id} has a blank: {error}.") from error


def _fields(told: Mapping[str, Any], fill: Callable[[str], str] = str) -> dict[str, Any]:
    """What a story is made of, its texts put through ``fill``. Raises KeyError, TypeError."""
    return {
        "idea": fill(told["idea"]),
        "before": told.get("before"),
        "original": told.get("original"),
        **{name: fill(told[name]) for name in ("summary", "eli5", "in_depth", "see")},
        "kept": tuple(fill(text) for text in told.get("kept", [])),
        "left_out": tuple(fill(text) for text in told.get("left_out", [])),
        "steps": tuple(
            Step(fill(one["label"]), fill(one["text"]), one["state"]) for one in told["steps"]
        ),
        "wrong": tuple((fill(one["believed"]), fill(one["true"])) for one in told.get("wrong", [])),
        "sources": tuple(Source(**source) for source in told.get("sources", [])),
    }
