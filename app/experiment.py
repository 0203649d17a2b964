"""What is asked of the laboratory: a layer, one of its maps, and where its knobs shall stand.

    {"layer": "conv_1_1", "channel": 4, "settings": {"stride": 2}}
    {"layer": "conv_1_1", "channel": 4, "settings": {"padding": 1, "border": "reflect"},
     "beside": {"padding": 1}}

Whatever makes no sense is refused in a sentence that names it.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from app.engine import trial
from app.engine.knobs import Knob
from app.engine.layer import KINDS
from app.engine.network import INPUT, Node
from app.engine.writing import listed, thousands
from app.errors import BadExperiment
from app.runs import Run
from app.settings import Settings

KEYS = ("layer", "channel", "settings", "beside")


@dataclass(frozen=True)
class Experiment:
    """What is asked: a layer, one of its maps, and two sets of settings, each complete."""

    node: Node
    channel: int
    settings: Mapping[str, Any]
    beside: Mapping[str, Any]


def read(told: Any, run: Run, limits: Settings) -> Experiment:
    """An experiment from plain data. Raises BadExperiment, in a sentence that names the fault."""
    if not isinstance(told, Mapping):
        raise BadExperiment(
            'An experiment is an object: {"layer": ..., "channel": ..., "settings": {...}}.'
        )
    for key in told:
        if key not in KEYS:
            raise BadExperiment(f"There is a {key[:80]!r}; an experiment may have {listed(KEYS)}.")
    node = _node(told.get("layer"), run)
    channel = _channel(told.get("channel"), node, run)
    settings, beside = (
        trial.settled(node.layer, _settings(told.get(name, {}), name, node, limits))
        for name in ("settings", "beside")
    )
    return Experiment(node, channel, settings, beside)


def most(knob: Knob, node: Node, limits: Settings) -> float | None:
    """How far a knob may be turned; what the network itself has is never too far."""
    if knob.form != "count":
        return knob.most
    limit: int = getattr(limits, f"lab_{knob.name}")
    own = node.layer.settings().get(knob.name, 0)
    widest: int = max(limit, *(own if isinstance(own, list) else [own]))
    return widest


def _node(layer: Any, run: Run) -> Node:
    network = run.entry.network
    names = [node.name for node in network.nodes]
    if not isinstance(layer, str):
        raise BadExperiment('Which layer? Give its name as "layer".')
    if layer not in names:
        said = (
            "The input is the picture itself: there is nothing to set"
            if layer == INPUT
            else f"There is no layer called {layer[:80]!r}"
        )
        raise BadExperiment(f"{said}. The layers are {listed(names)}.")
    return network.node(layer)


def _channel(channel: Any, node: Node, run: Run) -> int:
    count = run.entry.network.shapes()[node.name][0]
    if type(channel) is not int or not 0 <= channel < count:
        raise BadExperiment(
            f"channel is {shown(channel)}, but should be a whole number from 0 to {count - 1}: "
            f"{node.name} makes {thousands(count)}."
        )
    return channel


def _settings(told: Any, where: str, node: Node, limits: Settings) -> dict[str, Any]:
    """Settings that a knob of this layer can take; pairs of equal numbers become one."""
    if not isinstance(told, Mapping):
        raise BadExperiment(f'{where} is {shown(told)}, but should be an object: {{"stride": 2}}.')
    wanted = told.get("kind", node.layer.kind)
    choices = {
        choice.value: choice for knob in _all(type(node.layer), "kind") for choice in knob.choices
    }
    if "kind" in told and (not isinstance(wanted, str) or wanted not in choices):
        possible = f"may be {listed(list(choices))}" if choices else "cannot be changed"
        raise BadExperiment(f"{where}: kind is {shown(wanted)}; that of {node.name} {possible}.")
    knobs = {knob.name: knob for knob in trial.knobs(KINDS[wanted])}
    read = {}
    for name, value in told.items():
        if name not in knobs:
            able = f"It has {listed(list(knobs))}." if knobs else "It has none to change."
            kind = KINDS[wanted].kind
            raise BadExperiment(f"{where}: {kind} has no setting {name[:80]!r}. {able}")
        read[name] = _value(f"{where}: {name}", knobs[name], value, node, limits)
    return read


def _all(kind: type, name: str) -> list[Knob]:
    return [knob for knob in trial.knobs(kind) if knob.name == name]


def _value(where: str, knob: Knob, value: Any, node: Node, limits: Settings) -> Any:
    if knob.form == "count":
        return _count(where, knob, value, most(knob, node, limits) or 0)
    if knob.form == "amount":
        return _amount(where, knob, value)
    if knob.form == "switch":
        if not isinstance(value, bool):
            raise BadExperiment(f"{where} is {shown(value)}, but should be true or false.")
        return value
    possible = [choice.value for choice in knob.choices]
    if value not in possible:
        raise BadExperiment(f"{where} is {shown(value)}, but should be {_either(possible)}.")
    return value


def _count(where: str, knob: Knob, value: Any, limit: float) -> int | list[int]:
    both = value if isinstance(value, list) else [value]
    paired = knob.pair and len(both) == 2
    if (len(both) == 1 or paired) and all(
        type(one) is int and knob.least <= one <= limit for one in both
    ):
        return both[0] if len(set(both)) == 1 else both
    form = ", or two of them: [rows, columns]" if knob.pair else ""
    raise BadExperiment(
        f"{where} is {shown(value)}, but should be a whole number from {knob.least:g} to "
        f"{limit:g}{form}."
    )


def _amount(where: str, knob: Knob, value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not knob.least <= value <= (knob.most or 0):
        raise BadExperiment(
            f"{where} is {shown(value)}, but should be a number from {knob.least:g} to "
            f"{knob.most:g}."
        )
    return float(value)


def _either(words: Sequence[str]) -> str:
    return " or ".join(repr(word) for word in words)


def shown(value: Any) -> str:
    """What was sent, as far as it can be shown in a sentence."""
    if value is None:
        return "missing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and not isfinite(value):
        return "not a number" if value != value else "infinite"
    if isinstance(value, Mapping):
        return "an object"
    text = repr(value)
    return text if len(text) <= 40 else f"{text[:36]} ..."
