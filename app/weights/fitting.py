"""Whether the arrays of a file are those that a network needs: by name, and in shape."""

import difflib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from app.engine.network import Network
from app.engine.writing import by, thousands
from app.errors import BadWeights
from app.weights.tensor import Tensor, described


class Needed(NamedTuple):
    """One array that a network needs, as it is called in a file: "conv1.weights"."""

    layer: str
    param: str
    shape: tuple[int, ...]

    @property
    def name(self) -> str:
        """The name in a file."""
        return f"{self.layer}.{self.param}"


def needed(network: Network) -> Iterator[Needed]:
    """Every array of a network, in the order of its layers."""
    for layer, shapes in network.param_shapes().items():
        for param, shape in shapes.items():
            yield Needed(layer, param, shape)


def check(found: Mapping[str, Tensor], network: Network, title: str) -> list[Tensor]:
    """The arrays in the order of the network. Raises BadWeights, naming the first that is wrong."""
    wanted = {one.name: one for one in needed(network)}
    missing = [name for name in wanted if name not in found]
    strange = [name for name in found if name not in wanted]
    if strange:
        raise BadWeights(_strange(strange, missing, title))
    if missing:
        raise BadWeights(
            f"The array {missing[0]} is missing: it should be {by(wanted[missing[0]].shape)} "
            f"numbers."
            + (f" So are {thousands(len(missing) - 1)} others." if len(missing) > 1 else "")
        )
    for name, one in wanted.items():
        if found[name].shape != one.shape:
            raise BadWeights(
                f"The array {name} should be {by(one.shape)}, but is "
                f"{described(found[name].shape)} in the file."
            )
    return [found[name] for name in wanted]


def _strange(strange: list[str], missing: list[str], title: str) -> str:
    name = strange[0] if len(strange[0]) <= 80 else f"{strange[0][:77]}..."
    told = f"The file has an array called {name!r}, which {title} has no use for."
    near = difflib.get_close_matches(strange[0][:200], missing, 1, 0.6)
    if near:
        return f"{told} Perhaps it should be {near[0]!r}."
    if missing:
        return f"{told} The names should be as in the table, {missing[0]!r} to begin with."
    return told
