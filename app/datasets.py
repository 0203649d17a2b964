"""Pictures with labels, from the forms they usually come in.

    idx      MNIST's own: train-images-idx3-ubyte.gz and its three companions in a folder
    folders  one per split, one per class in it:  train/cat/n021.jpeg
    zip      a ZIP archive of such folders

Whatever the form, every picture goes through ``pictures.prepare``, the very function an
uploaded photo goes through, so a network is taught on what it will be asked about.
"""

import gzip
import io
import zipfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from app.engine.training import Pictures
from app.errors import BadRequest
from app.pictures import prepare

IDX_NAMES = {"train": "train", "test": "t10k", "val": "t10k"}
"""What MNIST's files call a split."""

IMAGE_ENDINGS = frozenset({".jpeg", ".jpg", ".png", ".webp", ".gif", ".bmp"})

Labelled = tuple[Image.Image, int]


def read(path: Path, split: str, description: Mapping[str, Any]) -> Pictures:
    """The pictures of one split, as the network that is described will see them.

    path         a folder with idx files, a folder of splits, or a ZIP archive of one
    split        train, val or test
    description  of the network: its "image", "classes" and "preprocessing"

    Pictures come class by class in the order of "classes" (idx: in the order of the file).
    Raises BadRequest in a sentence when there is nothing to read, or when it does not fit.
    """
    classes = [str(name) for name in description["classes"]]
    if not path.exists():
        raise BadRequest(f"There is no data set at {path}. Say where it is with --data.")
    found: Iterable[Labelled]
    if path.is_dir() and any(path.glob("*-images-idx3-ubyte*")):
        found = _from_idx(path, split, classes)
    elif path.is_dir():
        found = _from_folders(path, split, classes)
    elif zipfile.is_zipfile(path):
        found = _from_zip(path, split, classes)
    else:
        raise BadRequest(
            f"{path} is not a data set that is read here: a folder of idx files, a folder of "
            "the form split/class/file, or a ZIP archive of one."
        )
    return _prepared(found, description)


def read_idx(path: Path) -> NDArray[np.uint8]:
    """An array from a file in MNIST's idx format, packed (.gz) or not.

    Two zero bytes, the type (8: bytes), the number of axes, each length in four bytes, and
    then the numbers, row by row.
    """
    data = gzip.decompress(path.read_bytes()) if path.suffix == ".gz" else path.read_bytes()
    if len(data) < 4 or data[:3] != b"\0\0\x08":
        raise BadRequest(f"{path.name} is not a file of bytes in the idx format.")
    axes = data[3]
    lengths = np.frombuffer(data, ">u4", count=axes, offset=4).tolist()
    numbers = np.frombuffer(data, np.uint8, offset=4 + 4 * axes)
    if numbers.size != np.prod(lengths, dtype=np.int64):
        raise BadRequest(f"{path.name} breaks off: it should hold {lengths} numbers.")
    return numbers.reshape(lengths)


def _prepared(found: Iterable[Labelled], description: Mapping[str, Any]) -> Pictures:
    """Every picture as the pixels that the network reads, and all labels."""
    shape = tuple(description["image"])
    images: list[NDArray[np.uint8]] = []
    labels: list[int] = []
    for image, label in found:
        images.append(prepare(image, description["preprocessing"], shape).pixels)
        labels.append(label)
    return Pictures(np.stack(images), np.array(labels, np.int64))


def _from_idx(folder: Path, split: str, classes: Sequence[str]) -> Iterator[Labelled]:
    name = IDX_NAMES.get(split, split)
    images = read_idx(_one(folder, f"{name}-images-idx3-ubyte"))
    labels = read_idx(_one(folder, f"{name}-labels-idx1-ubyte"))
    if len(images) != len(labels):
        raise BadRequest(f"{folder} holds {len(images)} pictures, but {len(labels)} labels.")
    if labels.max(initial=0) >= len(classes):
        raise BadRequest(f"{folder} has more classes than the {len(classes)} of the network.")
    return (
        (Image.fromarray(image), int(label)) for image, label in zip(images, labels, strict=True)
    )


def _one(folder: Path, name: str) -> Path:
    for candidate in (folder / f"{name}.gz", folder / name):
        if candidate.is_file():
            return candidate
    raise BadRequest(f"{folder} has no {name}(.gz).")


def _from_folders(folder: Path, split: str, classes: Sequence[str]) -> Iterator[Labelled]:
    files = [
        PurePosixPath(file.relative_to(folder).as_posix())
        for file in (folder / split).glob("*/*")
        if file.is_file()
    ]
    for file, label in _sorted(files, split, classes, folder):
        with Image.open(folder / file) as image:
            yield image, label


def _from_zip(path: Path, split: str, classes: Sequence[str]) -> Iterator[Labelled]:
    with zipfile.ZipFile(path) as archive:
        files = [PurePosixPath(name) for name in archive.namelist() if not name.endswith("/")]
        for file, label in _sorted(files, split, classes, path):
            with Image.open(io.BytesIO(archive.read(str(file)))) as image:
                yield image, label


def _sorted(
    files: Sequence[PurePosixPath], split: str, classes: Sequence[str], source: Path
) -> list[tuple[PurePosixPath, int]]:
    """The pictures of a split with their labels, class by class and name by name."""
    wanted = [
        file
        for file in files
        if len(file.parts) == 3 and file.parts[0] == split and file.suffix.lower() in IMAGE_ENDINGS
    ]
    strangers = sorted({file.parts[1] for file in wanted} - set(classes))
    if strangers:
        raise BadRequest(
            f"{source} has pictures of {', '.join(strangers)}, which the network does not know. "
            f"It knows {', '.join(classes)}."
        )
    if not wanted:
        raise BadRequest(f"{source} has no pictures at {split}/<class>/<file>.")
    return sorted(
        ((file, classes.index(file.parts[1])) for file in wanted),
        key=lambda pair: (pair[1], pair[0].name),
    )
