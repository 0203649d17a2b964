"""Which filter of the first convolution answers to vertical edges?

It is found by looking: at maps, at filters. Whether it is right is found by asking the filters
themselves, with pictures of a single edge.
"""

from typing import Any

import numpy as np

from app.catalogue import Entry
from app.engine.edge_answers import EDGES, edge_answers, first_convolution
from app.engine.network import Node
from app.engine.types import Array
from app.engine.writing import listed, unsigned
from app.missions.mission import Finding, Mission, Samples, Task, Wanted, called, maps_told
from app.runs import Run, Runs

WAY = "vertical"
NEARLY = 0.9
"""Whoever answers at least this much of the loudest answer counts as right: a learner cannot see
a difference of a few per cent on a map."""
UPRIGHT = ("red-bridge", "one")
"""Samples with edges that stand upright."""


class VerticalEdges(Mission):
    """Find the filter that answers to vertical edges."""

    id = "vertical-edges"

    def fits(self, entry: Entry, samples: Samples) -> bool:
        return first_convolution(entry.network) is not None

    def task(self, entry: Entry, samples: Samples) -> Task:
        node = self._node(entry)
        filters = entry.network.shapes()[node.name][0]
        where = called(entry.network, node.name)
        return Task(
            title="The filter for vertical edges",
            task=(
                f"One of the {filters} filters of {where} answers loudly where something dark "
                f"stands beside something bright, with an upright border between them. Find it, "
                f"and give its map as your answer."
            ),
            hints=(
                "Look where the picture has upright borders, and where it has level ones. The map "
                "you are looking for is strongly coloured at the first and pale at the others.",
                "Look at the filters themselves. One that answers to an upright border has weights "
                "of one sign on its left and of the other on its right, so that they cancel out "
                "where nothing changes.",
                _candidates(edge_answers(entry.network, node, entry.weights)),
            ),
            about=(
                "Nobody told the network to look for edges. Filters that answer to them are among "
                "the first things it learns."
            ),
            sample=next((one.id for one, _ in samples if one.id in UPRIGHT), None),
            layer=node.name,
            wanted=_wanted(filters, node.name),
        )

    def check(self, run: Run, runs: Runs, answer: Any) -> Finding:
        network, node = run.entry.network, self._node(run.entry)
        where = called(network, node.name)
        filters = network.shapes()[node.name][0]
        chosen = _wanted(filters, node.name).read(answer)
        if chosen is None:
            return Finding(False, f"Choose a map of {where} and give it as your answer.")
        answers = edge_answers(network, node, run.weights)
        own = {way: float(said[chosen]) for way, said in answers.items()}
        loudest = float(answers[WAY].max())
        figures = {"channel": chosen, "answers": own, "loudest": loudest}
        missing = _missing(chosen, own, loudest)
        if missing:
            return Finding(False, missing, figures)
        others = listed([f"{unsigned(own[way])} to {EDGES[way]}" for way in EDGES if way != WAY])
        return Finding(
            True,
            f"Map {chosen + 1} answers {unsigned(own[WAY])} to a vertical edge, and only {others}.",
            figures,
            _learned(run, node.name, chosen),
        )

    def _node(self, entry: Entry) -> Node:
        node = first_convolution(entry.network)
        assert node is not None, "asked only where it fits"
        return node


def _wanted(filters: int, layer: str) -> Wanted:
    return Wanted("map", "The map that answers to vertical edges", 0, filters - 1, layer)


def right(answers: dict[str, Array]) -> list[int]:
    """The filters that answer to vertical edges most of all edges, and as loudly as any."""
    others = np.max([said for way, said in answers.items() if way != WAY], axis=0)
    mine = answers[WAY]
    good = (mine >= others) & (mine >= NEARLY * mine.max()) & (mine > 0)
    return [int(at) for at in np.flatnonzero(good)]


def _missing(chosen: int, own: dict[str, float], loudest: float) -> str:
    """Why a filter is not the one, without a word on which is; empty if it is."""
    most = max(own, key=lambda way: (own[way], way == WAY))
    map_ = f"Map {chosen + 1}"
    if own[most] == 0:
        return f"{map_} does not answer to edges at all: it only says how bright a place is."
    if own[WAY] < own[most]:
        return (
            f"{map_} answers more to {EDGES[most]}: {unsigned(own[most])} there, "
            f"{unsigned(own[WAY])} to a vertical one. Another answers {unsigned(loudest)} to that."
        )
    if own[WAY] < NEARLY * loudest:
        return (
            f"{map_} does answer to vertical edges most, but not loudly: {unsigned(own[WAY])}, "
            f"where another answers {unsigned(loudest)}."
        )
    return ""


def _candidates(answers: dict[str, Array]) -> str:
    """Three maps, one of them right, in the order of their numbers."""
    good = right(answers)[:1]
    loud = [int(at) for at in np.argsort(-np.max(list(answers.values()), axis=0))]
    rest = [at for at in loud if at not in right(answers)]
    some = sorted([*good, *rest][:3])
    names = maps_told(some)
    return f"It is one of these: {names}. Look which of them stays pale along a level border."


def _learned(run: Run, layer: str, chosen: int) -> str:
    learned = run.entry.weights[layer]["weights"][chosen]
    if not np.array_equal(run.weights[layer]["weights"][chosen], learned):
        return (
            "This filter is one that you put there: a network is not needed to find edges. It "
            "is needed to find out which edges are worth finding."
        )
    return (
        "Nobody wrote this filter down. It began as chance, and was changed a little at a time "
        "because upright edges help to tell things apart."
    )
