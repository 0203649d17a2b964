"""Who stands above whom: the lanes of a drawing.

What runs straight on stays in the middle, lane 0. Where ways part and meet again, the branches
stand above each other between the two; where only one of two does something, or most of it, it
stays in the middle and the other goes past above it.
"""

from collections.abc import Sequence

from app.portrait.columns import Column


def ranks(columns: Sequence[Column]) -> dict[str, int]:
    """How far to the right each column stands: one further than the last it listens to."""
    found: dict[str, int] = {}
    for column in columns:
        found[column.name] = max((found[name] + 1 for name in column.heard), default=0)
    return found


def lanes(columns: Sequence[Column]) -> dict[str, float]:
    """The lane of every column: 0 is the middle, negative ones are above it."""
    named = {column.name: column for column in columns}
    readers: dict[str, int] = {}
    for column in columns:
        for name in column.heard:
            if not column.aside:
                readers[name] = readers.get(name, 0) + 1
    found = {column.name: 0.0 for column in columns}
    for column in columns:
        if len(column.heard) > 1:
            branches = [_branch(name, named, readers) for name in column.heard]
            for branch, lane in zip(branches, _spread(branches), strict=True):
                found.update(dict.fromkeys(branch, lane))
    return found


def _branch(name: str, named: dict[str, Column], readers: dict[str, int]) -> list[str]:
    """The columns from ``name`` back to where the ways parted."""
    branch = []
    while len(named[name].heard) == 1 and readers.get(name, 1) == 1:
        branch.append(name)
        name = named[name].heard[0]
    return branch


def _spread(branches: Sequence[Sequence[str]]) -> list[float]:
    """A lane for each branch, in order.

    >>> _spread([["a", "b"], []]), _spread([["a"], ["b"], ["c"], ["d"]])
    ([0.0, -1.0], [-1.5, -0.5, 0.5, 1.5])
    """
    if len(branches) > 2:
        return [place - (len(branches) - 1) / 2 for place in range(len(branches))]
    longest = max(range(len(branches)), key=lambda place: len(branches[place]))
    return [0.0 if place == longest else -1.0 for place in range(len(branches))]
