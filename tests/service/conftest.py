"""A running server with a small shelf of samples, and clients to ask it."""

import contextlib
import io
import json
import socket
import threading
import time

import httpx
import numpy as np
import pytest
import uvicorn
from PIL import Image
from threadpoolctl import threadpool_limits

from app.main import create_app
from app.settings import Settings
from tests.service.reading import Opened


def picture(seed=0, size=(96, 72)):
    """A picture of coloured shapes; every seed another one."""
    random = np.random.default_rng(seed)
    x, y = np.meshgrid(np.arange(size[0]), np.arange(size[1]))
    image = np.zeros((size[1], size[0], 3))
    for channel in range(3):
        fx, fy, phase = random.uniform(0.02, 0.2, 3)
        image[:, :, channel] = 127 + 120 * np.sin(fx * x + phase * 9) * np.cos(fy * y)
    disc = (x - size[0] / 2) ** 2 + (y - size[1] / 2) ** 2 < (min(size) / 4) ** 2
    image[disc] = random.integers(0, 256, 3)
    return Image.fromarray(image.astype(np.uint8))


def png(image):
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def shelf(folder):
    """Two tiny samples for tiny-vgg and a digit for lenet-5, as samples/index.json has them."""
    digit = Image.new("L", (28, 28))
    digit.paste(255, (12, 4, 15, 24))
    files = {
        "photos/disc.png": png(picture(1, (64, 64))),
        "photos/ball.png": png(picture(2, (80, 64))),
        "digits/one.png": png(digit),
    }
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    rows = [
        {"id": "disc", "title": "A disc", "label": "fruit", "file": "photos/disc.png"},
        {"id": "ball", "title": "A ball", "label": "bus", "file": "photos/ball.png"},
        {"id": "one", "title": "A one", "label": "1", "file": "digits/one.png"},
    ]
    networks = [["tiny-vgg"], ["tiny-vgg"], ["lenet-5"]]
    index = [{**row, "networks": on} for row, on in zip(rows, networks, strict=True)]
    (folder / "index.json").write_text(json.dumps(index))
    return folder


@contextlib.contextmanager
def serving(settings):
    """A server with these settings, on a port of its own: its address and its application."""
    with threadpool_limits(1), socket.socket(proto=socket.IPPROTO_TCP) as listener:
        app = create_app(settings)
        listener.bind(("127.0.0.1", 0))
        config = uvicorn.Config(app, log_level="warning", lifespan="on", ws="none", http="h11")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
        thread.start()
        while not server.started:
            assert thread.is_alive(), "the server did not start"
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listener.getsockname()[1]}", app
        finally:
            server.should_exit = True
            thread.join(10)


class Client(httpx.Client):
    """An HTTP client that knows how to send a picture."""

    def upload(self, image, network="tiny-vgg", **fields):
        data = image if isinstance(image, bytes) else png(image)
        form = {
            name: value if isinstance(value, str) else json.dumps(value)
            for name, value in fields.items()
        }
        files = {"picture": ("picture.png", data)}
        return self.post(f"/api/networks/{network}/runs", files=files, data=form)

    def edit(self, run, *edits):
        return self.post(f"/api/runs/{run}/edits", json={"edits": list(edits)})

    def numbers(self, run, layer):
        """The exact numbers of a layer, (c, h, w)."""
        answer = self.get(f"/api/runs/{run}/layers/{layer}.npy")
        assert answer.status_code == 200, answer.text
        return np.load(io.BytesIO(answer.content))


@pytest.fixture(scope="session")
def settings(tmp_path_factory):
    return Settings(
        store_folder=tmp_path_factory.mktemp("store"),
        samples=shelf(tmp_path_factory.mktemp("samples")),
    )


@pytest.fixture(scope="session")
def server(settings):
    with serving(settings) as (address, app):
        yield address, app


@pytest.fixture(scope="session")
def service(server):
    return server[1].state.service


@pytest.fixture(scope="session")
def client(server):
    with Client(base_url=server[0], timeout=30, trust_env=False) as client:
        yield client


@pytest.fixture(scope="session")
def run(client):
    """One run of tiny-vgg, as it was answered."""
    answer = client.upload(picture())
    assert answer.status_code == 201, answer.text
    return answer.json()


@pytest.fixture(scope="session")
def make_picture():
    return picture


@pytest.fixture(scope="session")
def make_png():
    return png


@pytest.fixture
def serve(tmp_path):
    """Start a server of one's own with other settings; a client of it is returned."""
    with contextlib.ExitStack() as stack:

        def start(**settings):
            own = {"store_folder": tmp_path / "store", "weights_folder": tmp_path / "weights"}
            settings = {**own, "samples": tmp_path} | settings
            address, app = stack.enter_context(serving(Settings(**settings)))
            client = stack.enter_context(Client(base_url=address, timeout=30, trust_env=False))
            client.service = app.state.service
            return client

        yield start


def problem(answer, status, *words):
    """Assert that an answer is a problem with that status whose sentence says these words."""
    assert answer.status_code == status, answer.text
    assert answer.headers["content-type"] == "application/problem+json"
    told = answer.json()
    assert told["status"] == status
    assert told["title"]
    assert told["type"].startswith("urn:convscope:problem:")
    assert told["instance"].startswith("/")
    assert told["detail"][0].isupper() or told["detail"].split()[0].rstrip(",:").isidentifier()
    assert told["detail"].endswith("."), told["detail"]
    for word in words:
        assert word in told["detail"], told["detail"]
    return told


@pytest.fixture(scope="session")
def is_problem():
    return problem


@pytest.fixture(scope="session")
def opened(client):
    return Opened(client)
