"""Runs outlive the memory of a worker, the worker itself, and damage to the disk."""

import os
import threading

import numpy as np
import pytest

from app.cache import Cache
from app.recipe import Recipe
from app.store import Store

EDIT = {"layer": "conv_1_1", "channel": 0, "scale": 0}


def forget(client):
    """As if the worker had just started."""
    client.service.runs.traces.clear()


def entries(client):
    return sorted(client.service.settings.store_folder.glob("*.run"))


def test_a_run_that_memory_forgot_is_computed_again(serve, make_picture):
    client = serve()
    run = client.upload(make_picture()).json()
    edited = client.edit(run["run"], EDIT).json()
    maps = client.numbers(edited["run"], "dense")
    forget(client)
    assert client.get(f"/api/runs/{run['run']}").json() == run
    assert client.get(f"/api/runs/{edited['run']}").json() == edited
    assert (client.numbers(edited["run"], "dense") == maps).all()


def test_workers_answer_for_each_other(serve, make_picture):
    one, other = serve(), serve()
    run = one.upload(make_picture()).json()
    assert other.get(f"/api/runs/{run['run']}").json() == run
    edited = other.edit(run["run"], EDIT).json()
    assert one.get(f"/api/runs/{edited['run']}").json() == edited


def test_a_damaged_recipe_is_reported_and_never_trusted(serve, make_picture, is_problem):
    client = serve()
    run = client.upload(make_picture()).json()
    (entry,) = entries(client)
    data = bytearray(entry.read_bytes())
    for damage in (data[: len(data) // 2], b"", bytes(data[:-1]) + bytes([data[-1] ^ 1])):
        entry.write_bytes(damage)
        forget(client)
        told = is_problem(client.get(f"/api/runs/{run['run']}"), 404)
        assert told["type"].endswith("run-not-kept")
        assert not entry.exists()
        assert client.upload(make_picture()).json() == run
        forget(client)
        assert client.get(f"/api/runs/{run['run']}").json() == run
    assert "convscope_store_damaged_total 3" in client.get("/metrics").text


def test_a_recipe_under_a_wrong_name_is_not_believed(serve, make_picture, is_problem):
    client = serve()
    run = client.upload(make_picture()).json()["run"]
    (entry,) = entries(client)
    other = "f" * 32
    entry.rename(entry.with_name(f"{other}.run"))
    forget(client)
    for name in (run, other):
        is_problem(client.get(f"/api/runs/{name}"), 404)


def test_a_disk_that_is_full_costs_the_memory_not_the_answer(serve, make_picture, monkeypatch):
    client = serve()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(client.service.runs.store, "_write", full)
    answer = client.upload(make_picture())
    assert answer.status_code == 201
    assert client.get(answer.headers["location"]).status_code == 200
    assert "convscope_store_failed_total 1" in client.get("/metrics").text


def test_a_folder_that_cannot_be_made_costs_no_answer_either(serve, make_picture, tmp_path):
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where the folder should be")
    client = serve(store_folder=blocked)
    assert client.upload(make_picture()).status_code == 201


def test_memory_keeps_to_its_limit(serve, make_picture):
    client = serve(trace_bytes=3_000_000)
    runs = [client.upload(make_picture(seed)).json() for seed in range(6)]
    traces = client.service.runs.traces
    assert traces.size <= 3_000_000
    assert 1 <= len(traces) < 6
    for run in runs:
        assert client.get(f"/api/runs/{run['run']}").json() == run


def test_the_folder_keeps_to_its_limit(tmp_path):
    store = Store(tmp_path, 10_000)
    for number in range(200):
        store.put(f"{number:032x}", bytes(1000))
        os.utime(tmp_path / f"{number:032x}.run", (number, number))
    store.sweep()
    assert sum(entry.stat().st_size for entry in tmp_path.iterdir()) <= 10_000
    assert store.get(f"{199:032x}") == bytes(1000)
    assert store.get(f"{0:032x}") is None


def test_what_is_asked_for_stays_longest(tmp_path):
    store = Store(tmp_path, 3 * 1032)
    for number in range(4):
        store.put(str(number), bytes(1000))
        os.utime(tmp_path / f"{number}.run", (number, number))
    store.get("0")
    store.sweep()
    assert [store.get(str(number)) is None for number in range(4)] == [False, True, False, False]


def test_nothing_half_written_is_left(tmp_path, monkeypatch):
    store = Store(tmp_path, 10_000)

    def full(self, target):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("pathlib.Path.replace", full)
    assert not store.put("a", b"data")
    assert store.get("a") is None
    assert not list(tmp_path.iterdir())


def test_many_may_write_the_same_at_once(tmp_path):
    store = Store(tmp_path, 10**6)
    data = bytes(range(256)) * 40
    threads = [threading.Thread(target=store.put, args=("a", data)) for _ in range(16)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert store.get("a") == data
    assert [entry.name for entry in tmp_path.iterdir()] == ["a.run"]


def test_only_the_owner_may_look_into_the_folder(serve, make_picture):
    client = serve()
    client.upload(make_picture())
    assert client.service.settings.store_folder.stat().st_mode & 0o077 == 0


def test_a_recipe_survives_being_written_down(serve, make_picture):
    client = serve()
    run = client.edit(client.upload(make_picture()).json()["run"], EDIT).json()["run"]
    recipe = client.service.runs.get(run).recipe
    again = Recipe.from_bytes(recipe.to_bytes())
    assert again.run == recipe.run == run
    assert again.facts == recipe.facts
    assert again.edits == recipe.edits
    assert (again.pixels == recipe.pixels).all()
    assert len(recipe.to_bytes()) < 14_000


def test_a_cache_forgets_what_was_used_longest_ago():
    cache = Cache[str](10)
    for name in "abc":
        cache.put(name, name, 3)
    cache.get("a")
    cache.put("d", "d", 3)
    assert [cache.get(name) for name in "abcd"] == ["a", None, "c", "d"]
    cache.put("huge", "huge", 11)
    assert cache.get("huge") is None
    assert cache.size == 9


def test_no_array_of_a_run_can_be_written_to(serve, make_picture):
    client = serve()
    run = client.service.runs.get(client.upload(make_picture()).json()["run"])
    for values in (*run.trace.values(), run.recipe.pixels):
        with pytest.raises(ValueError, match="read-only"):
            values[...] = np.uint8(0)
