"""How often a network is right, asked as people ask it: every photo is uploaded as a file.

    python -m benchmarks.served_accuracy --data everyday10-64.zip [--others other-64.zip] \\
        [--network vgg-twin ...] [--home http://127.0.0.1:8000]

Without ``--home`` it starts a server of its own. ``--data`` is a ZIP of split/class/file;
``--others`` one of things that no network here knows, to see whether they are noticed. The
splits must be ones that nothing was learned from or chosen by.
"""

import argparse
import io
import subprocess
import sys
import time
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import numpy as np
from PIL import Image

from app.engine.evaluation import auroc, calibration_error

PORT = 8970


def main() -> None:
    """One line per network: right, calibration error, sure, and how well strangers are noticed."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--others", type=Path)
    parser.add_argument("--split", default="val")
    parser.add_argument("--network", nargs="*", default=[])
    parser.add_argument("--home")
    arguments = parser.parse_args()
    with server(arguments.home) as home, httpx.Client(base_url=home, timeout=60) as client:
        known = client.get("/api/networks").json()["networks"]
        for network in known:
            asked = (
                network["id"] in arguments.network if arguments.network else photographic(network)
            )
            if asked:
                print(judged(client, network, arguments), flush=True)


def photographic(network: dict) -> bool:
    """Whether it is trained, and looks at photos."""
    return network["trained"] and network["input"]["channels"] == 3


def judged(client: httpx.Client, network: dict, arguments: argparse.Namespace) -> str:
    """All figures of one network in a line."""
    classes, otherwise = network["classes"], network["otherwise"]
    shares, labels, unsure = [], [], []
    for label, data in photos(arguments.data, arguments.split):
        told = asked(client, network["id"], data)
        shares.append(in_order(told, classes))
        labels.append(classes.index(label))
        unsure.append(told["unsure"])
    table, truth, quiet = np.array(shares), np.array(labels), np.array(unsure)
    right = table.argmax(axis=1) == truth
    said = (
        f"{network['id']:<16} {right.sum()} of {len(right)} = {100 * right.mean():.2f} %, "
        f"ECE {100 * calibration_error(table, truth):.2f} %, "
        f"sure of {100 * (~quiet).mean():.1f} %, "
        f"right in {100 * right[~quiet].mean():.1f} % of those"
    )
    return f"{said}; {strange(client, network['id'], classes, otherwise, table, arguments)}"


def strange(
    client: httpx.Client,
    network: str,
    classes: list[str],
    otherwise: str | None,
    known: np.ndarray,
    arguments: argparse.Namespace,
) -> str:
    """Whether things it was never shown are noticed, and pictures with nothing on them."""
    others = []
    confident = 0
    if arguments.others:
        for _, data in photos(arguments.others, arguments.split):
            others.append(in_order(asked(client, network, data), classes))
    for data in nothing():
        told = asked(client, network, data)
        confident += not told["unsure"] and told["prediction"][0]["label"] != otherwise
    said = f"{confident} of {len(list(nothing()))} flat and noisy pictures named with confidence"
    if not others:
        return said
    table = np.array(others)
    if otherwise:
        place = classes.index(otherwise)
        score = auroc(known[:, place], table[:, place])
        return f"strangers: AUROC {score:.3f} by {otherwise!r}; {said}"
    return (
        f"strangers: AUROC {auroc(-known.max(axis=1), -table.max(axis=1)):.3f} by certainty; {said}"
    )


def asked(client: httpx.Client, network: str, data: bytes) -> dict:
    """What a network says to a file."""
    answer = client.post(f"/api/networks/{network}/runs", files={"picture": ("photo", data)})
    answer.raise_for_status()
    return answer.json()


def in_order(told: dict, classes: list[str]) -> list[float]:
    """The shares in the order of the classes."""
    shares = {guess["label"]: guess["probability"] for guess in told["prediction"]}
    return [shares[name] for name in classes]


def photos(path: Path, split: str) -> Iterator[tuple[str, bytes]]:
    """Label and file, one by one."""
    with zipfile.ZipFile(path) as archive:
        for name in sorted(archive.namelist()):
            parts = name.split("/")
            if parts[0] == split and len(parts) == 3 and parts[2]:
                yield parts[1], archive.read(name)


def nothing() -> Iterator[bytes]:
    """Flat colours, grey levels, and noise of several kinds, as PNG files."""
    rng = np.random.default_rng(2026)
    for _ in range(40):
        yield png(np.full((96, 96, 3), rng.integers(0, 256, 3), np.uint8))
    for side in (192, 128, 96, 64, 48, 32, 24, 16, 12, 8):
        for _ in range(12):
            noise = rng.integers(0, 256, (side, side, 3)).astype(np.uint8)
            yield png(noise)
            grey = np.repeat(rng.normal(128, 50, (side, side, 1)).clip(0, 255), 3, axis=2)
            yield png(grey.astype(np.uint8))


def png(pixels: np.ndarray) -> bytes:
    """A file of 192 by 192 pixels."""
    into = io.BytesIO()
    Image.fromarray(pixels).resize((192, 192), Image.Resampling.NEAREST).save(into, "PNG")
    return into.getvalue()


@contextmanager
def server(home: str | None) -> Iterator[str]:
    """The server that was named, or one that is started for this."""
    if home:
        yield home
        return
    command = [sys.executable, "-m", "app", "serve", "--port", str(PORT)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{PORT}"
        for _ in range(300):
            try:
                httpx.get(f"{address}/api/health", timeout=1)
                break
            except httpx.TransportError:
                time.sleep(0.1)
        yield address
    finally:
        process.terminate()
        process.wait()


if __name__ == "__main__":
    main()
