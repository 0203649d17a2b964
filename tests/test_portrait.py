"""The drawing of a network: to scale, complete, with nothing on top of anything else."""

from itertools import combinations, pairwise

import pytest

from app.catalogue import Catalogue
from app.engine.network import INPUT, Network
from app.portrait import Portrait
from app.portrait.braces import PER_LETTER
from app.portrait.plan import plan
from app.portrait.single import alone, first_module
from app.settings import Settings
from tools.networks.twins import TWINS

CATALOGUE = Catalogue(Settings().models)
DRAWN = {
    head["id"]: Network.from_spec({"image": drawn().image, "nodes": drawn().rows})
    for head, drawn in TWINS
} | {name: entry.network for name, entry in CATALOGUE.items()}


def conv(name, **settings):
    return {"name": name, "kind": "conv2d", "filters": 4, "size": 3, "padding": 1, **settings}


BLOCK = Network.from_spec(
    {
        "image": [4, 8, 8],
        "nodes": [
            conv("first"),
            {"name": "relu", "kind": "relu"},
            {"name": "head", "kind": "global_average_pool", "from": ["relu"]},
            conv("second", **{"from": ["relu"]}),
            {"name": "sum", "kind": "add", "from": ["second", "input"]},
            {"name": "flatten", "kind": "flatten"},
            {"name": "answer", "kind": "dense", "units": 3},
        ],
    }
)
BRANCHES = Network.from_spec(
    {
        "image": [4, 8, 8],
        "nodes": [
            conv("a", filters=2),
            conv("b", filters=6, **{"from": ["input"]}),
            conv("c", filters=8, **{"from": ["input"]}),
            {"name": "all", "kind": "concat", "from": ["a", "b", "c"]},
        ],
    }
)


@pytest.fixture(params=DRAWN)
def network(request):
    return DRAWN[request.param]


def boxes(drawing):
    return {box.name: box for box in drawing.boxes}


# Every network there is


def test_every_layer_that_makes_something_new_has_a_column(network):
    drawn = boxes(plan(network))
    assert INPUT in drawn
    shapes = network.shapes()
    for node in network.nodes:
        if len(node.inputs) > 1 or shapes[node.name] != shapes[node.inputs[0]]:
            assert node.name in drawn, node.name


def test_columns_are_drawn_to_scale(network):
    drawn, shapes = boxes(plan(network)), network.shapes()
    maps = [
        (shapes[name][1], box.height)
        for name, box in drawn.items()
        if shapes[name][1] > 1 and not box.adds and box.height > 3
    ]
    scale = drawn[INPUT].height / network.image[1]
    for rows, height in maps:
        assert height == pytest.approx(scale * rows, abs=0.1)


def test_no_column_lies_on_another_and_all_lie_on_the_paper(network):
    drawing = plan(network)
    for box in drawing.boxes:
        assert box.x >= 0
        assert box.right <= drawing.width
        assert box.y >= 0
        assert box.bottom <= drawing.height
    for one, other in combinations(drawing.boxes, 2):
        beside = one.right <= other.x or other.right <= one.x
        above = one.bottom <= other.y or other.bottom <= one.y
        assert beside or above, (one.name, other.name)


def test_every_column_stands_right_of_those_it_listens_to(network):
    drawing = plan(network)
    for wire in drawing.wires:
        xs = [x for x, _ in wire.points]
        assert xs == sorted(xs)
        assert xs[0] < xs[-1]


def test_no_wire_runs_through_a_column(network):
    drawing = plan(network)
    for wire in drawing.wires:
        for (x, y), (far_x, far_y) in pairwise(wire.points):
            for box in drawing.boxes:
                inside = box.x + 0.1 < max(x, far_x) and min(x, far_x) < box.right - 0.1
                across = box.y < max(y, far_y) and min(y, far_y) < box.bottom
                assert not (inside and across), box.name


def test_labels_do_not_touch(network):
    drawing = plan(network)
    for row in (drawing.sizes, drawing.modules):
        for one, other in pairwise(sorted(row, key=lambda brace: (brace.y, brace.x))):
            if one.y == other.y:
                assert one.x + PER_LETTER * len(one.text) * (row is drawing.sizes) <= other.x + 1


def test_a_module_can_be_drawn_alone(network):
    module = first_module(network)
    if module is None:
        assert not any(node.module for node in network.nodes)
        return
    part = alone(network, module)
    inside = [node.name for node in network.nodes if node.module == module]
    assert [node.name for node in part.nodes] == inside
    shapes = network.shapes()
    assert all(part.shapes()[name] == shapes[name] for name in inside)
    assert all(box.labels for box in plan(part, close=True).boxes)


# What is drawn how


def test_a_detour_goes_past_above():
    drawing = plan(BLOCK)
    drawn = boxes(drawing)
    assert "relu" not in drawn, "it is drawn with what it bends"
    past = [wire for wire in drawing.wires if wire.past]
    assert len(past) == 1
    assert past[0].top < min(drawn[name].y for name in ("first", "second"))
    assert drawn["sum"].adds
    assert drawing.detours


def test_what_the_answer_can_do_without_hangs_below():
    drawing = plan(BLOCK)
    drawn = boxes(drawing)
    assert drawn["head"].aside
    assert drawn["head"].y > max(box.bottom for box in drawing.boxes if not box.aside)
    assert drawing.asides


def test_branches_stand_above_each_other_and_are_stacked_by_their_shares():
    drawn = boxes(plan(BRANCHES))
    heights = [drawn[name].middle for name in "abc"]
    assert heights == sorted(heights)
    assert drawn["b"].middle == pytest.approx(drawn["all"].middle, abs=0.1)
    slices = drawn["all"].slices
    whole = sum(part.width for part in slices)
    assert [round(part.width / whole, 1) for part in slices] == [0.1, 0.4, 0.5]


def test_the_balance_and_the_tables_leave_nothing_out():
    for name, entry in CATALOGUE.items():
        seen = Portrait(entry)
        assert (
            sum(part.parameters for part in seen.parts if not part.aside)
            == (seen.told["parameters"])
        ), name
        assert sum(row.kept for row in seen.balance) == pytest.approx(1)
        assert sum(row.done for row in seen.balance) == pytest.approx(1)
        assert sum(len(part.rows) for part in seen.parts) == len(entry.network.nodes) + 1


def test_the_field_of_view_only_grows():
    for name, entry in CATALOGUE.items():
        fields = [field for _, field in Portrait(entry).growth.points]
        assert fields == sorted(fields), name
        assert fields[0] == 1
