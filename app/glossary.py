"""The glossary: one file for each term in templates/glossary/, nobody registers it.

A term that is a kind of layer has no words of its own: the layer says them, here as on the
page. Everything else about it (where to see it, what people get wrong) stands in its file.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from app.engine import KINDS
from app.engine.input import Input
from app.engine.types import EngineError
from app.errors import SetupError

DEPTHS = ("summary", "eli5", "in_depth")
THEMES = {
    "whole": "The whole",
    "pictures": "Pictures and maps",
    "convolution": "Convolution",
    "activation": "Activation",
    "pooling": "Pooling",
    "verdict": "From maps to a verdict",
    "learning": "Learning",
    "networks": "Networks that made history",
}
"""What belongs together, in the order a learner meets it."""


@dataclass(frozen=True)
class View:
    """A place of the page where a term can be seen: what it shows, and the state in its link."""

    label: str
    state: str

    @property
    def address(self) -> str:
        """The link itself."""
        return f"/#{self.state}"


@dataclass(frozen=True)
class Term:
    """One word of the trade, at three depths.

    words         how it stands in sentences, the longest first
    numbers       whose numbers the words of a layer are filled with
    misconception what many believe, and what is true
    figures       what is known of a network, counted
    network       the id of the network it means, which may have a page of its own
    """

    id: str
    title: str
    theme: str
    words: tuple[str, ...]
    summary: str
    eli5: str
    in_depth: str
    formula: str | None
    numbers: str | None
    misconception: tuple[str, str] | None
    views: tuple[View, ...]
    related: tuple[str, ...]
    figures: Mapping[str, Any] | None
    network: str | None

    @property
    def address(self) -> str:
        """Where it is explained."""
        return f"/learn/glossary#{self.id}"

    @property
    def gist(self) -> str:
        """Its first sentence.

        >>> _first("A map is a grid. It holds numbers.")
        'A map is a grid.'
        """
        return _first(self.summary)


class Glossary(Mapping[str, Term]):
    """All terms by their ids, in the order of the alphabet."""

    def __init__(self, templates: Path) -> None:
        """Read every term. Raises SetupError, naming the file, where one is broken."""
        terms = [_read(file) for file in (templates / "glossary").glob("*.toml")]
        terms.sort(key=lambda term: term.title.lower())
        self._terms = {term.id: term for term in terms}
        for term in terms:
            if unknown := [other for other in term.related if other not in self._terms]:
                raise SetupError(f"The glossary's {term.id} points at {unknown}: no such term.")

    def __getitem__(self, term: str) -> Term:
        return self._terms[term]

    def __iter__(self) -> Iterator[str]:
        return iter(self._terms)

    def __len__(self) -> int:
        return len(self._terms)

    def letters(self) -> dict[str, list[Term]]:
        """The terms by their first letter."""
        letters: dict[str, list[Term]] = {}
        for term in self.values():
            letters.setdefault(term.title[0].upper(), []).append(term)
        return letters

    def themes(self) -> dict[str, list[Term]]:
        """The terms by what they belong to."""
        return {
            title: [term for term in self.values() if term.theme == theme]
            for theme, title in THEMES.items()
        }


def _read(file: Path) -> Term:
    try:
        told = tomllib.loads(file.read_text(encoding="utf-8"))
        layer = told.get("layer")
        words = _layer_words(layer) if layer else told
        wrong = told.get("misconception")
        return Term(
            id=file.stem,
            title=told["title"],
            theme=told["theme"],
            words=tuple(sorted(told["words"], key=len, reverse=True)),
            summary=paragraphs(words["summary"]),
            eli5=paragraphs(words["eli5"]),
            in_depth=paragraphs(words["in_depth"]),
            formula=words.get("formula"),
            numbers=layer and layer["of"],
            misconception=(wrong["believed"], wrong["true"]) if wrong else None,
            views=tuple(View(one["label"], one["state"]) for one in told["see"]),
            related=tuple(told["related"]),
            figures=told.get("figures"),
            network=told.get("network"),
        )
    except (tomllib.TOMLDecodeError, KeyError, TypeError, EngineError) as error:
        raise SetupError(f"The term in {file} cannot be read: {error!r}") from error


def _layer_words(layer: Mapping[str, Any]) -> dict[str, str]:
    """What a kind of layer says of itself, with the numbers of one such layer."""
    shapes = [(c, h, w) for c, h, w in layer["inputs"]]
    if layer["kind"] == Input.kind:
        return Input(shapes[0]).words()
    return KINDS[layer["kind"]](**layer.get("settings", {})).words(*shapes)


def paragraphs(text: str) -> str:
    r"""Words as they are sent: no line breaks but the empty lines between paragraphs.

    >>> paragraphs("\nOne\nsentence.\n\nAnother.\n")
    'One sentence.\n\nAnother.'
    """
    parts = re.split(r"\n\s*\n", text.strip())
    return "\n\n".join(re.sub(r"[ \n]+", " ", part) for part in parts)


def _first(text: str) -> str:
    """The first sentence of a text."""
    return re.split(r"(?<=[.?!])\s", text, maxsplit=1)[0]
