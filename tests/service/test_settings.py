"""Every limit can be set from the environment, and a wrong value is said before the start."""

from dataclasses import fields
from pathlib import Path

import pytest

from app.catalogue import Catalogue
from app.errors import SetupError
from app.settings import Settings


def test_without_an_environment_the_defaults_hold():
    settings = Settings.from_environment({})
    assert settings.body_bytes == 10 * 1024 * 1024
    assert settings.picture_pixels == 25_000_000
    assert settings.picture_side == 16_384
    assert settings.json_bytes == 64 * 1024
    assert settings.edits_bytes == 1024 * 1024
    assert settings.json_nesting == 20


@pytest.mark.parametrize("one", fields(Settings), ids=lambda one: one.name)
def test_every_setting_can_be_given(one):
    name = f"CONVSCOPE_{one.name.upper()}"
    settings = Settings.from_environment({name: "7"})
    assert getattr(settings, one.name) == (Path("7") if one.type is Path else 7)


@pytest.mark.parametrize("value", ["", "many", "-1", "0", "nan", "inf", "1.5.2"])
def test_a_wrong_value_is_named(value):
    for name in ("CONVSCOPE_BODY_BYTES", "CONVSCOPE_DRAIN_SECONDS"):
        with pytest.raises(SetupError, match=f"{name} is"):
            Settings.from_environment({name: value})


def test_what_ships_with_the_project_is_found():
    settings = Settings()
    assert (settings.models / "tiny-vgg" / "network.json").is_file()
    assert (settings.templates / "index.html").is_file()


@pytest.mark.parametrize(
    ("file", "text"),
    [
        ("network.json", "{"),
        ("network.json", '{"id": "x"}'),
        ("network.json", '{"id":"x","title":"X","about":"","image":[1,4,4],"classes":[],'
         '"preprocessing":{},"nodes":[{"name":"a","kind":"magic"}]}'),
        ("weights.safetensors", "nonsense"),
        ("calibration.json", "{}"),
    ],
)  # fmt: skip
def test_a_broken_network_is_named_at_the_start(tmp_path, file, text):
    whole = Settings().models / "tiny-vgg"
    folder = tmp_path / "mine"
    folder.mkdir()
    for name in ("network.json", "weights.safetensors", "calibration.json"):
        (folder / name).write_bytes((whole / name).read_bytes())
    assert list(Catalogue(tmp_path)) == ["tiny-vgg"]
    (folder / file).write_text(text)
    with pytest.raises(SetupError, match=f"The network in {folder} cannot be read"):
        Catalogue(tmp_path)


def test_a_network_without_weights_runs_with_drawn_ones(serve, tmp_path, make_picture):
    folder = tmp_path / "models" / "bare"
    folder.mkdir(parents=True)
    (folder / "network.json").write_bytes(
        (Settings().models / "tiny-vgg" / "network.json").read_bytes()
    )
    client = serve(models=tmp_path / "models")
    told = client.get("/api/networks/tiny-vgg").json()
    assert (told["trained"], told["accuracy"], told["parameters"]) == (False, None, 19_920)
    assert client.upload(make_picture()).json()["weights"] == "drawn"
    assert client.get("/api/networks/tiny-vgg/weights").status_code == 200


def test_an_installed_convscope_finds_its_folders_inside_itself(tmp_path, monkeypatch):
    from app import settings

    inside = tmp_path / "app"
    (inside / "models").mkdir(parents=True)
    monkeypatch.setattr(settings, "HERE", inside)
    assert settings.home("models") == inside / "models"
    assert settings.home("static") == tmp_path / "static"
