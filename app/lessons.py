"""The lessons: one template each, found by their file names, in the order these begin with.

A lesson says at its top what it is called and what it is about; nobody registers it:

    {% set title = "A picture is numbers" %}
    {% set gist = "What a computer has before it when you see a cat." %}
"""

from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from jinja2 import Environment, nodes

from app.errors import SetupError


@dataclass(frozen=True)
class Lesson:
    """One page of /learn."""

    name: str
    template: str
    title: str
    gist: str

    @property
    def address(self) -> str:
        """Where it is read."""
        return f"/learn/{self.name}"


class Lessons:
    """All lessons, in order."""

    def __init__(self, templates: Path) -> None:
        """Find them below ``templates``. Raises SetupError where one does not say its title."""
        files = sorted((templates / "learn").glob("[0-9]*.html"))
        self.all = tuple(_read(file) for file in files)

    def find(self, name: str) -> Lesson | None:
        """The lesson of that name, or None."""
        return next((lesson for lesson in self.all if lesson.name == name), None)

    def beside(self, lesson: Lesson) -> tuple[Lesson | None, Lesson | None]:
        """The one before and the one after."""
        row = (None, *self.all, None)
        before = next((one for one, after in pairwise(row) if after is lesson), None)
        after = next((two for one, two in pairwise(row) if one is lesson), None)
        return before, after


def _read(file: Path) -> Lesson:
    told = _constants(file.read_text(encoding="utf-8"))
    if not {"title", "gist"} <= told.keys():
        raise SetupError(f"The lesson {file} does not say its title and its gist at the top.")
    name = file.stem.partition("-")[2]
    return Lesson(name, f"learn/{file.name}", told["title"], told["gist"])


def _constants(source: str) -> dict[str, str]:
    """What a template sets to plain text.

    >>> _constants('{% set title = "ReLU" %}{% set size = 3 %}')
    {'title': 'ReLU'}
    """
    return {
        one.target.name: one.node.value
        for one in Environment(autoescape=True).parse(source).find_all(nodes.Assign)
        if isinstance(one.target, nodes.Name)
        and isinstance(one.node, nodes.Const)
        and isinstance(one.node.value, str)
    }
