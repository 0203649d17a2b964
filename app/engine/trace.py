"""One run of a network, written down."""

from collections.abc import Iterator, Mapping

from app.engine.types import Array


class Trace(Mapping[str, Array]):
    """Every value a network computed for one batch, by node name, in order.

    The arrays (n, c, h, w) cannot be written to: a trace is a record. Only memory that
    the caller owned before, the input's, can still change under it.
    """

    def __init__(self, values: Mapping[str, Array]) -> None:
        for array in values.values():
            array.flags.writeable = False
        self._values = dict(values)

    def __getitem__(self, node: str) -> Array:
        return self._values[node]

    def __iter__(self) -> Iterator[str]:
        return iter(self._values)

    def __len__(self) -> int:
        return len(self._values)

    @property
    def first(self) -> "Trace":
        """The same record of the first picture alone, (1, c, h, w); nothing is copied."""
        return Trace({name: values[:1] for name, values in self._values.items()})

    @property
    def answer(self) -> Array:
        """What the last node said."""
        return self._values[next(reversed(self._values))]
