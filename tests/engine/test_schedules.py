"""Learning rates: from the first step to the last."""

import numpy as np
import pytest

from app.engine.schedules import SCHEDULES, Constant, OneCycle, schedule
from app.engine.types import SpecError


def test_one_cycle_climbs_to_its_peak_and_then_falls():
    cycle = OneCycle(peak=0.2, warmup=0.25, start=0.1, end=0.01)
    rates = [cycle.rate(done) for done in np.linspace(0, 1, 41)]
    top = rates.index(max(rates))
    assert top == 10
    assert rates[top] == pytest.approx(0.2)
    assert rates[0] == pytest.approx(0.02)
    assert rates[-1] == pytest.approx(0.002)
    assert rates[: top + 1] == sorted(rates[: top + 1])
    assert rates[top:] == sorted(rates[top:], reverse=True)


def test_one_cycle_without_a_warm_up_starts_at_its_peak():
    assert OneCycle(peak=0.2, warmup=0.0).rate(0) == pytest.approx(0.2)


def test_a_constant_rate_stays():
    assert {Constant(0.3).rate(done) for done in (0, 0.5, 1)} == {0.3}


@pytest.mark.parametrize("kind", SCHEDULES)
def test_a_recipe_names_its_schedule(kind):
    assert schedule({"kind": kind, "peak": 0.1}).kind == kind


def test_a_schedule_nobody_knows_is_turned_away_kindly():
    with pytest.raises(SpecError, match="There is no schedule 'steps'; there are constant, one-"):
        schedule({"kind": "steps", "peak": 0.1})
    with pytest.raises(SpecError, match="can be told peak"):
        schedule({"kind": "constant", "top": 0.1})
