"""ZFNet's sizes: 224 pixels fit only with a border of zeros, and with pools that round up."""

from dataclasses import replace
from types import SimpleNamespace

from app.engine.network import INPUT, Network, Node
from app.engine.reads import Window
from app.engine.types import Shape


def example(network: Network) -> SimpleNamespace:
    """The layers that change the size, as published and with plain rounding down."""
    rows = []
    plain = network.image
    for node in network.nodes:
        rule = node.layer.reads(*network.input_shapes(node.name))[0]
        if not isinstance(rule, Window) or network.shapes()[node.name][1:] == (1, 1):
            break
        if max(rule.stride) > 1:
            rows.append(_row(network, node, rule, plain))
        plain = _bare(node, plain)
    return SimpleNamespace(rows=rows, side=network.image[1], input=INPUT)


def _row(network: Network, node: Node, rule: Window, plain: Shape) -> SimpleNamespace:
    before, size = network.input_shapes(node.name)[0][1], network.shapes()[node.name][1]
    exact = (before + 2 * rule.padding[0] - rule.size[0]) / rule.stride[0] + 1
    return SimpleNamespace(
        name=node.name,
        before=before,
        padding=rule.padding[0],
        size=rule.size[0],
        stride=rule.stride[0],
        exact=exact,
        made=size,
        up=size > exact,
        plain_before=plain[1],
        plain=_bare(node, plain)[1],
    )


def _bare(node: Node, shape: Shape) -> Shape:
    """What a layer makes if nobody puts zeros around a layer that strides or rounds up."""
    settings = node.layer.settings()
    if settings.get("stride", 1) == 1:
        return node.layer.output_shape(shape)
    wanted = {"padding": 0, "ceil": False}
    known = {name: value for name, value in wanted.items() if name in settings}
    return replace(node.layer, **known).output_shape(shape)
