"""How much of the picture one number sees, from layer to layer, as points to draw."""

from dataclasses import dataclass

from app.catalogue import Entry
from app.drawing import Plot
from app.lineage.profile import profile


@dataclass(frozen=True)
class Growth:
    """The receptive field along the longest way through a network.

    points   (layers with filters so far, rows of the picture that one number sees)
    side     rows of the picture
    """

    points: tuple[tuple[int, int], ...]
    side: int

    @property
    def most(self) -> int:
        """The largest field."""
        return self.points[-1][1]

    @property
    def deepest(self) -> int:
        """How many layers with filters there are on that way."""
        return max(1, self.points[-1][0])

    @property
    def covered(self) -> tuple[int, int] | None:
        """The first point that sees as many rows as the picture has."""
        return next((point for point in self.points if point[1] >= self.side), None)

    @property
    def plot(self) -> Plot:
        """The coordinate system to draw it in."""
        return Plot((0, self.deepest), (0, 1.05 * max(self.most, self.side)), 560, 200)


def growth(entry: Entry) -> Growth:
    """The field of every layer that widens it, from a single pixel on."""
    seen = profile(entry)["sight"]
    points = [(0, 1), *((one["depth"], one["field"][0]) for one in seen)]
    return Growth(tuple(points), entry.network.image[1])
