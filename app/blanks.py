"""The blanks of a story: figures in the words, counted from descriptions and never typed.

    "{conv_1.parameters} weights make {conv_1.numbers} numbers"

A blank is a small sum over names, and after a bar how it is written:

    {parameters}                 of the network itself
    {conv_1.parameters}          of one layer of it, or of one module
    {alexnet.parameters}         of another network; hyphens are written _ here
    {alexnet.macs / macs|times}  how many times as much

The names are the fields of ``Whole`` and ``Part`` in ``app/counted.py``.
"""

import ast
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from app.catalogue import Entry
from app.counted import Part, Uncounted, Whole
from app.engine.writing import NARROW, by, thousands

BLANK = re.compile(r"\{([^{}|]+)(?:\|(\w+))?\}")
WORDS = (
    "none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten",
    "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen",
    "nineteen", "twenty",
)  # fmt: skip


class Unfilled(Exception):  # noqa: N818
    """A blank that nothing can be counted for; whoever reads the story says where it stands."""


def filled(text: str, here: Entry, others: Mapping[str, Entry], quoted: Mapping[str, Any]) -> str:
    """A text with its blanks filled. Raises Unfilled, saying which cannot be.

    quoted   what a source says and no description can: ``{quoted.error}``
    """
    names = _Names(Whole(here), others, quoted)
    return BLANK.sub(lambda blank: _written(_value(blank[1], names), blank[2]), text)


@dataclass(frozen=True)
class _Names:
    """What a name in a blank may mean."""

    here: Whole
    others: Mapping[str, Entry]
    quoted: Mapping[str, Any]

    def find(self, name: str) -> Any:
        """The part, the figure or the other network of that name."""
        if name == "quoted":
            return self.quoted
        if part := self.here.part(name):
            return part
        if isinstance(vars(Whole).get(name), (property, cached_property)):
            return getattr(self.here, name)
        for id_, entry in self.others.items():
            if id_.replace("-", "_") == name:
                return Whole(entry)
        raise Unfilled(f"nothing here is called {name}")


def _value(sum_: str, names: _Names) -> Any:
    try:
        return _worked(ast.parse(sum_.strip(), mode="eval").body, names)
    except (Uncounted, SyntaxError, KeyError, TypeError, AttributeError) as error:
        raise Unfilled(f"{{{sum_}}} cannot be counted: {error}") from error


SIGNS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _worked(sum_: ast.expr, names: _Names) -> Any:
    """What a sum comes to; names, fields, whole numbers and four signs are all it may have."""
    match sum_:
        case ast.Name(id=name):
            return names.find(name)
        case ast.Attribute(value=value, attr=name):
            return _field(_worked(value, names), name)
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in SIGNS:
            return SIGNS[type(sign)](_worked(left, names), _worked(right, names))
        case ast.Constant(value=int(number)):
            return number
        case _:
            raise Unfilled(f"{{{ast.unparse(sum_)}}} is no sum of names")


def _field(of: Any, name: str) -> Any:
    if isinstance(of, Mapping):
        return of[name]
    if isinstance(of, Whole) and (part := of.part(name)):
        return part
    if name.startswith("_") or not isinstance(of, (Whole, Part)):
        raise Unfilled(f"there is no {name} to count")
    return getattr(of, name)


def _written(value: Any, form: str | None) -> str:
    """A value as it stands in a sentence.

    >>> _written(60965224, None), _written(60965224, "million"), _written(0.962, "percent")
    ('60,965,224', '61 million', '96.2\xa0%')
    >>> _written(5, "word"), _written(8.93, "times"), _written((3, 224, 224), None)
    ('five', '8.9', '3×224×224')
    """
    if form is None:
        return _plain(value)
    if form not in FORMS:
        raise Unfilled(f"there is no form {form}: there are {', '.join(FORMS)}")
    return FORMS[form](value)


def _plain(value: Any) -> str:
    match value:
        case str():
            return value
        case int():
            return thousands(value)
        case float():
            return f"{value:g}"
        case tuple():
            return by(value)
    raise Unfilled("a blank ends in a figure, not in a layer or a network")


def _million(value: float) -> str:
    millions = value / 1e6
    return f"{millions:.2g} million" if millions < 10 else f"{millions:,.0f} million"


def _times(value: float) -> str:
    """How many times as much, as roughly as one says it."""
    return f"{value:.1f}" if value < 10 else f"{value:,.0f}"


FORMS: dict[str, Callable[[Any], str]] = {
    "million": _million,
    "percent": lambda share: f"{100 * share:.1f}{NARROW}%",
    "whole": lambda share: f"{100 * share:.0f}{NARROW}%",
    "times": _times,
    "word": lambda count: WORDS[count] if count < len(WORDS) else thousands(count),
    "Word": lambda count: WORDS[count].capitalize(),
}
"""How a figure may be written, by the word after the bar."""
