"""A stranger's file is opened with care: its size first, its pixels only when that is fine.

A few kilobytes may claim to be a picture of a billion pixels, so the header is read before
anything is unpacked. Whatever cannot be opened is turned away with the reason, and a way on.
"""

import io
import threading
import warnings
from contextlib import AbstractContextManager, nullcontext
from typing import Any

from PIL import Image

from app.errors import DamagedPicture, TooManyPixels, UnsupportedPicture
from app.pictures.signature import FORMATS, signature
from app.settings import Settings

NOT_A_PICTURE = "That file does not open as a picture. PNG, JPEG, WebP and GIF always work."
READS = "convscope reads JPEG, PNG, WebP, GIF and BMP. Save it as one of these and try again."
EMPTY = "That file is empty. Choose a picture and try again."

warnings.filterwarnings("error", category=Image.DecompressionBombWarning)
Image.MAX_IMAGE_PIXELS = Settings.picture_pixels

DECODING = threading.BoundedSemaphore(2)
"""At most two large pictures are unpacked at once: each may need a hundred megabytes."""
LARGE = 4_000_000

DEFAULTS = Settings()
FINE = 3
"""A JPEG is unpacked at no less than so many times what the network sees."""


def set_pixel_limit(pixels: int) -> None:
    """Tell Pillow's own guard how many pixels are allowed."""
    Image.MAX_IMAGE_PIXELS = pixels


def opened(data: bytes, limits: Settings) -> Image.Image:
    """The picture with only its header read, and of a size that may be unpacked."""
    if not data:
        raise UnsupportedPicture(EMPTY)
    claimed = signature(data)
    try:
        image = Image.open(io.BytesIO(data), formats=FORMATS)
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooManyPixels(_too_many(None, limits)) from None
    except Exception:
        # A damaged header makes Pillow's readers stumble in many ways, all meaning the same.
        raise _unread(claimed) from None
    width, height = image.size
    if width * height > limits.picture_pixels or max(image.size) > limits.picture_side:
        raise TooManyPixels(_too_many(image.size, limits))
    return image


def moves(image: Image.Image) -> bool:
    """Whether more frames follow the first. (A damaged one does not count.)"""
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception:
        return False


def its_turn(size: tuple[int, int]) -> AbstractContextManager[Any]:
    """A large picture waits its turn; small ones just pass."""
    return DECODING if size[0] * size[1] > LARGE else nullcontext()


def decode(image: Image.Image, side: int, shape: tuple[int, int, int], file_format: str) -> None:
    """Unpack the pixels; of a JPEG, no finer than is needed to make a small picture of it."""
    enough = FINE * max(shape[1:]) / max(1, side)
    try:
        if file_format == "JPEG" and enough < 1:
            image.draft(None, (round(image.width * enough), round(image.height * enough)))
        image.load()
    except (Image.DecompressionBombWarning, Image.DecompressionBombError):
        raise TooManyPixels(_too_many(None, DEFAULTS)) from None
    except Exception:
        # Pillow's decoders fail in many ways (OSError, SyntaxError, struct.error, ...).
        raise DamagedPicture(
            f"That {file_format} file is damaged: it breaks off or makes no sense part of the "
            f"way through. Try to save it again, or choose another picture."
        ) from None


def _unread(claimed: str | None) -> UnsupportedPicture | DamagedPicture:
    """Why a file did not open: another kind of file, or one of ours with a broken header."""
    if claimed in FORMATS:
        return DamagedPicture(
            f"That {claimed} file is damaged: its beginning cannot be read. "
            f"Try to save it again, or choose another picture."
        )
    if claimed:
        return UnsupportedPicture(f"That is {claimed}; {READS}")
    return UnsupportedPicture(NOT_A_PICTURE)


def _too_many(size: tuple[int, int] | None, limits: Settings) -> str:
    most = f"{limits.picture_pixels / 1e6:g} megapixels and {limits.picture_side:,} on a side"
    if size is None:
        return f"That picture has too many pixels: {most} are the most. Make it smaller first."
    return (
        f"That picture is {size[0]:,} × {size[1]:,} pixels; {most} are the most. "
        f"Make it smaller first."
    )
