"""A JSON body, read with care: how long it may be, how deep, and what it may hold.

Not-a-number and infinity are let through here, although JSON has no such thing, so that
whoever knows what the number is for can say where it stands.
"""

import json
from typing import Any

import orjson

from app.errors import BadRequest, BodyTooLarge


def parse(data: bytes, most: int, nesting: int) -> Any:
    """The plain data a JSON text stands for.

    most      bytes it may be long
    nesting   how many brackets may stand inside each other

    Raises BodyTooLarge, BadRequest.

    >>> parse(b'{"edits": [{"bias": NaN}]}', 100, 20)
    {'edits': [{'bias': nan}]}
    """
    if len(data) > most:
        raise BodyTooLarge(f"That is {len(data):,} bytes of JSON; {most:,} are the most.")
    told = _loads(data, nesting)
    if _depth(told, nesting) > nesting:
        raise _too_deep(nesting)
    return told


def _loads(data: bytes, nesting: int) -> Any:
    try:
        return orjson.loads(data)
    except orjson.JSONDecodeError:
        pass
    try:
        return json.loads(data.decode())
    except RecursionError:
        raise _too_deep(nesting) from None
    except UnicodeDecodeError:
        raise BadRequest("That is not JSON: it is not text in UTF-8.") from None
    except json.JSONDecodeError as error:
        where = f"line {error.lineno}, column {error.colno}"
        raise BadRequest(f"That is not JSON: {error.msg} ({where}).") from None
    except ValueError:  # a whole number of thousands of digits
        raise BadRequest("That JSON holds a number with too many digits.") from None


def _depth(told: Any, enough: int) -> int:
    """How many brackets stand inside each other, counted no further than just past ``enough``."""
    depth, level = 0, [told]
    while depth <= enough:
        level = [one for one in level if isinstance(one, list | dict)]
        if not level:
            return depth
        depth += 1
        level = [
            one for held in level for one in (held.values() if isinstance(held, dict) else held)
        ]
    return depth


def _too_deep(nesting: int) -> BadRequest:
    return BadRequest(f"That JSON has brackets inside brackets too deep: {nesting} are the most.")
