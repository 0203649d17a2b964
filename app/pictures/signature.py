"""A file's signature: its first bytes say what it is, whatever its name pretends."""

FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "BMP")
"""What convscope reads, as Pillow names them."""

SIGNATURES: tuple[tuple[int, bytes, str], ...] = (
    (0, b"\x89PNG", "PNG"),
    (0, b"\xff\xd8", "JPEG"),
    (0, b"GIF8", "GIF"),
    (8, b"WEBP", "WEBP"),
    (0, b"BM", "BMP"),
    (4, b"ftypheic", "a HEIC picture"),
    (4, b"ftypheix", "a HEIC picture"),
    (4, b"ftypmif1", "a HEIF picture"),
    (4, b"ftypavif", "an AVIF picture"),
    (4, b"ftyp", "a video"),
    (0, b"II*\x00", "a TIFF picture"),
    (0, b"MM\x00*", "a TIFF picture"),
    (0, b"\x00\x00\x01\x00", "an icon file"),
    (0, b"8BPS", "a Photoshop file"),
    (0, b"%PDF", "a PDF"),
    (0, b"\xff\x0a", "a JPEG XL picture"),
    (0, b"PK\x03\x04", "a ZIP archive"),
)


def signature(data: bytes) -> str | None:
    """What the first bytes of a file say it is: a name in FORMATS, words, or nothing."""
    for at, mark, name in SIGNATURES:
        if data[at : at + len(mark)] == mark:
            return name
    start = data[:1024].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if start.startswith(b"<svg") or (start.startswith(b"<?xml") and b"<svg" in start):
        return "an SVG drawing"
    if start.startswith((b"<!doctype html", b"<html")):
        return "a web page"
    return None
