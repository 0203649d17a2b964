"""The wheel is whole: built, installed and served from another folder, without Node."""

import os
import re
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import httpx
import pytest
from PIL import Image

from tests.packaging.serving import ROOT, Served, served


def build(what: str, source: Path, target: Path, *, path: str | None = None) -> Path:
    """Build a wheel or an sdist with the hatchling that is here, as pip would."""
    env = {**os.environ, **({} if path is None else {"PATH": path})}
    command = [sys.executable, "-m", "hatchling", "build", "-t", what, "-d", str(target)]
    done = subprocess.run(command, cwd=source, env=env, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return next(target.glob("*.whl" if what == "wheel" else "*.tar.gz"))


@pytest.fixture(scope="module")
def nothing(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A PATH on which there is no program, least of all Node."""
    return str(tmp_path_factory.mktemp("empty"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("wheel", ROOT, tmp_path_factory.mktemp("wheel"))


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build("sdist", ROOT, tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A fresh environment that has the wheel, and borrows what it depends on from this one."""
    folder = tmp_path_factory.mktemp("installed")
    venv.create(folder, with_pip=False)
    python = folder / "bin" / "python"
    command = ["-m", "pip", "--python", str(python), "install", "-q", "--no-deps", "--no-index"]
    subprocess.run([sys.executable, *command, str(wheel)], check=True)
    site = next(folder.glob("lib/python3.*/site-packages"))
    (site / "borrowed.pth").write_text(str(Path(httpx.__file__).parents[1]))
    return folder


@pytest.fixture(scope="module")
def server(
    installed: Path, nothing: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Served]:
    """`convscope serve`, in a folder that has nothing to do with this one."""
    elsewhere = tmp_path_factory.mktemp("elsewhere")
    env = {"PATH": nothing, "HOME": str(elsewhere), "XDG_CACHE_HOME": str(elsewhere / "cache")}
    command = [installed / "bin" / "convscope", "serve", "--port", "0", "--no-browser"]
    with served(command, cwd=elsewhere, env=env) as one:
        yield one


def test_a_wheel_carries_page_templates_networks_and_pictures(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
    assert "app/static/dist/.vite/manifest.json" in names
    assert "app/static/dist/swagger-ui/swagger-ui-bundle.js" in names
    assert "app/templates/index.html" in names
    assert "app/templates/learn/01-picture.html" in names
    assert "app/templates/glossary/convolution.toml" in names
    assert "app/models/tiny-vgg/weights.safetensors" in names
    assert "app/models/vgg-16/network.json" in names
    assert "app/samples/index.json" in names
    assert {name.split("/")[0] for name in names if ".dist-info" not in name} == {"app"}
    assert not [name for name in names if name.endswith(".map") or "__pycache__" in name]


def test_an_sdist_carries_what_a_wheel_is_made_of(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = {name.partition("/")[2] for name in archive.getnames()}
    wanted = {"pyproject.toml", "hatch_build.py", "LICENSE", "README.md", "package-lock.json"}
    assert wanted <= names
    assert "static/dist/.vite/manifest.json" in names
    assert not [name for name in names if name.startswith((".venv", "node_modules"))]


def test_a_wheel_made_from_the_sdist_needs_no_node(
    sdist: Path, wheel: Path, nothing: str, tmp_path: Path
) -> None:
    with tarfile.open(sdist) as archive:
        careful = {"filter": "data"} if hasattr(tarfile, "data_filter") else {}
        archive.extractall(tmp_path, **careful)
    source = next(path for path in tmp_path.iterdir() if path.is_dir())
    again = build("wheel", source, tmp_path / "out", path=nothing)
    with zipfile.ZipFile(wheel) as one, zipfile.ZipFile(again) as other:
        assert sorted(one.namelist()) == sorted(other.namelist())


def test_the_program_says_its_version(installed: Path, tmp_path: Path) -> None:
    command = [installed / "bin" / "convscope", "--version"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"convscope \d+\.\d+\.\d+\n", said.stdout)


def test_it_is_the_wheel_that_serves(installed: Path, tmp_path: Path) -> None:
    command = [installed / "bin" / "python", "-c", "import app; print(app.__file__)"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert Path(said.stdout.strip()).is_relative_to(installed)


def test_the_page_comes_with_everything_it_names(server: Served) -> None:
    page = server.get("/").decode()
    named = re.findall(r'(?:src|href)="(/static/[^"]+)"', page)
    assert any(name.partition("?")[0].endswith(".js") for name in named)
    for name in named:
        assert server.get(name)


def test_a_picture_is_run(server: Served) -> None:
    drawn = BytesIO()
    Image.linear_gradient("L").save(drawn, "PNG")
    with httpx.Client(base_url=server.address, trust_env=False) as client:
        answer = client.post("/api/networks/tiny-vgg/runs", files={"picture": drawn.getvalue()})
        assert answer.status_code == 201, answer.text
        run = answer.json()
        assert len(run["prediction"]) == 10
        maps = client.get(f"/api/runs/{run['run']}/layers/conv_1_1.json").json()
    assert maps["shape"] == [10, 62, 62]


def test_the_sample_pictures_are_there(server: Served) -> None:
    with httpx.Client(base_url=server.address, trust_env=False) as client:
        samples = client.get("/api/networks/tiny-vgg").json()["samples"]
        assert samples
        for sample in samples:
            assert client.get(sample["picture"]).status_code == 200
