"""The differences between two networks as one says them: a sentence or two for each figure."""

from app import schemas
from app.engine.layer import KINDS
from app.engine.writing import by, counted, listed, percent, sentence_case, thousands

EXACT = 10_000
"""Smaller numbers are written out."""
NOTICEABLE = 0.02
"""Figures that are nearer to each other than this count as the same."""
SCALES = ((1e9, "billion"), (1e6, "million"), (1e3, "thousand"))


def said(new: schemas.Profile, old: schemas.Profile) -> schemas.Said:
    """What ``new`` changed against ``old``, topic by topic."""
    return {
        "picture": _picture(new, old),
        "first_layer": _first_layer(new["first_layer"], old["first_layer"]),
        "kinds": _kinds(new, old),
        "depth": _depth(new, old),
        "parameters": _amount(new["parameters"], old["parameters"], "parameters to learn"),
        "macs": _amount(new["macs"], old["macs"], "multiplications for one picture"),
        "seats": _seats(new, old),
        "sight": _sight(new, old),
        "work": _work(new, old),
    }


def about(count: int) -> str:
    """A large number as one says it.

    >>> about(156), about(61_706), about(60_965_224), about(15_470_264_320)
    ('156', '61.7 thousand', '61.0 million', '15.5 billion')
    """
    for size, word in SCALES:
        if count >= max(size, EXACT):
            return f"{count / size:.1f} {word}"
    return thousands(count)


def times(new: float, old: float) -> str:
    """How much more or less one number is than another.

    >>> times(6, 2), times(70, 60), times(2, 6), times(3, 0)
    ('3.0 times as many', '1.2 times as many', '33.3\xa0% of that', 'from none')
    >>> times(2, 2), times(104, 100)
    ('as many', 'about as many')
    """
    if not old:
        return "from none" if new else "none in either"
    ratio = new / old
    if ratio == 1:
        return "as many"
    if abs(ratio - 1) < NOTICEABLE or 1 < ratio < 1.05:  # 1.0 times is no more than 1 times
        return "about as many"
    if ratio > 1:
        return f"{thousands(round(ratio)) if ratio >= 10 else format(ratio, '.1f')} times as many"
    return f"{percent(ratio)} of that"


def _picture(new: schemas.Profile, old: schemas.Profile) -> str:
    sides = [one["input"] for one in (new, old)]
    mine, other = (_grid([one["height"], one["width"]]) for one in sides)
    colours, before = (counted(one["channels"], "channel") for one in sides)
    if mine == other and colours == before:
        return f"Both read pictures of {mine} pixels in {colours}."
    return f"It reads {mine} pixels in {colours} instead of {other} in {before}."


def _first_layer(new: schemas.FirstLayer | None, old: schemas.FirstLayer | None) -> str:
    if new is None or old is None:
        return "One of the two has no filters that look at the picture."
    size, stride = _grid(new["size"]), _step(new)
    parts = []
    if new["size"] != old["size"]:
        parts.append(f"are {size} instead of {_grid(old['size'])}")
    if new["stride"] != old["stride"]:
        parts.append(f"move {stride} at a time instead of {_step(old, bare=True)}")
    if new["filters"] != old["filters"]:
        parts.append(f"number {thousands(new['filters'])} instead of {thousands(old['filters'])}")
    if new["padding"] != old["padding"]:
        parts.append(f"find {_border(new)} around the picture instead of {_rings(old)}")
    if not parts:
        return (
            f"Both begin alike: {counted(new['filters'], 'filter')} of {size}, {stride} at a time."
        )
    change = f"The first filters {listed(parts)}."
    return (
        f"{change} What comes out is {by(new['shape'])} instead of {by(old['shape'])}, from "
        f"{thousands(new['parameters'])} parameters instead of {thousands(old['parameters'])}."
    )


