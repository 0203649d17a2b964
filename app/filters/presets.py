"""Filters by name, as they are asked for in an address: ``gaussian?rows=5&columns=5&sigma=1.2``."""

from collections.abc import Iterable

from app import schemas
from app.engine.presets import PRESETS
from app.engine.types import SpecError
from app.engine.writing import listed
from app.errors import BadFilter, UnknownPreset

SIDES = ("rows", "columns")
LONG = 20
"""Characters of a number that are read: more say nothing that a filter could use."""


def all_presets() -> schemas.Presets:
    """Every preset, without its weights."""
    return {"presets": [preset.as_dict() for preset in PRESETS.values()]}  # type: ignore[misc]


def preset(name: str, query: Iterable[tuple[str, str]]) -> schemas.PresetWeights:
    """One preset at the size and with the parameters asked for.

    Raises UnknownPreset, BadFilter.
    """
    if name not in PRESETS:
        raise UnknownPreset(
            f"There is no filter called {name[:80]!r}. There are {listed(list(PRESETS))}."
        )
    found = PRESETS[name]
    given = _given(query)
    size = tuple(int(given.pop(side, usual)) for side, usual in zip(SIDES, found.size, strict=True))
    try:
        weights = found.weights((size[0], size[1]), given)
        values = found.settled(given)
    except SpecError as error:
        raise BadFilter(str(error)) from None
    return {
        "name": name,
        "rows": size[0],
        "columns": size[1],
        "parameters": values,
        "weights": weights.tolist(),
        "sentence": found.sentence,
        "sum": round(float(weights.sum()), 9) + 0.0,
    }


def _given(query: Iterable[tuple[str, str]]) -> dict[str, float]:
    """Numbers by name from an address; sizes are whole ones."""
    given: dict[str, float] = {}
    for name, text in query:
        if name in given:
            raise BadFilter(f"{name[:40]} is given twice.")
        whole = name in SIDES or name == "seed"
        try:
            given[name] = int(text[:LONG]) if whole else float(text[:LONG])
        except ValueError:
            kind = "a whole number" if whole else "a number"
            raise BadFilter(f"{name[:40]} is {text[:40]!r}, but should be {kind}.") from None
    return given
