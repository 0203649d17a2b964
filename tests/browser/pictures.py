"""Real picture files of every awkward kind, made on the spot, and what an honest page says of each.

Most show the same *quarters*: red at the top left, green at the top right, blue at the bottom left,
yellow at the bottom right. A picture that was turned, cut or coloured wrongly shows it at once.
"""

import io
import random
import struct
import zlib
from dataclasses import dataclass

from PIL import Image, ImageDraw

RED, GREEN, BLUE, YELLOW = (214, 40, 40), (30, 150, 60), (40, 70, 200), (240, 210, 50)
QUARTERS = (RED, GREEN, BLUE, YELLOW)
ORIENTATION = 0x0112
SIDEWAYS = 6
"""What a phone writes when it was held upright: turn me clockwise by a quarter."""


@dataclass(frozen=True)
class File:
    """A file as a learner has it."""

    name: str
    data: bytes

    @property
    def media_type(self) -> str:
        """What a browser takes it for, by its name."""
        ending = self.name.rpartition(".")[2]
        return f"image/{ {'jpg': 'jpeg', 'svg': 'svg+xml'}.get(ending, ending) }"


@dataclass(frozen=True)
class Kind:
    """A file, what the page must say about it, and whether the quarters are to be seen in it."""

    file: File
    says: str
    quartered: bool = True


def quarters(width: int = 240, height: int = 240) -> Image.Image:
    """Four colours, one in each quarter of the picture."""
    image = Image.new("RGB", (width, height), YELLOW)
    draw = ImageDraw.Draw(image)
    middle = width // 2, height // 2
    draw.rectangle((0, 0, middle[0] - 1, middle[1] - 1), RED)
    draw.rectangle((middle[0], 0, width, middle[1] - 1), GREEN)
    draw.rectangle((0, middle[1], middle[0] - 1, height), BLUE)
    return image


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """The bytes of a picture file."""
    target = io.BytesIO()
    image.save(target, kind, **options)
    return target.getvalue()


def png(width: int = 240, height: int = 240) -> File:
    """The plainest picture there is."""
    return File("quarters.png", saved(quarters(width, height), "PNG"))


def photo(seed: int, width: int = 640, height: int = 480) -> File:
    """A JPEG like no other: soft shapes of random colours."""
    chance = random.Random(seed)
    image = Image.new("RGB", (width, height), tuple(chance.randrange(256) for _ in range(3)))
    draw = ImageDraw.Draw(image)
    for _ in range(24):
        x, y, r = chance.randrange(width), chance.randrange(height), chance.randrange(20, 160)
        draw.ellipse((x - r, y - r, x + r, y + r), tuple(chance.randrange(256) for _ in range(3)))
    return File(f"photo-{seed}.jpg", saved(image, "JPEG", quality=88))


def seven() -> File:
    """A seven in dark ink on light paper, as somebody photographs it."""
    image = Image.new("L", (300, 400), 235)
    ImageDraw.Draw(image).line([(70, 90), (230, 90), (130, 320)], fill=30, width=26, joint="curve")
    return File("seven.png", saved(image, "PNG"))


def turned_by_the_camera() -> Kind:
    """A photo whose pixels lie on their side, with a note that says so."""
    exif = Image.Exif()
    exif[ORIENTATION] = SIDEWAYS
    lying = quarters(300, 400).transpose(Image.Transpose.ROTATE_90)
    data = saved(lying, "JPEG", quality=95, exif=exif)
    return Kind(File("from-my-phone.jpg", data), "Turned upright, as the camera noted.")


def see_through() -> Kind:
    """The quarters again, on nothing: round them it is transparent."""
    image = quarters().convert("RGBA")
    image.putalpha(Image.new("L", image.size, 0))
    hole = Image.new("L", image.size, 0)
    ImageDraw.Draw(hole).ellipse((10, 10, 230, 230), fill=255)
    image.putalpha(hole)
    return Kind(File("sticker.png", saved(image, "PNG")), "Transparent parts were laid on white.")


def for_print() -> Kind:
    """A JPEG in the four inks of a printing press."""
    data = saved(quarters().convert("CMYK"), "JPEG", quality=95)
    says = "Print colours (CMYK) became red, green and blue."
    return Kind(File("brochure.jpg", data), says)


def sixteen_bits() -> Kind:
    """Greys from 0 to 65535, as microscopes and scanners write them."""
    image = Image.new("I;16", (120, 120))
    image.putdata([(row * 120 + column) * 4 for row in range(120) for column in range(120)])
    data = saved(image, "PNG")
    return Kind(File("scan.png", data), "Its 16-bit greys were rounded to 8 bits.", quartered=False)


def moving() -> Kind:
    """A GIF of two frames."""
    second = Image.new("P", (240, 240), 0)
    first = quarters().quantize(8)
    data = saved(first, "GIF", save_all=True, append_images=[second], duration=100, loop=0)
    return Kind(File("wink.gif", data), "Moving picture: only its first frame is used.")


def webp() -> Kind:
    return Kind(File("shared.webp", saved(quarters(), "WEBP", quality=95)), "Shrunk from 240 × 240")


def bmp() -> Kind:
    return Kind(File("paint.bmp", saved(quarters(), "BMP")), "Shrunk from 240 × 240")


def wide() -> Kind:
    data = saved(quarters(400, 240), "PNG")
    return Kind(
        File("wide.png", data), "The square in the middle was cut out: 240 × 240 of 400 × 240"
    )


def dot() -> Kind:
    """One pixel is a picture, too."""
    data = saved(Image.new("RGB", (1, 1), RED), "PNG")
    return Kind(File("dot.png", data), "Enlarged from 1 × 1 to 64 × 64 pixels.", quartered=False)


def thread() -> Kind:
    """One pixel wide, five thousand high."""
    data = saved(Image.linear_gradient("L").resize((1, 5000)), "PNG")
    return Kind(File("thread.png", data), "1 × 1 of 1 × 5000 pixels.", quartered=False)


KINDS = (
    turned_by_the_camera(),
    see_through(),
    for_print(),
    sixteen_bits(),
    moving(),
    webp(),
    bmp(),
    wide(),
    dot(),
    thread(),
)


@dataclass(frozen=True)
class Refused:
    """A file that is no picture, the status it is answered with, and words of the sentence."""

    file: File
    status: int
    says: str


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb() -> bytes:
    """A PNG of 30 million pixels in a few kilobytes."""
    header = struct.pack(">IIBBBBB", 6000, 5000, 1, 0, 0, 0, 0)
    rows = zlib.compress(bytes((6000 // 8 + 1) * 5000), 9)
    body = _chunk(b"IHDR", header) + _chunk(b"IDAT", rows) + _chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + body


def heavy() -> bytes:
    """Eleven mebibytes that begin like a picture."""
    return png().data + random.Random(1).randbytes(11 * 1024 * 1024)


REFUSED = (
    Refused(File("letter.png", b"Dear convscope,\nthis is no picture.\n"), 415, "does not open"),
    Refused(File("empty.png", b""), 415, "That file is empty."),
    Refused(File("half.jpg", photo(1).data[:9000]), 422, "it breaks off"),
    Refused(
        File("drawing.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><circle r="9"/></svg>'),
        415,
        "That is an SVG drawing",
    ),
    Refused(File("bomb.png", bomb()), 413, "25 megapixels"),
    Refused(File("heavy.png", heavy()), 413, "10"),
)