def _kinds(new: schemas.Profile, old: schemas.Profile) -> str:
    held, known = ({one["kind"] for one in side["kinds"]} for side in (new, old))
    gained = [one for one in new["kinds"] if one["kind"] not in known]
    lost = [one for one in old["kinds"] if one["kind"] not in held]
    told = []
    for one in list(gained):
        twin = _place_taken(one, lost)
        if twin:
            gained.remove(one)
            lost.remove(twin)
            told.append(f"{one['called']} instead of {twin['called']}")
    ways = [one["called"] for one in new["ways"] if one not in old["ways"]]
    gone = [one["called"] for one in old["ways"] if one not in new["ways"]]
    told += [one["called"] for one in gained] + ways
    left = [one["called"] for one in lost] + gone
    if not told and not left:
        return "Both are made of the same kinds of layers."
    return " ".join(
        f"{word}: {'; '.join(parts)}." for word, parts in (("New", told), ("Gone", left)) if parts
    )


def _place_taken(one: schemas.Kind, lost: list[schemas.Kind]) -> schemas.Kind | None:
    """The lost kind whose place a gained one has taken: both of one family."""
    family = KINDS[one["kind"]].family
    same = [other for other in lost if family and KINDS[other["kind"]].family == family]
    return same[0] if same else None


def _depth(new: schemas.Profile, old: schemas.Profile) -> str:
    deep, before = new["depth"], old["depth"]
    what = "layers with filters stand behind each other"
    if deep == before:
        return f"{counted(deep, 'layer')} with filters stand behind each other in both."
    return sentence_case(f"{thousands(deep)} {what} instead of {thousands(before)}.")


def _amount(new: int, old: int, what: str) -> str:
    if new == old:
        return f"{sentence_case(about(new))} {what} in both."
    return f"{about(new)} {what} instead of {about(old)}: {times(new, old)}."


def _seats(new: schemas.Profile, old: schemas.Profile) -> str:
    largest = new["largest"]
    mine, other = new["dense_share"], old["dense_share"]
    if largest is None:
        return "It has nothing to learn."
    instead = "" if abs(mine - other) < NOTICEABLE / 2 else f" instead of {percent(other)}"
    work = sum(seat["work"] for seat in new["seats"] if seat["stage"] == "dense")
    return (
        f"Dense layers hold {percent(mine)} of its parameters{instead}, and do {percent(work)} of "
        f"the work. One layer alone, {largest['layer']}, holds {percent(largest['share'])}."
    )


def _sight(new: schemas.Profile, old: schemas.Profile) -> str:
    if not new["sight"] or not old["sight"]:
        return "One of the two has no maps to look through."
    last, before = new["sight"][-1], old["sight"][-1]
    side = [new["input"]["height"], new["input"]["width"]]
    change = (
        f"A number of its last map sees {_grid(last['field'])} pixels of a picture of {_grid(side)}"
    )
    instead = (
        ""
        if last["field"] == before["field"]
        else f", instead of {_grid(before['field'])} of "
        f"{_grid([old['input']['height'], old['input']['width']])}"
    )
    beyond = (
        ". That is more than there is: the rest is border"
        if any(seen > whole for seen, whole in zip(last["field"], side, strict=True))
        else ""
    )
    return f"{change}{instead}{beyond}."


def _work(new: schemas.Profile, old: schemas.Profile) -> str:
    if not new["work"] or not old["work"]:
        return "One of the two multiplies nothing."
    mine, other = (max(one["work"], key=lambda row: row["share"]) for one in (new, old))
    return (
        f"Most is multiplied for what is {_grid(mine['size'])} in size, "
        f"{percent(mine['share'])} of the work; in the other for {_grid(other['size'])}, "
        f"{percent(other['share'])}."
    )


def _grid(size: list[int]) -> str:
    return by(size)


def _step(layer: schemas.FirstLayer, bare: bool = False) -> str:
    rows, columns = layer["stride"]
    number = thousands(rows) if rows == columns else by(layer["stride"])
    return number if bare else f"{number} {'pixel' if rows == columns == 1 else 'pixels'}"


def _border(layer: schemas.FirstLayer) -> str:
    rings = max(layer["padding"])
    return f"{counted(rings, 'ring')} of zeros" if rings else "nothing"


def _rings(layer: schemas.FirstLayer) -> str:
    rings = max(layer["padding"])
    return thousands(rings) if rings else "none"
