"""The laboratory: one layer of one run with other settings, on the very numbers that it read.

Nothing is changed for good. The answer says what would come out, and how it differs from what
the network has there (or from a second set of settings). Settings that leave no output are no
mistake: the answer has no map then, but the reason.
"""

from collections.abc import Mapping
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
from app.engine.writing import thousands
from app.errors import BadExperiment
from app.experiment import Experiment, most
from app.runs import Run
from app.settings import Settings


def conduct(experiment: Experiment, run: Run, limits: Settings) -> schemas.Lab:
    """What comes out of an experiment. Raises BadExperiment where it would take too long."""
    node = experiment.node
    one = _outcome(experiment.beside, experiment, run, limits)
    other = _outcome(experiment.settings, experiment, run, limits)
    image = image_of(run.trace[node.inputs[0]])
    known = {knob.name: knob for outcome in (one, other) for knob in _knobs(outcome, node)}
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
    return knob.as_dict(most(knob, node, limits))  # type: ignore[return-value]


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
