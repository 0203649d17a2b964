"""The worked example of each famous network: its own figures, and sums that can be checked by hand.

One file for each idea. Which network shows which stands here; its words are in
``templates/learn/networks/<id>.html``.
"""

from collections.abc import Callable
from types import SimpleNamespace

from app.engine.network import Network
from app.worked.networks import balance, bricks, correction, rounding, sharing, squeeze

IDEAS: dict[str, Callable[[Network], SimpleNamespace]] = {
    "lenet-5-1998": sharing.example,
    "alexnet": balance.example,
    "zfnet": rounding.example,
    "vgg-16": bricks.example,
    "googlenet": squeeze.example,
    "resnet-50": correction.example,
}
"""By network: what its example is made with."""
