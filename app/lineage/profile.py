"""One network in the figures that are compared: counted from its description, never typed in."""

from collections.abc import Sequence

from app import schemas
from app.catalogue import Entry
from app.engine import figures
from app.engine.layer import KINDS
from app.engine.network import Network, Node
from app.lineage.path import filters, longest, reading, way
from app.lineage.ways import ways


def profile(entry: Entry) -> schemas.Profile:
    """The figures of a network, of the layers that lead to its answer."""
    network = entry.network
    channels, height, width = network.image
    nodes, path = way(network), longest(network)
    learned, macs = _parameters(network, nodes), _macs(network, nodes)
    return {
        "id": entry.id,
        "title": entry.title,
        "year": entry.year,
        "input": {"channels": channels, "height": height, "width": width},
        "first_layer": _first(network),
        "parameters": learned,
        "macs": macs,
        "aside": figures.auxiliary_parameters(network),
        "depth": sum(filters(network, node) for node in path),
        "layers": len(nodes),
        "dense_share": _share(
            _parameters(network, [node for node in nodes if node.layer.stage == "dense"]), learned
        ),
        "seats": _seats(network, nodes),
        "largest": _largest(network, nodes),
        "sight": _sight(network, path),
        "work": _work(network, nodes),
        "kinds": _kinds(nodes),
        "ways": ways(network, nodes),
    }


def called(kind: str) -> str:
    """What people call a kind of layer.

    >>> called("leaky_relu"), called("max_pool")
    ('leaky ReLU', 'max pool')
    """
    known, plain = KINDS[kind].called, kind.replace("_", " ")
    return known if known.lower() == plain else plain


def _first(network: Network) -> schemas.FirstLayer | None:
    for node in network.nodes:
        rule = reading(network, node)
        if rule is None or not filters(network, node):
            continue
        shape = network.shapes()[node.name]
        return {
            "layer": node.name,
            "size": list(rule.size),
            "stride": list(rule.stride),
            "padding": list(rule.padding),
            "filters": shape[0],
            "shape": list(shape),
            "parameters": figures.parameters(network, node.name),
        }
    return None


def _seats(network: Network, nodes: Sequence[Node]) -> list[schemas.Seat]:
    """By stage, whoever holds most first; stages that neither learn nor multiply are left out."""
    all_learned, all_macs = _parameters(network, nodes), _macs(network, nodes)
    found: list[schemas.Seat] = []
    for stage in dict.fromkeys(node.layer.stage for node in nodes):
        mine = [node for node in nodes if node.layer.stage == stage]
        learned, macs = _parameters(network, mine), _macs(network, mine)
        if learned or macs:
            found.append(
                {
                    "stage": stage,
                    "layers": sum(figures.parameters(network, node.name) > 0 for node in mine),
                    "parameters": learned,
                    "share": _share(learned, all_learned),
                    "macs": macs,
                    "work": _share(macs, all_macs),
                }
            )
    return sorted(found, key=lambda seat: -seat["parameters"])


def _largest(network: Network, nodes: Sequence[Node]) -> schemas.Largest | None:
    learned = {node.name: figures.parameters(network, node.name) for node in nodes}
    if not any(learned.values()):
        return None
    name = max(learned, key=lambda one: learned[one])
    return {
        "layer": name,
        "stage": network.node(name).layer.stage,
        "parameters": learned[name],
        "share": _share(learned[name], sum(learned.values())),
    }


def _sight(network: Network, path: Sequence[Node]) -> list[schemas.Sight]:
    """Layers that weigh, or see more than the one before, until one takes in the whole map.

    Where branches meet, the widest of them counts.
    """
    found: list[schemas.Sight] = []
    fields = figures.receptive_fields(network)
    depth = 0
    for node in path:
        rule = reading(network, node)
        seen = network.input_shapes(node.name)[0][1:]
        if rule is None or (rule.channels == "same" and rule.size == seen != (1, 1)):
            break
        depth += filters(network, node)
        grown = not found or found[-1]["field"] != list(fields[node.name][0])
        if not filters(network, node) and not grown:
            continue
        found.append(
            {
                "layer": node.name,
                "stage": node.layer.stage,
                "depth": depth,
                "field": list(fields[node.name][0]),
                "size": list(network.shapes()[node.name][1:]),
            }
        )
    return found


def _work(network: Network, nodes: Sequence[Node]) -> list[schemas.Work]:
    shapes = network.shapes()
    all_learned, all_macs = _parameters(network, nodes), _macs(network, nodes)
    sizes: dict[tuple[int, int], list[Node]] = {}
    for node in nodes:
        if figures.macs(network, node.name):
            sizes.setdefault(shapes[node.name][1:], []).append(node)
    return [
        {
            "size": list(size),
            "layers": len(sizes[size]),
            "macs": _macs(network, sizes[size]),
            "share": _share(_macs(network, sizes[size]), all_macs),
            "parameters": _parameters(network, sizes[size]),
            "kept": _share(_parameters(network, sizes[size]), all_learned),
        }
        for size in sorted(sizes, reverse=True)
    ]


def _kinds(nodes: Sequence[Node]) -> list[schemas.Kind]:
    return [
        {
            "kind": kind,
            "called": called(kind),
            "stage": KINDS[kind].stage,
            "layers": sum(node.layer.kind == kind for node in nodes),
        }
        for kind in dict.fromkeys(node.layer.kind for node in nodes)
    ]


def _parameters(network: Network, nodes: Sequence[Node]) -> int:
    return sum(figures.parameters(network, node.name) for node in nodes)


def _macs(network: Network, nodes: Sequence[Node]) -> int:
    return sum(figures.macs(network, node.name) for node in nodes)


def _share(part: int, whole: int) -> float:
    return part / whole if whole else 0.0
