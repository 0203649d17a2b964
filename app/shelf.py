"""Sample pictures that the project made itself, for whoever has none at hand.

``samples/index.json`` lists them; the files lie beside it. A folder that is not there is an
empty shelf.
"""

import hashlib
import logging
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from app.errors import SetupError, UnknownSample

MEDIA = {
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".webp": "image/webp",
    ".gif": "image/gif",
    ".bmp": "image/bmp",
}
log = logging.getLogger("convscope.samples")


@dataclass(frozen=True)
class Sample:
    """One picture: what it shows, whose it is (``networks``), and its bytes."""

    id: str
    title: str
    label: str
    file: str
    networks: tuple[str, ...]
    data: bytes = field(repr=False)

    @property
    def version(self) -> str:
        """A short name for exactly these bytes."""
        return hashlib.sha256(self.data).hexdigest()[:16]

    @property
    def address(self) -> str:
        """Where it is served; another picture would have another address."""
        return f"/samples/{self.file}?v={self.version}"

    @property
    def media_type(self) -> str:
        """What kind of file it is."""
        return MEDIA[Path(self.file).suffix.lower()]


class Shelf:
    """All samples, in the order of the index."""

    def __init__(self, folder: Path) -> None:
        """Read the index and every file in it. Raises SetupError when the index makes no sense."""
        self._samples = list(_read(folder))
        self._by_file = {sample.file: sample for sample in self._samples}

    def of(self, network: str) -> list[Sample]:
        """The samples meant for one network."""
        return [sample for sample in self._samples if network in sample.networks]

    def like(self, networks: Collection[str]) -> list[Sample]:
        """The samples meant for any of these networks."""
        return [one for one in self._samples if not set(networks).isdisjoint(one.networks)]

    def file(self, name: str) -> Sample:
        """The sample kept in that file. Raises UnknownSample."""
        try:
            return self._by_file[name]
        except KeyError:
            raise UnknownSample(f"There is no sample picture {name[:80]!r}.") from None


def _read(folder: Path) -> Iterator[Sample]:
    index = folder / "index.json"
    if not index.is_file():
        return
    try:
        rows = orjson.loads(index.read_bytes())
        for row in rows:
            place = folder / row["file"]
            if not place.is_file() or place.suffix.lower() not in MEDIA:
                log.warning("%s lists %s, which is no picture here", index, row["file"])
                continue
            yield Sample(
                row["id"],
                row["title"],
                row["label"],
                row["file"],
                tuple(row["networks"]),
                place.read_bytes(),
            )
    except (ValueError, KeyError, TypeError, OSError) as error:
        raise SetupError(f"{index} cannot be read: {error!r}") from error
