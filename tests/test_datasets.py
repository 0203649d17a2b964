"""Data sets: MNIST's own files, folders and archives all become the same arrays."""

import gzip
import io
import zipfile

import numpy as np
import pytest
from PIL import Image

from app import datasets
from app.errors import BadRequest

PHOTOS = {
    "image": [3, 64, 64],
    "classes": ["cat", "dog"],
    "preprocessing": {"kind": "photo"},
}
DIGITS = {
    "image": [1, 32, 32],
    "classes": [str(digit) for digit in range(10)],
    "preprocessing": {"kind": "digit"},
}


def idx(array):
    """An array of bytes as MNIST's files hold it."""
    lengths = b"".join(length.to_bytes(4, "big") for length in array.shape)
    return bytes([0, 0, 8, array.ndim]) + lengths + array.tobytes()


def digits(count):
    """Drawn as MNIST's are: ink 20 long, its weight in the middle of 28x28."""
    images = np.zeros((count, 28, 28), np.uint8)
    images[:, 4:24, 12:16] = 255
    return images


def photo(seed, mode="RGB", size=64):
    noise = np.random.default_rng(seed).integers(0, 256, (size, size, 3), np.uint8)
    return Image.fromarray(noise).convert(mode)


def saved(image, form="PNG"):
    file = io.BytesIO()
    image.save(file, form)
    return file.getvalue()


FILES = {
    "train/dog/b.png": saved(photo(1)),
    "train/dog/a.png": saved(photo(2)),
    "train/cat/grey.png": saved(photo(3, "L")),
    "val/cat/only.png": saved(photo(4)),
    "train/cat/notes.txt": b"not a picture",
    "readme.txt": b"hello",
}


@pytest.fixture
def archive(tmp_path):
    with zipfile.ZipFile(tmp_path / "pets.zip", "w") as file:
        for name, data in FILES.items():
            file.writestr(name, data)
    return tmp_path / "pets.zip"


@pytest.fixture
def folder(tmp_path):
    for name, data in FILES.items():
        path = tmp_path / "pets" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "pets"


def mnist(folder, images, labels, split="train", pack=True):
    folder.mkdir(exist_ok=True)
    for kind, array in (("images-idx3", images), ("labels-idx1", labels)):
        name = f"{split}-{kind}-ubyte"
        data = idx(array)
        if pack:
            (folder / f"{name}.gz").write_bytes(gzip.compress(data))
        else:
            (folder / name).write_bytes(data)
    return folder


@pytest.mark.parametrize("pack", [True, False])
def test_idx_files_are_read_packed_or_not(tmp_path, pack):
    labels = np.array([3, 1, 4], np.uint8)
    folder = mnist(tmp_path / "mnist", digits(3), labels, "t10k", pack)
    found = datasets.read(folder, "test", DIGITS)
    np.testing.assert_array_equal(found.labels, labels)
    framed = np.pad(digits(3), ((0, 0), (2, 2), (2, 2)))[:, None]
    np.testing.assert_array_equal(found.images, framed)


def test_folders_and_archives_hold_the_same(folder, archive):
    one, two = (datasets.read(path, "train", PHOTOS) for path in (folder, archive))
    np.testing.assert_array_equal(one.images, two.images)
    assert one.labels.tolist() == two.labels.tolist() == [0, 1, 1]
    assert len(datasets.read(archive, "val", PHOTOS).labels) == 1


def test_pictures_come_class_by_class_and_name_by_name(archive):
    found = datasets.read(archive, "train", PHOTOS)
    np.testing.assert_array_equal(found.images[1].transpose(1, 2, 0), np.asarray(photo(2)))
    np.testing.assert_array_equal(found.images[2].transpose(1, 2, 0), np.asarray(photo(1)))


def test_a_grey_photo_gets_three_equal_channels(archive):
    grey = datasets.read(archive, "train", PHOTOS).images[0]
    np.testing.assert_array_equal(grey[0], grey[1])
    np.testing.assert_array_equal(grey[0], grey[2])


def test_a_photo_of_another_size_is_prepared_like_an_upload(tmp_path):
    path = tmp_path / "train" / "cat" / "big.png"
    path.parent.mkdir(parents=True)
    photo(5, size=150).save(path)
    found = datasets.read(tmp_path, "train", PHOTOS)
    expected = datasets.prepare(photo(5, size=150), {"kind": "photo"}, (3, 64, 64)).pixels
    np.testing.assert_array_equal(found.images[0], expected)


@pytest.mark.parametrize(
    ("split", "classes", "sentence"),
    [
        ("spring", ["cat", "dog"], "has no pictures at spring/<class>/<file>"),
        ("train", ["cat", "cow"], "has pictures of dog, which the network does not know"),
    ],
)
def test_what_is_not_there_is_said(archive, split, classes, sentence):
    with pytest.raises(BadRequest, match=sentence):
        datasets.read(archive, split, PHOTOS | {"classes": classes})


def test_a_path_to_nothing_or_to_something_else_is_said(tmp_path):
    with pytest.raises(BadRequest, match="There is no data set at"):
        datasets.read(tmp_path / "nowhere", "train", PHOTOS)
    (tmp_path / "notes.txt").write_text("hello")
    with pytest.raises(BadRequest, match="not a data set that is read here"):
        datasets.read(tmp_path / "notes.txt", "train", PHOTOS)


def test_damaged_idx_files_are_said(tmp_path):
    folder = mnist(tmp_path / "mnist", digits(3), np.array([1, 2, 3], np.uint8), pack=False)
    with pytest.raises(BadRequest, match="has no t10k-images-idx3-ubyte"):
        datasets.read(folder, "test", DIGITS)
    labels = folder / "train-labels-idx1-ubyte"
    labels.write_bytes(idx(np.array([1, 2], np.uint8)))
    with pytest.raises(BadRequest, match="3 pictures, but 2 labels"):
        datasets.read(folder, "train", DIGITS)
    labels.write_bytes(idx(np.array([1, 2, 12], np.uint8)))
    with pytest.raises(BadRequest, match="more classes than the 10"):
        datasets.read(folder, "train", DIGITS)
    labels.write_bytes(labels.read_bytes()[:-1])
    with pytest.raises(BadRequest, match="breaks off"):
        datasets.read(folder, "train", DIGITS)
    labels.write_bytes(b"hello")
    with pytest.raises(BadRequest, match="not a file of bytes"):
        datasets.read(folder, "train", DIGITS)
