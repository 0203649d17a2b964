"""An experiment: one layer of one run with other settings, on the very numbers that it read.

Nothing is changed for good. The answer says what would come out, and how it differs from what
the network has there (or from a second set of settings)::

    {"layer": "conv_1_1", "channel": 4, "settings": {"stride": 2}}
    {"layer": "conv_1_1", "channel": 4, "settings": {"padding": 1, "border": "reflect"},
     "beside": {"padding": 1}}

Settings that leave no output are no mistake: the answer has no map then, but the reason.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import isfinite
from typing import Any

from app import schemas, wire
from app.engine import figures, trial
from app.engine.comparing import compared
from app.engine.knobs import Knob
from app.engine.layer import KINDS, image_of
from app.engine.network import INPUT, Node
from app.engine.outcome import Outcome
from app.engine.trial import Trial
from app.engine.types import EngineError, Shape
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


def conduct(experiment: Experiment, run: Run, limits: Settings) -> schemas.Lab:
    """What comes out of an experiment. Raises BadExperiment where it would take too long."""
    node = experiment.node
    one = _outcome(experiment.beside, experiment, run, limits)
    other = _outcome(experiment.settings, experiment, run, limits)
    image = image_of(run.trace[node.inputs[0]])
    known = {knob.name: knob for settings in (one, other) for knob in _knobs(settings, node)}
    of = "the picture" if node.inputs[0] == INPUT else "the maps"
    return {
        "layer": node.name,
        "kind": str(other.settings.get("kind", node.layer.kind)),
        "channel": other.channel,
        "settings": dict(other.settings),
        "beside": dict(experiment.beside),
        "knobs": [_knob(knob, node, limits) for knob in _knobs(other, node)],
        "before": _before(node, run),
        "input": {"layer": node.inputs[0], "shape": list(image)},
        "shape": None if other.shape is None else list(other.shape),
        "reason": other.reason,
        "arithmetic": list(other.arithmetic),
        "window": None if other.window is None else other.window.as_dict(),
        "surround": other.surround._asdict(),  # type: ignore[typeddict-item]
        "dropped": _lines(other.coverage.dropped),
        "skipped": _lines(other.coverage.skipped),
        "unread": other.coverage.sentence(of),
        "map": None if other.map is None else wire.plain(other.map),  # type: ignore[typeddict-item]
        "low": None if other.map is None else float(other.map.min()),
        "high": None if other.map is None else float(other.map.max()),
        "rim": None if other.rim is None else other.rim._asdict(),  # type: ignore[typeddict-item]
        "parameters": other.parameters,
        "bricks": _bricks(other),
        "macs": other.macs,
        "told": list(other.told),
        "difference": list(compared(one, other, list(known.values()), image, of)),
    }


# Trying it out


def _outcome(settings: Mapping[str, Any], asked: Experiment, run: Run, limits: Settings) -> Outcome:
    """What these settings make of the layer's input; its own settings made what the run has."""
    node = asked.node
    inputs = tuple(run.trace[name] for name in node.inputs)
    images = tuple(image_of(x) for x in inputs)
    own = settings == trial.settled(node.layer, {})
    try:
        tried = Trial.of(node.layer, settings)
        cost = 0 if own else tried.operations(asked.channel, *images)
    except EngineError as error:
        return _failed(settings, node, images, error)
    if cost > limits.lab_operations:
        raise BadExperiment(
            f"That would take {thousands(cost)} multiplications for one map; "
            f"{thousands(limits.lab_operations)} are the most here. Try a smaller window or less "
            f"padding."
        )
    made = run.trace[node.name][0, asked.channel] if own else None
    return tried.run(asked.channel, inputs, run.weights.get(node.name, {}), made)


def _failed(
    settings: Mapping[str, Any], node: Node, images: tuple[Shape, ...], error: EngineError
) -> Outcome:
    try:
        return Trial.of(node.layer, settings).failed(images, error)
    except EngineError:  # settings that contradict each other: there is no such layer
        return Outcome.nothing(settings, error)


# Putting it into words


def _knobs(outcome: Outcome, node: Node) -> tuple[Knob, ...]:
    return trial.knobs(KINDS[str(outcome.settings.get("kind", node.layer.kind))])


