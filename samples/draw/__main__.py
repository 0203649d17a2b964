"""Draw every sample again: python -m samples.draw [name ...] [--size 1024]."""

import argparse
import io
import json
from pathlib import Path

from PIL import Image

from samples.draw import catalogue
from samples.draw.canvas import develop

SAMPLES = Path(__file__).resolve().parent.parent
LARGEST_FILE = 20_000


def main() -> None:
    arguments = _arguments()
    for sample in catalogue.SAMPLES:
        if arguments.names and sample.id not in arguments.names:
            continue
        picture = develop(sample.draw(arguments.size), sample.side)
        path = SAMPLES / sample.file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(encoded(picture, path.suffix))
        print(f"{sample.file}  {path.stat().st_size / 1000:.1f} kB")
    write_index()


def encoded(picture: Image.Image, suffix: str) -> bytes:
    """The file's bytes: PNG as it is, WebP at the best quality that stays below the limit."""
    if suffix == ".png":
        return _saved(picture.convert("L"), format="PNG", optimize=True)
    for quality in range(92, 30, -4):
        data = _saved(picture, format="WEBP", quality=quality, method=6)
        if len(data) <= LARGEST_FILE:
            break
    return data


def write_index() -> None:
    entries = [json.dumps(sample.entry(), ensure_ascii=False) for sample in catalogue.SAMPLES]
    (SAMPLES / "index.json").write_text("[\n  " + ",\n  ".join(entries) + "\n]\n", "utf-8")


def _saved(picture: Image.Image, **settings: object) -> bytes:
    buffer = io.BytesIO()
    picture.save(buffer, **settings)  # type: ignore[arg-type]
    return buffer.getvalue()


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m samples.draw", description=__doc__)
    parser.add_argument("names", nargs="*", help="ids of samples; without any, all are drawn")
    parser.add_argument("--size", type=int, default=1024, help="side of the drawing in pixels")
    return parser.parse_args()


if __name__ == "__main__":
    main()
