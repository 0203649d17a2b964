"""Upright: a camera held sideways saves a picture lying down, with a note which way is up."""

from PIL import Image

TURNS = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
"""What EXIF's orientation asks for."""
SIDEWAYS = (5, 6, 7, 8)
ORIENTATION = 0x0112
TURNED = "Turned upright, as the camera noted."


def turned_upright(image: Image.Image) -> tuple[Image.Image, int]:
    """The picture as the camera held it, and the orientation it noted (1: already upright)."""
    try:
        noted = image.getexif().get(ORIENTATION, 1)
    except Exception:  # a damaged note is no note
        noted = 1
    turn = TURNS.get(noted) if isinstance(noted, int) else None
    if turn is None:
        return image, 1
    return image.transpose(turn), noted