def _knob(knob: Knob, node: Node, limits: Settings) -> schemas.Knob:
    return knob.as_dict(_most(knob, node, limits))  # type: ignore[return-value]


def _most(knob: Knob, node: Node, limits: Settings) -> float | None:
    """How far a knob may be turned; what the network itself has is never too far."""
    if knob.form != "count":
        return knob.most
    limit: int = getattr(limits, f"lab_{knob.name}")
    own = node.layer.settings().get(knob.name, 0)
    widest: int = max(limit, *(own if isinstance(own, list) else [own]))
    return widest


def _before(node: Node, run: Run) -> schemas.Before:
    network = run.entry.network
    return {
        "kind": node.layer.kind,
        "settings": trial.settled(node.layer, {}),
        "shape": list(network.shapes()[node.name]),
        "parameters": figures.parameters(network, node.name),
        "macs": figures.macs(network, node.name),
    }


def _lines(lines: tuple[tuple[int, ...], tuple[int, ...]]) -> schemas.Lines:
    return {"rows": list(lines[0]), "columns": list(lines[1])}


def _bricks(outcome: Outcome) -> schemas.Bricks | None:
    """The weights of a layer as one would stack them: k · k · C · F, and a bias for each filter."""
    if outcome.weights is None:
        return None
    filters, channels, rows, columns = outcome.weights
    biases = outcome.parameters - filters * channels * rows * columns
    told = f"{rows}·{columns}·{channels}·{filters}"
    return {
        "filters": filters,
        "channels": channels,
        "rows": rows,
        "columns": columns,
        "biases": biases,
        "told": f"{told}{f' + {biases}' if biases else ''} = {thousands(outcome.parameters)}",
    }


# Reading what was asked


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
            f"channel is {_shown(channel)}, but should be a whole number from 0 to {count - 1}: "
            f"{node.name} makes {thousands(count)}."
        )
    return channel


def _settings(told: Any, where: str, node: Node, limits: Settings) -> dict[str, Any]:
    """Settings that a knob of this layer can take; pairs of equal numbers become one."""
    if not isinstance(told, Mapping):
        raise BadExperiment(f'{where} is {_shown(told)}, but should be an object: {{"stride": 2}}.')
    wanted = told.get("kind", node.layer.kind)
    choices = {
        choice.value: choice for knob in _all(type(node.layer), "kind") for choice in knob.choices
    }
    if "kind" in told and (not isinstance(wanted, str) or wanted not in choices):
        possible = f"may be {listed(list(choices))}" if choices else "cannot be changed"
        raise BadExperiment(f"{where}: kind is {_shown(wanted)}; that of {node.name} {possible}.")
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
        return _count(where, knob, value, _most(knob, node, limits) or 0)
    if knob.form == "amount":
        return _amount(where, knob, value)
    if knob.form == "switch":
        if not isinstance(value, bool):
            raise BadExperiment(f"{where} is {_shown(value)}, but should be true or false.")
        return value
    possible = [choice.value for choice in knob.choices]
    if value not in possible:
        raise BadExperiment(f"{where} is {_shown(value)}, but should be {_either(possible)}.")
    return value


def _count(where: str, knob: Knob, value: Any, most: float) -> int | list[int]:
    both = value if isinstance(value, list) else [value]
    paired = knob.pair and len(both) == 2
    if (len(both) == 1 or paired) and all(
        type(one) is int and knob.least <= one <= most for one in both
    ):
        return both[0] if len(set(both)) == 1 else both
    form = ", or two of them: [rows, columns]" if knob.pair else ""
    raise BadExperiment(
        f"{where} is {_shown(value)}, but should be a whole number from {knob.least:g} to "
        f"{most:g}{form}."
    )


def _amount(where: str, knob: Knob, value: Any) -> float:
    number = isinstance(value, int | float) and not isinstance(value, bool)
    if not number or not isfinite(value) or not knob.least <= value <= (knob.most or 0):
        raise BadExperiment(
            f"{where} is {_shown(value)}, but should be a number from {knob.least:g} to "
            f"{knob.most:g}."
        )
    return float(value)


def _either(words: Sequence[str]) -> str:
    return " or ".join(repr(word) for word in words)


def _shown(value: Any) -> str:
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
