"""What lies around a layer, as far as a sentence about it needs to know."""

from typing import NamedTuple

from app.engine.writing import ordinal


class Scene(NamedTuple):
    """Where a layer stands in its network.

    picture  the input is the picture itself
    names    of the output's channels, where they have names: the classes
    """

    picture: bool = False
    names: tuple[str, ...] = ()

    def called(self, channel: int) -> str:
        """A channel by its name, or by its place in the row."""
        return f"\u201c{self.names[channel]}\u201d" if self.names else f"the {ordinal(channel + 1)}"


PLAIN = Scene()
