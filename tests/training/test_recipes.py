"""The recipes of the twins: all can be read, and say how strangers are shown from first to last."""

from pathlib import Path

import pytest

from training.pytorch import recipe

RECIPES = sorted((Path(__file__).parents[2] / "training").glob("*-twin.toml"))


@pytest.mark.parametrize("path", RECIPES, ids=lambda path: path.stem)
def test_a_recipe_shows_more_and_more_strangers(path):
    plan_of, stranger = recipe.read(path)
    epochs = plan_of.plan.epochs
    assert plan_of.network == path.stem
    shown = [stranger.shown(epoch, epochs) for epoch in (0, epochs - 1, epochs)]
    assert [sum(counts[:2]) for counts in shown] == sorted({sum(counts[:2]) for counts in shown})


def test_the_rate_falls_evenly():
    closing = recipe.Closing(epochs=4, rate=0.01)
    assert [closing.rate_after(done) for done in (0, 1, 4)] == pytest.approx([0.01, 0.0075, 0])
